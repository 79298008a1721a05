"""Several processes at one vault, and processes that are killed: nothing acknowledged is lost or half there."""

import json
import random
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import run, start
from wallet_cli.store.check import verifying

WRITERS, MANY, EACH = 4, 300, 2
KILLS = 6


def transactions(wallet: Wallet) -> list[str]:
    told = json.loads(wallet.ok("history", "--json", "--limit", "0"))
    return [posting["amount"]["minor"] for each in told["transactions"] for posting in each["postings"]]


def test_writers_and_readers_at_once_lose_nothing_and_never_fail(wallet: Wallet) -> None:
    """Each has so much to write at first that the others come while it does."""

    def work(number: int) -> list[tuple[int, str, str]]:
        words = f"1.{number:02} Coffee{number} @cash +food"
        many = wallet.folder / f"many-{number}"
        many.write_text(f"{words}\n" * MANY)
        line = ("pay", *words.split())
        return [run(wallet, "batch", str(many))] + [run(wallet, *line) for _ in range(EACH)] + [run(wallet, "balance")]

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [each for some in pool.map(work, range(WRITERS)) for each in some]
    assert [(status, err) for status, _out, err in done if status] == []
    spent = sum((MANY + EACH) * (100 + number) for number in range(WRITERS))
    told = json.loads(wallet.ok("balance", "cash", "--json"))["accounts"][0]["balance"]
    assert int(told["minor"]) == 32000 - spent
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_killed_at_any_moment_what_was_answered_is_there(wallet: Wallet) -> None:
    chance = random.Random(1)
    answered = 0
    for _kill in range(KILLS):
        process = start(wallet, "batch", "-", "--json", stdin=subprocess.PIPE)
        assert process.stdin is not None
        process.stdin.write("".join(f"0.0{n % 9 + 1} Coffee @cash +food\n" for n in range(400)))
        process.stdin.close()
        time.sleep(0.15 + chance.random() / 2)
        process.kill()
        process.wait()
        assert process.stdout is not None and process.stderr is not None
        answered += process.stdout.read().count('"ref": "t')
        process.stderr.close()
        process.stdout.close()
    told = json.loads(wallet.ok("verify", "--json"))
    assert told["ok"], told["problems"]
    assert len(transactions(wallet)) // 2 >= answered


def test_a_check_while_somebody_pays_takes_no_state_for_older(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    check = verifying.check_journal

    def paid_meanwhile(run: verifying.Run) -> None:
        check(run)
        wallet.ok("pay", "5", "Coffee", "@cash", "+food")

    monkeypatch.setattr(verifying, "check_journal", paid_meanwhile)
    told = json.loads(wallet.ok("verify", "--json"))
    assert (told["ok"], told["problems"]) == (True, [])

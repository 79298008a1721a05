"""Damage that a command meets beside what it records: told as damage, and what was recorded is said to be."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.driver import Result, Wallet
from tests.faults.test_proving import STORE, folder

PAGE = 4096


def on_each_damaged_page(wallet: Wallet, *argv: str) -> Iterator[tuple[Result, bool]]:
    """What a command says with a bit of each page flipped, and whether it recorded anything."""
    path, (head,) = folder(wallet) / STORE, wallet.state.glob("*.head")
    whole, seen = path.read_bytes(), head.read_bytes()
    for page in range(len(whole) // PAGE):
        torn = bytearray(whole)
        torn[page * PAGE + 700] ^= 4
        path.write_bytes(torn)
        yield wallet(*argv, "--json"), head.read_bytes() != seen
        _put_back(path, whole)
        head.write_bytes(seen)


def _put_back(path: Path, whole: bytes) -> None:
    for name in ("wallet.db-wal", "wallet.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    path.write_bytes(whole)


def slug(result: Result) -> str:
    last = [line for line in result.err.splitlines() if line.startswith("{")]
    return str(json.loads(last[-1])["slug"]) if result.status else ""


@pytest.mark.parametrize(
    "argv",
    [("rm", "t2", "--erase-body", "--yes"), ("accounts", "rename", "card", "visa"), ("budget", "set", "food", "300")],
    ids=lambda argv: argv[0],
)
def test_damage_is_told_as_damage_wherever_a_command_meets_it(wallet: Wallet, argv: tuple[str, ...]) -> None:
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    told = [(result.status, slug(result)) for result, _recorded in on_each_damaged_page(wallet, *argv)]
    assert {status for status, _slug in told} <= {0, 8}, told
    assert (8, "store-damaged") in told


def test_what_was_recorded_is_said_though_its_answer_can_not_be_read(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    unread = 0
    for result, recorded in on_each_damaged_page(wallet, "rm", "t3", "--yes"):
        assert result.status in (0, 8), result.err
        assert recorded == (slug(result) in ("", "recorded-unread")), result.err
        unread += slug(result) == "recorded-unread"
    assert unread

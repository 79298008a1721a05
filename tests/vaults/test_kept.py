"""Every vault that was ever released opens with today's code, verifies, and shows the same balances."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.vaults.make import HERE, balances

VERSIONS = sorted(path.parent.name for path in HERE.glob("*/wallet.db"))
BY_HAND = {"anna": "0.00", "bank": "2808.80", "card": "-536.00", "cash": "849.50", "支付宝": "1245.00"}


@pytest.fixture(params=VERSIONS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Wallet]:
    """A kept vault's folder, and a machine that holds a copy of it."""
    source = HERE / request.param
    wallet = Wallet(tmp_path)
    target = wallet.data / "main"
    target.mkdir(parents=True)
    for name in ("wallet.db", "wallet.keys"):
        shutil.copyfile(source / name, target / name)
    return source, wallet


def test_it_opens_and_shows_the_balances_of_then(kept: tuple[Path, Wallet]) -> None:
    source, wallet = kept
    assert balances(wallet) == json.loads((source / "balances.json").read_text(encoding="utf-8"))


def test_the_balances_are_those_added_up_by_hand(kept: tuple[Path, Wallet]) -> None:
    told = json.loads(kept[1].ok("balance", "--json", "-d", "2026-11-20"))["accounts"]
    assert {each["account"]: each["balance"]["amount"] for each in told} == BY_HAND


def test_it_verifies_and_its_books_can_be_made_anew(kept: tuple[Path, Wallet]) -> None:
    _source, wallet = kept
    told = json.loads(wallet.ok("verify", "--json"))
    assert told["ok"] and told["operations"] >= 23
    assert json.loads(wallet.ok("verify", "--rebuild", "--json"))["mended"] == []


def test_it_can_be_worked_on(kept: tuple[Path, Wallet]) -> None:
    _source, wallet = kept
    wallet.ok("pay", "9.50", "Coffee", "@cash", "+food")
    told = json.loads(wallet.ok("balance", "cash", "--json"))["accounts"]
    assert told[0]["balance"]["amount"] == "840.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]

"""Every vault that was ever released opens with today's code, verifies, and shows the same balances."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.raw import journal
from tests.raw.second_reader import opened_store
from tests.vaults.make import HERE, STATEMENT, balances

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


def cash(wallet: Wallet) -> str:
    told = json.loads(wallet.ok("balance", "cash", "--json"))["accounts"]
    return str(told[0]["balance"]["amount"])


def test_it_can_be_worked_on(kept: tuple[Path, Wallet]) -> None:
    _source, wallet = kept
    op = json.loads(wallet.ok("pay", "9.50", "Coffee", "@cash", "+food", "--json"))["operation"]
    assert cash(wallet) == "840.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    wallet.ok("undo", op, "--yes")
    wallet.ok("undo", "o24", "--yes")  # what the version of then recorded, on a card
    assert cash(wallet) == "849.50"
    wallet.ok("redo", "o24", "--yes")
    wallet.ok("edit", "t6", "14")
    assert cash(wallet) == "849.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_what_was_recorded_then_can_be_erased_now(kept: tuple[Path, Wallet]) -> None:
    source, wallet = kept
    warning = "anyone who has the keys can still find the amount by guessing"
    shown = wallet("rm", "t6", "--erase-body", "--yes")
    assert (shown.status, warning in shown.err) == (0, source.name == "0001")
    assert cash(wallet) == "863.00"
    later = json.loads(wallet.ok("pay", "1", "Later", "@cash", "+food", "--json"))["transactions"][0]["ref"]
    shown = wallet("rm", later, "--erase-body", "--yes")
    assert (shown.status, warning in shown.err) == (0, False)
    assert cash(wallet) == "863.00"
    told = json.loads(wallet.ok("verify", "--json"))
    assert told["ok"] and told["erased"]
    assert json.loads(wallet.ok("verify", "--rebuild", "--json"))["mended"] == []


def test_a_copy_of_it_is_whole(kept: tuple[Path, Wallet], tmp_path: Path) -> None:
    _source, wallet = kept
    wallet.ok("keys", "rotate")
    assert cash(wallet) == "849.50"
    wallet.ok("backup", str(tmp_path / "main.backup"))
    wallet.ok("restore", str(tmp_path / "main.backup"), "--wallet", "copy")
    wallet.ok("-w", "copy", "pay", "9.50", "Coffee", "@cash", "+food")
    assert json.loads(wallet.ok("-w", "copy", "verify", "--json"))["ok"]


def versions(wallet: Wallet) -> list[int]:
    """The version of each record, in order."""
    db = opened_store(wallet.data / "main", PASSPHRASE)
    found = journal.versions(db)
    db.close()
    return found


def test_opening_it_changes_nothing_in_it_and_recording_adds_in_todays_version(kept: tuple[Path, Wallet]) -> None:
    source, wallet = kept
    data = (wallet.data / "main" / "wallet.db").read_bytes()
    wallet.ok("balance")
    wallet.ok("history")
    assert (wallet.data / "main" / "wallet.db").read_bytes() == data == (source / "wallet.db").read_bytes()
    then = versions(wallet)
    assert set(then) == {min(int(source.name), 2)}
    wallet.ok("pay", "9.50", "Coffee", "@cash", "+food")
    assert versions(wallet) == [*then, 2]


@pytest.mark.parametrize("kept", ["0003"], indirect=True)
def test_what_was_seen_then_is_known_and_what_a_bank_said_is_shown(kept: tuple[Path, Wallet], tmp_path: Path) -> None:
    _source, wallet = kept
    file = tmp_path / "bank.ofx"
    file.write_bytes(STATEMENT)
    told = json.loads(wallet.ok("import", str(file), "@bank", "--json", "-v"))
    assert [each["status"] for each in told["statements"][0]["rows"]] == ["known", "known", "removed"]
    assert told["operation"] is None
    shown = json.loads(wallet.ok("show", "t20", "--json"))["postings"]
    assert [each["facts"] for each in shown] == [{"kind": "other", "x-check-number": "12"}, {}]
    assert json.loads(wallet.ok("show", "bank", "--json"))["also"] == ["1234", "招商银行(1234)"]


@pytest.mark.parametrize("kept", ["0002", "0003"], indirect=True)
def test_ids_of_then_are_known(kept: tuple[Path, Wallet]) -> None:
    _source, wallet = kept
    kiosk = ("pay", "3", "Kiosk", "@cash", "+fun", "-d", "2026-10-18", "--id", "kiosk")
    assert json.loads(wallet.ok(*kiosk, "--json"))["repeated"] is True
    other = wallet("pay", "4", *kiosk[2:], "--json")
    assert (other.status, json.loads(other.err)["slug"]) == (6, "id-reused")
    for amount in ("70", "71"):
        erased = wallet("pay", amount, "Clinic", "@bank", "+other", "-d", "2026-10-19", "--id", "clinic", "--json")
        assert (erased.status, json.loads(erased.err)["slug"]) == (6, "id-erased")
    assert cash(wallet) == "849.50"

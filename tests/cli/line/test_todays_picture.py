"""Bare ``wallet``: where one stands, in at most eight lines, and never a question."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet
from wallet_cli.domain.text import width


@pytest.fixture
def busy(bare: Wallet) -> Wallet:
    """A wallet with something of everything that the picture shows."""
    return begun(bare, _busy)


def _busy(bare: Wallet) -> None:
    founded(bare)
    for name in ("bank --opening 1250", "cash --opening 80", "visa --owed 420", "anna --kind person",
                 "dollars --kind savings --opening 5000 --currency USD"):  # fmt: skip
        bare.ok("accounts", "add", *name.split())
    bare.ok("budget", "set", "food", "10")
    bare.ok("pay", "86", "Dinner", "@bank", "+food", "--with", "anna", "--pending")
    bare.ok("receive", "2500", "Acme", "@bank", "+salary")


def test_an_open_wallet_shows_the_picture_of_today(busy: Wallet) -> None:
    assert busy(tty=True).out.splitlines() == [
        "money    €3,744.00 · $5,000.00: bank €3,664.00 · cash €80.00 · dollars $5,000.00",
        "debts    visa €420.00 owed",
        "people   anna €43.00 owes you",
        "2026-11  in €2,500.00, out €43.00",
        "over     food €33.00",
        "pending  -€86.00",
        "backup   none yet: wallet backup main-2026-11-20.backup",
        "next     wallet pay  wallet history  wallet help",
    ]


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_has_at_most_eight_lines_none_wider_than_the_screen(busy: Wallet, columns: int, tongue: str) -> None:
    for number in range(30):
        busy.ok("accounts", "add", f"储蓄 number {number}", "--opening", "1000")
    busy.width = columns
    shown = busy("--lang", tongue, tty=True).out.splitlines() if tongue != "en" else busy(tty=True).out.splitlines()
    assert len(shown) <= 8
    assert max(map(width, shown)) <= columns
    assert "€33,744.00 · $5,000.00" in shown[0]
    assert shown[1].startswith(" ")
    assert "bank €3,664.00" in shown[1]
    few = int(shown[1].split(" more" if tongue == "en" else " 项")[0].split()[-1])
    hidden = 30_080 - 1000 * (32 - few)
    words = f"另 {few} 项：€{hidden:,}.00" if tongue == "zh" else f"{few} more: €{hidden:,}.00"
    assert words in shown[1]


def test_the_largest_of_each_row_are_shown_and_what_the_rest_comes_to(busy: Wallet) -> None:
    for number in range(1, 7):
        for name in (f"savings{number} --opening {number}00", f"loan{number} --kind loan --owed {number}000",
                     f"friend{number} --kind person --opening -{number}0"):  # fmt: skip
            busy.ok("accounts", "add", *name.split())
    busy.width = 60
    shown = busy(tty=True).out.splitlines()
    assert shown[:4] == [
        "money    €5,844.00 · $5,000.00",
        "         bank €3,664.00 · 8 more: €2,180.00 · $5,000.00",
        "debts    loan6 €6,000.00 owed · 6 more: €15,420.00 owed",
        "people   friend6 €60.00 you owe · 6 more: €150.00 you owe …",
    ]
    assert not any("-€" in line for line in shown[:4])
    busy.width = 120
    shown = busy(tty=True).out.splitlines()
    assert "friend6 €60.00 you owe · friend5 €50.00 you owe · " in shown[3]
    assert shown[3].endswith("anna €43.00 owes you · 4 more: €100.00 you owe")


def test_without_a_terminal_it_is_the_same_text(busy: Wallet) -> None:
    assert busy().out == busy(tty=True).out


def test_a_fresh_wallet_says_that_nothing_was_booked(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    assert "2026-11  nothing booked yet" in bare.ok()


def test_it_says_how_old_the_backup_is(busy: Wallet) -> None:
    busy.ok("backup", str(busy.folder / "b.backup"))
    assert "backup   today\n" in busy.ok()
    busy.microseconds += 86_400_000_000
    assert "backup   1 day ago\n" in busy.ok()
    busy.microseconds += 2 * 86_400_000_000
    assert "backup   3 days ago\n" in busy.ok()
    busy.microseconds += 40 * 86_400_000_000
    assert "backup   43 days ago: wallet backup main-2026-11-20.backup\n" in busy.ok()


def test_a_locked_wallet_says_so_and_never_asks(busy: Wallet) -> None:
    busy.env.pop("WALLET_PASSPHRASE_FILE")
    told = busy(tty=True)
    assert told.out.startswith("main is locked: wallet unlock opens it for a while\n")
    assert (told.status, told.err, len(told.out.splitlines()) <= 8) == (0, "", True)


def test_an_env_that_names_a_wallet_is_heeded(busy: Wallet) -> None:
    busy.env["WALLET_NAME"] = "other"
    assert "start      wallet" in busy.ok()
    busy.env["WALLET_NAME"] = "../x"
    assert "start      wallet" in busy.ok()


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_a_program_gets_the_picture_as_a_document(busy: Wallet, form: str) -> None:
    told = json.loads(busy.ok(form))
    assert [(each["currency"], each["amount"]) for each in told["money"]] == [("EUR", "3744.00"), ("USD", "5000.00")]
    assert [(each["account"], each["balance"]["amount"]) for each in told["debts"]] == [("visa", "-420.00")]
    assert [(each["account"], each["balance"]["amount"]) for each in told["people"]] == [("anna", "43.00")]
    assert [each["account"] for each in told["accounts"]] == ["bank", "cash", "dollars"]
    flow = told["flows"][0]
    assert (told["period"], flow["income"]["amount"], flow["spending"]["amount"]) == ("2026-11", "2500.00", "-43.00")
    assert [(each["category"], each["amount"]["amount"]) for each in told["over"]] == [("food", "33.00")]
    assert [each["amount"] for each in told["pending"]] == ["-86.00"]
    assert told["backup"] == {"last": None, "overdue_days": 0}
    assert (told["schema"], told["wallet"], told["state"]) == ("wallet.today/1", "main", "open")


def test_a_program_learns_that_it_is_locked_or_not_there(busy: Wallet, tmp_path: Path) -> None:
    del busy.env["WALLET_PASSPHRASE_FILE"]
    assert json.loads(busy.ok("--json")) == {"schema": "wallet.today/1", "wallet": "main", "state": "locked"}
    assert json.loads(busy.ok("-w", "nix", "--json")) == {"schema": "wallet.today/1", "wallet": "nix", "state": "none"}


def test_options_without_a_command_are_about_the_picture(busy: Wallet) -> None:
    shown = busy(tty=True).out
    for argv in (("-w", "main"), ("--no-input",), ("-n",), ("--table",)):
        assert busy(*argv, tty=True).out == shown
    assert "wallet keeps your money matters" in busy("-w", "nix", tty=True).out


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "1 day ago"), (2, "2 days ago")])
def test_a_backup_has_its_age(busy: Wallet, days: int, said: str) -> None:
    busy.ok("backup", str(busy.folder / "b"))
    busy.microseconds += days * 86_400_000_000
    assert f"backup   {said}\n" in busy(tty=True).out

"""``config simple on``: less to read and nothing less in the books; all there is stays one option away."""

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.cli.line import registry
from wallet_cli.cli.line.help import EVERY_DAY
from wallet_cli.services.vault import access, location


@pytest.fixture
def simple(wallet: Wallet) -> Wallet:
    """The usual wallet of someone who wants it simple, open on this machine."""
    wallet.ok("config", "simple", "on")
    place = location.Place(str(wallet.data / "main"), str(wallet.state))
    wallet.key = access.derive(place, PASSPHRASE.encode()).database_key
    return wallet


def test_a_receipt_says_what_where_and_how_to_take_it_back(simple: Wallet) -> None:
    simple.ok("pay", "12.50", "Coffee", "@cash", "+food", tty=True)
    told = simple.ok("pay", "3", "Coffee", tty=True)
    assert "Recorded €3.00 to Coffee from cash · food\n" in told
    assert "cash €307.50 → €304.50" in told
    assert "wrong? wallet undo\x1b" in told
    assert "taken from last time" not in told
    assert "t4" not in told
    assert len(told.splitlines()) == 3
    simple.ok("undo", tty=True)
    assert "cash\tcash\t307.50" in simple.ok("balance")


def test_a_receipt_still_warns(simple: Wallet) -> None:
    told = simple.ok("pay", "400", "Market", "@cash", "+food", tty=True)
    assert "cash is now below zero" in told
    simple.ok("pay", "4", "Coffee", "@cash", "+food", tty=True)
    assert "like Coffee?" in simple.ok("pay", "5", "Cofee", "@cash", "+food", tty=True)


def test_without_a_terminal_nothing_is_left_out(simple: Wallet) -> None:
    told = simple.ok("pay", "3", "Coffee", "@cash", "+food")
    assert "t3" in told
    assert "wrong? wallet undo o" in told


@pytest.mark.parametrize("words", [("help",), ("--help",)])
def test_help_lists_the_commands_of_every_day(simple: Wallet, words: tuple[str, ...]) -> None:
    lines = simple.ok(*words, tty=True).splitlines()
    assert [line.split()[0] for line in lines[: len(EVERY_DAY)]] == [
        entry.name for entry in registry.ENTRIES if entry.name in EVERY_DAY
    ]
    assert lines[-2].endswith("all commands: wallet help --verbose")
    whole = simple.ok("help", "--verbose", tty=True)
    assert all(f"  {entry.name}" in whole for entry in registry.ENTRIES)


def test_help_of_a_command_leaves_out_what_few_need(simple: Wallet) -> None:
    told = simple.ok("help", "pay", tty=True)
    assert "--date" in told
    assert "--charged" not in told
    assert told.splitlines()[-1] == "everything about it: wallet help pay --verbose"
    assert simple.ok("pay", "--help", tty=True) == told
    assert "--charged" in simple.ok("help", "pay", "--verbose", tty=True)
    chinese = simple.ok("help", "pay", "--lang", "zh", tty=True)
    assert chinese.splitlines()[-1] == "完整说明：wallet help pay --verbose"


def test_a_locked_wallet_shows_all_its_help_and_asks_for_nothing(simple: Wallet) -> None:
    simple.key = None
    assert "--charged" in simple.ok("help", "pay", tty=True)
    simple.env["WALLET_SIMPLE"] = "on"
    assert "--charged" not in simple.ok("help", "pay", tty=True)


def test_todays_picture_is_short(simple: Wallet) -> None:
    simple.ok("pay", "3", "Coffee", "@cash", "+food", "--pending")
    told = simple.ok(tty=True)
    assert "money" in told
    assert "€1,567.00\n" in told
    assert "bank €" not in told
    assert "pending" not in told
    assert "wallet undo" in told


def test_history_hints_at_no_option(simple: Wallet) -> None:
    for _ in range(2):
        simple.ok("pay", "3", "Coffee", "@cash", "+food")
    told = simple("history", "-l", "1", tty=True).err
    assert "more aren't shown here" in told and "-l 0" not in told
    simple.ok("config", "simple", "off")
    assert "-l 0" in simple("history", "-l", "1", tty=True).err


def test_an_edit_is_taken_back_by_undo_alone(simple: Wallet) -> None:
    simple.ok("pay", "12.50", "Coffee", "@cash", "+food", tty=True)
    told = simple.ok("edit", "last", "13", tty=True)
    assert "wrong? wallet undo\x1b" in told
    assert "o7" not in told
    simple.ok("undo", tty=True)
    assert "12.50" in simple.ok("history", "--plain")
    assert "wrong? wallet undo o" in simple.ok("edit", "t3", "14")


def test_the_budget_says_what_is_left_and_nothing_of_how_that_came(simple: Wallet) -> None:
    simple.ok("pay", "3", "Coffee", "@cash", "+food")
    simple.ok("budget", "set", "food", "300")
    told = simple.ok("budget", tty=True)
    assert "to budget: " in told
    assert "openings, exchanges" not in told
    assert "openings, exchanges" in simple.ok("budget", "--verbose", tty=True)


def test_a_transaction_is_shown_without_what_few_look_for(simple: Wallet) -> None:
    simple.ok("pay", "3", "Coffee", "@cash", "+food")
    told = simple.ok("show", "t3", tty=True)
    assert "payee" in told
    assert "operations" not in told
    assert "operations" in simple.ok("show", "t3", "--verbose", tty=True)
    assert "operations" in simple.ok("show", "t3")


@pytest.mark.parametrize(("noun", "verb"), [("budget", "carry"), ("accounts", "close"), ("categories", "merge")])
def test_help_of_a_noun_lists_the_verbs_of_every_day(simple: Wallet, noun: str, verb: str) -> None:
    told = simple.ok("help", noun, tty=True)
    assert f"  {verb} " not in told
    assert told.splitlines()[-1] == f"everything about it: wallet help {noun} --verbose"
    assert f"  {verb} " in simple.ok("help", noun, "--verbose", tty=True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_of_what_is_done_every_day_is_shorter(simple: Wallet, language: str) -> None:
    for name in EVERY_DAY:
        few = simple.ok("help", name, "--lang", language, tty=True)
        whole = simple.ok("help", name, "--lang", language, "--verbose", tty=True)
        assert len(few.splitlines()) < len(whole.splitlines()), name
        assert "--accept-older" not in few
        assert "--keys-only" not in few

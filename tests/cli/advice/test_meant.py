"""Hints that once invented a word, dropped one that was typed, or led to a line that fails."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("budget", "account", "cash"), "wallet budget account cash on;"),
        (("accounts", "rename", "cash"), "wallet accounts rename cash NEW;"),
        (("password",), "write: wallet passphrase"),
        (("密码",), "write: wallet passphrase"),
        (("qr", "show"), "wallet qr show --text PAYLOAD"),
        (("qr", "read"), "wallet qr read --text PAYLOAD"),
        (("deposit", "100", "bank"), "wallet transfer 100 @FROM @bank"),
        (("withdraw", "100", "bank"), "wallet transfer 100 @bank @TO"),
        (("withdraw", "100", "@bank"), "wallet transfer 100 @bank @TO"),
        (("deposit", "100", "from", "cash", "to", "bank"), "wallet transfer 100 from cash to bank"),
        (("pay", "½", "Tea", "@cash", "+food"), "write decimals"),
        (("pay", "three", "Tea", "@cash", "+food"), "in digits"),
        (("pay", "3 Z", "@cash", "+food"), 'no currency "Z"'),
        (("payees", "rm", "-5° Bar"), 'wallet payees rm -- "-5° Bar"'),
        (("payees", "rm", "-5° Bar", "-n"), 'wallet payees rm -n -- "-5° Bar"'),
        (("config", "fee-category", "@bank"), "see all: wallet categories"),
        (("transfer", "5", "@bank", "@food"), "wallet accounts lists the accounts"),
    ],
)
def test_the_hint_names_what_was_meant(wallet: Wallet, typed: tuple[str, ...], said: str) -> None:
    told = wallet(*typed)
    assert told.status in (2, 3), told
    assert said in told.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("t 5 @bank @cash", "write: wallet t 5 @bank @cash"),
        ("r 5 Acme @bank +salary", "write: wallet r 5 Acme @bank +salary"),
    ],
)
def test_the_short_name_of_another_verb_is_known_at_the_prompt(wallet: Wallet, line: str, said: str) -> None:
    assert said in wallet("pay", tty=True, typed=line + "\n\n").err


def test_the_short_name_of_the_verb_itself_is_no_part_of_the_line(wallet: Wallet) -> None:
    wallet.ok("pay", tty=True, typed="p 5 Tea @cash +food\n")
    assert "Tea" in wallet.ok("history", "--plain")


@pytest.mark.parametrize("command", [("rm",), ("show",), ("edit",), ("refund", "5", "--of")])
def test_a_removed_transaction_is_told_with_what_brings_it_back(wallet: Wallet, command: tuple[str, ...]) -> None:
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    ref = wallet.ok("history", "-q").split()[0]
    op = wallet.ok("rm", ref, "-q").strip()
    told = wallet(*command, ref, *(["6"] if command == ("edit",) else []))
    assert (told.status, f"{op} took it out; bring it back: wallet undo {op}" in told.err) == (3, True), told
    wallet.ok("undo", op)
    wallet.ok("show", ref)
    assert "took it out" not in wallet("show", "t999").err

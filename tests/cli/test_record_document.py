"""``wallet.record/1``: the same head from every command, and ``operation`` only where something was recorded."""

import json

import pytest

from tests.cli.driver import Wallet

CHANGES = [
    ("pay", "3", "Coffee", "@cash", "+food"),
    ("receive", "3", "Acme", "@cash", "+salary"),
    ("transfer", "3", "@cash", "@bank"),
    ("adjust", "@cash", "--to", "300"),
    ("lend", "3", "anna", "@cash"),
    ("edit", "t3", "4"),
    ("rm", "t3"),
    ("undo", "o6"),
    ("accounts", "add", "tin", "--kind", "cash"),
    ("accounts", "rename", "card", "plastic"),
    ("accounts", "close", "card"),
    ("categories", "add", "music"),
    ("categories", "rename", "food", "meals"),
    ("payees", "rename", "Coffee", "Cafe"),
    ("payees", "alias", "Coffee", "Cafe"),
    ("budget", "set", "food", "300"),
    ("budget", "account", "bank", "off"),
    ("config", "set", "owner", "Ada"),
]


def operations(wallet: Wallet) -> list[str]:
    return [op["ref"] for op in json.loads(wallet.ok("log", "--json"))["operations"]]


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:2]))
def test_an_operation_is_named_where_it_is_in_the_journal_and_only_there(
    wallet: Wallet, words: tuple[str, ...]
) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    before = operations(wallet)
    tried = json.loads(wallet.ok(*words, "--json", "-n"))
    assert (tried["operation"], tried["dry_run"], operations(wallet)) == (None, True, before)
    done = json.loads(wallet.ok(*words, "--json"))
    assert done["dry_run"] is False
    assert operations(wallet) == [done["operation"], *before]


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "t3", "12.50"),
        ("accounts", "edit", "bank", "--currency", "EUR"),
        ("accounts", "close", "bank", "--reopen"),
        ("categories", "close", "food", "--reopen"),
        ("config", "set", "currency", "EUR"),
        ("batch", "-"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_where_it_was_so_already_no_operation_is_named(wallet: Wallet, words: tuple[str, ...]) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    before = operations(wallet)
    assert json.loads(wallet.ok(*words, "--json"))["operation"] is None
    assert "" not in wallet.ok(*words, "-q").splitlines()
    wallet.ok(*words)
    assert operations(wallet) == before


def test_a_repeated_id_names_the_operation_of_the_first_time(wallet: Wallet) -> None:
    line = ("pay", "3", "Coffee", "@cash", "+food", "--id", "k", "--json")
    first, again = json.loads(wallet.ok(*line)), json.loads(wallet.ok(*line))
    assert (again["operation"], again["repeated"], again["dry_run"]) == (first["operation"], True, False)
    tried = json.loads(wallet.ok(*line, "-n"))
    assert (tried["operation"], tried["repeated"], tried["dry_run"]) == (None, True, True)


def test_people_read_that_it_was_so_already(wallet: Wallet) -> None:
    assert wallet.ok("accounts", "close", "bank", "--reopen") == "bank is already so; nothing was changed\n"

"""A new scheme is a row and a module: the command line makes its codes, reads them, and names it in help and at TAB."""

import json

import pytest

from tests.cli.driver import Wallet
from tests.cli.toys import scheme
from wallet_cli.schemes import facts
from wallet_cli.services import completion


@pytest.fixture
def toyshop(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> Wallet:
    """A wallet with a dollar account and a yen account that have numbers, on a machine that knows toy codes."""
    monkeypatch.setitem(facts.SCHEMES, "toy", scheme.FACTS)
    wallet.ok("accounts", "add", "dollars", "--currency", "USD", "--number", "T-1")
    wallet.ok("accounts", "add", "yen", "--currency", "JPY", "--number", "T-2")
    return wallet


def test_an_account_s_currency_chooses_it(toyshop: Wallet) -> None:
    made = toyshop.ok("qr", "request", "12.50", "Lunch", "--to", "dollars", "--name", "Ada")
    assert made == "TOY|Ada|T-1|12.50 USD|Lunch\n"


def test_one_of_its_currencies_follows_from_the_account_or_is_named(toyshop: Wallet) -> None:
    toyshop.ok("accounts", "add", "both", "--currency", "USD,JPY,EUR", "--number", "T-3")
    line = ("qr", "request", "--to", "both", "--scheme", "toy", "--payload")
    assert toyshop.ok(*line, "1200jpy").splitlines()[0] == "TOY||T-3|1200 JPY|"
    assert toyshop.ok("qr", "request", "1200", "--to", "yen", "--scheme", "toy") == "TOY||T-2|1200 JPY|\n"
    refused = toyshop(*line, "5eur", "--json")
    assert (refused.status, json.loads(refused.err)["params"]["currency"]) == (5, "USD, JPY")


def test_it_needs_no_name_but_has_limits_of_its_own(toyshop: Wallet) -> None:
    line = ("qr", "request", "--to", "dollars")
    assert toyshop.ok(*line) == "TOY||T-1||\n"
    for more, slug in [
        (("--name", "Ada Example"), "request-too-long"),
        (("--reference", "RF18539007547034"), "request-field-not-carried"),
        (("1000.01",), "request-amount-range"),
    ]:
        refused = toyshop(*line, *more, "--json")
        assert (refused.status, json.loads(refused.err)["slug"]) == (2, slug)


def test_it_is_read_drawn_and_drawn_again(toyshop: Wallet) -> None:
    payload = "TOY|Ada|T-1|12.50 USD|Lunch"
    read = json.loads(toyshop.ok("qr", "read", "--text", payload, "--json"))
    assert (read["scheme"], read["creditor"], read["account"], read["text"]) == ("toy", "Ada", "T-1", "Lunch")
    assert read["amount"]["minor"] == "1250"
    assert toyshop.ok("qr", "show", "--text", payload, "--payload").splitlines()[0] == payload
    assert "▀" in toyshop.ok("qr", "show", "--text", payload, tty=True)
    assert toyshop("qr", "read", "--text", "TOY|").status == 7


def test_one_that_is_only_read_is_drawn_as_it_was(toyshop: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(facts.SCHEMES, "toy", scheme.FACTS._replace(makes=False))
    payload = "TOY|Ada|T-1|012.5 USD|Lunch"
    assert toyshop.ok("qr", "show", "--text", payload, "--payload").splitlines()[0] == payload
    refused = toyshop("qr", "request", "--to", "dollars", "--scheme", "toy", "--json")
    assert json.loads(refused.err)["slug"] == "unknown-scheme"
    assert "toy" not in toyshop.ok("help", "qr", "request")


def test_tab_and_help_name_it(toyshop: Wallet) -> None:
    offered = toyshop.ok("__complete", "zsh", "--", "qr", "request", "--scheme", "t")
    assert offered == "toy\tToy code (nobody's standard)\n"
    for language, comma in (("en", ", "), ("zh", "、")):
        assert "toy (toy money)" in (names := completion.scheme_names())
        assert comma.join(names) in " ".join(toyshop.ok("help", "qr", "request", "--lang", language).split())
    unknown = json.loads(toyshop("qr", "request", "--to", "bank", "--scheme", "t", "--json").err)
    assert unknown["slug"] == "account-without-number"
    unknown = json.loads(toyshop("qr", "request", "--to", "yen", "--scheme", "t", "--json").err)
    assert unknown["params"]["known"] == sorted(each.name for each in facts.makers())

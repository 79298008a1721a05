"""The account into which a payee is paid: checked when typed, kept with its payee, and shown."""

import json

import pytest

from tests.cli.driver import Wallet

IBAN, OTHER = "DE89370400440532013000", "DE75512108001245126199"


@pytest.fixture
def ada(wallet: Wallet) -> Wallet:
    """A wallet with a payee who has an account, and one who hasn't."""
    assert "DE89 3704 0044 0532 0130 00" in wallet.ok(
        "payees", "add", "Ada Example", "--iban", "de89 3704 0044 0532 013000"
    )
    wallet.ok("pay", "5", "Coffee", "@cash", "+food", "-d", "2026-11-03")
    return wallet


def kept(wallet: Wallet, name: str) -> str | None:
    """The IBAN that is kept of a payee."""
    found: str | None = json.loads(wallet.ok("payees", "show", name, "--json"))["iban"]
    return found


def test_it_is_shown_in_groups_to_people_and_whole_to_programs(ada: Wallet) -> None:
    assert kept(ada, "ada example") == IBAN
    assert "DE89 3704 0044 0532 0130 00" in ada.ok("payees", "show", "Ada Example", "--table")
    assert IBAN in ada.ok("payees", "show", "Ada Example", "--plain")
    assert "IBAN" not in ada.ok("payees", "show", "Coffee", "--table")
    shown = " ".join(ada.ok("log", "-l", "2", "--table").split())
    assert "payee Ada Example: paid into DE89 3704 0044 0532 0130 00" in shown
    assert "收款账号 DE89" in ada.ok("log", "-l", "2", "--table", "--lang", "zh")


@pytest.mark.parametrize(
    ("iban", "slug"),
    [
        ("DE88 3704 0044 0532 0130 00", "iban-checksum"),
        ("DE98370400440532013000", "iban-checksum"),
        ("DE8937040044053201300", "iban-length"),
        ("XX89370400440532013000", "iban-country"),
        ("12345", "iban-characters"),
    ],
)
def test_a_mistyped_one_is_refused_and_nothing_is_kept(ada: Wallet, iban: str, slug: str) -> None:
    for line in (("edit", "Coffee"), ("add", "Bob")):
        done = ada("payees", *line, "--iban", iban, "--json")
        assert (done.status, json.loads(done.err)["slug"]) == (2, slug)
    assert kept(ada, "Coffee") is None
    assert "Bob" not in ada.ok("payees")


def test_it_changes_goes_and_comes_back(ada: Wallet) -> None:
    ada.ok("payees", "edit", "Ada Example", "--iban", OTHER)
    assert kept(ada, "Ada Example") == OTHER
    assert "already so" in ada.ok("payees", "edit", "Ada Example", "--iban", OTHER)
    gone = json.loads(ada.ok("payees", "edit", "Ada Example", "--iban", "", "--json"))
    assert (gone["payee"]["iban"], kept(ada, "Ada Example")) == (None, None)
    assert "no account to be paid into any more" in ada.ok("log", "-l", "1", "--table")
    ada.ok("undo", gone["operation"])
    assert kept(ada, "Ada Example") == OTHER
    assert ada("payees", "edit", "Ada Example").status == 2


def test_a_payee_that_is_there_is_not_added_again(ada: Wallet) -> None:
    done = ada("payees", "add", "coffee", "--iban", IBAN)
    assert (done.status, "wallet payees edit Coffee --iban IBAN" in done.err) == (5, True)
    assert ada("payees", "add", "cash").status == 5


def test_it_stays_through_a_rename_and_a_merge(ada: Wallet) -> None:
    ada.ok("payees", "rename", "Ada Example", "Ada")
    assert kept(ada, "Ada") == IBAN
    ada.ok("payees", "merge", "Ada", "Coffee")
    assert kept(ada, "Coffee") == IBAN
    ada.ok("verify")


def test_two_different_ones_are_not_merged(ada: Wallet) -> None:
    ada.ok("payees", "edit", "Coffee", "--iban", OTHER)
    done = ada("payees", "merge", "Coffee", "Ada Example")
    assert (done.status, 'wallet payees edit Coffee --iban ""' in done.err) == (5, True)
    assert (kept(ada, "Coffee"), kept(ada, "Ada Example")) == (OTHER, IBAN)


def test_it_goes_with_its_payee_and_no_undo_parts_them(ada: Wallet) -> None:
    paid = json.loads(ada.ok("pay", "5", "Bob", "@cash", "+food", "--json"))["operation"]
    ada.ok("payees", "edit", "Bob", "--iban", OTHER)
    assert ada("undo", paid).status == 5  # what was kept of Bob would be lost
    removed = json.loads(ada.ok("payees", "rm", "Ada Example", "--json"))["operation"]
    ada.ok("payees", "add", "Ada Example")
    assert kept(ada, "Ada Example") is None
    assert ada("undo", removed).status == 5

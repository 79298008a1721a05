"""A receipt names a payee who is new, with those who look alike, and a payment that was recorded a moment ago."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.services.record.second_look import MOMENT_MS

COFFEE = ("pay", "3.20", "Coffee", "@cash", "+food")
SAME = "the same as t3, recorded a moment ago; if it was one payment: wallet undo o7\n"


def test_a_new_payee_is_named_with_the_one_that_may_have_been_meant(wallet: Wallet) -> None:
    assert "new payee" not in wallet.ok(*COFFEE)  # the first of all
    assert "new payee" not in wallet.ok("pay", "1", "coffee", "@cash", "+food")
    assert "new payee: Cofee – like Coffee?\n" in wallet.ok("pay", "1", "Cofee", "@cash", "+food")
    assert "new payee: Bakery\n" in wallet.ok("pay", "1", "Bakery", "@cash", "+food", "-n")
    assert "new payee: Bakery\n" in wallet.ok("receive", "1", "Bakery", "@cash", "+salary")
    wallet.ok("pay", "1", "星巴克", "@cash", "+food")
    assert "new payee: 星巴客 – like 星巴克?\n" in wallet.ok("pay", "1", "星巴客", "@cash", "+food")
    assert wallet.ok("pay", "1", "Coffe", "@cash", "+food", "-q") == "t9\n"


@pytest.mark.parametrize(
    ("known", "new", "near"),
    [
        ("Lidl", "Lidl Berlin", True),
        ("KFC", "KFB", False),
        ("Barber", "Bakery", False),
        ("Supermarket", "Suprmarkt", True),
    ],
)
def test_names_are_near_by_the_slips_that_part_them(wallet: Wallet, known: str, new: str, near: bool) -> None:
    wallet.ok("pay", "1", known, "@cash", "+food")
    assert (f"{new} – like {known}?" in wallet.ok("pay", "1", new, "@cash", "+food")) == near


def test_a_batch_names_its_new_payees_in_a_line(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    told = wallet.ok("batch", "-", typed="".join(f"1 {name} @cash +food\n" for name in ("Coffe", "Bus", "Tram")))
    assert "new payees: Coffe – like Coffee?, Bus, Tram\n" in told
    many = wallet.ok("batch", "-", typed="".join(f"1 Shop-{number} @cash +food\n" for number in range(10)))
    assert "new payees: Shop-0, Shop-1, Shop-2, Shop-3, Shop-4, …\n" in many


def test_an_edit_names_a_new_payee(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert "new payee: abc\n" in wallet.ok("edit", "t3", "abc")
    assert "new payee" not in wallet.ok("edit", "t3", "Coffee")


def test_the_same_payment_within_two_minutes_is_remarked(wallet: Wallet) -> None:
    assert "the same" not in wallet.ok(*COFFEE)
    assert SAME in wallet.ok(*COFFEE)
    assert "the same as t4, recorded a moment ago\n" in wallet.ok(*COFFEE, "-n")
    for other in (
        ("pay", "3.21", *COFFEE[2:]),
        ("pay", "3.20", "Coffee", "@bank", "+food"),
        (*COFFEE, "-d", "y"),
        (*COFFEE, "--id", "mine"),
        ("receive", "3.20", "Coffee", "@cash", "+salary"),
    ):
        assert "the same" not in wallet.ok(*other), other
    assert "the same" not in wallet.ok("batch", "-", typed="3.20 Coffee @cash +food\n")
    wallet.microseconds += MOMENT_MS * 1000
    assert "the same" not in wallet.ok(*COFFEE)


@pytest.mark.parametrize(
    ("microseconds", "near"),
    [(-119_000_000, True), (-130_000_000, False), (-1_795_000_000_000_000, False), (-1_900_000_000_000_000, False)],
    ids=("back a little", "back by more", "back to 1970", "back before 1970"),
)
def test_a_clock_that_went_back_takes_nothing_for_a_moment_ago(wallet: Wallet, microseconds: int, near: bool) -> None:
    """Where it goes back by less, the two are near each other all the same."""
    wallet.ok(*COFFEE)
    wallet.microseconds += microseconds
    assert (SAME in wallet.ok(*COFFEE)) is near


def test_two_payments_right_after_1970_are_near_each_other(wallet: Wallet) -> None:
    wallet.microseconds = 0
    wallet.ok(*COFFEE)
    assert SAME in wallet.ok(*COFFEE)


def test_what_was_taken_back_is_no_earlier_one(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    wallet.ok("undo", "o6")
    assert "the same" not in wallet.ok(*COFFEE)
    assert json.loads(wallet.ok(*COFFEE, "--json"))["transactions"][0]["ref"] == "t5"
    assert wallet.ok(*COFFEE, "-q") == "t6\n"

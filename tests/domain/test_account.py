"""Accounts: what a kind means, and how names in the tree are compared."""

import pytest

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account, Payee, bare, has_tail, name_key, number_key, parents


@pytest.mark.parametrize("kind", kinds.ACCOUNT_KINDS)
def test_an_account_is_what_its_kind_says(kind: str) -> None:
    account, row = Account(bytes(16), "a", kind), kinds.of(kind)
    assert (account.type, account.is_money, account.is_category) == (row.type, row.is_money, row.is_category)
    assert account.is_own == row.own


def test_parents_come_nearest_first() -> None:
    assert parents("a:b:c") == ("a:b", "a")
    assert parents("a") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Main Account", "main-account"),
        ("MAIN  account", "main-account"),
        ("Café", "cafe\u0301"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_are_compared_folded_with_dashes(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_payee_has_no_alias_unless_given() -> None:
    assert Payee(bytes(16), "Coffee").aliases == ()


@pytest.mark.parametrize("typed", ["bank", "@bank", "＠bank", "+bank", "＋bank"])
def test_a_sigil_is_no_part_of_the_name(typed: str) -> None:
    assert bare(typed) == "bank"


def test_only_the_sigil_that_is_meant_is_taken_off() -> None:
    assert (bare("＠bank", "@"), bare("+bank", "@"), bare("＋food", "+"), bare("@food", "+")) == (
        "bank",
        "+bank",
        "food",
        "@food",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("DE89 3704", "de893704"), ("招商银行（1234）", "招商银行(1234)"), ("Visa Debit 1", "VISADEBIT1")],
)
def test_numbers_are_compared_without_blanks_in_any_case_and_width(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("number", "ends"),
    [
        ("1234", True),
        ("62251234", True),
        ("6225 1234", True),
        ("招商银行(1234)", True),
        ("招商银行（1234）", True),
        ("visa1234", True),
        ("v1234", True),
        ("01234", False),
        ("6251234", False),
        ("12345", False),
        ("62251235", False),
        ("", False),
    ],
)
def test_a_short_number_is_no_cards_and_a_long_one_is_known_by_its_end(number: str, ends: bool) -> None:
    assert has_tail(number, "1234") is ends
    assert not has_tail(number, "")

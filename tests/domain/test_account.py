"""Accounts: what a kind means, and how names in the tree are compared."""

import pytest

from wallet_cli.domain.account import CATEGORY_KINDS, EQUITY, MONEY_KINDS, Account, Payee, bare, name_key, parents


@pytest.mark.parametrize("kind", [*MONEY_KINDS, *CATEGORY_KINDS, EQUITY])
def test_every_kind_is_of_one_type(kind: str) -> None:
    account = Account(bytes(16), "a", kind)
    assert account.type == {True: "account", False: "category" if kind != EQUITY else EQUITY}[account.is_money]
    assert not (account.is_money and account.is_category)


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


def test_only_a_place_of_money_that_is_no_person_is_own() -> None:
    own = {kind for kind in (*MONEY_KINDS, *CATEGORY_KINDS, EQUITY) if Account(bytes(16), "a", kind).is_own}
    assert own == set(MONEY_KINDS) - {"person"}

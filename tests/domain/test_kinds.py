"""The kinds of account: what each row says, what a name gives away, and what files call them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain import kinds
from wallet_cli.domain.text import fold

MONEY = ("cash", "bank", "savings", "ewallet", "asset", "card", "loan", "person")
KNOWN = (*MONEY, "expense", "income", "equity")
"""What wallets were made with: these rows mean the same for ever, and another one has its own."""
HINTS = [(hint, kind.name) for kind in kinds.ACCOUNT_KINDS.values() for hint in kind.hints]


def those(flag: str) -> set[str]:
    return {name for name in KNOWN if getattr(kinds.ACCOUNT_KINDS[name], flag)}


def known(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in KNOWN)


def test_the_rows_say_what_the_books_rest_on() -> None:
    assert known(tuple(kinds.ACCOUNT_KINDS)) == KNOWN
    assert tuple(map(known, (kinds.money(), kinds.people(), kinds.own()))) == (MONEY, ("person",), MONEY[:-1])
    assert tuple(map(known, (kinds.categories(), kinds.usable()))) == (("expense", "income"), KNOWN[:-1])
    assert known(kinds.categories(kinds.SPENT)) == ("expense",)
    assert known(kinds.categories(kinds.EARNED)) == ("income",)
    assert those("is_money") == set(MONEY)
    assert those("is_person") == {"person"}
    assert those("is_category") == {"expense", "income"}
    assert those("debt") == {"card", "loan"}
    assert those("in_hand") == {"cash", "ewallet"}
    assert those("warns_below_zero") == {"cash", "bank", "savings", "ewallet", "asset"}
    assert those("on_budget") == set(KNOWN) - {"asset", "loan"}
    assert (known(kinds.debts()), known(kinds.off_budget())) == (("card", "loan"), ("asset", "loan"))
    assert [kind.name for kind in kinds.ACCOUNT_KINDS.values()] == list(kinds.ACCOUNT_KINDS)


def test_each_kind_has_its_place_in_foreign_files() -> None:
    assert {name: kinds.ACCOUNT_KINDS[name].root for name in KNOWN} == {
        **dict.fromkeys(MONEY, "assets"),
        **dict.fromkeys(("card", "loan"), "liabilities"),
        "expense": "expenses",
        "income": "income",
        "equity": "equity",
    }
    told = {name: kinds.ACCOUNT_KINDS[name].ofx for name in KNOWN if kinds.ACCOUNT_KINDS[name].ofx != "CHECKING"}
    assert told == {"savings": "SAVINGS", "card": "CREDITCARD", "loan": "CREDITLINE"}


def test_a_kind_of_a_newer_wallet_is_no_money_and_no_category() -> None:
    assert kinds.of("pension") == kinds.of("equity")
    assert not kinds.of("pension").is_money


@pytest.mark.parametrize(("hint", "kind"), HINTS)
def test_every_hint_gives_its_own_kind_away(hint: str, kind: str) -> None:
    assert hint == fold(hint)
    assert kinds.guess(hint) == kind
    assert kinds.guess(f"My-{hint.upper()}") == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("招行信用卡", "card"),
        ("招商银行", "bank"),
        ("招行Visa", "card"),
        ("微信零钱", "ewallet"),
        ("微信钱包", "ewallet"),
        ("支付宝余额宝", "savings"),
        ("零钱通", "savings"),
        ("房贷", "loan"),
        ("公积金", "asset"),
        ("公积金贷款", "loan"),
        ("my credit card", "card"),
        ("visa-debit", "bank"),
        ("bank:savings", "savings"),
        ("card 2", "card"),
        ("2nd mortgage (house)", "asset"),
        ("car loan", "loan"),
        ("Scarlett", "bank"),
        ("discard", "bank"),
        ("carding", "bank"),
        ("anna", "bank"),
        ("", "bank"),
    ],
)
def test_a_name_gives_a_kind_away_by_its_last_whole_word(name: str, kind: str) -> None:
    assert kinds.guess(name) == kind


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), st.sampled_from(HINTS))
def test_what_is_named_last_counts_whatever_is_before_it(before: str, hint: tuple[str, str]) -> None:
    found = kinds.guess(f"{before} {hint[0]}")
    longer = [kind for other, kind in HINTS if other != hint[0] and other.endswith(hint[0])]
    assert found in (hint[1], *longer)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("checking", "bank"),
        ("credit-card", "card"),
        ("Credit-Line", "loan"),
        ("money-market", "savings"),
        ("investment", "asset"),
        ("花呗", "card"),
        ("余额宝", "savings"),
        ("loan", "loan"),
        ("person", "person"),
    ],
)
def test_files_call_a_kind_by_their_own_words(word: str, kind: str) -> None:
    found = kinds.meant_by(word)
    assert found is not None
    assert found.name == kind


def test_no_word_means_two_kinds_and_an_unknown_one_none() -> None:
    words = [word for kind in kinds.ACCOUNT_KINDS.values() for word in kind.words]
    assert len(words) == len(set(words))
    assert [word for word in words if word != fold(word)] == []
    assert (kinds.meant_by(""), kinds.meant_by("sock")) == (None, None)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("mortgage", "loan"), ("credit card", "card"), ("Credit_Card", "card"), ("checking", "bank"),
        ("Person", "person"),
        ("信用卡", "card"), ("往来", "person"), ("储蓄账户", "savings"), ("房贷", "loan"), ("expense", "expense"),
        ("sock", "sock"), ("袜子", "袜子"),
    ],
)  # fmt: skip
def test_a_kind_may_be_typed_by_each_of_its_words(word: str, kind: str) -> None:
    assert kinds.typed(word) == kind

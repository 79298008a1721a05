"""An amount in a message is written as people see it, exactly, in the wallet's numbers."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import Style, plain
from wallet_cli.errors import Refused
from wallet_cli.words import amount
from wallet_cli.words.catalogue import text_of


@pytest.fixture(autouse=True)
def usual_again() -> Iterator[None]:
    amount.choose(Style())  # a command in this process may have chosen another
    yield
    amount.choose(Style())


def left(text: str, code: str) -> str:
    return text_of(Refused("refund-too-large", ref="t3", left=text, currency=code, corrected="x"))[0]


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("5000.00", "USD", "$5,000.00"),
        ("-5000.00", "CNY", "-¥5,000.00"),
        ("7", "JPY", "JP¥7"),
        ("1.500", "KWD", "1.500 KWD"),
    ],
)
def test_it_has_its_sign_and_its_groups(text: str, code: str, shown: str) -> None:
    assert f"only {shown} " in left(text, code)


def test_it_is_in_the_numbers_of_the_wallet() -> None:
    amount.choose(Style(",", "."))
    assert "€5.000,00" in left("5000.00", "EUR")


@given(st.integers(-(10**18), 10**18))
def test_no_digit_is_lost(minor: int) -> None:
    shown = left(plain(minor, 2), "EUR").split()[1]
    assert int("".join(char for char in shown if char in "-0123456789")) == minor


def test_what_is_no_number_stays_as_it_is() -> None:
    assert "only some EUR" in left("some", "EUR")

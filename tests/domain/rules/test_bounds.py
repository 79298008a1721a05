from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.bounds import Bound, bound, is_kept, kept


@pytest.mark.parametrize(
    ("numerator", "denominator", "code", "text"),
    [
        (20, 1, "", "20"), (1999, 100, "EUR", "19.99 EUR"), (5, 100, "", "0.05"), (1, 3, "", ""), (1, 8, "", "0.125"),
        (1200, 1000, "", "1.200"), (1, 10**9, "", "0.000000001"), (1, 10**10, "", ""), (0, 1, "", "0"),
    ],
)  # fmt: skip
def test_an_amount_is_kept_exactly_or_not_at_all(numerator, denominator, code, text):
    assert kept(numerator, denominator, code) == text


def test_amounts_are_compared_whatever_their_decimals():
    twenty = bound("20")
    assert twenty == Bound(20, 0, "")
    assert (twenty.against(1999, 2), twenty.against(2000, 2), twenty.against(21, 0)) == (-1, 0, 1)
    assert bound("19.99 EUR") == Bound(1999, 2, "EUR")
    assert bound("19.99 EUR").is_of("EUR")
    assert not bound("19.99 EUR").is_of("USD")
    assert bound("1").is_of("USD")
    assert (bound("19.99").minor(2), bound("19.99").minor(0), bound("20").minor(3)) == (1999, None, 20_000)


@given(st.integers(0, 10**12), st.integers(0, 9), st.integers(0, 10**12), st.integers(0, 9))
def test_comparing_is_that_of_fractions(units, scale, minor, decimals):
    one = bound(kept(units, 10**scale, ""))
    difference = Fraction(minor, 10**decimals) - Fraction(units, 10**scale)
    assert (one.against(minor, decimals) > 0, one.against(minor, decimals) == 0) == (difference > 0, difference == 0)
    exact = one.minor(decimals)
    assert exact is None or Fraction(exact, 10**decimals) == Fraction(units, 10**scale)


@pytest.mark.parametrize("text", ["20", "0.05", "19.99 EUR", "0", "1" * 30, "0.123456789"])
def test_what_is_kept(text):
    assert is_kept(text)
    bound(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "-1",
        "1.",
        ".5",
        "1.2.3",
        "1e5",
        "²",
        "1 eur",
        "1 E",
        "1 EU1",
        "1  EUR",
        "1 ",
        "1" * 31,
        "0." + "1" * 10,
    ],
)
def test_what_is_not(text):
    assert not is_kept(text)

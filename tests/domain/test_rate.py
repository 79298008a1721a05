"""Rates follow from two amounts: six digits, exact where they can be."""

from math import gcd

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import derived, ratio

EUR, USD, JPY, BTC, IDR = map(currency, ("EUR", "USD", "JPY", "BTC", "IDR"))


@pytest.mark.parametrize(
    ("gave", "got", "expected"),
    [
        (Money(10000, EUR), Money(10820, USD), ("1.082", True)),
        (Money(-10000, EUR), Money(10000, USD), ("1.00", True)),
        (Money(300, EUR), Money(100, USD), ("0.333333", False)),
        (Money(300, EUR), Money(200, USD), ("0.666667", False)),
        (Money(10000, EUR), Money(16345, JPY), ("163.45", True)),
        (Money(100, JPY), Money(61, EUR), ("0.0061", True)),
        (Money(10000, EUR), Money(16300, JPY), ("163", True)),
        (Money(12345678900, EUR), Money(100000000, BTC), ("0.0000000081", False)),
        (Money(1, EUR), Money(123456789, USD), ("123456789.00", True)),
        (Money(9 * 10**18, IDR), Money(1, BTC), ("0.00000000000000000000000011111", False)),
        (Money(8 * 10**18, IDR), Money(1, BTC), ("0.000000000000000000000000125", True)),
    ],
)
def test_a_rate_is_what_one_unit_brought(gave: Money, got: Money, expected: tuple[str, bool]) -> None:
    digits, exact = derived(gave, got)
    assert exact == expected[1]
    assert digits.startswith(expected[0])


@given(gave=st.integers(1, 10**15), got=st.integers(1, 10**15), scales=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_a_rate_is_within_half_of_its_last_digit(gave: int, got: int, scales: tuple[int, int]) -> None:
    one, other = Currency("AAA", scales[0]), Currency("BBB", scales[1])
    digits, exact = derived(Money(gave, one), Money(got, other))
    whole, _, decimals = digits.partition(".")
    unit = 10 ** len(decimals)
    shown = int(whole + decimals)
    # shown / unit = got / 10**other : gave / 10**one, off by half a unit at most
    left, right = shown * gave * 10 ** scales[1], got * 10 ** scales[0] * unit
    assert abs(left - right) * 2 <= gave * 10 ** scales[1]
    assert exact == (left == right)
    numerator, denominator = map(int, ratio(Money(gave, one), Money(got, other)).split("/"))
    assert numerator * gave * 10 ** scales[1] == denominator * got * 10 ** scales[0]
    assert gcd(numerator, denominator) == 1


def test_every_rate_has_six_digits_that_say_something() -> None:
    for gave in (1, 10**9, 10**18):
        digits, _exact = derived(Money(gave, Currency("AAA", 0)), Money(1, Currency("BBB", 9)))
        assert digits.strip("0.") == "1"


@pytest.mark.parametrize(
    ("gave", "got", "digits"),
    [
        (Money(100, EUR), Money(100000, USD), "1000.00"),
        (Money(100, EUR), Money(10000000, USD), "100000.00"),
        (Money(100, EUR), Money(12345678, USD), "123456.78"),
        (Money(100, EUR), Money(1000, JPY), "1000"),
        (Money(300, EUR), Money(1000000, JPY), "333333"),
        (Money(700, EUR), Money(12_345_678, JPY), "1763668"),
        (Money(200, EUR), Money(2469135, JPY), "1234568"),
        (Money(6400, EUR), Money(6400_01, USD), "100.00"),
        (Money(6400, EUR), Money(6400_16, USD), "100.003"),
        (Money(200_000, EUR), Money(200_001, USD), "1.00001"),
        (Money(100, EUR), Money(0, USD), "0.00"),
        (Money(100, EUR), Money(1234567, BTC), "0.0123457"),
        (Money(100, EUR), Money(50 * 10**8, BTC), "50.00"),
    ],
)
def test_a_rate_is_written_with_six_digits_and_no_more_than_its_currency_needs(
    gave: Money, got: Money, digits: str
) -> None:
    assert derived(gave, got)[0] == digits


def test_a_currency_of_three_decimals_gets_no_seventh_digit() -> None:
    assert derived(Money(100, currency("EUR")), Money(1_234_567, Currency("BHD", 3))) == ("1234.57", False)

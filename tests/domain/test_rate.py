"""Rates follow from two amounts: six digits, exact where they can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import derived

EUR, USD, JPY, BTC = currency("EUR"), currency("USD"), currency("JPY"), currency("BTC")


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

"""Money is exact: arithmetic within one currency and 64 bits, and sharing out that loses nothing."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import MAX_MINOR, MIN_MINOR, Money, allocate, moneys
from wallet_cli.errors import Refused, UsageProblem

EUR, JPY = currency("EUR"), currency("JPY")
minors = st.integers(MIN_MINOR, MAX_MINOR)


def test_adds_subtracts_negates_and_compares():
    five, two = Money(500, EUR), Money(200, EUR)
    assert five + two == Money(700, EUR)
    assert two - five == Money(-300, EUR) == -Money(300, EUR)
    assert abs(two - five) == Money(300, EUR)
    assert two < five and two <= five and five > two and five >= two
    assert two <= two and two >= two and not two < two and not two > two
    assert bool(five) and not Money(0, EUR)
    assert repr(five) == "Money(500, EUR/2)"


def test_currencies_never_mix():
    for operation in ("__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"):
        with pytest.raises(Refused) as caught:
            getattr(Money(1, EUR), operation)(Money(1, JPY))
        assert caught.value.slug == "currencies-differ"
    assert Money(1, EUR) != Money(1, JPY)
    assert Money(1, EUR) != 1


def test_money_never_changes():
    money = Money(1, EUR)
    with pytest.raises(AttributeError):
        money.minor = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del money.minor
    assert copy.deepcopy(money) == pickle.loads(pickle.dumps(money)) == money
    assert len({money, Money(1, EUR)}) == 1


@given(minors, minors)
def test_sums_are_exact_or_refused(one, other):
    for money, result in (("__add__", one + other), ("__sub__", one - other)):
        try:
            assert getattr(Money(one, EUR), money)(Money(other, EUR)).minor == result
        except Refused as problem:
            assert problem.slug == "amount-too-large"
            assert not MIN_MINOR <= result <= MAX_MINOR


def test_every_amount_has_its_opposite():
    assert -Money(MIN_MINOR, EUR) == Money(MAX_MINOR, EUR) == abs(Money(MIN_MINOR, EUR))
    for beyond in (MIN_MINOR - 1, MAX_MINOR + 1):
        with pytest.raises(Refused, match="amount-too-large"):
            Money(beyond, EUR)


@given(st.integers(-(10**20), 10**20), st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_shares_sum_to_the_total_and_are_within_one_unit_of_their_due(total, weights):
    if not any(weights):
        with pytest.raises(UsageProblem) as caught:
            allocate(total, weights)
        assert caught.value.slug == "weights-missing"
        return
    shares = allocate(total, weights)
    assert sum(shares) == total
    assert shares == [-share for share in allocate(-total, weights)]
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)
        assert weight or not share


def test_ties_go_to_the_earlier_and_larger_remainders_first():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]
    assert allocate(10, [1, 2]) == [3, 7]


def test_a_negative_weight_is_refused():
    with pytest.raises(UsageProblem) as caught:
        allocate(10, [3, -1])
    assert (caught.value.slug, caught.value.params) == ("weight-negative", {"weight": -1})


def test_an_amount_has_64_bits_and_no_more():
    for top in (9_223_372_036_854_775_807, -9_223_372_036_854_775_807):
        assert Money(top, EUR).minor == top
        with pytest.raises(Refused, match="amount-too-large"):
            Money(top + (1 if top > 0 else -1), EUR)


def test_a_total_below_zero_is_shared_as_its_mirror_image_down_to_the_last_unit():
    assert allocate(-1, [1, 1, 1]) == [-1, 0, 0]
    assert allocate(-2, [1, 1, 1]) == [-1, -1, 0]


def test_many_are_what_each_is_alone():
    units = [currency("EUR"), currency("JPY"), currency("EUR")]
    assert moneys([1, MAX_MINOR, MIN_MINOR], units) == list(map(Money, [1, MAX_MINOR, MIN_MINOR], units))
    assert moneys([], units) == []
    for minors in ([1, MAX_MINOR + 1], [MIN_MINOR - 1, 1]):
        with pytest.raises(Refused, match="amount-too-large"):
            moneys(minors, units)

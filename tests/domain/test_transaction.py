"""Transactions sum to zero in each currency, or they are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.transaction import MAX_MINOR, Posting, check, sums
from wallet_cli.errors import Refused

CODES = st.sampled_from(["EUR", "CNY", "JPY"])
LINES = st.lists(st.tuples(CODES, st.integers(-MAX_MINOR, MAX_MINOR)), max_size=6)


def postings(lines: list[tuple[str, int]]) -> list[Posting]:
    return [Posting(bytes(16), code, amount, 1) for code, amount in lines]


@given(LINES)
def test_only_what_sums_to_zero_in_every_currency_passes(lines: list[tuple[str, int]]) -> None:
    total: dict[str, int] = {}
    for code, amount in lines:
        total[code] = total.get(code, 0) + amount
    assert sums(postings(lines)) == total
    if len(lines) >= 2 and not any(total.values()):
        check(postings(lines))
    else:
        with pytest.raises(Refused):
            check(postings(lines))


@given(LINES.filter(bool))
def test_what_is_balanced_line_by_line_passes_within_the_range(lines: list[tuple[str, int]]) -> None:
    balanced = postings([*lines, *((code, -amount) for code, amount in lines)])
    moved: dict[str, int] = {}
    for code, amount in lines:
        moved[code] = moved.get(code, 0) + abs(amount)
    if max(moved.values()) <= MAX_MINOR:
        check(balanced)
    else:
        with pytest.raises(Refused, match="amount-too-large"):
            check(balanced)


def test_an_original_amount_lies_in_the_range_too() -> None:
    pair = [Posting(b"a", "EUR", 5, 1), Posting(b"b", "EUR", -5, 1, original_minor=-MAX_MINOR - 1)]
    with pytest.raises(Refused, match="amount-too-large"):
        check(pair)


@pytest.mark.parametrize(
    ("lines", "slug", "params"),
    [
        ([], "too-few-postings", {}),
        ([("EUR", 0)], "too-few-postings", {}),
        ([("EUR", 5), ("EUR", -4)], "unbalanced", {"currency": "EUR", "difference": 1}),
        ([("EUR", 5), ("USD", -5)], "unbalanced", {"currency": "EUR", "difference": 5}),
        ([("EUR", MAX_MINOR + 1), ("EUR", -MAX_MINOR - 1)], "amount-too-large", {"currency": "EUR"}),
        ([("EUR", MAX_MINOR), ("EUR", 1), ("EUR", -MAX_MINOR), ("EUR", -1)], "amount-too-large", {"currency": "EUR"}),
        ([("EUR", -MAX_MINOR - 1), ("EUR", MAX_MINOR)], "amount-too-large", {"currency": "EUR"}),
    ],
)
def test_it_says_what_is_wrong(lines: list[tuple[str, int]], slug: str, params: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        check(postings(lines))
    assert (caught.value.slug, caught.value.params) == (slug, params)

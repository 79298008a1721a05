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
def test_what_is_balanced_line_by_line_passes(lines: list[tuple[str, int]]) -> None:
    check(postings([*lines, *((code, -amount) for code, amount in lines)]))


@pytest.mark.parametrize(
    ("lines", "slug", "params"),
    [
        ([], "too-few-postings", {}),
        ([("EUR", 0)], "too-few-postings", {}),
        ([("EUR", 5), ("EUR", -4)], "unbalanced", {"currency": "EUR", "difference": 1}),
        ([("EUR", 5), ("USD", -5)], "unbalanced", {"currency": "EUR", "difference": 5}),
        ([("EUR", MAX_MINOR + 1), ("EUR", -MAX_MINOR - 1)], "amount-too-large", {"currency": "EUR"}),
        ([("EUR", -MAX_MINOR - 1), ("EUR", MAX_MINOR)], "amount-too-large", {"currency": "EUR"}),
    ],
)
def test_it_says_what_is_wrong(lines: list[tuple[str, int]], slug: str, params: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        check(postings(lines))
    assert (caught.value.slug, caught.value.params) == (slug, params)

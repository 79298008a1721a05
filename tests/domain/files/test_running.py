"""How many rows agree with the balances that the bank writes beside them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.running import running
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = currency("EUR")


def row(minor: int, after: int | None, *, moves: bool = True, unit: str = "EUR") -> Row:
    left = None if after is None else Money(after, currency(unit))
    return Row(1, date(2026, 11, 3), Money(minor, EUR), balance_after=left, moves_money=moves)


def test_each_balance_is_the_one_before_and_the_rows_amount() -> None:
    rows = [row(-5, 95), row(-10, 85), row(-1, 80), row(3, 83)]
    assert running(rows, newest_first=False) == (2, 3)
    assert running(rows[::-1], newest_first=True) == (2, 3)


def test_rows_without_a_balance_or_in_another_currency_or_that_move_nothing_do_not_count() -> None:
    assert running([], newest_first=False) == (0, 0)
    assert running([row(-5, 95), row(-5, None), row(-5, 85)], newest_first=False) == (0, 0)
    assert running([row(-5, 95), row(-5, 90, unit="USD"), row(-5, 85)], newest_first=False) == (0, 0)
    assert running([row(-5, 95), row(-99, 95, moves=False), row(-5, 90)], newest_first=False) == (1, 1)


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(-(10**9), 10**9), min_size=1), st.booleans())
def test_a_true_list_agrees_throughout(opening: int, amounts: list[int], newest_first: bool) -> None:
    rows, held = [], opening
    for minor in amounts:
        held += minor
        rows.append(row(minor, held))
    shown = rows[::-1] if newest_first else rows
    assert running(shown, newest_first=newest_first) == (len(rows) - 1, len(rows) - 1)

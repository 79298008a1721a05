"""Carrying over, month by month: the last word on a month goes for it and for all later ones."""

import pytest

from tests.domain.plan.months import month_of
from wallet_cli.errors import UsageProblem
from wallet_cli.services import names
from wallet_cli.services.plan import budget, envelopes
from wallet_cli.services.session import Session

OCTOBER, NOVEMBER, DECEMBER = (month_of(f"2026-{month}") for month in (10, 11, 12))


def test_what_was_said_of_carrying_over_in_later_months_is_gone_after_another_word_and_with_the_envelope(
    session: Session,
) -> None:
    def said() -> list[tuple[int, bool]]:
        return envelopes.read_cells(session, "EUR").carryover.get(names.category(session, "food").uid, [])

    budget.assign(session, "food", "EUR", OCTOBER, 1000)
    for month, on in ((OCTOBER, True), (NOVEMBER, False), (DECEMBER, True)):
        budget.carry(session, "food", "EUR", month, on=on)
    assert said() == [(OCTOBER, True), (NOVEMBER, False), (DECEMBER, True)]
    budget.carry(session, "food", "EUR", NOVEMBER, on=True)
    assert said() == [(OCTOBER, True), (NOVEMBER, True)]
    budget.carry(session, "food", "EUR", OCTOBER, on=False)
    assert said() == [(OCTOBER, False)]
    budget.carry(session, "food", "EUR", DECEMBER, on=True)
    budget.remove(session, "food", "EUR")
    assert said() == []


def test_of_a_month_set_alone_twice_the_last_word_counts(session: Session) -> None:
    for minor in (1000, 700):
        budget.assign(session, "food", "EUR", NOVEMBER, minor, only=True)
    given = envelopes.read_cells(session, "EUR").allotments[names.category(session, "food").uid]
    assert (given.amount_in(NOVEMBER), given.amount_in(DECEMBER)) == (700, 0)


def test_nothing_is_said_of_carrying_over_beyond_the_budget_s_end(session: Session) -> None:
    budget.assign(session, "food", "EUR", NOVEMBER, 1000)
    far = NOVEMBER + envelopes.LAST_MONTHS_AHEAD
    budget.carry(session, "food", "EUR", far, on=True)
    with pytest.raises(UsageProblem, match="budget-month-too-far"):
        budget.carry(session, "food", "EUR", far + 1, on=True)


def test_what_changes_no_amount_tells_none(session: Session) -> None:
    budget.assign(session, "food", "EUR", NOVEMBER, 1000)
    assert budget.carry(session, "food", "EUR", NOVEMBER, on=True).amount_minor == 0
    assert budget.remove(session, "food", "EUR").amount_minor == 0
    assert budget.count(session, "card", on=True).amount_minor == 0

"""Carrying over, month by month: the last word on a month goes for it and for all later ones."""

from wallet_cli.domain.period import read_month_label
from wallet_cli.services import budgeting, envelopes, names
from wallet_cli.services.session import Session

OCTOBER, NOVEMBER, DECEMBER = (read_month_label(f"2026-{month}") for month in (10, 11, 12))


def test_what_was_said_of_carrying_over_in_later_months_is_gone_after_another_word_and_with_the_envelope(
    session: Session,
) -> None:
    def said() -> list[tuple[int, bool]]:
        return envelopes.read_cells(session, "EUR").carryover.get(names.category(session, "food").uid, [])

    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    for month, on in ((OCTOBER, True), (NOVEMBER, False), (DECEMBER, True)):
        budgeting.carry(session, "food", "EUR", month, on=on)
    assert said() == [(OCTOBER, True), (NOVEMBER, False), (DECEMBER, True)]
    budgeting.carry(session, "food", "EUR", NOVEMBER, on=True)
    assert said() == [(OCTOBER, True), (NOVEMBER, True)]
    budgeting.carry(session, "food", "EUR", OCTOBER, on=False)
    assert said() == [(OCTOBER, False)]
    budgeting.carry(session, "food", "EUR", DECEMBER, on=True)
    budgeting.remove(session, "food", "EUR")
    assert said() == []

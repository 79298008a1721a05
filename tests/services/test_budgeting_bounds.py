"""What stands at the edges of an envelope: later words of carrying over, one cent, the month before it begins."""

from tests.services.test_budgeting import DECEMBER, NOVEMBER, OCTOBER, book, spend
from wallet_cli.services import accounts, budget_left, budgeting, envelopes, names
from wallet_cli.services.session import Session


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


def test_an_envelope_is_overspent_by_a_cent_and_not_when_it_is_empty(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 100)
    for minor, told in ((99, []), (1, []), (1, ["food"])):
        spend(session, "2026-11-02", "food", minor)
        assert budgeting.overspent(budgeting.show(session, "EUR", NOVEMBER)) == told


def test_what_is_left_counts_only_envelopes_that_have_begun_and_are_there(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", DECEMBER, 1000)
    budgeting.assign(session, "fun", "EUR", OCTOBER, 500)
    uid = spend(session, "2026-11-02", "food", 300)
    assert budget_left.left_by(session, [uid]) == []
    accounts.remove(session, names.category(session, "fun"))
    uid = spend(session, "2026-12-02", "food", 200)
    assert [(each.envelope, each.left_minor) for each in budget_left.left_by(session, [uid])] == [("food", 800)]


def test_what_was_received_and_what_no_envelope_counts_are_told_of_the_month(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    for day, name, minor in (
        ("2026-10-31", "salary", -900), ("2026-11-01", "salary", -50000), ("2026-11-30", "salary", 100),
        ("2026-11-02", "fun", 700), ("2026-11-03", "food", 300), ("2026-12-01", "fun", 5),
    ):  # fmt: skip
        book(session, day, (name, minor), ("cash", -minor))
    told = budgeting.show(session, "EUR", NOVEMBER)
    assert (told.received_minor, told.loose_minor) == (49900, -700)
    assert told.sources == {"food": {"food": -300}}

"""A bank's new ids for old rows, and second coffees."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.files.joining_rows import row, told, typed
from wallet_cli.domain.files.dedup import NEW, SAME_CONTENT, BookedRow, Verdict
from wallet_cli.domain.files.joins.reissued import ID_DIFFERS, REISSUED
from wallet_cli.domain.files.joins.reissued import told as verdicts_of
from wallet_cli.domain.files.statement import Row

NEWS = Verdict(NEW, "not-seen")


def reasons(entries: list[BookedRow], rows: list[Row], *, is_proven: bool = False) -> list[tuple[str, object]]:
    found = verdicts_of(entries, rows, [NEWS] * len(rows), is_proven=is_proven)
    assert [each.status for each in found] == [SAME_CONTENT if each.key is not None else NEW for each in found]
    return [(each.reason, each.key) for each in found]


def known(*days: int) -> list[BookedRow]:
    return [told(n, day, -n // 2 - 1, bank_id=f"A{n}") for n, day in enumerate(days)]


def again(*days: int) -> list[Row]:
    return [row(day, -n // 2 - 1, bank_id=f"B{n}") for n, day in enumerate(days)]


def test_five_rows_on_two_days_prove_it():
    assert reasons(known(0, 0, 1, 1, 1), again(0, 0, 1, 1, 1)) == [(REISSUED, n) for n in range(5)]
    assert {reason for reason, _key in reasons(known(0, 0, 1, 1), again(0, 0, 1, 1))} == {ID_DIFFERS}
    assert {reason for reason, _key in reasons(known(*[0] * 5), again(*[0] * 5))} == {ID_DIFFERS}
    assert reasons(known(0, 0), again(0, 0), is_proven=True) == [(REISSUED, 0), (REISSUED, 1)]


def test_a_row_too_many_on_either_side_disproves_it():
    days = 0, 0, 1, 1, 1, 2
    assert {reason for reason, _key in reasons(known(*days), again(0, 0, 1, 1, 1))} == {REISSUED}, (
        "the file ends before"
    )
    missing = [each for n, each in enumerate(again(*days)) if n != 3]
    assert {reason for reason, _key in reasons(known(*days), missing)} == {ID_DIFFERS}
    more = [*again(*days), row(1, -99, bank_id="C")]
    assert [reason for reason, _key in reasons(known(*days), more)] == [*[ID_DIFFERS] * 6, "not-seen"]
    # rows of the last day that the books know may have come later that day, those of days before it can't
    later = [*again(*days), row(2, -99, bank_id="C"), row(3, -98, bank_id="D")]
    assert [reason for reason, _key in reasons(known(*days), later)] == [*[REISSUED] * 6, "not-seen", "not-seen"]
    # what lies before either begins doesn't count
    assert {reason for reason, _key in reasons([told("x", -1, -99, bank_id="X"), *known(*days)], again(*days))} == {
        REISSUED
    }
    assert [r for r, _key in reasons(known(*days), [row(-1, -99, bank_id="C"), *again(*days)])][1:] == [REISSUED] * 6


def test_a_second_coffee_is_booked_and_in_doubt():
    assert verdicts_of([told(bank_id="A")], [row(bank_id="B")], [NEWS], is_proven=False) == [
        Verdict(NEW, ID_DIFFERS, None, (), ("b",))
    ]
    # two of them on the last day: one is known, the other one came after
    twice = [*again(0, 0, 1, 1, 1, 2), again(0, 0, 1, 1, 1, 2)[5]._replace(bank_id="C")]
    entries = known(0, 0, 1, 1, 1, 2)
    assert reasons(entries, twice)[5:] == [(REISSUED, 5), ("not-seen", None)]


def test_only_what_has_an_id_on_both_sides_and_is_new_is_compared():
    assert reasons([told()], [row(bank_id="B")]) == [("not-seen", None)]
    assert reasons([told(bank_id="A")], [row()]) == [("not-seen", None)]
    assert reasons([typed(bank_id="A")], [row(bank_id="B")]) == [("not-seen", None)]
    assert reasons([told(bank_id="A")], [row(1, bank_id="B")]) == [("not-seen", None)]
    assert reasons([told(bank_id="A"), typed("t", bank_id="T")], [row(bank_id="B")]) == [(ID_DIFFERS, None)]
    old = [Verdict(SAME_CONTENT, "content", "c")]
    assert verdicts_of([told(bank_id="A")], [row(bank_id="B")], old, is_proven=False) == old


days = st.lists(st.integers(0, 3), max_size=8)


@given(days, days, st.booleans())
def test_no_entry_is_two_rows_and_nothing_is_lost(before, after, is_proven):
    found = verdicts_of(known(*before), again(*after), [NEWS] * len(after), is_proven=is_proven)
    keys = [each.key for each in found if each.status != NEW]
    assert len(found) == len(after) and len(keys) == len(set(keys))

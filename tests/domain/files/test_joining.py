"""What was recorded by hand and the bank's rows: silent where proven, else joined and in doubt."""

import json
import sys
from collections import Counter
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.files.joining_rows import EUR, after, books, listed, row, told, typed
from wallet_cli.domain.files.dedup import BY_HAND, NEW, BookedRow, Verdict
from wallet_cli.domain.files.joins.joining import (
    BESIDE_DAYS,
    DOUBTS,
    MOST_NAMED,
    NO_MORE,
    Account,
    Judged,
    days_of,
    is_doubtful,
    judge,
)
from wallet_cli.domain.files.joins.likeness import SAME, Likeness
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money


def found(entries: list[BookedRow], rows: list[Row], account: Account = NO_MORE) -> list[tuple[str, object]]:
    return [(verdict.reason, verdict.key) for verdict in judge(entries, rows, account).verdicts]


@pytest.mark.parametrize(("days", "is_joined"), [(-2, 0), (-1, 1), (0, 1), (5, 1)])
def test_the_days_that_may_lie_between_a_payment_and_its_row(days, is_joined):
    assert found([typed()], [row(days)]) == ([("near-date", "e")] if is_joined else [("not-seen", None)])
    assert found([typed(payee="Tea")], [row(days)]) == ([("only-amount", "e")] if is_joined else [("not-seen", None)])


@pytest.mark.parametrize(("days", "is_joined"), [(-1, 0), (0, 1), (60, 1), (61, 0)])
def test_a_cheque_and_what_was_recorded_as_pending_may_take_two_months(days, is_joined):
    expected = [("only-amount", "e")] if is_joined else [("not-seen", None)]
    assert found([typed(payee="Tea", pending=True)], [row(days)]) == expected
    assert found([typed(payee="Tea")], [row(days)._replace(cheque="17")]) == expected


@pytest.mark.parametrize(("days", "is_joined"), [(-2, 0), (-1, 1), (14, 1), (15, 0)])
def test_what_a_file_listed_as_pending_is_booked_within_two_weeks(days, is_joined):
    other = row(days, payee="Tea")
    assert found([listed()], [other]) == ([("only-amount", "e")] if is_joined else [("not-seen", None)])


@pytest.mark.parametrize(("days", "is_joined"), [(-4, 0), (-3, 1), (3, 1), (4, 0)])
def test_the_other_side_of_a_transfer_that_a_file_brought_is_near_by(days, is_joined):
    other = typed(payee="", elsewhere=True)
    assert found([other], [row(days)]) == ([("other-file", "e")] if is_joined else [("not-seen", None)])


def test_an_unknown_text_is_silent_only_where_the_amount_is_the_only_one_of_its_kind():
    assert found([typed()], [row(1, payee="KAFFEE")]) == [("only-amount", "e")]
    for beside in (told(day=1 + BESIDE_DAYS, bank_id="B"), told(day=1 - BESIDE_DAYS, bank_id="B")):
        assert judge([typed(), beside], [row(1, payee="KAFFEE")]).verdicts == [
            Verdict(BY_HAND, "amount-repeated", "e", (), ("b",))
        ]
    far = told(day=2 + BESIDE_DAYS, bank_id="B"), told("c", day=-BESIDE_DAYS, bank_id="C")
    assert found([typed(), *far], [row(1, payee="KAFFEE")]) == [("only-amount", "e")]
    other = told(minor=-451, bank_id="B")
    assert found([typed(), other], [row(1, payee="KAFFEE")]) == [("only-amount", "e")]
    # rows that were settled before count as well
    settled = Account(told=[(Money(-450, EUR), after(9)), (Money(-1, EUR), after(9))])
    assert found([typed()], [row(1, payee="KAFFEE")], settled) == [("amount-repeated", "e")]


def test_two_entries_of_one_amount_are_a_doubt_even_where_only_one_row_has_it():
    anna, ben = typed("a", payee="Anna", minor=-2000), typed("b", 1, payee="Ben", minor=-2000)
    assert judge([anna, ben], [row(1, -2000, "P2P 77")]).verdicts == [
        Verdict(BY_HAND, "amount-repeated", "b", (), ("a",))
    ]


def test_another_payee_of_the_books_is_never_joined_silently():
    known = Account(books("Anna", "Ben"))
    assert is_doubtful(Verdict(BY_HAND, "other-payee", "e")) and not is_doubtful(Verdict(BY_HAND, "only-amount", "e"))
    assert judge([typed(payee="Anna")], [row(payee="Ben")], known).verdicts == [Verdict(BY_HAND, "other-payee", "e")]
    assert found([typed(payee="Anna")], [row(payee="Unknown")], known) == [("only-amount", "e")]


def test_a_known_payee_is_silent_however_often_the_amount_occurs():
    typed_rows = [typed(n, n) for n in range(4)]
    assert found(typed_rows, [row(n + 1) for n in range(4)]) == [("near-date", n) for n in range(4)]


def test_two_equal_rents_within_a_week_keep_their_order_and_their_people():
    rents = [typed("a", 0, -60000, "Landlord"), typed("b", 4, -60000, "Garage")]
    rows = [row(1, -60000, "P. SCHMIDT"), row(5, -60000, "LANDLORD NORTH")]
    verdicts = judge(rents, rows).verdicts
    assert [(each.reason, each.key, each.rows) for each in verdicts] == [
        ("amount-repeated", "a", (1,)),
        ("amount-repeated", "b", ()),
    ]
    named = Account(Likeness(_who_of_garage))
    assert found(rents, [row(4, -60000, "P SCHMIDT"), row(5, -60000, "LANDLORD")], named) == [
        ("near-date", "b"),
        ("near-date", "a"),
    ]


def _who_of_garage(text: str) -> str:
    return {"P SCHMIDT": "garage"}.get(text, text.lower())


def test_as_many_pairs_as_can_be_then_the_texts_then_the_days():
    # the row of day 5 is near both: the early one has no other
    early, late = typed("a", 0), typed("b", 5)
    assert found([early, late], [row(5), row(8)]) == [("near-date", "a"), ("near-date", "b")]
    # a row on the very day is another payee's: the text decides
    assert found([typed("a", 0, payee="Tea"), typed("b", 1)], [row(1, payee="Tea"), row(2)]) == [
        ("near-date", "a"),
        ("near-date", "b"),
    ]
    # and of equal texts the days, in their order
    assert found([typed("a", 0), typed("b", 1)], [row(2), row(1)]) == [("near-date", "b"), ("near-date", "a")]


def test_an_entry_is_joined_with_one_row_and_the_other_one_is_new():
    verdicts = judge([typed()], [row(1, payee="KAFFEE"), row(2, payee="KAFFEE")]).verdicts
    assert verdicts == [Verdict(BY_HAND, "amount-repeated", "e", (), (), (1,)), Verdict(NEW, "not-seen")]


def test_a_refund_is_not_its_purchase_and_an_id_is_not_another_one():
    assert found([typed()], [row(minor=450)]) == [("not-seen", None)]
    order = typed(bank_id="O1")
    assert found([order], [row(bank_id="O2")]) == [("not-seen", None)]
    assert found([order], [row(1)]) == [("near-date", "e")]


def test_a_doubt_names_the_nearest_others_and_not_all():
    entries = [typed(n, n % 6, payee=f"P{n % 2}") for n in range(30)]
    verdict = judge(entries, [row(5, payee="X")]).verdicts[0]
    assert verdict.reason == "amount-repeated" and len(verdict.maybe) == MOST_NAMED
    verdict = judge([typed()], [row(n % 6, payee="X") for n in range(30)]).verdicts[0]
    assert len(verdict.rows) == MOST_NAMED


def test_nothing_is_compared_where_nothing_is_there():
    assert judge([], [row()]) == Judged([Verdict(NEW, "not-seen")])
    assert judge([told()], [row(3)]) == Judged([Verdict(NEW, "not-seen")])
    assert judge([typed()], []) == Judged([], (), ())


def test_very_many_equal_ones_are_joined_in_the_order_of_the_days():
    entries = [typed(n, n // 40, payee="Bus" if n % 2 else "Tram") for n in range(400)]
    rows = [row(1 + n // 40, payee=("Bus", "BVG", "Tram")[n % 3]) for n in range(400)]
    rows += [row(40, payee="Bus"), row(-3, payee="Tram")]
    verdicts = judge(entries, rows).verdicts
    keys = [verdict.key for verdict in verdicts if verdict.status == BY_HAND]
    assert len(keys) == len(set(keys)) > 300
    assert Counter(verdict.reason for verdict in verdicts)["near-date"] > 200
    assert all(len(verdict.maybe) <= MOST_NAMED for verdict in verdicts)
    same = [typed(n) for n in range(5_000)]
    assert {verdict.reason for verdict in judge(same, [row(1)] * 5_000).verdicts} == {"near-date"}


def test_what_is_left_over_is_unknown_to_the_bank_or_has_lapsed():
    covers = Account(first=after(0), last=after(30))
    judged = judge([typed("a", 3), listed("b", 4, -2000, "Inn")], [row(30, -7)], covers)
    assert (judged.unknown, judged.lapsed) == (("a",), ("b",))
    # the one that was listed is what was typed beside it
    judged = judge([typed("a", 3, -2100, "Inn"), listed("b", 3, -2000, "Inn")], [row(4, -2100, "Inn")], covers)
    assert (judged.verdicts[0].key, judged.lapsed) == ("a", ("b",))


def test_new_ids_of_all_rows_are_known_and_a_changed_amount_is_joined():
    known = [told(n, n, -n - 1, bank_id=f"A{n}") for n in range(5)]
    assert found(known, [row(n, -n - 1, bank_id=f"B{n}") for n in range(5)]) == [("ids-reissued", n) for n in range(5)]
    assert found([listed(minor=-2000)], [row(2, -2400)]) == [("tip", "e")]


entries = st.lists(
    st.builds(
        typed,
        day=st.integers(0, 8),
        payee=st.sampled_from(["Coffee", "Coffee bar", "Tea", ""]),
        pending=st.booleans(),
    ),
    max_size=4,
).map(lambda found: [each._replace(key=n) for n, each in enumerate(found)])
some_rows = st.lists(
    st.builds(
        row,
        day=st.integers(0, 12),
        minor=st.sampled_from([-450, -450, -451]),
        payee=st.sampled_from(["COFFEE", "Coffee bar north", "Tea", "X", ""]),
    ),
    max_size=4,
)
beside = st.lists(st.integers(-40, 50).map(lambda day: told(("b", day), day, bank_id=f"B{day}")), max_size=2)
LIKENESS = books("Coffee", "Coffee bar", "Tea")


def may_be(entry: BookedRow, its_row: Row) -> bool:
    least, most = days_of(entry, its_row)
    return entry.amount == its_row.amount and least <= (its_row.booking_date - entry.date).days <= most


def best(known: list[BookedRow], rows: list[Row]) -> tuple[int, int, int]:
    """Of all ways to join them the best: the most pairs, then the best texts, then the fewest days (squared)."""
    worth = [(0, 0, 0)]
    for size in range(1, min(len(known), len(rows)) + 1):
        for ones in permutations(known, size):
            for others in permutations(rows, size):
                if all(map(may_be, ones, others)):
                    worth.append(_worth(list(zip(ones, others, strict=True))))
    return min(worth)


def _worth(pairs: list[tuple[BookedRow, Row]]) -> tuple[int, int, int]:
    texts = sum(LIKENESS.of(*pair) for pair in pairs)
    return -len(pairs), texts, sum((its_row.booking_date - entry.date).days ** 2 for entry, its_row in pairs)


@given(entries, some_rows, beside)
def test_every_pair_of_one_amount_follows_from_the_specification(known, rows, banks):
    verdicts = judge([*known, *banks], rows, Account(LIKENESS)).verdicts
    equal = [n for n, each in enumerate(verdicts) if each.status == BY_HAND and "amount" not in each.changed]
    late = [n for n in equal if not may_be(known[verdicts[n].key], rows[n])]  # type: ignore[index]
    pairs = [(known[verdicts[n].key], rows[n]) for n in equal if n not in late]  # type: ignore[index]
    assert len({entry.key for entry, _row in pairs}) == len(pairs)
    free_rows = [each for n, each in enumerate(rows) if verdicts[n].status in (NEW, BY_HAND)]
    assert _worth(pairs)[0] == best(known, free_rows)[0]
    if not late:
        assert _worth(pairs) == best(known, free_rows)
    for n in equal:
        verdict, its_row = verdicts[n], rows[n]
        entry = known[verdict.key]  # type: ignore[index]
        count = sum(
            each.amount == its_row.amount and abs((each.booking_date - its_row.booking_date).days) <= BESIDE_DAYS
            for each in rows
        ) + sum(abs((each.date - its_row.booking_date).days) <= BESIDE_DAYS for each in banks)
        is_same = LIKENESS.of(entry, its_row) == SAME
        is_other = LIKENESS.is_other(entry, its_row)
        assert is_doubtful(verdict) == (verdict.reason in DOUBTS)
        if not is_doubtful(verdict):
            assert is_same or (count == 1 and not is_other)
        elif verdict.reason in ("other-payee", "amount-repeated"):
            assert not is_same and (is_other or count > 1 or verdict.maybe)


@given(entries, some_rows)
def test_the_order_of_a_file_makes_no_difference(known, rows):
    one = judge(known, rows, Account(LIKENESS)).verdicts
    other = judge(known[::-1], rows[::-1], Account(LIKENESS)).verdicts[::-1]
    assert sorted(each.reason for each in one) == sorted(each.reason for each in other)


HERE = Path(__file__).with_name("dedup_differences.tsv")


def _fields(of: dict[str, Any]) -> tuple[str, date, Money, str, str, str]:
    amount = Money(of["amount"], EUR)
    return of["notes"], date.fromisoformat(of["date"]), amount, of["payee_name"], "", of.get("imported_id", "")


def _why_new(known: list[BookedRow], its_row: Row) -> str:
    """The rule by which a row is new that the reference joins."""
    near = [
        entry
        for entry in known
        if entry.amount == its_row.amount and abs((entry.date - its_row.booking_date).days) <= 7
    ]
    if not any(entry.by_hand for entry in near):
        return "a bank delivered what it is near to"
    if not any(entry.by_hand and days_of(entry, its_row)[0] <= _days(entry, its_row) <= 5 for entry in near):
        return "more days lie between"
    return "another row is what was recorded"


def _days(entry: BookedRow, its_row: Row) -> int:
    return (its_row.booking_date - entry.date).days


def differences(scenarios: list[dict[str, Any]]) -> list[str]:
    """The rows that the reference joins and that are new here, or the other way round, each with what decides."""
    lines = []
    for scenario in scenarios:
        known = [BookedRow(*_fields(each), by_hand="imported_id" not in each) for each in scenario["existing"]]
        names = [each["notes"] for each in scenario["imported"]]
        file = [
            Row(1, day, amount, payee, bank_id=own)
            for _n, day, amount, payee, _m, own in map(_fields, scenario["imported"])
        ]
        payees = books(*(each["payee_name"] for each in scenario["existing"]))
        for name, its_row, verdict in zip(names, file, judge(known, file, Account(payees)).verdicts, strict=True):
            is_new = verdict.status == NEW
            if is_new != (name in scenario["added"]):
                why = _why_new(known, its_row) if is_new and verdict.reason == "not-seen" else verdict.reason
                lines.append("\t".join([str(scenario["seed"]), name, "new" if is_new else "joined", why]))
    return lines


def test_what_differs_from_the_reference_and_the_rule_that_decides(corpus):
    """The reference joins rows by amount alone within seven days, whatever they say, and never asks. The table has the
    rows that are otherwise here, each with its rule: ``python -m tests.domain.files.test_joining`` writes it anew.
    """
    scenarios = json.loads((corpus / "budget" / "dedup.json").read_text())["scenarios"]
    assert differences(scenarios) == HERE.read_text().splitlines()[1:]


def test_a_difference_is_never_silent_without_proof(corpus):
    for scenario in json.loads((corpus / "budget" / "dedup.json").read_text())["scenarios"]:
        known = [BookedRow(*_fields(each), by_hand="imported_id" not in each) for each in scenario["existing"]]
        file = [
            Row(1, day, amount, payee, bank_id=own)
            for _n, day, amount, payee, _m, own in map(_fields, scenario["imported"])
        ]
        payees = books(*(each["payee_name"] for each in scenario["existing"]))
        by_key = {entry.key: entry for entry in known}
        for its_row, verdict in zip(file, judge(known, file, Account(payees)).verdicts, strict=True):
            if verdict.status == BY_HAND and not is_doubtful(verdict):
                entry = by_key[verdict.key]
                assert entry.payee == its_row.payee or verdict.reason == "only-amount"


if __name__ == "__main__":
    found_there = json.loads(Path(sys.argv[1]).read_text())["scenarios"]
    HERE.write_text("\n".join(["seed\trow\there\trule", *differences(found_there)]) + "\n")


def taken_out(days: int, text: str = "ATM WITHDRAWAL") -> Row:
    return row(days, payee=text)


@pytest.mark.parametrize(("days", "reason"), [(5, "only-amount"), (6, "cash-before"), (14, "cash-before"), (15, "")])
def test_cash_recorded_long_before_is_joined_and_in_doubt(days, reason):
    other = typed(payee="", fixed=True)
    assert found([other], [taken_out(days)]) == ([(reason, "e")] if reason else [("not-seen", None)])
    assert is_doubtful(judge([other], [taken_out(days)]).verdicts[0]) == (reason == "cash-before")


@pytest.mark.parametrize(
    "entry",
    [typed(payee="Tea", fixed=True), typed(payee=""), typed(payee="", fixed=True)._replace(bank_id="B")],
)
def test_only_a_transfer_that_no_bank_knows_is_cash_recorded_long_before(entry):
    assert found([entry], [taken_out(9)]) == [("not-seen", None)]


def test_rows_that_say_something_else_are_no_cash_recorded_long_before():
    other = typed(payee="", fixed=True)
    for text in ("Market", "ATM WITHDRAWAL FEE", "信用卡还款"):
        assert found([other], [taken_out(9, text)]) == [("not-seen", None)]


def test_cash_recorded_long_before_keeps_the_order_of_the_days():
    others = [typed(key, day=day, payee="", fixed=True) for key, day in (("a", 0), ("b", 1), ("c", 2))]
    first, second = judge(others, [taken_out(9), taken_out(12)]).verdicts
    assert second == Verdict(BY_HAND, "cash-before", "c", (), ("b", "a"))
    assert first == Verdict(BY_HAND, "cash-before", "b", (), ("a",))
    assert found(others, [taken_out(9), row(9, minor=-9999, payee="ATM WITHDRAWAL")])[1] == ("not-seen", None)

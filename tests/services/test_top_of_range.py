"""Amounts and sums near the end of 64 bits: shown exactly or refused politely, and read back wherever they were taken.

The oracle is Python's whole numbers: what every account holds on every day is summed from the postings themselves.
"""

import json
import os
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw import books
from tests.services.bank_files import ofx, row, statement
from tests.services.bank_files import take as take_bank
from tests.services.books import add, held, refused
from tests.services.conftest import TODAY, opened
from wallet_cli.domain.calendar import FIRST_DAY, LAST_DAY, Period, month_of
from wallet_cli.domain.money import MAX_MINOR
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import WalletError
from wallet_cli.services.files import books_import, export, source
from wallet_cli.services.files.export import ExportWish
from wallet_cli.services.look import report
from wallet_cli.services.look import statement as stating
from wallet_cli.services.session import Session
from wallet_cli.services.things import starting
from wallet_cli.services.vault import create, location, verify
from wallet_cli.store.books import accounts, balances, budgets, transactions
from wallet_cli.store.journal import uses
from wallet_cli.store.journal.rollup import DAY, MONTH

_NEAR = st.builds(
    lambda base, off, sign: sign * max(1, base - off),
    st.sampled_from([MAX_MINOR, MAX_MINOR // 2 + 1, MAX_MINOR // 3, 10]),
    st.integers(0, 3),
    st.sampled_from([1, -1]),
)
DAYS = [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 19), date(2026, 11, 20)]
MOVES = st.lists(st.tuples(_NEAR, st.sampled_from(DAYS), st.integers(0, 2)), min_size=1, max_size=8)
_names = count(1)


def _record(session: Session, one: str, other: str, moves: list[tuple[int, date, int]]) -> None:
    """All of these in one operation, past every verb's own limits."""
    uids = [accounts.find(session.db, name).uid for name in (one, other)]  # type: ignore[union-attr]
    with session.store.operation(session.origin(), session.new_uid()) as work:
        for minor, day, state in moves:
            pair = ((uids[0], minor), (uids[1], -minor))
            lines = tuple(Posting(uid, "EUR", each, day.toordinal(), state) for uid, each in pair)
            work.add_transaction(Transaction(session.new_uid(), day.toordinal(), lines))


def _new(session: Session) -> tuple[str, str]:
    names = f"one{next(_names)}", f"other{next(_names)}"
    for name in names:
        add(session, name)
    return names


def _fits(moves: list[tuple[int, date, int]]) -> bool:
    """Whether the sums of each state fit, of all time, each year, month and day."""
    sums: dict[object, int] = {}
    for minor, day, state in moves:
        for period in ("", day.year, (day.year, day.month), day):
            sums[state, period] = sums.get((state, period), 0) + minor
    return all(abs(total) <= MAX_MINOR for total in sums.values())


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(MOVES, st.booleans())
def test_sums_are_refused_as_a_whole_or_shown_exactly_on_every_day(
    shared: Session, moves: list[tuple[int, date, int]], at_once: bool
) -> None:
    one, other = _new(shared)
    kept: list[tuple[int, date, int]] = []
    for some in [moves] if at_once else [[move] for move in moves]:
        if _fits(kept + some):
            _record(shared, one, other, some)
            kept += some
        else:
            with refused("sum-too-large", 5):
                _record(shared, one, other, some)
    node = accounts.find(shared.db, one)
    assert node is not None
    for day in DAYS:
        total = sum(minor for minor, when, _state in kept if when <= day)
        cells = [cell for cell in balances.as_of(shared.db, day) if cell.account == node.row]
        assert sum(cell.total_minor for cell in cells) == total
        assert balances.of_accounts(shared.db, [node.row], day.toordinal()).get((node.row, "EUR"), 0) == total
    assert bool(uses.held_in(shared.db, node.row)) == bool(sum(minor for minor, _day, _state in kept))
    by_month: dict[int, int] = {}
    for minor, day, _state in kept:
        month = month_of(day)
        by_month[month] = by_month.get(month, 0) + minor
    months = sorted(by_month)
    if months:
        spans = [balances.Span(each, MONTH, each, each) for each in months]
        found = balances.by_span(shared.db, spans)
        assert {row[0]: row[3] for row in found if row[1] == node.row} == by_month
        few = budgets.of_spans(shared.db, [node.row], "EUR", spans)
        assert {row[0]: row[2] for row in few} == by_month
        days = balances.by_span(shared.db, [balances.Span(0, DAY, FIRST_DAY, LAST_DAY)])
        assert sum(row[3] for row in days if row[1] == node.row) == sum(by_month.values())


def _transactions(session: Session, name: str) -> list[Transaction]:
    """The account's transactions, in the order of their short names."""
    node = accounts.find(session.db, name)
    assert node is not None
    found = [transactions.by_row(session.db, number) for number in books.with_account(session.db, node.row)]
    return [kept.transaction for kept in found if kept is not None]


def _resize(session: Session, txn: Transaction, minor: int) -> None:
    first, second = txn.postings
    lines = (first._replace(amount_minor=minor), second._replace(amount_minor=-minor))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(txn._replace(postings=lines))


def test_sums_that_leave_the_range_on_the_way_are_no_damage(session: Session) -> None:
    one, other = _new(session)
    for minor in (5, 5, -MAX_MINOR):
        _record(session, one, other, [(minor, DAYS[3], 1)])
    # in the order of their numbers, the day's amounts now sum to twice the range before the third takes one back
    for txn in _transactions(session, one)[:2]:
        _resize(session, txn, MAX_MINOR)
    assert held(session, one) == MAX_MINOR
    assert verify.verify(session).problems == ()
    verify.rebuild(session)
    assert held(session, one) == MAX_MINOR and verify.verify(session).problems == ()


def test_an_edit_may_change_a_balance_by_more_than_64_bits(session: Session) -> None:
    one, other = _new(session)
    _record(session, one, other, [(-MAX_MINOR, DAYS[0], 1)])
    _resize(session, _transactions(session, one)[0], MAX_MINOR)
    assert (held(session, one), held(session, other)) == (MAX_MINOR, -MAX_MINOR)
    assert verify.verify(session).problems == ()


def test_a_bank_s_amount_at_the_end_of_the_range_is_refused_alone(session: Session) -> None:
    top = "92233720368547758.07"
    rows = [row("20261101", f"-{top[:-1]}8"), row("20261102", "-1.00"), row("20261103", f"{top[:-1]}8")]
    done = take_bank(session, ofx(statement(rows)))
    assert [each.slug for each in done.refusals] == ["amount-too-large"] * 2
    with refused("sum-too-large", 5):
        take_bank(session, ofx(statement([row("20261104", top), row("20261105", top)])))
    take_bank(session, ofx(statement([row("20261106", "-92233720368547757.07")])))
    assert held(session, "bank") == 125000 - MAX_MINOR
    take_bank(session, ofx(statement([row("20261107", "92233720368547757.07")])))
    assert held(session, "bank") == 125000 - 100 and verify.verify(session).problems == ()


def _books(session: Session) -> list[dict[str, Any]]:
    stream = BytesIO()
    with session.store.snapshot():
        export.write(session, export.prepared(session, ExportWish("jsonl")), stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def _import(session: Session, records: list[dict[str, Any]], *, skips: bool = False) -> books_import.BooksImported:
    data = "".join(json.dumps(each) + "\n" for each in records).encode()
    return books_import.record(session, source.source(BytesIO(data), "books.jsonl"), skip_refused=skips)


def _with_amounts(session: Session, *amounts: int) -> list[dict[str, Any]]:
    """The books with one more transaction for each amount."""
    *records, end = _books(session)
    sample = next(json.dumps(each) for each in records if each.get("record") == "transaction")
    for minor in amounts:
        made = json.loads(sample)
        made["id"] = session.new_uid().hex()
        for posting, each in zip(made["postings"], (minor, -minor), strict=True):
            digits = f"{abs(each):03}"
            text = "-" * (each < 0) + digits[:-2] + "." + digits[-2:]
            posting["amount"] = {**posting["amount"], "minor": str(each), "amount": text}
        records.append(made)
    return [*records, {**end, "records": len(records) - 1}]


def test_two_amounts_at_the_top_in_json_lines_are_refused_and_nothing_is_kept(session: Session) -> None:
    before = _books(session)
    with refused("sum-too-large", 5):
        _import(session, _with_amounts(session, MAX_MINOR, MAX_MINOR))
    assert _books(session) == before and verify.verify(session).problems == ()
    for beyond in (MAX_MINOR + 1, -MAX_MINOR - 1):
        done = _import(session, _with_amounts(session, beyond, 7), skips=True)
        assert [each.slug for each in done.refusals][:1] == ["amount-too-large"]
        assert done.transactions.new == 1


def test_lines_of_one_transaction_beyond_the_range_refuse_it_alone(session: Session) -> None:
    records = _with_amounts(session, MAX_MINOR // 2 + 1, 8)
    records[-3]["postings"] *= 2
    done = _import(session, records, skips=True)
    assert [each.slug for each in done.refusals] == ["amount-too-large"] and done.transactions.new == 1


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(_NEAR, min_size=1, max_size=4))
def test_what_was_recorded_near_the_top_comes_out_and_in_again(
    tmp_path_factory: pytest.TempPathFactory, minors: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("top")
    with opened(location.Place(folder / "a", folder / "sa")) as session:
        for minor in minors:
            try:
                _import(session, _with_amounts(session, minor))
            except WalletError as problem:
                assert problem.slug == "sum-too-large"
        books = _books(session)
        everything = Period(date(2020, 1, 1), date(2026, 12, 31), "all")
        for node in accounts.every(session.db, ("cash", "bank")):
            for each in stating.statements_of(session, node, everything):
                moved = sum(line.amount_minor for line in each.lines)
                assert each.closing_minor == each.opening_minor + moved == held(session, node.path)
        report.report(session, everything)
    store = create.create(
        location.Place(folder / "b", folder / "sb"), b"correct horse battery staple", "cheap", os.urandom
    )
    again = Session(store, TODAY, count(10**15, 1000).__next__, os.urandom, "test")
    starting.start(again, starting.InitialSettings("EUR"))
    _import(again, books)
    assert _books(again) == books and verify.verify(again).problems == ()
    store.close()

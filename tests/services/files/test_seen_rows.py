"""Rows that come again: known when edited, out when removed, anew after an undo of their import."""

from datetime import date
from io import BytesIO

import pytest

from tests.raw import books
from tests.raw.books import last_transaction
from tests.services.bank_files import SKIPS, counts, ofx, pending, row, statement
from tests.services.books import add, held
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.seen import Keys
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.files import bank_import, source
from wallet_cli.services.files.imported import Imported
from wallet_cli.services.files.seen_rows import Asked, Met, SeenRows
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts, seen, transactions
from wallet_cli.store.books.account_postings import Known
from wallet_cli.store.books.accounts import Node
from wallet_cli.store.check.verifying import verify
from wallet_cli.store.journal.seen import SeenBatch, SeenRow

COFFEE, MARKET, TEA = (
    row("20261105", "-4.50", "Coffee"),
    row("20261106", "-40.00", "Market", "A2"),
    row("20261107", "-3.00", "Tea"),
)


def take(session: Session, *rows: str, again: bool = False, account: str = "bank") -> Imported:
    file = source.source(BytesIO(ofx(statement(rows, ""))), "bank.ofx")
    plan = bank_import.planned(session, [file], account)
    return bank_import.record(session, plan, SKIPS._replace(again=again))


def fates(done: Imported) -> list[tuple[str, str, int]]:
    return [(fate.status, fate.reason, fate.txn) for each in done.statements for fate in each.fates]


@pytest.fixture
def first(session: Session) -> int:
    """Coffee and Market are in the books; the number of Coffee's short name."""
    assert counts(take(session, COFFEE, MARKET)) == [(2, 0, 0)]
    return last_transaction(session.db) - 1


@pytest.mark.parametrize(
    "change",
    [
        Edit(words=("9.99", "Kiosk")),
        Edit(day="2026-09-01"),
        Edit(day="2026-09-01", words=("9.99",)),
        Edit(words=("@card",)),
    ],
    ids=["amount and payee", "day", "day and amount", "account"],
)
def test_an_edited_row_is_known(session: Session, first: int, change: Edit) -> None:
    for number in (first, first + 1):
        edit.edit(session, f"t{number}", change)
    again = take(session, COFFEE, MARKET)
    assert [(status, txn) for status, _reason, txn in fates(again)] == [("known", first), ("known", first + 1)]
    assert (counts(again), again.op) == ([(0, 0, 2)], "")


def test_a_row_whose_text_the_bank_changed_is_known_by_its_id(session: Session, first: int) -> None:
    changed = row("20261106", "-40.00", "Market hall", "A2")
    (one,) = take(session, changed).statements[0].fates
    assert (one.status, one.reason, one.changed, one.txn) == ("known", "bank-id-changed", ("text",), first + 1)


def test_what_was_removed_stays_out_until_it_is_asked_for(session: Session, first: int) -> None:
    edit.remove(session, [f"t{first}"])
    done = take(session, COFFEE, MARKET, TEA)
    assert fates(done) == [
        ("removed", "removed", first),
        ("known", "bank-id", first + 1),
        ("new", "not-seen", first + 2),
    ]
    assert (counts(done), done.statements[0].removed) == ([(1, 0, 1)], 1)
    asked = take(session, COFFEE, MARKET, again=True)
    assert fates(asked) == [("new", "not-seen", first + 3), ("known", "bank-id", first + 1)]
    assert fates(take(session, COFFEE)) == [("known", "content", first + 3)]
    edit.remove(session, [f"t{first + 3}"])
    assert fates(take(session, COFFEE))[0][:2] == ("removed", "removed")
    assert verify(session.store).problems == ()


def test_of_equal_rows_the_one_that_was_removed_is_meant(session: Session) -> None:
    take(session, COFFEE, COFFEE)
    last = last_transaction(session.db)
    edit.remove(session, [f"t{last - 1}"])
    assert fates(take(session, COFFEE, COFFEE)) == [("removed", "removed", last - 1), ("known", "content", last)]
    assert fates(take(session, COFFEE, COFFEE, again=True)) == [
        ("new", "not-seen", last + 1),
        ("known", "content", last),
    ]


def test_rows_of_an_import_that_was_undone_come_in_anew_and_are_known_after_a_redo(session: Session) -> None:
    done = take(session, COFFEE, MARKET)
    undone = undo.undo(session, int(done.op[1:]))
    assert seen.are_any(session.db, account(session)) is False
    again = take(session, COFFEE)
    assert counts(again) == [(1, 0, 0)]
    undo.undo(session, int(again.op[1:]))
    undo.undo(session, int(undone.op[1:]))
    assert counts(take(session, COFFEE, MARKET)) == [(0, 0, 2)]
    assert verify(session.store).problems == ()


def account(session: Session, name: str = "bank") -> int:
    node = accounts.find(session.db, name)
    assert node is not None
    return node.row


def test_a_removal_that_was_undone_and_done_again_is_one(session: Session, first: int) -> None:
    gone = edit.remove(session, [f"t{first}"])
    back = undo.undo(session, int(gone.op[1:]))
    assert fates(take(session, COFFEE)) == [("known", "content", first)]
    undo.undo(session, int(back.op[1:]))
    assert fates(take(session, COFFEE)) == [("removed", "removed", first)]


def test_what_was_recorded_with_an_import_that_was_undone_was_not_removed(session: Session) -> None:
    done = take(session, COFFEE)
    last = last_transaction(session.db)
    with session.store.exclusive():  # as an earlier version of wallet left it
        books.forget_seen(session.db)
    other = take(session, COFFEE, TEA)
    assert fates(other) == [("known", "content", last), ("new", "not-seen", last + 1)]
    undo.undo(session, int(other.op[1:]))
    edit.edit(session, f"t{last}", Edit(words=("5",)))
    assert fates(take(session, COFFEE, MARKET))[0] == ("new", "not-seen", last + 2)
    assert done.op


def test_another_account_has_seen_nothing(session: Session, first: int) -> None:
    edit.remove(session, [f"t{first}"])
    assert counts(take(session, COFFEE, account="card")) == [(1, 0, 0)]


def test_a_pending_row_is_booked_under_the_same_words(session: Session) -> None:
    waiting = pending("20261105", "-4.50", "Coffee")
    take(session, waiting)
    last = last_transaction(session.db)
    assert fates(take(session, waiting)) == [("known", "content", last)]
    assert fates(take(session, COFFEE)) == [("confirmed", "near-date", last)]
    assert fates(take(session, COFFEE)) == [("known", "content", last)]


def test_what_changes_nothing_keeps_nothing(session: Session, first: int) -> None:
    with session.store.exclusive():
        books.forget_seen(session.db)
    assert take(session, COFFEE, MARKET).op == ""
    assert not seen.are_any(session.db, account(session))
    assert take(session, COFFEE, MARKET, TEA).op
    assert books.seen_sizes(session.db) == [3]


def test_rows_that_move_no_money_are_seen(session: Session) -> None:
    note = Row(3, date(2026, 11, 5), Money(-450, Currency("EUR", 2)), "Coffee", moves_money=False)
    moves = note._replace(line=4, moves_money=True)
    (key,), before = Keys().of([note]), held(session, "bank")
    node = accounts.find(session.db, "bank")
    assert node is not None
    file = source.source(BytesIO(ofx(statement([COFFEE], ""))), "bank.ofx")
    plan = bank_import.planned(session, [file], "bank")
    for rows, kept in (([], 0), ([moves], 1), ([moves], 1)):
        given = plan.statements[0]._replace(rows=tuple(rows), notes=(note,))
        files = (plan.files[0]._replace(statements=(given,)),)
        bank_import.record(session, plan._replace(files=files))
        assert books.seen_of_nothing(session.db) == kept
    assert seen.found(session.db, node.row, [key])[key] == seen.Seen(0, 0, False, 0)
    assert held(session, "bank") == before - 450


def test_many_rows_are_kept_in_pieces_and_all_are_known(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli.services.files import seen_rows

    monkeypatch.setattr(seen_rows, "PIECE", 3)
    rows = [row("20261105", f"-{amount}.00", "Coffee") for amount in range(1, 9)]
    take(session, *rows)
    assert books.seen_sizes(session.db) == [3, 3, 2]
    last = last_transaction(session.db)
    for number in range(last - 7, last + 1):
        edit.edit(session, f"t{number}", Edit(day="2026-09-01"))
    assert counts(take(session, *rows)) == [(0, 0, 8)]
    assert verify(session.store).problems == ()


@pytest.fixture(autouse=True)
def _card(session: Session) -> None:
    if accounts.find(session.db, "card") is None:
        add(session, "card", "card")


def entry(txn: int, n: int) -> Known:
    """A posting of the books that a row may mean."""
    return Known(txn, n, "EUR", -450, 0, 1, "", "", "", "", 0, 0)


def bank(session: Session) -> Node:
    node = accounts.find(session.db, "bank")
    assert node is not None
    return node


def meet(session: Session, rows: list[Row], *entries: Known) -> Met:
    node = bank(session)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        told = SeenRows(session, work, again=False)
        return told.meet(told.ask(node, rows), entries)


def read(*rows: str) -> list[Row]:
    file = source.source(BytesIO(ofx(statement(rows, ""))), "bank.ofx")
    return source.delivered(file, Currency("EUR", 2))[0][0].rows


def test_a_row_is_known_by_another_posting_of_its_transaction_where_its_own_is_gone(
    session: Session, first: int
) -> None:
    rows = read(COFFEE, MARKET)
    own, other, later = entry(first, 0), entry(first, 6), entry(first, 7)
    assert meet(session, rows, own, other).matched == {0: own}
    met = meet(session, rows, other, later)
    assert (met.matched, list(met.decided)) == ({0: other}, [1])
    assert meet(session, [], own) == Met(met.account, [], frozenset(), {}, {})
    assert meet(session, [*read(TEA), *rows], own).matched == {1: own}


def test_of_two_rows_that_mean_one_posting_the_second_is_decided_without_it(session: Session, first: int) -> None:
    rows = read(TEA, row("20261108", "-3.00", "Kiosk"))
    node, kept = bank(session), transactions.by_row(session.db, first)
    assert kept is not None
    with session.store.operation(session.origin(), session.new_uid()) as work:
        told = tuple(SeenRow(key, kept.transaction.uid, n) for n, key in enumerate(Keys().of(rows)))
        work.add_seen(SeenBatch(session.new_uid(), node.uid, told))
    own = entry(first, 0)
    met = meet(session, rows, own)
    assert (met.matched, list(met.decided)) == ({0: own}, [1])


def test_only_a_transaction_that_one_row_alone_stands_for_is_placed(session: Session) -> None:
    known = {
        "one": seen.Seen(4, 0, False, 0), "gone": seen.Seen(5, 0, True, 1), "nothing": seen.Seen(0, 0, False, 0),
        "of three": seen.Seen(6, 0, False, 0), "of three too": seen.Seen(6, 1, False, 0),
        "the third": seen.Seen(6, 2, False, 0), "last": seen.Seen(7, 1, False, 0),
    }  # fmt: skip
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        told = SeenRows(session, work, again=False)
        assert told.places_by_transaction(Asked(b"", ["one", "new", *known], {})) == {}
        assert told.places_by_transaction(Asked(b"", ["one", "new", "last"], known)) == {4: 0, 7: 2}
        assert told.places_by_transaction(Asked(b"", ["one", "of three", "of three too"], known)) == {4: 0}
        assert told.places_by_transaction(Asked(b"", ["new", *known], known)) == {4: 1, 7: 7}


def test_a_transaction_is_listed_where_a_row_of_the_accounts_files_is_it(session: Session, first: int) -> None:
    card, node = accounts.find(session.db, "card"), bank(session)
    assert card is not None
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        told = SeenRows(session, work, again=False)
        assert (told.is_listed(node, first), told.is_listed(node, first + 9), told.is_listed(card, first)) == (
            True,
            False,
            False,
        )
        met = told.meet(told.ask(node, read(TEA)), [])
        told.note(met, 0, first + 9, 0, b"")
        assert told.is_listed(node, first + 9)
        assert not told.is_listed(card, first + 9)


def test_rows_that_wait_for_a_change_are_kept_in_pieces_with_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wallet_cli.services.files import seen_rows

    rows = [row("20261105", f"-{amount}.00", "Coffee") for amount in range(1, 9)]
    take(session, *rows)
    with session.store.exclusive():
        books.forget_seen(session.db)
    monkeypatch.setattr(seen_rows, "PIECE", 3)
    assert counts(take(session, *rows, TEA)) == [(1, 0, 8)]
    assert books.seen_sizes(session.db) == [3, 3, 3]

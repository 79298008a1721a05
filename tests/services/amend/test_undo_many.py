"""Undo and redo of what has many transactions: some at a time, and told as if each had been looked at alone."""

from itertools import groupby

from tests.raw import books as raw
from tests.services.conftest import TODAY
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts

OTHER = ("bank", "card", "anna", "cash")


def uid(session: Session, path: str) -> bytes:
    """The uid of an account."""
    node = accounts.find(session.db, path)
    assert node is not None
    return node.uid


def moving(session: Session, source: str, target: str, minor: int, day: int) -> tuple[Posting, Posting]:
    """What moves so much from one account to another."""
    return Posting(uid(session, source), "EUR", -minor, day), Posting(uid(session, target), "EUR", minor, day)


def bought(session: Session, source: str, target: str, *, minor: int = 100, day: int = TODAY) -> Transaction:
    """So much moved from one account to another."""
    return Transaction(session.new_uid(), day, moving(session, source, target, minor, day), memo=f"from {source}")


def several(session: Session, count: int) -> int:
    """Record so many transactions at once; the number of their operation."""
    made = [bought(session, OTHER[n % 4], OTHER[(n + 1) % 4]) for n in range(count)]
    return int(record(session, lambda: Entry(made)).op[1:])


def statements(session: Session, number: int) -> int:
    """How many statements it takes to undo an operation; what a trigger does is told as the same one again."""
    told: list[str] = []
    session.db.set_trace_callback(told.append)
    undo.undo(session, number)
    session.db.set_trace_callback(None)
    return sum(1 for _each in groupby(told))


def test_an_undo_and_a_redo_of_four_times_as_many_take_few_more_statements(session: Session) -> None:
    before = raw.contents(session.db)
    few, many = several(session, 300), several(session, 1200)
    done = raw.contents(session.db)
    spent_many, spent_few = statements(session, many), statements(session, few)
    assert raw.contents(session.db) == before
    assert spent_many < spent_few + 60
    redone_few, redone_many = statements(session, few + 2 + 1), statements(session, few + 2)
    assert raw.contents(session.db) == done
    assert redone_many < redone_few + 60
    raw.require_sums(session.db)
    session.store.check_balances()


def test_the_receipt_names_accounts_in_the_order_of_what_was_recorded(session: Session) -> None:
    first = [bought(session, "anna", "cash"), bought(session, "bank", "card")]
    refs = [ref for ref, _uid in record(session, lambda: Entry(first)).transactions]
    op = int(record(session, lambda: Entry([bought(session, "bank", "anna"), bought(session, "card", "cash")])).op[1:])
    undone = undo.undo(session, op)
    assert [change.account for change in undone.changes] == ["bank", "anna", "card", "cash"]
    moved = edit.edit(session, refs[1:] + refs[:1], Edit(words=("5",)))
    taken_back = undo.undo(session, int(moved.op[1:]))
    assert [change.account for change in taken_back.changes] == ["bank", "card", "anna", "cash"]
    assert [ref for ref, _uid in taken_back.transactions] == [refs[1], refs[0]]


def test_the_receipt_names_accounts_of_the_version_that_goes_before_those_of_the_one_that_comes_back(
    session: Session,
) -> None:
    one, other = bought(session, "bank", "card"), bought(session, "anna", "cash", minor=700)
    record(session, lambda: Entry([one, other]))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(one._replace(postings=moving(session, "cash", "anna", 100, TODAY)))
        work.put_transaction(other._replace(postings=moving(session, "card", "bank", 700, TODAY)))
        op = work.id
    undone = undo.undo(session, op)
    assert [(change.account, change.after_minor - change.before_minor) for change in undone.changes] == [
        ("cash", 800),
        ("anna", -800),
        ("bank", -800),
        ("card", 800),
    ]


def test_a_day_to_come_of_what_goes_or_comes_back_is_the_one_of_the_receipt(session: Session) -> None:
    op = int(record(session, lambda: Entry([bought(session, "bank", "card", day=TODAY + 40)])).op[1:])
    for number in (op, op + 1):
        told = {
            change.account: change.before_minor - change.after_minor for change in undo.undo(session, number).changes
        }
        assert set(told) == {"bank", "card"}

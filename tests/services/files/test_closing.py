"""The bank's balance at the end of a file beside what the books held at that very point."""

from tests.services.bank_files import ofx, pending, row, statement, take, take_all
from tests.services.books import add, held
from wallet_cli.domain.transaction import BOOKED, RECONCILED
from wallet_cli.services.files.imported import KEEP, MOVE, SKIP, Choices, Closing, Imported
from wallet_cli.services.session import Session
from wallet_cli.store.books import transactions

HEAD = "Date;Text;Amount;Balance"
A, B, C = "2026-11-13;A;-5.00;95.00", "2026-11-14;B;-5.00;90.00", "2026-11-14;C;-7.00;83.00"


def table(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows, "")).encode()


def end(done: Imported) -> Closing:
    found = done.statements[-1].closing
    assert found is not None
    return found


def test_rows_that_another_file_brought_later_that_day_are_no_difference(session: Session) -> None:
    add(session, "giro", "bank", "EUR")
    take(session, table(A, B, C), "giro")
    found = end(take(session, table(A, B), "giro"))
    assert (found.stated_minor, found.held_minor, found.agrees) == (9000, 9000, True)
    assert held(session, "giro") == 8300


def test_where_they_dont_explain_all_of_it_nothing_is_to_be_booked(session: Session) -> None:
    add(session, "giro", "bank", "EUR")
    take(session, table(A, B, C), "giro")
    found = end(take(session, ofx(statement([row("20261114", "-5.00", "B")], "", closing="91.00")), "giro"))
    assert (found.agrees, found.mends) == (False, True)  # its balance is of a later day
    text = statement([row("20261114", "-5.00", "B")], "", closing="91.00").replace("20261120", "20261114")
    found = end(take(session, ofx(text), "giro"))
    assert (found.stated_minor, found.held_minor, found.agrees, found.mends) == (9100, 8300, False, False)


def test_what_was_left_out_from_before_the_beginning_is_compared_with_nothing(session: Session) -> None:
    rows = [row("20261020", "-10.00", "Early", "B1")]
    text = statement(rows, closing="1260.00").replace("20261120", "20261031")
    done = take(session, ofx(text), choices=Choices(before_opening=SKIP))
    assert (done.statements[0].skipped, done.statements[0].closing) == (1, None)


def test_a_change_that_was_kept_is_nothing_to_book(session: Session) -> None:
    add(session, "giro", "bank", "EUR")
    take(session, ofx(statement([row("20261113", "-10.00", "Bar", "a")], "", closing="-10.00")), "giro")
    text = ofx(statement([row("20261113", "-12.00", "Bar", "a")], "", closing="-12.00"))
    found = end(take(session, text, "giro", choices=Choices(changed=KEEP)))
    assert (found.held_minor, found.agrees, found.mends) == (-1000, False, False)


def test_what_is_reconciled_is_held(session: Session) -> None:
    add(session, "giro", "bank", "EUR")
    text = ofx(statement([row("20261113", "-10.00", "Bar", "a")], "", closing="-10.00"))
    done = take(session, text, "giro")
    kept = transactions.by_row(session.db, done.statements[0].fates[0].txn)
    assert kept is not None and kept.transaction.postings[0].state == BOOKED
    postings = tuple(each._replace(state=RECONCILED) for each in kept.transaction.postings)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(kept.transaction._replace(postings=postings))
    found = end(take(session, text, "giro"))
    assert (found.held_minor, found.agrees) == (-1000, True)


def test_a_beginning_is_proven_by_the_latest_of_several_balances(session: Session) -> None:
    """The earlier file's end is another one than today's books have; the later one's agrees."""
    early = statement([row("20261020", "-10.00", "Early", "B1")], closing="7.00").replace("20261120", "20261103")
    late = statement([row("20261105", "-40.00", "Market", "A2")], closing="1210.00")
    for files in ([early, late], [late, early]):
        dry = session._replace(dry_run=True)
        done = take_all(dry, [ofx(each) for each in files], choices=Choices(before_opening=MOVE))
        assert (done.began[0].minor, done.began[0].proof) == (126000, "closing")


def test_what_is_pending_moves_no_beginning(session: Session) -> None:
    rows = [row("20261020", "-10.00", "Early", "B1"), pending("20261021", "-3.00", "Soon", "B2")]
    done = take(session, ofx(statement(rows)), choices=Choices(before_opening=MOVE))
    assert done.began[0].minor == 126000


def test_the_balance_before_the_first_row_is_that_of_the_evening_before(session: Session) -> None:
    """The rows of that day aren't held by then; the balance at the end is wrong, and proves nothing."""
    wrong = ofx(statement([row("20261105", "-40.00", "Market", "A2")], closing="1200.00"))
    done = take_all(session, [table("2026-10-28;A;-10.00;1250.00"), wrong], choices=Choices(before_opening=MOVE))
    assert [(each.minor, each.proof) for each in done.began] == [(126000, "opening")]

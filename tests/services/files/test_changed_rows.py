"""Known rows that the bank changed: shown with old and new each time, taken over where that is wanted and possible."""

from tests.services.bank_files import counts, ofx, row, statement, take, take_all
from tests.services.books import add, held
from wallet_cli.domain.transaction import RECONCILED
from wallet_cli.services import names
from wallet_cli.services.files.imported import TAKE, Choices, Imported
from wallet_cli.services.session import Session
from wallet_cli.store.books import transactions

FUEL = (row("20261105", "-1.00", "Fuel", "A1"), row("20261106", "-9.00", "Tea", "A2"))
LATER = (row("20261105", "-61.40", "Fuel", "A1"), row("20261106", "-9.00", "Tea", "A2"))
TAKES = Choices(changed=TAKE)


def outcomes(done: Imported) -> list[tuple[tuple[str, ...], int, str]]:
    """(parts, old amount, outcome) of each change."""
    return [(each.parts, each.was_minor, each.outcome) for filed in done.statements for each in filed.changes]


def test_kept_as_it_was_it_is_shown_every_time_and_nothing_is_recorded(session: Session) -> None:
    take(session, ofx(statement(FUEL)))
    for _time in range(2):
        done = take(session, ofx(statement(LATER)))
        assert outcomes(done) == [(("amount",), -100, "kept")]
        assert (counts(done), done.op, held(session, "bank")) == ([(0, 0, 1)], "", 125000 - 1000)


def test_taken_over_both_sides_follow_and_the_next_time_it_is_known(session: Session) -> None:
    take(session, ofx(statement(FUEL)))
    done = take(session, ofx(statement(LATER)), choices=TAKES)
    assert (outcomes(done), bool(done.op)) == ([(("amount",), -100, "taken")], True)
    assert held(session, "bank") == 125000 - 6140 - 900
    again = take(session, ofx(statement(LATER)), choices=TAKES)
    assert (outcomes(again), counts(again), again.op) == ([], [(0, 0, 2)], "")


def test_in_two_files_of_one_import_the_later_one_counts(session: Session) -> None:
    done = take_all(session, [ofx(statement(FUEL)), ofx(statement(LATER))], choices=TAKES)
    assert (outcomes(done), held(session, "bank")) == ([(("amount",), -100, "taken")], 125000 - 6140 - 900)


def test_a_changed_day_and_text_are_taken_over_too(session: Session) -> None:
    take(session, ofx(statement(FUEL)))
    moved = (row("20261107", "-1.00", "Fuel", "A1"), row("20261106", "-9.00", "Tea house", "A2"))
    done = take(session, ofx(statement(moved)), choices=TAKES)
    assert [(parts, outcome) for parts, _minor, outcome in outcomes(done)] == [
        (("date",), "taken"),
        (("text",), "taken"),
    ]
    assert outcomes(take(session, ofx(statement(moved)))) == []


def test_what_is_reconciled_split_or_a_transfer_stays_with_the_reason(session: Session) -> None:
    done = take(session, ofx(statement(FUEL)))
    number = done.statements[0].fates[0].txn
    kept = transactions.by_row(session.db, number)
    assert kept is not None
    txn = kept.transaction
    own, other = txn.postings
    add(session, "savings", "savings")
    savings, home = names.account(session, "savings").uid, names.category(session, "home").uid
    ways = {
        "reconciled": (own._replace(state=RECONCILED), other),
        "split": (own, other._replace(amount_minor=60), other._replace(account=home, amount_minor=40)),
        "transfer": (own, other._replace(account=savings)),
    }
    for reason, postings in ways.items():
        with session.store.operation(session.origin(), session.new_uid()) as work:
            work.put_transaction(txn._replace(postings=postings))
        told = take(session, ofx(statement(LATER)), choices=TAKES)
        assert (outcomes(told), told.op) == ([(("amount",), -100, reason)], "")


def test_the_text_of_a_transfer_is_that_of_either_bank(session: Session) -> None:
    add(session, "savings", "savings")
    done = take(session, ofx(statement(FUEL)))
    kept = transactions.by_row(session.db, done.statements[0].fates[0].txn)
    assert kept is not None
    txn, savings = kept.transaction, names.account(session, "savings").uid
    postings = (txn.postings[0], txn.postings[1]._replace(account=savings))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(txn._replace(postings=postings, delivered="FROM GIRO"))
    again = take(session, ofx(statement(FUEL)))
    assert (outcomes(again), counts(again)) == ([], [(0, 0, 2)])

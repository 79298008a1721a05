"""Rows from before an account begins: nothing is recorded unasked; moved back, today's balance and the bank's agree."""

from datetime import date, timedelta
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.bank_files import counts, ofx, row, statement, take, take_all
from tests.services.books import add, held, refused
from wallet_cli.domain.transaction import RECONCILED
from wallet_cli.services import names
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.files import bank_import, ewallet_places, source
from wallet_cli.services.files.early_rows import begins
from wallet_cli.services.files.imported import MOVE, SKIP, Choices
from wallet_cli.services.session import Session
from wallet_cli.store.books import balances, transactions
from wallet_cli.store.journal import operations

EARLY = (row("20261020", "-10.00", "Early", "B1"), row("20261028", "-15.00", "Bird", "B2"))
LATE = (row("20261105", "-40.00", "Market", "A2"),)
FILE = ofx(statement([*EARLY, *LATE], closing="1210.00"))
MOVES, SKIPS = Choices(before_opening=MOVE), Choices(before_opening=SKIP)


def beginning(session: Session, name: str = "bank") -> tuple[str, int]:
    """The day on which an account begins, and with how much."""
    found = begins(session, names.own_account(session, name), "EUR")
    return (date.fromordinal(found.date).isoformat(), found.amount_minor) if found else ("", 0)


def test_unasked_nothing_is_recorded(session: Session) -> None:
    with refused("rows-before-opening", 7) as problem:
        take(session, FILE, choices=Choices())
    params = problem.value.params
    assert (params["account"], params["rows"], params["first"], params["begins"]) == (
        "bank",
        2,
        "2026-10-20",
        "2026-11-01",
    )
    assert held(session, "bank") == 125000


def test_moved_back_todays_balance_stays_and_the_banks_agrees(session: Session) -> None:
    done = take(session, FILE, choices=MOVES)
    assert (counts(done), held(session, "bank")) == ([(3, 0, 0)], 121000)
    assert beginning(session) == ("2026-10-20", 127500)
    (began,) = done.began
    assert (began.was_on.isoformat(), began.was_minor, began.on.isoformat(), began.minor, began.proof) == (
        "2026-11-01", 125000, "2026-10-20", 127500, "closing",
    )  # fmt: skip
    closing = done.statements[0].closing
    assert closing is not None and closing.agrees
    again = take(session, FILE, choices=Choices())
    assert (counts(again), again.op, again.began) == ([(0, 0, 3)], "", ())


def test_left_out_they_change_nothing_and_are_asked_about_again(session: Session) -> None:
    done = take(session, FILE, choices=SKIPS)
    assert (counts(done), done.statements[0].skipped, held(session, "bank")) == ([(1, 0, 0)], 2, 121000)
    assert beginning(session) == ("2026-11-01", 125000)
    with refused("rows-before-opening", 7):
        take(session, FILE, choices=Choices())


def test_it_is_one_operation_and_one_undo_takes_it_back(session: Session) -> None:
    done = take(session, FILE, choices=MOVES)
    last = operations.last_done(session.db)
    assert last is not None and done.op == last.ref
    undo.undo(session, last.number)
    assert (beginning(session), held(session, "bank")) == (("2026-11-01", 125000), 125000)


def test_a_dry_run_moves_nothing(session: Session) -> None:
    dry = take(session._replace(dry_run=True), FILE, choices=MOVES)
    assert dry.began[0].minor == 127500
    assert beginning(session) == ("2026-11-01", 125000)


def test_the_banks_balances_prove_another_amount_than_was_believed(session: Session) -> None:
    """The beginning was typed as of the evening of its day, and counted that day's row, too."""
    rows = [*EARLY, row("20261101", "-50.00", "Rent", "B3"), *LATE]
    text = statement(rows, closing="1210.00")
    # the bank's balance behind the rent is the beginning of 1250.00, which counts the rent already
    done = take(session, ofx(text), choices=MOVES)
    assert (done.began[0].minor, done.began[0].proof) == (132500, "closing")
    closing = done.statements[0].closing
    assert closing is not None and closing.agrees


def test_the_first_files_day_is_counted_once_where_an_earlier_file_has_more_of_it(session: Session) -> None:
    add(session, "giro", "bank", "EUR")
    rows = ["15;C;-5.00;80.00", "14;B;-5.00;85.00", "13;A2;-5.00;90.00", "13;A1;-5.00;95.00"]
    later, earlier = (
        "\n".join(("Date;Text;Amount;Balance", *(f"2026-11-{each}" for each in part))).encode() + b"\n"
        for part in (rows[:3], rows[1:])
    )
    take(session, later, "giro")
    assert (beginning(session, "giro"), held(session, "giro")) == (("2026-11-13", 9500), 8000)
    with refused("rows-before-opening", 7) as problem:
        take(session, earlier, "giro", choices=Choices())
    assert problem.value.params["rows"] == 1
    left = take(session._replace(dry_run=True), earlier, "giro", choices=SKIPS)
    assert (counts(left), left.statements[0].skipped) == ([(0, 0, 2)], 1)
    done = take(session, earlier, "giro", choices=MOVES)
    assert (beginning(session, "giro"), held(session, "giro")) == (("2026-11-13", 10000), 8000)
    assert done.statements[0].closing is not None and done.statements[0].closing.agrees
    again = take(session, earlier, "giro", choices=Choices())
    assert (counts(again), again.op) == ([(0, 0, 3)], "")


def test_a_beginning_of_nothing_is_none(session: Session) -> None:
    add(session, "new", "bank")
    _open(session, "new", -2500)
    take(session, ofx(statement(EARLY)), "new", choices=MOVES)
    assert (beginning(session, "new"), held(session, "new")) == (("", 0), -2500)


def test_what_an_account_owes_is_stated_with_either_sign(session: Session) -> None:
    _open(session, "card", -42000)
    for stated in ("420.00", "-420.00"):
        done = take(session._replace(dry_run=True), ofx(statement(EARLY, closing=stated)), "card", choices=MOVES)
        assert (done.began[0].minor, done.began[0].proof) == (-39500, "closing")


def test_a_beginning_that_is_reconciled_stays(session: Session) -> None:
    start = begins(session, names.own_account(session, "bank"), "EUR")
    assert start is not None
    kept = transactions.by_row(session.db, start.txn)
    assert kept is not None
    txn = kept.transaction
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_transaction(txn._replace(postings=tuple(each._replace(state=RECONCILED) for each in txn.postings)))
    with refused("opening-reconciled", 5):
        take(session, FILE, choices=MOVES)
    assert (counts(take(session, FILE, choices=SKIPS)), held(session, "bank")) == ([(1, 0, 0)], 121000)


def test_the_same_early_rows_in_two_files_count_once(session: Session) -> None:
    done = take_all(session, [FILE, FILE], choices=MOVES)
    assert (counts(done), held(session, "bank")) == ([(3, 0, 0), (0, 0, 3)], 121000)
    assert beginning(session) == ("2026-10-20", 127500)


OCTOBER = ofx(statement((row("20261010", "-10.00", "Shop", "O1"), row("20261012", "-1.00", "Bird", "O2"))))
NOVEMBER = ofx(statement((row("20261103", "-40.00", "Rent", "N1"), row("20261112", "-2.00", "Tea", "N2"))))


def test_months_that_come_oldest_first_are_all_in_what_was_said(session: Session) -> None:
    """It held 500.00 on 15 November: so it does whichever months come before."""
    add(session, "giro", "bank")
    _open(session, "giro", 50000, date(2026, 11, 15))
    (began,) = take(session, OCTOBER, "giro", choices=MOVES).began
    assert (began.minor, began.proof, began.was_held_minor, began.held_minor) == (51100, "", 50000, 50000)
    done = take(session, NOVEMBER, "giro", choices=Choices())  # nothing is asked: it was answered
    (began,) = done.began
    assert (began.on, began.was_minor, began.minor, began.held_minor) == (date(2026, 10, 10), 51100, 55300, 50000)
    assert (held(session, "giro"), beginning(session, "giro")) == (50000, ("2026-10-10", 55300))
    assert take(session, NOVEMBER, "giro", choices=Choices()).began == ()


def test_a_beginning_that_was_edited_says_what_it_held_on_its_own_day(session: Session) -> None:
    add(session, "giro", "bank")
    _open(session, "giro", 50000, date(2026, 11, 15))
    take(session, OCTOBER, "giro", choices=MOVES)
    start = begins(session, names.own_account(session, "giro"), "EUR")
    assert start is not None
    edit.edit(session, f"t{start.txn}", edit.Edit(words=("600",)))
    assert take(session, NOVEMBER, "giro", choices=Choices()).began == ()
    assert held(session, "giro") == 60000 - 1100 - 4200


def test_a_balance_of_today_above_older_rows_counts_those_between(session: Session) -> None:
    """Banks write the balance of the day of the download above whatever period was chosen."""
    add(session, "giro", "bank")
    october = ofx(statement((row("20261010", "-10.00", "Shop", "O1"),), closing="500.00"))
    plan = [source.source(BytesIO(october), "october.ofx")]
    planned = bank_import.planned(session, plan, "giro")
    done = bank_import.record(session, planned, Choices(opens=[names.own_account(session, "giro").uid]))
    assert (done.opened[0].minor, held(session, "giro")) == (51000, 50000)
    later = ofx(statement((row("20261103", "-40.00", "Rent", "N1"),), closing="500.00"))
    done = take(session, later, "giro", choices=Choices())
    closing = done.statements[0].closing
    assert (held(session, "giro"), closing is not None and closing.agrees) == (50000, True)


def test_where_the_banks_balance_agrees_without_them_rows_between_are_not_taken_off(session: Session) -> None:
    add(session, "giro", "bank")
    _open(session, "giro", 50000, date(2026, 11, 15))
    take(session, OCTOBER, "giro", choices=MOVES)
    rows = (row("20261103", "-40.00", "Rent", "N1"), row("20261118", "-2.00", "Tea", "N2"))
    done = take(session, ofx(statement(rows, closing="458.00")), "giro", choices=Choices())
    closing = done.statements[0].closing
    assert (held(session, "giro"), closing is not None and closing.agrees, done.began) == (45800, True, ())
    assert beginning(session, "giro") == ("2026-10-10", 51100)


def test_a_debts_repayment_from_before_the_payer_begins_is_in_what_that_had(session: Session) -> None:
    paid = row("20261020", "100.00", "PAYMENT - THANK YOU", "C1")
    plan = bank_import.planned(
        session,
        [source.source(BytesIO(ofx(statement((paid,), number="1"))), "card.ofx")],
        "card",
        means=ewallet_places.Means(ewallet_places.told(["PAYMENT - THANK YOU=bank"])),
    )
    done = bank_import.record(session, plan, Choices())
    assert (held(session, "card"), held(session, "bank")) == (10000, 125000)
    assert beginning(session) == ("2026-10-20", 135000)
    (began,) = done.began
    assert (began.account.path, began.was_held_minor, began.held_minor) == ("bank", 125000, 125000)


_ROWS = st.lists(st.tuples(st.integers(-90, 40), st.integers(-(10**6), 10**6).filter(bool)), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ROWS, st.integers(-(10**6), 10**6).filter(bool), st.permutations(range(5)))
def test_in_whichever_order_months_come_what_it_held_on_a_day_stays(
    session: Session, found: list[tuple[int, int]], opening: int, order: list[int]
) -> None:
    name = f"acc{session.random(6).hex()}"
    add(session, name, "bank")
    day = date(2026, 11, 1)
    _open(session, name, opening)
    rows = [
        (days, row(f"{day + timedelta(days):%Y%m%d}", f"{minor / 100:.2f}", f"Shop {at}", f"I{at}"))
        for at, (days, minor) in enumerate(found)
    ]
    for part in order:
        of = [text for days, text in rows if (days + 90) // 30 == part]
        if of:
            take(session, ofx(statement(of, "")), name, choices=MOVES)
    total = opening + sum(minor for days, minor in found if days >= 0)
    if begins(session, names.own_account(session, name), "EUR"):  # it may have begun with nothing
        assert (
            balances.without_pending(session.db, names.own_account(session, name).row, "EUR", date(2027, 1, 1)) == total
        )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(-200, 19), st.integers(-(10**7), 10**7).filter(bool)), min_size=1, max_size=12),
    st.integers(-(10**9), 10**9),
)
def test_whatever_the_rows_are_today_and_the_bank_agree(
    session: Session, found: list[tuple[int, int]], opening: int
) -> None:
    """The bank knows what it held before its first row; the books believe the same of the day on which they begin."""
    name = f"acc{session.random(6).hex()}"
    add(session, name, "bank")
    first = date(2026, 11, 1)
    early = sum(minor for days, minor in found if days < 0)
    _open(session, name, opening + early)
    rows = [
        row(f"{first + timedelta(days):%Y%m%d}", f"{minor / 100:.2f}", f"Shop {at}", f"I{at}")
        for at, (days, minor) in enumerate(sorted(found))
    ]
    total = opening + sum(minor for _days, minor in found)
    done = take(session, ofx(statement(rows, "", closing=f"{total / 100:.2f}")), name, choices=MOVES)
    closing = done.statements[0].closing
    assert closing is not None and closing.agrees
    assert held(session, name) == total
    if done.began:
        assert done.began[0].minor == opening
        assert done.began[0].on == first + timedelta(min(days for days, _minor in found))


def _open(session: Session, name: str, minor: int, on: date = date(2026, 11, 1)) -> None:
    """Let an account begin on a day with this much."""
    from wallet_cli.domain.account import OPENING
    from wallet_cli.domain.transaction import Posting, Transaction

    if not minor:
        return
    node, equity, day = names.own_account(session, name), names.equity(session, OPENING), on.toordinal()
    postings = (Posting(node.uid, "EUR", minor, day), Posting(equity.uid, "EUR", -minor, day))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.add_transaction(Transaction(session.new_uid(), day, postings))

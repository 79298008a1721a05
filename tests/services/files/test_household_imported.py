"""A synthetic household through the real import: what its key says of each pair, and no row twice."""

from datetime import date
from decimal import Decimal

from tests.households.generator import Household, Told, household
from tests.services.bank_files import ofx, row, statement, take
from tests.services.books import add, held
from wallet_cli.domain.files.joins.joining import DOUBTS
from wallet_cli.domain.transaction import MAYBE_SAME
from wallet_cli.services.files.matching import CONFIRMED
from wallet_cli.services.look.balance import to_review
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.store.books import transactions

MONTHS = 3


def told(each: Told) -> str:
    if each.pending:
        line = row(each.day.strftime("%Y%m%d"), f"{Decimal(each.minor) / 100:.2f}", each.text)
        return line.replace("DTPOSTED", "DTTRAN").replace("STMTTRN>", "STMTTRNP>")
    return row(each.day.strftime("%Y%m%d"), f"{Decimal(each.minor) / 100:.2f}", each.text, f"B{each.event}")


def of_month(of: Household, month: int) -> bytes:
    rows = of.files[month - 1]
    last = date(2025, month + 1, 1).toordinal() - 1
    days = f"<DTSTART>2025{month:02}01<DTEND>{date.fromordinal(last).strftime('%Y%m%d')}"
    data = ofx(statement([told(each) for each in rows if not each.pending]))
    waiting = "".join(told(each) for each in rows if each.pending)
    listed = f"</BANKTRANLIST><BANKTRANLISTP>{waiting}</BANKTRANLISTP>" if waiting else "</BANKTRANLIST>"
    data = data.replace(b"<BANKTRANLIST>", f"<BANKTRANLIST>{days}".encode())
    return data.replace(b"</BANKTRANLIST>", listed.encode())


def record(session: Session, of: Household, month: int) -> dict[int, int]:
    """What was recorded in a month, on the account; the events by the transactions."""
    found = {}
    for each in of.typed:
        if each.day.month == month:
            amount, notes = f"{Decimal(abs(each.minor)) / 100:.2f}", Notes(day=each.day.isoformat())
            words = (amount, each.name, "@giro")
            done = (
                pay(session, Payment((*words, "+food"), notes))
                if each.minor < 0
                else receive(session, Income((*words, "+salary"), notes))
            )
            found[int(done.transactions[0][0][1:])] = each.event
    return found


def test_a_quarter_half_recorded_by_hand_agrees_with_its_key_and_stands_once(session: Session) -> None:
    of = household(3, 0.5)
    add(session, "giro", "bank")
    events: dict[int, int] = {}
    doubts = 0
    for month in range(1, MONTHS + 1):
        events |= record(session, of, month)
        done = take(session, of_month(of, month), "giro")
        for fate in done.statements[0].fates:
            number = fate.row.bank_id[1:]
            if fate.status == CONFIRMED and fate.txn in events and fate.reason not in DOUBTS:
                one, other = of.events[events[fate.txn]], of.events[int(number)]
                assert (one.name, one.minor) == (other.name, other.minor), fate
        doubts += len(done.statements[0].joined.doubts)
        again = take(session, of_month(of, month), "giro").statements[0]
        assert (again.new, again.confirmed) == (0, 0)
    linked = 0
    for number in events:
        kept = transactions.by_row(session.db, number)
        linked += kept is not None and any(kind == MAYBE_SAME for kind, _uid in kept.transaction.links)
    assert 0 < linked <= to_review(session) <= doubts <= 40
    booked = sum(each.minor for month in range(MONTHS) for each in of.files[month] if not each.pending)
    waiting = sum(each.minor for each in of.typed if each.day.month <= MONTHS)
    # what the bank booked is in the books once; beside it only what it doesn't know, or lists as pending
    assert abs(held(session, "giro") - booked) < abs(waiting) // 4

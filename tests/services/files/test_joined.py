"""What an import joins with what was recorded: with proof silently, else with a link that someone looks at."""

from datetime import date

from tests.services.bank_files import counts, ofx, pending, reasons, row, statement, take
from tests.services.books import held
from wallet_cli.domain.transaction import BOOKED, MAYBE_SAME, PENDING, Transaction
from wallet_cli.services.amend import undo
from wallet_cli.services.files import import_kept
from wallet_cli.services.files.bank_import import Imported
from wallet_cli.services.look import history
from wallet_cli.services.look.balance import to_review
from wallet_cli.services.look.show import ShownTransaction, show
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.store.books import transactions
from wallet_cli.store.books.register import LAST_DAY, Query


def bank(session: Session, *rows: str, first: str = "20261101", last: str = "20261120") -> Imported:
    """Import one statement of these days."""
    data = ofx(statement(rows)).replace(b"<BANKTRANLIST>", f"<BANKTRANLIST><DTSTART>{first}<DTEND>{last}".encode())
    return take(session, data)


def waiting(*rows: str) -> bytes:
    """A statement whose rows are all pending."""
    return ofx(statement(())).replace(b"</STMTRS>", f"<BANKTRANLISTP>{''.join(rows)}</BANKTRANLISTP></STMTRS>".encode())


def paid(session: Session, *words: str, day: str, **more: object) -> int:
    receipt = pay(session, Payment((*words, "@bank", "+food"), Notes(day=day, **more)))  # type: ignore[arg-type]
    return int(receipt.transactions[0][0][1:])


def kept(session: Session, number: int) -> Transaction:
    found = transactions.by_row(session.db, number)
    assert found is not None
    return found.transaction


def maybe(session: Session, number: int) -> list[bytes]:
    return [uid for kind, uid in kept(session, number).links if kind == MAYBE_SAME]


def test_an_unknown_text_is_joined_silently_where_only_one_row_has_the_amount(session: Session) -> None:
    number = paid(session, "4.50", "Coffee", day="11-03")
    done = bank(session, row("20261105", "-4.50", "KAFFEE MITTE"))
    assert reasons(done) == [("confirmed", "only-amount")]
    assert (done.statements[0].joined.doubts, maybe(session, number), to_review(session)) == ({}, [], 0)
    assert kept(session, number).delivered == "KAFFEE MITTE"


def test_what_is_not_proven_is_joined_with_links_to_what_it_might_be(session: Session) -> None:
    one, two = paid(session, "20", "Anna", day="11-03"), paid(session, "20", "Ben", day="11-04")
    done = bank(session, row("20261104", "-20.00", "P2P 1"), row("20261105", "-20.00", "P2P 2"))
    assert reasons(done) == [("confirmed", "amount-repeated")] * 2
    assert done.statements[0].joined.doubts == {one: (two,), two: (one,)}
    assert maybe(session, one) == [kept(session, two).uid]
    assert to_review(session) == 2
    assert all(entry.is_doubtful for entry in history.entries(session, Query(last=LAST_DAY, only=one)))
    shown = show(session, f"t{one}")
    assert isinstance(shown, ShownTransaction) and shown.maybe == (f"t{two}",)
    assert held(session, "bank") == 125000 - 4000
    undo.undo(session, int(done.op[1:]))
    assert (maybe(session, one), to_review(session)) == ([], 0)


def test_the_row_of_another_payee_is_joined_with_a_link_to_itself(session: Session) -> None:
    paid(session, "9", "Ben", day="11-19")
    number = paid(session, "20", "Anna", day="11-03")
    done = bank(session, row("20261104", "-20.00", "BEN"))
    assert reasons(done) == [("confirmed", "other-payee")]
    assert done.statements[0].joined.doubts == {number: ()}
    assert maybe(session, number) == [kept(session, number).uid]


def test_what_is_doubtful_and_new_has_its_link_too(session: Session) -> None:
    first = bank(session, row("20261104", "-3.50", "Kiosk", "A1"))
    done = bank(session, row("20261104", "-3.50", "Kiosk", "B1"))
    assert reasons(done) == [("new", "id-differs")]
    ((number, others),) = done.statements[0].joined.doubts.items()
    assert others == (first.statements[0].fates[0].txn,)
    assert maybe(session, number) == [kept(session, others[0]).uid]


def test_a_bank_that_gives_all_rows_new_ids_adds_nothing(session: Session) -> None:
    days = ("20261103", "20261104", "20261105", "20261105", "20261106")
    for name in "AB":
        done = bank(session, *(row(day, f"-{n + 1}.00", "Shop", f"{name}{n}") for n, day in enumerate(days)))
    assert reasons(done) == [("known", "ids-reissued")] * 5
    assert to_review(session) == 0


def test_a_balance_that_the_books_have_already_shows_that_the_bank_changed_its_ids(session: Session) -> None:
    for name in "AB":
        line = row("20261104", "-3.50", "Kiosk", f"{name}1")
        done = take(session, ofx(statement([line], closing="1246.50")))
    assert reasons(done) == [("known", "ids-reissued")]
    # a second one is in the bank's balance, and not in the books
    second = take(session, ofx(statement([row("20261104", "-3.50", "Kiosk", "C1")], closing="1243.00")))
    assert reasons(second) == [("new", "id-differs")]
    assert held(session, "bank") == 125000 - 700


def test_a_pending_row_is_booked_with_its_tip(session: Session) -> None:
    take(session, waiting(pending("20261104", "-20.00", "PIZZA PLACE")))
    done = bank(session, row("20261106", "-24.00", "PIZZA PLACE", "T1"))
    assert reasons(done) == [("confirmed", "tip")]
    own, other = kept(session, done.statements[0].fates[0].txn).postings
    assert (own.amount_minor, own.state, own.bank_id, other.amount_minor) == (-2400, BOOKED, "T1", 2400)
    assert date.fromordinal(own.date) == date(2026, 11, 6)
    assert held(session, "bank") == 125000 - 2400
    again = bank(session, row("20261106", "-24.00", "PIZZA PLACE", "T1"))
    assert counts(again) == [(0, 0, 1)]


def test_a_pending_row_that_is_listed_with_more_stays_pending(session: Session) -> None:
    take(session, waiting(pending("20261104", "-20.00", "PIZZA PLACE")))
    done = take(session, waiting(pending("20261105", "-24.00", "PIZZA PLACE")))
    assert reasons(done) == [("confirmed", "tip")]
    own = kept(session, done.statements[0].fates[0].txn).postings[0]
    assert (own.amount_minor, own.state) == (-2400, PENDING)


def test_a_hold_is_booked_with_its_final_amount(session: Session) -> None:
    number = paid(session, "1", "Fuel", day="11-04", pending=True)
    assert reasons(bank(session, row("20261107", "-61.20", "Fuel", "T2"))) == [("confirmed", "held")]
    assert sorted(each.amount_minor for each in kept(session, number).postings) == [-6120, 6120]


def test_a_split_keeps_its_amounts_and_the_row_is_new(session: Session) -> None:
    receipt = pay(session, Payment(("20", "Market", "@bank", "+food=15", "+fun"), Notes(day="11-04", pending=True)))
    done = bank(session, row("20261106", "-24.00", "Market", "T1"))
    assert reasons(done) == [("new", "not-seen")]
    amounts = [each.amount_minor for each in kept(session, int(receipt.transactions[0][0][1:])).postings]
    assert sorted(amounts) == [-2000, 500, 1500]


def test_a_pending_row_that_no_later_file_has_is_void(session: Session) -> None:
    take(session, waiting(pending("20261103", "-20.00", "PIZZA PLACE")))
    done = bank(session, row("20261119", "-1.00", "Bus", "T1"), last="20261119")
    (lapsed,) = done.statements[0].joined.lapsed
    assert kept(session, lapsed.txn).void
    undo.undo(session, int(done.op[1:]))
    assert not kept(session, lapsed.txn).void


def test_what_the_bank_does_not_know_is_said(session: Session) -> None:
    number = paid(session, "7", "Book", day="11-04")
    done = bank(session, row("20261119", "-1.00", "Bus", "T1"))
    assert [known.txn for known in done.statements[0].joined.unknown] == [number]
    assert (to_review(session), kept(session, number).void) == (0, False)


def test_all_of_it_is_kept_with_the_import(session: Session) -> None:
    one, two = paid(session, "20", "Anna", day="11-03"), paid(session, "20", "Ben", day="11-04")
    three = paid(session, "7", "Book", day="11-04")
    take(session, waiting(pending("20261103", "-30.00", "PIZZA PLACE")))
    done = bank(session, row("20261104", "-20.00", "P2P 1"), row("20261105", "-20.00", "P2P 2"))
    found = import_kept.one(session, done.op)
    assert found.reasons == {"amount-repeated": 2}
    assert [(each.txn, each.reason, each.maybe) for each in found.doubts] == [
        (one, "amount-repeated", (two,)),
        (two, "amount-repeated", (one,)),
    ]
    assert (found.lapsed, found.unknown) == (tuple(known.txn for known in done.statements[0].joined.lapsed), (three,))
    assert len(found.lapsed) == 1

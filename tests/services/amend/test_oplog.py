"""The log, and what ``show`` tells of one thing."""

import pytest

from tests.raw import harm, journal
from tests.services.random_books import fill
from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.amounts import Style
from wallet_cli.domain.items.fork import Forked
from wallet_cli.domain.items.imported import ImportedFile
from wallet_cli.domain.look.events import REMOVED, Booked, OfAccounts, OfItem, OfPayee, Several, Started
from wallet_cli.errors import NotFound
from wallet_cli.services.amend import edit, oplog, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.look import show
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.refund import Refund, refund
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts
from wallet_cli.store.journal import entities
from wallet_cli.words.log import sentence


def test_operations_come_newest_first_within_their_times(session: Session) -> None:
    every = list(oplog.operations_of(session))
    assert [op.ref for op in every] == ["o5", "o4", "o3", "o2", "o1"]
    times = [op.time_us for op in every]
    assert [op.number for op in oplog.operations_of(session, first_us=times[2], last_us=times[1])] == [4, 3]
    assert [op.number for op in oplog.operations_of(session, limit=2)] == [5, 4]


def test_what_an_operation_did_is_said_in_names(session: Session) -> None:
    paid = pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).op
    gone = edit.remove(session, ["t3"]).op
    both = edit.remove(session, ["t1", "t2"]).op
    made = accounts.add(session, Account(b"", "pets", "expense")).op
    teller = oplog.Teller(session)
    (what,) = teller.what(int(paid[1:])).events
    assert isinstance(what, Booked) and what.moved is not None
    assert (what.payee, what.moved.sources, what.moved.amounts[0][0], what.ref) == ("Kiosk", ("cash",), -500, "t3")
    assert teller.what(int(gone[1:])).events == (what._replace(change=REMOVED),)
    assert teller.what(int(both[1:])).events == (Several(REMOVED, 2, False),)
    (added,) = teller.what(int(made[1:])).events
    assert isinstance(added, OfAccounts) and added.after is not None
    assert (added.before, added.after.path) == (None, "pets")
    assert teller.what(1).events == (Started("EUR"),)


def test_a_payee_alone_is_named(session: Session) -> None:
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_payee(Payee(session.new_uid(), "Kiosk"), new=True)
    (known,) = oplog.Teller(session).what(work.id).events
    assert isinstance(known, OfPayee) and known.after is not None and known.after.name == "Kiosk"


@pytest.mark.parametrize("count", [300, 6000])
def test_a_large_operation_is_told_by_its_last_image_and_not_unpacked(session: Session, count: int) -> None:
    fill(session, 41, count=count)
    last = journal.last(session.db)
    chunks = journal.chunks(session.db, last)
    (several,) = oplog.Teller(session).what(last).events
    assert isinstance(several, Several)
    assert several.more == (chunks > 1)
    assert several.number == count if chunks == 1 else several.number > oplog.MOST_READ
    assert (chunks > 1) == (count > 1000)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        for n in range(3 * count):
            work.put_payee(Payee(session.new_uid(), f"Somebody {n}"), new=True)
        counts = {"new": 7, "confirmed": 1, "known": 2}
        body = {"file": "b.ofx", "format": "ofx", "statements": [counts], "refused": 1}
        work.put_item(entities.Item(session.new_uid(), "import", "x", body), new=True)
    (told,) = oplog.Teller(session).what(work.id).events
    assert isinstance(told, OfItem)
    assert (told.kind, told.said) == ("import", ImportedFile("b.ofx", "ofx", 7, 1, 2, 1))


def test_what_was_erased_is_said_to_be(session: Session) -> None:
    paid = int(pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).op[1:])
    harm.empty_bodies(session.db, paid)
    assert oplog.Teller(session).what(paid) == oplog.What((), True)


def test_what_is_left_of_something_erased_in_part_is_told(session: Session) -> None:
    fill(session, 42, count=6000)
    last = journal.last(session.db)
    harm.empty_bodies(session.db, last, at=1)
    what = oplog.Teller(session).what(last)
    assert (what.erased, isinstance(what.events[0], Several)) == (True, True)
    told = sentence(what, Style(".", ","))
    assert told.endswith("; a part was erased for good")
    assert sentence(oplog.What((), True), Style(".", ",")) == "erased for good"


def test_an_undo_of_an_undo_is_about_the_first_operation(session: Session) -> None:
    number = paid = int(pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).op[1:])
    for again in (False, True, False):
        done = undo.undo(session, number)
        assert (done.about.target.number, done.about.again) == (paid, again)
        number = int(done.op[1:])
        op = next(oplog.operations_of(session, limit=1))
        found = oplog.undo_of(session, op)
        assert found is not None
        assert (found.target.number, found.again) == (paid, again)
    assert oplog.undo_of(session, found.target) is None


def test_another_device_is_told_and_this_one_is_not(session: Session) -> None:
    teller = oplog.Teller(session)
    assert teller.elsewhere(1) == ""
    before = session.store.meta("device")
    session.store.fork(session.origin(), session.new_uid(), bytes(range(16)))
    assert before is not None
    teller = oplog.Teller(session)
    assert teller.elsewhere(1) == before.hex()[:8]
    last = journal.last(session.db)
    assert teller.elsewhere(last) == ""
    told = teller.what(last).events[0]
    assert isinstance(told, OfItem)
    assert isinstance(told.said, Forked)


def test_names_that_have_gone_are_still_said(session: Session) -> None:
    made = accounts.add(session, Account(b"", "purse", "cash"), accounts.Opening("EUR", 5, session.today))
    undo.undo(session, int(made.op[1:]))
    (what,) = oplog.Teller(session).what(int(made.op[1:])).events
    assert isinstance(what, OfAccounts) and what.after is not None and what.opening is not None
    assert (what.after.path, what.opening.targets) == ("purse", ("purse",))


def test_a_transaction_is_shown_with_all_that_touched_it(session: Session) -> None:
    first = pay(session, Payment(("50", "Shop", "@cash", "+home")))
    second = edit.edit(session, "t3", Edit(("60",)))
    third = undo.undo(session, int(second.op[1:]))
    back = refund(session, Refund(("20",), Notes(), "t3")).transactions[0][0]
    shown = show.show(session, "t3")
    assert isinstance(shown, show.ShownTransaction)
    assert shown.operations == (third.op, second.op, first.op)
    assert [each.ref for each in shown.refunds] == [back]
    other = show.show(session, back)
    assert isinstance(other, show.ShownTransaction)
    assert other.refund_of == ("t3",)
    assert show.show(session, shown.transaction.uid.hex()) == shown


def test_an_operation_an_account_a_category_and_a_payee_are_shown(session: Session) -> None:
    pay(session, Payment(("5", "Kiosk", "@cash", "+food")))
    op = show.show(session, "o6")
    assert isinstance(op, show.ShownOperation)
    assert [ref for ref, _uid in op.transactions] == ["t3"]
    cash, food = show.show(session, "@cash"), show.show(session, "food")
    assert isinstance(cash, show.ShownAccount)
    assert isinstance(food, show.ShownAccount)
    assert (cash.held[0][0], food.held[0][0]) == (31500, 500)
    payee = show.show(session, "kiosk")
    assert isinstance(payee, show.ShownPayee)
    assert (payee.transactions, payee.last and payee.last.ref) == (1, "t3")


@pytest.mark.parametrize(
    ("text", "slug"), [("nobody", "nothing-by-that-name"), ("o99", "no-such-operation"), ("t99", "no-such-transaction")]
)
def test_what_is_not_there_can_not_be_shown(session: Session, text: str, slug: str) -> None:
    with pytest.raises(NotFound, match=slug):
        show.show(session, text)

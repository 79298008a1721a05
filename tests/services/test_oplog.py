"""The log, and what ``show`` tells of one thing."""

import pytest

from wallet_cli.domain.account import Account
from wallet_cli.errors import NotFound
from wallet_cli.services import accounts, editing, oplog, showing, undoing
from wallet_cli.services.drafting import Notes
from wallet_cli.services.editing import Edit
from wallet_cli.services.paying import Payment, pay
from wallet_cli.services.refunding import Refund, refund
from wallet_cli.services.session import Session
from wallet_cli.store import images


def test_operations_come_newest_first_within_their_times(session: Session) -> None:
    every = list(oplog.operations_of(session))
    assert [op.ref for op in every] == ["o5", "o4", "o3", "o2", "o1"]
    times = [op.time_us for op in every]
    assert [op.number for op in oplog.operations_of(session, first_us=times[2], last_us=times[1])] == [4, 3]
    assert [op.number for op in oplog.operations_of(session, limit=2)] == [5, 4]


def test_what_an_operation_did_is_said_in_names(session: Session) -> None:
    paid = pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).op
    gone = editing.remove(session, ["t3"]).op
    both = editing.remove(session, ["t1", "t2"]).op
    made = accounts.add(session, Account(b"", "pets", "expense")).op
    teller = oplog.Teller(session)
    what = teller.what(int(paid[1:]))
    assert what.moved is not None
    assert (what.payee, what.moved.sources, what.moved.amounts[0][0], what.ref) == ("Kiosk", ("cash",), -500, "t3")
    removed = teller.what(int(gone[1:]))
    assert (removed.moved, removed.ref, removed.transactions) == (None, "t3", 1)
    assert (teller.what(int(both[1:])).transactions, teller.what(int(both[1:])).ref) == (2, "")
    assert teller.what(int(made[1:])).names == ("pets",)
    assert "setting currency" in teller.what(1).settings


def test_a_payee_alone_is_named_and_a_large_operation_is_not_read_to_its_end(session: Session) -> None:
    from wallet_cli.domain.account import Payee

    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_payee(Payee(session.new_uid(), "Kiosk"), new=True)
    assert oplog.Teller(session).what(work.id).names == ("Kiosk",)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        for n in range(oplog.MOST_READ + 5):
            work.put_item(images.Item(session.new_uid(), "x", str(n), n), new=True)
    assert oplog.Teller(session).what(work.id).more


def test_names_that_have_gone_are_still_said(session: Session) -> None:
    made = accounts.add(session, Account(b"", "purse", "cash"), accounts.Opening("EUR", 5, session.today))
    undoing.undo(session, int(made.op[1:]))
    what = oplog.Teller(session).what(int(made.op[1:]))
    assert what.moved is not None
    assert what.moved.targets == ("purse",)


def test_a_transaction_is_shown_with_all_that_touched_it(session: Session) -> None:
    first = pay(session, Payment(("50", "Shop", "@cash", "+home")))
    second = editing.edit(session, "t3", Edit(("60",)))
    third = undoing.undo(session, int(second.op[1:]))
    back = refund(session, Refund(("20",), Notes(), "t3")).transactions[0][0]
    shown = showing.show(session, "t3")
    assert isinstance(shown, showing.ShownTransaction)
    assert shown.operations == (third.op, second.op, first.op)
    assert [each.ref for each in shown.refunds] == [back]
    other = showing.show(session, back)
    assert isinstance(other, showing.ShownTransaction)
    assert other.refund_of == ("t3",)
    assert showing.show(session, shown.transaction.uid.hex()) == shown


def test_an_operation_an_account_a_category_and_a_payee_are_shown(session: Session) -> None:
    pay(session, Payment(("5", "Kiosk", "@cash", "+food")))
    op = showing.show(session, "o6")
    assert isinstance(op, showing.ShownOperation)
    assert [ref for ref, _uid in op.transactions] == ["t3"]
    cash, food = showing.show(session, "@cash"), showing.show(session, "food")
    assert isinstance(cash, showing.ShownAccount)
    assert isinstance(food, showing.ShownAccount)
    assert (cash.held[0][0], food.held[0][0]) == (31500, 500)
    payee = showing.show(session, "kiosk")
    assert isinstance(payee, showing.ShownPayee)
    assert (payee.transactions, payee.last and payee.last.ref) == (1, "t3")


@pytest.mark.parametrize(
    ("text", "slug"), [("nobody", "nothing-by-that-name"), ("o99", "no-such-operation"), ("t99", "no-such-transaction")]
)
def test_what_is_not_there_can_not_be_shown(session: Session, text: str, slug: str) -> None:
    with pytest.raises(NotFound, match=slug):
        showing.show(session, text)

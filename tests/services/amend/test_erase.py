"""Erasing for good: what may go, what stays, and what is refused afterwards, by name."""

from typing import Any

import pytest

from tests.raw.books import two_unlinked
from tests.raw.journal import last
from tests.services import random_books
from tests.services.books import held, refused
from wallet_cli.domain.look.events import Booked
from wallet_cli.domain.operation import Record
from wallet_cli.services.amend import edit, erase, oplog, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.refund import Refund, refund
from wallet_cli.services.session import Session
from wallet_cli.services.vault import verify
from wallet_cli.store.books import accounts, register
from wallet_cli.store.journal import journal
from wallet_cli.store.journal.journal import read_record

COFFEE = Payment(("12.50", "Coffee", "@cash", "+food"))


def number(op: str) -> int:
    return int(op[1:])


def sound(session: Session) -> None:
    done = verify.rebuild(session)
    assert (done.before.problems, done.after.problems) == ((), ())


def test_it_goes_with_its_payee_and_the_balance_is_told(session: Session) -> None:
    pay(session, COFFEE)
    plan = erase.planned(session, ["t3"])
    assert plan.what is not None
    (what,) = plan.what.events
    assert isinstance(what, Booked)
    assert (plan.transactions[0][0], what.payee) == ("t3", "Coffee")
    done = erase.erase(session, ["t3"])
    assert (done.payees, done.payees_kept, done.folded) == (1, (), True)
    ((name, before, after),) = [(each.account, each.before_minor, each.after_minor) for each in done.changes]
    assert (name, before, after) == ("cash", 30750, 32000)
    assert held(session, "cash") == 32000
    assert [name for _row, name in register.payee_names(session.db)] == []
    assert accounts.find_payee(session.db, "Coffee") is None
    sound(session)


def test_an_opening_goes_and_its_account_stays(session: Session) -> None:
    pay(session, COFFEE)
    done = erase.erase(session, ["t1"])  # the operation that made it made the account, too
    assert done.rewritten
    assert held(session, "cash") == -1250
    sound(session)


def test_a_dry_run_erases_nothing(session: Session) -> None:
    pay(session, COFFEE)
    erase.erase(session._replace(dry_run=True), ["t3"])
    assert held(session, "cash") == 30750
    assert verify.verify(session).erased == 0


def test_what_is_refused_before_anything_is_touched(session: Session) -> None:
    pay(session, COFFEE)
    refund(session, Refund(("all",), of="t3"))
    with refused("has-refunds", 5):
        erase.erase(session, ["t3"])
    with refused("no-such-transaction", 3):
        erase.erase(session, ["t99"])
    erase.erase(session, ["t3", "t4"])
    with refused("already-erased", 5):
        erase.erase(session, ["t3"])
    pay(session, COFFEE)
    edit.edit(session, "t5", Edit(state="reconciled"))
    with refused("remove-reconciled", 5):
        erase.erase(session, ["t5"])
    sound(session)


def test_what_would_need_it_is_refused_by_the_name_of_the_erasure(session: Session) -> None:
    paid = pay(session, COFFEE).op
    edited = edit.edit(session, "t3", Edit(("13",))).op
    removed = edit.remove(session, ["t3"]).op
    taken = undo.undo(session, number(removed))
    by = erase.erase(session, ["t3"]).op
    for op in (paid, edited, taken.op):
        with refused("undo-erased", 5) as caught:
            undo.undo(session, number(op))
        assert caught.value.params["by"] == by
    with refused("undo-of-erasure", 5):
        undo.undo(session, number(by))
    assert oplog.Teller(session).what(number(paid)).erased
    sound(session)


def test_what_stood_beside_it_can_still_be_changed_and_that_undone(session: Session) -> None:
    random_books.fill(session, 7, states=2)
    filled = last(session.db)
    first, second = two_unlinked(session.db)
    earlier = edit.edit(session, f"t{second}", Edit(memo="earlier")).op
    by = erase.erase(session, [f"t{first}"]).op
    later = edit.edit(session, f"t{second}", Edit(memo="later")).op
    undo.undo(session, number(later))
    with refused("undo-erased", 5) as caught:
        undo.undo(session, number(earlier))
    assert caught.value.params["by"] == by
    with refused("undo-erased", 5):
        undo.undo(session, filled)
    sound(session)


@pytest.mark.parametrize("content", [b"content", b"other"], ids=["the same", "something else"])
def test_an_id_is_known_still_and_whether_it_was_the_same_is_not_told(session: Session, content: bytes) -> None:
    pay(session._replace(key="k", request=b"content"), COFFEE)
    erase.erase(session, ["t3"])
    with refused("id-erased", 6) as caught:
        pay(session._replace(key="k", request=content), COFFEE)
    assert caught.value.params == {"key": "k", "by": "o7"}
    assert held(session, "cash") == 32000


def of_version_1(monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    """The records up to operation ``last`` are as if an earlier version of the program had written them."""
    read = read_record

    def told(db: Any, op: int) -> Record:
        record = read(db, op)
        return record._replace(version=1) if op <= last else record

    monkeypatch.setattr(journal, "read_record", told)


def test_whoever_erases_what_an_earlier_version_recorded_is_told_that_it_can_be_guessed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = number(pay(session, COFFEE).op)
    edit.edit(session, "t3", Edit(("13",)))

    def guessable(*refs: str) -> bool:
        return erase.planned(session, refs).guessable

    assert not guessable("t1", "t3")
    of_version_1(monkeypatch, paid - 1)
    assert (guessable("t1"), guessable("t3"), guessable("t1", "t3"), guessable("t3", "t1")) == (True, False, True, True)
    of_version_1(monkeypatch, paid)
    assert guessable("t3"), "the edit is of today, what it replaced is not"
    assert erase.planned(session, ["t1", "t3"]).what is None
    edit.remove(session, ["t3"])
    assert guessable("t3")


def test_what_an_earlier_erasure_took_says_nothing_so_the_worst_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    random_books.fill(session, 7, states=2)
    first, second = two_unlinked(session.db)
    erase.erase(session, [f"t{first}"])
    assert not erase.planned(session, [f"t{second}"]).guessable
    of_version_1(monkeypatch, 1)
    assert erase.planned(session, [f"t{second}"]).guessable
    assert not erase.planned(session, [f"t{number(pay(session, COFFEE).transactions[0][0])}"]).guessable

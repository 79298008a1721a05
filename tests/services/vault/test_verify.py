"""The whole check as a use case: assertions count, a rebuild is compared, another line is accepted on purpose."""

from datetime import date

import pytest

from tests.raw import harm, journal
from wallet_cli.errors import Damaged, Refused
from wallet_cli.services.record import adjust
from wallet_cli.services.record.adjust import Adjustment
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.vault import verify
from wallet_cli.store.books import accounts, transactions


def test_a_balance_that_was_asserted_and_is_no_more(session: Session) -> None:
    adjust.adjust(session, Adjustment(["@cash"], Notes("2026-11-10"), to="300"))
    report = verify.verify(session)
    assert (tuple(each.name for each in report.checks), report.problems) == (verify.names(), ())
    opening = transactions.by_row(session.db, 1)
    assert opening is not None
    late = opening.transaction._replace(uid=session.new_uid(), date=date(2026, 11, 5).toordinal())
    record(session, lambda: Entry([late]))
    (problem,) = verify.verify(session).problems
    assert (problem.check, problem.error.slug) == ("assertions", "assertion-fails")
    wanted = {"account": "cash", "day": "2026-11-10", "expected": "300.00", "found": "620.00", "currency": "EUR"}
    assert problem.error.params == wanted


def test_a_rebuild_of_sound_books_changes_nothing(session: Session) -> None:
    done = verify.rebuild(session)
    assert (done.before.problems, done.put_back, done.after.problems) == ((), (), ())


def test_from_here_on_is_another_device(session: Session) -> None:
    before = bytes(session.store.meta("device"))
    op = verify.accept_older(session)
    assert bytes(session.store.meta("device")) != before
    assert journal.last_command(session.db) == (op, "fork")
    assert verify.verify(session).problems == ()


def test_pages_of_different_ages_are_no_older_copy(session: Session) -> None:
    harm.forge_sums(session.db, 0)
    with pytest.raises(Damaged, match="balances-replayed"):
        verify.accept_older(session)
    assert accounts.find(session.db, "cash") is not None


def test_a_read_only_store_records_nothing(session: Session) -> None:
    session.store.read_only = True
    with pytest.raises(Refused, match="vault-read-only"):
        verify.accept_older(session)

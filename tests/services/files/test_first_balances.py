"""With what an account begins that its first file fills: taken where it is proven, else only where someone says so."""

from datetime import date
from io import BytesIO

import pytest

from tests.services.books import add, held
from wallet_cli.services import names
from wallet_cli.services.files import bank_import, first_balances, source
from wallet_cli.services.files.early_rows import begins
from wallet_cli.services.files.imported import MOVE, Choices, Imported, ImportPlan
from wallet_cli.services.session import Session

TABLE = "Date;Text;Amount;{}\n2026-11-20;Market;-6.20;{}\n2026-11-18;Shop;-48.90;{}\n"
PROVEN = TABLE.format("Balance", "93.80", "100.00")
PLAIN = "Kontostand vom 20.11.2026;93.80\n\n" + TABLE.format("Note", "a", "b")


@pytest.fixture
def empty(session: Session) -> Session:
    add(session, "giro", "bank", "EUR")
    return session


def planned(session: Session, *texts: str, account: str = "giro") -> ImportPlan:
    files = [source.source(BytesIO(text.encode()), f"{at}.csv") for at, text in enumerate(texts)]
    return bank_import.planned(session, files, account)


def take(session: Session, *texts: str, account: str = "giro", opens: bool = False) -> Imported:
    plan = planned(session, *texts, account=account)
    uids = [each.account.uid for each in plan.statements] if opens else []
    return bank_import.record(session, plan, Choices(before_opening=MOVE, opens=uids))


def test_what_the_file_proves_is_taken_and_goes_with_the_import(empty: Session) -> None:
    done = take(empty, PROVEN)
    (opened,) = done.opened
    assert (opened.account.path, opened.on, opened.minor, opened.is_proven) == ("giro", date(2026, 11, 18), 14890, True)
    closing = done.statements[0].closing
    assert (held(empty, "giro"), closing is not None and closing.agrees) == (9380, True)
    again = take(empty, PROVEN)
    assert (again.op, again.opened, held(empty, "giro")) == ("", (), 9380)


def test_what_it_only_says_is_taken_where_it_is_said_to_be_right(empty: Session) -> None:
    (found,) = first_balances.found(empty, planned(empty, PLAIN))
    assert (found.minor, found.is_proven) == (14890, False)
    done = take(empty, PLAIN, opens=True)
    assert (held(empty, "giro"), len(done.opened)) == (9380, 1)


def test_unasked_it_is_left_and_the_difference_is_said(empty: Session) -> None:
    done = take(empty, PLAIN)
    closing = done.statements[0].closing
    assert (done.opened, held(empty, "giro")) == ((), -5510)
    assert closing is not None and (closing.stated_minor, closing.held_minor, closing.agrees) == (9380, -5510, False)


def test_of_several_files_the_earliest_counts(empty: Session) -> None:
    later = PROVEN.replace("2026-11-2", "2026-11-3").replace("2026-11-30", "2026-11-29").replace("93.80", "87.60")
    later = later.replace("2026-11-18;Shop;-48.90;100.00", "2026-11-28;Shop;0.00;93.80")
    done = take(empty, later, PROVEN)
    assert ([each.minor for each in done.opened], held(empty, "giro")) == ([14890], 8760)


def test_an_account_that_has_anything_keeps_its_beginning(session: Session) -> None:
    before = begins(session, names.own_account(session, "bank"), "EUR")
    done = take(session, PROVEN, account="bank")
    assert done.opened == ()
    assert before is not None and before.amount_minor == 125000


def test_nothing_is_what_an_account_begins_with_where_the_file_proves_it(empty: Session) -> None:
    zero = TABLE.format("Balance", "-55.10", "-48.90")
    done = take(empty, zero)
    assert [(each.on, each.minor, each.is_proven) for each in done.opened] == [(date(2026, 11, 18), 0, True)]
    assert done.unopened == ()
    began = begins(empty, names.own_account(empty, "giro"), "EUR")
    assert began is not None and (began.date, began.amount_minor) == (date(2026, 11, 18).toordinal(), 0)
    assert held(empty, "giro") == -5510
    assert take(empty, zero).op == ""

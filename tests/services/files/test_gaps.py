"""A month that is missing between two files: both days and amounts are named, and a difference once."""

from datetime import date

import pytest

from tests.services.bank_files import ofx, row, statement, take_all
from tests.services.bank_files import take as take_file
from tests.services.books import add
from wallet_cli.services.files.imported import Gap, Imported
from wallet_cli.services.session import Session

HEAD = "Date,Text,Amount,Balance\n"
AUGUST = "2026-08-03,A,-5.00,95.00\n2026-08-20,B,-15.00,80.00\n"
SEPTEMBER = "2026-09-03,C,-7.00,73.00\n2026-09-21,D,-3.00,70.00\n"
OCTOBER = "2026-10-05,E,-8.00,62.00\n2026-10-21,F,-2.00,60.00\n"


@pytest.fixture
def giro(session: Session) -> Session:
    add(session, "giro")
    return session


def take(session: Session, *lines: str) -> list[Gap]:
    return gaps(take_file(session, (HEAD + "".join(lines)).encode(), "giro"))


def gaps(done: Imported) -> list[Gap]:
    return [each.gap for each in done.statements if each.gap is not None]


def test_a_missing_month_is_named_and_its_file_mends_it(giro: Session) -> None:
    assert take(giro, AUGUST) == []
    (gap,) = take(giro, OCTOBER)
    assert (gap.last, gap.first, gap.held_minor, gap.stated_minor) == (date(2026, 8, 20), date(2026, 10, 5), 8000, 7000)
    assert take(giro, SEPTEMBER) == []
    assert take(giro, OCTOBER) == []


def test_the_next_month_and_one_that_overlaps_have_none(giro: Session) -> None:
    assert take(giro, AUGUST) == take(giro, SEPTEMBER) == take(giro, SEPTEMBER, OCTOBER) == []


def test_months_of_an_account_that_was_empty_follow_from_one_another(session: Session) -> None:
    add(session, "empty", "bank", "EUR")
    files = [(HEAD + month).encode() for month in (AUGUST, SEPTEMBER, OCTOBER)]
    done = take_all(session, files, "empty")
    assert [(each.minor, each.is_proven) for each in done.opened] == [(10000, True)]
    assert gaps(done) == []


def test_without_balances_a_month_without_a_row_is_named(session: Session) -> None:
    def of(day: str) -> list[Gap]:
        return gaps(take_file(session, ofx(statement([row(day, "-5.00", "Coffee", day)], ""))))

    assert of("20260805") == of("20260901") == []
    (gap,) = of("20261001")
    assert (gap.last, gap.first, gap.held_minor) == (date(2026, 9, 1), date(2026, 10, 1), None)


def test_balances_that_do_not_follow_from_one_another_say_nothing(giro: Session) -> None:
    assert take(giro, AUGUST) == []
    assert take(giro, "2026-09-01,C,-7.00,13.00\n2026-09-02,D,-3.00,70.00\n2026-09-03,E,-1.00,5.00\n") == []


def test_the_same_difference_is_named_once(session: Session) -> None:
    def of(day: str, opening: str, closing: str) -> str:
        return (
            f":20:S\n:25:1/5\n:28C:{day}/1\n:60F:C2609{day}EUR{opening},\n:61:2609{day}09{day}DR5,00NTRFNONREF\n"
            f":86:Coffee {day}\n:62F:C2609{day}EUR{closing},\n-\n"
        )

    add(session, "giro")
    take_file(session, of("01", "100", "95").encode(), "giro")
    done = take_file(session, (of("10", "90", "85") + of("11", "85", "80") + of("12", "70", "65")).encode(), "giro")
    found = [(gap.first.day, gap.held_minor, gap.stated_minor) for gap in gaps(done)]
    assert found == [(10, 9500, 9000), (12, 8500, 7000)]

"""Splits of a program's file: categories get their parts, an account's part is a movement, and the sum is the row's."""

from io import BytesIO

import pytest

from tests.services.bank_files import counts, reasons
from tests.services.bank_files import take as take_file
from tests.services.books import add, held
from tests.services.files.test_repayments import sides
from wallet_cli.domain.account import ADJUSTMENT
from wallet_cli.services.files import bank_import, source
from wallet_cli.services.files.ewallet_places import Means
from wallet_cli.services.session import Session

SPLIT = "D2026-11-10\nT-20.00\nPMarket\nSFood\n$-12.00\nS[Savings]\n$-5.00\nSTravel\n$-3.00\n^\n"


def qif(*records: str) -> bytes:
    return ("!Type:Bank\n" + "".join(records)).encode()


@pytest.fixture
def books(session: Session) -> Session:
    add(session, "savings", "savings")
    return session


def test_each_part_goes_where_it_belongs_and_the_sum_is_the_row_s(books: Session) -> None:
    done = take_file(books, qif(SPLIT))
    (fate,) = done.statements[0].fates
    assert sides(books, fate.txn) == {"bank": -2000, "food": 1200, "savings": 500, "travel": 300}
    assert (fate.reason, counts(done)) == ("moved", [(1, 0, 0)])
    assert counts(take_file(books, qif(SPLIT))) == [(0, 0, 1)]
    back = "D2026-11-10\nT5.00\nPMarket\nL[bank]\n^\n"
    assert counts(take_file(books, qif(back), "savings")) == [(0, 0, 1)]
    assert (held(books, "bank"), held(books, "savings")) == (125000 - 2000, 500)


def test_the_other_account_s_file_may_come_first(books: Session) -> None:
    back = "D2026-11-11\nT5.00\nPMarket\nL[bank]\n^\n"
    take_file(books, qif(back), "savings")
    assert counts(take_file(books, qif(SPLIT))) == [(0, 1, 0)]
    assert (held(books, "bank"), held(books, "savings"), held(books, "food")) == (125000 - 2000, 500, 1200)
    assert counts(take_file(books, qif(SPLIT))) == [(0, 0, 1)]
    assert counts(take_file(books, qif(back), "savings")) == [(0, 0, 1)]


def test_a_part_of_an_account_that_is_left_open_is_kept_apart(session: Session) -> None:
    told = Means({"savings": ""})
    plan = bank_import.planned(session, [source.source(BytesIO(qif(SPLIT)), "a.qif")], "bank", means=told)
    done = bank_import.record(session, plan)
    assert (reasons(done), len(done.statements[0].apart)) == ([("new", "apart")], 1)
    assert (held(session, ADJUSTMENT), held(session, "bank"), held(session, "travel")) == (500, 123000, 300)


def test_without_an_account_the_payee_stays_and_one_category_gets_all(session: Session) -> None:
    split = "D2026-11-10\nT20.00\nPAcme\nSSalary\n$30.00\nSFood\n$-10.00\n^\n"
    one = "D2026-11-12\nT-20.00\nPShop\nSFood\n$-12.00\nSFood\n$-8.00\n^\n"
    done = take_file(session, qif(split, one))
    (first, second) = done.statements[0].fates
    assert sides(session, first.txn) == {"bank": 2000, "salary": -3000, "food": 1000}
    assert sides(session, second.txn) == {"bank": -2000, "food": 2000}
    assert [(shown.payee, shown.category) for shown in done.statements[0].shown] == [("Acme", ""), ("Shop", "food")]


def test_a_category_of_the_file_is_a_hint_for_the_direction_that_is_needed(session: Session) -> None:
    rows = "D2026-11-10\nT-20.00\nPA\nLFood\n^\nD2026-11-11\nT7.00\nPB\nLFood\n^\nD2026-11-11\nT-7.00\nPC\nLcash\n^\n"
    done = take_file(session, qif(rows))
    found = [shown.category for shown in done.statements[0].shown]
    assert found == ["food", "uncategorised-income", "uncategorised"]

"""Tables of cards and loans: a sign means what their rows say, and a balance beside them proves nothing about it."""

import io
from datetime import date

import pytest

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.profile import TableProfile
from wallet_cli.domain.files.running import running
from wallet_cli.domain.files.statement import Balance, Profile, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import UnclearFile
from wallet_cli.formats.table.csv_format import Csv

GBP = Currency("GBP", 2)
PAID = "PAYMENT RECEIVED - THANK YOU"


def read(rows: str, kind: str = "card", columns: str = "Amount", table: TableProfile | None = None, **options: str):
    """The head, the rows and their amounts: a row is ``name amounts``, one a day."""
    lines = [f"{13 + at}/01/2026,{row}" for at, row in enumerate(rows.split(";"))]
    text = "\n".join((f"Date,Description,{columns}", *lines)) + "\n"
    tables = {table.header: table} if table else {}
    events = list(Csv().configured(options).read(io.BytesIO(text.encode()), Profile(GBP, tables, kind)))
    assert isinstance(events[0], StatementHead)
    found = [event for event in events if isinstance(event, Row)]
    return events[0], found, [row.amount.minor for row in found]


def test_a_payment_says_which_way_the_rows_of_a_card_went():
    rows = f"TESCO,45.10;{PAID},-100.00;UBER,12.00"
    assert read(rows)[2] == [-4510, 10000, -1200]
    assert read(rows, "loan")[2] == [-4510, 10000, -1200]
    assert read(rows, "bank")[2] == [4510, -10000, 1200]
    assert read(f"TESCO,-45.10;{PAID},100.00")[2] == [-4510, 10000]
    assert read("TESCO,45.10;Ihre Zahlung,-100.00")[2] == [-4510, 10000]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("Amount,Balance", f"TESCO,45.10,145.10;{PAID},-100.00,45.10;UBER,12.00,57.10"),
        ("Amount,Balance", f"TESCO,-45.10,145.10;{PAID},100.00,45.10;UBER,-12.00,57.10"),
        ("Amount,Balance", f"TESCO,-45.10,-145.10;{PAID},100.00,-45.10;UBER,-12.00,-57.10"),
        ("Amount,Balance", f"TESCO,45.10,-145.10;{PAID},-100.00,-45.10;UBER,12.00,-57.10"),
        ("Amount,Balance", "TESCO,45.10,145.10;SHOP,-100.00,45.10;UBER,12.00,57.10"),
        ("Debit,Credit,Balance", f"TESCO,45.10,,145.10;{PAID},,100.00,45.10;UBER,12.00,,57.10"),
    ],
)
def test_the_balance_follows_the_rows_of_a_card_in_either_sign(columns: str, rows: str):
    head, found, amounts = read(rows, columns=columns)
    assert amounts == [-4510, 10000, -1200]
    assert (head.opening, head.closing) == (
        Balance(Money(-10000, GBP)),
        Balance(Money(-5710, GBP), date(2026, 1, 15)),
    )
    assert (head.evidence, running(found, newest_first=False)) == (("running balance",), (2, 2))


def test_what_nothing_shows_is_asked_and_what_is_answered_counts_before_the_balance():
    with pytest.raises(UnclearFile, match="sign-of-debt") as problem:
        read("TESCO,45.10;SHOP,-12.00")
    assert problem.value.params == {"rows": 1, "corrected": ""}
    assert problem.value.seen.likely == "out"
    assert read("TESCO,45.10;SHOP,-12.00", sign="out")[2] == [-4510, 1200]
    with pytest.raises(UnclearFile, match="sign-unknown"):
        read("TESCO,45.10;SHOP,12.00")
    for sign, way in (("out", -1), ("in", 1)):
        head, _rows, amounts = read("TESCO,45.10,145.10;SHOP,12.00,157.10", columns="Amount,Balance", sign=sign)
        assert (amounts, head.closing) == (
            [way * 4510, way * 1200],
            Balance(Money(way * 15710, GBP), date(2026, 1, 14)),
        )
        kept = head.table
        assert kept is not None and kept.sign == sign
        again = read("TESCO,45.10,145.10;SHOP,-12.00,133.10", columns="Amount,Balance", table=kept)
        assert again[2] == [way * 4510, way * -1200]


def test_a_loan_that_is_owed_less_by_its_rows_is_paid_off():
    head, _rows, amounts = read("RATE,500.00,9500.00;RATE,500.00,9000.00", "loan", "Amount,Balance")
    assert (amounts, head.closing) == ([50000, 50000], Balance(Money(-900000, GBP), date(2026, 1, 14)))
    head, _rows, amounts = read("RATE,500.00,-9500.00;RATE,500.00,-9000.00", "loan", "Amount,Balance")
    assert (amounts, head.closing) == ([50000, 50000], Balance(Money(-900000, GBP), date(2026, 1, 14)))
    head, _rows, amounts = read("RATE,-500.00,-9500.00;RATE,-500.00,-9000.00", "loan", "Amount,Balance")
    assert (amounts, head.closing) == ([50000, 50000], Balance(Money(-900000, GBP), date(2026, 1, 14)))

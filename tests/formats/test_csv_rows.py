import csv
import io
from datetime import date

import pytest

from tests.formats.books import BOOKS, COFFEE, DAY, EUR, EXCHANGE, USD
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import Refused
from wallet_cli.formats.csv_rows import REGISTER_COLUMNS, STATEMENT_COLUMNS, register, statement


def records(write, *args, **more) -> list[dict[str, str]]:
    out = io.BytesIO()
    write(*args, out, **more)
    assert out.getvalue().endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline=""), strict=True))


def test_the_register_has_one_line_per_posting_and_leaves_void_ones_out():
    rows = records(register.write, BOOKS)
    assert len(rows) == len(COFFEE.postings) + len(EXCHANGE.postings)
    assert rows[0] == {
        "transaction": COFFEE.uid,
        "date": "2026-11-21",
        "payee": "Coffee",
        "delivered": "COFFEE SHOP 12",
        "memo": "to go",
        "tags": "trip, two words",
        "links": f"refunds {9:032x}",
        "account": "bank",
        "type": "account",
        "kind": "bank",
        "booking_date": "2026-11-21",
        "value_date": "2026-11-23",
        "state": "reconciled",
        "amount": "-12.50",
        "currency": "EUR",
        "original_amount": "-13.00",
        "original_currency": "USD",
        "bank_id": "b1",
    }
    assert rows[5]["amount"] == "16950" and rows[5]["value_date"] == "" and rows[5]["original_amount"] == ""


def test_formulas_are_disarmed_in_texts_but_not_in_amounts():
    bad = COFFEE._replace(payee="=HYPERLINK(1)", memo="@x", delivered="'=1")
    row = records(register.write, [bad])[0]
    assert (row["payee"], row["memo"], row["delivered"], row["amount"]) == ("'=HYPERLINK(1)", "'@x", "''=1", "-12.50")


HEAD = StatementHead(
    "DE89",
    currency=EUR,
    first=date(2026, 11, 1),
    last=date(2026, 11, 30),
    opening=Balance(Money(10000, EUR)),
    closing=Balance(Money(9550, EUR), date(2026, 11, 30)),
)
ROW = Row(1, DAY, Money(-450, EUR), "Coffee", "to go", "pos", "b1", date(2026, 11, 23), Money(-500, USD))


def test_a_statement_stands_between_its_balances_with_the_balance_after_each_row():
    opening, entry, closing = records(statement.write, HEAD, [ROW])
    assert (opening["row"], opening["date"], opening["balance"], opening["amount"]) == (
        "opening",
        "2026-11-01",
        "100.00",
        "",
    )
    assert entry == {
        "row": "entry",
        "date": "2026-11-21",
        "value_date": "2026-11-23",
        "payee": "Coffee",
        "memo": "to go",
        "kind": "pos",
        "amount": "-4.50",
        "currency": "EUR",
        "balance": "95.50",
        "original_amount": "-5.00",
        "original_currency": "USD",
        "state": "booked",
        "bank_id": "b1",
    }
    assert (closing["row"], closing["date"], closing["balance"]) == ("closing", "2026-11-30", "95.50")


def test_without_an_opening_balance_no_balance_is_made_up():
    (entry,) = records(statement.write, StatementHead(), [ROW._replace(pending=True, payee="+1")])
    assert (entry["balance"], entry["state"], entry["payee"]) == ("", "pending", "'+1")


def test_a_statement_has_one_currency():
    with pytest.raises(Refused, match="statement-mixes-currencies"):
        records(statement.write, HEAD, [ROW._replace(amount=Money(1, USD))])


def test_the_columns_are_what_they_were():
    """Scripts rely on these: new columns only at the end."""
    assert (
        REGISTER_COLUMNS[:5] == ("transaction", "date", "payee", "delivered", "memo")
        and REGISTER_COLUMNS[-1] == "bank_id"
    )
    assert STATEMENT_COLUMNS[:3] == ("row", "date", "value_date") and STATEMENT_COLUMNS[-1] == "bank_id"
    assert (len(REGISTER_COLUMNS), len(STATEMENT_COLUMNS)) == (18, 13)

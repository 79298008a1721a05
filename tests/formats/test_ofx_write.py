import io
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import Refused
from wallet_cli.formats.ofx import format as ofx

EUR, USD, JPY = Currency("EUR", 2), Currency("USD", 2), Currency("JPY", 0)
DAY = date(2026, 11, 21)
HEAD = StatementHead(
    "DE89370400440532013000",
    "COBADEFF",
    EUR,
    "bank",
    date(2026, 11, 1),
    date(2026, 11, 30),
    closing=Balance(Money(9550, EUR), date(2026, 11, 30)),
    available=Balance(Money(9000, EUR)),
)


def written(rows: list[Row], head: StatementHead = HEAD) -> bytes:
    out = io.BytesIO()
    ofx.write(head, iter(rows), out)
    return out.getvalue()


def read_back(data: bytes) -> list:
    return list(ofx.read(io.BytesIO(data)))


def test_a_statement_reads_back():
    rows = [
        Row(1, DAY, Money(-450, EUR), 'Café <&> "中文"', "to go", "pos", "id1", date(2026, 11, 23)),
        Row(
            2,
            DAY,
            Money(100, EUR),
            "A payee whose name is longer than thirty-two characters",
            kind="credit",
            bank_id="id2",
        ),
    ]
    head, first, second = read_back(written(rows))
    assert head._replace(line=0) == HEAD._replace(available=Balance(Money(9000, EUR), date(2026, 11, 30)))
    assert first._replace(line=1) == rows[0]
    assert second._replace(line=2) == rows[1]


def test_cards_and_savings_say_what_they_are():
    assert read_back(written([], HEAD._replace(kind="card")))[0].kind == "card"
    assert read_back(written([], HEAD._replace(kind="savings")))[0].kind == "savings"
    assert read_back(written([], HEAD._replace(kind="loan")))[0].kind == "loan"
    assert read_back(written([], HEAD._replace(kind="ewallet")))[0].kind == "bank"


def test_rows_without_an_id_get_one_that_stays_the_same():
    rows = [Row(1, DAY, Money(-450, EUR), "Coffee")] * 2
    ids = [row.bank_id for row in read_back(written(rows))[1:]]
    assert ids == ["2026-11-21:-450:1", "2026-11-21:-450:2"] and written(rows) == written(rows)


def test_the_original_amount_stands_as_currency_and_rate():
    (row,) = read_back(written([Row(1, DAY, Money(-1187, EUR), "Sushi", original=Money(-2000, JPY))]))[1:]
    assert dict(row.extra) == {"original-currency": "JPY", "rate": "0.00593500"}


def test_the_period_is_taken_from_the_rows_where_the_head_has_none():
    rows = [Row(1, date(2026, 11, day), Money(1, EUR)) for day in (9, 3)]
    head = read_back(written(rows, HEAD._replace(first=None, last=None)))[0]
    assert (head.first, head.last) == (date(2026, 11, 3), date(2026, 11, 9))


@pytest.mark.parametrize(
    ("head", "rows", "slug"),
    [
        (HEAD._replace(currency=None), [], "statement-without-currency"),
        (HEAD._replace(first=None), [], "statement-empty"),
        (HEAD, [Row(1, DAY, Money(1, USD))], "statement-mixes-currencies"),
    ],
)
def test_what_can_not_be_one_statement_is_refused(head, rows, slug):
    with pytest.raises(Refused, match=slug):
        written(rows, head)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=5), st.integers(-(10**12), 10**12))
def test_any_text_makes_well_formed_xml_that_reads_back(payee, memo, bank_id, minor):
    payee = "".join(char for char in payee if not "\ud800" <= char <= "\udfff")
    memo = "".join(char for char in memo if not "\ud800" <= char <= "\udfff")
    bank_id = "".join(char for char in bank_id if not "\ud800" <= char <= "\udfff")
    data = written([Row(1, DAY, Money(minor, EUR), payee, memo, bank_id=bank_id)])
    assert ElementTree.fromstring(data).tag == "OFX"
    (row,) = read_back(data)[1:]
    assert row.amount == Money(minor, EUR)

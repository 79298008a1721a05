"""Workbooks: the sheet found by its header, days from serial numbers, digits kept, lines as Excel counts them."""

import datetime
import io

import pytest

from tests.formats.workbooks import cell, row, sheet, values, xlsx
from tests.services.books import refused
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Row, Score
from wallet_cli.formats import registry
from wallet_cli.formats.table.sheet_format import Sheets, bank
from wallet_cli.formats.table.xlsx_rows import day, number

EUR = Currency("EUR", 2)
HEADER = values("Date", "Description", "Amount", "Transaction ID")


def read(data: bytes, sheet: str = "") -> list:
    return list(Sheets(sheet=sheet).read(io.BytesIO(data), Profile(EUR)))


def rows_of(data: bytes, sheet: str = "") -> list[Row]:
    return [event for event in read(data, sheet) if isinstance(event, Row)]


def booked(text: str = "Shop", amount: object = -28.16, serial: object = 46329, more: str = "", line: int = 0) -> str:
    return row(cell(serial, style=1), cell(text), cell(amount), more, line=line)


def test_a_table_in_a_workbook_is_read():
    data = xlsx(sheet(HEADER, booked(more=cell("00042")), booked("Pay", 1500.0)))
    assert bank.sniff(data[:65536]) == Score.SURE
    assert registry.recognise(data[:65536]) == ("sheets", "bank_reader")
    first, second = rows_of(data)
    assert (first.line, first.booking_date, first.amount.minor) == (2, datetime.date(2026, 11, 3), -2816)
    assert (first.payee, first.bank_id) == ("Shop", "00042")
    assert second.amount.minor == 150000


def test_serial_numbers_with_a_style_of_days_are_days_with_their_time():
    data = xlsx(sheet(HEADER, row(cell(46329.58686342593, style=2), cell("a"), cell(-1))))
    found = rows_of(data)[0]
    assert (found.booking_date, found.time) == (datetime.date(2026, 11, 3), datetime.time(14, 5, 5))
    early = xlsx(sheet(HEADER, row(cell(44867, style=1), cell("a"), cell(-1))), more='<workbookPr date1904="1"/>')
    assert rows_of(early)[0].booking_date == datetime.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        ("0.5", "12:00:00"), ("0.25", "06:00:00"), ("1", "1900-01-01"),
        ("59", "1900-02-28"), ("60", "1900-02-28"), ("61", "1900-03-01"),
        ("46329", "2026-11-03"),
        ("46329.99999999", "2026-11-04"), ("2958465", "9999-12-31"), ("2958466", "2958466"), ("-1", "-1"), ("x", "x"),
    ],
)  # fmt: skip
def test_a_serial_number_is_its_day(serial, shown):
    assert day(serial) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("28.16", "28.16"), ("28.160000000000004", "28.16"), ("0.30000000000000004", "0.3"), ("1E3", "1000"),
        ("123456789012345678", "123456789012345678"), ("-7", "-7"), ("1.5", "1.5"), ("1.234", "1.2340"),
        ("-1.234", "-1.2340"), ("1.2345", "1.2345"), ("1.23456789012346E+17", ""), ("nan", ""), ("inf", ""),
        ("1E-7", "0.0000001"), (" 12 ", "12"), ("9" * 60, "9" * 41), ("1_000", "1000"), ("abc", "abc"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_digits_and_no_others(written, shown):
    assert number(written) == shown


def test_a_long_id_is_whole_or_none_at_all():
    data = xlsx(sheet(HEADER, booked(more=cell(202611030000000123)), booked(more=cell("2.02611030000001E+17"))))
    other = xlsx(sheet(HEADER, booked(more="<c><v>2.02611030000001E+17</v></c>")))
    assert [each.bank_id for each in rows_of(data)] == ["202611030000000123", "2.02611030000001E+17"]
    assert [each.bank_id for each in rows_of(other)] == [""]


def test_lines_are_those_that_excel_shows():
    data = xlsx(sheet(HEADER, booked(line=5), booked(), booked(line=1048576)))
    assert [each.line for each in rows_of(data)] == [5, 6, 1048576]


def test_texts_are_shared_rich_escaped_and_never_those_to_be_read_aloud():
    texts = (
        "<si><t>one</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb='0' eb='1'><t>aloud</t></rPh></si>"
        "<si><t>a_x000D_b_x0041_</t></si>"
    )
    shared = [row(cell(46329, style=1), f'<c t="s"><v>{at}</v></c>', cell(-1)) for at in range(3)]
    rich = (
        "<c t='inlineStr'><is><r><t>ri</t></r><r><t>ch</t></r><rPh sb='0' eb='1'><t>aloud</t></rPh></is></c>"
        "<c t='str'><f>1+1</f><v>-2</v></c>"
    )
    data = xlsx(sheet(HEADER, *shared, row(cell(46329, style=1), rich)), texts=texts)
    assert [each.payee for each in rows_of(data)] == ["one", "rich", "a bA", "rich"]
    assert rows_of(data)[3].amount.minor == -200


def test_prefixes_of_namespaces_make_no_difference():
    plain = sheet(HEADER, booked())
    marked = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert rows_of(xlsx(marked)) == rows_of(xlsx(plain))


def test_cells_that_are_truths_or_faults_are_texts():
    data = xlsx(sheet(HEADER, row(cell(46329, style=1), "<c t='b'><v>1</v></c>", cell(-1), "<c t='e'><v>#N/A</v></c>")))
    assert (rows_of(data)[0].payee, rows_of(data)[0].bank_id) == ("TRUE", "#N/A")


def test_the_sheet_is_found_by_its_header():
    data = xlsx(sheet(values("Welcome")), sheet(HEADER, booked()), sheet(values("Help", "us")))
    assert len(rows_of(data)) == 1


def test_of_sheets_with_the_same_rows_one_counts():
    text = sheet(HEADER, values("2026-11-03", "Shop", "€-28.16"), values("2026-11-03", "Shop", "€-28.16"))
    numbers = sheet(HEADER, booked(line=7), booked())
    assert [each.line for each in rows_of(xlsx(text, numbers))] == [7, 8]
    part = sheet(HEADER, booked())
    assert [each.line for each in rows_of(xlsx(numbers, part))] == [7, 8]
    assert [each.line for each in rows_of(xlsx(numbers, sheet(HEADER, booked("Bad", "?"))))] == [7, 8]


def test_sheets_that_differ_are_asked_about():
    data = xlsx(sheet(HEADER, booked()), sheet(HEADER, booked("Other")))
    with refused("sheets-several", 2) as problem:
        read(data)
    assert problem.value.params["sheets"] == ("S1", "S2")
    assert [each.payee for each in rows_of(data, "S2")] == ["Other"]
    with refused("sheet-unknown", 7):
        read(data, "S3")


def test_hidden_sheets_count_only_where_no_other_is_there():
    assert rows_of(xlsx(sheet(HEADER, booked()), sheet(HEADER, booked("Other")), hidden=(2,)))[0].payee == "Shop"
    assert len(rows_of(xlsx(sheet(HEADER, booked()), hidden=(1,)))) == 1


def test_what_holds_no_bookings_is_refused():
    with refused("not-a-table", 7):
        read(xlsx(sheet(values("Hello", "world"))))
    with refused("not-a-table", 7):
        read(xlsx(sheet()))
    with refused("table-is-trades", 7):
        read(xlsx(sheet(values("交易对", "成交额", "日期")), sheet(values("交易对", "成交额", "日期"))))
    with refused("sheet-none", 7):
        read(xlsx())


def test_both_sheets_refused_is_refused_as_the_last():
    trades = sheet(values("交易对", "成交额", "日期", "金额"), values("a", 1, "2026-11-03", 1))
    with refused("table-is-trades", 7):
        read(xlsx(trades, trades))


def test_options_are_those_of_tables_and_a_sheet():
    data = xlsx(sheet(HEADER, values("05/03/2026", "Shop", -1)))
    found = Sheets().configured({"dates": "dmy", "sheet": "S1"}).read(io.BytesIO(data), Profile(EUR))
    assert next(each for each in found if isinstance(each, Row)).booking_date == datetime.date(2026, 3, 5)

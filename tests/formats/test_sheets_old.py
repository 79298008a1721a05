"""Workbooks of Excel 95 to 2003: cells of every kind, texts over the ends of records, and nothing for empty corners."""

import datetime
import io
import struct
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.old_workbooks import BOF_SHEET, label, number, old_label, ole_file, record, xls
from tests.formats.test_sheets import EUR, read, rows_of
from tests.services.books import refused
from wallet_cli.domain.files.statement import Profile, Score
from wallet_cli.errors import BadFile
from wallet_cli.formats.packed import ole
from wallet_cli.formats.table.sheet_format import bank

HEADER_95 = old_label(2, 0, "日期") + old_label(2, 1, "摘要") + old_label(2, 2, "金额")
HEADER = label(2, 0, "日期") + label(2, 1, "摘要") + label(2, 2, "金额") + label(2, 3, "流水号")
BOOKED = number(3, 0, 46329, 1) + label(3, 1, "面馆") + number(3, 2, -28.16) + number(3, 3, 20261103)


def test_a_table_is_read_with_its_lines():
    data = xls(HEADER + BOOKED + number(5, 0, 46330, 1) + number(5, 2, 7) + number(5, 3, 202611030000000123))
    assert bank.sniff(data[:65536]) == Score.SURE
    first, second = rows_of(data)
    assert (first.line, first.booking_date, first.amount.minor) == (4, datetime.date(2026, 11, 3), -2816)
    assert (first.payee, first.bank_id) == ("面馆", "20261103")
    assert (second.line, second.amount.minor, second.bank_id) == (6, 700, "")


def test_of_two_sheets_the_one_with_a_table_is_read():
    assert len(rows_of(xls(label(0, 0, "Hello"), HEADER + BOOKED))) == 1
    with refused("sheets-several", 2):
        read(xls(HEADER + BOOKED, HEADER + number(4, 0, 46330, 1) + number(4, 2, -1)))


def test_truths_and_faults_are_texts():
    truth = record(0x0205, struct.pack("<HHHBB", 3, 1, 0, 1, 0))
    data = xls(HEADER + number(3, 0, 46329, 1) + truth + number(3, 2, -1))
    assert rows_of(data)[0].payee == "TRUE"


def test_corners_that_lie_far_apart_cost_nothing():
    tracemalloc.start()
    assert [each.line for each in rows_of(xls(HEADER + BOOKED + number(65535, 255, 1)))] == [4]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_more_cells_than_a_statement_has_are_refused(monkeypatch):
    monkeypatch.setattr("wallet_cli.formats.table.xls.CELLS_LIMIT", 100)
    with refused("sheet-too-large", 7):
        read(xls(HEADER + BOOKED * 50))


def short(value: int, *, hundredths: bool = False) -> int:
    return (value & 0x3FFFFFFF) << 2 | 2 | hundredths


def test_numbers_in_four_bytes_alone_and_in_rows():
    half = struct.unpack("<Q", struct.pack("<d", -1.5))[0] >> 32
    for packed, minor in (
        (short(-7), -700),
        (short(-2816, hundredths=True), -2816),
        (half, -150),
        (short(-1, hundredths=True), -1),
    ):
        alone = record(0x027E, struct.pack("<HHHI", 3, 2, 0, packed))
        assert [each.amount.minor for each in rows_of(xls(HEADER + number(3, 0, 46329, 1) + alone))] == [minor][
            : minor != -2
        ]
    several = record(0x00BD, struct.pack("<HHHIHIHIH", 3, 0, 1, short(46329), 0, short(5), 0, short(-12), 2))
    assert rows_of(xls(HEADER + several))[0].amount.minor == -1200


def formula(column: int, result: bytes, kind: int = 0x0006) -> bytes:
    return record(kind, struct.pack("<HHH", 3, column, 0) + result + b"\0" * 8)


def test_formulas_are_what_they_came_to():
    text = formula(1, b"\0" * 6 + b"\xff\xff") + record(0x0207, struct.pack("<HB", 2, 1) + "面馆".encode("utf-16-le"))
    amount = formula(2, struct.pack("<d", -3.5), 0x0406)
    truth = formula(3, b"\1\0\1\0\0\0\xff\xff")
    row = rows_of(xls(HEADER + number(3, 0, 46329, 1) + text + amount + truth))[0]
    assert (row.payee, row.amount.minor, row.bank_id) == ("面馆", -350, "TRUE")
    fault, nothing = formula(3, b"\2\0\7\0\0\0\xff\xff"), formula(1, b"\3\0\0\0\0\0\xff\xff")
    row = rows_of(xls(HEADER + number(3, 0, 46329, 1) + nothing + amount + fault))[0]
    assert (row.payee, row.bank_id) == ("", "#N/A")


def shared(row: int, column: int, number: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, number))


@pytest.mark.parametrize("cut", range(8, 70))
def test_texts_that_run_over_the_end_of_a_record(cut):
    whole = struct.pack("<II", 4, 4)
    plain = struct.pack("<HB", 4, 0) + b"Shop"
    rich = struct.pack("<HBH", 3, 8 | 1, 1) + "面馆a".encode("utf-16-le") + b"\1\0\2\0"
    spoken = struct.pack("<HBI", 3, 4, 5) + b"abc" + b"12345"
    last = struct.pack("<HB", 6, 1) + "咖啡店铺子呀".encode("utf-16-le")
    body = whole + plain + rich + spoken + last
    flags = {}
    at = len(whole)
    for text, width, ahead in ((plain, 1, 3), (rich, 2, 5), (spoken, 1, 7), (last, 2, 3)):
        letters = {8: 4, 16: 3, 32: 3}.get(0, struct.unpack_from("<H", text)[0]) * width
        for place in range(at + ahead, at + ahead + letters):
            flags[place] = (width == 2, (place - at - ahead) % width == 0)
        at += len(text)
    cut = min(cut, len(body) - 1)
    is_wide, is_whole = flags.get(cut, (None, True))
    if not is_whole:
        return  # no program cuts a letter
    mark = b"" if is_wide is None else bytes([is_wide])
    table = record(0x00FC, body[:cut]) + record(0x003C, mark + body[cut:])
    rows = b"".join(number(3 + at, 0, 46329, 1) + shared(3 + at, 1, at) + number(3 + at, 2, -1) for at in range(4))
    found = rows_of(xls(HEADER + rows, table=table))
    assert [each.payee for each in found] == ["Shop", "面馆a", "abc", "咖啡店铺子呀"]


def test_a_workbook_of_excel_95_is_read_by_its_code_page():
    data = xls(HEADER_95 + number(3, 0, 46329, 1) + old_label(3, 1, "面馆") + number(3, 2, -5), is_8=False)
    row = rows_of(data)[0]
    assert (row.payee, row.amount.minor, row.booking_date) == ("面馆", -500, datetime.date(2026, 11, 3))


def test_days_counted_from_1904():
    data = xls(HEADER + number(3, 0, 46329 - 1462, 1) + number(3, 2, -5), table=record(0x0022, b"\1\0"))
    assert rows_of(data)[0].booking_date == datetime.date(2026, 11, 3)


def test_hidden_sheets_and_charts_are_left_out():
    chart = record(0x0809, BOF_SHEET) + number(3, 0, 1) + record(0x000A)
    assert [each.line for each in rows_of(xls(HEADER + chart + BOOKED))] == [4]
    assert len(rows_of(xls(HEADER + BOOKED, HEADER + number(4, 0, 46330, 1) + number(4, 2, -1), hidden=(2,)))) == 1


def test_what_is_no_workbook_is_refused():
    with refused("sheet-kind-unknown", 7):
        read(ole_file("WordDocument", b"text"))
    with refused("sheet-encrypted", 7):
        read(ole_file("EncryptedPackage", b"\0" * 100))
    with refused("sheet-encrypted", 7):
        read(xls(HEADER + BOOKED, protected=True))
    with refused("sheet-damaged", 7):
        read(ole.BEGINNING + b"\0" * 2000)
    with refused("sheet-damaged", 7):
        read(ole_file("Workbook", record(0x0809, BOF_SHEET)[:-3]))
    with refused("sheet-damaged", 7):
        read(xls(HEADER + shared(3, 0, 7)))
    with refused("sheet-none", 7):
        read(xls())
    with refused("sheet-damaged", 7):
        read(ole_file("Workbook", b"text"))


WHOLE = xls(HEADER + BOOKED)


def harmless(data: bytes) -> None:
    bank.sniff(data[:65536])
    try:
        list(bank.read(io.BytesIO(data), Profile(EUR)))
    except BadFile:
        return


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, 3))
def test_changed_bytes_are_read_or_refused(at, change, where):
    at = at % 512 if where == 0 else 512 + at % 900 if where < 3 else at
    harmless(WHOLE[:at] + change + WHOLE[at + len(change) :])


def test_a_cell_behind_the_last_column_there_can_be_is_damage():
    """Its row would be filled up with sixty thousand cells."""
    at = WHOLE.index(b"\x04\x02\x0d\x00\x02\x00\x01\x00") + 6
    with refused("sheet-damaged", 7):
        read(WHOLE[:at] + struct.pack("<H", 256) + WHOLE[at + 2 :])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_file_that_is_cut_off_is_read_or_refused(end):
    harmless(WHOLE[:end])


def test_a_table_of_sectors_that_is_its_own_piece_again_is_damage():
    """It would have no end but that of memory."""
    data = bytearray(ole_file("Workbook", b"text"))
    (tables,) = struct.unpack_from("<I", data, 44)
    data[44:48] = struct.pack("<I", tables + 1)
    data[76 + 4 * tables : 80 + 4 * tables] = data[76:80]
    with refused("sheet-damaged", 7):
        read(bytes(data))


END = 0xFFFFFFFE


def test_a_chain_is_followed_in_its_order_and_cut_to_its_size():
    for size in range(1, 7):
        assert ole.chain(b"aabbccdd", [2, END, 1, END], 0, 2, size) == b"aaccbb"[:size]
    assert ole.chain(b"aab", [1, END], 0, 2, 3) == b"aab"
    assert ole.chain(b"aa", [END], 0, 2, 0) == b""


@pytest.mark.parametrize(
    ("data", "table", "start", "size"),
    [
        (b"aabb", [END, END], 0, 3),  # ends before its size
        (b"aabb", [1], 0, 4),  # leads behind the table
        (b"aa", [1, 1], 0, 6),  # leads behind the file, for ever
        (b"aabb", [1, 0], 0, 6),  # a ring that would fill any size
        (b"aabb", [END, END], END, 2),  # begins nowhere
        (b"aabb", [END, END], 2, 2),
    ],
)
def test_a_chain_that_leads_nowhere_is_damage(data, table, start, size):
    with refused("sheet-damaged", 7):
        ole.chain(data, table, start, 2, size)

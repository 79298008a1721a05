"""Whatever a file holds: our refusals and nothing else, in bounded time and memory."""

import io
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_csv_read import EUR, GERMAN, read, rows_of, slugs
from wallet_cli.domain.files.statement import Profile, Refusal, Row, StatementHead
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile
from wallet_cli.formats.table.cells import CELLS_LIMIT
from wallet_cli.formats.table.csv_format import Csv

ALIPAY = (
    "导出信息：\n起始时间：[2026-11-01 00:00:00]    终止时间：[2026-11-30 23:59:59]\n共2笔记录\n收入：1笔 28.50元\n\n"
    "交易时间 ,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n"
    "2026-11-03 21:32:14 ,餐饮美食,面馆,/,午饭,支出,49.74,余额,交易成功,2026\t,M1\t,,\n"
    "2026-11-04 21:32:14 ,转账红包,小李,/,转账,收入,28.50,余额,交易成功,2027\t,\t,,\n"
)
HOSTILE = (
    "", "\0", "\r", '"', '""', "'", "=1+1", "\u202e", "\ud7ff", "\U0010ffff", "1e400", "-1e400", "NaN", "Infinity",
    "0x10",
    "9" * 400, "-" * 400, "," * 50, "30.02.2026",
    "31/31/2026", "0026-01-01", "0000-00-00", "99.99.9999", "2026-11-31",
    "١٢٣", "１２", "1.2.3",
    "1,2,3", "1'2", "(1", "1)", "(-1)", "+-1", "1-", "EUR", "EUR 1 USD", "12:00:00", "a" * 70000,
    "<OFX>", "卡号: 1234", "/", "--", "Total",
)  # fmt: skip


def harmless(data: bytes) -> list:
    """What is read, or nothing where the file is refused as a whole."""
    csv = Csv()
    csv.sniff(data[:65536])
    try:
        events = list(csv.read(io.BytesIO(data), Profile(EUR)))
    except BadFile:
        return []
    assert isinstance(events[0], StatementHead)
    for event in events:
        if isinstance(event, Row):
            assert event.amount.currency.scale >= 0
            for text in (event.payee, event.memo, *(value for _, value in event.extra)):
                assert visible(text) == text
    return events


@pytest.mark.parametrize("whole", [GERMAN.encode(), GERMAN.encode("cp1252"), ALIPAY.encode("gb18030"), ALIPAY.encode()])
def test_a_file_that_is_cut_off_anywhere_is_read_or_refused(whole):
    found = [len(rows_of(harmless(whole[:end]))) for end in range(len(whole) + 1)]
    assert found[-1] >= 2


@pytest.mark.parametrize("column", range(6))
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_any_cell_costs_that_row_at_most(column, hostile):
    lines = GERMAN.split("\n")
    cells = ["05.11.2026", "05.11.2026", "Eve", "x", "-1,00", "1.230,60"]
    cells[column] = hostile.replace('"', '""')
    lines.insert(6, ";".join(f'"{cell}"' for cell in cells))
    rows = rows_of(harmless("\n".join(lines).encode()))
    assert [row.payee for row in rows if row.payee in ("ACME GmbH", "Stadtmarkt", 'Bücher "Eck"')] == [
        "ACME GmbH",
        "Stadtmarkt",
        'Bücher "Eck"',
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    harmless(data)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from((*HOSTILE, "Date", "Amount", "金额", "2026-11-03", "05/03/26", "-1.50")), max_size=6),
        max_size=8,
    )
)
def test_any_table_is_read_or_refused(rows):
    harmless("\n".join(";".join(cells) for cells in rows).encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_statement_is_read_or_refused(data):
    whole = bytearray(data.draw(st.sampled_from((GERMAN.encode(), ALIPAY.encode("gb18030")))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    harmless(bytes(whole))


def test_impossible_days_and_amounts_are_refused_by_name():
    text = "Date,Description,Amount\n2026-11-03,Tea,-1.50\n2026-02-30,Tea,-1.50\n0026-11-03,Tea,-1.50\n"
    text += "2026-11-03,Tea,1e400\n2026-11-03,Tea," + "9" * 30 + "\n"
    assert slugs(read(text)) == [
        "row-date-impossible", "row-date-unreadable", "row-amount-unreadable", "amount-too-large",
    ]  # fmt: skip


def test_a_text_that_is_too_long_costs_its_row():
    found = read("Date,Description,Amount\n2026-11-03,Tea,-1.50\n2026-11-03," + "x" * 501 + ",-1.50\n")
    assert [event.line for event in found if isinstance(event, Refusal)] == [3]


@pytest.mark.parametrize(
    "line",
    [
        '2026-11-03,"Tea,-1.50',
        "2026-11-03," + '"' * 99 + ",-1.50",
        ",,,,,",
        "-" * 60,
        "2026-11-03,Tea,1,1,1,1",
        '"' * 60,
    ],
)
def test_no_line_makes_reading_slow_however_often_it_comes(line):
    text = "Date,Description,Amount\n2026-11-03,Tea,-1.50\n"
    begun = time.process_time()
    harmless((text + f"{line}\n" * 3000).encode())
    assert time.process_time() - begun < 10


def test_memory_grows_by_no_more_than_the_rows_that_come_out():
    def peak(count: int) -> int:
        data = ("Date;Description;Amount;Balance\n" + "2026-11-03;Tea house;-1,50;98,50\n" * count).encode()
        tracemalloc.start()
        try:
            for _event in Csv().read(io.BytesIO(data), Profile(EUR)):
                pass
            return tracemalloc.get_traced_memory()[1] - 3 * len(data)
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(4000) < peak(1000) + 3000 * 600


@pytest.mark.parametrize("quoted", ["x", '"x"'])
def test_a_row_with_more_cells_than_are_parted_is_refused_in_its_place(quoted):
    table = "Date,Payee,Amount\n2026-11-05,Market,-4.50\n2026-11-06,Kiosk,-1.25{}\n2026-11-07,Tea,-2.00\n"
    events = read(table.format("," * (CELLS_LIMIT - 3) + "," + quoted).encode())
    assert (slugs(events), len(rows_of(events))) == (["row-too-many-parts"], 2)
    (refused,) = [each for each in events if isinstance(each, Refusal)]
    assert (refused.line, refused.params["limit"]) == (3, CELLS_LIMIT)
    for fits in ("," * (CELLS_LIMIT - 3) + quoted, "," * CELLS_LIMIT, "," * (CELLS_LIMIT + 100) + "  "):
        assert len(rows_of(read(table.format(fits).encode()))) == 3

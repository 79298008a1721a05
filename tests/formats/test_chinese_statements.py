"""Small statements as Chinese platforms and banks lay them out; people, shops and numbers in them are invented."""

import csv
import io
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.test_csv_read import read
from tests.shape.source import ROOT
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.grid import GridRow, text_of
from wallet_cli.domain.files.statement import Profile, Row, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import WalletError
from wallet_cli.formats.table import reader
from wallet_cli.formats.table.csv_format import Csv
from wallet_cli.formats.table.sources import SOURCES, known_by

SAMPLES = sorted((ROOT / "tests" / "vectors" / "statements").iterdir())
CNY, EUR, USD, CAD = (Currency(code, 2) for code in ("CNY", "EUR", "USD", "CAD"))
JPY = Currency("JPY", 0)
# rows, their sum as the owner sees it, and how many of them move nothing
SUMS = {
    "abc": (4, "900.00", 1),
    "alipay": (11, "-3218.30", 3),
    "alipay-web": (4, "-214.00", 1),
    "bmo": (2, "-68.31", 0),
    "bmo-card": (2, "2.73", 0),
    "boc": (2, "965.00", 0),
    "boc-card": (3, "-53.71", 0),
    "bocom": (2, "0.00", 0),
    "bocom-card": (3, "639.93", 0),
    "ccb": (2, "33.00", 0),
    "cgb-card": (4, "169.30", 0),
    "citic-card": (3, "-667.90", 0),
    "cmb": (3, "6997.00", 0),
    "cmb-card": (4, "231.89", 0),
    "hsbc-hk": (3, "15999.00", 0),
    "hsbc-hk-card": (2, "-2.90", 0),
    "htsec": (3, "20914.73", 1),
    "hxsec": (2, "605.98", 0),
    "icbc": (2, "986.60", 0),
    "icbc-card": (2, "421.50", 0),
    "jd": (5, "-810.25", 1),
    "meituan": (3, "-21.50", 0),
    "spdb": (2, "6.12", 0),
    "wechat": (9, "1863.75", 1),
}


def events_of(name: str, codec: str = "utf-8") -> list:
    file = next(file for file in SAMPLES if file.stem == name)
    return read(file.read_text("utf-8").encode(codec), EUR)


def by_line(name: str, codec: str = "utf-8") -> dict[int, Row]:
    return {event.line: event for event in events_of(name, codec) if isinstance(event, Row)}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", [file.stem for file in SAMPLES])
def test_each_statement_is_known_and_every_row_of_it_read(name, codec):
    head, *rows = events_of(name, codec)
    assert isinstance(head, StatementHead)
    assert all(isinstance(row, Row) for row in rows)
    count, total, notes = SUMS[name]
    assert (head.source, head.kind) == (name, SOURCES[name].kind)
    assert (len(rows), sum(not row.moves_money for row in rows)) == (count, notes)
    assert sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows) == Decimal(total)
    assert sorted(SUMS) == sorted(SOURCES)


@pytest.mark.parametrize("name", ["alipay", "wechat", "icbc-card", "htsec"])
def test_a_sheet_of_the_same_cells_is_read_alike(name):
    with next(file for file in SAMPLES if file.stem == name).open(encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines, skipinitialspace=True))
    grid = [GridRow(number, cells, "Sheet1") for number, cells in enumerate(table, 1) if any(cells)]
    assert list(reader.read(grid, Profile(EUR)))[1:] == events_of(name)[1:]


def test_numbers_of_a_sheet_are_days_and_ids_again():
    assert text_of(Decimal("20261112.0")) == "20261112"
    assert text_of(Decimal("6688.0")) == "6688"
    assert text_of(Decimal("1E+3")) == "1000"
    assert text_of(Decimal("16899.15")) == "16899.15"


@pytest.mark.parametrize(
    ("name", "account", "owner", "first", "last"),
    [
        ("alipay", "xiaoming@example.com", "王小明", date(2026, 11, 1), date(2026, 11, 30)),
        ("alipay-web", "xiaoming@example.com", "", date(2021, 3, 1), date(2021, 3, 31)),
        ("wechat", "", "小明", date(2026, 11, 1), date(2026, 11, 30)),
        ("jd", "", "xiaoming", date(2026, 11, 1), date(2026, 11, 30)),
        ("meituan", "", "小明", date(2026, 11, 1), date(2026, 11, 30)),
        ("cmb", "6225********1234", "", date(2026, 11, 1), date(2026, 11, 30)),
        ("ccb", "6217*********1234", "", None, None),
        ("icbc", "6222****9876", "", None, None),
        ("spdb", "6200000000001230", "", date(2026, 11, 1), date(2026, 11, 30)),
        ("htsec", "1234567", "", None, None),
    ],
)
def test_what_is_said_above_the_table(name, account, owner, first, last):
    head = events_of(name)[0]
    assert (head.account, head.owner, head.first, head.last) == (account, owner, first, last)


def test_counts_and_sums_of_the_statement_itself():
    stated = events_of("wechat")[0].stated
    assert (stated.rows, stated.came_count, stated.went) == (9, 2, Money(127450, CNY))
    rows = by_line("wechat").values()
    for way, total in ((1, stated.came), (-1, stated.went)):
        counted = [row.amount.minor for row in rows if row.extra and row.amount.minor * way > 0]
        assert sum(counted) == way * total.minor


def test_what_a_row_of_an_e_wallet_keeps():
    row = by_line("alipay")[19]
    assert (row.booking_date, row.time, row.amount) == (date(2026, 11, 21), time(12, 31, 14), Money(-3550, CNY))
    assert (row.payee, row.memo, row.category) == ("老王面馆", "午饭,两份", "餐饮美食")
    assert (row.order_id, row.merchant_order_id, row.other_account) == ("A1001", "M1", "lao***@qq.com")
    assert (row.method, row.status) == ("招商银行储蓄卡(1234)&红包", "交易成功")
    order = by_line("meituan")[7]
    assert (order.amount, order.original, order.merchant_order_id) == (Money(-2230, CNY), None, "E1")
    assert ("订单金额", "¥30.00") in order.extra


def test_what_rows_of_banks_keep():
    cmb, abc = by_line("cmb"), by_line("abc")
    assert [(row.payee, row.other_account) for row in cmb.values()] == [
        ("某某科技有限公司", "11111111111111"),
        ("张三", "6666666666666666"),
        ("", ""),
    ]
    assert (abc[4].payee, abc[4].other_account) == ("", "12341234123412341")
    boc = by_line("boc")[2]
    assert (boc.other_bank, boc.time, boc.balance_after) == ("某支付公司", time(10, 11, 12), Money(96500, CNY))
    assert [(row.kind, row.payee) for row in by_line("bocom-card").values()] == [
        ("退货", "支付宝-打车"),
        ("信用卡还款", "转账还款-小明 6666"),
        ("消费", "Suica Charge"),
    ]
    assert [row.kind for row in by_line("cgb-card").values()] == ["消费", "退款", "消费", "还款"]
    assert [row.amount.currency for row in by_line("bmo").values()] == [CAD, CAD]
    trade = by_line("htsec")[3]
    assert (trade.kind, trade.payee, trade.charges) == ("卖", "某股份", Money(442, CNY))


@pytest.mark.parametrize(
    ("name", "originals"),
    [
        ("cmb-card", [None, None, Money(1040, JPY), None]),
        ("icbc-card", [Money(1000, EUR), None]),
        ("bocom-card", [None, None, Money(1000, JPY)]),
        ("cgb-card", [None, None, Money(10000, USD), None]),
        ("citic-card", [None, Money(10000, USD), None]),
    ],
)
def test_what_the_shop_took_stands_beside_what_the_card_was_charged(name, originals):
    assert [row.original for row in by_line(name).values()] == originals


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "alipay",
            {
                19: "purchase 招商银行储蓄卡(1234)+红包 > . food",
                20: "purchase own > . home",
                21: "refund . > 余额宝",
                22: "purchase 余额宝 > . transport",
                23: "incoming . > 余额宝 interest",
                24: "withdrawal own > 招商银行",
                25: "repayment 余额宝 > 花呗",
                26: "people . > own",
                27: "note closed",
                28: "note anothers-card",
                29: "note unclear",
            },
        ),
        (
            "alipay-web",
            {6: "purchase ? > .", 7: "note closed", 8: "withdrawal own > 招商银行", 9: "incoming . > own"},
        ),
        (
            "wechat",
            {
                16: "purchase 中国银行(1234) > .",
                17: "red-packet . > own",
                18: "people 零钱通 > .",
                19: "refund . > 零钱通",
                20: "transfer 工商银行(9876) > 零钱通",
                21: "withdrawal own > 工商银行(9876)",
                22: "repayment own > 建设银行信用卡",
                23: "note closed",
                24: "purchase own > .",
            },
        ),
        (
            "jd",
            {
                7: "purchase 招商银行信用卡(7449) > .",
                8: "refund . > 招商银行信用卡(7449)",
                9: "purchase 白条+own > . fun",
                10: "note not-yet-charged",
                11: "repayment 招商银行储蓄卡(1234) > 白条",
            },
        ),
        (
            "meituan",
            {
                7: "purchase 招商银行储蓄卡(1234) > .",
                8: "refund . > 招商银行储蓄卡(1234)",
                9: "purchase 微信支付 > .",
            },
        ),
    ],
)
def test_what_the_rows_mean(name, wanted):
    assert {line: shown(row) for line, row in by_line(name).items()} == wanted


def shown(row: Row) -> str:
    found = meaning(row)
    left, came = ("+".join(part.name or "own" for part in side) or "." for side in (found.left, found.came))
    return f"{found.what} {found.why or f'{left} > {came} {found.category}'}".strip()


def test_refunds_and_fees_are_found_in_the_rows():
    assert meaning(by_line("wechat")[21]).fee == Money(10, CNY)
    assert meaning(by_line("wechat")[24]).refunded == Money(200, CNY)
    assert meaning(by_line("jd")[7]).refunded == Money(8984, CNY)
    assert meaning(by_line("jd")[9]).refunded == Money(46832, CNY)
    assert meaning(by_line("alipay-web")[6]).refunded == Money(500, CNY)
    assert meaning(by_line("alipay")[21]).order == by_line("alipay")[22].order_id


@pytest.mark.parametrize(
    ("way", "method", "status", "moves"),
    [
        ("支出", "余额", "交易成功", True),
        ("支出", "余额", "交易关闭", True),  # paid: what comes back has a row of its own
        ("支出", "", "交易关闭", False),
        ("支出", "余额", "等待付款", False),
        ("不计收支", "余额", "还款失败", False),
        ("不计收支", "余额", "还款成功", True),
    ],
)
def test_an_order_that_nobody_paid_is_a_note(way, method, status, moves):
    names = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
    cells = f"2026-11-16 08:00:00,信用借还,花呗,/,花呗还款,{way},30.00,{method},{status},A1,M1,,"
    more = "2026-11-15 08:00:00,餐饮美食,面馆,/,午饭,支出,3.00,余额,交易成功,A2,M2,,"
    row = read(f"{names}\n{cells}\n{more}\n", EUR)[1]
    assert (row.moves_money, meaning(row).what == "note") == (moves, not moves)


def test_half_width_yen_signs_are_no_reason_to_doubt_chinese_letters():
    file = next(file for file in SAMPLES if file.stem == "wechat")
    data = file.read_text("utf-8").encode("gb18030")
    assert b"\x81\x30\x84\x36" in data
    assert list(Csv().read(io.BytesIO(data), Profile(EUR))) == events_of("wechat")


def test_the_owner_s_answers_come_before_what_is_known_of_a_table():
    text = next(file for file in SAMPLES if file.stem == "bmo-card").read_text("utf-8")
    assert [row.amount.minor for row in read(text, EUR, sign="in")[1:]] == [327, -600]


def test_another_table_is_nobody_s_that_is_known():
    assert known_by(["Date", "Description", "Amount"]).name == ""
    assert known_by(["Date", "Description", "Amount"]).kind == ""


@given(st.sampled_from(SAMPLES), st.integers(0, 3000), st.integers(0, 60), st.text(max_size=20), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_damaged_statement_is_read_or_refused(file, start, length, put, is_gb):
    text = file.read_text("utf-8")
    text = text[:start] + put + text[start + length :]
    data = text.encode("gb18030" if is_gb else "utf-8", errors="replace")
    try:
        events = list(Csv().read(io.BytesIO(data), Profile(EUR)))
    except WalletError:
        return
    for event in events:
        if isinstance(event, Row):
            assert meaning(event).amount == abs(event.amount)

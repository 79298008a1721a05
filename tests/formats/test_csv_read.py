"""CSV as banks write it: each habit in a small file of our own, read to the cent."""

import io
import time
from datetime import UTC, date, timedelta, timezone
from datetime import time as clock

import pytest

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.profile import TableProfile
from wallet_cli.domain.files.statement import Balance, Profile, Refusal, Row, Score, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats.table.csv_format import Csv

EUR, USD, CNY, GBP, CHF = (Currency(code, 2) for code in ("EUR", "USD", "CNY", "GBP", "CHF"))
GERMAN = (
    '"Kontoauszug";"";""\n"IBAN:";"DE89370400440532013000"\n"Zeitraum:";"01.11.2026 - 15.11.2026"\n\n'
    '"Buchungstag";"Wertstellung";"Auftraggeber / Empfänger";"Verwendungszweck";"Betrag (EUR)";"Saldo"\n'
    '"13.11.2026";"13.11.2026";"ACME GmbH";"Gehalt 11/2026";"1.800,00";"2.969,45"\n'
    '"07.11.2026";"09.11.2026";"Stadtmarkt";"Kartenzahlung";"-62,15";"1.169,45"\n'
    '"04.11.2026";"04.11.2026";"Bücher ""Eck""";"Rechnung 77";"-18,40";"1.231,60"\n'
)


def read(text: str | bytes, usual: Currency | None = EUR, table: TableProfile | None = None, **options: str) -> list:
    data = text if isinstance(text, bytes) else text.encode()
    return list(
        Csv().configured(options).read(io.BytesIO(data), Profile(usual, {table.header: table} if table else {}))
    )


def rows_of(events: list) -> list[Row]:
    return [event for event in events if isinstance(event, Row)]


def amounts(text: str, usual: Currency | None = EUR, **options: str) -> list[int]:
    return [row.amount.minor for row in rows_of(read(text, usual, **options))]


def days(text: str, **options: str) -> list[str]:
    return [row.booking_date.isoformat() for row in rows_of(read(text, **options))]


def slugs(events: list) -> list[str]:
    return [event.slug for event in events if isinstance(event, Refusal)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_german_statement_is_understood_in_any_letters_and_line_ends(codec, end):
    head, *rows = read(GERMAN.replace("\n", end).encode(codec), None)
    assert head._replace(table=None) == StatementHead(
        "DE89370400440532013000",
        currency=EUR,
        first=date(2026, 11, 1),
        last=date(2026, 11, 15),
        opening=Balance(Money(125000, EUR)),
        closing=Balance(Money(296945, EUR), date(2026, 11, 13)),
        line=5,
        newest_first=True,
        evidence=("running balance",),
    )
    assert rows[0].amount == Money(180000, EUR)
    assert rows[1] == Row(
        7,
        date(2026, 11, 7),
        Money(-6215, EUR),
        "Stadtmarkt",
        "Kartenzahlung",
        value_date=date(2026, 11, 9),
        balance_after=Money(116945, EUR),
    )
    assert rows[2].payee == 'Bücher "Eck"'


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        (
            "gb18030",
            "交易时间,交易对方,商品说明,收/支,金额,交易状态\n2026-11-03 08:09:10,老王面馆,午饭,支出,35.00,交易成功\n",
        ),
        ("cp1250", "Datum zaúčtování;Částka;Název protiúčtu\n03.11.2026;-35,00;Řeznictví\n"),
        ("cp1250", "Data operacji;Kwota;Nadawca / Odbiorca\n03.11.2026;-35,00;Żabka Łódź\n"),
        ("cp1252", "Fecha;Importe;Concepto\n03/11/2026;-35,00;Panadería\n30/11/2026;-1,00;Café\n"),
        ("iso-8859-1", "Date;Montant;Libellé\n03.11.2026;-35,00;Épicerie\n"),
        ("cp1251", "Date;Amount;Description\n03.11.2026;-35,00;Продукты и хлеб\n"),
    ],
)
def test_the_letters_are_found_by_the_bytes(codec, text):
    first = rows_of(read(text.encode(codec)))[0]
    wanted = text.split("\n")[1].replace(";", ",").split(",")
    assert first.amount.minor == -3500
    assert first.booking_date == date(2026, 11, 3)
    assert first.payee in wanted


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["2026-11-03", "2026-11-04"], "2026-11-03"),
        (["20261103"], "2026-11-03"),
        (["03.11.2026"], "2026-11-03"),
        (["3.11.26"], "2026-11-03"),
        (["2026.11.03."], "2026-11-03"),
        (["2026年11月3日"], "2026-11-03"),
        (["3 Nov 26"], "2026-11-03"),
        (["03-Nov-2026"], "2026-11-03"),
        (["November 3, 2026"], "2026-11-03"),
        (["3. März 2026"], "2026-03-03"),
        (["3 août 2026"], "2026-08-03"),
        (["3 grudnia 2026"], "2026-12-03"),
        (["03112026", "13112026"], "2026-11-03"),
        (["03/11/2026", "13/11/2026"], "2026-11-03"),
        (["11/03/2026", "11/13/2026"], "2026-11-03"),
        (["11/3/26", "11/13/26"], "2026-11-03"),
        (["03/03/2026"], "2026-03-03"),
        (["2026-11-03T23:59:00Z"], "2026-11-03"),
    ],
)
def test_days_are_read_as_the_whole_column_writes_them(cells, wanted):
    text = "Date,Description,Amount\n" + "".join(f'"{cell}",Tea,-1.50\n' for cell in cells)
    assert days(text)[0] == wanted


def test_of_a_day_that_has_two_readings_the_order_is_asked_and_can_be_said():
    text = "Date,Description,Amount\n05/03/2026,Tea,-1.50\n07/03/2026,Tea,-1.50\n"
    with pytest.raises(UnclearFile, match="dates-ambiguous") as problem:
        read(text)
    assert problem.value.params == {"date": "05/03/2026", "one": "2026-03-05", "other": "2026-05-03", "corrected": ""}
    assert problem.value.exit == 2
    assert days(text, dates="dmy") == ["2026-03-05", "2026-03-07"]
    assert days(text, dates="mdy") == ["2026-05-03", "2026-07-03"]
    assert days(text.replace("/2026", "/26"), dates="ymd") == ["2005-03-26", "2007-03-26"]


def test_what_shows_the_order_of_days_besides_the_days():
    rows = "05/03/2026,Tea,-1.50,98.50\n02/04/2026,Tea,-8.00,90.50\n"
    assert days("Date,Description,Amount,Balance\n" + rows) == ["2026-03-05", "2026-04-02"]  # balances: rows go up
    assert days("Period: 2026-05-01 - 2026-05-31\nDate,Description,Amount\n05/03/2026,Tea,-1.50\n") == ["2026-05-03"]
    assert days("Datum;Omschrijving;Bedrag\n05/03/2026;Thee;-1,50\n") == ["2026-03-05"]


@pytest.mark.parametrize(
    ("title", "cells", "wanted"),
    [
        ("账单 2026年01月", ["12/29", "01/02"], ["2025-12-29", "2026-01-02"]),
        ("2026-10-15 - 2026-11-14", ["10/20", "11/13"], ["2026-10-20", "2026-11-13"]),
    ],
)
def test_days_without_a_year_get_the_statement_s(title, cells, wanted):
    assert days(f"{title}\n交易日,交易摘要,金额\n" + "".join(f"{cell},茶,-1.50\n" for cell in cells)) == wanted


def test_a_day_without_any_year_is_refused():
    assert slugs(read("Date,Description,Amount\n12/29,Tea,-1.50\n")) == ["row-date-unreadable"]


def test_a_time_is_kept_with_its_offset():
    head = "Date,Time,Description,Amount\n"
    times = {
        "2026-11-03 18:50:01 +0100,,Tea,-1\n": clock(18, 50, 1, tzinfo=timezone(timedelta(hours=1))),
        "2026-11-03T18:50:01.123Z,,Tea,-1\n": clock(18, 50, 1, tzinfo=UTC),
        "2026-11-03,06:50 PM,Tea,-1\n": clock(18, 50),
        "20261103,185001,Tea,-1\n": clock(18, 50, 1),
        "2026-11-03,99:50,Tea,-1\n": None,
    }
    for line, wanted in times.items():
        assert rows_of(read(head + line))[0].time == wanted


@pytest.mark.parametrize(
    ("cells", "minor"),
    [
        (["-1.234,56"], -123456),
        (["-1,234.56"], -123456),
        (["-1'234.56"], -123456),
        (["-1 234,56"], -123456),
        (["-1.234", "2,50"], -123400),
        (["-1.234", "2.50"], -123),
        (["12,50-"], -1250),
        (["(12.50)"], -1250),
        (["€ -12.50"], -1250),
        (["-12,50 €"], -1250),
        (["-.5"], -50),
        (["12.50 DR"], -1250),
        (["−12,50"], -1250),
        (["－12．50"], -1250),
    ],
)
def test_amounts_are_read_as_the_whole_column_writes_them(cells, minor):
    text = "Datum;Text;Betrag\n" + "".join(f"03.11.2026;Tee;{cell}\n" for cell in cells)
    found = read(text)
    first = next(event for event in found if not isinstance(event, StatementHead))
    if minor == -123:  # three decimals are too fine for a euro
        assert first.slug == "row-amount-too-fine"
    else:
        assert first.amount == Money(minor, EUR)


def test_a_decimal_mark_that_nothing_shows_is_asked_and_can_be_said():
    text = "Date;Description;Amount\n2026-11-03;Tea;-1,500\n"
    with pytest.raises(UnclearFile, match="decimal-ambiguous") as problem:
        read(text)
    assert problem.value.params == {"amount": "1,500", "one": "1.500", "other": "1500", "corrected": ""}
    assert amounts(text, decimal=".") == [-150000]
    assert amounts(text, decimal=",") == [-150]


def test_a_running_balance_shows_the_decimal_mark():
    text = "Date;Description;Amount;Balance\n2026-11-03;Tea;-1,500;8,500\n2026-11-04;Tea;-1,250;7,250\n"
    assert amounts(text) == [-150, -125] or amounts(text) == [-150000, -125000]
    more = text + "2026-11-05;Rent;-7000;250\n"  # only as thousands do they go on
    assert amounts(more) == [-150000, -125000, -700000]


@pytest.mark.parametrize(
    ("header", "lines", "wanted"),
    [
        ("Date,Description,Debit,Credit", ["Tea,3.50,", "Pay,,90.00"], [-350, 9000]),
        ("Date,Description,Debit,Credit", ["Tea,-3.50,", "Pay,,90.00"], [-350, 9000]),
        ("Date,Description,Withdrawals (EUR),Deposits (EUR)", ["Tea,3.50,0.00", "Pay,0.00,90.00"], [-350, 9000]),
        ("Date,Description,Amount,Soll/Haben", ["Tea,3.50,S", "Pay,90.00,H"], [-350, 9000]),
        ("Date,Description,Amount,Kennzeichen", ["Tea,3.50,S", "Pay,90.00,H"], [-350, 9000]),
        ("Date,Description,Amount,Type", ["Tea,3.50,debit", "Pay,90.00,credit"], [-350, 9000]),
        ("Date,Description,Amount,Type", ["Tea,-3.50,debit", "Pay,90.00,credit"], [-350, 9000]),
        ("日期,摘要,金额,借贷", ["茶,3.50,借 Dr", "工资,90.00,贷 Cr"], [-350, 9000]),
        ("Date,Description,Amount,", ["Tea,3.50,", "Thanks,90.00,CR"], [-350, 9000]),
        ("日期,摘要,金额", ["消费 茶,3.50", "退款 茶,-90.00"], [-350, 9000]),
        ("日期,摘要,金额", ["消费 茶,3.50", "信用卡还款,90.00"], [-350, 9000]),
        ("Date,Description,Amount", ["Tea,-3.50", "Pay,90.00"], [-350, 9000]),
        ("Date,Description,Amount", ["Tea,3.50", "Pay,+90.00"], [350, 9000]),
        ("Date,Description,Amount,Balance", ["Tea,3.50,96.50", "Tea,6.00,90.50"], [-350, -600]),
        ("Date,Description,Amount,Balance", ["Tea,3.50,103.50", "Tea,6.00,109.50"], [350, 600]),
    ],
)
def test_which_way_money_went_is_found_out(header, lines, wanted):
    text = header + "\n" + "".join(f"2026-11-{3 + at:02},{line}\n" for at, line in enumerate(lines))
    assert amounts(text) == wanted


def test_a_way_that_nothing_shows_is_asked_and_can_be_said():
    text = "Date,Description,Amount\n2026-11-03,Tea,3.50\n2026-11-04,Cake,6\n"
    with pytest.raises(UnclearFile, match="sign-unknown") as problem:
        read(text)
    assert problem.value.params == {"rows": 2, "corrected": ""}
    assert amounts(text, sign="out") == [-350, -600]
    assert amounts(text, sign="in") == [350, 600]


def test_both_ways_in_one_row_are_refused():
    text = "Date,Description,Debit,Credit\n2026-11-03,Tea,3.50,1.00\n2026-11-03,Tea,3.50,\n"
    assert slugs(read(text)) == ["row-in-and-out"]


def test_the_currency_is_the_amount_s_then_the_row_s_then_the_column_s_then_the_wallet_s():
    def unit(header: str, cells: str, usual: Currency | None = EUR) -> str:
        return rows_of(read(f"Date,Description,{header}\n2026-11-03,Tea,{cells}\n", usual))[0].amount.currency.code

    assert unit("Amount,Currency", "£-1.50,CHF") == "GBP"
    assert unit("Amount,Currency", "-1.50,CHF") == "CHF"
    assert unit("Amount (CHF)", "-1.50") == "CHF"
    assert unit("金额(元)", "-1.50") == "CNY"
    assert unit("Amount", "-1.50") == "EUR"
    assert unit("Amount", "$-1.50", Currency("AUD", 2)) == "AUD"
    assert slugs(read("Date,Description,Amount\n2026-11-03,Tea,$-1.50\n", None)) == ["row-without-currency"]
    assert slugs(read("Date,Description,Amount\n2026-11-03,Shares,-10 AAPL\n")) == ["row-currency-unknown"]


def test_lines_that_are_no_bookings_are_named_in_the_head_and_lost_nowhere():
    head, tea, cake = read(
        "My bank\nAccount number:,123-456-7\n\nDate,Description,Amount\n"
        "2026-11-03,Tea,-1.50\n,at the corner,\nDate,Description,Amount\n2026-11-04,Cake,-2.00\n---,,\n"
        "Total,,-3.50\nWe wish you a nice day\n"
    )
    assert head.account == "123-456-7"
    assert [(each.line, each.slug) for each in head.aside] == [
        (7, "row-repeats-header"),
        (10, "row-is-total"),
        (11, "row-is-note"),
    ]
    assert (tea.payee, tea.memo, cake.payee) == ("Tea", "at the corner", "Cake")


def test_a_row_that_is_not_booked_yet_has_no_date_and_is_refused_in_its_place():
    found = read("Date,Description,Amount\nPending,Tea,-1.50\n2026-11-04,Cake,-2.00\n,Pie,-3.00\nsoon,Pie,-3.00\n")
    assert [(each.line, each.slug) for each in found if isinstance(each, Refusal)] == [
        (2, "row-pending-without-date"),
        (4, "row-without-date"),
        (5, "row-date-unreadable"),
    ]
    assert slugs(read("Date,Amount\n2026-11-04,-1\n2026-11-04,\n30.02.2026,-1\n")) == [
        "row-without-amount",
        "row-date-impossible",
    ]


def test_a_column_of_accounts_makes_a_statement_of_each():
    found = read("Date,Account,Description,Amount\n2026-11-03,A,Tea,-1\n2026-11-04,B,Pay,9\n2026-11-05,A,Cake,-2\n")
    assert [each.account if isinstance(each, StatementHead) else each.payee for each in found] == [
        "A", "Tea", "Cake", "B", "Pay",
    ]  # fmt: skip


def test_a_table_without_a_header_is_understood_by_its_cells():
    text = "03.11.2026;Tea house;3,50;;96,50\n04.11.2026;Salary;;90,00;186,50\n"
    head, tea, pay = read(text)
    assert (tea.amount.minor, pay.amount.minor) == (-350, 9000)
    assert (tea.payee, head.evidence, head.closing.amount.minor) == ("Tea house", ("running balance",), 18650)
    assert amounts("2026-11-03,Tea,-3.50\n2026-11-04,Pay,90.00\n") == [-350, 9000]


def test_what_an_e_wallet_says_is_kept_and_what_moved_nothing_is_a_note():
    text = (
        "微信支付账单明细,,\n共4笔记录,,\n收入：1笔 3.50元,,\n支出：1笔 9.00元,,\n"
        "1. 信用卡还款等交易，将计入中性交易,,\n----列表----,,\n"
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
        '2026-11-03 08:00:00,商户消费,面馆,"午饭",支出,¥9.00,零钱,支付成功,"100\t","M1\t","/"\n'
        "2026-11-03 09:00:00,微信红包,小李,/,收入,¥3.50,/,已存入零钱,101\t,/,/\n"
        "2026-11-03 10:00:00,零钱提现,招商银行,/,/,¥50.00,招商银行,提现已到账,102\t,/,服务费¥0.10\n"
        "2026-11-03 11:00:00,商户消费,网店,/,支出,¥5.00,/,已关闭,103\t,/,/\n"
    )
    head, lunch, packet, withdrawal, closed = read(text, None)
    assert (head.stated.rows, head.stated.came, head.stated.went_count) == (4, Money(350, CNY), 1)
    assert (head.kind, lunch.amount, packet.amount) == ("ewallet", Money(-900, CNY), Money(350, CNY))
    assert (head.source, withdrawal.amount, withdrawal.charges) == ("wechat", Money(-5000, CNY), Money(10, CNY))
    assert (lunch.order_id, lunch.merchant_order_id, lunch.method, lunch.status) == ("100", "M1", "零钱", "支付成功")
    assert [row.moves_money for row in (lunch, packet, withdrawal, closed)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("not-a-table", "Dear customer,\nthere is nothing to see.\n"),
        ("table-is-journal", "JournalNumber,JournalDate,AccountName,NetAmount\n1,23-Jan-15,Income,-36000\n"),
        ("table-is-orders", "order id,items,date,total,payments\n1,Tea,2026-11-03,4.22,Visa\n"),
        ("table-is-takings", "id,created,amount,captured,card_last4,mode\n1,2026-11-03,4.22,true,0000,Test\n"),
        ("table-is-trades", "时间,交易对,方向,价格,成交额\n2026-11-03 08:00:00,BTC/USDT,买入,1.50,2.50\n"),
        ("table-is-chain", "交易哈希,UTC时间,数量\n0xd,2026/11/03 05:46:11,353.75\n"),
        ("file-empty", " \n"),
    ],
)
def test_what_is_no_statement_is_refused_by_name(slug, text):
    with pytest.raises(BadFile, match=slug) as problem:
        read(text)
    assert problem.value.exit == 7


def test_a_header_alone_is_a_statement_without_rows():
    assert [type(event) for event in read("Date,Description,Amount\n")] == [StatementHead]


def test_files_of_other_formats_are_left_alone():
    csv = Csv()
    assert csv.sniff(GERMAN.encode()) == Score.MAYBE
    for other in (
        b"",
        b"<OFX>",
        b'{"schema":1}',
        b"PK\x03\x04",
        b":20:X\n:61:2611031103D1,00N\n",
        b"!Type:Bank\nD1/1/26\nT-1\n^\n",
    ):
        assert csv.sniff(other) == Score.NO


def test_a_quote_that_nobody_closes_swallows_nothing():
    text = 'Date,Description,Amount\n2026-11-03,"Tea,-1.50\n' + "2026-11-04,Cake,-2.00\n" * 60
    assert len(rows_of(read(text))) >= 60
    two = 'Date,Description,Amount\n2026-11-03,"Tea\nhouse",-1.50\n2026-11-04,5" pipe,-2.00\n'
    assert [row.payee for row in rows_of(read(two))] == ["Tea house", '5" pipe']


def test_reading_takes_time_in_proportion():
    def seconds(count: int) -> float:
        text = "Date;Text;Amount\n" + '2026-11-03;"Tea "" house";-1,50\n' * count
        begun = time.process_time()
        assert len(rows_of(read(text))) == count
        return time.process_time() - begun

    seconds(100)
    assert seconds(8000) < 12 * max(seconds(2000), 0.02)


def test_a_balance_has_the_sign_of_its_side() -> None:
    head = "Buchungstag;Empfänger;Betrag;Saldo\n"
    text = f"{head}13.11.2026;A;-5,00;10,00 S\n14.11.2026;B;-5,00;15,00 S\n15.11.2026;C;20,00;5,00 H\n"
    assert [each.balance_after and each.balance_after.minor for each in rows_of(read(text))] == [-1000, -1500, 500]


def test_an_id_of_zeros_is_none() -> None:
    text = "Date,Payee,Amount,Transaction ID\n2026-11-13,A,-5.00,0000\n2026-11-14,B,-5.00,0010\n"
    assert [each.bank_id for each in rows_of(read(text))] == ["", "0010"]

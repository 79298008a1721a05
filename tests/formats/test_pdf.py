"""Statements as PDFs: columns without lines, texts that go on, headers on each page, and what isn't read at all."""

import datetime
import io

import pytest

from tests.formats.papers import Page, Text, paper, right, statement, width
from tests.services.books import refused
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row, Score, StatementHead
from wallet_cli.formats import registry
from wallet_cli.formats.table.pdf_format import Pdf, bank

EUR = Currency("EUR", 2)
ROWS = (
    ("2026-11-03", "Market", "-12.50", "100.00"),
    ("2026-11-04", "Salary of November", "2,000.00", "2,100.00"),
    ("2026-11-05", "Rent", "-900.00", "1,200.00"),
)


def read(pages: list[Page], **options: object) -> list[BankEvent]:
    return list(Pdf().read(io.BytesIO(paper(pages, **options)), Profile(EUR)))  # type: ignore[arg-type]


def rows_of(pages: list[Page], **options: object) -> list[Row]:
    events = read(pages, **options)
    assert not [event for event in events if isinstance(event, Refusal)]
    return [event for event in events if isinstance(event, Row)]


def head_of(events: list[BankEvent]) -> StatementHead:
    return next(event for event in events if isinstance(event, StatementHead))


def told(rows: list[Row]) -> list[tuple[str, int, str]]:
    return [(row.booking_date.isoformat(), row.amount.minor, f"{row.payee} {row.memo}".strip()) for row in rows]


WHOLE = [
    ("2026-11-03", -1250, "Market"),
    ("2026-11-04", 200000, "Salary of November"),
    ("2026-11-05", -90000, "Rent"),
]


def test_a_table_on_paper_is_read() -> None:
    data = paper(statement(ROWS))
    assert bank.sniff(data[:65536]) == Score.SURE
    assert registry.recognise(data[:65536]) == ("pdf", "bank_reader")
    assert told(rows_of(statement(ROWS))) == WHOLE


def test_what_is_above_and_between_is_no_booking() -> None:
    above = ["Some Bank", "IBAN DE89 3704 0044 0532 0130 00   Currency: EUR", "Statement 2026-11-01 to 2026-11-30"]
    events = read(statement(ROWS, above=above, below="Page {} of 3", rows_of_page=1))
    assert told([event for event in events if isinstance(event, Row)]) == WHOLE
    head = head_of(events)
    assert (head.account, head.first, head.last) == (
        "DE89 3704 0044 0532 0130 00", datetime.date(2026, 11, 1), datetime.date(2026, 11, 30),
    )  # fmt: skip
    assert {note.slug for note in head.aside} == {"row-is-note"}
    assert head.evidence and head.opening and head.opening.amount.minor == 11250


def test_a_page_that_is_turned_is_read_as_it_is_seen() -> None:
    turns = {
        90: lambda each: f"0 1 -1 0 {842 - each.y:.2f} {each.x:.2f}",
        180: lambda each: f"-1 0 0 -1 {595 - each.x:.2f} {842 - each.y:.2f}",
        270: lambda each: f"0 -1 1 0 {each.y - 247:.2f} {842 - each.x:.2f}",
    }
    for turn, matrix in turns.items():
        pages = []
        for page in statement(ROWS):
            shown = [f"BT /F1 {each.size} Tf {matrix(each)} Tm ({each.text}) Tj ET" for each in page.texts]
            pages.append(Page([], "\n".join(shown), turn))
        assert told(rows_of(pages)) == WHOLE, turn


def test_what_leans_or_is_beyond_the_page_is_left_out() -> None:
    (page,) = statement(ROWS)
    more = "BT /F1 60 Tf .7 .7 -.7 .7 120 600 Tm (COPY) Tj ET BT /F1 9 Tf 120 -300 Td (2026-11-09 -1.00) Tj ET"
    assert told(rows_of([page._replace(more=more)])) == WHOLE


def test_columns_may_be_close_and_texts_long() -> None:
    names, edges = ("Date", "Payee", "Amount", "Balance"), ((50, False), (100, False), (250, True), (300, True))
    rows = [
        ("2026-11-03", "A shop with a very long n", "-12.50", "100.00"),
        ("2026-11-04", "B", "-1.50", "98.50"),
        ("2026-11-05", "Utilities of the town, gas", "-10.00", "88.50"),
        ("2026-11-06", "C und D", "1,000.00", "1,088.50"),
    ]
    assert told(rows_of(statement(rows, names, edges))) == [
        (day, int(amount.replace(",", "").replace(".", "")), text) for day, text, amount, _ in rows
    ]


def test_a_text_that_reaches_into_the_next_column_stays_its_own() -> None:
    names, edges = ("Date", "Description", "Paid out", "Paid in", "Balance"), (
        (50, False), (110, False), (350, True), (430, True), (520, True),
    )  # fmt: skip
    rows = [
        ("2026-11-03", "Market", "12.50", "", "100.00"),
        ("2026-11-04", "A text which is so long that it runs below two headers", "", "50.00", "150.00"),
        ("2026-11-05", "Rent", "20.00", "", "130.00"),
        ("2026-11-06", "Interest", "", "1.00", "131.00"),
    ]
    found = rows_of(statement(rows, names, edges))
    assert [row.amount.minor for row in found] == [-1250, 5000, -2000, 100]
    assert found[1].payee == rows[1][1]


def lines(*texts: Text) -> list[Page]:
    return [Page(texts)]


def test_a_text_goes_on_below() -> None:
    texts = [*statement((), above=["IBAN: DE89370400440532013000"])[0].texts]
    y = 717.0
    for day, text, amount, balance in ROWS:
        texts += [Text(50, y, day), right(420, y, amount), right(530, y, balance)]
        for line in (text, "second line 2026", "and third"):
            texts.append(Text(120, y, line))
            y -= 10
        y -= 5
    texts.append(Text(50, y - 30, "Deposits are protected up to 100,000.00 for each person"))
    found = rows_of([Page(texts)])
    assert told(found) == [(day, amount, f"{text} second line 2026 and third") for day, amount, text in WHOLE]


def test_a_text_goes_on_on_the_next_page() -> None:
    first, second = statement(ROWS[:2], rows_of_page=1, below="Page {}")
    more = Text(120, 717, "and more")
    moved = [each._replace(y=each.y - 13) if 100 < each.y < 725 else each for each in second.texts]
    third = statement(ROWS[2:], below="Page 3")[0]
    assert told(rows_of([first, Page([*moved, more]), third])) == [
        ("2026-11-03", -1250, "Market and more"), *WHOLE[1:],
    ]  # fmt: skip


@pytest.mark.parametrize("count", [2, 3])
def test_cells_may_be_centred(count: int) -> None:
    texts = [*statement(())[0].texts]
    y = 710.0
    for day, text, amount, balance in ROWS:
        words = [f"{text} one", "two", "three"][:count]
        for at, line in enumerate(words):
            texts.append(Text(120, y - 11 * at, line))
        middle = y - 11 * (count - 1) / 2
        texts += [Text(50, middle, day), right(420, middle, amount), right(530, middle, balance)]
        y -= 11 * count + 5
    assert told(rows_of([Page(texts)])) == [
        (day, amount, " ".join([f"{text} one", "two", "three"][:count])) for day, amount, text in WHOLE
    ]


def test_a_day_may_be_written_once_and_the_amount_on_the_last_line() -> None:
    names = ("Date", "Payment type and details", "Paid out", "Paid in", "Balance")
    edges = ((50, False), (110, False), (350, True), (430, True), (520, True))
    rows = [
        ("", "BALANCE BROUGHT FORWARD", "", "", "112.50"),
        ("03 Nov 26", "VIS MARKET", "", "", ""),
        ("", "LONDON", "12.50", "", "100.00"),
        ("04 Nov 26", "CR EMPLOYER", "", "2,000.00", ""),
        ("", "DD RENT", "", "", ""),
        ("", "FLAT 2", "900.00", "", "1,200.00"),
        ("05 Nov 26", "VIS BAKERY", "", "", ""),
        ("", "YORK", "4.10", "", ""),
        ("", "VIS CAFE", "", "", ""),
        ("", "YORK", "3.00", "", "1,192.90"),
        ("", "BALANCE CARRIED FORWARD", "", "", "1,192.90"),
    ]
    assert told(rows_of(statement(rows, names, edges))) == [
        ("2026-11-03", -1250, "VIS MARKET LONDON"), ("2026-11-04", 200000, "CR EMPLOYER"),
        ("2026-11-04", -90000, "DD RENT FLAT 2"), ("2026-11-05", -410, "VIS BAKERY YORK"),
        ("2026-11-05", -300, "VIS CAFE YORK"),
    ]  # fmt: skip


def test_a_day_is_only_filled_in_where_none_is_written_twice() -> None:
    rows = [ROWS[0], ("2026-11-03", "Rent", "-1.00", "99.00"), ("", "New limit", "500.00", "")]
    events = read(statement(rows))
    assert [event.slug for event in events if isinstance(event, Refusal)] == ["row-without-date"]


def test_an_amount_without_a_day_that_is_further_down_is_shown_and_never_booked_by_itself() -> None:
    (page,) = statement(ROWS)
    more = [Text(120, 640, "Your new limit"), right(420, 640, "500.00")]
    events = read([Page([*page.texts, *more])])
    assert told([event for event in events if isinstance(event, Row)]) == WHOLE
    assert [event.slug for event in events if isinstance(event, Refusal)] == ["row-without-date"]


def test_a_header_over_two_lines_and_german_amounts() -> None:
    texts = [Text(50, 800, "Kontoauszug November 2026"), Text(50, 788, "Kontonummer 1234567890")]
    texts += [Text(50, 741, "Buchungs-"), Text(110, 741, "Wert"), Text(50, 730, "tag"), Text(110, 730, "datum")]
    texts += [Text(170, 730, "Verwendungszweck"), right(420, 730, "Betrag EUR"), right(530, 730, "Saldo EUR")]
    y = 715.0
    for day, text, amount, balance in (
        ("03.11.2026", "Stadtwerke Strom", "12,50-", "1.100,00"), ("04.11.2026", "Gehalt", "2.000,00", "3.100,00"),
    ):  # fmt: skip
        texts += [
            Text(50, y, day),
            Text(110, y, day),
            Text(170, y, text),
            right(420, y, amount),
            right(530, y, balance),
        ]
        y -= 13
    events = read([Page(texts)])
    assert told([event for event in events if isinstance(event, Row)]) == [
        ("2026-11-03", -1250, "Stadtwerke Strom"), ("2026-11-04", 200000, "Gehalt"),
    ]  # fmt: skip
    assert head_of(events).account == "1234567890"


def test_days_without_a_year_have_that_of_the_period() -> None:
    rows = [("28.12.", "Tea", "-3,50", "96,50"), ("02.01.", "Milk", "-1,50", "95,00")]
    names, above = ("Buchungstag", "Verwendungszweck", "Betrag", "Saldo"), ["Kontoauszug vom 05.12.2026 bis 04.01.2027"]
    found = rows_of(statement(rows, names, above=above))
    assert [row.booking_date.isoformat() for row in found] == ["2026-12-28", "2027-01-02"]


CHINESE = ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息")
PLACES = ((40, False), (110, False), (220, True), (300, True), (320, False), (420, False))


@pytest.mark.parametrize("encoding", ["UniGB-UCS2-H", "GBK-EUC-H"])
def test_chinese_without_its_font(encoding: str) -> None:
    rows = [
        ("2026-11-03", "CNY", "-12.50", "100.00", "银联消费", "盒马鲜生 上海"),
        ("2026-11-04", "CNY", "2,000.00", "2,100.00", "代发工资", "某某有限公司"),
    ]
    (page,) = statement(
        rows, CHINESE, PLACES, above=["招商银行交易流水", "户    名：张三          账号：6214********1234"]
    )
    english = ("Date", "Currency", "Transaction Amount", "Balance", "Transaction Type", "Counter Party")
    texts = [each._replace(y=each.y - 12) if each.y < 725 else each for each in page.texts]
    texts += [
        right(x, 718, name, 7) if is_right else Text(x, 718, name, 7)
        for (x, is_right), name in zip(PLACES, english, strict=True)
    ]
    events = read([Page(texts)], encoding=encoding)
    assert not [event for event in events if isinstance(event, Refusal)]
    assert [(row.amount.minor, row.payee, row.memo) for row in events if isinstance(row, Row)] == [
        (-1250, "盒马鲜生 上海", "银联消费"), (200000, "某某有限公司", "代发工资"),
    ]  # fmt: skip
    assert (head_of(events).source, head_of(events).account, head_of(events).owner) == (
        "cmb", "6214********1234", "张三",
    )  # fmt: skip


def test_numbers_and_times_that_are_broken_over_lines_are_whole() -> None:
    names = ("交易单号", "交易时间", "交易类型", "收/支/其他", "交易方式", "金额(元)", "交易对方", "商户单号")
    xs = (30, 110, 180, 250, 310, 370, 420, 490)
    texts = [Text(x, 730, name, 8) for x, name in zip(xs, names, strict=True)]
    y = 710.0
    for order, payee in (("4200001847202611", "某某超市"), ("4200001847202622", "茶馆")):
        cells = (
            [order, "0312345678"], ["2026-11-03", "12:34:56"], ["商户消费"], ["支出"], ["零钱"], ["12.50"], [payee],
            ["1000039801", "2345"],
        )  # fmt: skip
        for x, words in zip(xs, cells, strict=True):
            for at, word in enumerate(words):
                texts.append(Text(x, y + 5 * (len(words) - 1) - 10 * at, word, 8))
        y -= 30
    found = rows_of([Page(texts)])
    assert [(row.booking_date.day, str(row.time), row.amount.minor, row.payee) for row in found] == [
        (3, "12:34:56", -1250, "某某超市"), (3, "12:34:56", -1250, "茶馆"),
    ]  # fmt: skip
    assert [row.order_id for row in found] == ["42000018472026110312345678", "42000018472026220312345678"]


def test_columns_may_be_elsewhere_on_even_pages() -> None:
    first, second, third = statement(ROWS, rows_of_page=1)
    moved = Page([each._replace(x=each.x + 40) for each in second.texts])
    assert told(rows_of([first, moved, third])) == WHOLE


def test_a_header_only_on_the_first_page_is_enough() -> None:
    first, second, third = statement(ROWS, rows_of_page=1, below="Page {}")
    bare = [Page([each for each in page.texts if each.y < 725]) for page in (second, third)]
    assert told(rows_of([first, *bare])) == WHOLE


def test_a_table_that_is_none_is_passed_over() -> None:
    (page,) = statement(ROWS)
    box = [
        Text(50, 790, "Statement date"),
        Text(200, 790, "Amount due"),
        Text(50, 778, "2026-11-30"),
        Text(200, 778, "9.00"),
    ]
    assert told(rows_of([Page([*box, *page.texts])])) == WHOLE


def test_a_second_table_with_other_columns_is_refused() -> None:
    other = statement(ROWS, ("Value date", "Fund", "Amount", "Price"))
    with refused("pdf-tables-several", 7):
        read([*statement(ROWS), *other])


def test_tables_of_money_in_and_money_out_need_a_sign() -> None:
    names, edges = ("Date", "Description", "Amount"), ((50, False), (120, False), (420, True))
    signed = [cells[:3] for cells in ROWS]
    for rows, is_read in ((signed, True), ([(day, text, amount.lstrip("-")) for day, text, amount in signed], False)):
        (page,) = statement(rows, names, edges)
        below = [Text(50, 650, "Withdrawals"), *[each._replace(y=each.y - 100) for each in page.texts]]
        both = [Page([Text(50, 750, "Deposits"), *page.texts, *below])]
        if is_read:
            assert told(rows_of(both)) == [*WHOLE, *WHOLE]
        else:
            with refused("pdf-tables-unsigned", 7):
                read(both)


def test_a_second_account_is_refused() -> None:
    one = statement(ROWS, above=["IBAN: DE89370400440532013000"])
    other = statement(ROWS, above=["IBAN: DE02120300000000202051"])
    assert len(rows_of([*one, *statement(ROWS, above=["IBAN: DE89370400440532013000"])])) == 6
    with refused("pdf-accounts-several", 7):
        read([*one, *other])


def test_a_scan_is_named() -> None:
    with refused("pdf-is-scan", 7):
        read([Page([], picture=True)])
    stamped = Page([Text(50, 50, "Scanned page 1")], picture=True)
    with refused("pdf-is-scan", 7):
        read([stamped, stamped])
    recognised = (
        "BT 3 Tr /F1 9 Tf 50 730 Td (Date) Tj 100 0 Td (Amount) Tj -100 -20 Td (2026-11-03) Tj 100 0 Td (1.00) Tj ET"
    )
    with refused("pdf-is-scan", 7):
        read([Page([], recognised, picture=True)])
    with refused("pdf-without-text", 7):
        read([Page([])])
    with refused("pdf-without-table", 7):
        read([Page([Text(50, 700, "Dear customer, on 2026-11-03 you paid 12.50 to us.")])])


def test_a_page_that_is_a_picture_is_a_row_that_cannot_be_read() -> None:
    without = [cells[:3] for cells in ROWS]
    pages = statement(
        without, ("Date", "Description", "Amount"), ((50, False), (120, False), (420, True)), rows_of_page=2
    )
    events = read([pages[0], Page([], picture=True), pages[1]])
    (found,) = [event for event in events if isinstance(event, Refusal)]
    assert (found.slug, found.params["page"]) == ("row-is-picture", 2)
    proved = statement(ROWS, rows_of_page=2)
    assert told(rows_of([proved[0], Page([], picture=True), proved[1]])) == WHOLE


def test_letters_that_a_font_hides_are_never_guessed() -> None:
    letters = "/Encoding<</Type/Encoding/Differences[32" + "".join(f"/g{at}" for at in range(96)) + "]>>"
    with refused("pdf-letters-unknown", 7):
        read(statement(ROWS), letters=letters)


def test_a_minus_at_the_end_of_a_line_is_no_hyphen() -> None:
    rows = [
        (day, text, amount.lstrip("-") + "-" * amount.startswith("-"), balance) for day, text, amount, balance in ROWS
    ]
    assert (
        told(
            rows_of(
                statement(
                    [(*cells[:2], cells[3], cells[2]) for cells in rows], ("Date", "Description", "Balance", "Amount")
                )
            )
        )
        == WHOLE
    )


def test_bold_letters_that_are_drawn_twice_are_read_once() -> None:
    (page,) = statement(ROWS)
    twice = [again for each in page.texts for again in (each, each._replace(x=each.x + 0.2))]
    assert told(rows_of([Page(twice)])) == WHOLE
    assert width("a") > 0

"""QIF: accounts, splits, transfers, dates and marks as programs write them, and what they leave to guess."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row, Score, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats import registry

EUR = currency("EUR")


def parsed(text: str | bytes, dates: str = "", unit: str = "EUR") -> list[BankEvent]:
    reader = registry.bank_reader("qif", {"dates": dates} if dates else {})
    data = text.encode() if isinstance(text, str) else text
    return list(reader.read(BytesIO(data), Profile(currency(unit)) if unit else None))


def rows(text: str | bytes, dates: str = "") -> list[Row]:
    return [each for each in parsed(text, dates) if isinstance(each, Row)]


def heads(text: str) -> list[StatementHead]:
    return [each for each in parsed(text) if isinstance(each, StatementHead)]


def slugs(text: str, dates: str = "", unit: str = "EUR") -> list[tuple[int, str]]:
    return [(each.line, each.slug) for each in parsed(text, dates, unit) if isinstance(each, Refusal)]


def bank(*lines: str) -> str:
    return "!Type:Bank\n" + "\n".join(lines) + "\n^\n"


def days(*texts: str) -> str:
    return "!Type:Bank\n" + "".join(f"D{text}\nT1\n^\n" for text in texts)


def test_a_record_gives_all_that_it_says() -> None:
    (only,) = rows(
        bank(
            "D2026-11-20",
            "U-12.50",
            "T-12.50",
            "C*",
            "N1017",
            "PCorner Shop",
            "Mmilk",
            "A1 Road",
            "ATown",
            "LFood:Out/Trip",
        )
    )
    assert (only.line, only.booking_date, only.amount) == (2, date(2026, 11, 20), Money(-1250, EUR))
    assert (only.payee, only.memo, only.cheque, only.status) == ("Corner Shop", "milk", "1017", "cleared")
    assert (only.category, dict(only.extra)) == ("Food:Out", {"class": "Trip", "address": "1 Road, Town"})
    (only,) = rows(bank("D2026-11-20", "T5", "CX", "NINV-7", "L[Savings]"))
    assert (only.status, only.cheque, only.category) == ("reconciled", "", "")
    assert dict(only.extra) == {"transfer": "Savings", "reference": "INV-7"}
    (only,) = rows(bank("D2026-11-20", "T5", "NATM", "L--Split--"))
    assert (only.kind, only.category) == ("atm", "")


def test_the_parts_of_a_split_are_kept_and_what_they_lack_is_said() -> None:
    text = bank("D2026-11-20", "T-10", "LFood", "SFood", "Elunch", "$-6.00", "S[Cash]/Trip", "%30", "$-3.00")
    (only,) = rows(text)
    assert only.extra == (
        ("split-1-category", "Food"),
        ("split-1-memo", "lunch"),
        ("split-1-amount", "-6.00"),
        ("split-2-class", "Trip"),
        ("split-2-transfer", "Cash"),
        ("split-2-percent", "30"),
        ("split-2-amount", "-3.00"),
        ("splits-lack", "-1.00"),
    )
    assert "splits-lack" not in dict(rows(text.replace("-3.00", "-4.00"))[0].extra)
    assert slugs(text.replace("-3.00", "three")) == [(2, "row-amount-unreadable")]


def test_each_account_of_a_file_is_a_statement_of_its_own() -> None:
    text = (
        "!Option:AutoSwitch\n!Account\nNChecking\nTBank\n^\nNVisa\nTCCard\n^\n!Clear:AutoSwitch\n"
        "!Account\nNChecking\nDmy first\nTBank\n$90.50\n/2026-11-20\n^\n!Type:Bank\nD2026-11-20\nT-9.50\nPCoffee\n^\n"
        "!Account\nNVisa\nTCCard\n^\n!Type:CCard \nD2026-11-20\nT-1\n^\n!Account\nNHouse\n^\n!type:oth l\n"
    )
    found = heads(text)
    assert [(head.account, head.kind) for head in found] == [("Checking", "bank"), ("Visa", "card"), ("House", "loan")]
    assert found[0].closing == (Money(9050, EUR), date(2026, 11, 20)) and found[0].product == "my first"
    assert [row.amount.minor for row in rows(text)] == [-950, -100]


def test_the_opening_balance_names_the_account() -> None:
    text = bank("D2026-11-20", "T100", "POpening Balance", "L[Giro]")
    assert [head.account for head in heads(text)] == ["Giro"]
    assert dict(rows(text)[0].extra)["opening-balance"] == "Giro"


def test_lists_are_no_movements_and_unknown_sections_are_refused_with_their_number() -> None:
    lists = "".join(
        f"!Type:{name}\nNx\nD1/2/2020\nT5\n^\n" for name in ("Cat", "Class", "Security", "Memorized", "Prices")
    )
    assert parsed(lists) == []
    assert slugs("!Type:Invoice\nD2026-11-20\nT5\n^\nD2026-11-20\nT5\n^\n" + lists) == [(1, "section-left-out")]
    assert heads("# a remark\n\n!Type:Bank\n^\n")[0].account == ""


def test_of_investments_cash_is_read_and_what_moves_securities_is_refused_in_its_place() -> None:
    text = "!Account\nNBroker\nTInvst\n^\n!Type:Invst\n" + "".join(
        f"D2026-11-20\nN{action}\n{more}T10\n^\n"
        for action, more in (
            ("Buy", "YACME\nQ1\n"),
            ("Div", "YACME\n"),
            ("XOut", ""),
            ("Cash", ""),
            ("DivX", "YACME\n"),
            ("MiscExp", ""),
            ("ShrsIn", "YACME\n"),
        )
    )
    assert [head.kind for head in heads(text)] == ["asset"]
    assert [(row.kind, row.amount.minor) for row in rows(text)] == [
        ("div", 1000),
        ("xout", -1000),
        ("cash", 1000),
        ("miscexp", -1000),
    ]
    assert [slug for _line, slug in slugs(text)] == ["investments-left-out"] * 3


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("2/14'2020", "2/ 3'20"), [(2020, 2, 14), (2020, 2, 3)]),
        (("22/12/2017", "01/02/2018"), [(2017, 12, 22), (2018, 2, 1)]),
        (("8/25/93", "8/ 1/04"), [(1993, 8, 25), (2004, 8, 1)]),
        (("1/ 1'00",), [(2000, 1, 1)]),
        (("2026-11-02", "20261103"), [(2026, 11, 2), (2026, 11, 3)]),
        (("02.11.2026", "3.11.26"), [(2026, 11, 2), (2026, 11, 3)]),
        (("2-11-2026", "14-11-2026"), [(2026, 11, 2), (2026, 11, 14)]),
        (("2026/1/2 10:30",), [(2026, 1, 2)]),
    ],
)
def test_which_number_is_the_day_is_judged_by_the_whole_file(
    texts: Sequence[str], found: list[tuple[int, int, int]]
) -> None:
    assert [row.booking_date for row in rows(days(*texts))] == [date(*each) for each in found]


def test_a_file_that_does_not_show_it_is_refused_with_the_question_and_an_option_answers_it() -> None:
    with pytest.raises(UnclearFile, match="dates-ambiguous") as caught:
        parsed(days("1/1/2026", "02/03/2026"))
    assert caught.value.params == {"date": "02/03/2026", "one": "2026-03-02", "other": "2026-02-03", "corrected": ""}
    for order, day in (("dmy", (2026, 3, 2)), ("mdy", (2026, 2, 3))):
        assert rows(days("02/03/2026"), order)[0].booking_date == date(*day)
    assert rows(days("26/03/02"), "ymd")[0].booking_date == date(2026, 3, 2)
    assert rows(days("02.03.2026"), "mdy")[0].booking_date == date(2026, 2, 3)


def test_an_order_that_the_file_shows_to_be_wrong_is_refused() -> None:
    for given, shown in (("mdy", "13/11/2026"), ("dmy", "11/13/2026"), ("ymd", "11/13/2026"), ("dmy", "26-11-31")):
        texts = (shown, shown.replace("13", "05").replace("31", "05"))
        with pytest.raises(BadFile, match="dates-contradicted"):
            parsed(days(*texts), given)
    assert slugs(days("26-11-31", "26-11-05", "26-11-12"))[0][1] == "row-date-impossible"
    assert [row.booking_date.year for row in rows(days("26-11-30", "26-11-05"))] == [2026, 2026]


def test_days_in_two_orders_are_a_question_too_and_with_an_answer_the_others_are_refused() -> None:
    with pytest.raises(BadFile, match="date-order-mixed"):
        parsed(days("13/01/2026", "01/14/2026"))
    assert slugs(days("13/01/2026", "01/14/2026"), "dmy") == [(5, "row-date-impossible")]


@pytest.mark.parametrize(
    ("record", "slug"),
    [
        ("T5\n^\n", "row-without-date"),
        ("D2026-11-20\n^\n", "row-without-amount"),
        ("D2026-02-30\nT5\n^\n", "row-date-impossible"),
        ("D0026-02-03\nT5\n^\n", "row-date-impossible"),
        ("Dyesterday\nT5\n^\n", "row-date-unreadable"),
        ("D2026-11-20\nT1e400\n^\n", "row-amount-unreadable"),
        ("D2026-11-20\nT1,500\n^\n", "row-amount-ambiguous"),
        ("D2026-11-20\nT5\nP" + "x" * 600 + "\n^\n", "text-too-long"),
        ("D2026-11-20\nT5\n", "row-cut-off"),
        ("D2026-11-20\nT5\n!Type:Cat\n", "row-cut-off"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_in_its_place(record: str, slug: str) -> None:
    assert slugs("!Type:Bank\n" + record) == [(2, slug)]


def test_the_decimal_mark_is_judged_by_the_whole_file() -> None:
    two = "!Type:Bank\nD2026-11-20\nT1.500\n^\nD2026-11-20\nT-12,50\n^\n"
    assert [row.amount.minor for row in rows(two)] == [150000, -1250]
    assert rows(bank("D2026-11-20", "T1,234.50"))[0].amount.minor == 123450


def test_without_a_currency_every_record_is_refused() -> None:
    assert slugs(bank("D2026-11-20", "T5"), unit="") == [(2, "row-without-currency")]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "cp850", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_and_line_ends_are_read_in_whatever_they_are_written(code: str, end: str) -> None:
    text = bank("D2026-11-20", "T5", "PCafé Müller", "MGrüße, à bientôt, mañana").replace("\n", end)
    (only,) = rows(text.encode(code))
    assert (only.payee, only.memo) == ("Café Müller", "Grüße, à bientôt, mañana")


def test_chinese_is_read_too() -> None:
    text = bank("D2026-11-20", "T-35", "P盒马鲜生", "M晚饭和水果", "L餐饮:买菜")
    for code in ("utf-8", "gb18030"):
        (only,) = rows(text.encode(code))
        assert (only.payee, only.memo, only.category) == ("盒马鲜生", "晚饭和水果", "餐饮:买菜")


@pytest.mark.parametrize(("data", "slug"), [(b"", "file-empty"), (b"date,amount\n", "not-qif"), (b"^\n", "not-qif")])
def test_what_is_not_qif_is_refused_as_a_whole(data: bytes, slug: str) -> None:
    with pytest.raises(BadFile, match=slug):
        parsed(data)


def test_it_is_known_by_what_says_what_follows() -> None:
    sniff = registry.bank_reader("qif").sniff
    for known in (b"!Type:Bank\r\nD1", b"# x\n!type:ccard\r", b"\xef\xbb\xbf!Account\n", "!Option:x".encode("utf-16")):
        assert sniff(known) == Score.SURE, known
    for other in (b"", b"Type:Bank", b"a !Type:Bank", b"!important\n", b":20:x\n", b"<!Type:x>"):
        assert sniff(other) == Score.NO, other


def test_cash_of_investments_goes_the_way_of_its_action_whatever_its_sign() -> None:
    text = "!Account\nNBroker\nTInvst\n^\n!Type:Invst\n" + "".join(
        f"D13/01/2026\nN{action}\nT{amount}\n^\n"
        for action, amount in (("XIn", "100.00"), ("XIn", "-100.00"), ("XOut", "20.00"), ("XOut", "-20.00"))
    )
    assert [each.amount.minor for each in rows(text)] == [10000, 10000, -2000, -2000]

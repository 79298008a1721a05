"""MT940 and MT942: what banks write, piece by piece, and what they get wrong."""

from datetime import date
from io import BytesIO

import pytest

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row, Score, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile
from wallet_cli.formats.mt940.format import read, sniff

EUR, USD = currency("EUR"), currency("USD")
BEGIN = ":20:STARTUMS\n:25:37040044/0532013000EUR\n:28C:00007/001\n:60F:C261119EUR100,\n"
END = ":62F:C261120EUR90,5\n:64:C261120EUR80,50\n-\n"
BOOKING = ":61:2611201120D9,50NTRFNONREF//B7\n:86:Coffee\n"


def parsed(text: str | bytes, unit: str = "") -> list[BankEvent]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(BytesIO(data), Profile(currency(unit)) if unit else None))


def rows(text: str | bytes, unit: str = "") -> list[Row]:
    return [each for each in parsed(text, unit) if isinstance(each, Row)]


def refused(text: str, unit: str = "") -> list[tuple[int, str]]:
    return [(each.line, each.slug) for each in parsed(text, unit) if isinstance(each, Refusal)]


def row(booking: str, text: str = "") -> Row:
    (found,) = rows(BEGIN + f":61:{booking}\n" + (f":86:{text}\n" if text else "") + END)
    return found


def test_a_statement_has_its_account_number_balances_and_evidence() -> None:
    head, only = parsed(BEGIN + BOOKING + END)
    assert isinstance(head, StatementHead) and isinstance(only, Row)
    assert (head.bank, head.account, head.currency, head.number) == ("37040044", "0532013000", EUR, "00007/001")
    assert head.opening == (Money(10000, EUR), date(2026, 11, 19))
    assert head.closing == (Money(9050, EUR), date(2026, 11, 20)) and head.last == date(2026, 11, 20)
    assert head.available == (Money(8050, EUR), date(2026, 11, 20))
    assert (head.evidence, head.interim) == (("balances",), False)
    assert (only.line, only.amount, only.memo, only.bank_id) == (5, Money(-950, EUR), "Coffee", "B7")
    assert parsed(BEGIN + BOOKING + END.replace("90,5", "90,6"))[0].evidence == ()  # type: ignore[union-attr]


def test_blocks_of_swift_and_several_statements_are_read_alike() -> None:
    block = "{1:F01BANKDEFF0000000000}{2:O940BANKDEFFXXXXN}{3:}{4:\n" + BEGIN + BOOKING + END[:-2] + "-}{5:}\n"
    other = block.replace("0532013000", "0532013001")
    heads = [each for each in parsed(block + other) if isinstance(each, StatementHead)]
    assert [head.account for head in heads] == ["0532013000", "0532013001"]
    assert len(rows((block + other).replace("\n", "\r\n"))) == 2
    assert len(rows((block + other).replace("\n", "\r"))) == 2
    assert len(rows(block.replace("{4:\n", "{4:"))) == 1


def test_pages_of_one_statement_are_one_with_the_first_opening_and_the_last_closing_balance() -> None:
    first = BEGIN + BOOKING + ":62M:C261120EUR90,50\n-\n"
    second = BEGIN.replace("60F:C261119EUR100,", "60M:C261120EUR90,50").replace("/001", "/002") + BOOKING
    events = parsed(first + second + ":62F:C261120EUR81,\n-\n")
    (head,) = [each for each in events if isinstance(each, StatementHead)]
    assert (head.number, head.evidence) == ("00007", ("balances",))
    assert head.opening and head.opening.amount.minor == 10000
    assert head.closing and head.closing.amount.minor == 8100
    assert len(events) == 3


@pytest.mark.parametrize(
    ("booking", "minor"),
    [
        ("2611201120C1234,NTRFNONREF", 123400),
        ("261120C1234,5NTRFNONREF", 123450),
        ("261120    CR1234,56N062NONREF", 123456),
        ("2611201120D0,01NTRFNONREF", -1),
        ("2611201120RC5,00NTRFNONREF", -500),
        ("2611201120RCR5,00NTRFNONREF", -500),
        ("2611201120RDR5,00NTRFNONREF", 500),
        ("2611201120DD212,39NMSCNONREF//", -21239),
        ("261120D80,25", -8025),
        ("261120C\n80,25NTRFNONREF", 8025),
        ("261120C1,500NTRFNONREF", 150),
        ("261120C1.234.567,00NTRFNONREF", 123456700),
    ],
)
def test_the_mark_gives_the_sign_and_the_comma_the_decimals(booking: str, minor: int) -> None:
    assert row(booking).amount == Money(minor, EUR)


@pytest.mark.parametrize(
    ("dates", "booked", "value"),
    [
        ("2612310101", (2027, 1, 1), (2026, 12, 31)),
        ("2701011231", (2026, 12, 31), (2027, 1, 1)),
        ("2611201121", (2026, 11, 21), (2026, 11, 20)),
        ("261120", (2026, 11, 20), (2026, 11, 20)),
        ("2611200000", (2026, 11, 20), (2026, 11, 20)),
        ("991231", (1999, 12, 31), (1999, 12, 31)),
        ("2402290229", (2024, 2, 29), (2024, 2, 29)),
    ],
)
def test_the_booking_day_takes_the_year_that_is_nearest(
    dates: str, booked: tuple[int, int, int], value: tuple[int, int, int]
) -> None:
    found = row(f"{dates}C1,NTRFNONREF")
    assert (found.booking_date, found.value_date) == (date(*booked), date(*value))


def test_february_30_is_the_last_day_and_the_row_keeps_what_was_written() -> None:
    found = row("1602300301DR6,00N024NONREF")
    assert (found.booking_date, found.value_date) == (date(2016, 3, 1), date(2016, 2, 29))
    assert ("value-date-as-delivered", "160230") in found.extra
    found = row("2302280230DR6,00N024NONREF")
    assert found.booking_date == date(2023, 2, 28) and ("booking-date-as-delivered", "0230") in found.extra


@pytest.mark.parametrize(
    ("booking", "slug"),
    [
        ("2604311120D1,NTRFNONREF", "row-date-impossible"),
        ("2611201320D1,NTRFNONREF", "row-date-impossible"),
        ("261120X1,NTRFNONREF", "booking-unreadable"),
        ("", "booking-unreadable"),
        ("261120D1e400NTRFNONREF", None),
        ("261120D1,005NTRFNONREF", "row-amount-too-fine"),
        ("261120D" + "9" * 30 + ",NTRFNONREF", "amount-too-large"),
        ("261120D1,2,3NTRFNONREF", "row-amount-unreadable"),
    ],
)
def test_a_booking_that_cannot_be_read_is_refused_in_its_place_and_the_next_is_read(
    booking: str, slug: str | None
) -> None:
    found = parsed(BEGIN + BOOKING + f":61:{booking}\n:86:x\n" + BOOKING + END)
    assert [type(each) for each in found][1::2] == [Row, Row]
    if slug:
        assert isinstance(found[2], Refusal) and (found[2].line, found[2].slug) == (7, slug)


@pytest.mark.parametrize("booking", ["2611201120D1234,50NTRF", "261120RCR1234,50", "261120C\n1234,50NTRF"])
def test_a_file_that_ends_among_the_digits_of_an_amount_gives_no_row_with_what_is_left_of_it(booking: str) -> None:
    text = BEGIN + BOOKING + f":61:{booking}"
    first = text.rindex("1234")
    for end in range(first + 1, first + len("1234,50") + 1):
        assert [type(each) for each in parsed(text[:end])] == [StatementHead, Row, Refusal]
        assert refused(text[:end]) == [(7, "row-cut-off")], text[:end]
    assert len(rows(text + "\n")) == 2


def test_numbered_pieces_say_who_what_for_and_under_which_references() -> None:
    found = row(
        "2611201120DR9,50NDDTNONREF//0724710333343453",
        "105?00FOLGELASTSCHRIFT?109310?20EREF+INV 77?21KREF+K5?22MREF+M-1?23CRED+DE98ZZZ09999999\n"
        "999?24SVWZ+Strom November und Dez?25ember?26ABWA+Anna Example?30BYLADEMM?31DE4470\n"
        "0500000001234567?32Stadtwerke Musterstadt Gese?33llschaft?34992",
    )
    assert (found.payee, found.memo) == ("Stadtwerke Musterstadt Gesellschaft", "Strom November und Dezember")
    assert (found.end_to_end, found.mandate, found.kind) == ("INV 77", "M-1", "FOLGELASTSCHRIFT")
    assert (found.other_account, found.other_bank) == ("DE44700500000001234567", "BYLADEMM")
    assert found.bank_id == "0724710333343453"
    assert len(set(found.extra)) == len(found.extra)
    said = dict(found.extra)
    assert (said["creditor-id"], said["ultimate-debtor"]) == ("DE98ZZZ09999999999", "Anna Example")
    assert (said["booking-code"], said["journal"], said["key"]) == ("105", "9310", "992")


def test_a_full_piece_goes_on_in_the_middle_of_a_word_and_an_id_ends_with_its_piece() -> None:
    text = "166?00GUTSCHRIFT?20SVWZ+Rechnung 4711 Teilbetr?21ag?32A"
    assert row("261120C1,NTRF", text).memo == "Rechnung 4711 Teilbetrag"
    text = "166<00GUTSCHRIFT<20EREF+E1<32A<60Miete<61Mai"
    found = row("261120C1,NTRF", text)
    assert (found.end_to_end, found.memo, found.payee) == ("E1", "Miete Mai", "A")
    assert row("261120C1,NTRF", "166?20EREF+NOTPROVIDED?21SVWZ+x?99 y").end_to_end == ""
    assert row("261120C1,NTRF", "166?20Wirklich?99 Euro").memo == "Wirklich?99 Euro"


def test_names_between_slashes_say_the_same() -> None:
    found = row(
        "261120C25,03N654NONREF",
        "/TRTP/SEPA OVERBOEKING/IBAN/NL47INGB9999999999/BIC/INGBNL2A/NAME/P. de\n Vries/REMI/Invoice 5/EREF/E-5",
    )
    assert (found.payee, found.memo, found.kind) == ("P. de Vries", "Invoice 5", "SEPA OVERBOEKING")
    assert (found.other_account, found.other_bank, found.end_to_end) == ("NL47INGB9999999999", "INGBNL2A", "E-5")
    found = row(
        "261120D1,", "/EREF/E1//MARF/M1//CSID/C1//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV///REMI/USTD//FACT/"
    )
    assert (found.payee, found.memo, found.mandate) == ("ING BANK NV", "FACT", "M1")
    assert (found.other_account, dict(found.extra)["creditor-id"]) == ("NL32INGB0000012345", "C1")


def test_a_text_of_no_form_is_the_memo_and_one_that_begins_with_an_iban_names_the_other_party() -> None:
    found = row("2001010101D65,00NOVBNL47INGB9999999999\nh paulissen", "NL47INGB9999999999 h paulissen\n\nJewels")
    assert (found.other_account, found.payee, found.memo) == ("NL47INGB9999999999", "h paulissen", "Jewels")
    found = row("261120C1,NTRFREF 5//B\nmore details", "Salary")
    assert (found.memo, dict(found.extra)["reference"], dict(found.extra)["details"]) == (
        "Salary",
        "REF 5",
        "more details",
    )
    assert row("261120C1,NTRF\nmore details").memo == "more details"


def test_details_hold_the_original_amount_and_the_charges() -> None:
    found = row("261120D4,5NTRFREF//B\n/OCMT/USD5,25//CHGS/EUR0,5/")
    assert (found.original, found.charges) == (Money(-525, USD), Money(50, EUR))
    assert row("261120D4,5NTRFREF//B\n/OCMT/EUR4,5//IACC/D3/").original is None


def test_a_line_of_a_text_that_looks_like_a_field_stays_in_the_text() -> None:
    for time in (":26:37", ":20:11", ":25:00", ":28:59", ":13:01"):
        found = row("261120C1,NTRF", f"166?20EREF+E1?21SVWZ+2026-11-20T16\n{time} Fo?25lgenr. 7")
        assert f"T16{time} Fo" in found.memo, time
    assert row("261120C1,NTRF", "one\n-\ntwo").memo == "one - two"


def test_a_statement_that_lacks_its_end_still_ends_where_the_next_one_begins() -> None:
    events = parsed(BEGIN + BOOKING + BEGIN.replace("0532013000", "1") + BOOKING + ":86:about the account\n")
    assert [each.account for each in events if isinstance(each, StatementHead)] == ["0532013000", "1"]


def test_the_text_after_the_closing_balance_is_not_a_booking_s() -> None:
    (only,) = rows(BEGIN + ":61:261120C1,NTRF\n:62F:C261120EUR101,\n:86:about the account\n-\n")
    assert only.memo == ""


def test_non_swift_lines_name_owner_payee_and_kind() -> None:
    told = ":NS:22Test GmbH\n23Giro\n"
    found = parsed(BEGIN + told + ":61:261120C5000,00S05168790452\n:NS:01one\n02two\n15Anna\n17Booking\n204711\n" + END)
    head, only = found
    assert isinstance(head, StatementHead) and isinstance(only, Row)
    assert (head.owner, head.product) == ("Test GmbH", "Giro")
    assert (only.memo, only.payee, only.kind) == ("one two", "Anna", "Booking")


def test_a_report_within_the_day_is_interim_and_its_rows_are_pending() -> None:
    text = ":20:R\n:25:NL91ABNA0417164300\n:28C:1/1\n:34F:EURD0,\n:34F:EURC0,\n:13D:2611201730+0100\n" + BOOKING
    head, only = parsed(text + ":90D:1EUR9,50\n:90C:0EUR0,\n-\n")
    assert isinstance(head, StatementHead) and isinstance(only, Row)
    assert (head.interim, head.last, head.account) == (True, date(2026, 11, 20), "NL91ABNA0417164300")
    assert (head.stated.went_count, head.stated.went) == (1, Money(950, EUR))
    assert (head.stated.came_count, head.stated.came) == (0, Money(0, EUR))
    assert only.pending and only.amount == Money(-950, EUR)


@pytest.mark.parametrize(
    ("account", "bank", "number", "unit"),
    [
        ("51210600/9223382012EUR", "51210600", "9223382012", "EUR"),
        ("UBRTHUHB/123456789150/HUF", "UBRTHUHB", "123456789150", "HUF"),
        ("NL91ABNA0417164300", "", "NL91ABNA0417164300", None),
        ("NL91RABO0417164300 EUR", "", "NL91RABO0417164300", "EUR"),
        ("", "", "", None),
    ],
)
def test_an_account_may_come_with_its_bank_and_its_currency(
    account: str, bank: str, number: str, unit: str | None
) -> None:
    (head,) = parsed(f":20:x\n:25:{account}\n")
    assert isinstance(head, StatementHead)
    assert (head.bank, head.account, head.currency and head.currency.code) == (bank, number, unit)


def test_the_currency_is_the_statement_s_else_the_account_s_else_every_booking_is_refused() -> None:
    assert rows(":61:261120C1,NTRF\n", "USD")[0].amount == Money(100, USD)
    assert refused(":61:261120C1,NTRF\n") == [(1, "row-without-currency")]
    assert refused(BEGIN.replace("EUR", "DEM") + BOOKING) == [(5, "unknown-currency")]


def test_a_balance_that_cannot_be_read_is_refused_and_the_bookings_are_not() -> None:
    assert refused(BEGIN + BOOKING + ":62F:nonsense\n") == [(1, "balance-unreadable")]
    assert len(rows(BEGIN + BOOKING + ":62F:nonsense\n:65:Dnullnull\n")) == 1


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "iso-8859-1", "cp1252", "cp850", "cp437", "cp852", "utf-16"])
def test_letters_are_read_in_whatever_they_are_written(code: str) -> None:
    text = BEGIN + ":61:261120C1,NTRF\n:86:166?00GUTSCHRIFT?20Überweisung für Köln, schöne Grüße?32Jörg Müller\n" + END
    (only,) = rows(text.encode(code))
    assert (only.memo, only.payee) == ("Überweisung für Köln, schöne Grüße", "Jörg Müller")


@pytest.mark.parametrize(("data", "slug"), [(b"", "file-empty"), (b"1\n2\n3\n", "not-mt940"), (b"%PDF", "not-mt940")])
def test_what_is_not_mt940_is_refused_as_a_whole(data: bytes, slug: str) -> None:
    with pytest.raises(BadFile, match=slug):
        parsed(data)


def test_it_is_known_by_its_fields() -> None:
    assert sniff((BEGIN + BOOKING).encode()) == Score.SURE
    assert sniff(b"{1:F01BANKDEFF}{2:O940}{4:\r\n" + (BEGIN + BOOKING).encode()) == Score.SURE
    assert sniff(b":20:x\r\n") == Score.MAYBE
    for other in (b"", b"1\n2\n", b"!Type:Bank\n", b"date,:20:\n", b"OFXHEADER:100\n", b"<x>:61:</x>"):
        assert sniff(other) == Score.NO, other


def test_an_expected_debit_goes_out_and_an_expected_credit_comes_in() -> None:
    assert row("2611201120ED9,50NTRFNONREF").amount == Money(-950, EUR)
    assert row("2611201120EC9,50NTRFNONREF").amount == Money(950, EUR)


def test_amounts_of_a_currency_without_decimals_are_whole() -> None:
    text = ":20:A\n:25:111/222\n:28C:1/1\n:60F:C261119JPY1000,\n:61:2611201120D700,NTRFNONREF\n:62F:C261120JPY300,\n-\n"
    head, only = parsed(text)
    assert isinstance(head, StatementHead) and isinstance(only, Row)
    assert (only.amount, head.evidence) == (Money(-700, currency("JPY")), ("balances",))
    text = ":20:A\n:25:111/222\n:60F:C261119KWD1000,\n:61:2611201120D700,50NTRFNONREF\n:62F:C261120KWD299,5\n-\n"
    head, only = parsed(text)
    assert isinstance(head, StatementHead) and isinstance(only, Row)
    assert (only.amount, head.evidence) == (Money(-700500, currency("KWD")), ("balances",))


def test_a_page_of_another_account_is_not_joined() -> None:
    first = BEGIN + BOOKING + ":62M:C261120EUR90,50\n-\n"
    second = BEGIN.replace("60F:C261119EUR100,", "60M:C261120EUR90,50").replace("0532013000", "0532013001") + BOOKING
    events = parsed(first + second + ":62F:C261120EUR81,\n-\n")
    assert [each.account for each in events if isinstance(each, StatementHead)] == ["0532013000", "0532013001"]

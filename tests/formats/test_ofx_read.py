import io
import json
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Balance, Profile, Refusal, Row, Score, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats import base
from wallet_cli.formats.ofx import format as ofx
from wallet_cli.formats.ofx.text import decode, tags

EUR, USD = Currency("EUR", 2), Currency("USD", 2)
HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
TRN = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261121<TRNAMT>-4.50<FITID>a1<NAME>Coffee</STMTTRN>"


def statement(rows: str = TRN, currency: str = "<CURDEF>EUR", more: str = "") -> str:
    return (
        f"<STMTRS>{currency}<BANKACCTFROM><BANKID>DEUTDEFF<ACCTID>DE89<ACCTTYPE>SAVINGS</BANKACCTFROM>"
        f"<BANKTRANLIST><DTSTART>20261101<DTEND>20261130{rows}</BANKTRANLIST>{more}</STMTRS>"
    )


def read(body: str | bytes, profile: Profile | None = None) -> list:
    data = body if isinstance(body, bytes) else f"<OFX>{body}</OFX>".encode()
    return list(ofx.read(io.BytesIO(data), profile))


def rows_of(events: list) -> list[Row]:
    return [event for event in events if isinstance(event, Row)]


def slugs(events: list) -> list[str]:
    return [event.slug for event in events if isinstance(event, Refusal)]


def test_a_statement_tells_its_head_first_with_the_balances_from_behind_the_rows():
    balances = "<LEDGERBAL><BALAMT>95,50<DTASOF>20261130</LEDGERBAL><AVAILBAL><BALAMT>90<DTASOF>20261201</AVAILBAL>"
    head, row = read(statement(more=balances))
    assert head == StatementHead(
        "DE89",
        "DEUTDEFF",
        EUR,
        "savings",
        date(2026, 11, 1),
        date(2026, 11, 30),
        None,
        Balance(Money(9550, EUR), date(2026, 11, 30)),
        Balance(Money(9000, EUR), date(2026, 12, 1)),
        line=1,
    )
    assert row == Row(1, date(2026, 11, 21), Money(-450, EUR), "Coffee", kind="debit", bank_id="a1")


def test_every_detail_of_a_row_is_kept():
    trn = (
        "<STMTTRN><TRNTYPE>Xfer<DTPOSTED>20261121120000.000[-5:EST]<DTUSER>20261119<DTAVAIL>20261123<TRNAMT>7"
        "<FITID>x<CHECKNUM>12<REFNUM>r9<PAYEE><NAME>Anna &amp; Bob<ADDR1>Street</PAYEE>"
        "<BANKACCTTO><BANKID>B<ACCTID>FR76</BANKACCTTO><MEMO>a < b &#20013;&#xD800;"
        "<ORIGCURRENCY><CURRATE>1.1<CURSYM>USD</ORIGCURRENCY></STMTTRN>"
    )
    (row,) = rows_of(read(statement(trn)))
    assert row.payee == "Anna & Bob" and row.memo == "a < b 中\ufffd" and row.value_date == date(2026, 11, 23)
    assert row.amount == Money(700, EUR) and row.original is None
    assert dict(row.extra) == {
        "check-number": "12",
        "reference": "r9",
        "user-date": "20261119",
        "counterparty-account": "FR76",
        "counterparty-bank": "B",
        "original-currency": "USD",
        "rate": "1.1",
    }


def test_an_unreadable_value_date_costs_no_row():
    (row,) = rows_of(read(statement(TRN.replace("<NAME>", "<DTAVAIL>00000000<NAME>"))))
    assert row.value_date is None and row.payee == "Coffee"


def test_an_amount_the_bank_left_in_another_currency_stays_in_it():
    (row,) = rows_of(read(statement(TRN.replace("<NAME>", "<CURRENCY><CURRATE>1.06<CURSYM>USD</CURRENCY><NAME>"))))
    assert row.amount == Money(-450, USD) and row.payee == "Coffee"


def test_several_statements_of_banks_and_cards_come_one_after_the_other():
    card = (
        "<CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM><BANKTRANLIST>" + TRN + "</BANKTRANLIST></CCSTMTRS>"
    )
    line = statement().replace("SAVINGS", "CREDITLINE")
    kinds = [(e.kind, e.account) if isinstance(e, StatementHead) else e.amount for e in read(line + card)]
    assert kinds == [("loan", "DE89"), Money(-450, EUR), ("card", "4111"), Money(-450, USD)]


def test_pending_rows_are_marked():
    pending = "<BANKTRANLISTP><STMTTRNP><TRNTYPE>POS<DTTRAN>20261129<TRNAMT>-1<NAME>x</STMTTRNP></BANKTRANLISTP>"
    booked, waiting = rows_of(read(statement(more=pending)))
    assert not booked.pending and waiting.pending and waiting.booking_date == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("bad", "slug"),
    [
        (TRN.replace("20261121", "20260230"), "row-date-impossible"),
        (TRN.replace("<DTPOSTED>20261121", ""), "row-without-date"),
        (TRN.replace("-4.50", ""), "row-without-amount"),
        (TRN.replace("-4.50", "four"), "row-amount-unreadable"),
        (TRN.replace("-4.50", "-4.505"), "row-amount-too-fine"),
        (TRN.replace("-4.50", "9" * 25), "amount-too-large"),
        (TRN.replace("Coffee", "x" * 600), "text-too-long"),
        (TRN.replace("<NAME>", "<CURRENCY><CURSYM>QQQ</CURRENCY><NAME>"), "unknown-currency"),
    ],
)
def test_one_bad_row_is_refused_in_its_line_and_the_others_stay(bad, slug):
    events = read(statement(TRN + "\n" + bad + "\n" + TRN))
    assert [type(event) for event in events] == [StatementHead, Row, Refusal, Row]
    assert events[2].slug == slug and events[2].line == 2 and events[2].excerpt.startswith("<STMTTRN>")


def test_without_a_currency_the_importers_is_taken_else_each_row_is_refused():
    for currency in ("", "<CURDEF>", "<CURDEF></CURDEF>"):
        assert slugs(read(statement(currency=currency))) == ["row-without-currency"]
        head, row = read(statement(currency=currency), Profile(USD))
        assert head.currency == USD and row.amount == Money(-450, USD)
    assert rows_of(read(statement(), Profile(USD)))[0].amount.currency == EUR
    assert slugs(read(statement(currency="<CURDEF>QQQ"))) == ["unknown-currency"]


def test_unreadable_balances_and_periods_are_told_and_cost_no_row():
    bad = "<LEDGERBAL><BALAMT>n/a<DTASOF>20261130</LEDGERBAL><AVAILBAL><BALAMT>1<DTASOF>soon</AVAILBAL>"
    events = read(statement(more=bad).replace("<DTSTART>20261101", "<DTSTART>2026"))
    assert slugs(events) == ["row-date-unreadable", "row-amount-unreadable", "row-date-unreadable"]
    assert len(rows_of(events)) == 1 and events[0].closing is None and events[0].available.on is None
    assert read(statement(more="<LEDGERBAL><BALAMT></BALAMT><DTASOF></LEDGERBAL>"))[0].closing is None


def test_what_is_no_bank_row_is_counted():
    buy = "<BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20260101</INVTRAN><TOTAL>-5</INVBUY></BUYSTOCK>"
    cash = f"<INVBANKTRAN>{TRN}<SUBACCTFUND>CASH</INVBANKTRAN>"
    account = "<INVACCTFROM><BROKERID>b<ACCTID>9</INVACCTFROM>"
    body = f"<INVSTMTRS><CURDEF>USD{account}<INVTRANLIST>{buy}\n{buy}{cash}</INVTRANLIST></INVSTMTRS>"
    head, row, note = read("<INTRATRNRS><INTRARS><TRNAMT>1</INTRARS></INTRATRNRS>" + body)[1:]
    assert (head.kind, head.bank, head.account) == ("asset", "b", "9") and row.amount == Money(-450, USD)
    assert (note.slug, note.params, note.line) == ("investments-left-out", {"count": 2}, 1)
    assert slugs(read("<INTRATRNRS><INTRARS><TRNAMT>1</INTRARS></INTRATRNRS>")) == ["transfer-left-out"]


def test_an_error_of_the_bank_is_told():
    body = "<STATUS><CODE>0<SEVERITY>INFO</STATUS>\n<STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>No\u202eway</STATUS>"
    (note,) = read(body)
    assert (note.slug, note.line, note.params["code"]) == ("bank-reported-error", 2, "2000")


def test_a_file_that_ends_inside_a_row_does_not_pass_a_shortened_amount_off_as_whole():
    cut = f"<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>{TRN}\n<STMTTRN><DTPOSTED>20261121<TRNAMT>-10".encode()
    _, row, note = read(cut)
    assert (note.slug, note.line) == ("row-cut-off", 2) and row.amount == Money(-450, EUR)


def test_rows_end_where_the_next_begins_or_the_list_ends():
    loose = TRN.replace("</STMTTRN>", "")
    assert len(rows_of(read(statement(loose + loose)))) == 2
    assert (
        len(rows_of(read(f"<STMTRS><CURDEF>EUR{loose}<LEDGERBAL><BALAMT>1</LEDGERBAL><STMTRS><CURDEF>USD{TRN}"))) == 2
    )
    assert [type(e) for e in read(TRN.encode())] == [StatementHead, Refusal]


@pytest.mark.parametrize(
    "data",
    [
        (HEADER + f"<OFX>{statement()}</OFX>").encode(),
        b"\n\n\n" + (HEADER + f"<OFX >{statement()}</OFX>").encode(),
        ("OFXHEADER:100DATA:OFXSGML<OFX>" + statement() + "</OFX>").encode(),
        (HEADER + f"<OFX>{statement()}</OFX>").replace("\n", "\r\n").encode(),
        (HEADER + f"<OFX>{statement()}</OFX>").replace("<TRN", "\r<TRN").replace("\n", "\r").encode(),
        f"<OFX>{statement()}</OFX>".lower().replace("eur", "EUR").replace("coffee", "Coffee").encode(),
        f"<OFX>{statement()}</OFX>".encode("utf-16"),
        b"\xef\xbb\xbf" + f"<OFX>{statement()}</OFX>".encode(),
        b'<?xml version="1.0"?><!-- <STMTTRN> --><o:OFX xmlns:o="http://ofx.net/types/2003/04">'
        + statement().replace("Coffee", "<![CDATA[Coffee]]></NAME>").replace("<STMTRS>", '<o:STMTRS x="1">').encode(),
    ],
)
def test_headers_line_ends_and_dialects_make_no_difference(data):
    (row,) = rows_of(read(data))
    assert (row.amount, row.payee, row.booking_date) == (Money(-450, EUR), "Coffee", date(2026, 11, 21))
    assert ofx.sniff(data) == Score.SURE


@pytest.mark.parametrize(
    ("header", "codec"),
    [
        ("CHARSET:1252", "cp1252"),
        ("CHARSET:1252", "utf-8"),
        ("CHARSET:NONE", "utf-8"),
        ("ENCODING:UTF-8", "cp1252"),
        ("CHARSET:8859-15", "iso8859-15"),
        ("CHARSET:ISO-8859-1", "latin-1"),
        ("CHARSET:1250", "cp1250"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ("CHARSET:cpNONE", "cp1252"),
        ("", "cp1252"),
        ("CHARSET:rot13", "cp1252"),
        ("ENCODING:unicode_escape", "cp1252"),
    ],
)
def test_the_encoding_is_found_whatever_the_header_says(header, codec):
    data = f"{header}\n<OFX>{statement(TRN.replace('Coffee', 'Caféß'))}</OFX>".encode(codec)
    assert rows_of(read(data))[0].payee == "Caféß"


def test_chinese_code_pages_are_read_by_the_header():
    for header in ("CHARSET:936", "CHARSET:GB2312"):
        data = f"{header}\n<OFX>{statement(TRN.replace('Coffee', '咖啡䶮'))}</OFX>".encode("gb18030")
        assert rows_of(read(data))[0].payee == "咖啡䶮"


def test_every_code_page_of_the_list_exists():
    for number in (*range(400, 1300),):
        decode(f"CHARSET:{number}\n".encode() + b"\x81\xff")
    for number in range(20):
        decode(f"CHARSET:8859-{number}\n".encode() + b"\x81\xff")
    for name in ("gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "koi8-r"):
        decode(f"CHARSET:{name}\n".encode() + b"\x81\xff")


def test_foreign_text_is_made_harmless():
    (row,) = rows_of(read(statement(TRN.replace("Coffee", "\x1b[2J\u202eevil <JOHN SMITH> &#27;"))))
    assert row.payee == "<U+001B>[2J<U+202E>evil <JOHN SMITH> <U+001B>"


def test_entities_are_never_expanded_and_declaring_them_is_refused():
    (row,) = rows_of(read(statement(TRN.replace("Coffee", "&xxe; &amp;lt;"))))
    assert row.payee == "&xxe; &lt;"
    bomb = b'<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><OFX></OFX>'
    with pytest.raises(BadFile, match="file-declares-entities"):
        read(bomb)


@pytest.mark.parametrize(
    ("data", "slug"), [(b"", "file-empty"), (b" \n", "file-empty"), (b"%PDF-1.7", "not-ofx"), (b"<html>", "not-ofx")]
)
def test_what_is_no_ofx_is_refused_whole(data, slug):
    with pytest.raises(BadFile, match=slug):
        read(data)


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(base, "SIZE_LIMIT_MIB", 1)
    with pytest.raises(BadFile, match="file-too-large"):
        read(b"<OFX>" + b" " * 2**20)


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<![CDATA[", b"<?xml", b"<A ", b"<" + b" " * 50, b"<STMTTRN>", b"<a b=", b"&#1"]
)
def test_hostile_repetition_is_read_in_linear_time(piece):
    begun = time.process_time()
    read(b"<OFX>" + piece * (400_000 // len(piece)))
    assert time.process_time() - begun < 5


def test_tags_merge_what_comments_and_cdata_split():
    text = "<A>x<!-- y --> &lt;<![CDATA[<B>&amp;]]>z<?xml ?><C/>"
    assert [(tag.name, tag.value) for tag in tags(text)] == [("A", "x <<B>&amp;z"), ("C", "")]
    assert [(tag.name, tag.value) for tag in tags("<A>b <!-- c<D>e")] == [("A", "b <!-- c"), ("D", "e")]


def test_sniffing_goes_by_bytes():
    assert ofx.sniff(HEADER.encode()) == Score.SURE
    assert ofx.sniff(b"x" + TRN.encode()) == Score.MAYBE
    assert ofx.sniff(b"Date,Amount\n") == Score.NO


@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                b"<OFX>",
                b"<STMTRS>",
                b"</STMTRS>",
                b"<STMTTRN>",
                b"</STMTTRN>",
                b"<TRNAMT>1.5",
                b"<DTPOSTED>20260101",
                b"<CURDEF>EUR",
                b"<LEDGERBAL>",
                b"<BALAMT>x",
                b"<STATUS>",
                b"</STATUS>",
                b"<SEVERITY>ERROR",
                b"<NAME>\xff&",
                b"<!--",
                b"-->",
                b"<INVTRAN>",
                b"<CURRENCY>",
                b"<CURSYM>",
                b"]]>",
                b"\n",
            ]
        )
    ).map(b"".join)
)
def test_any_bytes_give_rows_refusals_or_a_clear_error(data):
    for body in (data, b"<OFX>" + data):
        try:
            events = read(body)
        except WalletError as problem:
            assert isinstance(problem, BadFile)
            continue
        assert all(isinstance(event, (Row, Refusal, StatementHead)) for event in events)


def test_the_corpus_agrees_in_rows_and_sums(corpus):
    """Rows and refusals together explain every row of the index, and every sum that was counted without a parser."""
    entries = [json.loads(line) for line in (corpus / "statements" / "index.jsonl").open(encoding="utf-8")]
    files = [entry for entry in entries if entry["format"] == "ofx"]
    assert files
    for entry in files:
        data = (corpus / "statements" / entry["path"]).read_bytes()
        assert ofx.sniff(data[:65536]) == Score.SURE
        events = read(data)
        rows = rows_of(events)
        refused = [slug for slug in slugs(events) if slug.startswith("row-")]
        assert len(rows) + len(refused) == entry["rows"], entry["path"]
        if entry["sum"] is not None and not refused:
            total = sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows)
            assert total == Decimal(entry["sum"]), entry["path"]
        assert not refused or refused == ["row-amount-too-fine"] * 3, entry["path"]
        told = sum(e.params["count"] for e in events if isinstance(e, Refusal) and e.slug == "investments-left-out")
        assert told == entry.get("investment_rows", 0)


def _amount(text: str) -> str:
    return TRN.replace("DEBIT", "CREDIT").replace("-4.50", text)


def _closing(text: str) -> str:
    return f"<LEDGERBAL><BALAMT>{text}<DTASOF>20261130</LEDGERBAL>"


def test_an_amount_with_a_thousand_between_its_readings_is_judged_by_the_whole_file():
    for others, minor in (("12.50", 150000), ("12,50", 150), ("0,500", 150), ("1,234,567", 150000)):
        events = read(statement(_amount("1,500") + _amount(others)))
        assert not slugs(events) and rows_of(events)[0].amount.minor == minor, others
    later = statement(_amount("1,500")) + statement(_amount("3.25"))  # another statement of the same file
    assert rows_of(read(later))[0].amount.minor == 150000
    by_balance = read(statement(_amount("1,500"), more=_closing("9,5")))
    assert rows_of(by_balance)[0].amount.minor == 150


def test_an_amount_whose_file_shows_no_mark_or_both_is_refused():
    for others in ("", _amount("20"), _amount("2,750"), _amount("1.50") + _amount("1,50")):
        events = read(statement(_amount("-1,500") + others))
        assert slugs(events)[0] == "row-amount-ambiguous"
        assert all(abs(each.amount.minor) in (2000, 150) for each in rows_of(events))


def test_a_balance_with_two_readings_is_refused_and_not_compared():
    events = read(statement(_amount("-20"), more=_closing("1.500")))
    assert slugs(events) == ["row-amount-ambiguous"] and events[0].closing is None
    events = read(statement(_amount("-20,10"), more=_closing("1.500")))
    assert not slugs(events) and events[0].closing.amount.minor == 150000


def test_a_group_that_is_left_open_ends_with_its_statement():
    open_end = "<STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</STMTRS>"
    heads = [each for each in read(open_end + statement()) if isinstance(each, StatementHead)]
    assert [(head.account, head.currency) for head in heads] == [("1", USD), ("DE89", EUR)]


def test_what_is_told_of_a_cut_off_row_and_of_a_bank_s_error_is_their_beginning():
    data = b"<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN><TRNAMT>-1<NAME>" + b"x" * 900
    (cut,) = [event for event in read(data) if isinstance(event, Refusal)]
    assert (cut.slug, cut.excerpt[:22], len(cut.excerpt)) == ("row-cut-off", "<STMTTRN><TRNAMT>-1<NA", 80)
    error = f"<STATUS><CODE>{'7' * 30}<SEVERITY>ERROR<MESSAGE>{'m' * 300}</STATUS>"
    (told,) = [event for event in read(error + statement()) if isinstance(event, Refusal)]
    assert told.params == {"code": "7" * 20, "message": "m" * 200}


def test_a_number_of_half_a_character_is_no_character():
    for point, seen in (
        (0xD7FF, "\ud7ff"),
        (0xD800, "\ufffd"),
        (0xDFFF, "\ufffd"),
        (0xE000, "\ue000"),
        (0x10FFFF, "\U0010ffff"),
        (0x110000, "\ufffd"),
    ):
        (row,) = rows_of(read(statement(TRN.replace("Coffee", f"a&#{point};b"))))
        assert row.payee in (f"a{seen}b", f"a<U+{ord(seen):04X}>b")

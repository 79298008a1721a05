"""Encodings, damage, hostile files: what isn't a good camt message gives whole rows, refusals, or one clear error."""

import io
import time
import tracemalloc
from datetime import date
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_camt_read import DETAIL, EUR, OTHER, balance, document, entry, one, part, read, rows_of, slugs
from wallet_cli.domain.files.statement import Refusal, Row, Score, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.camt import format as camt


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + document(entry()).encode(),
        b'\n\n<?xml version="1.0" encoding="UTF-8"?>' + document(entry()).encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + document(entry())).encode("utf-16"),
        document(entry()).encode("utf-16-le"),
        document(entry()).encode("utf-16-be"),
        document(entry()).replace("><", ">\r<").encode(),
        document(entry()).replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:").replace(
            "<c:Document", '<c:Document xmlns:c="urn:x"').encode(),
        document(entry()).replace("City Market", "<![CDATA[City Market]]>").encode(),
    ],
)  # fmt: skip
def test_encodings_line_ends_and_prefixes_make_no_difference(data):
    (row,) = rows_of(read(data))
    assert (row.amount, row.payee, row.booking_date) == (Money(-450, EUR), "City Market", date(2026, 11, 21))
    assert camt.sniff(data) == Score.SURE


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("UTF-8", "utf-8", "Café 咖啡"),
        ("UTF-8", "cp1252", "Caféß"),
        ("windows-1252", "cp1252", "Café"),
        ("ISO-8859-15", "iso8859-15", "Café€"),
        ("GBK", "gb18030", "咖啡"),
        ("rot13", "utf-8", "Café"),
        ("unicode_escape", "utf-8", "Café"),
    ],
)
def test_the_encoding_is_the_declared_one_and_what_isn_t_utf_8_is_read_all_the_same(declared, codec, name):
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    data = (head + document(entry(details=DETAIL.replace("City Market", name)))).encode(codec)
    assert rows_of(read(data))[0].payee == name


def test_foreign_text_is_made_harmless():
    row = one(entry(details=DETAIL.replace("City Market", "\x1b[2J\u202eevil &lt;b&gt;")))
    assert row.payee == "\ufffd[2J<U+202E>evil <b>"


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "file-empty"),
        (b" \n", "file-empty"),
        (b"%PDF-1.7", "not-camt"),
        (b"<html><body></body></html>", "not-camt"),
        (b"<html><br></html>", "not-camt"),
        (b"<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>", "no-statement"),
        (b"<Document><BkToCstmrStmt><GrpHdr>", "xml-cut-off"),
        (b"<Document><BkToCstmrStmt></GrpHdr>", "xml-broken"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document("&x;").encode(),
            "file-declares-entities",
        ),
        (b'<!DOCTYPE a SYSTEM "http://x/">' + document("").encode(), "file-declares-entities"),
        (b"<a>" * 5000, "not-camt"),
    ],
)
def test_what_is_no_camt_is_refused_whole(data, slug):
    with pytest.raises(BadFile, match=slug):
        read(data)


def test_a_file_that_breaks_gives_what_came_before_and_its_line():
    whole = document(entry() + "\n" + entry())
    events = read(whole.replace("</BkToCstmrStmt>", "</x>"))
    assert len(rows_of(events)) == 2 and slugs(events) == ["xml-broken"] and events[-1].params["line"] == 4
    events = read(whole[: whole.rindex("<AcctSvcrRef>")])
    assert (
        len(rows_of(events)) == 1 and slugs(events) == ["row-cut-off"] and events[-1].excerpt == "2026-11-21 4.50 EUR"
    )


def test_cut_anywhere_a_file_gives_whole_rows_and_says_so():
    whole = document(
        balance("OPBD", "10") + entry("12.34") + entry("56.78", details=part("50") + part("6.78"))
    ).encode()
    amounts = [-1234, -5000, -678]
    for end in range(len(whole)):
        try:
            events = read(whole[:end])
        except BadFile:
            continue
        found = [row.amount.minor for row in rows_of(events)]
        assert found == amounts[: len(found)] and len(found) in (0, 1, 3) and slugs(events)


@pytest.mark.parametrize(
    "piece", ["<a>", "<!--", "<a b='", "<Ntry>", "<TxDtls/>", "&#1", "<![CDATA[", "x" * 99, "<Ustrd>x</Ustrd>", "<?x "]
)
def test_hostile_repetition_is_read_in_linear_time_and_little_memory(piece):
    data = document("@").replace("@", "<Ntry><NtryDtls><TxDtls><RmtInf><Ustrd>" + piece * (3_000_000 // len(piece)))
    began = time.process_time()
    tracemalloc.start()
    try:
        camt_events = camt.read(io.BytesIO(data.encode()))
        assert sum(1 for _event in camt_events) < 5
    except BadFile:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.process_time() - began < 20 and peak < 24 * 2**20


def test_sniffing_goes_by_bytes():
    assert camt.sniff(document("").encode()) == Score.SURE
    assert camt.sniff(b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">') == Score.MAYBE
    for other in (
        b"Date,Text\n1,<BkToCstmrStmt>",
        b"OFXHEADER:100\n<OFX>",
        b"<Document><CstmrCdtTrfInitn>",
        b"",
        b":20:",
    ):
        assert camt.sniff(other) == Score.NO


TOKENS = [
    *("<Document>", "<BkToCstmrStmt>", "</BkToCstmrStmt>", "<Stmt>", "</Stmt>", "<Ntry>", "</Ntry>", "<NtryDtls>"),
    *('<Amt Ccy="EUR">', "</Amt>", "1.5", "<CdtDbtInd>DBIT</CdtDbtInd>", "<BookgDt><Dt>2026-11-01</Dt></BookgDt>"),
    *("<TxDtls>", "</TxDtls>", "</NtryDtls>", "<Bal>", "</Bal>", "\0", "\r", "&#0;", "<!--", "-->", "\u202e", "<Sts>"),
    *("</Sts>", entry(), balance("CLBD", "1"), document(entry()), "9" * 50, "<Nm>", "</Nm>"),
]


@given(st.binary(max_size=300) | st.lists(st.sampled_from(TOKENS)).map(lambda parts: "".join(parts).encode()))
def test_any_bytes_give_rows_refusals_or_a_clear_error(data):
    for body in (data, b"<Document><BkToCstmrStmt><Stmt>" + data, document(entry("1")).encode()[:-40] + data):
        try:
            events = read(body)
        except WalletError as problem:
            assert isinstance(problem, BadFile)
            continue
        assert all(isinstance(event, (Row, Refusal, StatementHead)) for event in events)


@given(
    st.text(max_size=60),
    st.sampled_from(["4.50", "DBIT", "2026-11-21", "R1", "City Market", "Invoice 7", OTHER, "EUR"]),
)
def test_hostile_text_in_each_field_gives_a_row_or_a_refusal(said, field):
    body = document(entry()).replace(field, quoteattr(said)[1:-1].replace("<", "&lt;"))
    try:
        events = read(body.encode("utf-8", errors="replace"))
    except BadFile:
        return
    assert len(rows_of(events)) + len(slugs(events)) >= 1

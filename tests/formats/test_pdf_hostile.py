"""PDFs that mean harm, or are broken: each is one refusal, in bounded time and memory, and nothing in them is run."""

import io
import sys
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.papers import Page, Text, paper, statement
from tests.formats.test_pdf import ROWS, WHOLE, read, rows_of, told
from tests.services.books import refused
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.errors import WalletError
from wallet_cli.formats.packed import pdf, pdf_engine
from wallet_cli.formats.packed.ciphers import WrongPassword
from wallet_cli.formats.table.pdf_format import Pdf

EUR = Currency("EUR", 2)
WHOLE_FILE = paper(statement(ROWS), packed=False)


def harmless(data: bytes) -> None:
    try:
        list(Pdf().read(io.BytesIO(data), Profile(EUR)))
    except WalletError as problem:
        assert problem.exit in (2, 7)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WHOLE_FILE) - 1), st.binary(min_size=1, max_size=8))
def test_changed_bytes_are_read_or_refused(at: int, change: bytes) -> None:
    harmless(WHOLE_FILE[:at] + change + WHOLE_FILE[at + len(change) :])


@pytest.mark.parametrize("size", [5, 9, 200, len(WHOLE_FILE) // 2, len(WHOLE_FILE) - 9])
def test_a_file_that_is_cut_off_is_read_or_refused(size: int) -> None:
    harmless(WHOLE_FILE[:size])


def test_what_is_no_pdf_behind_its_first_bytes_is_damaged() -> None:
    with refused("pdf-damaged", 7):
        list(Pdf().read(io.BytesIO(b"%PDF-1.7\n" + bytes(range(256)) * 40), Profile(EUR)))
    with refused("file-empty", 7):
        list(Pdf().read(io.BytesIO(b""), Profile(EUR)))


def test_nothing_in_a_file_is_run_or_opened(tmp_path: object) -> None:
    catalog = (
        "/OpenAction<</S/JavaScript/JS(app.alert(1);while(1);)>>/AA<</WC<</S/Launch/F(/bin/false)>>>>"
        "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(while(1);)>>]>>"
        "/EmbeddedFiles<</Names[(a)<</F(/etc/passwd)>>]>>>>/AcroForm<</XFA(<xdp/>)>>"
    )
    assert told([event for event in read(statement(ROWS), catalog=catalog) if isinstance(event, Row)]) == WHOLE


def test_pages_without_end_are_refused() -> None:
    data = WHOLE_FILE.replace(b"/Count 1>>", b"/Count 999999999>>")
    harmless(data)
    data = WHOLE_FILE.replace(b"/Kids[8 0 R]", b"/Kids[2 0 R]")
    harmless(data)


def test_a_file_has_so_many_pages_and_letters_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = statement(ROWS, rows_of_page=1)
    monkeypatch.setitem(pdf.LIMITS, "pages", 2)
    with refused("pdf-too-long", 7):
        read(pages)
    monkeypatch.setitem(pdf.LIMITS, "pages", 3)
    assert told(rows_of(pages)) == WHOLE
    monkeypatch.setitem(pdf.LIMITS, "chars", 100)
    with refused("pdf-too-long", 7):
        read(pages)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't bound a process in this way")
def test_a_page_that_unpacks_to_gigabytes_ends_the_process_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf.LIMITS, "bytes", 300 << 20)
    bomb = b"q " * (400 << 20 >> 1)
    data = paper([Page([], "@@@@")], packed=False).replace(b"<</Length 4>>\nstream\n@@@@", packed_stream(bomb))
    with refused("pdf-takes-too-much", 7):
        list(Pdf().read(io.BytesIO(data), Profile(EUR)))


def packed_stream(data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s" % (len(packed), packed)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't bound a process in this way")
def test_a_file_that_takes_too_long_ends_the_process_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf.LIMITS, "seconds", 1)
    letters = "BT /F1 9 Tf 50 50 Td " + "(x) Tj 1 0 Td " * 200_000 + "ET"
    with refused("pdf-takes-too-much", 7):
        read([Page([], letters)] * 40)


def test_lines_of_any_length_and_headers_without_end_take_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    long = [Text(at / 100, 700, "1.00" if at % 2 else "2026-11-03") for at in range(20_000)]
    names = [Text(50 + 60 * (at % 8), 690 - at // 8 / 4, "Date" if at % 2 else "Amount") for at in range(8_000)]
    (page,) = statement(ROWS)
    started = time.process_time()
    harmless(paper([page, Page(long), Page(names), Page([*page.texts, *long])]))
    assert time.process_time() - started < 20


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PACKAGE", "pypdfium0")
    with refused("needs-extra", 2):
        read(statement(ROWS))


def test_a_program_that_cannot_be_started_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with refused("pdf-process", 2):
        read(statement(ROWS))


def test_a_process_that_breaks_off_is_one_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with refused("pdf-takes-too-much", 7):
        read(statement(ROWS))


def test_hostile_texts_are_cleaned() -> None:
    rows = [("2026-11-03", "=1+1 \\(x\\) [red]", "-12.50", "1.00"), *ROWS[1:]]
    (found, *_) = rows_of(statement(rows))
    assert found.payee == rows[0][1]
    (page,) = statement(ROWS)
    turned = Page([each._replace(text="a\u202eb盒") if each.text == "Market" else each for each in page.texts])
    assert "\u202e" not in rows_of([turned])[0].payee


def answers(data: bytes, **asked: object) -> list[bytes]:
    """What the process would answer, in this one: without its bounds, which would be the tests'."""
    import json

    out = io.BytesIO()
    line = json.dumps({"task": "words", "passwords": [], "limits": dict(pdf.LIMITS), **asked}).encode()
    pdf_engine.answer(io.BytesIO(line + b"\n" + data), out)
    return out.getvalue().splitlines()


def test_what_the_process_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_engine, "bound", lambda limits: None)
    assert answers(WHOLE_FILE)[-1] == b'{"end":1}'
    assert answers(b"nothing") == [b'{"problem":"damaged"}']
    locked = paper(statement(ROWS), password="päss", aes=True)
    assert answers(locked) == [b'{"problem":"locked"}']
    assert answers(locked, task="try", passwords=["päss"]) == [b'{"end":0}']
    assert answers(locked, task="unlock", passwords=["päss"])[:2] == [b'{"end":0}', b"%PDF-1.6"]
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pypdfium2.raw", None)
        assert answers(WHOLE_FILE) == [b'{"problem":"library"}']
    far = Page([Text(50, 700, "near"), Text(9e8, 700, "far"), Text(50, 600, "\U00020000")])
    assert b"near" in answers(paper([far]))[0]


def test_encrypted_without_saying_so_where_it_is_looked_for() -> None:
    data = paper(statement(ROWS), password="pw").replace(b"/Encrypt ", b"/#45ncrypt ")
    assert not pdf.may_be_locked(data)
    with refused("pdf-damaged", 7):
        list(Pdf().read(io.BytesIO(data), Profile(EUR)))
    with pytest.raises(WrongPassword):
        pdf.unlocked(data, "no")

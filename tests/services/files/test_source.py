"""A file on its way in: told by its bytes, digested, never read further than a file can be held."""

import hashlib
import io
import os
from io import BytesIO
from pathlib import Path

import pytest

from tests.formats.workbooks import zipped
from tests.services.bank_files import ofx, row, statement
from tests.services.books import refused
from wallet_cli.formats import base
from wallet_cli.services.files import source
from wallet_cli.services.files.wrapping import Wrapping, statements

DATA = ofx(statement([row("20261105", "-1.00")]))


def test_a_file_is_known_by_its_bytes_and_named_by_its_digest() -> None:
    file = source.source(BytesIO(DATA), "statement.xls")
    assert (file.format, file.is_books, file.sha256) == ("ofx", False, hashlib.sha256(DATA).hexdigest())
    assert file.stream.read() == DATA
    assert source.source(BytesIO(b'{"schema":"wallet.books/1"}\n'), "x").is_books


def test_a_format_can_be_named_and_must_be_known() -> None:
    assert source.source(BytesIO(b"anything"), "x", "OFX").format == "ofx"
    assert source.source(BytesIO(b"anything"), "x", "jsonl").is_books
    with refused("unknown-format", 2):
        source.source(BytesIO(DATA), "x", "xls")


def test_a_pipe_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.write(writer, DATA)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        assert source.source(stream, "-").sha256 == hashlib.sha256(DATA).hexdigest()
    monkeypatch.setattr(base, "SIZE_LIMIT_MIB", 0)
    with open("/dev/zero", "rb") as stream, refused("file-too-large", 7):
        source.source(stream, "zero")


def test_rows_without_a_statement_get_one() -> None:
    file = source.source(BytesIO(b"<OFX>" + row("20261105", "-1").encode()), "x")
    statements, refusals = source.delivered(file, None)
    assert [len(each.rows) for each in statements] == [0]
    assert [each.slug for each in refusals] == ["row-without-currency"]


@pytest.mark.parametrize("junk", [b"\0" * 100, b"\xff" * 70000, b"PK\x05\x06", b"<html><body>login"])
def test_junk_is_no_file_of_ours(junk: bytes) -> None:
    with refused("format-unrecognised", 7):
        source.source(io.BytesIO(junk), "bank.ofx")


def test_a_long_file_is_digested_to_its_end_and_read_where_it_lies(tmp_path: Path) -> None:
    data = DATA + b"\n" * 3_000_000
    path = tmp_path / "bank.ofx"
    path.write_bytes(data)
    with path.open("rb") as stream:
        file = source.source(stream, "bank.ofx")
        assert file.stream is stream
        assert file.sha256 == hashlib.sha256(data).hexdigest()
        assert stream.tell() == 0


def changed(path: Path, how: str, data: bytes) -> None:
    """Another program writes to a file that is open."""
    if how == "longer":
        with path.open("ab") as stream:
            stream.write(b"\n")
    elif how == "shorter":
        os.truncate(path, len(data) - 1)
    else:
        path.write_bytes(data[:-2] + b">\n")
        os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("how", ["longer", "shorter", "rewritten"])
def test_a_file_that_changes_after_its_digest_is_refused(tmp_path: Path, how: str) -> None:
    path = tmp_path / "bank.ofx"
    path.write_bytes(DATA)
    with path.open("rb") as stream:
        file = source.source(stream, "bank.ofx")
        assert len(source.delivered(file, None)[0][0].rows) == 1
        stream.seek(0)
        assert len(source.delivered(file, None)[0][0].rows) == 1
        changed(path, how, DATA)
        stream.seek(0)
        with refused("file-changed", 7):
            source.delivered(file, None)


def test_a_file_that_changes_while_its_digest_is_taken_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bank.ofx"
    path.write_bytes(DATA)
    recognise = source.registry.recognise

    def slowly(*given: object) -> object:
        changed(path, "longer", DATA)
        return recognise(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(source.registry, "recognise", slowly)
    with path.open("rb") as stream, refused("file-changed", 7):
        source.source(stream, "bank.ofx")


def test_a_file_that_another_takes_the_place_of_is_read_as_it_was(tmp_path: Path) -> None:
    path, other = tmp_path / "bank.ofx", tmp_path / "other"
    path.write_bytes(DATA)
    other.write_bytes(b"")
    with path.open("rb") as stream:
        file = source.source(stream, "bank.ofx")
        other.replace(path)
        assert len(source.delivered(file, None)[0][0].rows) == 1


def test_of_a_file_only_so_many_rows_are_refused_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "REFUSALS_LIMIT", 10)
    for count, is_read in ((10, True), (11, False)):
        file = source.source(BytesIO(ofx(statement(["<STMTTRN></STMTTRN>"] * count))), "x")
        if is_read:
            assert len(source.delivered(file, None)[1]) == count
        else:
            with refused("file-too-many-refused", 7):
                source.delivered(file, None)


@pytest.mark.parametrize(("limit", "slug"), [("ROWS_LIMIT", "rows"), ("STATEMENTS_LIMIT", "statements")])
def test_rows_and_statements_are_counted_for_readers_that_stream(
    monkeypatch: pytest.MonkeyPatch, limit: str, slug: str
) -> None:
    one = "<Ntry><Amt Ccy='EUR'>1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>"
    body = f"<Stmt>{one}</Stmt>" * 11
    name = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    data = f"<?xml version='1.0'?><Document xmlns='{name}'><BkToCstmrStmt>{body}</BkToCstmrStmt></Document>".encode()
    assert len(source.delivered(source.source(BytesIO(data), "x"), None)[0]) == 11
    monkeypatch.setattr(base, limit, 10)
    with refused(f"file-too-many-{slug}", 7):
        source.delivered(source.source(BytesIO(data), "x"), None)


def test_all_statements_of_a_zip_are_taken_and_the_rest_is_named() -> None:
    heard: list[tuple[str, ...]] = []
    table = b"Date;Text;Amount\n2026-11-05;A;-1\n"
    parts = {"1.pdf": b"%PDF-1.7\n", "readme.txt": b"hello", "b.ofx": DATA, "c.csv": table, "d.png": b"\x89PNG\r\n"}
    wrapping = Wrapping(skips=heard.append)
    assert statements(zipped(parts), "x.zip", wrapping) == [(DATA, "x.zip/b.ofx"), (table, "x.zip/c.csv")]
    assert heard == [("readme.txt", "d.png")]
    with refused("packed-several", 2):
        statements(zipped({"b.ofx": DATA, "a.jsonl": b'{"schema":"wallet.books/1"}\n'}), "x.zip")

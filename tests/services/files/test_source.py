"""A file on its way in: told by its bytes, digested, never read further than a file can be held."""

import hashlib
import io
import os
from io import BytesIO
from pathlib import Path

import pytest

from tests.services.bank_files import ofx, row, statement
from tests.services.books import refused
from wallet_cli.formats import base
from wallet_cli.services.files import source

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

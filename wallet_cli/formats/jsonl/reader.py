"""JSON lines to books: line by line, each bad one a refusal with its number, the rest untouched by it."""

from __future__ import annotations

import json

from wallet_cli.domain.files.statement import BookEntry, BookEvent, refusal
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.jsonl.fields import Fields
from wallet_cli.formats.jsonl.records import READERS, End, end
from wallet_cli.formats.jsonl.tight import Tight
from wallet_cli.formats.jsonl.writer import SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO, NoReturn

LINE_LIMIT_MIB = 4
"""The longest line that is looked at; a transaction of ten thousand postings has two."""


def read(source: BinaryIO) -> Iterator[BookEvent]:
    """The entries in the file's order. BadFile("file-empty"), ("not-books"), ("changes-not-books"),
    ("books-schema-unknown"), ("redacted-not-read").
    """
    lines = _lines(source)
    _check_schema(next(lines, None))
    tight, count, number, ended = Tight(), 0, 1, False
    for number, line in lines:
        if line is not None and line.isspace():
            continue
        try:
            if ended:
                raise BadFile("after-the-end")
            entry = _entry(line, tight)
        except WalletError as problem:
            count += 1
            yield refusal(number, problem, (line or b"").decode("utf-8", errors="replace"))
            continue
        if isinstance(entry, End):
            ended = True
            if entry.records != count:
                yield refusal(number, BadFile("records-missing", records=entry.records, found=count))
            yield from entry.rules
            continue
        count += 1
        yield entry
    if not ended:
        yield refusal(number, BadFile("books-cut-off"))


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long, whose rest is passed over."""
    limit, number = LINE_LIMIT_MIB * 2**20, 0
    while line := source.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(limit)
        yield number, None


def _check_schema(first: tuple[int, bytes | None] | None) -> None:
    if first is None:
        raise BadFile("file-empty")
    try:
        head = _json((first[1] or b"").removeprefix(b"\xef\xbb\xbf"))
    except BadFile:
        raise BadFile("not-books") from None
    schema = head.get("schema")
    if isinstance(schema, str) and schema.startswith("wallet.changes/"):
        raise BadFile("changes-not-books")
    if not isinstance(schema, str) or not schema.startswith("wallet.books/"):
        raise BadFile("not-books")
    if schema != SCHEMA:
        raise BadFile("books-schema-unknown", schema=schema[:40], known=SCHEMA)
    if head.get("redacted"):
        raise BadFile("redacted-not-read")


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(text)


_DECODE = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number).raw_decode
"""Made once: making it costs as much as a line."""
_BLANKS = " \t\n\r"


def _json(line: bytes) -> dict[str, Any]:
    """The object in a line. Floats have no place in the format: whole numbers and strings only."""
    try:
        text = line.decode("utf-8").strip(_BLANKS)
        value, end = _DECODE(text)
        if end != len(text):
            raise ValueError(end)
    except (ValueError, RecursionError):
        raise BadFile("json-unreadable") from None
    if not isinstance(value, dict):
        raise BadFile("json-unreadable")
    return value


def _entry(line: bytes | None, tight: Tight) -> BookEntry | End:
    """The entry in a line, or what the last line states."""
    if line is None:
        raise BadFile("line-too-long", limit_mib=LINE_LIMIT_MIB)
    values = _json(line)
    if values.get("record") == "transaction":
        found = tight.read(values)
        if found is not None:
            return found
    fields = Fields(values)
    record = fields.text("record")
    if record == "end":
        return end(fields)
    if record not in READERS:
        raise BadFile("record-unknown", record=record[:40])
    return READERS[record](fields)

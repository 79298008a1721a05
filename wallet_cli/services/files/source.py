"""A file on its way in: opened once, taken out of what wraps it, recognised by its first bytes, named by its digest,
and read into statements.

What always holds: a file's name decides nothing; what isn't a plain file (a pipe, a device) is read up to the limit of
a file that is held whole, and no further; what is read of a file is what its digest is of, or it is refused.
"""

from __future__ import annotations

import hashlib
import os
import stat
from io import BytesIO

from wallet_cli.domain.files.statement import Profile, Refusal, Row, StatementHead
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats import registry
from wallet_cli.formats.base import HEAD_BYTES as HEAD_BYTES
from wallet_cli.formats.base import REFUSALS_LIMIT, Count, read_whole
from wallet_cli.formats.facts import BOOK_READER
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.files.wrapping import BEGINNINGS, Wrapping, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.profile import TableProfile

_PIECE_BYTES = 1 << 20
_NONE: Mapping[str, TableProfile] = {}


class Source(NamedTuple):
    """An open file at its beginning: ``format`` as the registry names it, ``sha256`` in hex.

    ``is_books`` says whether it holds whole books rather than a bank's statements; ``options`` are the format's own;
    ``stamp`` is what the system says of a file on a disk, which is another one once the file changes.
    """

    stream: BinaryIO
    name: str
    format: str
    sha256: str
    is_books: bool = False
    options: Mapping[str, str] = {}
    stamp: tuple[int, ...] = ()


class Delivered(NamedTuple):
    """One statement of a file: its head and its rows, in the file's order."""

    head: StatementHead
    rows: list[Row]


def source(
    stream: BinaryIO,
    name: str,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    wrapping: Wrapping = Wrapping(),  # noqa: B008 - a tuple never changes
) -> Source:
    """What ``stream`` is, or the only file that is packed in it: as ``sources``, and UnclearFile("packed-several")."""
    found = sources(stream, name, format_name, options, wrapping)
    if len(found) > 1:
        packed = tuple(each.name.removeprefix(f"{name}/") for each in found)
        raise UnclearFile("packed-several", files=packed, corrected="")
    return found[0]


def sources(
    stream: BinaryIO,
    name: str,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    wrapping: Wrapping = Wrapping(),  # noqa: B008 - a tuple never changes
) -> list[Source]:
    """What ``stream`` is, or the files that are packed in it (``wrapping``); their digests are of what was packed.

    ``options`` are what was given of those that formats declare. BadFile("file-empty", "file-too-large",
    "format-unrecognised", "format-ambiguous", "file-changed"), UsageProblem("unknown-format", "option-of-other-format",
    "option-not-one-of"), and as ``wrapping.unwrapped``.
    """
    if not _is_plain(stream):
        stream = BytesIO(read_whole(stream))
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if not (wrapping.member or head.startswith(BEGINNINGS)):
        return [_source(stream, name, format_name, options or {})]
    found = statements(read_whole(stream), name, wrapping)
    return [_source(BytesIO(inner), inside, format_name, options or {}) for inner, inside in found]


def _source(stream: BinaryIO, name: str, format_name: str | None, options: Mapping[str, str]) -> Source:
    stamp = _stamp(stream)
    head = stream.read(HEAD_BYTES)
    if not head:
        raise BadFile("file-empty")
    found, role = registry.recognise(head, format_name.lower() if format_name is not None else None)
    registry.require(role, found, options)
    digest = hashlib.sha256(head)
    while piece := stream.read(_PIECE_BYTES):
        digest.update(piece)
    stream.seek(0)
    made = Source(stream, name, found, digest.hexdigest(), role == BOOK_READER, options, stamp)
    require_unchanged(made)
    return made


def require_unchanged(file: Source) -> None:
    """To be asked after each reading: BadFile("file-changed") where another program has written to it since its digest
    was taken.
    """
    if _stamp(file.stream) != file.stamp:
        raise BadFile("file-changed")


def _stamp(stream: BinaryIO) -> tuple[int, ...]:
    try:
        told = os.fstat(stream.fileno())
    except OSError:
        return ()
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns


def _is_plain(stream: BinaryIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return stream.seekable()


def delivered(
    file: Source, currency: Currency | None, tables: Mapping[str, TableProfile] = _NONE, kind: str = ""
) -> tuple[list[Delivered], list[Refusal]]:
    """The statements of a bank's file and what is refused of it; ``currency`` is meant where the file names none.

    ``tables`` are profiles by their headers' keys, ``kind`` that of the account where it is known. Raises what the
    format's reader raises, BadFile("file-changed", "file-too-many-refused") and as ``base.Count``.
    """
    count = Count()
    statements: list[Delivered] = []
    refusals: list[Refusal] = []
    for event in registry.bank_reader(file.format, file.options).read(file.stream, Profile(currency, tables, kind)):
        if isinstance(event, Row):
            count.row()
            statements[-1].rows.append(event)  # a statement's head comes before its rows
        elif isinstance(event, StatementHead):
            count.statement()
            statements.append(Delivered(event, []))
        else:
            refusals.append(event)
            if len(refusals) > REFUSALS_LIMIT:
                raise BadFile("file-too-many-refused", limit=REFUSALS_LIMIT)
    require_unchanged(file)
    return statements, refusals

"""What a statement is wrapped in, taken off in memory before anything looks at it: gzip, a ZIP, the password of a
workbook or a PDF.

Nothing of it is written to a disk, and names in it lead nowhere: they are only shown and chosen by. One layer is
taken off; what is packed twice is refused. A password is used and forgotten.
"""

from __future__ import annotations

import zlib

from wallet_cli.errors import BadFile, UnclearFile, UsageProblem
from wallet_cli.formats import registry
from wallet_cli.formats.base import HEAD_BYTES, SIZE_LIMIT_MIB
from wallet_cli.formats.facts import BOOK_READER
from wallet_cli.formats.packed import ciphers, directory, office, ole, pdf, unpack
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from wallet_cli.formats.packed.directory import Member

    _Opened = TypeVar("_Opened")

GZIP = b"\x1f\x8b"
_PIECE_BYTES = 4096
BEGINNINGS = (GZIP, directory.BEGINNING, ole.BEGINNING, pdf.BEGINNING)
"""What files begin with that may wrap another."""
RATIO_LIMIT, RATIO_FREE_BYTES = 400, 4 << 20
"""How much larger than packed a file may be, once it is larger than this many bytes."""
SNIFFED_LIMIT = 50
"""How many files of a ZIP are looked into to find the statement among them."""
SNIFFED_BYTES = 4 * SIZE_LIMIT_MIB << 20
"""How much of them is unpacked for that."""
_WORKBOOK = ("[Content_Types].xml", "mimetype")
_OF_SYSTEMS = ("__macosx", "thumbs.db", "desktop.ini")


_PAPER = "pdf"
"""What banks put beside a statement for people to read: the statement itself says more."""


def _no_passwords(_name: str) -> Iterator[str]:
    return iter(())


def _silent(_names: tuple[str, ...]) -> None:
    """Nobody wants to hear what is left out."""


class Wrapping(NamedTuple):
    """What was said about the wrapping.

    ``member`` names one file of a ZIP; ``passwords`` yields those to try for the file of that name in turn; ``leaves``
    hears of PDFs in a ZIP that are left out, as statements are beside them, ``skips`` of files there that are none.
    """

    member: str = ""
    passwords: Callable[[str], Iterator[str]] = _no_passwords
    leaves: Callable[[tuple[str, ...]], None] = _silent
    skips: Callable[[tuple[str, ...]], None] = _silent


def unwrapped(data: bytes, name: str, wrapping: Wrapping = Wrapping()) -> tuple[bytes, str]:  # noqa: B008 - never changes
    """The only statement inside ``data``, as ``statements``; UnclearFile("packed-several") where there are more."""
    found = statements(data, name, wrapping)
    if len(found) > 1:
        raise UnclearFile("packed-several", files=tuple(_inside(name, each) for _data, each in found), corrected="")
    return found[0]


def _inside(name: str, whole: str) -> str:
    """The member's name in a ZIP file of this name."""
    return whole.removeprefix(f"{name}/")


def statements(data: bytes, name: str, wrapping: Wrapping = Wrapping()) -> list[tuple[bytes, str]]:  # noqa: B008 - never changes
    """The statements inside ``data``, each with its name, which says what it was in; as they were where nothing wraps
    them. Several are those of a ZIP file: a year in months, for example, or an account each.

    BadFile("zip-damaged", "zip-too-many", "zip-overlapping", "zip-method-unknown", "zip-cipher-slow", "zip-bomb",
    "gzip-damaged", "packed-twice", "packed-empty", "packed-unknown", "file-password-wrong",
    "sheet-damaged", "sheet-encrypted", "pdf-damaged", "pdf-takes-too-much"), UnclearFile("packed-several"),
    UsageProblem("file-password-needed", "member-without-zip", "needs-extra", "pdf-process").
    """
    return [_unlocked(inner, inside, wrapping) for inner, inside in _unpacked(data, name, wrapping)]


def _unlocked(inner: bytes, inside: str, wrapping: Wrapping) -> tuple[bytes, str]:
    if inner.startswith(ole.BEGINNING):
        file = ole.OleFile(inner)
        if office.is_locked(file):
            inner = _tried(inside, wrapping, lambda password: office.opened(file, password))
    elif pdf.may_be_locked(inner) and pdf.is_locked(inner):
        inner = _tried(inside, wrapping, lambda password: pdf.unlocked(inner, password))
    return inner, inside


def _unpacked(data: bytes, name: str, wrapping: Wrapping) -> list[tuple[bytes, str]]:
    if data.startswith(directory.BEGINNING):
        found = directory.members(data)
        if not any(member.name in _WORKBOOK for member in found):
            return _of_zip(data, name, found, wrapping)
    if wrapping.member:
        raise UsageProblem("member-without-zip", member=wrapping.member)
    if data.startswith(GZIP):
        inner = _of_gzip(data)
        _require_single(inner, name)
        return [(inner, name)]
    return [(data, name)]


def _of_gzip(data: bytes) -> bytes:
    limit = SIZE_LIMIT_MIB << 20
    found, at = bytearray(), 0
    while data.startswith(GZIP, at):  # several, one after the other, are one file
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not inflate.eof:
            piece = data[at : at + _PIECE_BYTES]
            if not piece:
                raise BadFile("gzip-damaged")
            at += len(piece)
            try:
                found += inflate.decompress(piece, limit - len(found) + 1)
            except zlib.error:
                raise BadFile("gzip-damaged") from None
            if len(found) > limit:
                raise BadFile("zip-bomb", limit_mib=SIZE_LIMIT_MIB)
        at -= len(inflate.unused_data)
        if _is_bomb(at, len(found)):
            raise BadFile("zip-bomb", limit_mib=SIZE_LIMIT_MIB)
    return bytes(found)


def _of_zip(data: bytes, name: str, found: list[Member], wrapping: Wrapping) -> list[tuple[bytes, str]]:
    files = [member for member in found if member.is_file and not _is_of_system(member.name)]
    if not files:
        raise BadFile("packed-empty")
    if wrapping.member:
        member = _named(files, wrapping.member)
        taken = [(member, _opened(data, member, name, wrapping))]
    elif len(files) == 1:
        taken = [(files[0], _opened(data, files[0], name, wrapping))]
    else:
        taken = _statements_of(data, files, name, wrapping)
    for member, inner in taken:
        _require_single(inner, member.name)
    return [(inner, f"{name}/{member.name}") for member, inner in taken]


def _is_of_system(name: str) -> bool:
    parts = name.casefold().split("/")
    return parts[0] == _OF_SYSTEMS[0] or parts[-1].startswith(".") or parts[-1] in _OF_SYSTEMS


def _named(files: list[Member], wanted: str) -> Member:
    exact = [member for member in files if member.name == wanted]
    last = [member for member in files if member.name.rpartition("/")[2] == wanted]
    fitting = exact[:1] or last
    if len(fitting) != 1:
        raise BadFile("packed-unknown", member=wanted, known=_names(files))
    return fitting[0]


def _names(files: list[Member]) -> tuple[str, ...]:
    return tuple(member.name for member in files[:SNIFFED_LIMIT])


def _statements_of(data: bytes, files: list[Member], name: str, wrapping: Wrapping) -> list[tuple[Member, bytes]]:
    """Those of several files that a format knows; PDFs are left out where as many statements are beside them. Which one
    is to be said where whole books are among them, or more than is held at once.
    """
    several = UnclearFile("packed-several", files=_names(files), corrected="")
    old = sum(member.packed for member in files if member.is_encrypted and not member.strength)
    size = sum(member.size for member in files)
    if len(files) > SNIFFED_LIMIT or old > ciphers.SLOW_LIMIT or size > SNIFFED_BYTES:
        raise several
    known: list[tuple[Member, bytes]] = []
    papers: list[tuple[Member, bytes]] = []
    others: list[str] = []
    kinds = set()
    passwords: list[str] = []
    for member in files:
        inner = _opened(data, member, name, wrapping, passwords)
        try:
            found = registry.recognise(inner[:HEAD_BYTES])
        except BadFile as problem:
            if problem.slug == "format-unrecognised":
                others.append(member.name)
                continue
            found = "", ""
        if found[0] == _PAPER:
            papers.append((member, inner))
        else:
            kinds.add(found)
            known.append((member, inner))
        is_plain = all(format_name and role != BOOK_READER for format_name, role in kinds)
        held = sum(len(each) for _member, each in (*known, *papers))
        if len(known) + len(papers) > 1 and not (is_plain and held <= SIZE_LIMIT_MIB << 20):
            raise several
    if known and len(papers) > len(known):
        raise several
    if known and papers:
        wrapping.leaves(tuple(member.name for member, _inner in papers))
    if not (known or papers):
        raise BadFile("packed-no-statement", files=_names(files))
    if others:
        wrapping.skips(tuple(others))
    return known or papers


def _opened(data: bytes, member: Member, name: str, wrapping: Wrapping, known: list[str] | None = None) -> bytes:
    """The member's bytes; ``known`` keeps the password that opened another, to be tried first."""
    limit = SIZE_LIMIT_MIB << 20
    if _is_bomb(member.packed, member.size):
        raise BadFile("zip-bomb", limit_mib=SIZE_LIMIT_MIB)
    if not member.is_encrypted:
        return unpack.whole(data, member, limit)
    ciphers.require_known(member)

    def by(password: str) -> bytes:
        for raw in dict.fromkeys((password.encode("utf-8"), password.encode("gb18030"))):
            try:
                return unpack.whole(data, member, limit, ciphers.opening(member, raw))
            except ciphers.WrongPassword:
                continue
            except BadFile as problem:
                # the older cipher proves a password by one byte: a wrong one may pass, and yields rubbish
                if problem.slug != "zip-damaged" or member.strength:
                    raise
        raise ciphers.WrongPassword

    return _tried(name, wrapping, by, known)


def _is_bomb(packed: int, size: int) -> bool:
    return size > RATIO_FREE_BYTES and size > RATIO_LIMIT * max(1, packed)


def _tried(name: str, wrapping: Wrapping, open_by: Callable[[str], _Opened], known: list[str] | None = None) -> _Opened:
    for password in known or ():
        try:
            return open_by(password)
        except ciphers.WrongPassword:
            continue
    is_asked = False
    for password in wrapping.passwords(name):
        is_asked = True
        try:
            found = open_by(password)
        except ciphers.WrongPassword:
            continue
        if known is not None:
            known.append(password)
        return found
    if is_asked:
        raise BadFile("file-password-wrong", file=name)
    raise UsageProblem("file-password-needed", file=name)


def _require_single(inner: bytes, name: str) -> None:
    if inner.startswith(GZIP):
        raise BadFile("packed-twice", file=name)
    if inner.startswith(directory.BEGINNING):
        names = [member.name for member in directory.members(inner)]
        if not any(each in _WORKBOOK for each in names):
            raise BadFile("packed-twice", file=name)

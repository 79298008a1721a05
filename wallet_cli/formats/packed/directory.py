"""What a ZIP says that it holds: its directory, read from bytes and never followed further than they reach.

The directory at the end counts, as every other program takes it. Members that share bytes are refused: only bombs do.
Source: PKWARE's APPNOTE.TXT 6.3.10; names, extra field 0x7075 (Info-ZIP) and 0x9901 (WinZip AES).
"""

from __future__ import annotations

import re
import struct
import zlib

from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

MEMBERS_LIMIT = 2000
"""The most members that a ZIP may have."""
STORED, DEFLATED, AES = 0, 8, 99
"""Methods of packing; with ``AES`` the method itself is in an extra field."""

_END, _END64, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_BYTES, _LOCATOR_BYTES, _CENTRAL_BYTES, _LOCAL_BYTES = 22, 20, 46, 30
_CENTRAL_FIELDS = "<4xBBHHHHHIIIHHHHHII"
_COMMENT_MOST = 0xFFFF
_ELSEWHERE, _ELSEWHERE_SHORT = 0xFFFFFFFF, 0xFFFF
_ZIP64, _UNICODE_NAME, _WINZIP = 0x0001, 0x7075, 0x9901
_ENCRYPTED, _STREAMED, _STRONG, _UTF8 = 0x1, 0x8, 0x40, 0x800
_UNIX, _LINK, _KINDS = 3, 0o120000, 0o170000
_NAME_LIMIT = 300
_HIGH = re.compile(rb"[\x80-\xff]+")
_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
BEGINNING = _LOCAL
"""What a ZIP begins with."""


class Member(NamedTuple):
    """One member: ``name`` made harmless, its parts parted by ``/``; ``packed`` and ``size`` are bytes.

    ``at`` is where its own header is; ``strength`` 1 to 3: AES with 128, 192 or 256 bits; ``check`` the byte that an
    older cipher proves a password by.
    """

    name: str
    method: int
    packed: int
    size: int
    crc: int
    at: int
    is_encrypted: bool = False
    is_file: bool = True
    strength: int = 0
    has_crc: bool = True
    check: int = 0


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP with at least one member does."""
    return data.startswith(_LOCAL)


def members(data: bytes) -> list[Member]:
    """What a ZIP holds, in its order; BadFile("zip-damaged", "zip-too-many", limit), ("zip-overlapping")."""
    try:
        found = _members(data)
        _require_apart(data, found)
    except (struct.error, IndexError):
        raise BadFile("zip-damaged") from None
    return found


def start_of(data: bytes, member: Member) -> int:
    """Where the member's bytes begin; BadFile("zip-damaged"), struct.error."""
    at = member.at
    if data[at : at + 4] != _LOCAL:
        raise BadFile("zip-damaged")
    name, extra = struct.unpack_from("<HH", data, at + 26)
    return int(at + _LOCAL_BYTES + name + extra)


def _require_apart(data: bytes, found: list[Member]) -> None:
    reached = 0
    for member in sorted(found, key=lambda each: each.at):
        if member.at < reached:
            raise BadFile("zip-overlapping")
        reached = start_of(data, member) + member.packed
        if reached > len(data):
            raise BadFile("zip-damaged")


def _end(data: bytes) -> tuple[int, int, int, int]:
    """Where the directory ends, how many members and bytes it has, and where it says that it begins."""
    lowest = max(0, len(data) - _END_BYTES - _COMMENT_MOST)
    at, found = len(data), -1
    while (at := data.rfind(_END, lowest, at)) >= 0:
        if at + _END_BYTES > len(data):
            continue
        after = at + _END_BYTES + int(struct.unpack_from("<H", data, at + 20)[0])
        if after == len(data):  # none that a comment holds
            found = at
            break
        if after < len(data) and found < 0:
            found = at
    if found < 0:
        raise BadFile("zip-damaged")
    at = found
    count, size, start = struct.unpack_from("<HII", data, at + 10)
    if count != _ELSEWHERE_SHORT and _ELSEWHERE not in (size, start):
        return at, count, size, start
    locator = at - _LOCATOR_BYTES
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        return at, count, size, start
    at = struct.unpack_from("<Q", data, locator + 8)[0]
    if data[at : at + 4] != _END64:
        raise BadFile("zip-damaged")
    count, size, start = struct.unpack_from("<QQQ", data, at + 32)
    return at, count, size, start


def _members(data: bytes) -> list[Member]:
    end, count, size, start = _end(data)
    if count > MEMBERS_LIMIT:
        raise BadFile("zip-too-many", limit=MEMBERS_LIMIT)
    at = end - size
    ahead = at - start  # bytes before the ZIP, as of one that unpacks itself
    if at < 0 or ahead < 0:
        raise BadFile("zip-damaged")
    found: list[Member] = []
    while at < end:
        if data[at : at + 4] != _CENTRAL:
            raise BadFile("zip-damaged")
        if len(found) == MEMBERS_LIMIT:
            raise BadFile("zip-too-many", limit=MEMBERS_LIMIT)
        member, at = _member(data, at, ahead)
        found.append(member)
    if at != end:
        raise BadFile("zip-damaged")
    return found


def _member(data: bytes, at: int, ahead: int) -> tuple[Member, int]:
    (
        _,
        made_by,
        _,
        flags,
        method,
        time,
        _,
        crc,
        packed,
        size,
        name_bytes,
        extra_bytes,
        comment_bytes,
        _,
        _,
        outside,
        own,
    ) = struct.unpack_from(_CENTRAL_FIELDS, data, at)
    names = at + _CENTRAL_BYTES
    raw = data[names : names + name_bytes]
    extra = _extra(data[names + name_bytes : names + name_bytes + extra_bytes])
    if _ZIP64 in extra:
        size, packed, own = _long(extra[_ZIP64], size, packed, own)
    strength = 0
    has_crc = True
    if method == AES and len(extra.get(_WINZIP, b"")) >= 7:
        version, _, strength, method = struct.unpack_from("<H2sBH", extra[_WINZIP])
        has_crc = version == 1  # AE-2 leaves it out: it would reveal short contents
    name = _name(raw, extra.get(_UNICODE_NAME, b""), is_utf8=bool(flags & _UTF8))
    is_link = made_by == _UNIX and (outside >> 16) & _KINDS == _LINK
    is_encrypted = bool(flags & _ENCRYPTED)
    if flags & _STRONG:
        strength, method = 0, AES  # PKWARE's own encryption: known, and read by nobody
    return Member(
        name=name,
        method=method,
        packed=packed,
        size=size,
        crc=crc,
        at=own + ahead,
        is_encrypted=is_encrypted,
        is_file=not (is_link or name.endswith("/")),
        strength=strength,
        has_crc=has_crc,
        check=time >> 8 if flags & _STREAMED else crc >> 24,
    ), names + name_bytes + extra_bytes + comment_bytes


def _extra(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        found.setdefault(kind, data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def _long(field: bytes, *short: int) -> list[int]:
    """Sizes and places as ZIP64 has them: there in this order, each only where the short one says so."""
    found, at = [], 0
    for value in short:
        if value == _ELSEWHERE:
            value = struct.unpack_from("<Q", field, at)[0]
            at += 8
        found.append(value)
    return found


def _name(raw: bytes, unicode_name: bytes, *, is_utf8: bool) -> str:
    """A name as it was meant: Windows writes Chinese ones in GBK and says nothing of it."""
    if len(unicode_name) > 5 and struct.unpack_from("<I", unicode_name, 1)[0] == zlib.crc32(raw):
        raw, is_utf8 = unicode_name[5:], True
    text = _text(raw[:_NAME_LIMIT], is_utf8=is_utf8)
    return visible(text.replace("\\", "/"))


def _text(raw: bytes, *, is_utf8: bool) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if is_utf8:
            return raw.decode("utf-8", errors="replace")
    high = sum(map(len, _HIGH.findall(raw)))
    chinese = 2 * sum(len(_PAIR.findall(run)) for run in _HIGH.findall(raw))
    if chinese * 2 >= high:
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return raw.decode("cp437")

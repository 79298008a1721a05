"""The bytes of one member, unpacked in memory: no more than a limit, and exactly what the directory said.

What always holds: nothing is unpacked further than ``limit``, whatever sizes are written; bytes that don't fit their
checksum are never handed out as whole.
"""

from __future__ import annotations

import struct
import zlib

from wallet_cli.errors import BadFile
from wallet_cli.formats.packed.directory import DEFLATED, STORED, Member, start_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE_BYTES = 1 << 18
_FED_BYTES = 1 << 16


def pieces(data: bytes, member: Member, limit: int, opened: Callable[[bytes], bytes] | None = None) -> Iterator[bytes]:
    """The member's bytes in pieces; ``opened`` takes the encryption off.

    BadFile("zip-damaged", "zip-method-unknown"), ("zip-bomb", limit_mib) where it holds more than ``limit`` bytes.
    """
    try:
        start = start_of(data, member)
    except struct.error:
        raise BadFile("zip-damaged") from None
    packed = data[start : start + member.packed]
    if opened:
        packed = opened(packed)
    if member.size > limit:
        raise BadFile("zip-bomb", limit_mib=limit >> 20)
    size = crc = 0
    for piece in _plain(packed, member.method):
        size += len(piece)
        if size > limit:
            raise BadFile("zip-bomb", limit_mib=limit >> 20)
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != member.size or (member.has_crc and crc != member.crc):
        raise BadFile("zip-damaged")


def whole(data: bytes, member: Member, limit: int, opened: Callable[[bytes], bytes] | None = None) -> bytes:
    """All of them; raises as ``pieces``."""
    return b"".join(pieces(data, member, limit, opened))


def head(data: bytes, member: Member, most: int, opened: Callable[[bytes], bytes] | None = None) -> bytes:
    """The first ``most`` bytes, unproven; raises as ``pieces``."""
    found = b""
    for piece in pieces(data, member, 1 << 62, opened):
        found += piece
        if len(found) >= most:
            break
    return found[:most]


def _plain(packed: bytes, method: int) -> Iterator[bytes]:
    if method == STORED:
        for at in range(0, len(packed), PIECE_BYTES):
            yield packed[at : at + PIECE_BYTES]
        return
    if method != DEFLATED:
        raise BadFile("zip-method-unknown", method=method)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _FED_BYTES):  # what is left of it is copied at each piece
            left = packed[at : at + _FED_BYTES]
            while left and not inflate.eof:
                piece = inflate.decompress(left, PIECE_BYTES)
                left = inflate.unconsumed_tail
                if piece:
                    yield piece
        rest = inflate.flush()
    except zlib.error:
        raise BadFile("zip-damaged") from None
    if rest:
        yield rest
    if not inflate.eof:
        raise BadFile("zip-damaged")

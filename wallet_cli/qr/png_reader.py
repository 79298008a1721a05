"""Reading a PNG into grey pixels, as little of the standard as pictures of codes need, and suspicious of every length.

Bytes go in, a Picture comes out, or one BadFile. Read: greyscale, RGB, palette and with alpha, 8 bits a sample, and
greyscale and palette of 1 to 4 bits; not interlaced. Nothing is allocated before the header's pixel count is below
the cap, and no more is unpacked than that count needs. Alpha is laid over white. Standard: W3C Portable Network
Graphics, 2nd edition.
"""

from __future__ import annotations

import struct
import zlib
from itertools import accumulate

from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS_LIMIT = 40_000_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_GREY, _PALETTE = 0, 3


class Picture(NamedTuple):
    """``width`` × ``height`` pixels of one byte each, 0 black to 255 white, row by row."""

    width: int
    height: int
    pixels: bytes


class _Head(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int

    @property
    def row_bytes(self) -> int:
        return (self.width * _CHANNELS[self.colour] * self.depth + 7) // 8


def read_png(data: bytes) -> Picture:
    """The picture in a PNG file; raises BadFile ``picture-damaged``, ``picture-too-large`` or ``picture-kind``."""
    head: _Head | None = None
    palette = b""
    packed = bytearray()
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            head = _head(body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            packed += body
    if head is None:
        raise BadFile("picture-damaged", part="IHDR")
    rows = _unfiltered(head, _unpacked(bytes(packed), (head.row_bytes + 1) * head.height))
    return Picture(head.width, head.height, b"".join(_grey(head, row, palette) for row in rows))


def check_size(width: int, height: int) -> None:
    """Refuse a picture of more pixels than a photo has: a small file can speak of billions."""
    if width * height > PIXELS_LIMIT:
        raise BadFile("picture-too-large", pixels=width * height, limit=PIXELS_LIMIT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise BadFile("picture-kind")
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        crc = data[at + 8 + length : at + 12 + length]
        if len(crc) < 4 or zlib.crc32(kind + body) != int.from_bytes(crc, "big"):
            raise BadFile("picture-damaged", part=kind.decode("ascii", "backslashreplace"))
        if kind == b"IEND":
            return
        yield kind, body
        at += 12 + length
    raise BadFile("picture-damaged", part="IEND")


def _head(body: bytes) -> _Head:
    if len(body) != 13:
        raise BadFile("picture-damaged", part="IHDR")
    width, height, depth, colour, compression, filters, interlace = struct.unpack(">IIBBBBB", body)
    narrow = colour in (_GREY, _PALETTE) and depth in (1, 2, 4)
    if compression or filters or interlace or colour not in _CHANNELS or not (depth == 8 or narrow):
        raise BadFile("picture-kind")
    if not width or not height:
        raise BadFile("picture-damaged", part="IHDR")
    check_size(width, height)
    return _Head(width, height, depth, colour)


def _unpacked(packed: bytes, wanted: int) -> bytes:
    try:
        raw = zlib.decompressobj().decompress(packed, wanted)
    except zlib.error:
        raise BadFile("picture-damaged", part="IDAT") from None
    if len(raw) != wanted:
        raise BadFile("picture-damaged", part="IDAT")
    return raw


def _unfiltered(head: _Head, raw: bytes) -> Iterator[bytes]:
    """Undo the five filters of PNG §9, row by row."""
    step = max(1, _CHANNELS[head.colour] * head.depth // 8)
    before = bytes(head.row_bytes)
    for at in range(0, len(raw), head.row_bytes + 1):
        kind, row = raw[at], bytearray(raw[at + 1 : at + 1 + head.row_bytes])
        if kind > 4:
            raise BadFile("picture-damaged", part="IDAT")
        if kind == 1:
            for channel in range(step):
                values: Iterator[int] = accumulate(list(row[channel::step]), _sum_byte)
                row[channel::step] = bytes(values)
        elif kind == 2:
            row = _add_bytes(bytes(row), before)
        elif kind:
            _undo_leaning(kind, row, before, step)
        before = bytes(row)
        yield before


def _sum_byte(left: int, value: int) -> int:
    return (left + value) & 255


def _add_bytes(one: bytes, other: bytes) -> bytearray:
    """The bytes added pairwise modulo 256, at once: a big integer is the fastest vector the standard library has."""
    low = int.from_bytes(b"\x7f" * len(one), "big")
    a, b = int.from_bytes(one, "big"), int.from_bytes(other, "big")
    return bytearray((((a & low) + (b & low)) ^ ((a ^ b) & ~low)).to_bytes(len(one), "big"))


def _undo_leaning(kind: int, row: bytearray, before: bytes, step: int) -> None:
    """Average (3) and Paeth (4): each byte leans on the one a pixel to its left and on the row above."""
    for at, up in enumerate(before):
        left = row[at - step] if at >= step else 0
        if kind == 3:
            guess = (left + up) // 2
        else:
            corner = before[at - step] if at >= step else 0
            to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = left if to_left <= to_up and to_left <= to_corner else up if to_up <= to_corner else corner
        row[at] = (row[at] + guess) & 255


def _grey(head: _Head, row: bytes, palette: bytes) -> bytes:
    """One row in grey."""
    if head.colour in (_GREY, _PALETTE):
        samples = row if head.depth == 8 else _narrow(row, head.depth)[: head.width]
        table = _palette_table(palette) if head.colour == _PALETTE else _grey_table(head.depth)
        return samples.translate(table)
    if head.colour == 4:
        return _over_white(row[::2], row[1::2])
    step = _CHANNELS[head.colour]
    grey = _luma(row[::step], row[1::step], row[2::step])
    return _over_white(grey, row[3::4]) if step == 4 else grey


def _luma(red: bytes, green: bytes, blue: bytes) -> bytes:
    """A quarter red, half green, a quarter blue: near enough to BT.601 to tell dark from light, and a row at a time."""
    quarter, half = int.from_bytes(b"\x3f" * len(red), "big"), int.from_bytes(b"\x7f" * len(red), "big")
    r, g, b = (int.from_bytes(channel, "big") for channel in (red, green, blue))
    return ((r >> 2 & quarter) + (g >> 1 & half) + (b >> 2 & quarter)).to_bytes(len(red), "big")


def _over_white(grey: bytes, alpha: bytes) -> bytes:
    if alpha.count(255) == len(alpha):
        return grey
    return bytes(255 - (255 - value) * cover // 255 for value, cover in zip(grey, alpha, strict=True))


def _narrow(row: bytes, depth: int) -> bytes:
    mask = (1 << depth) - 1
    return bytes(byte >> shift & mask for byte in row for shift in range(8 - depth, -1, -depth))


def _grey_table(depth: int) -> bytes:
    most = (1 << depth) - 1
    return bytes(min(value, most) * 255 // most for value in range(256))


def _palette_table(palette: bytes) -> bytes:
    if not palette or len(palette) % 3 or len(palette) > 768:
        raise BadFile("picture-damaged", part="PLTE")
    grey = _luma(palette[::3], palette[1::3], palette[2::3])
    # an index beyond the palette is an error that other readers draw black
    return grey.ljust(256, b"\0")

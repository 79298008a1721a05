"""Drawing a code as PNG, one bit a pixel, written here so that no imaging library is needed (W3C PNG, RFC 1950)."""

import struct
import zlib

from wallet_cli.qr.matrix import Matrix, framed
from wallet_cli.qr.png_reader import SIGNATURE

QUIET = 4


def write(modules: Matrix, scale: int = 8) -> bytes:
    """A PNG file, ``scale`` pixels a module, with the quiet zone of 4 modules."""
    rows = framed(modules, QUIET)
    side = len(rows) * scale
    lines = b"".join(_line(row, scale) * scale for row in rows)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")


def _line(row: tuple[bool, ...], scale: int) -> bytes:
    """Filter byte 0, then a bit a pixel from the left: 1 is white."""
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    bits += "0" * (-len(bits) % 8)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

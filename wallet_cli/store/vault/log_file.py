"""Whether a write-ahead log holds anything at all, and whether it is the one that an index is about, read as SQLite
reads it: a header, then frames with sums that go on from it. The sums use no key: that a log is whole says nothing of
whose it is.

Format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import struct

from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = 0x377F0682
_VERSION = 3_007_000
_HEADER_BYTES, _FRAME_BYTES = 32, 24
_PAGE_BYTES = 4096
_INDEX_BYTES = 48
"""How long the index's header is, which stands twice at its beginning."""
_MASK = 0xFFFFFFFF


def has_commit(path: Path) -> bool:
    """Whether SQLite would take anything in from this log: at least one whole transaction. Raises OSError."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES:
            return False
        magic, version, page_bytes, _number, *salts, first, second = struct.unpack(">8I", header)
        if magic & ~1 != _MAGIC or version != _VERSION or page_bytes != _PAGE_BYTES:
            return False
        order = ">" if magic & 1 else "<"
        sums = _summed(header[:24], order, (0, 0))
        if sums != (first, second):
            return False
        while len(frame := file.read(_FRAME_BYTES + _PAGE_BYTES)) == _FRAME_BYTES + _PAGE_BYTES:
            page, pages_after, *told = struct.unpack(">6I", frame[:_FRAME_BYTES])
            sums = _summed(frame[_FRAME_BYTES:], order, _summed(frame[:8], order, sums))
            if page == 0 or told != [*salts, *sums]:
                return False
            if pages_after:
                return True
    return False


def fits_index(log: Path, index: Path) -> bool:
    """Whether this is the log that the index beside it is about: its salts, and the sum of the last frame that the
    index knows of. While others write it may not fit for a moment. Raises OSError.

    Format of the index: https://www.sqlite.org/walformat.html#the_wal_index_file_format
    """
    both = files.beginning_of(index, 2 * _INDEX_BYTES)
    one, two = both[:_INDEX_BYTES], both[_INDEX_BYTES:]
    if len(two) < _INDEX_BYTES or one != two:
        return False
    last, sums, salts = struct.unpack("=16xI4x8s8s8x", one)
    with log.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        if last == 0:  # nothing of the log is in use: it is empty, or of before, when its salts were next to these
            return not header or _goes_on(header[16:24], salts)
        file.seek(_HEADER_BYTES + (last - 1) * (_FRAME_BYTES + _PAGE_BYTES))
        frame = file.read(_FRAME_BYTES)
    if len(frame) < _FRAME_BYTES:
        return False
    told = struct.pack("=2I", *struct.unpack(">16x2I", frame))
    return bool(header[16:24] == salts and told == sums)


def _goes_on(before: bytes, salts: bytes) -> bool:
    """Whether a log with these ``salts`` is the next after one with those of ``before``, or the same.

    The first of the two grows by one each time the log is begun anew, the other is random.
    """
    if len(before) < 8 or not any(salts):
        return False
    first = int.from_bytes(before[:4], "big")
    return before == salts or (first + 1) & _MASK == int.from_bytes(salts[:4], "big")


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for word in words:
        one = (one + word + two) & _MASK
        two = (two + next(words) + one) & _MASK
    return one, two

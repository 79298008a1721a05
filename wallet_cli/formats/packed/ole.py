"""The streams in a file of Microsoft's older kind (OLE2): workbooks until 2003, and later ones that have a password.

Chains of sectors are followed no further than there are sectors: a ring ends in a refusal. Source: [MS-CFB].
"""

from __future__ import annotations

import struct

from wallet_cli.errors import BadFile

BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128
_LAST = 0xFFFFFFFA
"""Numbers of sectors are below; from here on they say that none follows."""
_ROOT, _STREAM = 5, 2


class OleFile:
    """An open file: ``names`` of its streams, and their bytes. BadFile("sheet-damaged")."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            self._open()
        except (struct.error, IndexError):
            raise BadFile("sheet-damaged") from None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams, as they are written."""
        return tuple(self._streams)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; BadFile("sheet-damaged")."""
        start, size = self._streams[name]
        if size >= self._cutoff:
            return chain(self.data[self._sector :], self._table, start, self._sector, size)
        return chain(self._minis, self._mini_table, start, 1 << self._mini, size)

    def _open(self) -> None:
        shift, self._mini = struct.unpack_from("<HH", self.data, 30)
        tables, folder = struct.unpack_from("<II", self.data, 44)
        self._cutoff, mini_start, _, more, more_count = struct.unpack_from("<IIIII", self.data, 56)
        if shift not in (9, 12) or self._mini != 6 or self.data[:8] != BEGINNING:
            raise BadFile("sheet-damaged")
        self._sector = 1 << shift
        places = list(struct.unpack_from("<109I", self.data, 76))
        most = len(self.data) // self._sector + 1
        for _ in range(min(more_count, most)):
            if more >= _LAST:
                break
            found = struct.unpack(f"<{self._sector // 4}I", self._at(more))
            places += found[:-1]
            more = found[-1]
        table: list[int] = []
        named = [each for each in places if each < _LAST][: min(tables, most)]
        if len(set(named)) < len(named):  # a table that is its own piece over and over would have no end
            raise BadFile("sheet-damaged")
        for place in named:
            table += struct.unpack(f"<{self._sector // 4}I", self._at(place))
        self._table = table
        entries = self._whole(folder)
        self._streams: dict[str, tuple[int, int]] = {}
        root = _LAST, 0
        for at in range(0, len(entries) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", errors="replace")
            if kind == _ROOT:
                root = start, size
            elif kind == _STREAM:
                self._streams.setdefault(name, (start, size))
        self._minis = self._whole(root[0])[: root[1]]
        mini_table = self._whole(mini_start)
        self._mini_table = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        found = self.data[start : start + self._sector]
        if len(found) < self._sector:
            raise BadFile("sheet-damaged")
        return found

    def _whole(self, start: int) -> bytes:
        found = bytearray()
        for _ in range(min(len(self._table), len(self.data) // self._sector) + 1):
            if start >= _LAST:
                return bytes(found)
            found += self._at(start)
            start = self._table[start]
        raise BadFile("sheet-damaged")


def chain(data: bytes, table: list[int], start: int, sector: int, size: int) -> bytes:
    """The first ``size`` bytes along a chain; the last sector of a file may be cut short."""
    found = bytearray()
    while len(found) < size and start < min(len(table), _LAST):
        piece = data[start * sector : (start + 1) * sector]
        if not piece or len(found) >= len(data):
            break  # a ring, or a chain that leaves the file
        found += piece
        start = table[start]
    if len(found) < size:
        raise BadFile("sheet-damaged")
    return bytes(found[:size])

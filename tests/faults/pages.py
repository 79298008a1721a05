"""What each page of a store is: decrypted here, and walked from the schema's roots, as SQLite's file format says.

Only tests know this. ``kinds`` names every page by the table or index whose b-tree it is in (``posting``, ``txn_date``,
``sqlite_autoindex_op_1``), with ``*`` behind it for an overflow page, ``free`` on the list of free pages, and
``header`` for page 1.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.raw import library

SIZE = 4096
SALT_BYTES, IV_BYTES, SEAL_BYTES = 16, 16, 64
BODY_BYTES = SIZE - IV_BYTES - SEAL_BYTES
INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
HEADER, FREE = "header", "free"


class Region(NamedTuple):
    """A part of a page: its name, and the bytes from ``start`` to ``end`` in the file."""

    name: str
    start: int
    end: int


def regions(number: int) -> tuple[Region, ...]:
    """The parts of page ``number``, from 1."""
    at = (number - 1) * SIZE
    body = at + (SALT_BYTES if number == 1 else 0)
    parts = (
        Region("body", body, at + BODY_BYTES),
        Region("iv", at + BODY_BYTES, at + BODY_BYTES + IV_BYTES),
        Region("seal", at + BODY_BYTES + IV_BYTES, at + SIZE),
    )
    return (Region("salt", at, body), *parts) if number == 1 else parts


class Pages:
    """The plain bytes of every page of a store, whose log is folded in."""

    def __init__(self, data: bytes, key: bytes) -> None:
        self.data, self.key = data, key
        self.count = len(self.data) // SIZE
        salt = bytes(each ^ 0x3A for each in self.data[:SALT_BYTES])
        self._seal_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)

    def raw(self, number: int) -> bytes:
        """A page as it is in the file."""
        return self.data[(number - 1) * SIZE : number * SIZE]

    def plain(self, number: int) -> bytes:
        """What is in a page, without its IV and seal; of page 1 with 16 bytes in place of SQLite's first words."""
        page = self.raw(number)
        skipped = SALT_BYTES if number == 1 else 0
        iv = page[BODY_BYTES : BODY_BYTES + IV_BYTES]
        seal = hmac.new(
            self._seal_key, page[skipped : BODY_BYTES + IV_BYTES] + number.to_bytes(4, "little"), hashlib.sha512
        ).digest()
        assert seal == page[BODY_BYTES + IV_BYTES :], f"page {number}"
        opening = Cipher(algorithms.AES(self.key), modes.CBC(iv)).decryptor()
        return bytes(skipped) + opening.update(page[skipped:BODY_BYTES]) + opening.finalize()


def kinds(path: Path, key: bytes) -> dict[int, str]:
    """What every page is; raises AssertionError where one is in two trees or in none."""
    pages = Pages(path.read_bytes(), key)
    found: dict[int, str] = {}
    store = library.opened(path, key, frozen=True)
    roots = library.roots(store)
    store.close()
    for name, root in [("schema", 1), *roots.items()]:
        for number, kind in _tree(pages, root, name):
            assert found.setdefault(number, kind) == kind, f"page {number}: {kind}, {found[number]}"
    for number in _free(pages):
        assert found.setdefault(number, FREE) == FREE, f"page {number} is free, and {found[number]}"
    found[1] = HEADER
    assert sorted(found) == list(range(1, pages.count + 1)), "a page is in no tree"
    return found


def _tree(pages: Pages, root: int, name: str) -> Iterator[tuple[int, str]]:
    left = [root]
    while left:
        number = left.pop()
        yield number, name
        page = pages.plain(number)
        at = 100 if number == 1 else 0
        kind, cells = page[at], _int(page, at + 3, 2)
        interior = kind in (INTERIOR_INDEX, INTERIOR_TABLE)
        assert interior or kind in (LEAF_INDEX, LEAF_TABLE), f"page {number} has the type {kind}"
        if interior:
            left.append(_int(page, at + 8, 4))
        for cell in range(cells):
            start = _int(page, at + (12 if interior else 8) + 2 * cell, 2)
            if interior:
                left.append(_int(page, start, 4))
                start += 4
            if kind != INTERIOR_TABLE:
                yield from ((each, name + "*") for each in _overflow(pages, page, start, kind == LEAF_TABLE))


def _overflow(pages: Pages, page: bytes, start: int, is_table: bool) -> Iterator[int]:
    """The pages on which a cell goes on."""
    size, start = _varint(page, start)
    if is_table:
        _rowid, start = _varint(page, start)
    most = BODY_BYTES - 35 if is_table else (BODY_BYTES - 12) * 64 // 255 - 23
    if size <= most:
        return
    least = (BODY_BYTES - 12) * 32 // 255 - 23
    local = least + (size - least) % (BODY_BYTES - 4)
    number = _int(page, start + (local if local <= most else least), 4)
    while number:
        yield number
        number = _int(pages.plain(number), 0, 4)


def _free(pages: Pages) -> Iterator[int]:
    number = _int(pages.plain(1), 32, 4)
    while number:
        yield number
        trunk = pages.plain(number)
        yield from (_int(trunk, 8 + 4 * each, 4) for each in range(_int(trunk, 4, 4)))
        number = _int(trunk, 0, 4)


def _int(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        value = value << 7 | data[at + count] & 0x7F
        if data[at + count] < 0x80:
            return value, at + count + 1
    return value << 8 | data[at + 8], at + 9

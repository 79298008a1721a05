"""The index of memos: for every 128 neighbouring transactions the characters and pairs of characters of their memos.

They are kept as bits of one field (superimposed coding, two bits each: https://doi.org/10.1145/362686.362692), which
says for sure what is in none of these memos, and of the rest only where to look. What always holds: the bits are those
of the memos that are in the books now, so nothing is left of one that was changed, removed or erased.
"""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from operator import add, itemgetter, or_
from zlib import crc32

from wallet_cli.domain.text import loose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

SHIFT = 7
_BITS = 12
_MASK = (1 << _BITS) - 1
_BYTES = (1 << _BITS) // 8
_MOST_KEPT = 4096
_MEMOS = "SELECT id, memo FROM txn WHERE id BETWEEN ? AND ? AND memo <> ''"
_EVERY = "SELECT id, memo FROM txn WHERE memo <> '' ORDER BY id"
_PUT = "INSERT INTO memo_block (id, bits) VALUES (?, ?) ON CONFLICT DO UPDATE SET bits = excluded.bits"


def grams(texts: Iterable[str]) -> set[str]:
    """The characters and pairs of neighbours of texts that are made ``loose``, in which no line ends."""
    # words that come again are looked at once, each with the blanks beside it
    words = {*"\n".join(texts).replace(" ", " \n ").split("\n")}
    text = "\n".join(words)
    return {gram for gram in {*text, *map(add, text, text[1:])} if "\n" not in gram}


class _Bits(dict[str, int]):
    """The bits that stand for a character or a pair of them: most come again in the next memos."""

    def __missing__(self, gram: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        code = crc32(gram.encode())
        bits = self[gram] = 1 << (code & _MASK) | 1 << (code >> _BITS & _MASK)
        return bits


_BITS_OF = _Bits()


def bits_of(some: Iterable[str]) -> int:
    """The bits that stand for them."""
    return reduce(or_, map(_BITS_OF.__getitem__, some), 0)


class Blocks:
    """Changes to the index, gathered while transactions come and go."""

    def __init__(self) -> None:
        self._added: dict[int, set[str]] = {}  # memos by their blocks
        self._stale: set[int] = set()

    def add(self, row: int, memo: str) -> None:
        """A transaction with this memo is new."""
        block = self._added.get(row >> SHIFT)
        if block is None:
            block = self._added[row >> SHIFT] = set()
        block.add(memo)

    def add_all(self, memos: Iterable[tuple[int, str]]) -> None:
        """Transactions with these memos are new; of "" there is nothing to add."""
        for block, some in groupby(memos, lambda row: row[0] >> SHIFT):
            if found := set(filter(None, map(itemgetter(1), some))):
                self._added.setdefault(block, set()).update(found)

    def take_away(self, rows: Iterable[int]) -> None:
        """The memos of these transactions go: what is left beside them is looked at in the end."""
        self._stale.update([row >> SHIFT for row in rows])

    def write(self, db: Any) -> None:
        """Write what was added so far."""
        for block, some in self._added.items():
            row = db.execute("SELECT bits FROM memo_block WHERE id = ?", (block,)).fetchone()
            before = int.from_bytes(row[0], "little") if row else 0
            bits = before | bits_of(grams(map(loose, some)))
            if bits != before:
                db.execute(_PUT, (block, bits.to_bytes(_BYTES, "little")))
        self._added = {}

    def finish(self, db: Any) -> None:
        """Write everything, once the transactions themselves are written."""
        self.write(db)
        for block in sorted(self._stale):
            first = block << SHIFT
            memos = db.execute(_MEMOS, (first, first + (1 << SHIFT) - 1))
            bits = bits_of(grams([loose(memo) for _row, memo in memos]))
            if bits:
                db.execute(_PUT, (block, bits.to_bytes(_BYTES, "little")))
            else:
                db.execute("DELETE FROM memo_block WHERE id = ?", (block,))
        self._stale = set()


def expected(db: Any) -> Iterator[tuple[int, bytes]]:
    """The whole index as the memos in the books make it, in order."""
    for block, rows in groupby(db.execute(_EVERY), key=lambda row: row[0] >> SHIFT):
        bits = bits_of(grams([loose(memo) for _row, memo in rows]))
        if bits:
            yield block, bits.to_bytes(_BYTES, "little")


def fill(db: Any) -> None:
    """Make the index of books that have none yet."""
    db.executemany(_PUT, expected(db))


def wrong(db: Any) -> list[int]:
    """The blocks whose bits aren't those of the memos."""
    kept = {row[0]: row[1] for row in db.execute("SELECT id, bits FROM memo_block")}
    found = [block for block, bits in expected(db) if kept.pop(block, None) != bits]
    return sorted({*found, *kept})


def holding(db: Any, word: str, most: int) -> set[int] | None:
    """The transactions whose memo has this word, made ``loose``; None where more than ``most`` blocks may have it."""
    mask = bits_of(grams([word]))
    blocks = []
    for block, bits in db.execute("SELECT id, bits FROM memo_block"):
        if int.from_bytes(bits, "little") & mask == mask:
            blocks.append(block)
            if len(blocks) > most:
                return None
    found: set[int] = set()
    for block in blocks:
        first = block << SHIFT
        memos = db.execute(_MEMOS, (first, first + (1 << SHIFT) - 1))
        found.update(row for row, memo in memos if word in loose(memo))
    return found

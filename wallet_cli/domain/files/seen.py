"""By what the rows of a bank's file are known when they come again, whatever became of them in the books.

In come the rows of one account in a file's order; out comes a key for each. The same row has the same key in every
file: its day, and a digest of the bank's id and the amount, or, where it has no id, of its amount and texts. Equal rows
of one file are told apart by their order. An id alone isn't a key: banks use ids again. Where the bank changes day or
amount the key is another one, and the books decide (``dedup``): a doubt becomes a row more, never a lost one. A pending
row has a key of its own, for it is booked later under the same words.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from datetime import date
from itertools import islice, repeat
from operator import attrgetter, itemgetter

from wallet_cli.domain.files.statement import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_DIGEST_BYTES = 9
"""Whole characters of base 64; with the day apart, keys of two rows are the same once in 10^15 days of 1,000 rows."""
_BETWEEN = "\x1f"
"""No text at the border has it."""
# by position: by name it would take three times as long, for each of many rows
_SAID = ("booking_date", "amount", "payee", "memo", "bank_id", "pending", "order_id", "moves_money")
_told = itemgetter(*map(Row._fields.index, _SAID))
_minor, _code, _ordinal = attrgetter("minor"), attrgetter("currency.code"), date.toordinal
_TEXT = f"%s{_BETWEEN}%d{_BETWEEN}%s{_BETWEEN}%s".__mod__
_BY_TEXTS = f"{_BETWEEN}%s{_BETWEEN}%s{_BETWEEN}%s".__mod__
_AT_ONCE = 500


class Keys:
    """The keys of one account's rows in one file; ``of`` may be asked several times, for a statement each."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, rows: Iterable[Row]) -> list[str]:
        """A key for each row, without blanks."""
        found: list[str] = []
        told = map(_told, rows)
        while some := tuple(islice(told, _AT_ONCE)):
            found += self._counted(_keys(some))
        return found

    def _counted(self, keys: list[str]) -> list[str]:
        times, once = self._times, dict.fromkeys(keys, 1)
        if len(once) == len(keys) and times.keys().isdisjoint(once):  # as nearly always
            times.update(once)
            return keys
        found = []
        for key in keys:
            n = times.get(key, 0)
            times[key] = n + 1
            found.append(f"{key}+{n}" if n else key)
        return found


def repeated(rows: Iterable[Row]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The bank's ids that several rows of a file have, each with their lines, in the file's order. They should have one
    each (OFX 2.2, 3.2.3); parts of a collective entry have its own.
    """
    lines: dict[str, list[int]] = {}
    for row in rows:
        if row.bank_id and not row.batch:
            lines.setdefault(row.bank_id, []).append(row.line)
    return tuple((each, tuple(found)) for each, found in lines.items() if len(found) > 1)


def _keys(told: Sequence[tuple[Any, ...]]) -> list[str]:
    days, amounts, payees, memos, ids, pending, orders, moves = zip(*told, strict=True)
    said = ids if all(ids) else list(map(_BY_TEXTS, zip(orders, payees, memos, strict=True)))
    if any(ids) and said is not ids:
        said = [bank_id or texts for bank_id, texts in zip(ids, said, strict=True)]
    states: Iterable[str] = repeat("")
    if any(pending) or not all(moves):
        states = ["p" if is_pending else "" if move else "n" for is_pending, move in zip(pending, moves, strict=True)]
    texts = map(_TEXT, zip(states, map(_minor, amounts), map(_code, amounts), said, strict=False))
    made = [hashlib.blake2b(text.encode(errors="replace"), digest_size=_DIGEST_BYTES) for text in texts]
    digests = [b2a_base64(each.digest(), newline=False).decode() for each in made]
    return list(map("%05x%s".__mod__, zip(map(_ordinal, days), digests, strict=True)))

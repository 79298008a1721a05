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
from operator import itemgetter

from wallet_cli.domain.files.statement import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_DIGEST_BYTES = 9
"""Whole characters of base 64; with the day apart, keys of two rows are the same once in 10^15 days of 1,000 rows."""
_BETWEEN = "\x1f"
"""No text at the border has it."""
# by position: by name it would take three times as long, for each of many rows
_SAID = ("booking_date", "amount", "payee", "memo", "bank_id", "pending", "order_id", "moves_money")
_told = itemgetter(*map(Row._fields.index, _SAID))


class Keys:
    """The keys of one account's rows in one file; ``of`` may be asked several times, for a statement each."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, rows: Iterable[Row]) -> list[str]:
        """A key for each row, without blanks."""
        found, times = [], self._times
        for key in map(_key, map(_told, rows)):
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


def _key(told: tuple[Any, ...]) -> str:
    day, amount, payee, memo, bank_id, pending, order_id, moves = told
    said = bank_id or f"{_BETWEEN}{order_id}{_BETWEEN}{payee}{_BETWEEN}{memo}"
    state = "p" if pending else "" if moves else "n"
    text = f"{state}{_BETWEEN}{amount.minor}{_BETWEEN}{amount.currency.code}{_BETWEEN}{said}"
    digest = hashlib.blake2b(text.encode(errors="replace"), digest_size=_DIGEST_BYTES).digest()
    return f"{day.toordinal():05x}{b2a_base64(digest, newline=False).decode()}"

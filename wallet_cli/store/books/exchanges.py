"""The exchanges that the books hold: what one currency was given for another."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LOOKED_BACK = 10_000
"""This many postings of exchanges are looked through, the newest first."""
_NEWEST = """
SELECT p.txn, p.date, p.currency, p.amount FROM posting AS p CROSS JOIN txn AS t ON t.id = p.txn
WHERE p.account = ? AND p.date <= ? AND p.amount <> 0 AND t.sealed = 1 AND t.gone = 0 AND t.void = 0
ORDER BY p.date DESC, p.txn DESC LIMIT ?"""


class Exchanged(NamedTuple):
    """On ``day`` (ordinal) so much of a currency went for so much of the main one: minor units, both positive."""

    day: int
    minor: int
    home_minor: int


def latest(db: Any, middle: int, codes: Iterable[str], home: str, day: int) -> dict[str, Exchanged]:
    """The last exchange of each of these currencies for ``home`` up to ``day`` (ordinal), of those that have any.

    ``middle`` is the account (row) between the two currencies of an exchange. Reading ends when all are found.
    """
    wanted, found = set(codes), dict[str, Exchanged]()
    legs: dict[int, list[tuple[str, int, int]]] = {}
    for txn, date, code, amount in db.execute(_NEWEST, (middle, day, LOOKED_BACK)):
        for other, later, minor in legs.setdefault(txn, []):
            foreign = code if other == home else other if code == home else ""
            if foreign in wanted and (minor > 0) != (amount > 0):
                own, at_home = (amount, minor) if foreign == code else (minor, amount)
                found[foreign] = Exchanged(later, abs(own), abs(at_home))
                wanted.discard(foreign)
        if not wanted:
            break
        legs[txn].append((code, date, amount))
    return found

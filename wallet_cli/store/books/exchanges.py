"""The exchanges that the books hold: what one currency was given for another."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOOKED_BACK = 10_000
"""So many postings of exchanges are looked through, the newest first."""
_LATEST = """
SELECT p.date, p.amount, q.amount FROM (
    SELECT txn, date, currency, amount FROM posting WHERE account = :middle AND date <= :day
    ORDER BY date DESC, txn DESC LIMIT :most
) AS p CROSS JOIN txn AS t ON t.id = p.txn CROSS JOIN posting AS q ON q.txn = p.txn
WHERE t.sealed = 1 AND t.gone = 0 AND t.void = 0 AND p.currency = :code
  AND q.account = :middle AND q.currency = :home
  AND p.amount <> 0 AND q.amount <> 0 AND (p.amount > 0) <> (q.amount > 0)
ORDER BY p.date DESC, p.txn DESC LIMIT 1"""


def latest(db: Any, middle: int, code: str, home: str, day: int) -> tuple[int, int, int] | None:
    """The last exchange of two currencies up to ``day`` (ordinal): its day, and both amounts in minor units, positive.

    ``middle`` is the account (row) between the two currencies of an exchange.
    """
    values = {"middle": middle, "day": day, "most": LOOKED_BACK, "code": code, "home": home}
    row = db.execute(_LATEST, values).fetchone()
    return (row[0], abs(row[1]), abs(row[2])) if row else None

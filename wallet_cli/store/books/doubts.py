"""Transactions that someone has to look at: those whose bank's row may be another one's (links of ``MAYBE_SAME``)."""

from __future__ import annotations

from wallet_cli.domain.transaction import MAYBE_SAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_COUNT = """
SELECT count(DISTINCT l.txn) FROM link AS l CROSS JOIN txn AS t ON t.id = l.txn
WHERE l.kind = ? AND t.sealed = 1 AND t.gone = 0 AND t.void = 0"""


def count(db: Any) -> int:
    """How many there are, those left out that are void or removed."""
    return int(db.execute(_COUNT, (MAYBE_SAME,)).fetchone()[0])

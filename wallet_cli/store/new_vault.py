"""What a new vault has before its first operation."""

from __future__ import annotations

from wallet_cli.store.store import DEVICE, GENERATION, upgrade
from wallet_cli.store.vault.connect import translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def prepare(db: Any, device: bytes, journal_key: bytes) -> None:
    """Make the tables of a new vault and its first secrets."""
    with translated():
        db.execute("BEGIN IMMEDIATE")
        upgrade(db)
        db.execute("COMMIT")
        db.execute("INSERT INTO journal_key (epoch, key) VALUES (1, ?)", (journal_key,))
        db.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (DEVICE, device))
        db.execute("INSERT INTO meta (name, value) VALUES (?, 1)", (GENERATION,))

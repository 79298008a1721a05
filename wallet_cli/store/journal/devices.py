"""What a device wrote: its records name the one before of its own."""

from __future__ import annotations

from wallet_cli.domain import operation as codec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.operation import Record
    from wallet_cli.store.journal.journal import Head


def own_before(db: Any, device: bytes, head: Head) -> Record | None:
    """The record that this device wrote last, None before its first."""
    if head.record is None or head.record.device == device:
        return head.record
    row = db.execute(_LAST_OF_DEVICE, (codec.DEVICE_AT, codec.UID_BYTES, device)).fetchone()
    return codec.decode(row[0]) if row else None


_LAST_OF_DEVICE = "SELECT record FROM op WHERE substr(record, ?, ?) = ? ORDER BY id DESC LIMIT 1"

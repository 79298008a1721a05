"""What a device wrote: its records name the one before of its own."""

from __future__ import annotations

from wallet_cli.domain import operation as codec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.operation import Record


def own_before(db: Any, device: bytes, last: Record | None) -> Record | None:
    """The record that this device wrote last, None before its first; ``last`` is that of any."""
    if last is None or last.device == device:
        return last
    row = db.execute(_LAST_OF_DEVICE, (codec.DEVICE_AT, codec.UID_BYTES, device)).fetchone()
    return codec.decode(row[0]) if row else None


_LAST_OF_DEVICE = "SELECT record FROM op WHERE substr(record, ?, ?) = ? ORDER BY id DESC LIMIT 1"

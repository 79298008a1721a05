"""The scale of a currency: written when a vault first uses it, and the same for ever. It has no row in any operation's
name, so nothing takes it back, and verify compares the scales as a whole.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection


def apply(projection: Projection, image: Image) -> None:
    """The first word on a currency counts."""
    code, scale = image.body
    projection.db.execute("INSERT INTO currency (code, scale) VALUES (?, ?) ON CONFLICT DO NOTHING", (code, scale))


def taken(_db: Any, _uid: bytes, _body: Any) -> None:
    """Nobody else can have its code."""

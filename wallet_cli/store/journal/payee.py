"""Payees: the bodies of their images, and their rows."""

from __future__ import annotations

from wallet_cli.domain.account import Payee
from wallet_cli.store.journal.named import Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.store.journal.named import Told


def body_of(payee: Payee) -> list[Any]:
    """The body of a payee's image."""
    return [payee.name, list(payee.aliases)]


def value_of(uid: bytes, body: list[Any]) -> Payee:
    """The payee of an image's body."""
    return Payee(uid, body[0], tuple(body[1]))


def _told_by(body: list[Any]) -> Told:
    name, aliases = body
    return (name,), aliases


ROWS = Named("payee", ("name",), _told_by, ("",))

apply, stand_in, taken = ROWS.apply, ROWS.stand_in, ROWS.taken


def reader(_db: Any) -> Named:
    """The reader of their rows."""
    return ROWS

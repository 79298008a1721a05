"""Accounts and categories: the bodies of their images, and their rows."""

from __future__ import annotations

from wallet_cli.domain.account import NUMBERS_BETWEEN, Account
from wallet_cli.store.journal.named import Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.store.journal.named import Told


def body_of(account: Account) -> list[Any]:
    """The body of an account's image."""
    return [
        account.path,
        account.kind,
        list(account.currencies),
        account.number,
        list(account.aliases),
        int(account.closed),
        *([list(account.also)] if account.also else []),
    ]


def value_of(uid: bytes, body: list[Any]) -> Account:
    """The account of an image's body."""
    path, kind, currencies, number, aliases, closed, also = _fields(body)
    return Account(uid, path, kind, tuple(currencies), number, tuple(aliases), bool(closed), tuple(also))


def _fields(body: list[Any]) -> list[Any]:
    """All seven fields: most accounts go by one number, and nothing is said of others."""
    return body if len(body) > 6 else [*body, ()]


def _told_by(body: list[Any]) -> Told:
    path, kind, currencies, number, aliases, closed, also = _fields(body)
    return (path, kind, " ".join(currencies), NUMBERS_BETWEEN.join((number, *also)), closed), aliases


ROWS = Named("account", ("path", "kind", "currencies", "number", "closed"), _told_by, ("", "", "", "", 0))

apply, stand_in, taken = ROWS.apply, ROWS.stand_in, ROWS.taken


def reader(_db: Any) -> Named:
    """The reader of their rows."""
    return ROWS

"""What the journal is about, as one table: a row for each kind of entity, and the module that knows the rest of it.

``STORED`` have tables of their own and are in every image, so that a vault with another kind is a later wallet's.
``SMALL`` ones are rows of the table ``item``; one without a row here is kept, compared and taken back like the others,
and known by its kind and name. A row is data; functions are in its module, which is loaded where they are called for.
Entities are named by uid (hex), never by row number or name, so that an image means the same on every device.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module

from wallet_cli.domain.operation import (
    ASSERTION,
    BUDGET,
    CARRYOVER,
    CURSOR,
    ERASED,
    FORK,
    HOLD,
    IMPORT,
    ON_BUDGET,
    PAYEE_ACCOUNT,
    PROFILE,
    RECORD_ID,
    RULE,
    SETTING,
)
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ACCOUNT, PAYEE, TRANSACTION, SEEN, ITEM, CURRENCY = "account", "payee", "txn", "seen", "item", "currency"
"""Kinds of images."""

OPERATION = "op"
"""Beside ``TRANSACTION``: whose a small entity can be."""


class TableKind:
    """A kind with ``tables`` of its own, in the order in which they can be emptied; the last one has its rows.

    ``module`` has its codec, ``apply`` (an image to the tables), ``taken`` (who else has one of its names) and
    ``reader`` (its rows as values, for verify). ``is_owned``: its rows say which operation wrote them last, as all do
    but those that are written once and never again. ``owner`` as in ``ItemKind``: then the module has ``erased``.
    ``at_once``: this many are compared together, fewer where one says much.
    """

    def __init__(
        self, module: str, tables: tuple[str, ...], *, is_owned: bool = True, owner: str = "", at_once: int = 2_000
    ) -> None:
        self.module, self.tables, self.is_owned, self.owner, self.at_once = module, tables, is_owned, owner, at_once


class ItemKind:
    """A kind of small entity. ``module`` has ``event`` (what became of one; ``words/log`` has its sentence) unless it
    ``is_silent``, and ``erased`` (what stays of a body without some transactions, None: nothing) where it has an owner.

    ``owner``: it belongs to the transactions that its body names, which aren't undone under it, or to its operation; an
    erasure takes it with any of them. ``is_whole``: it says all that its operation did; ``is_kept``: it outlives an
    undo of the operation that wrote it; ``is_adjusted``: a transaction that its operation
    booked alone was booked for it, and its module's ``adjusted_by`` is about both.
    """

    def __init__(
        self,
        module: str,
        *,
        owner: str = "",
        is_silent: bool = False,
        is_whole: bool = False,
        is_kept: bool = False,
        is_adjusted: bool = False,
    ) -> None:
        self.module, self.owner = module, owner
        self.is_silent, self.is_whole, self.is_kept, self.is_adjusted = is_silent, is_whole, is_kept, is_adjusted


_JOURNAL, _ITEMS = "wallet_cli.store.journal", "wallet_cli.domain.items"

STORED = {
    CURRENCY: TableKind(f"{_JOURNAL}.currency", ("currency",), is_owned=False),
    ACCOUNT: TableKind(f"{_JOURNAL}.account", ("account_name", "account")),
    PAYEE: TableKind(f"{_JOURNAL}.payee", ("payee_name", "payee")),
    TRANSACTION: TableKind(f"{_JOURNAL}.transaction", ("txn",)),
    SEEN: TableKind(f"{_JOURNAL}.seen", ("seen", "seen_batch"), owner=TRANSACTION, at_once=8),
    ITEM: TableKind(f"{_JOURNAL}.item", ("item",)),
}
"""In the order in which they can be written: what is named before what names it."""

SMALL = {
    SETTING: ItemKind(f"{_ITEMS}.setting"),
    BUDGET: ItemKind(f"{_ITEMS}.budget"),
    CARRYOVER: ItemKind(f"{_ITEMS}.carryover"),
    HOLD: ItemKind(f"{_ITEMS}.hold"),
    ON_BUDGET: ItemKind(f"{_ITEMS}.on_budget"),
    PAYEE_ACCOUNT: ItemKind(f"{_ITEMS}.payee_account"),
    ASSERTION: ItemKind(f"{_ITEMS}.assertion", is_adjusted=True),
    CURSOR: ItemKind(f"{_ITEMS}.cursor"),
    IMPORT: ItemKind(f"{_ITEMS}.imported", owner=OPERATION, is_whole=True),
    RECORD_ID: ItemKind(f"{_ITEMS}.record_id", owner=TRANSACTION, is_silent=True, is_kept=True),
    PROFILE: ItemKind(f"{_ITEMS}.profile"),
    RULE: ItemKind(f"{_ITEMS}.rule"),
    FORK: ItemKind(f"{_ITEMS}.fork", is_whole=True),
    ERASED: ItemKind(f"{_ITEMS}.erasure", is_whole=True),
}


@cache
def load(row: TableKind | ItemKind) -> Any:
    """The module of a row."""
    return import_module(row.module)


def owner_query(kind: str) -> str:
    """The query for the operation that wrote an entity last, by its uid; "" for a kind whose rows don't say it."""
    row = STORED.get(kind)
    return f"SELECT op FROM {row.tables[-1]} WHERE uid = ?" if row and row.is_owned else ""  # noqa: S608 - ours


class Item(NamedTuple):
    """A small entity: ``kind`` (setting, budget, …), ``name`` unique in its kind, ``body`` JSON values."""

    uid: bytes
    kind: str
    name: str
    body: Any


def uid_of(kind: str, name: str) -> bytes:
    """The uid of what is known by its kind and name alone (a setting, a currency): two devices mean the same one."""
    return hashlib.sha256(f"{kind}:{name}".encode()).digest()[:16]


def keyed_item(kind: str, name: str, body: Any) -> Item:
    """A small entity whose uid follows from its kind and name."""
    return Item(uid_of(kind, name), kind, name, body)

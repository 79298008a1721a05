"""What the small entities that an operation wrote say of what it did: each by the module that its row names."""

from __future__ import annotations

from wallet_cli.domain.items.base import WrittenItem
from wallet_cli.domain.look.events import OfItem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import Session, money_of
from wallet_cli.services.things import settings
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.look.view import View
    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.entities import Item, ItemKind


class Names(NamedTuple):
    """What the books say now: the accounts' ``paths`` by uid, currencies, and settings as they are typed."""

    session: Session
    paths: Mapping[bytes, str]

    def path(self, uid: str) -> str:
        """The path of the account with this uid (hex); the uid where there is none."""
        return self.paths.get(bytes.fromhex(uid), uid)

    def currency(self, code: str) -> Currency:
        """A currency with the scale under which the vault keeps it."""
        return money_of(self.session, code)

    def typed(self, setting: str, value: Any) -> str:
        """The value of a setting as it is typed."""
        return settings.shown(self, setting, value)


class ToldItem(NamedTuple):
    """What a small entity says, and the ``row`` of its kind, None where wallet has none."""

    event: OfItem
    row: ItemKind | None


def of(names: Names, items: Sequence[tuple[Image, Item | None]]) -> list[ToldItem]:
    """What the small entities say; those taken away only where none was put in their place."""
    known = [(image, item) for image, item in items if item is not None and not _is_silent(item)]
    put = [(image, item) for image, item in known if image.body is not None]
    return [_told(names, item, is_gone=image.body is None) for image, item in put or known]


def adjusted(told: Sequence[ToldItem], moved: View | None) -> tuple[list[OfItem], bool]:
    """The events, and whether one is about the only transaction that was ``moved``, which was booked for its sake."""
    taking = [(at, each.row) for at, each in enumerate(told) if each.row and each.row.is_adjusted]
    told_events = [each.event for each in told]
    if moved is None or len(taking) != 1:
        return told_events, False
    ((at, row),) = taking
    told_events[at] = told_events[at]._replace(said=entities.load(row).adjusted_by(told_events[at].said, moved))
    return told_events, True


def _is_silent(item: Item) -> bool:
    row = entities.SMALL.get(item.kind)
    return row is not None and row.is_silent


def _told(names: Names, item: Item, *, is_gone: bool) -> ToldItem:
    row = entities.SMALL.get(item.kind)
    if row is None:
        return ToldItem(OfItem(item.kind, item.name, None), None)
    said = entities.load(row).event(WrittenItem(item.name, item.body, is_gone, names))
    return ToldItem(OfItem(item.kind, item.name, said), row)

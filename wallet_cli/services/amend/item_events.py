"""What the small entities that an operation wrote say of what it did: settings, budgets, imports, exports, forks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wallet_cli.domain import duration
from wallet_cli.domain.look.events import (
    Asserted,
    Budgeted,
    Carried,
    Configured,
    Counted,
    Deed,
    Erased,
    Exported,
    Forked,
    Held,
    Imported,
    Other,
)
from wallet_cli.record import NamedTuple
from wallet_cli.services.plan.envelopes import ONWARD
from wallet_cli.services.record import limits
from wallet_cli.services.record.adjust import ASSERTION
from wallet_cli.services.session import SETTING, Session, money_of
from wallet_cli.services.things.settings import UNLOCK_FOR, UNLOCK_IDLE
from wallet_cli.store.books import budgets
from wallet_cli.store.books.cursors import CURSOR
from wallet_cli.store.journal.images import CLAIM, ERASED, IMPORT, Item
from wallet_cli.store.store import FORK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.operation import Image

FEES = "fee-category"
_SILENT = (CLAIM,)

Names = Mapping[bytes, str]
"""The accounts' paths by uid."""


class _Entity(NamedTuple):
    """One small entity at work: ``names`` are put in place of uids; ``is_gone``: it was taken away."""

    session: Session
    names: Names
    item: Item
    is_gone: bool

    @property
    def key(self) -> list[str]:
        """The parts of its name."""
        return self.item.name.split(":")

    def name(self, uid: str) -> str:
        """The name of the account with this uid; the uid where it has none."""
        return self.names.get(bytes.fromhex(uid), uid)


def _setting(one: _Entity) -> Deed:
    name, value = one.item.name, one.item.body
    if one.is_gone:
        return Configured(name, "")
    if name in (UNLOCK_FOR, UNLOCK_IDLE):
        return Configured(name, duration.shown(int(value)))
    if name == limits.ABOVE:
        return Configured(name, limits.shown(one.session, str(value)))
    return Configured(name, one.name(value) if name == FEES else str(value))


def _budgeted(one: _Entity) -> Deed:
    label, category, code = one.key
    amount = None if one.is_gone else int(one.item.body)
    unit = money_of(one.session, code)
    return Budgeted(one.name(category), amount, unit, label.removesuffix(ONWARD), label.endswith(ONWARD))


def _carried(one: _Entity) -> Deed:
    label, category, _code = one.key
    return Carried(one.name(category), label, bool(one.item.body) and not one.is_gone)


def _held(one: _Entity) -> Deed:
    label, code = one.key
    return Held(label, None if one.is_gone else int(one.item.body), money_of(one.session, code))


def _counted(one: _Entity) -> Deed:
    return Counted(one.name(one.key[0]), bool(one.item.body))


def _asserted(one: _Entity) -> Deed:
    account, code, day, minor = one.item.body[:4]
    return Asserted(one.name(account), minor, money_of(one.session, code), day, None)


def _imported(one: _Entity) -> Deed:
    body: dict[str, Any] = one.item.body
    if "books" in body:
        new, known = body["books"]["transactions"]
        confirmed = 0
    else:
        new, confirmed, known = (
            sum(each[word] for each in body["statements"]) for word in ("new", "confirmed", "known")
        )
    return Imported(body["file"], body["format"], new, confirmed, known, body["refused"])


def _exported(one: _Entity) -> Deed:
    return Exported(one.item.name, f"o{one.item.body['op']}")


def _forked(one: _Entity) -> Deed:
    seen, _mac, at = one.item.body
    return Forked(f"o{at}", f"o{seen}" if seen else "")


def _erased(one: _Entity) -> Deed:
    return Erased(tuple(f"t{number}" for _uid, number in one.item.body[1]))


_DEEDS: Mapping[str, Callable[[_Entity], Deed]] = {
    SETTING: _setting,
    budgets.BUDGET: _budgeted,
    budgets.CARRYOVER: _carried,
    budgets.HOLD: _held,
    budgets.COUNTED: _counted,
    ASSERTION: _asserted,
    IMPORT: _imported,
    CURSOR: _exported,
    FORK: _forked,
    ERASED: _erased,
}


def _deed(one: _Entity) -> Deed:
    said = _DEEDS.get(one.item.kind)
    return said(one) if said else Other(one.item.kind, one.item.name)


def of(session: Session, names: Names, items: Sequence[tuple[Image, Item | None]]) -> list[Deed]:
    """What the small entities say; those taken away only where none was put in their place."""
    known = [(image, item) for image, item in items if item is not None and item.kind not in _SILENT]
    put = [(image, item) for image, item in known if image.body is not None]
    return [_deed(_Entity(session, names, item, image.body is None)) for image, item in put or known]

"""What the small entities that an operation wrote say of what it did: settings, budgets, imports, exports, forks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
from wallet_cli.domain.operation import Image
from wallet_cli.services.plan.envelopes import ONWARD
from wallet_cli.services.record import limits
from wallet_cli.services.record.adjust import ASSERTION
from wallet_cli.services.session import SETTING, Session, money_of
from wallet_cli.services.things.settings import UNLOCK_FOR, UNLOCK_IDLE
from wallet_cli.store.books import budgets
from wallet_cli.store.books.cursors import CURSOR
from wallet_cli.store.journal.images import BATCH, CLAIM, ERASED, Item
from wallet_cli.store.store import FORK

FEES = "fee-category"
_SILENT = (CLAIM,)

Names = Mapping[bytes, str]
"""The accounts' paths by uid."""


class _Said:
    """One small entity: what its kind says, with names in place of uids. ``is_gone``: it was taken away."""

    def __init__(self, session: Session, names: Names, item: Item, *, is_gone: bool) -> None:
        self.session, self.names, self.item, self.is_gone = session, names, item, is_gone
        self.key, self.body = item.name.split(":"), item.body

    def name(self, uid: str) -> str:
        return self.names.get(bytes.fromhex(uid), uid)

    def deed(self) -> Deed:
        told = _DEEDS.get(self.item.kind)
        return told(self) if told else Other(self.item.kind, self.item.name)

    def setting(self) -> Deed:
        name, value = self.item.name, self.body
        if self.is_gone:
            return Configured(name, "")
        if name in (UNLOCK_FOR, UNLOCK_IDLE):
            return Configured(name, duration.shown(int(value)))
        if name == limits.ABOVE:
            return Configured(name, limits.shown(self.session, str(value)))
        return Configured(name, self.name(value) if name == FEES else str(value))

    def budgeted(self) -> Deed:
        label, category, code = self.key
        amount = None if self.is_gone else int(self.body)
        unit = money_of(self.session, code)
        return Budgeted(self.name(category), amount, unit, label.removesuffix(ONWARD), label.endswith(ONWARD))

    def carried(self) -> Deed:
        label, category, _code = self.key
        return Carried(self.name(category), label, bool(self.body) and not self.is_gone)

    def held(self) -> Deed:
        label, code = self.key
        return Held(label, None if self.is_gone else int(self.body), money_of(self.session, code))

    def counted(self) -> Deed:
        return Counted(self.name(self.key[0]), bool(self.body))

    def asserted(self) -> Deed:
        account, code, day, minor = self.body[:4]
        return Asserted(self.name(account), minor, money_of(self.session, code), day, None)

    def imported(self) -> Deed:
        body: dict[str, Any] = self.body
        if "books" in body:
            new, known = body["books"]["transactions"]
            confirmed = 0
        else:
            new, confirmed, known = (
                sum(each[word] for each in body["statements"]) for word in ("new", "confirmed", "known")
            )
        return Imported(body["file"], body["format"], new, confirmed, known, body["refused"])

    def exported(self) -> Deed:
        return Exported(self.item.name, f"o{self.body['op']}")

    def forked(self) -> Deed:
        seen, _mac, at = self.body
        return Forked(f"o{at}", f"o{seen}" if seen else "")

    def erased(self) -> Deed:
        return Erased(tuple(f"t{number}" for _uid, number in self.body[1]))


_DEEDS: Mapping[str, Callable[[_Said], Deed]] = {
    SETTING: _Said.setting,
    budgets.BUDGET: _Said.budgeted,
    budgets.CARRYOVER: _Said.carried,
    budgets.HOLD: _Said.held,
    budgets.COUNTED: _Said.counted,
    ASSERTION: _Said.asserted,
    BATCH: _Said.imported,
    CURSOR: _Said.exported,
    FORK: _Said.forked,
    ERASED: _Said.erased,
}


def of(session: Session, names: Names, items: Sequence[tuple[Image, Item | None]]) -> list[Deed]:
    """What the small entities say; those taken away only where none was put in their place."""
    known = [(image, item) for image, item in items if item is not None and item.kind not in _SILENT]
    put = [(image, item) for image, item in known if image.body is not None]
    return [_Said(session, names, item, is_gone=image.body is None).deed() for image, item in put or known]

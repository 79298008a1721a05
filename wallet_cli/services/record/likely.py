"""The accounts and categories that a record most likely means: those of the latest transactions first."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.store.books import accounts, recent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session

_LATEST = 100
"""How many transactions are looked at."""


def own_accounts(session: Session) -> list[str]:
    """Paths of open accounts of one's own: those for daily money first, among them the most used ones."""
    return _among(session, kinds.own())


def payer(session: Session) -> str:
    """Path of the account of daily money that payments most likely come from; "" where there is none."""
    path = next(iter(own_accounts(session)), "")
    found = accounts.find(session.db, path) if path else None
    return path if found is not None and kinds.of(found.account.kind).on_budget else ""


def categories(session: Session, flow: str) -> list[str]:
    """Paths of open categories of a flow, the most used first."""
    return _among(session, kinds.categories(flow))


def is_known(session: Session, name: str, sign: str) -> bool:
    """Whether an own account (``sign`` "@") or a category ("+") has this name or alias."""
    found = accounts.find(session.db, name)
    return found is not None and (found.account.is_category if sign == "+" else found.account.is_own)


def _among(session: Session, among: tuple[str, ...]) -> list[str]:
    used = recent.used(session.db, _LATEST)
    found = [node for node in accounts.every(session.db, among) if not node.closed]
    ranks = {node.path: (not kinds.of(node.kind).on_budget, -used.get(node.row, 0), node.row) for node in found}
    return sorted(ranks, key=ranks.__getitem__)

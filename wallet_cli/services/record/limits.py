"""What asks for a key's secret although the wallet is unlocked: larger payments and exports in plain text, where the
owner set a limit.

What always holds: nothing is written before the secret was given; below the limit one setting is read and nothing else;
a limit, once set, isn't changed or undone without the secret. It guards against slips and borrowed terminals. A program
that reads the unlocked store itself isn't asked.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.duration import OFF, switch
from wallet_cli.domain.operation import SETTING
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.services.session import Session, money_of, setting
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.items.base import Known
    from wallet_cli.domain.operation import Image
    from wallet_cli.domain.transaction import Transaction

ABOVE = "confirm-above"
SENDING = ("pay", "transfer", "exchange", "lend", "repay")
"""The commands that record money that leaves an own account."""

NEEDED = ("confirm-payment", "confirm-export", "confirm-setting")
"""The slugs that a secret answers."""


def limits(session: Session) -> dict[str, int]:
    """The limit of each currency that has one, in minor units; empty: nothing is asked."""
    return _limits(str(setting(session, ABOVE, "")))


def _limits(kept: str) -> dict[str, int]:
    return {code: int(minor) for code, _colon, minor in (part.partition(":") for part in kept.split())}


def shown(books: Known, kept: str) -> str:
    """The value of the setting as it is typed: ``500eur,600.50usd``, or ``off``."""
    found = []
    for code, minor in _limits(kept).items():
        whole, _point, decimals = plain(minor, books.currency(code).scale).partition(".")
        found.append(f"{whole}.{decimals}{code.lower()}" if decimals.strip("0") else whole + code.lower())
    return ",".join(found) or OFF


def write(session: Session, text: str) -> dict[str, object]:
    """The setting that ``500eur,600usd`` or ``off`` means.

    Raises Locked("confirm-setting"), UsageProblem("currency-twice") and what an amount raises.
    """
    import re

    from wallet_cli.services.record import typed_line

    found: dict[str, int] = {}
    # a comma behind a digit belongs to the number
    for part in [] if switch(text) is False else re.split(r"(?<=[^\d\s])\s*[,，]", text):
        money = typed_line.amount_of(session, typed_line.read(session, part.strip()), None)
        if money.currency.code in found:
            raise UsageProblem("currency-twice", currency=money.currency.code)
        found[money.currency.code] = money.minor
    if found != limits(session):
        require_setting(session)
    return {ABOVE: " ".join(f"{code}:{minor}" for code, minor in found.items())}


def require_payment(session: Session, entries: Iterable[Transaction]) -> None:
    """Refuse what sends more than the limit of its currency: Locked("confirm-payment")."""
    if session.proven or session.dry_run or session.command not in SENDING:
        return
    most = limits(session)
    if not most:
        return
    for txn in entries:
        for code, minor in _leaving(session, txn).items():
            if code in most and minor > most[code]:
                scale = money_of(session, code).scale
                raise Locked(
                    "confirm-payment", amount=plain(minor, scale), limit=plain(most[code], scale), currency=code
                )


def _leaving(session: Session, txn: Transaction) -> dict[str, int]:
    """What leaves own accounts, in minor units by currency."""
    found: dict[str, int] = {}
    for posting in txn.postings:
        if posting.amount_minor < 0:
            node = accounts.by_uid(session.db, posting.account)
            if node is not None and node.account.is_own:
                found[posting.currency] = found.get(posting.currency, 0) - posting.amount_minor
    return found


def require_export(session: Session) -> None:
    """Refuse to let the books out in plain text where there is a limit: Locked("confirm-export")."""
    if not session.proven and not session.dry_run and setting(session, ABOVE, ""):
        raise Locked("confirm-export")


def require_setting(session: Session) -> None:
    """Refuse to change the limit where there is one: Locked("confirm-setting")."""
    if not session.proven and not session.dry_run and setting(session, ABOVE, ""):
        raise Locked("confirm-setting")


def require_restored(session: Session, restored: Iterable[Image]) -> None:
    """The same of versions that an undo puts back."""
    if any(image.kind == entities.ITEM and image.uid == entities.uid_of(SETTING, ABOVE) for image in restored):
        require_setting(session)

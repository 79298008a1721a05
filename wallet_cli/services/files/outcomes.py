"""What is said of an import's rows and balances once they are recorded: as the books have them then."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files import ewallet_words, seen
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import OWN, sides
from wallet_cli.domain.transaction import PENDING
from wallet_cli.services import names
from wallet_cli.services.files import early_rows, ewallet_places, likely_accounts
from wallet_cli.services.files.imported import KEPT, Closing, Shown
from wallet_cli.services.files.matching import ADDED, APART, KNOWN, REMOVED
from wallet_cli.store.books import account_postings, accounts, balances, register, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.files.imported import Assigned, Filed
    from wallet_cli.services.files.matching import Fate
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

FIRST_ROWS = 10
"""That many of the rows that an import recorded for an account are shown."""


def shown(session: Session, fates: Iterable[Fate]) -> Iterable[Shown]:
    """The first rows that say something new, with what became of them."""
    told = [fate for fate in fates if fate.status not in (KNOWN, REMOVED)][:FIRST_ROWS]
    for fate in told:
        kept = transactions.by_row(session.db, fate.txn)
        found = [accounts.by_uid(session.db, each.account) for each in kept.transaction.postings] if kept else []
        paths = [node.path for node in found if node and node.account.is_category]
        payee = register.payee_name(session.db, kept.transaction.payee) if kept else ""
        moved = _moved(kept.transaction, found) if kept and not payee else None
        yield Shown(
            fate, payee or fate.row.text or fate.row.kind, paths[0] if len(paths) == 1 and not moved else "", moved
        )


def repeated(fates: Iterable[Fate]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The bank's ids that several rows in the books have of which one was added just now, with the lines of all."""
    fates = list(fates)
    found = seen.repeated(fate.row for fate in fates if fate.status != REMOVED)
    new = {fate.row.bank_id for fate in fates if fate.status == ADDED} if found else set()
    return tuple(each for each in found if each[0] in new)


def _moved(txn: Transaction, nodes: Sequence[Node | None]) -> tuple[str, str] | None:
    """The paths of the accounts that money left and reached which only moved, "" for one that isn't known."""
    sides: dict[bool, str] = {}
    for posting, node in zip(txn.postings, nodes, strict=True):
        if node is not None and not node.account.is_category:
            sides[posting.amount_minor > 0] = node.path if node.account.is_own or kinds.of(node.kind).is_person else ""
    return (sides[False], sides[True]) if len(sides) > 1 else None


def debt_told(each: Assigned) -> str:
    """The kind that the file says an account is, where that is a debt and the account's own is none."""
    told = kinds.of(each.head.kind)
    return told.name if told.debt and not kinds.of(each.account.kind).debt else ""


def closing(session: Session, each: Assigned, filed: Filed) -> Closing | None:
    """The bank's closing balance beside what the books held at that point: banks write what is owed on a card with
    either sign. None where the file says none, or the account begins later: it counts all that was before.
    """
    stated = each.head.closing
    on = stated and (stated.on or each.head.last)
    if stated is None or on is None:
        return None
    unit, minor = stated.amount.currency, stated.amount.minor
    node = accounts.by_uid(session.db, each.account.uid) or each.account  # a new one has its row by now
    start = early_rows.begins(session, node, unit.code)
    if start is not None and on.toordinal() < start.date:
        return None
    held = balances.without_pending(session.db, node.row, unit.code, on)
    others = _others(session, node, unit.code, on, filed)
    is_debt = kinds.of(each.account.kind).debt
    for ours in dict.fromkeys((held, held - sum(others))):
        if minor == ours or (is_debt and -minor == ours and _is_owed(each, minor)):
            return Closing(on, unit, minor, ours, True)
    is_kept = any(change.outcome == KEPT and "amount" in change.parts for change in filed.changes)
    return Closing(on, unit, minor, held, False, not others and not is_kept)


def is_held(session: Session, each: Assigned) -> bool:
    """Whether the books hold what the bank's closing balance says before any row of the file is booked, though its rows
    change it: then they have them.
    """
    stated = each.head.closing
    on = stated and (stated.on or each.head.last)
    if stated is None or on is None or not sum(row.amount.minor for row in each.rows if not row.pending):
        return False
    held = balances.without_pending(session.db, each.account.row, stated.amount.currency.code, on)
    return held == stated.amount.minor


def _others(session: Session, node: Node, code: str, on: date, filed: Filed) -> list[int]:
    """Rows of the day of a file's balance that other files brought, which it doesn't have: it ends before them."""
    ours = {fate.txn for fate in filed.fates}
    day = on.toordinal()
    return [
        known.amount_minor
        for known in account_postings.known(session.db, node.row, day, day)
        if known.txn not in ours and known.currency == code and known.delivered
        and known.state != PENDING and not known.void
    ]  # fmt: skip


def _is_owed(each: Assigned, minor: int) -> bool:
    """Whether a debt's balance can be written as what is owed: it is above zero, or its opening shows that it is."""
    opening = each.head.opening
    total = sum(row.amount.minor for row in each.rows if not row.pending)
    return minor > 0 or (opening is not None and opening.amount.minor - total == minor != opening.amount.minor + total)


def paths(session: Session, fates: Iterable[Fate]) -> dict[bytes, str]:
    """The paths of the accounts (uids) that new rows were booked on."""
    uids = {uid for fate in fates for uid, _minor in fate.moved}
    return {uid: node.path for uid in uids if (node := accounts.by_uid(session.db, uid))}


def other(session: Session, each: Assigned, fates: Iterable[Fate]) -> str:
    """The path of the own account that what is kept apart may well be of, "" where there is none: of an e-wallet's rows
    the one that they name, of a debt's the one that is likeliest to have paid it off.
    """
    rows = [fate.row for fate in fates if fate.reason == APART]
    if not rows:
        return ""
    if each.places is not None:
        return _named(session, each, [row for fate in fates for row in _own_row(each, fate)])
    code = each.rows[0].amount.currency.code
    fit = [
        node
        for node in names.own_accounts(session)
        if node.uid != each.account.uid
        and (not node.currencies or code in node.currencies)
        and not kinds.of(node.kind).debt
        and not ewallet_words.is_platform(node.path)
    ]
    return next((node.path for node in sorted(fit, key=lambda node: likely_accounts.pays(node, each.head))), "")


def _own_row(each: Assigned, fate: Fate) -> tuple[Row, ...]:
    """The row where it moved money from or to the e-wallet's own account and is kept apart."""
    return (fate.row,) if fate.reason == APART and any(uid == each.account.uid for uid, _minor in fate.moved) else ()


def _named(session: Session, each: Assigned, rows: Iterable[Row]) -> str:
    """The path of the only own account that these rows of an e-wallet may name, "" for none."""
    sides_of = [side for row in rows for side in sides(meaning(row)).sides]
    called = {side.name for side in sides_of if side.what == OWN and (each.places or {}).get(side.name) is None}
    name = called.pop() if len(called) == 1 else ""
    kind = kinds.guess(name.partition("(")[0])
    own = [node for node in names.own_accounts(session) if node.uid != each.account.uid] if name else []
    fit = [node for node in own if ewallet_places.is_likely(node, name, kind)]
    fit = [node for node in fit if likely_accounts.are_alike(node.path, name)] or fit
    return fit[0].path if len(fit) == 1 else ""


def booked_on(session: Session, fates: Iterable[Fate]) -> tuple[tuple[tuple[str, int], ...], int]:
    """The paths of the accounts that new rows were booked on, each with how many, most first; and how many of the rows
    moved money between them alone.
    """
    rows: dict[bytes, int] = {}
    transfers = 0
    for fate in fates:
        if fate.status == ADDED:
            transfers += len(fate.moved) > 1
            for uid, _minor in fate.moved:
                rows[uid] = rows.get(uid, 0) + 1
    paths = [(node.path, count) for uid, count in rows.items() if (node := accounts.by_uid(session.db, uid))]
    return tuple(sorted(paths, key=lambda each: (-each[1], each[0]))), transfers

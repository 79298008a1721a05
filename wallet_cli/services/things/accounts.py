"""Use cases of accounts and categories: add, rename, edit, close, remove, list. Each is one operation."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import (
    OPENING,
    SEPARATOR,
    Account,
    name_key,
    number_key,
    parents,
)
from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.opening import counting
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import BOOKED, Posting, Transaction
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record.write import write_currencies
from wallet_cli.services.session import Session, home_currency
from wallet_cli.services.things.kind_change import with_kind
from wallet_cli.store.books import accounts, balances, register
from wallet_cli.store.journal import entities, uses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


NUMBER_CHARACTERS = 64


class AccountMade(NamedTuple):
    """What an operation on the tree did: ``op`` is "o12", "" where it was so already; ``account`` as it is now."""

    op: str
    account: Account
    dry_run: bool = False


class Opening(NamedTuple):
    """What an account holds when it is added: minor units (debit positive) of a currency, on a day (ordinal)."""

    currency: str
    amount_minor: int
    date: int


def noun_of(node: Node) -> str:
    """The command that is about nodes of this kind: ``accounts`` or ``categories``; "" where none is."""
    if node.account.type == kinds.EQUITY:
        return ""
    return "categories" if node.account.is_category else "accounts"


def require_free(session: Session, path: str, uid: bytes = b"") -> None:
    """Refuse a name that another account or category has."""
    owner = accounts.find(session.db, path)
    if owner and owner.uid != uid:
        by = owner.path if name_key(owner.path) != name_key(path) else ""
        raise Refused("name-taken", name=path, by=by, owner=owner.path, noun=noun_of(owner))


def add(session: Session, wish: Account, opening: Opening | None = None) -> AccountMade:
    """Add an account or category (``wish.uid`` is ignored), with what it holds at the start.

    Raises UsageProblem("bad-name", "unknown-kind", "unknown-currency"), Refused("name-taken", "parent-kind",
    "currency-not-held").
    """
    wish = wish._replace(kind=kinds.typed(wish.kind))
    if wish.kind not in kinds.usable():
        raise UsageProblem("unknown-kind", kind=wish.kind, kinds=kinds.usable())
    path = names.checked_path(wish.path)
    codes = tuple(dict.fromkeys(currency(code).code for code in wish.currencies))
    if wish.is_own and not codes:
        codes = (home_currency(session),)
    aliases = tuple(names.checked_path(name) for name in wish.aliases)
    number = clean(wish.number, limit=NUMBER_CHARACTERS).replace(" ", "")
    made = Account(session.new_uid(), path, wish.kind, codes, number, aliases, also=_further(wish.also, number))
    if opening is not None and codes and opening.currency not in codes:
        wanted = ",".join((*codes, opening.currency))
        raise Refused(
            "opening-not-held", account=path, kind=wish.kind, currency=opening.currency, wanted=wanted, corrected=""
        )
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        for name in (path, *made.aliases):
            require_free(session, name)
        _add_parents(session, work, made)
        work.put_account(made, new=True)
        if opening is not None and opening.amount_minor:
            begin_with(session, work, made, opening)
    return AccountMade(work.ref, made, session.dry_run)


def add_in(session: Session, work: Operation, wish: Account) -> Account:
    """Add a category in an operation that does more; as ``add`` (``wish.uid`` is ignored)."""
    aliases = tuple(names.checked_path(name) for name in wish.aliases)
    made = wish._replace(uid=session.new_uid(), path=names.checked_path(wish.path), aliases=aliases)
    for name in (made.path, *made.aliases):
        require_free(session, name)
    _add_parents(session, work, made, both_ways=True)
    work.put_account(made, new=True)
    return made


def _add_parents(session: Session, work: Operation, made: Account, *, both_ways: bool = False) -> None:
    """Parents that are missing are made with the same kind: ``food:coffee`` makes ``food`` too.

    Only for ``both_ways`` (the module of that name) may a category be below one whose money flows the other way.
    """
    for path in reversed(parents(made.path)):
        found = accounts.find(session.db, path)
        if found is None:
            currencies = made.currencies if made.is_money else ()
            work.put_account(Account(session.new_uid(), path, made.kind, currencies), new=True)
        elif found.account.type != made.type or (made.is_category and found.kind != made.kind and not both_ways):
            raise Refused("parent-kind", name=found.path, kind=found.kind, wanted=made.kind)


def begin_with(session: Session, work: Operation, made: Account, opening: Opening, until: int = 0) -> None:
    """Write what a new or still empty account begins with, in the operation that makes or fills it; ``until`` as in
    ``domain.files.opening.counting``.
    """
    other = names.equity(session, OPENING).uid
    amount, day = opening.amount_minor, opening.date
    postings = (
        counting(Posting(made.uid, opening.currency, amount, day, BOOKED), until),
        Posting(other, opening.currency, -amount, day, BOOKED),
    )
    txn = Transaction(session.new_uid(), day, postings, memo="")
    write_currencies(session, work, [txn])
    work.add_transaction(txn)


def rename(session: Session, node: Node, path: str) -> AccountMade:
    """Give an account or category another path, its children with it; the old paths stay as aliases."""
    path = names.checked_path(path)
    if path == node.path:
        return AccountMade(
            "", node.account._replace(aliases=tuple(accounts.aliases(session.db, node))), session.dry_run
        )
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        moved = [node, *_children(session, node)]
        for each in moved:
            require_free(session, path + each.path[len(node.path) :], each.uid)
        renamed = [_renamed(session, each, path + each.path[len(node.path) :]) for each in moved]
        above = accounts.find(session.db, node.path.rpartition(SEPARATOR)[0])
        _add_parents(session, work, renamed[0], both_ways=above is not None and above.kind != node.kind)
        for account in renamed:
            work.put_account(account)
    return AccountMade(work.ref, renamed[0], session.dry_run)


def _renamed(session: Session, node: Node, path: str) -> Account:
    kept = dict.fromkeys((*accounts.aliases(session.db, node), node.path))
    aliases = tuple(name for name in kept if name_key(name) != name_key(path))
    return node.account._replace(path=path, aliases=aliases)


def _children(session: Session, node: Node) -> list[Node]:
    return [each for each in accounts.every(session.db) if each.path.startswith(node.path + SEPARATOR)]


class AccountEdit(NamedTuple):
    """What to change of an account; None leaves it."""

    currencies: Sequence[str] | None = None
    number: str | None = None
    add_aliases: Sequence[str] = ()
    drop_aliases: Sequence[str] = ()
    closed: bool | None = None
    kind: str | None = None
    add_numbers: Sequence[str] = ()
    drop_numbers: Sequence[str] = ()


def _further(texts: Iterable[str], number: str, dropped: Iterable[str] = ()) -> tuple[str, ...]:
    """Further numbers as they are kept: clean, each once, none that is the first one or is dropped."""
    found = {number_key(text): text for text in [clean(each, limit=NUMBER_CHARACTERS) for each in texts] if text}
    for text in (number, *dropped):
        found.pop(number_key(text), None)
    return tuple(found.values())


def edit(
    session: Session, node: Node, wish: AccountEdit, more: Callable[[Operation], None] | None = None
) -> AccountMade:
    """Change an account or category; a currency with postings can't be taken away, closing needs a balance of zero.

    What another kind needs is in ``kind_change``. ``more`` writes what belongs to the same operation.
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        known = accounts.aliases(session.db, node)
        dropped = {name_key(name) for name in wish.drop_aliases}
        added = [names.checked_path(name) for name in wish.add_aliases]
        for name in added:
            require_free(session, name, node.uid)
        aliases = tuple(dict.fromkeys(name for name in (*known, *added) if name_key(name) not in dropped))
        before = node.account._replace(aliases=tuple(known))
        changed = before._replace(aliases=aliases)
        if wish.currencies is not None:
            changed = changed._replace(currencies=_currencies(session, node, wish.currencies))
        if wish.number is not None:
            changed = changed._replace(number=clean(wish.number, limit=NUMBER_CHARACTERS).replace(" ", ""))
        if wish.add_numbers or wish.drop_numbers:
            further = _further((*changed.also, *wish.add_numbers), changed.number, wish.drop_numbers)
            changed = changed._replace(also=further)
        if wish.closed is not None:
            if wish.closed:
                require_empty(session, node)
            changed = changed._replace(closed=wish.closed)
        if wish.kind is not None:
            changed = with_kind(session, node, changed, wish.kind, keeps_currencies=wish.currencies is not None)
        if changed != before:
            work.put_account(changed)
        if more is not None:
            more(work)
    return AccountMade(work.ref, changed, session.dry_run)


def _currencies(session: Session, node: Node, codes: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(currency(code).code for code in codes))
    for code in uses.currencies_of(session.db, node.row):
        if code not in wanted:
            raise Refused("currency-in-use", account=node.path, currency=code)
    return wanted


def require_empty(session: Session, node: Node) -> None:
    """Refuse to close a money account that still holds something.

    Raises Refused("account-not-empty"), ("account-ahead") where it is only for a transaction of a day to come.
    """
    if not node.account.is_money:
        return
    held = uses.held_in(session.db, node.row)
    if not held:
        return
    if not any(balances.of_accounts(session.db, [node.row], session.today).values()):
        ahead = register.Query(first=session.today + 1, accounts=(node.row,))
        number, day = list(register.lines(session.db, ahead))[-1][:2]  # newest first
        raise Refused("account-ahead", account=node.path, ref=f"t{number}", date=date.fromordinal(day).isoformat())
    raise Refused("account-not-empty", account=node.path, currencies=held)


def remove(session: Session, node: Node) -> AccountMade:
    """Remove an account or category that was never used; a used one can only be closed."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        if uses.transaction_on(session.db, node.uid) or _children(session, node):
            full = node.path if node.account.is_money and uses.held_in(session.db, node.row) else ""
            raise Refused("account-used", account=node.path, noun=noun_of(node), full=full)
        work.put(entities.ACCOUNT, node.uid, None)
    return AccountMade(work.ref, node.account, session.dry_run)


def listing(session: Session, *, categories: bool, closed: bool = False) -> list[Account]:
    """All accounts (or all categories) as people look for names, with their aliases; closed ones where asked for."""
    from wallet_cli.domain.look.name_order import name_order

    shown = kinds.categories() if categories else kinds.money()
    found = [node for node in accounts.every(session.db, shown) if closed or not node.closed]
    found.sort(key=lambda node: name_order(node.path))
    return [node.account._replace(aliases=accounts.aliases(session.db, node)) for node in found]

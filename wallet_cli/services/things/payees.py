"""Use cases of payees: list, rename, give aliases, merge, remove. Each change is one operation.

What always holds: a name or alias means one payee; a payee that transactions name stays.
"""

from __future__ import annotations

from wallet_cli.domain.account import Payee, name_key
from wallet_cli.domain.text import clean, names_near
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.things import payee_accounts
from wallet_cli.store.books import accounts, payees, transactions
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.payees import Use


class PayeeMade(NamedTuple):
    """What an operation on payees did: ``op`` is "o12", "" where it was so already; ``payee`` as it is now; how many
    transactions were changed.
    """

    op: str
    payee: Payee
    transactions: int = 0
    dry_run: bool = False


def find(session: Session, name: str) -> Payee:
    """The payee of exactly this name, alias or id, with its aliases. Raises NotFound("no-payee-called")."""
    found = accounts.find_payee(session.db, name)
    uid = found.uid if found else _uid(name)
    payee = accounts.payee_by_uid(session.db, uid) if uid else None
    if payee is None:
        near = names_near(name, [each.name for each in payees.every(session.db)])
        raise NotFound("no-payee-called", name=name, near=near)
    return payee


def _uid(text: str) -> bytes:
    try:
        return bytes.fromhex(text) if len(text) == 32 else b""
    except ValueError:
        return b""


def listing(session: Session, words: str = "") -> list[Payee]:
    """All payees by name, with their aliases; only those in whose names ``words`` occur (folded)."""
    key = name_key(words)
    return [
        each for each in payees.every(session.db) if any(key in name_key(name) for name in (each.name, *each.aliases))
    ]


def use_of(session: Session, payee: Payee) -> Use:
    """How many transactions name a payee, and the days (ordinals) of the first and the last."""
    return payees.use(session.db, payee.uid)


def add(session: Session, name: str, iban: str) -> PayeeMade:
    """Add a payee, with the compact IBAN into which it is paid ("" for none). Raises Refused("payee-known", …)."""
    found = accounts.find_payee(session.db, clean(name, limit=names.NAME_CHARACTERS))
    if found is not None:
        raise Refused("payee-known", name=found.name)
    payee = Payee(session.new_uid(), "")
    payee = payee._replace(name=_free(session, payee, name))
    return _write(session, payee, iban)


def edit(session: Session, name: str, iban: str) -> PayeeMade:
    """Keep the compact IBAN into which a payee is paid, or none for "". Raises NotFound("no-payee-called")."""
    payee = find(session, name)
    if payee_accounts.iban_of(session, payee) == iban:
        return PayeeMade("", payee, 0, session.dry_run)
    return _write(session, payee, iban)


def rename(session: Session, name: str, new: str) -> PayeeMade:
    """Give a payee another name; the old one stays as an alias. Raises NotFound, Refused("payee-exists"), …"""
    payee = find(session, name)
    wanted = _free(session, payee, new, renames=True)
    if wanted == payee.name:
        return PayeeMade("", payee, 0, session.dry_run)
    return _write(session, payee._replace(name=wanted, aliases=_apart(wanted, (*payee.aliases, payee.name))))


def alias(session: Session, name: str, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> PayeeMade:
    """Add and drop aliases. Raises NotFound, Refused("payee-exists"), UsageProblem("no-such-alias")."""
    payee = find(session, name)
    added = [_free(session, payee, each) for each in add]
    known = {name_key(each) for each in payee.aliases}
    for each in drop:
        if name_key(each) not in known:
            raise UsageProblem("no-such-alias", name=payee.name, alias=each)
    dropped = {name_key(each) for each in drop}
    kept = tuple(each for each in payee.aliases if name_key(each) not in dropped)
    there = {name_key(each) for each in (payee.name, *kept)}
    aliases = _apart(payee.name, (*kept, *[each for each in added if name_key(each) not in there]))
    if aliases == payee.aliases:
        return PayeeMade("", payee, 0, session.dry_run)
    return _write(session, payee._replace(aliases=aliases))


def merge(session: Session, name: str, into: str) -> PayeeMade:
    """Make one payee of two: names and transactions of the first become the second's, in one operation.

    Raises NotFound, Refused("merge-with-itself", "merge-other-iban").
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        goes, stays = find(session, name), find(session, into)
        if goes.uid == stays.uid:
            raise Refused("merge-with-itself", name=stays.name)
        numbers = payees.transactions_of(session.db, goes.uid)
        for number in numbers:
            kept = transactions.by_row(session.db, number)
            if kept is not None:
                work.put_transaction(kept.transaction._replace(payee=stays.uid))
        ibans = [payee_accounts.iban_of(session, each) for each in (goes, stays)]
        if all(ibans) and ibans[0] != ibans[1]:
            raise Refused("merge-other-iban", name=goes.name, into=stays.name)
        payee_accounts.put(work, goes, "")
        work.put(entities.PAYEE, goes.uid, None)
        merged = stays._replace(aliases=_apart(stays.name, (*stays.aliases, goes.name, *goes.aliases)))
        work.put_payee(merged)
        if ibans[0] and not ibans[1]:
            payee_accounts.put(work, merged, ibans[0])
    return PayeeMade(work.ref, merged, len(numbers), session.dry_run)


def remove(session: Session, name: str) -> PayeeMade:
    """Remove a payee that no transaction names. Raises NotFound, Refused("payee-used")."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        payee = find(session, name)
        count = payees.use(session.db, payee.uid).transactions
        if count:
            raise Refused("payee-used", name=payee.name, count=count)
        payee_accounts.put(work, payee, "")
        work.put(entities.PAYEE, payee.uid, None)
    return PayeeMade(work.ref, payee, 0, session.dry_run)


def _write(session: Session, payee: Payee, iban: str | None = None) -> PayeeMade:
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        work.put_payee(payee)
        if iban is not None:
            payee_accounts.put(work, payee, iban)
    return PayeeMade(work.ref, payee, 0, session.dry_run)


def _free(session: Session, payee: Payee, text: str, *, renames: bool = False) -> str:
    """``text`` as a name that no other payee and no own account has.

    Where one has it, the two may be one: ``payee`` keeps its name, unless it was to get that one.
    """
    name = clean(text, limit=names.NAME_CHARACTERS)
    if not name:
        raise UsageProblem("payee-name-empty")
    own = accounts.find(session.db, name)
    if own is not None and own.account.is_own:
        raise Refused("payee-name-is-account", name=own.path)
    found = accounts.find_payee(session.db, name)
    if found is not None and found.uid != payee.uid:
        goes, stays = (payee, found) if renames else (found, payee)
        raise Refused("payee-exists", name=name, owner=found.name, goes=goes.name, stays=stays.name)
    return name


def _apart(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Aliases that differ from the name and from one another, as names are compared."""
    kept = {name_key(each): each for each in reversed(aliases) if name_key(each) != name_key(name)}
    return tuple(reversed(kept.values()))

"""Editing and removing transactions: a new version of the same uid, or none. Everything can be undone.

What always holds: a transaction stays balanced to the minor unit (several categories keep their proportions); a
reconciled posting keeps its date, account and amount until its state is changed; a purchase that has refunds stays.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.account import bare
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.files.opening import restated
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import BOOKED, MAYBE_SAME, REFUNDS, STATES, Transaction, check
from wallet_cli.errors import Refused, UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import short_names
from wallet_cli.services.amend import fields, reshape
from wallet_cli.services.amend.oplog import Teller
from wallet_cli.services.amend.undo_checks import keeps_reconciled
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Early, NewPayee, When
from wallet_cli.services.record.refund_limits import debits, excesses, require_refunds_fit
from wallet_cli.services.record.second_look import new_payees
from wallet_cli.services.record.write import (
    SUMMARIES,
    before_beginning,
    changes,
    horizon,
    touched,
    when_of,
    write_currencies,
)
from wallet_cli.services.session import money_of
from wallet_cli.services.things.accounts import noun_of
from wallet_cli.store.books import accounts, balances, transactions
from wallet_cli.store.journal import uses
from wallet_cli.store.journal.entities import TRANSACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from wallet_cli.domain.look.events import What
    from wallet_cli.domain.look.version import Version
    from wallet_cli.services.record.receipt import Change
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.transactions import Kept
    from wallet_cli.store.journal.journal import Operation


class Edit(NamedTuple):
    """What to change; None and empty leave it. ``words`` are amount, payee, @account and +category as typed,
    or fields by their names (``amend.fields``); ``force`` takes a new payee as it is, ``was`` is an amount that it has.
    """

    words: Sequence[str] = ()
    day: str | None = None
    memo: str | None = None
    tags: Sequence[str] = ()
    untags: Sequence[str] = ()
    state: str | None = None
    void: bool | None = None
    force: bool = False
    was: str = ""


IN = "one_of_several"
"""The parameter of an error that names the one of several transactions that it is about."""


class Edited(NamedTuple):
    """What an edit or a removal did: ``op`` is "o882", "" when nothing had to be changed; ``what`` it says now.

    ``each`` is what several say now; ``as_before`` names those of several that had nothing to be changed. ``versions``
    are what they were and are, as far as they are known; ``new`` are payees who are new; ``early`` are accounts that
    begin after what is now booked on them, where it wasn't before.
    """

    op: str
    transactions: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]
    what: What | None = None
    each: tuple[What, ...] = ()
    as_before: tuple[str, ...] = ()
    when: When | None = None
    versions: tuple[tuple[Version, Version], ...] = ()
    new: tuple[NewPayee, ...] = ()
    early: tuple[Early, ...] = ()


class _Version(NamedTuple):
    """One transaction of an edit: as it is, and as it is to be."""

    kept: Kept
    after: Transaction
    new: tuple[NewPayee, ...] = ()

    @property
    def named(self) -> tuple[str, bytes]:
        """Short name and uid."""
        return f"t{self.kept.row}", self.after.uid


def edit(session: Session, named: str | Sequence[str], wish: Edit) -> Edited:
    """Change one transaction, or several alike, all in one operation: one that can't be changed leaves all as they are.

    Raises NotFound, UsageProblem("nothing-to-edit", …), and Refused("edit-ambiguous", "edit-reconciled",
    "edit-arrives-first", "edit-below-refunds", "refunds-exceed-purchase", "edit-no-category", "currency-not-held", …);
    the parameter ``IN`` says which of several it is about.
    """
    every = [named] if isinstance(named, str) else list(named)
    wish = _as_fields(session, wish)
    if wish._replace(words=tuple(wish.words), tags=tuple(wish.tags), untags=tuple(wish.untags)) == Edit(
        force=wish.force
    ):
        short_names.transaction(session, every[0])  # what isn't one is said first
        raise UsageProblem("nothing-to-edit", ref=every[0])
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        chosen = {kept.row: kept for kept in [short_names.transaction(session, ref) for ref in every]}
        versions = [_version(session, work, kept, wish, chosen) for kept in chosen.values()]
        changed = [each for each in versions if each.after != each.kept.transaction]
        as_before = tuple(each.named[0] for each in versions if each not in changed)
        if not changed:
            return Edited("", tuple(each.named for each in versions), ())
        write_currencies(session, work, [each.after for each in changed])
        excess = excesses(session, [each.kept.transaction for each in changed])

        def put() -> None:
            for each in changed:
                work.put_transaction(each.after)

        pairs = [(each.kept.transaction, each.after) for each in changed]
        both = [txn for pair in pairs for txn in pair]
        reached = when_of(session, both)
        moved = _moved(session, work, both, put, reached.balances)
        require_refunds_fit(session, excess)
        teller = Teller(session)
        told = [teller.one(each.named[0], each.after) for each in changed[:SUMMARIES]]
        several = len(chosen) > 1
        return Edited(
            work.ref,
            tuple(each.named for each in changed),
            moved,
            None if several else told[0],
            tuple(told) if several else (),
            as_before,
            reached,
            tuple((teller.version(old), teller.version(new)) for old, new in pairs[:SUMMARIES]),
            tuple(new for each in changed for new in each.new),
            _newly_early(session, pairs, reached),
        )


def _as_fields(session: Session, wish: Edit) -> Edit:
    """The edit with fields that its words name, ``amount 40``, as what they change; options count before words."""
    if wish.force or not wish.words:
        return wish
    meant = fields.read(session, wish.words)
    return wish._replace(
        words=meant.words,
        day=meant.day if wish.day is None else wish.day,
        memo=meant.memo if wish.memo is None else wish.memo,
        was=meant.was,
    )


def _newly_early(
    session: Session, pairs: Sequence[tuple[Transaction, Transaction]], reached: When
) -> tuple[Early, ...]:
    """The accounts that begin after what a version now books on them and did not book, or later, before."""
    booked = []
    for old, new in pairs:
        known = {(posting.account, posting.date) for posting in old.postings}
        postings = tuple(each for each in new.postings if (each.account, each.date) not in known)
        booked.append(new._replace(postings=postings))
    rows = touched(session, booked)
    return before_beginning(session, rows, booked, reached)


def _version(session: Session, work: Operation, kept: Kept, wish: Edit, chosen: Mapping[int, Kept]) -> _Version:
    """The transaction as asked for; the payee that it needs is made at once, so that the next of several finds it."""
    ref, before = f"t{kept.row}", kept.transaction
    try:
        _require_amount(session, kept, wish.was)
        after, payees = reshape.reshaped(session, kept, wish.words, force=wish.force)
        after = restated(before, _noted(session, after, wish))
        if after != before or wish.state is not None:  # who changes it, or says its state, has looked at it
            after = after._replace(links=tuple(link for link in after.links if link[0] != MAYBE_SAME))
        if after == before:
            return _Version(kept, after)
        check(after.postings)
        _require_order(session, ref, before, after)
        freed = wish.state is not None and wish.state != STATES[-1]
        if not freed and not keeps_reconciled(session, before, after):
            raise Refused("edit-reconciled", ref=ref)
        _require_no_less(session, kept, after, chosen)
    except WalletError as problem:
        if len(chosen) > 1 and "ref" not in problem.params:
            problem.params[IN] = ref
        raise
    new = new_payees(session, payees)
    for payee in payees:
        work.put_payee(payee, new=True)
    return _Version(kept, after, new)


def _require_amount(session: Session, kept: Kept, typed: str) -> None:
    """Refuse ``25 to 30`` of a transaction that isn't about 25: another one was meant."""
    if not typed:
        return
    number, parts, word = typed_line.read(session, typed).typed
    meant = currency_of_word(word) if word else ()
    held = {(each.currency, abs(each.amount_minor)) for each in kept.transaction.postings}
    held |= {(code, debits(kept.transaction)) for code, _minor in held}
    for code, minor in held:
        if (not meant or code in meant) and number * 10 ** money_of(session, code).scale == minor * parts:
            return
    raise UsageProblem("edit-was-other", text=typed, ref=f"t{kept.row}")


def _moved(
    session: Session, work: Operation, versions: Sequence[Transaction], do: Callable[[], None], until: int
) -> tuple[Change, ...]:
    rows = touched(session, versions)
    held = balances.of_accounts(session.db, rows, until)
    do()
    work.flush()
    return changes(session, rows, held, until)


def _noted(session: Session, txn: Transaction, wish: Edit) -> Transaction:
    """The transaction with its date, memo, tags, state and void mark as asked for."""
    if wish.day is not None:
        day = typed_line.day_of(session, typed_line.Notes(wish.day))
        # what the bank dated otherwise than the entry keeps its date
        moved = tuple(posting._replace(date=day) if posting.date == txn.date else posting for posting in txn.postings)
        txn = txn._replace(date=day, postings=moved)
    if wish.memo is not None:
        txn = txn._replace(memo=clean(wish.memo, limit=typed_line.MEMO_CHARACTERS))
    if wish.tags or wish.untags:
        gone = typed_line.tags_of(typed_line.Notes(tags=wish.untags))
        kept = dict.fromkeys((*txn.tags, *typed_line.tags_of(typed_line.Notes(tags=wish.tags))))
        txn = txn._replace(tags=tuple(tag for tag in kept if tag not in gone))
    if wish.state is not None:
        state = STATES.index(wish.state)
        # a bank confirms what moved, not what it was for
        states = dict.fromkeys(uses.purposes(session.db), min(state, BOOKED))
        stated = tuple(posting._replace(state=states.get(posting.account, state)) for posting in txn.postings)
        txn = txn._replace(postings=stated)
    return txn if wish.void is None else txn._replace(void=wish.void)


def _require_order(session: Session, ref: str, before: Transaction, after: Transaction) -> None:
    """Refuse to let money arrive before it leaves, where it didn't already: the day of arrival is one of its own."""
    left, arrives = _journey(session, after)
    if arrives < left and _journey(session, before) != (left, arrives):
        days = (date.fromordinal(day).isoformat() for day in (left, arrives))
        raise Refused("edit-arrives-first", ref=ref, left=next(days), arrives=next(days))


def _journey(session: Session, txn: Transaction) -> tuple[int, int]:
    """The last day on which money leaves an account and the first on which it arrives in one; one day without both."""
    nodes = {posting.account: accounts.by_uid(session.db, posting.account) for posting in txn.postings}
    moves = [posting for posting in txn.postings if (node := nodes[posting.account]) and node.account.is_money]
    left = [posting.date for posting in moves if posting.amount_minor < 0]
    arrives = [posting.date for posting in moves if posting.amount_minor > 0]
    return (max(left), min(arrives)) if left and arrives else (txn.date, txn.date)


def _require_no_less(session: Session, kept: Kept, after: Transaction, chosen: Container[int]) -> None:
    """Refuse to make a purchase smaller than what was refunded of it, or void while refunds stay that aren't
    ``chosen``, too.
    """
    refunds = transactions.linked_to(session.db, after.uid, REFUNDS)
    if after.void:  # its refunds become void with it
        refunds = [each for each in refunds if each.row not in chosen]
    if not refunds:
        return
    ids = tuple(f"t{each.row}" for each in refunds)
    if after.void and not kept.transaction.void:
        raise Refused("has-refunds", ref=f"t{kept.row}", refunds=ids)
    back = sum(debits(each.transaction) for each in refunds)
    if debits(after) < min(back, debits(kept.transaction)):
        raise Refused("edit-below-refunds", ref=f"t{kept.row}", refunds=ids)


def require_removable(session: Session, kept: Kept, chosen: Container[int]) -> None:
    """Refuse to remove what a statement has confirmed, and a purchase whose refunds aren't ``chosen`` (numbers), too.

    Raises Refused("remove-reconciled", "has-refunds").
    """
    if not keeps_reconciled(session, kept.transaction, None):
        raise Refused("remove-reconciled", ref=f"t{kept.row}")
    linked = transactions.linked_to(session.db, kept.transaction.uid, REFUNDS)
    stay = tuple(f"t{each.row}" for each in linked if each.row not in chosen)
    if stay:
        raise Refused("has-refunds", ref=f"t{kept.row}", refunds=stay)


def _removed(session: Session, ref: str) -> Kept:
    """The transaction of this name; raises UsageProblem("named-not-transaction") where something else has it."""
    try:
        return short_names.transaction(session, ref)
    except UsageProblem:
        name = bare(ref)
        node = accounts.find(session.db, name)
        payee = accounts.find_payee(session.db, name) if node is None else None
        noun = noun_of(node) if node is not None else "payees" if payee is not None else ""
        if not noun:
            raise
        last = short_names.newest(session, name if payee is not None else "")
        raise UsageProblem(
            "named-not-transaction", name=name, noun=noun, payee=last.payee, newest=last.ref, day=last.day
        ) from None


def remove(session: Session, named: Sequence[str]) -> Edited:
    """Take transactions out of the books, all in one operation; undo brings them back.

    Raises NotFound, UsageProblem("not-a-transaction", "named-not-transaction"), Refused("remove-reconciled",
    "has-refunds").
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        chosen = {kept.row: kept for kept in [_removed(session, ref) for ref in named]}
        for kept in chosen.values():
            require_removable(session, kept, chosen)
        gone = [kept.transaction for kept in chosen.values()]
        told = Teller(session).one(f"t{next(iter(chosen))}", gone[0]) if len(gone) == 1 else None

        def take_away() -> None:
            for txn in gone:
                work.put(TRANSACTION, txn.uid, None)

        until = horizon(session, gone)
        moved = _moved(session, work, gone, take_away, until)
        when = When(session.today, session.today, session.today, until)
        refs = tuple((f"t{row}", kept.transaction.uid) for row, kept in chosen.items())
        return Edited(work.ref, refs, moved, told, when=when)

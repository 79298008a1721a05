"""Rules applied to what is in the books already: all that they change in one operation, or only to be looked at.

A transaction counts where one own account is on one side and categories are on the other: what a bank's row became.
What always holds: amounts and days stay; what a statement has confirmed stays where it is; a purchase that was split by
hand, a refund, and a transfer keep their sides; nothing is booked twice, so that a transfer isn't made where the other
account has the row already.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Payee, name_key
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.rules import texts
from wallet_cli.domain.rules.ruleset import Fact
from wallet_cli.domain.transaction import REFUNDS, Transaction, check
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import periods
from wallet_cli.services.amend.edit import Edited
from wallet_cli.services.amend.oplog import Teller
from wallet_cli.services.amend.undo_checks import keeps_reconciled
from wallet_cli.services.files.rules import kept, rows
from wallet_cli.services.record.second_look import new_payees
from wallet_cli.services.record.write import SUMMARIES, changes, horizon, touched, when_of
from wallet_cli.services.session import money_of
from wallet_cli.store.books import accounts, balances, transactions, whole
from wallet_cli.store.books.whole import Choice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wallet_cli.domain.look.version import Version
    from wallet_cli.domain.rules.rule import Rule
    from wallet_cli.domain.rules.ruleset import Outcome, RuleSet
    from wallet_cli.domain.transaction import Posting
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node


class Tried(NamedTuple):
    """What rules make of one transaction: its short name, what it is and would be, and the rules that count."""

    ref: str
    before: Version
    after: Version
    by: tuple[str, ...]


class Applied(NamedTuple):
    """What was changed, as of an edit, and ``each`` of it where that was asked for, of ``looked_at`` transactions."""

    edited: Edited
    each: tuple[Tried, ...]
    looked_at: int


class _Proposal(NamedTuple):
    before: Transaction
    after: Transaction
    by: tuple[str, ...]


def chosen(session: Session, names: Sequence[str]) -> list[Rule]:
    """The rules of these names, on or off, else all that are on. NotFound("no-such-rule"), UsageProblem("no-rules")."""
    if names:
        return [kept.find(session, name)._replace(is_off=False) for name in names]
    found = [each for each in kept.listing(session) if not each.is_off]
    if not found:
        raise UsageProblem("no-rules")
    return found


def are_any(session: Session) -> bool:
    """Whether there is anything in the books that rules could change."""
    return not whole.is_untouched(session.db)


def within(session: Session, period: str | None) -> Choice:
    """The transactions of a period as it is typed, all where none is. Raises what ``read_period`` raises."""
    if period is None:
        return Choice()
    asked = periods.asked(session, period)
    return Choice(asked.first.toordinal(), asked.last.toordinal())


def apply(session: Session, rules: Iterable[Rule], choice: Choice, *, tells_each: bool = False) -> Applied:
    """Change what rules change of a choice, in one operation; ``Edited.op`` is "" where that is nothing."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        looking = _Looking(session, rows.ready(session, rules))
        found = list(looking.proposals(choice))
        if not found:
            return Applied(Edited("", (), ()), (), looking.count)
        both = [txn for each in found for txn in (each.before, each.after)]
        reached, moving = when_of(session, both), touched(session, both)
        until = horizon(session, both)
        held = balances.of_accounts(session.db, moving, until)
        for payee in looking.payees:
            work.put_payee(payee, new=True)
        for each in found:
            check(each.after.postings)
            work.put_transaction(each.after)
        work.flush()
        teller = Teller(session)
        numbers = transactions.rows_of(session.db, [each.before.uid for each in found])
        refs = [f"t{numbers[each.before.uid]}" for each in found]
        told = [
            Tried(ref, teller.version(each.before), teller.version(each.after), each.by)
            for ref, each in zip(refs, found if tells_each else found[:SUMMARIES], strict=False)
        ]
        what = tuple(teller.one(ref, each.after) for ref, each in zip(refs, found[:SUMMARIES], strict=False))
        edited = Edited(
            work.ref,
            tuple((ref, each.after.uid) for ref, each in zip(refs, found, strict=True)),
            changes(session, moving, held, until),
            what[0] if len(found) == 1 else None,
            what if len(found) > 1 else (),
            when=reached,
            versions=tuple((each.before, each.after) for each in told[:SUMMARIES]),
            new=new_payees(session, looking.payees),
        )
        return Applied(edited, tuple(told) if tells_each else (), looking.count)


class _Looking:
    """Going through the books with rules. ``payees`` are those that they make; ``count`` of what was looked at."""

    def __init__(self, session: Session, rules: RuleSet) -> None:
        self._session, self._rules = session, rules
        self._nodes: Mapping[bytes, Node] = {node.uid: node for node in accounts.every(session.db)}
        self._new: dict[str, Payee] = {}
        self._names: dict[str, bytes] = {}
        self.count = 0

    @property
    def payees(self) -> list[Payee]:
        """Payees who are new."""
        return list(self._new.values())

    def proposals(self, choice: Choice) -> Iterator[_Proposal]:
        """What differs once the rules were followed."""
        for each in whole.transactions(self._session.db, choice):
            txn = each.transaction
            own = None if txn.void else self._own(txn)
            if own is None:
                continue
            self.count += 1
            fact = self._fact(txn, own, each.payee)
            outcome = self._rules.of(fact, is_sided=not _is_free(txn, own))
            if outcome.to and self._stays(txn, own, outcome.to):
                outcome = self._rules.of(fact, besides=outcome.to)
            after = self._after(txn, own, outcome)
            if not keeps_reconciled(self._session, txn, after):  # a statement has confirmed the side that it has
                outcome = self._rules.of(fact, is_sided=True)
                after = self._after(txn, own, outcome)
            if after != txn:
                yield _Proposal(txn, _reasoned(after, own, outcome), outcome.by)

    def _stays(self, txn: Transaction, own: Posting, to: str) -> bool:
        """Whether it can't become a transfer: the other account has its own row of it, or money came back for it."""
        return rows.is_listed(self._session, to, own.currency, -own.amount_minor, own.date) or bool(
            transactions.linked_to(self._session.db, txn.uid, REFUNDS)
        )

    def _own(self, txn: Transaction) -> Posting | None:
        """The one posting on an own account, where all others are on categories."""
        own = None
        for posting in txn.postings:
            node = self._nodes.get(posting.account)
            if node is None:
                return None
            if node.account.is_category:
                continue
            if own is not None or not node.account.is_money or kinds.of(node.kind).is_person:
                return None
            own = posting
        return own

    def _fact(self, txn: Transaction, own: Posting, payee: str) -> Fact:
        told = dict(own.facts)
        return Fact(
            texts.key(txn.delivered or f"{payee} {txn.memo}"),
            txn.payee.hex() if txn.payee else "",
            own.account.hex(),
            own.amount_minor,
            money_of(self._session, own.currency).scale,
            own.currency,
            own.date,
            rows.minute(told.get("time", "")),
            texts.key(told.get("category", "")),
            texts.key(told.get("method", "")),
            texts.key(txn.memo),
        )

    def _after(self, txn: Transaction, own: Posting, outcome: Outcome) -> Transaction:
        """The transaction as the rules have it."""
        tags = tuple(dict.fromkeys((*txn.tags, *outcome.tags)))
        payee = self._payee(outcome.called) if outcome.called else txn.payee
        after = txn._replace(payee=payee, tags=tags, memo=outcome.memo or txn.memo)
        return self._sided(after, own, [each for each in txn.postings if each is not own], outcome)

    def _sided(self, txn: Transaction, own: Posting, others: Sequence[Posting], outcome: Outcome) -> Transaction:
        """The transaction with its other side where the rules have it."""
        total = -own.amount_minor
        wanted = [(uid, minor if total > 0 else -minor) for uid, minor in outcome.shares]
        if outcome.to:
            wanted, txn = [(outcome.to, total)], txn._replace(payee=b"")
        first = others[0]
        has_original = any(each.original_minor for each in others)
        if not wanted or (has_original and len(wanted) + len(others) > 2):
            return txn
        if [(each.account.hex(), each.amount_minor) for each in others] == wanted:
            return txn
        made = [first._replace(account=bytes.fromhex(uid), amount_minor=minor) for uid, minor in wanted]
        at = txn.postings.index(first)
        ahead = txn.postings[:at]
        rest = [each for each in txn.postings[at:] if each is own]
        return txn._replace(postings=(*ahead, *made, *rest))

    def _payee(self, name: str) -> bytes:
        key = name_key(name)
        if key not in self._names:
            found = accounts.find_payee(self._session.db, name)
            if found is None:
                found = self._new[key] = Payee(self._session.new_uid(), name)
            self._names[key] = found.uid
        return self._names[key]


def _is_free(txn: Transaction, own: Posting) -> bool:
    """Whether a rule may choose the other side: there is one, or rules chose them before; a refund keeps its own."""
    others = [each for each in txn.postings if each is not own]
    is_refund = any(kind == REFUNDS for kind, _uid in txn.links)
    by_rules = (row_facts.RULE in dict(each.facts) for each in others)
    return not is_refund and (len(others) == 1 or (bool(others) and all(by_rules)))


def _reasoned(txn: Transaction, own: Posting, outcome: Outcome) -> Transaction:
    """The transaction with the names of the rules beside what they chose."""
    reason = ((row_facts.RULE, " ".join(outcome.by)),)
    return txn._replace(
        postings=tuple(
            each if each == own else each._replace(facts=row_facts.merged(each.facts, reason)) for each in txn.postings
        )
    )

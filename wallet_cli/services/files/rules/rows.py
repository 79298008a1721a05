"""What the vault's rules make of a bank's row that is new, before it is booked.

What always holds: without rules nothing is looked up; what rules did is kept beside the category or account that they
chose, as the fact ``rule``, so that ``show`` can name them.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.rules import payee_names, texts
from wallet_cli.domain.rules.payee_names import Cleaned
from wallet_cli.domain.rules.ruleset import NOTHING, Fact, Outcome, RuleSet
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.services import names
from wallet_cli.services.files.rules import kept
from wallet_cli.store.books import account_postings, accounts
from wallet_cli.store.books.account_postings import NO_OWN_SIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.rules.rule import Rule
    from wallet_cli.domain.transaction import Posting, Transaction
    from wallet_cli.services.session import Session

_NO_MINUTE = -1
_MOST_NAMES = 4096
_DAYS = 5
"""Days that two accounts' rows of one transfer can be apart."""


class Told(NamedTuple):
    """What becomes of a row: the ``payee``'s name, what rules said, and by which that ship the name was cleaned."""

    payee: str
    outcome: Outcome
    cleaned_by: tuple[str, ...] = ()

    @property
    def moved(self) -> bytes:
        """The own account (uid) that the money moved to or from, b"" for none."""
        return bytes.fromhex(self.outcome.to)

    @property
    def other(self) -> bytes:
        """The account or first category (uid) on the other side, b"" where no rule says it."""
        return self.moved or (bytes.fromhex(self.outcome.shares[0][0]) if self.outcome.shares else b"")

    def by(self, payee: bytes) -> tuple[str, ...]:
        """The names of the rules that count, where the transaction has this payee, b"" for none."""
        return (*self.outcome.by, *self.cleaned_by) if payee and self.cleaned_by else self.outcome.by

    def finished(self, txn: Transaction) -> Transaction:
        """The transaction with shares, tags and memo, and the names of the rules; its last posting is the other side,
        on the account or first category of these.
        """
        outcome, by = self.outcome, self.by(txn.payee)
        if not by:
            return txn
        own, last = txn.postings[:-1], txn.postings[-1]
        last = last._replace(facts=row_facts.merged(last.facts, ((row_facts.RULE, " ".join(by)),)))
        others: tuple[Posting, ...] = (last,)
        if len(outcome.shares) > 1 and not last.original_minor:
            sign = 1 if last.amount_minor > 0 else -1
            others = tuple(
                last._replace(account=bytes.fromhex(uid), amount_minor=sign * minor) for uid, minor in outcome.shares
            )
        tags = tuple(dict.fromkeys((*txn.tags, *outcome.tags)))
        return txn._replace(postings=(*own, *others), tags=tags, memo=outcome.memo or txn.memo)


NAMELESS = Told("", NOTHING)
"""Of a row whose other side is known: no rule is asked, nobody paid."""


def ready(session: Session, rules: Iterable[Rule]) -> RuleSet:
    """Rules as they can be followed now: with open accounts, and payees by the names that they have."""
    allowed = {
        node.uid.hex(): node.currencies
        for node in accounts.every(session.db)
        if not node.closed and (node.account.is_category or kinds.of(node.kind).is_money)
    }
    return RuleSet([each._replace(payee=payee_key(session, each.payee)) for each in rules], allowed)


def payee_key(session: Session, name: str) -> str:
    """By what a payee of this name is compared: the uid (hex), or the name's key where nobody has it yet."""
    found = accounts.find_payee(session.db, name) if name else None
    return found.uid.hex() if found is not None else texts.key(name)


def minute(text: str) -> int:
    """The minute of the day of a time as ISO 8601 writes it, -1 for ""."""
    return int(text[:2]) * 60 + int(text[3:5]) if text else _NO_MINUTE


def is_listed(session: Session, account: str, code: str, minor: int, day: int) -> bool:
    """Whether an account (uid, hex) has a row of its own with this amount (minor units) around a day (ordinal), no
    transfer's: the other side of a transfer, which would be booked twice.
    """
    node = accounts.by_uid(session.db, bytes.fromhex(account))
    if node is None:
        return False
    near = account_postings.known(session.db, node.row, day - _DAYS, day + _DAYS)
    return any(
        (each.amount_minor, each.currency, each.void, each.other) == (minor, code, 0, NO_OWN_SIDE) for each in near
    )


class RowRules:
    """The vault's rules, for the rows of one import."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rules = kept.listing(session)
        self._rules = ready(session, rules) if rules else None
        self._asks_payee = any(each.payee for each in rules)
        self._off = kept.shipped_off(session)
        self._names: dict[str, Cleaned] = {}

    @property
    def are_any(self) -> bool:
        """Whether there are rules of the vault's own; those that clean names are asked of names alone."""
        return self._rules is not None

    def of_row(self, account: bytes, row: Row, text: str, *, is_settled: bool = False, is_sided: bool = False) -> Told:
        """What they make of a row of an account (uid) whose text is ``text``: its name alone where it ``is_settled``
        otherwise what it is, and no other side where it ``is_sided``.
        """
        name, cleaned_by = self.named(row.payee) if row.payee else Cleaned("", ())
        if self._rules is None or is_settled:
            return unchecked(Told, (name, NOTHING, cleaned_by))
        fact = self._fact(account, row, text, name)
        outcome = self._rules.of(fact, is_sided=is_sided)
        if outcome.to and is_listed(self._session, outcome.to, fact.code, -fact.minor, fact.day):
            outcome = self._rules.of(fact, besides=outcome.to)
        if outcome.called:
            return unchecked(Told, (outcome.called, outcome, ()))
        return unchecked(Told, (name, outcome, cleaned_by))

    def named(self, text: str) -> Cleaned:
        """A payee's name without what the rules that ship take away, unless someone goes by the name as it is."""
        found = self._names.get(text)
        if found is None:
            found = payee_names.cleaned(text, self._off)
            if found.by and accounts.find_payee(self._session.db, text[: names.NAME_CHARACTERS].strip()):
                found = Cleaned(text, ())
            if len(self._names) >= _MOST_NAMES:
                self._names.clear()
            self._names[text] = found
        return found

    def _fact(self, account: bytes, row: Row, text: str, name: str) -> Fact:
        amount, key = row.amount, texts.key
        return unchecked(
            Fact,
            (
                key(text),
                payee_key(self._session, name) if self._asks_payee else "",
                account.hex(),
                amount.minor,
                amount.currency.scale,
                amount.currency.code,
                row.booking_date.toordinal(),
                row.time.hour * 60 + row.time.minute if row.time else _NO_MINUTE,
                key(row.category) if row.category else "",
                key(row.method) if row.method else "",
                key(row.memo) if row.memo else "",
            ),
        )

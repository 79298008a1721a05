"""An e-wallet's rows that a bank's file brought before: each takes over what the bank's rows became.

The transaction of the bank's row becomes the platform's: its payee, memo, category, day and further postings; what the
bank says of its own posting stays (day, id, facts), and so does its text. What always holds: what someone wrote or
decided since the import stays as it is, and of two transactions that are the sides of one movement one remains.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.dedup import BY_HAND, NEW, Verdict
from wallet_cli.domain.files.joins import platform_facts, purchases
from wallet_cli.domain.files.joins.joining import MOST_NAMED
from wallet_cli.domain.money import Money
from wallet_cli.domain.operation import IMPORT
from wallet_cli.domain.transaction import PENDING
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.files.joins import gifts, resettled
from wallet_cli.services.files.joins.bank_side import facts_of, of_bank, of_platform, waiting_side
from wallet_cli.services.files.joins.joined import posting_of
from wallet_cli.services.names import UNCATEGORISED
from wallet_cli.store.books import accounts, register, transactions
from wallet_cli.store.books.account_postings import NO_OWN_SIDE
from wallet_cli.store.journal import entities, items, operations
from wallet_cli.store.journal.versions import Versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wallet_cli.domain.files.dedup import BookedRow
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.transaction import Posting, Transaction
    from wallet_cli.services.files.matching import Filing
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.transactions import Kept
    from wallet_cli.store.journal.journal import Operation


_NOT_SEEN = Verdict(NEW, "not-seen")


class Leg(NamedTuple):
    """What a row brings to an account that its bank lists: the row's place, the account's uid and minor units, and
    whether it is so much at most.
    """

    n: int
    account: bytes
    minor: int
    at_most: bool = False


class _Loose(NamedTuple):
    """A pair that was made before without a platform in the bank's text."""

    told: purchases.Side
    bank: purchases.Side


class _Before(NamedTuple):
    """What earlier files brought: other platforms' pairs that may not hold, and postings that wait for a bank's row."""

    loose: list[_Loose]
    waiting: list[purchases.Side]


class Brought:
    """What banks' files brought of an e-wallet's rows."""

    def __init__(
        self, session: Session, work: Operation, filing: Filing, platform: str, own: Collection[bytes]
    ) -> None:
        """``own`` are the accounts (uids) that the file's rows are about."""
        self._own = own
        self._session, self._work, self._filing, self._platform = session, work, filing, platform
        self._of_row: dict[int, dict[bytes, Known]] = {}
        self._versions = Versions(session.db)

    def claimed(self, rows: Mapping[int, Row], legs: Iterable[Leg], used: Collection[int]) -> dict[int, Verdict]:
        """The verdicts on those of these rows, by their places in the file, that are in the books by a bank's file, or
        may be; ``used`` transactions are other rows'. A verdict's ``rows`` are places in the file.
        """
        of_account: dict[bytes, list[Leg]] = {}
        for leg in legs:
            if not rows[leg.n].pending:
                of_account.setdefault(leg.account, []).append(leg)
        found: dict[int, Verdict] = {}
        for uid, some in of_account.items():
            told = [self._side(leg, rows[leg.n]) for leg in some]
            bank, before = self._booked(uid, told, [rows[leg.n] for leg in some], used)
            decided = purchases.decided([*told, *(each.told for each in before.loose), *before.waiting], bank)
            self._resettle(before, decided, len(told), bank)
            places = dict(enumerate(leg.n for leg in some))
            for pair in decided.pairs:
                n = places.get(pair.told)
                if n is not None:
                    known = posting_of(bank[pair.bank].key)
                    self._of_row.setdefault(n, {})[uid] = known
                    maybe = tuple(bank[each].key for each in pair.other_bank[:MOST_NAMED])
                    others = tuple(places[each] for each in pair.other_told[:MOST_NAMED] if each in places)
                    if found.get(n, _NOT_SEEN).status == NEW:
                        found[n] = Verdict(BY_HAND, pair.reason, known, (), maybe, others)
            for place, them in decided.apart.items():
                for n in (places[each] for each in them if each in places):
                    so_far = found.get(n, _NOT_SEEN)
                    if so_far.status == NEW:
                        keys = (*so_far.maybe, bank[place].key)
                        found[n] = Verdict(NEW, purchases.EITHER, None, (), keys[:MOST_NAMED])
        return found

    def _resettle(
        self, before: _Before, decided: purchases.Decided, first: int, bank: Sequence[purchases.Side]
    ) -> None:
        """What this file decides of rows of others: what isn't the only possibility any more is taken apart, and what
        has become it is put together.
        """
        of = {pair.told: pair.bank for pair in decided.pairs}
        for place, each in enumerate(before.loose, first):
            if place not in of:
                resettled.parted(self._session, self._work, self._filing, posting_of(each.told.key))
        alone = len(bank) - len(before.loose)
        for place, side in enumerate(before.waiting, first + len(before.loose)):
            if of.get(place, alone) < alone:
                told, known = posting_of(side.key), posting_of(bank[of[place]].key)
                if known.other == NO_OWN_SIDE and self._imported_on(known):
                    resettled.united(self._session, self._work, self._filing, told, known)

    def _side(self, leg: Leg, row: Row) -> purchases.Side:
        amount = Money(leg.minor, row.amount.currency)
        facts = platform_facts.marked(row_facts.of_row(row), self._platform, at_most=leg.at_most)
        return of_platform(leg.n, row.booking_date, amount, row.text, facts)

    def _booked(
        self, uid: bytes, told: Sequence[purchases.Side], rows: Sequence[Row], used: Collection[int]
    ) -> tuple[list[purchases.Side], _Before]:
        """What the bank's own files brought to an account, and no platform's row is yet; and behind it what is a row of
        another platform's, though the bank's text names none: it stays so only if it still can't be anything else.
        """
        node = accounts.by_uid(self._session.db, uid)
        if node is None:
            return [], _Before([], [])
        amounts = {side.amount for side in told}
        any_amount = any(side.at_most for side in told)
        some = [
            entry
            for entry in self._filing.entries(node, rows)
            if (any_amount or entry.amount in amounts) and self._may_be(entry, used)
        ]
        facts = facts_of(self._session.db, [posting_of(entry.key) for entry in some]) if some else {}
        found, loose, waiting = [], [], []
        for entry in some:
            known = posting_of(entry.key)
            its = facts.get((known.txn, known.n), ())
            if not platform_facts.platform_of(its):
                is_its = bool(known.bank_id) or self._filing.seen.is_listed(node, known.txn)
                if is_its and not entry.by_hand and self._is_free(known, node):
                    found.append(of_bank(known, entry.date, entry.amount, known.delivered, known.bank_id, its))
            elif platform_facts.is_waiting(its):
                waiting.append(waiting_side(entry, its))
            elif platform_facts.platform_of(its) != self._platform:
                parts = platform_facts.apart(its)
                side = of_bank(known, entry.date, entry.amount, known.delivered, known.bank_id, parts.bank)
                day = self._imported_on(known) if not side.platform else None
                if day is not None:
                    loose.append(_Loose(of_platform(known, day, entry.amount, parts.text, parts.platform), side))
        return [*found, *(each.bank for each in loose)], _Before(loose, waiting)

    def _imported_on(self, known: Known) -> date | None:
        """The day of a transaction that nobody but imports wrote, else None."""
        kept = transactions.by_row(self._session.db, known.txn)
        return date.fromordinal(kept.transaction.date) if kept and self._is_imported(kept) else None

    def _is_imported(self, kept: Kept) -> bool:
        if kept.op == self._work.id:  # made by this import, or there before: ids have their time in front
            last = operations.by_number(self._session.db, kept.op - 1)
            return last is None or int.from_bytes(kept.transaction.uid[:6], "big") >= last.time_us // 1000
        key = entities.TRANSACTION, kept.transaction.uid
        return all(map(self._is_import, self._versions.numbers(key)))

    def _is_import(self, number: int) -> bool:
        op = operations.by_number(self._session.db, number)
        return op is not None and items.find(self._session.db, IMPORT, op.uid.hex()) is not None

    @staticmethod
    def _may_be(entry: BookedRow, used: Collection[int]) -> bool:
        known = posting_of(entry.key)
        may = not entry.by_hand or entry.elsewhere
        return may and not known.void and known.state != PENDING and bool(known.delivered) and known.txn not in used

    def _is_free(self, known: Known, node: Node) -> bool:
        """Whether the rest of the transaction is a category, what was kept apart, or another side of these rows."""
        kept = transactions.by_row(self._session.db, known.txn)
        return kept is not None and all(
            each.account == node.uid or each.account in self._own or not self._is_own(each.account)
            for each in kept.transaction.postings
        )

    def _is_own(self, uid: bytes) -> bool:
        node = accounts.by_uid(self._session.db, uid)
        return node is not None and node.account.is_own

    def merged(self, n: int, txn: Transaction, text: str) -> Merged:
        """Write what the row at place ``n`` would have become, ``txn``, over what the bank's rows became; ``text`` is
        the platform's.
        """
        self._work.flush()
        numbers = dict.fromkeys(known.txn for known in self._of_row[n].values())
        found = [kept for number in numbers if (kept := transactions.by_row(self._session.db, number)) is not None]
        first, before = found[0], found[0].transaction
        booked = {
            each.account: each
            for kept in reversed(found)
            for each in kept.transaction.postings
            if self._is_told(n, kept, each)
        }
        had = {each.account for kept in found for each in kept.transaction.postings}
        payee = register.payee_name(self._session.db, before.payee)
        for at, posting in enumerate(txn.postings):
            if posting.account in self._of_row[n]:
                txn = gifts.with_gift(txn, at, booked[posting.account].amount_minor, self._filing.category)
        postings = tuple(_own(each, booked, text, payee) for each in txn.postings)
        new = txn._replace(
            uid=before.uid,
            postings=postings,
            delivered=before.delivered,
            tags=before.tags,
            links=tuple(sorted({*before.links, *txn.links})),
        )
        for each in found[1:]:
            self._filing.seen.stands_for(each.row, each.transaction.uid, before.uid)
            self._work.put(entities.TRANSACTION, each.transaction.uid, None)
        self._work.put_transaction(self._as_decided(new, first))
        moved = tuple(
            (each.account, each.amount_minor)
            for each in postings
            if each.account not in had and self._is_own(each.account)
        )
        return Merged(first.row, before.uid, moved)

    def _is_told(self, n: int, kept: Kept, posting: Posting) -> bool:
        """Whether the account's own bank brought a posting."""
        node = accounts.by_uid(self._session.db, posting.account)
        if node is None or not node.account.is_own:
            return False
        is_listed = bool(posting.bank_id) or self._filing.seen.is_listed(node, kept.row)
        return posting.account in self._of_row[n] or is_listed

    def _as_decided(self, new: Transaction, kept: Kept) -> Transaction:
        """What someone wrote since the import stays: payee, memo, categories; and a category that is known, where the
        platform's row has none.
        """
        old = kept.transaction
        if not self._is_imported(kept):
            new = new._replace(payee=old.payee, memo=old.memo)
        elif not self._is_vague(new.postings):
            return new
        was, now = ([each for each in txn.postings if self._is_category(each.account)] for txn in (old, new))
        if not was or not now or self._is_vague(was):
            return new
        rest = [each for each in new.postings if each not in now]
        total = sum(each.amount_minor for each in now)
        if sum(each.amount_minor for each in was) == total:
            return new._replace(postings=(*rest, *(each._replace(date=new.date) for each in was)))
        if len(was) > 1:
            return new
        return new._replace(postings=(*rest, now[0]._replace(account=was[0].account, amount_minor=total)))

    def _is_category(self, uid: bytes) -> bool:
        node = accounts.by_uid(self._session.db, uid)
        return node is not None and node.account.is_category

    def _is_vague(self, postings: Iterable[Posting]) -> bool:
        """Whether it isn't known what it was for."""
        found = {each.account for each in postings if self._is_category(each.account)}
        words = [name for names_of in UNCATEGORISED.values() for name in names_of.values()]
        vague = {node.uid for name in words if (node := accounts.find(self._session.db, name)) is not None}
        return found <= vague


class Merged(NamedTuple):
    """The transaction that remained: the number of its short name and its uid; and what it brought to further own
    accounts (uids), in minor units.
    """

    txn: int
    uid: bytes
    moved: tuple[tuple[bytes, int], ...]


def _own(posting: Posting, booked: Mapping[bytes, Posting], text: str, payee: str) -> Posting:
    """A posting as its bank has it, where that is known."""
    bank = booked.get(posting.account)
    if bank is None or not platform_facts.platform_of(posting.facts) or bank.amount_minor != posting.amount_minor:
        return posting
    return bank._replace(facts=platform_facts.both(posting.facts, bank.facts, text, payee))

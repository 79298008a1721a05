"""A bank's rows become transactions, or confirm what is in the books already.

For each row the de-duplication's verdict decides. A new row is booked as the rules say (``rules.rows``), else with the
payee as the bank wrote it and the category that this payee had last, or as uncategorised. A row that was recorded by
hand, or was pending, confirms it: the posting is booked on the bank's day, under the bank's id. A row that was imported
before is known by its key (``seen_rows``): it isn't booked again, whatever became of it, and what was removed stays out
unless it is asked for.
What always holds: what the user wrote (payee, memo, category) and what is reconciled or void stays as it is.
"""

from __future__ import annotations

from operator import itemgetter

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Payee, name_key
from wallet_cli.domain.files import dedup, row_facts
from wallet_cli.domain.files.corrected import with_amount
from wallet_cli.domain.files.joins import joining, platform_facts, purchases
from wallet_cli.domain.files.joins.likeness import Likeness
from wallet_cli.domain.files.repayments import reverses
from wallet_cli.domain.files.statement import Row, booked
from wallet_cli.domain.text import fold
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting, Transaction, TwoSided
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.services.files.joins import bank_side, gifts, joined, row_texts
from wallet_cli.services.files.joins.entries import Entries
from wallet_cli.services.files.joins.joined import posting_of
from wallet_cli.services.files.rules.categories import Categories
from wallet_cli.services.files.rules.rows import NAMELESS, RowRules
from wallet_cli.services.files.seen_rows import SeenRows
from wallet_cli.services.names import NAME_CHARACTERS
from wallet_cli.services.record.write import write_currencies
from wallet_cli.store.books import accounts, transactions
from wallet_cli.store.books.account_postings import NO_OWN_SIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import date
    from typing import Protocol

    from wallet_cli.services.files.rules.rows import Told
    from wallet_cli.services.files.seen_rows import Asked
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    _Said = tuple[Told, bytes, tuple[str, ...], bytes, bytes]
    """What rules said, the payee, which rules count, and as they say: where money moved to, and the other side."""

    Days = tuple[date | None, date | None]
    """The first and the last that a file covers, as far as they are known."""

    class Sources(Protocol):
        """Where the money of a debt's repayments came from (``services.files.repayments``)."""

        def is_one(self, row: Row) -> bool:
            """Whether a row pays a debt off, or moves money between own accounts."""

        def other(self, row: Row) -> tuple[bytes, str]:
            """The account (uid) on the other side, and the reason: ``REPAID``, ``MOVED``, ``APART``, ``OWN``."""

        def split(self, filing: Filing, row: Row, text: str, uid: bytes) -> tuple[Fate, int, bytes] | None:
            """What becomes of a row that is booked in parts, with the place of its posting and the uid; else None."""

        def joined(self, row: Row) -> Known | None:
            """The posting of one that the paying bank's file brought before."""


ADDED, CONFIRMED, KNOWN, REMOVED = "new", "confirmed", "known", "removed"
"""What became of a row; the last one had been removed from the books by hand, and stays out."""

REPAID, MOVED, APART, OWN = "repaid", "moved", "apart", "own"
"""Why a row was booked against an account: one's own paid a debt off; or it moved between one's own accounts, of which
the other one isn't known where it is kept apart. ``OWN``: it says that it moved so, and was booked as any other row.
"""

# by position: by name it would take three times as long, for each of many rows
_told = itemgetter(
    *map(
        Row._fields.index,
        ["booking_date", "amount", "payee", "memo", "bank_id", "value_date", "original", "pending", "category"],
    )
)
_MOST_TEXTS = 4096
"""Of this many texts it is kept which payees they name."""


class Fate(NamedTuple):
    """What became of a row, and why (a reason of ``dedup``); ``changed`` what the bank says otherwise by now.

    ``txn`` is the number of the transaction's short name; ``moved`` are the accounts (uids) that a row which is new
    was booked on, with what they got (minor units, debit positive), where they can be others than the statement's;
    ``by`` are the names of the rules that counted.
    """

    row: Row
    status: str
    reason: str
    changed: tuple[str, ...]
    txn: int
    moved: tuple[tuple[bytes, int], ...] = ()
    by: tuple[str, ...] = ()


class Filing:
    """Writes rows into the books, inside one operation."""

    def __init__(self, session: Session, work: Operation, *, again: bool = False) -> None:
        """``again``: rows whose transactions were removed come in again."""
        self._session, self._work = session, work
        self.seen, self.rules = SeenRows(session, work, again=again), RowRules(session)
        self._payees: dict[str, bytes] = {}
        self._payees_of: dict[str, bytes] = {}
        self._said: dict[str, _Said] = {}
        self._known: dict[str, Hashable] = {}
        self.category = Categories(session, work).of
        self._entries = Entries(session, self.seen)
        self.joined = joined.NOTHING
        self.likeness = Likeness(self.who, lambda text: isinstance(self.who(text), bytes))
        self._written: set[str] = {""}

    def book(
        self,
        account: Node,
        rows: Sequence[Row],
        notes: Sequence[Row] = (),
        paid: Sources | None = None,
        days: Days = (None, None),
        *,
        is_held: bool = False,
    ) -> Iterator[Fate]:
        """Add or confirm each of ``rows``, which are in currencies that the account holds. That ``notes`` were seen,
        rows that move no money, is kept, and no more. ``paid`` says where repayments of a debt came from; ``days`` are
        the first and the last that the file covers; ``is_held``: a balance
        shows that the books have its rows. What is doubtful is ``joined`` afterwards.
        """
        self._work.flush()
        whole = row_texts.comparable(rows)
        asked = self.seen.ask(account, whole)
        settled, entries, ids = self._settled(account, rows, whole, asked)
        left: Sequence[int] = range(len(rows))
        if settled:
            left = [n for n in left if n not in settled]
            asked = asked.of(left)
        waiting = bank_side.Waiting(self._session, self.seen, account, entries, [rows[n] for n in left])
        entries = waiting.entries
        met = self.seen.meet(asked, [posting_of(entry.key) for entry in entries])
        del asked
        places = [n for at, n in enumerate(left) if at not in met.decided] if met.decided else left
        others = set(range(len(rows))).difference(places)
        beside = ((rows[n].amount, rows[n].booking_date) for n in others)
        known_of = joining.Account(self.likeness, beside, *days, len(booked(rows)) < len(rows), is_held)
        texts = [whole[n] for n in places] if len(places) < len(rows) else whole
        judged = waiting.claimed(joining.judge(entries, texts, known_of, met.matched, ids), texts)
        booking = joined.Booking(self._session, self._work, judged)
        at = place_of = -1
        for n, row in enumerate(rows):
            known = settled.get(n)
            if known is not None:
                yield known
                continue
            at += 1
            decided = met.decided.get(at)
            if decided is not None:
                status, why = (REMOVED, "removed") if decided.removed else (KNOWN, "seen")
                yield Fate(row, status, why, (), decided.txn)
                continue
            place_of += 1
            fate, place, uid = self._booked(account, row, whole[n].text, booking.verdict(place_of, row), paid)
            booking.booked(place_of, fate.txn)
            self.seen.note(met, at, fate.txn, place, uid)
            yield fate
        self.seen.pass_by(account, notes)
        self.joined = booking.written()

    def _settled(
        self, account: Node, rows: Sequence[Row], whole: Sequence[Row], asked: Asked
    ) -> tuple[dict[int, Fate], list[dedup.BookedRow], dedup.Ids]:
        """What becomes of rows that were imported before and are in the books as they were, by their places; the
        entries of all others; and the ids of these pairs. Of a file that comes again these are all, and nothing is held
        of their entries.
        """
        places = self.seen.places_by_transaction(asked)
        settled: dict[int, Fate] = {}
        left, ids = [], dedup.Ids({}, {})
        for known in self._entries.near(account, whole):
            n, verdict = places.get(known.txn, -1), None
            if n >= 0 and asked.known[asked.keys[n]].n == known.n:
                if self._is_as_booked(known, whole[n]):
                    verdict = dedup.unchanged(known.bank_id, whole[n])
                elif not _confirms(known, rows[n]):
                    verdict = self._unchanged(account, known, whole[n])
            if verdict is None:
                left.append(self._entries.of(account, known))
                continue
            row = rows[n]
            settled[n] = unchecked(Fate, (row, KNOWN, verdict.reason, (), known.txn, (), ()))
            if row.bank_id:
                ids.rows[row.bank_id] = ids.rows.get(row.bank_id, 0) + 1
            if known.bank_id:
                ids.entries[known.bank_id] = ids.entries.get(known.bank_id, 0) + 1
        return settled, left, ids

    def _is_as_booked(self, known: Known, row: Row) -> bool:
        """Whether a posting is what a row booked, as nearly all; ``_confirms`` and ``_unchanged`` say no other then."""
        _txn, _n, code, minor, day, state, bank_id, _payee, _memo, delivered, void, other = known
        on, amount, name, memo, its_id, _valued, _original, is_pending, _hint = _told(row)
        is_same = minor == amount.minor and day == on.toordinal() and bank_id == its_id and state == BOOKED
        is_said = delivered == f"{name} {memo}".strip() != "" and not (void or other or is_pending)
        return is_same and is_said and self._entries.unit(code) == amount.currency

    def _unchanged(self, account: Node, known: Known, row: Row) -> dedup.Verdict | None:
        """The verdict on a row that is known to be this posting, None where anything in it has changed."""
        amount = row.amount
        is_same = known.amount_minor == amount.minor and known.date == row.booking_date.toordinal()
        is_told = known.delivered != "" and known.state != PENDING and known.delivered == row.text
        is_same = is_same and is_told and self._entries.unit(known.currency) == amount.currency
        if is_same and not self._entries.is_by_hand(account, known):
            return dedup.unchanged(known.bank_id, row)
        return dedup.same(self._entries.of(account, known), row)

    def by_itself(self, account: Node, row: Row, facts: row_facts.Facts, was: bytes) -> int:
        """Book a bank's row again that was taken out of the transaction ``was``."""
        uid = self._session.new_uid()
        number = self._add(account, row, row.text, uid, b"", "", facts).txn
        self.seen.is_too(account, was, uid, number)
        return number

    def finish(self) -> None:
        """Keep what was seen, where anything was recorded."""
        self.seen.finish()

    def _booked(
        self, account: Node, row: Row, text: str, verdict: dedup.Verdict, paid: Sources | None
    ) -> tuple[Fate, int, bytes]:
        """What becomes of a row of this ``text``, the place of its posting, and the uid of a new transaction."""
        if verdict.status == dedup.NEW:
            uid, other, reason = self._session.new_uid(), b"", verdict.reason
            if paid is not None and (split := paid.split(self, row, text, uid)) is not None:
                return split
            if paid is not None and paid.is_one(row):
                joined = paid.joined(row)
                other, reason = paid.other(row)
                if joined is not None:
                    return Fate(row, CONFIRMED, reason, (), joined.txn), joined.n, b""
            return self._add(account, row, text, uid, other, reason), 0, uid
        known = posting_of(verdict.key)
        status = self.confirmed(known, row, verdict)
        return Fate(row, status, verdict.reason, verdict.changed, known.txn), known.n, b""

    def confirmed(self, known: Known, row: Row, verdict: dedup.Verdict) -> str:
        """CONFIRMED where a row says more than is known of its posting, which is then kept; else KNOWN."""
        takes = joined.takes_amount(verdict)
        # the other side of a movement has its own day
        is_side = verdict.status == dedup.BY_HAND and known.other != NO_OWN_SIDE and not row.pending and not known.void
        if not takes and not is_side and verdict.reason not in purchases.BOTH and not _confirms(known, row):
            return KNOWN
        self._confirm(known, row, takes_amount=takes)
        return CONFIRMED

    def entries(self, account: Node, rows: Sequence[Row]) -> Iterator[dedup.BookedRow]:
        """The account's postings around the rows' days, and those that carry one of the rows' ids."""
        for known in self._entries.near(account, rows):
            yield self._entries.of(account, known)

    def _add(
        self, account: Node, row: Row, text: str, uid: bytes, other: bytes, reason: str, more: row_facts.Facts = ()
    ) -> Fate:
        """``other`` is the account on the other side, empty for a category; ``more`` facts than the row's."""
        on, amount, name, memo, bank_id, valued, original, is_pending, hint = _told(row)
        day, minor, code = on.toordinal(), amount.minor, amount.currency.code
        if other:
            to = other if reason in (REPAID, MOVED) else b""
            told, payee, by = NAMELESS, b"", NAMELESS.outcome.by
        else:
            told, payee, by, to, other = self._said.get(name) or self._told(account, row, text)
        is_back = minor > 0 and kinds.of(account.kind).debt  # a debt earns nothing: a shop gave it back
        if not other:
            flow = kinds.SPENT if minor < 0 else kinds.EARNED
            back = is_back or (minor > 0 and reverses(row))
            other = self.category(payee, flow, hint, kinds.SPENT if back else "", is_back=back)
        value_day = valued.toordinal() if valued else 0
        # while it is pending its id may still change, so it is known by what it says
        state, bank_id = (PENDING, "") if is_pending else (BOOKED, bank_id)
        facts, memo = more or row_facts.of_row(row), memo if payee else text
        if original is None and not by:
            both = unchecked(
                TwoSided,
                (uid, day, account.uid, other, code, minor, state, value_day, bank_id, facts, payee, memo, text),
            )
            if code not in self._written:
                self._know([both.whole], (code,))
            number = self._work.add_two_sided(both)
        else:
            paid, shop = (original.minor, original.currency.code) if original else (0, "")
            postings = (
                Posting(account.uid, code, minor, day, state, value_day, bank_id, paid, shop, facts),
                Posting(other, code, -minor, day, state, 0, "", -paid, shop),
            )
            txn = told.finished(Transaction(uid, day, postings, payee, memo, text))
            number = self.write(txn, (code, shop))
        moved = ((account.uid, minor), (to, -minor)) if to else ()
        return unchecked(Fate, (row, ADDED, reason, (), number, moved, by))

    def _told(self, account: Node, row: Row, text: str) -> _Said:
        """Of a row whose other side isn't known; without rules its name alone says all."""
        told = self.rules.of_row(account.uid, row, text)
        found = told, (who := b"" if told.moved else self.payee(told.payee)), told.by(who), told.moved, told.other
        if not self.rules.are_any:
            if len(self._said) >= _MOST_TEXTS:
                self._said.clear()
            self._said[row.payee] = found
        return found

    def write(self, txn: Transaction, codes: Iterable[str]) -> int:
        """Add a transaction in currencies of these ``codes``; the number of its short name."""
        if not self._written.issuperset(codes):
            self._know([txn], codes)
        return self._work.add_transaction(txn)

    def _know(self, txns: Sequence[Transaction], codes: Iterable[str]) -> None:
        """Write the scales of the currencies of transactions, which have these codes."""
        write_currencies(self._session, self._work, txns)
        self._written.update(codes)

    def _confirm(self, known: Known, row: Row, *, takes_amount: bool) -> None:
        self._work.flush()
        kept = transactions.by_row(self._session.db, known.txn)
        if kept is None:
            return
        txn, told = kept.transaction, row_texts.delivered(row) or kept.transaction.delivered
        if takes_amount:
            txn = txn._replace(postings=with_amount(txn.postings, known.n, row))
        txn = gifts.with_gift(txn, known.n, row.amount.minor, self.category)
        own = txn.postings[known.n]
        facts = platform_facts.with_bank(own.facts, row_facts.of_row(row), txn.delivered, row.payee)
        own = own._replace(facts=facts)
        if row.pending:
            postings = [*txn.postings]
            postings[known.n] = own
            self._work.put_transaction(txn._replace(postings=tuple(postings), delivered=told))
            return
        postings = [each._replace(state=BOOKED) if self._follows(each) else each for each in txn.postings]
        booked = own._replace(bank_id=row.bank_id or own.bank_id)
        if own.state != RECONCILED:
            value_day = row.value_date.toordinal() if row.value_date else own.value_date
            booked = booked._replace(date=row.booking_date.toordinal(), state=BOOKED, value_date=value_day)
        postings[known.n] = booked
        self._work.put_transaction(txn._replace(postings=tuple(postings), delivered=told))

    def _follows(self, posting: Posting) -> bool:
        """Whether a pending posting is booked together with its account's: a category's, not another account's."""
        node = accounts.by_uid(self._session.db, posting.account)
        return posting.state == PENDING and node is not None and not node.account.is_money

    def who(self, text: str) -> Hashable:
        """The payee who answers to ``text``, by whatever name, or to what is left of it once it is cleaned; that folded
        where nobody does.
        """
        if text not in self._known:
            found = accounts.find_payee(self._session.db, text[:NAME_CHARACTERS].strip())
            name = text if found else self.rules.named(text).name
            if name != text:
                found = accounts.find_payee(self._session.db, name[:NAME_CHARACTERS].strip())
            self._known[text] = found.uid if found else fold(name)
        return self._known[text]

    def payee(self, text: str) -> bytes:
        """The payee of this text, made where it is new; b"" where the bank names none."""
        known = self._payees_of.get(text)
        if known is not None:
            return known
        name = text[:NAME_CHARACTERS].strip()
        if not name:
            return b""
        key = name_key(name)
        if key not in self._payees:
            found = accounts.find_payee(self._session.db, name)
            if found is None:
                found = Payee(self._session.new_uid(), name)
                self._work.put_payee(found, new=True)
            self._payees[key] = found.uid
        if len(self._payees_of) >= _MOST_TEXTS:
            self._payees_of.clear()
        self._payees_of[text] = self._payees[key]
        return self._payees[key]


def _confirms(known: Known, row: Row) -> bool:
    """Whether the row says more than is known: it stands for what was typed, books what was pending, brings an id."""
    if known.void:
        return False
    if row.pending:
        return not known.delivered and known.state == PENDING
    if known.state == PENDING or (row.bank_id and not known.bank_id):
        return True
    return not known.delivered and bool(row.text)

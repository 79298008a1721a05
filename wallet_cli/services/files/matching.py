"""A bank's rows become transactions, or confirm what is in the books already.

For each row the de-duplication's verdict decides. A new row is booked as the rules say (``rules.rows``), else with the
payee as the bank wrote it and the category that this payee had last, or as uncategorised. A row that was recorded by
hand, or was pending, confirms it: the posting is booked on the bank's day, under the bank's id. A row that was imported
before is known by its key (``seen_rows``): it isn't booked again, whatever became of it, and what was removed stays out
unless it is asked for.
What always holds: what the user wrote (payee, memo, category) and what is reconciled or void stays as it is.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account, Payee, name_key
from wallet_cli.domain.files import dedup, row_facts
from wallet_cli.domain.files.corrected import with_amount
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.files.joins.likeness import Likeness
from wallet_cli.domain.files.repayments import says_back
from wallet_cli.domain.files.statement import MEMO_LIMIT, Row
from wallet_cli.domain.text import fold
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting, Transaction
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.services.files.joins import joined
from wallet_cli.services.files.joins.entries import Entries
from wallet_cli.services.files.joins.joined import posting_of
from wallet_cli.services.files.rules.rows import RowRules
from wallet_cli.services.files.seen_rows import SeenRows
from wallet_cli.services.names import NAME_CHARACTERS, UNCATEGORISED
from wallet_cli.services.record.typed_line import of_flow
from wallet_cli.services.record.write import write_currencies
from wallet_cli.services.session import LANGUAGE, Session, setting
from wallet_cli.services.things.accounts import require_free
from wallet_cli.store.books import accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from typing import Protocol

    from wallet_cli.services.files.seen_rows import Asked
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

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

_OTHERS = {kinds.SPENT: "other", kinds.EARNED: "other-income"}
"""Where it goes if that name is another thing's, or closed."""

_LAST_DAY = date.max.toordinal()
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
        self._known: dict[str, Hashable] = {}
        self._categories: dict[tuple[bytes, str, str, str, bool], bytes] = {}
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
        whole = [row if len(row.memo) + len(row.payee) < MEMO_LIMIT else comparable(row) for row in rows]
        asked = self.seen.ask(account, whole)
        settled, entries, ids = self._settled(account, rows, whole, asked)
        left = [n for n in range(len(rows)) if n not in settled]
        met = self.seen.meet(asked.of(left), [posting_of(entry.key) for entry in entries])
        del asked
        places = [n for at, n in enumerate(left) if at not in met.decided]
        others = set(range(len(rows))).difference(places)
        beside = ((rows[n].amount, rows[n].booking_date) for n in others)
        known_of = joining.Account(self.likeness, beside, *days, any(row.pending for row in rows), is_held)
        judged = joining.judge(entries, [whole[n] for n in places], known_of, met.matched, ids)
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
            n = places.get(known.txn, -1)
            verdict = None
            if n >= 0 and asked.known[asked.keys[n]].n == known.n and not _confirms(known, rows[n]):
                verdict = self._unchanged(account, known, whole[n])
            if verdict is None:
                left.append(self._entries.of(account, known))
                continue
            settled[n] = unchecked(Fate, (rows[n], KNOWN, verdict.reason, (), known.txn, (), ()))
            for counts, bank_id in ((ids.rows, rows[n].bank_id), (ids.entries, known.bank_id)):
                if bank_id:
                    counts[bank_id] = counts.get(bank_id, 0) + 1
        return settled, left, ids

    def _unchanged(self, account: Node, known: Known, row: Row) -> dedup.Verdict | None:
        """The verdict on a row that is known to be this posting, None where anything in it has changed."""
        amount = row.amount
        is_same = known.amount_minor == amount.minor and known.date == row.booking_date.toordinal()
        is_told = known.delivered != "" and known.state != PENDING and known.delivered == row.text
        is_same = is_same and is_told and self._entries.unit(known.currency) == amount.currency
        if is_same and not self._entries.is_by_hand(account, known):
            return dedup.unchanged(known.bank_id, row)
        return dedup.same(self._entries.of(account, known), row)

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
        if not takes and not _confirms(known, row):
            return KNOWN
        self._confirm(known, row, takes_amount=takes)
        return CONFIRMED

    def entries(self, account: Node, rows: Sequence[Row]) -> Iterator[dedup.BookedRow]:
        """The account's postings around the rows' days, and those that carry one of the rows' ids."""
        for known in self._entries.near(account, rows):
            yield self._entries.of(account, known)

    def _add(self, account: Node, row: Row, text: str, uid: bytes, other: bytes, reason: str) -> Fate:
        """``other`` is the account on the other side, empty for a category."""
        day, amount, code = row.booking_date.toordinal(), row.amount, row.amount.currency.code
        state = PENDING if row.pending else BOOKED
        told = self.rules.of_row(account.uid, row, text, is_settled=bool(other))
        payee = b"" if other or told.moved else self.payee(told.payee)
        to = told.moved or (other if reason in (REPAID, MOVED) else b"")
        is_back = amount.minor > 0 and kinds.of(account.kind).debt  # a debt earns nothing: a shop gave it back
        flow = kinds.SPENT if amount.minor < 0 else kinds.EARNED
        back = is_back or (amount.minor > 0 and says_back(row))
        fallback = kinds.SPENT if is_back else ""
        other = other or told.other or self.category(payee, flow, row.category, fallback, is_back=back)
        value_day = row.value_date.toordinal() if row.value_date else 0
        # while it is pending its id may still change, so it is known by what it says
        bank_id = "" if row.pending else row.bank_id
        original, shop = (row.original.minor, row.original.currency.code) if row.original else (0, "")
        facts = row_facts.of_row(row)
        postings = (
            unchecked(
                Posting, (account.uid, code, amount.minor, day, state, value_day, bank_id, original, shop, facts)
            ),
            unchecked(Posting, (other, code, -amount.minor, day, state, 0, "", -original, shop, ())),
        )
        txn = unchecked(Transaction, (uid, day, postings, payee, row.memo if payee else text, text, (), (), False))
        number = self.write(told.finished(txn), (code, shop))
        moved = ((account.uid, amount.minor), (to, -amount.minor)) if to else ()
        return unchecked(Fate, (row, ADDED, reason, (), number, moved, told.by(payee)))

    def write(self, txn: Transaction, codes: Iterable[str]) -> int:
        """Add a transaction in currencies of these ``codes``; the number of its short name."""
        if not self._written.issuperset(codes):
            write_currencies(self._session, self._work, [txn])
            self._written.update(codes)
        return self._work.add_transaction(txn)

    def _confirm(self, known: Known, row: Row, *, takes_amount: bool) -> None:
        self._work.flush()
        kept = transactions.by_row(self._session.db, known.txn)
        if kept is None:
            return
        txn, told = kept.transaction, delivered(row) or kept.transaction.delivered
        if takes_amount:
            txn = txn._replace(postings=with_amount(txn.postings, known.n, row))
        own = txn.postings[known.n]
        own = own._replace(facts=row_facts.merged(own.facts, row_facts.of_row(row)))
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

    def category(self, payee: bytes, flow: str, hint: str = "", fallback: str = "", *, is_back: bool = False) -> bytes:
        """The category that the payee had last, if it fits the direction; where that says nothing, the one called
        ``hint``; else the one for everything else, of the flow ``fallback`` where that is another. ``is_back``: the
        money came back, and belongs where it was spent.
        """
        key = (payee, flow, hint, fallback, is_back)
        known = self._categories.get(key)
        if known is None:
            found = self._remembered(payee, flow, is_back=is_back) if payee else None
            known = self._categories[key] = self._hinted(found, flow, hint) or self._fallback(fallback or flow)
        return known

    def _hinted(self, found: bytes | None, flow: str, hint: str) -> bytes | None:
        """What is remembered of a payee, or what is hinted at where that is nothing, or as good as nothing."""
        node = accounts.find(self._session.db, hint) if hint else None
        node = of_flow(self._session, node, flow) if node is not None and node.account.is_category else None
        if node is None or node.closed:
            return found
        names = UNCATEGORISED[flow].values()
        vague = [each.uid for each in (accounts.find(self._session.db, name) for name in names) if each]
        return node.uid if found is None or found in vague else found

    def _remembered(self, payee: bytes, flow: str, *, is_back: bool) -> bytes | None:
        last = transactions.last_of_payee(self._session.db, payee, _LAST_DAY)
        if last is None:
            return None
        nodes = [accounts.by_uid(self._session.db, posting.account) for posting in last.transaction.postings]
        found = {node.uid: node for node in nodes if node and node.account.is_category and not node.closed}
        node = next(iter(found.values())) if len(found) == 1 else None
        # money back from a shop belongs where the purchase was, unlike any other that comes in
        return node.uid if node and (is_back or kinds.of(node.kind).flow == flow) else None

    def _fallback(self, flow: str) -> bytes:
        names = UNCATEGORISED[flow]
        english, shown = names["en"], names[str(setting(self._session, LANGUAGE, "en"))]
        nodes = [accounts.find(self._session.db, name) for name in (shown, english, _OTHERS[flow])]
        for node in nodes[:2] if (is_free := nodes[:2] == [None, None]) else nodes:
            if node and kinds.of(node.kind).flow == flow and not node.closed:
                return node.uid
        require_free(self._session, shown)
        aliases = (english,) if english != shown and is_free else ()
        made = Account(self._session.new_uid(), shown, kinds.categories(flow)[0], aliases=aliases)
        self._work.put_account(made, new=True)
        return made.uid


def comparable(row: Row) -> Row:
    """The row as far as its text is kept; a payee's text is the shorter one by far."""
    room = MEMO_LIMIT - len(row.payee) - 1
    return row if len(row.memo) <= room else row._replace(memo=row.memo[:room])


def delivered(row: Row) -> str:
    """The text of a row as it is kept."""
    return comparable(row).text


def _confirms(known: Known, row: Row) -> bool:
    """Whether the row says more than is known: it stands for what was typed, books what was pending, brings an id."""
    if known.void:
        return False
    if row.pending:
        return not known.delivered and known.state == PENDING
    if known.state == PENDING or (row.bank_id and not known.bank_id):
        return True
    return not known.delivered and bool(row.text)

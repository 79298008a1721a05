"""A bank's rows become transactions, or confirm what is in the books already.

For each row the de-duplication's verdict decides. A new row is booked as the rules say (``rules.rows``), else with the
payee as the bank wrote it and the category that this payee had last, or as uncategorised. A row that was recorded by
hand, or was pending, confirms it: the posting is booked on the bank's day, under the bank's id. A row that was imported
before is known by its key (``seen_rows``): it isn't booked again, whatever became of it, and what was removed stays out
unless it is asked for.
What always holds: what the user wrote (payee, memo, category) and what is reconciled or void stays as it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Account, Payee, name_key
from wallet_cli.domain.files import dedup, row_facts
from wallet_cli.domain.files.repayments import says_back
from wallet_cli.domain.files.statement import MEMO_LIMIT, Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import fold
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting, Transaction
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.services.files.rules.rows import RowRules
from wallet_cli.services.files.seen_rows import SeenRows
from wallet_cli.services.names import NAME_CHARACTERS, UNCATEGORISED
from wallet_cli.services.record.write import write_currencies
from wallet_cli.services.session import LANGUAGE, Session, money_of, setting
from wallet_cli.services.things.accounts import require_free
from wallet_cli.store.books import account_postings, accounts, transactions
from wallet_cli.store.books.account_postings import NO_OWN_SIDE, Known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from typing import Protocol

    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.files.seen_rows import Asked
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    class Sources(Protocol):
        """Where the money of a debt's repayments came from (``services.files.repayments``)."""

        def is_one(self, row: Row) -> bool:
            """Whether a row pays a debt off, or moves money between own accounts."""

        def other(self, row: Row) -> tuple[bytes, str]:
            """The account (uid) on the other side, and the reason: ``REPAID``, ``MOVED``, ``APART``."""

        def joined(self, row: Row) -> Known | None:
            """The posting of one that the paying bank's file brought before."""


ADDED, CONFIRMED, KNOWN, REMOVED = "new", "confirmed", "known", "removed"
"""What became of a row; the last one had been removed from the books by hand, and stays out."""

REPAID, MOVED, APART = "repaid", "moved", "apart"
"""Why a row was booked against an account: one's own paid a debt off; or it moved between one's own accounts, of which
the other one isn't known where it is kept apart.
"""

_OTHERS = {kinds.SPENT: "other", kinds.EARNED: "other-income"}
"""Where it goes if that name is another thing's, or closed."""

_LAST_DAY = date.max.toordinal()
_MOST_TEXTS = 4096
"""Of this many texts it is kept which payees they name."""


class Fate(NamedTuple):
    """What became of a row, and why (a reason of ``dedup``); ``changed`` what the bank says otherwise by now.

    ``txn`` is the number of the transaction's short name; ``moved`` are the accounts (uids) that a row which is new
    was booked on, with what they got (minor units, debit positive), where they can be others than the statement's.
    """

    row: Row
    status: str
    reason: str
    changed: tuple[str, ...]
    txn: int
    moved: tuple[tuple[bytes, int], ...] = ()


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
        self._units: dict[str, Currency] = {}
        self._written: set[str] = {""}

    def book(
        self, account: Node, rows: Sequence[Row], notes: Sequence[Row] = (), paid: Sources | None = None
    ) -> Iterator[Fate]:
        """Add or confirm each of ``rows``, which are in currencies that the account holds. That ``notes`` were seen,
        rows that move no money, is kept, and no more. ``paid`` says where repayments of a debt came from.
        """
        self._work.flush()
        whole = [comparable(row) for row in rows]
        asked = self.seen.ask(account, whole)
        settled, entries, ids = self._settled(account, rows, whole, asked)
        left = [n for n in range(len(rows)) if n not in settled]
        met = self.seen.meet(asked.of(left), [cast("Known", entry.key) for entry in entries])
        del asked
        judged = [whole[n] for at, n in enumerate(left) if at not in met.decided]
        verdicts = iter(dedup.judge(entries, judged, self.who, met.matched, ids))
        at = -1
        for n, row in enumerate(rows):
            known = settled.get(n)
            if known is not None:
                yield known
                continue
            at += 1
            decided = met.decided.get(at)
            if decided is not None:
                found = (REMOVED, "removed") if decided.removed else (KNOWN, "seen")
                yield Fate(row, *found, (), decided.txn)
                continue
            fate, place, uid = self._booked(account, row, whole[n].text, next(verdicts), paid)
            self.seen.note(met, at, fate.txn, place, uid)
            yield fate
        self.seen.pass_by(account, notes)

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
        for known in self._known_near(account, whole):
            n = places.get(known.txn, -1)
            verdict = None
            if n >= 0 and asked.known[asked.keys[n]].n == known.n and not _confirms(known, rows[n]):
                verdict = self._unchanged(account, known, whole[n])
            if verdict is None:
                left.append(self._entry(account, known))
                continue
            settled[n] = unchecked(Fate, (rows[n], KNOWN, verdict.reason, (), known.txn, ()))
            for counts, bank_id in ((ids.rows, rows[n].bank_id), (ids.entries, known.bank_id)):
                if bank_id:
                    counts[bank_id] = counts.get(bank_id, 0) + 1
        return settled, left, ids

    def _unchanged(self, account: Node, known: Known, row: Row) -> dedup.Verdict | None:
        """The verdict on a row that is known to be this posting, None where anything in it has changed."""
        amount = row.amount
        is_same = known.amount_minor == amount.minor and known.date == row.booking_date.toordinal()
        is_told = known.delivered != "" and known.state != PENDING and known.delivered == row.text
        is_same = is_same and is_told and self._unit(known.currency) == amount.currency
        if is_same and not self._is_by_hand(account, known):
            return dedup.unchanged(known.bank_id, row)
        return dedup.same(self._entry(account, known), row)

    def finish(self) -> None:
        """Keep what was seen, where anything was recorded."""
        self.seen.finish()

    def _booked(
        self, account: Node, row: Row, text: str, verdict: dedup.Verdict, paid: Sources | None
    ) -> tuple[Fate, int, bytes]:
        """What becomes of a row of this ``text``, the place of its posting, and the uid of a new transaction."""
        if verdict.status == dedup.NEW:
            uid, other, reason = self._session.new_uid(), b"", verdict.reason
            if paid is not None and paid.is_one(row):
                joined = paid.joined(row)
                other, reason = paid.other(row)
                if joined is not None:
                    return Fate(row, CONFIRMED, reason, (), joined.txn), joined.n, b""
            both = (account.uid, row.amount.minor), (other, -row.amount.minor)
            moved = both if reason in (REPAID, MOVED) else ()
            return unchecked(Fate, (row, ADDED, reason, (), self._add(account, row, text, uid, other), moved)), 0, uid
        known = cast("Known", verdict.key)
        status = self.confirmed(known, row)
        return Fate(row, status, verdict.reason, verdict.changed, known.txn), known.n, b""

    def confirmed(self, known: Known, row: Row) -> str:
        """CONFIRMED where a row says more than is known of its posting, which is then kept; else KNOWN."""
        if not _confirms(known, row):
            return KNOWN
        self._confirm(known, row)
        return CONFIRMED

    def entries(self, account: Node, rows: Sequence[Row]) -> Iterator[dedup.BookedRow]:
        """The account's postings around the rows' days, and those that carry one of the rows' ids."""
        for known in self._known_near(account, rows):
            yield self._entry(account, known)

    def _known_near(self, account: Node, rows: Sequence[Row]) -> Iterator[Known]:
        if not rows:
            return
        db, margin = self._session.db, timedelta(dedup.WINDOW_DAYS)
        days = {row.booking_date for row in rows}
        first, last = (min(days) - margin).toordinal(), (max(days) + margin).toordinal()
        yield from account_postings.known(db, account.row, first, last)
        ids = dict.fromkeys(row.bank_id for row in rows)
        yield from account_postings.known_by_id(db, account.row, ids, (first, last))

    def _unit(self, code: str) -> Currency:
        unit = self._units.get(code)
        if unit is None:
            unit = self._units[code] = money_of(self._session, code)
        return unit

    def _entry(self, account: Node, known: Known) -> dedup.BookedRow:
        # what a bank delivered is compared as it came, whatever was made of payee and memo since
        by_hand = self._is_by_hand(account, known)
        told = bool(known.delivered) and known.state != PENDING and not by_hand
        return dedup.BookedRow(
            known,
            date.fromordinal(known.date),
            Money(known.amount_minor, self._unit(known.currency)),
            known.delivered if told else known.payee,
            "" if told else known.memo,
            known.bank_id,
            by_hand=by_hand,
        )

    def _is_by_hand(self, account: Node, known: Known) -> bool:
        """Whether no bank's row has confirmed it for good: recorded by hand, or listed as pending.

        A transfer is in two statements: the text that one bank delivered says nothing about the other bank.
        """
        if known.bank_id or known.void:
            return False
        if known.payee or known.other == NO_OWN_SIDE or not known.delivered or known.state == PENDING:
            return (not known.delivered or known.state == PENDING) and bool(known.payee or known.other)
        return not self.seen.is_listed(account, known.txn)

    def _add(self, account: Node, row: Row, text: str, uid: bytes, other: bytes) -> int:
        """``other`` is the account on the other side, empty for a category."""
        day, amount = row.booking_date.toordinal(), row.amount
        state = PENDING if row.pending else BOOKED
        told = self.rules.of_row(account.uid, row, text, is_settled=bool(other))
        payee = b"" if other or told.moved else self.payee(told.payee)
        is_back = amount.minor > 0 and kinds.of(account.kind).debt  # a debt earns nothing: a shop gave it back
        flow = kinds.SPENT if amount.minor < 0 else kinds.EARNED
        back = is_back or (amount.minor > 0 and says_back(row))
        other = other or told.other or self.category(payee, flow, fallback=kinds.SPENT if is_back else "", is_back=back)
        value_day = row.value_date.toordinal() if row.value_date else 0
        # while it is pending its id may still change, so it is known by what it says
        bank_id = "" if row.pending else row.bank_id
        code = amount.currency.code
        original, shop = (row.original.minor, row.original.currency.code) if row.original else (0, "")
        facts = row_facts.of_row(row)
        postings = (
            unchecked(
                Posting, (account.uid, code, amount.minor, day, state, value_day, bank_id, original, shop, facts)
            ),
            unchecked(Posting, (other, code, -amount.minor, day, state, 0, "", -original, shop, ())),
        )
        txn = unchecked(Transaction, (uid, day, postings, payee, row.memo if payee else text, text, (), (), False))
        return self.write(told.finished(txn), (code, shop))

    def write(self, txn: Transaction, codes: Iterable[str]) -> int:
        """Add a transaction in currencies of these ``codes``; the number of its short name."""
        if not self._written.issuperset(codes):
            write_currencies(self._session, self._work, [txn])
            self._written.update(codes)
        return self._work.add_transaction(txn)

    def _confirm(self, known: Known, row: Row) -> None:
        self._work.flush()
        kept = transactions.by_row(self._session.db, known.txn)
        if kept is None:
            return
        txn, told = kept.transaction, delivered(row) or kept.transaction.delivered
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
        """The payee who answers to ``text``, by whatever name; the folded text where nobody does."""
        if text not in self._known:
            found = accounts.find_payee(self._session.db, text[:NAME_CHARACTERS].strip())
            self._known[text] = found.uid if found else fold(text)
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
        if node is None or node.closed or kinds.of(node.kind).flow != flow:
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
        is_free = nodes[:2] == [None, None]
        for node in nodes[:2] if is_free else nodes:
            if node and kinds.of(node.kind).flow == flow and not node.closed:
                return node.uid
        require_free(self._session, shown)
        aliases = (english,) if english != shown and is_free else ()
        made = Account(self._session.new_uid(), shown, kinds.categories(flow)[0], aliases=aliases)
        self._work.put_account(made, new=True)
        return made.uid


def posting_of(key: Hashable) -> Known:
    """The posting that an entry of the comparison, or a verdict, is about."""
    return cast("Known", key)


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

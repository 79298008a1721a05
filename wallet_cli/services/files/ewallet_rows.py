"""The rows of an e-wallet's file become transactions on the accounts that their money left and reached.

A payment is booked on the account that paid it, with the category that its payee had last, else what the platform hints
at; what moved between one's own accounts is a transfer, its fee a posting of its own; a refund takes its order's
categories back and is linked to it. What always holds: a row is known by the e-wallet's account, whichever accounts it
is booked on, so that the same file twice adds nothing; the platform's own id is on the postings that no bank lists.
"""

from __future__ import annotations

from datetime import time

from wallet_cli.domain import kinds
from wallet_cli.domain.account import ADJUSTMENT
from wallet_cli.domain.files import dedup, row_facts
from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import FEES, OUTSIDE, OWN, sides
from wallet_cli.domain.files.joins import joining, platform_facts, purchases
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.transaction import BOOKED, PENDING, REFUNDS, Posting, Transaction
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files.joins import joined
from wallet_cli.services.files.joins.joined import posting_of
from wallet_cli.services.files.joins.platform_side import Brought, Leg
from wallet_cli.services.files.joins.row_texts import comparable, delivered
from wallet_cli.services.files.matching import (
    ADDED,
    APART,
    CONFIRMED,
    KNOWN,
    MOVED,
    REMOVED,
    Fate,
    Filing,
)
from wallet_cli.services.record import refund_limits
from wallet_cli.store.books import accounts, orders, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from wallet_cli.domain.files.ewallet import Meaning
    from wallet_cli.domain.files.ewallet_sides import Side
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.imported import Assigned
    from wallet_cli.services.files.seen_rows import Met
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    Places = Mapping[str, Node | None]
    """The own accounts by what a file calls them; None for one whose rows are left to its own file."""

ORDER_DAYS = 400
"""A refund's order is looked for that many days back."""


class Line(NamedTuple):
    """An own account (uid) and what it got, in minor units; ``is_kept``: the platform keeps it, no bank lists it."""

    account: bytes
    minor: int
    is_kept: bool


def lines(found: Sequence[Side], places: Places) -> list[Line]:
    """What each own account got; none where money only moved inside one of them."""
    total: dict[bytes, int] = {}
    kept: set[bytes] = set()
    for side in found:
        node = places.get(side.name) if side.what == OWN else None
        if node is not None:
            total[node.uid] = total.get(node.uid, 0) + side.minor
            if side.name == w.BALANCE or side.name in w.POCKETS or w.DEBTS.search(side.name):
                kept.add(node.uid)
    return [Line(uid, minor, uid in kept) for uid, minor in total.items() if minor]


def _beside(found: Sequence[Side], places: Places) -> tuple[int, int]:
    """What a row was for, or came from, and what moved to or from an own account that isn't known, which is kept apart.

    Of a payment only the part counts that was paid from here: the rest is in another account's file.
    """
    outside = sum(side.minor for side in found if side.what == OUTSIDE)
    away = sum(side.minor for side in found if side.what == OWN and places.get(side.name) is None)
    return (outside + away, 0) if outside else (0, away)


def are_new(session: Session, each: Assigned, at: Sequence[int]) -> frozenset[int]:
    """Those of these rows, by their places, that aren't in the books yet."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        for node in (each.places or {}).values():
            if node is not None and accounts.by_uid(session.db, node.uid) is None:
                work.put_account(node.account, new=True)
        work.flush()
        fates = book(session, work, Filing(session, work), each, [each.rows[n] for n in at])
    return frozenset(n for n, fate in zip(at, fates, strict=True) if fate.status == ADDED)


def book(session: Session, work: Operation, filing: Filing, each: Assigned, rows: Sequence[Row]) -> list[Fate]:
    """Add or confirm each of ``rows``; that the notes were seen is kept as well."""
    work.flush()
    account = accounts.by_uid(session.db, each.account.uid) or each.account
    return _Booking(session, work, filing, each._replace(account=account)).rows(rows)


class _Meant(NamedTuple):
    """A row taken apart: its meaning and sides, what its own accounts got, and the one of these by which it is compared
    with the books: the e-wallet's where it has a part in it.
    """

    found: Meaning
    sides: tuple[Side, ...]
    own: Sequence[Line]
    first: Line
    at_most: bool


class _Booking:
    """One e-wallet's statement, being booked."""

    def __init__(self, session: Session, work: Operation, filing: Filing, each: Assigned) -> None:
        self._session, self._work, self._filing, self._each = session, work, filing, each
        self._places: Places = each.places or {}
        self._nodes = {node.uid: accounts.by_uid(session.db, node.uid) for node in self._places.values() if node}
        self._orders: dict[str, bytes] = {}
        self._meant: list[_Meant] = []
        self._platform = w.PLATFORMS[each.head.source][0]
        self._brought = Brought(session, work, filing, self._platform, {each.account.uid, *self._nodes})

    def rows(self, rows: Sequence[Row]) -> list[Fate]:
        """What becomes of each row, in the file's order."""
        account, filing = self._each.account, self._filing
        self._meant = [self._meaning(row) for row in rows]
        whole = comparable(rows)
        entries = [posting_of(entry.key) for entry in filing.entries(account, whole)]
        met = filing.seen.meet(filing.seen.ask(account, whole), entries)
        fates: dict[int, Fate] = {}
        waiting = [n for n in range(len(rows)) if n not in met.decided]
        for n, one in met.decided.items():
            status = REMOVED if one.removed else KNOWN
            fates[n] = Fate(rows[n], status, "removed" if one.removed else "seen", (), one.txn)
        for at, key in met.matched.items():
            fates[waiting[at]] = Fate(rows[waiting[at]], KNOWN, "content", (), posting_of(key).txn)
        used = {fate.txn for fate in fates.values()}
        new = [n for n in waiting if n not in fates]
        self._books_orders([(rows[n], self._meant[n].found) for n in new])
        places = {n: at for at, n in enumerate(new)}
        found = self._found({n: whole[n] for n in new}, used)
        verdicts = [found[n]._replace(rows=tuple(places[other] for other in found[n].rows)) for n in new]
        booking = joined.Booking(self._session, self._work, joining.Judged(verdicts))
        # an order comes before its refund, whichever way the file runs and whatever their days are
        for n in sorted(new, key=lambda one: self._order_of_booking(rows[one], self._meant[one])):
            fates[n] = self._booked(n, rows[n], met, booking.verdict(places[n], self._on_first(n, rows[n])))
            booking.booked(places[n], fates[n].txn)
        filing.joined = booking.written()
        filing.seen.pass_by(account, self._each.notes)
        return [fates[n] for n in range(len(rows))]

    @staticmethod
    def _order_of_booking(row: Row, meant: _Meant) -> tuple[bool, date, time, str]:
        return meant.found.what == w.REFUND, row.booking_date, row.time or time.min, row.order_id

    def _found(self, rows: Mapping[int, Row], used: set[int]) -> dict[int, dedup.Verdict]:
        """What is in the books already, by a bank's file or by hand. A verdict's ``rows`` are places in the file."""
        legs = [
            Leg(n, line.account, line.minor, self._meant[n].at_most)
            for n in rows
            for line in self._meant[n].own
            if not line.is_kept
        ]
        of_bank = self._brought.claimed(rows, legs, used)
        taken = {n: verdict for n, verdict in of_bank.items() if verdict.status != dedup.NEW}
        used = used | {posting_of(verdict.key).txn for verdict in taken.values()}
        found = self._judged({n: row for n, row in rows.items() if n not in taken}, used)
        found.update((n, verdict) for n, verdict in of_bank.items() if n in taken or found[n].status == dedup.NEW)
        return found

    def _judged(self, rows: Mapping[int, Row], used: set[int]) -> dict[int, dedup.Verdict]:
        """What was typed by hand, or else is known: each row beside the entries of its first account."""
        groups: dict[bytes, list[int]] = {}
        for n in rows:
            groups.setdefault(self._meant[n].first.account, []).append(n)
        found: dict[int, dedup.Verdict] = {}
        for uid, group in groups.items():
            node = self._nodes[uid]
            some = [self._on_first(n, rows[n]) for n in group]
            entries = self._filing.entries(node, some) if node else ()
            free = self._with_orders(entry for entry in entries if posting_of(entry.key).txn not in used)
            if uid != self._each.account.uid:  # what another account's bank has yet to list keeps its amount
                free = [entry._replace(fixed=True) for entry in free]
            verdicts = joining.judge(free, some, joining.Account(self._filing.likeness)).verdicts
            for n, verdict in zip(group, verdicts, strict=True):
                found[n] = verdict._replace(rows=tuple(group[other] for other in verdict.rows))
        return found

    def _on_first(self, n: int, row: Row) -> Row:
        """The row as its first account has it."""
        first = self._meant[n].first
        return row._replace(amount=Money(first.minor, row.amount.currency), bank_id=row.order_id)

    def _with_orders(self, entries: Iterable[dedup.BookedRow]) -> list[dedup.BookedRow]:
        """The entries by the platform's numbers of their orders: two orders are two, however alike they are."""
        found = list(entries)
        known = orders.of(self._session.db, sorted({posting_of(entry.key).txn for entry in found}))
        return [entry._replace(bank_id=known.get(posting_of(entry.key).txn, entry.bank_id)) for entry in found]

    def _meaning(self, row: Row) -> _Meant:
        found = meaning(row)
        shared = sides(found)
        all_sides = shared.sides
        own = lines(all_sides, self._places)
        first = next((line for line in own if line.account == self._each.account.uid), own[0])
        return _Meant(found, all_sides, own, first, shared.at_most and len(own) == 1)

    def _booked(self, n: int, row: Row, met: Met, verdict: dedup.Verdict) -> Fate:
        if verdict.reason in purchases.BOTH:
            return self._taken_over(n, row, met, verdict)
        if verdict.status != dedup.NEW:
            known = posting_of(verdict.key)
            # of what a bank has yet to list nothing is confirmed here
            is_here = self._meant[n].first.account == self._each.account.uid
            status = self._filing.confirmed(known, self._on_first(n, row), verdict) if is_here else KNOWN
            self._filing.seen.note(met, n, known.txn, known.n if is_here else 0, b"")
            kept = transactions.by_row(self._session.db, known.txn)
            if kept is not None:
                self._remember(row, kept.transaction.uid)
            return Fate(row, status, verdict.reason, verdict.changed if is_here else (), known.txn)
        meant = self._meant[n]
        txn = self._transaction(row, meant)
        number = self._filing.write(txn, {row.amount.currency.code})
        own = [n for n, each in enumerate(txn.postings) if each.account == self._each.account.uid]
        self._filing.seen.note(met, n, number, own[0] if own else 0, txn.uid)
        self._remember(row, txn.uid)
        moved = tuple((line.account, line.minor) for line in meant.own)
        reason = APART if _beside(meant.sides, self._places)[1] else verdict.reason
        person = self._person(row, meant.found)
        if person:
            total = sum(minor for uid, minor in moved)
            moved, reason = (*moved, (person, -total)), MOVED
        by = dict(txn.postings[-1].facts).get(row_facts.RULE, "")
        return Fate(row, ADDED, reason, (), number, moved, tuple(by.split()))

    def _taken_over(self, n: int, row: Row, met: Met, verdict: dedup.Verdict) -> Fate:
        """A bank's file brought it before."""
        txn = self._transaction(row, self._meant[n])
        done = self._brought.merged(n, txn, delivered(row))
        own = [place for place, each in enumerate(txn.postings) if each.account == self._each.account.uid]
        self._filing.seen.note(met, n, done.txn, own[0] if own else 0, b"")
        self._remember(row, done.uid)
        return Fate(row, CONFIRMED, verdict.reason, (), done.txn, done.moved)

    def _remember(self, row: Row, uid: bytes) -> None:
        """Which transaction a purchase's order is, for its refunds."""
        if row.amount.minor < 0:
            for order in filter(_is_order, (row.order_id, row.merchant_order_id)):
                self._orders.setdefault(order, uid)

    def _transaction(self, row: Row, meant: _Meant) -> Transaction:
        found, all_sides = meant.found, meant.sides
        day, state, code = row.booking_date.toordinal(), PENDING if row.pending else BOOKED, row.amount.currency.code
        postings = [
            Posting(line.account, code, line.minor, day, state, 0, row.order_id if line.is_kept else "")
            for line in meant.own
        ]
        facts = row_facts.of_row(row)
        for n, line in enumerate(meant.own):
            own = platform_facts.of_order(facts) if n else facts
            own = own if line.is_kept else platform_facts.marked(own, self._platform, at_most=meant.at_most)
            postings[n] = postings[n]._replace(facts=() if n and line.is_kept else own)
        outside, apart = _beside(all_sides, self._places)
        person = self._person(row, found)
        bought = self._order(row, found, -outside) if found.what == w.REFUND else None
        first = meant.own[0].account if meant.own else self._each.account.uid
        amount = Money(-outside, row.amount.currency)
        told = self._filing.rules.of_row(
            first,
            row._replace(amount=amount),
            delivered(row),
            is_settled=bool(apart or bought or person or not outside),
        )
        payee = self._filing.payee(told.payee) if outside and not (told.moved or person) else b""
        for side in all_sides:
            if side.what == FEES:
                fees = self._filing.category(b"", kinds.SPENT, "fees")
                postings.append(Posting(fees, code, side.minor, day, state))
        if bought is not None:
            weights = self._spent(bought)
            parts = allocate(outside, list(weights.values()))
            postings += [Posting(uid, code, part, day, state) for uid, part in zip(weights, parts, strict=True) if part]
        elif apart:
            postings.append(Posting(names.equity(self._session, ADJUSTMENT).uid, code, apart, day, state))
        elif outside:
            other = person or told.other or self._category(payee, found, outside)
            postings.append(Posting(other, code, outside, day, state))
        links = ((REFUNDS, bought.uid),) if bought else ()
        memo = row.memo or row.kind
        txn = Transaction(self._session.new_uid(), day, tuple(postings), payee, memo, delivered(row), links=links)
        return told.finished(txn)

    def _person(self, row: Row, found: Meaning) -> bytes:
        """The account of the person whom money went to or came from, b"" where the books have none: what was lent or is
        paid back is neither income nor spending.
        """
        node = accounts.find(self._session.db, row.payee) if found.what == w.PERSON and row.payee else None
        may = node is not None and kinds.of(node.kind).is_person and not node.closed
        if node is None or not may or (node.currencies and row.amount.currency.code not in node.currencies):
            return b""
        return node.uid

    def _category(self, payee: bytes, found: Meaning, outside: int) -> bytes:
        flow = kinds.SPENT if outside > 0 else kinds.EARNED
        fallback = kinds.SPENT if found.what == w.REFUND else ""
        return self._filing.category(payee, flow, found.category, fallback, is_back=bool(fallback))

    def _order(self, row: Row, found: Meaning, minor: int) -> Transaction | None:
        """The purchase that a refund belongs to, if the books have it and so much of it is left."""
        for order in filter(_is_order, (found.order, row.merchant_order_id)):
            uid = self._orders.get(order)
            if uid is None:
                continue
            self._work.flush()
            kept = transactions.by_uid(self._session.db, uid)
            if kept is None or not self._spent(kept.transaction):
                continue
            back = sum(
                refund_limits.debits(each.transaction)
                for each in transactions.linked_to(self._session.db, uid, REFUNDS)
            )
            if back + minor <= sum(self._spent(kept.transaction).values()):
                return kept.transaction
        return None

    def _spent(self, txn: Transaction) -> dict[bytes, int]:
        """What a purchase was for: its categories, with what each of them got."""
        found: dict[bytes, int] = {}
        for each in txn.postings:
            node = accounts.by_uid(self._session.db, each.account) if each.amount_minor > 0 else None
            if node is not None and kinds.of(node.kind).flow == kinds.SPENT:
                found[each.account] = found.get(each.account, 0) + each.amount_minor
        return found

    def _books_orders(self, rows: Iterable[tuple[Row, Meaning]]) -> None:
        """Orders of earlier files that refunds of this one may belong to."""
        refunds = [(row, found) for row, found in rows if found.what == w.REFUND]
        if not refunds:
            return
        wanted = {order for row, found in refunds for order in (found.order, row.merchant_order_id) if _is_order(order)}
        days = [row.booking_date.toordinal() for row, _found in refunds]
        for node in filter(None, self._nodes.values()):
            last = max(days) + purchases.HOLIDAY_DAYS  # its bank's day may be later than the refund's
            self._orders.update(orders.paid(self._session.db, node.row, min(days) - ORDER_DAYS, last, wanted))


def _is_order(text: str) -> bool:
    return bool(text.strip("/- "))

"""Which rows of a bank's file are what was recorded by hand, or listed as pending before: all rows decided at once.

First come what proves itself (``dedup``) and what a bank gave new ids (``reissued``). Then, among entries and rows of
one amount, as many pairs as there can be (``assignment``), of these ways the one whose texts agree best, and of those
the one with the least days between, which is that in the order of the days. Then amounts that changed
(``changed_amounts``). What always holds: what a bank booked is posted, never left beside the entry it may be; a pair
is silent only where it is proven: the payee is known, or the amount is the only one of its kind among the account's
rows of ``BESIDE_DAYS`` and nothing else could be meant; never where the row's payee is another payee of the books. Any
other pair is joined all the same, and is in doubt (``DOUBTS``): its verdict names what else it might be.

Days are the bank's minus the recorded one. Measured on synthetic households: of what is joined silently one in a
thousand or less is wrong, and a year half recorded by hand leaves twenty rows or less to look at. "Seven days, and no
second candidate" was wrong in up to one of eleven.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque

from wallet_cli.domain.files import dedup
from wallet_cli.domain.files.dedup import BY_HAND, NEW, NO_IDS, NOTHING_SEEN, BookedRow, Ids, Verdict
from wallet_cli.domain.files.joins import purchases, reissued, unmatched
from wallet_cli.domain.files.joins.assignment import NOBODY, assigned
from wallet_cli.domain.files.joins.changed_amounts import changed_amounts
from wallet_cli.domain.files.joins.likeness import SAME, Likeness
from wallet_cli.domain.files.own_movements import CASH, movement
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.money import Money

DAYS, LONG_DAYS, LISTED_DAYS, ELSEWHERE_DAYS = (-1, 5), (0, 60), (-1, 14), (-3, 3)
"""The days that may lie between: of a payment; of a cheque, and of what was recorded as pending; of what a file listed
as pending; of a transfer whose other side another account's file brought.
"""

CASH_DAYS = 14
"""That many days after a withdrawal was recorded its bank may list it, in doubt: no payee shows that it is the same."""

BESIDE_DAYS = 30
"""That many days before and after a row its amount may not occur again."""

SAME_PAYEE, ONLY_AMOUNT, OTHER_FILE = "near-date", "only-amount", "other-file"
"""Why a pair is proven; the last: the file of a transfer's other side brought it."""

OTHER_PAYEE, REPEATED, CASH_BEFORE = "other-payee", "amount-repeated", "cash-before"
"""Why a pair is in doubt: another payee of the books is named; or several have the amount, and no payee is known; or it
is cash that was recorded up to ``CASH_DAYS`` before the bank lists it.
"""

DOUBTS = frozenset(
    {
        *(OTHER_PAYEE, REPEATED, CASH_BEFORE, "other-amount", "several-open"),
        *(reissued.ID_DIFFERS, purchases.SEVERAL, purchases.EITHER),
    }
)
"""The reasons of all verdicts that someone has to look at."""

MOST_NAMED = 9
"""That many others a doubt names, the nearest first."""

MOST_CHOICES = 5_000
"""Of more pairs of one amount no best assignment is looked for: then the rows take entries in the order of the days."""


class Account(NamedTuple):
    """What the comparison knows of an account beside entries and rows.

    ``likeness`` compares texts. ``told``: amounts and days of further rows of the bank's; ``first`` and ``last``: the
    days that the file covers, None where it has none; ``lists_pending``: it has pending rows; ``is_proven``: a balance
    shows that the books have its rows already.
    """

    likeness: Likeness = Likeness()
    told: Iterable[tuple[Money, date]] = ()
    first: date | None = None
    last: date | None = None
    lists_pending: bool = False
    is_proven: bool = False


class Judged(NamedTuple):
    """One verdict per row, in the rows' order; the keys of pending entries that have ``lapsed``, and of those recorded
    by hand that are ``unknown`` to the bank, whose rows of these days are all here.
    """

    verdicts: list[Verdict]
    lapsed: tuple[Hashable, ...] = ()
    unknown: tuple[Hashable, ...] = ()


NO_MORE = Account()
"""Where nothing else is known."""


def is_doubtful(verdict: Verdict) -> bool:
    """Whether someone has to look at it."""
    return verdict.reason in DOUBTS


def judge(
    entries: Iterable[BookedRow],
    rows: Sequence[Row],
    account: Account = NO_MORE,
    seen: Mapping[int, Hashable] = NOTHING_SEEN,
    ids: Ids = NO_IDS,
) -> Judged:
    """What each row is, and what became of entries that no row is; never raises. ``entries``, ``seen`` and ``ids`` as
    in ``dedup.judge``, with the entries from ``LONG_DAYS`` before to ``BESIDE_DAYS`` after the rows' days.
    """
    entries = list(entries)
    verdicts = dedup.judge(entries, rows, seen, ids)
    if not entries:
        return Judged(verdicts)
    free = _free(entries, verdicts)
    verdicts = reissued.told(free, rows, verdicts, is_proven=account.is_proven)
    if not any(entry.by_hand for entry in free):
        return Judged(verdicts)
    free = _free(entries, verdicts)
    found = _Equal(free, rows, verdicts, account).pairs()
    for n, verdict in found.items():
        verdicts[n] = verdict
    free = _free(free, verdicts)
    changed = changed_amounts(free, rows, verdicts, account.likeness, account.last)
    for n, verdict in changed.joined.items():
        verdicts[n] = verdict
    free = [entry for entry in _free(free, verdicts) if entry.key not in changed.booked]
    _join_cash(free, rows, verdicts)
    free = _free(free, verdicts)
    lapsed, unknown = unmatched.unmatched(free, account.first, account.last, lists_pending=account.lists_pending)
    return Judged(verdicts, (*changed.booked, *lapsed), unknown)


def _join_cash(free: Iterable[BookedRow], rows: Sequence[Row], verdicts: list[Verdict]) -> None:
    """Join what is left and says that cash was taken or paid in with earlier transfers of the amount, in the
    order of the days.
    """
    waiting: dict[Money, list[BookedRow]] = {}
    for entry in sorted(free, key=_ordinal):
        if entry.by_hand and entry.fixed and not (entry.payee or entry.elsewhere or entry.bank_id):
            waiting.setdefault(entry.amount, []).append(entry)
    if not waiting:
        return
    for n in sorted(range(len(rows)), key=lambda n: rows[n].booking_date, reverse=True):
        row, found = rows[n], waiting.get(rows[n].amount)
        if not found or verdicts[n].status != NEW or (said := movement(row)) is None or said.where != CASH:
            continue
        near = [entry for entry in found if DAYS[1] < _days(entry, row) <= CASH_DAYS]
        if near:
            found.remove(near[-1])
            others = reversed(near[:-1])
            verdicts[n] = Verdict(
                BY_HAND, CASH_BEFORE, near[-1].key, (), tuple(each.key for each in others)[:MOST_NAMED]
            )


def _free(entries: Iterable[BookedRow], verdicts: Iterable[Verdict]) -> list[BookedRow]:
    taken = {verdict.key for verdict in verdicts if verdict.status != NEW}
    return [entry for entry in entries if entry.key not in taken]


def days_of(entry: BookedRow, row: Row) -> tuple[int, int]:
    """The least and the most days that may lie between an entry and a row of its amount."""
    if entry.elsewhere:
        return ELSEWHERE_DAYS
    if entry.listed:
        return LISTED_DAYS
    return LONG_DAYS if entry.pending or row.cheque else DAYS


class _Equal:
    """The pairs of equal amounts."""

    def __init__(
        self, free: Sequence[BookedRow], rows: Sequence[Row], verdicts: Sequence[Verdict], account: Account
    ) -> None:
        self.rows, self.likeness = rows, account.likeness
        self.entries: dict[Money, list[BookedRow]] = {}
        for entry in sorted((entry for entry in free if entry.by_hand), key=_day_of_entry):
            self.entries.setdefault(entry.amount, []).append(entry)
        self.open: dict[Money, list[int]] = {}
        for n, (row, verdict) in enumerate(zip(rows, verdicts, strict=True)):
            if verdict.status == NEW and row.amount in self.entries:
                self.open.setdefault(row.amount, []).append(n)
        self.told: dict[Money, list[int]] = {}
        self.banks: dict[Money, list[BookedRow]] = {}
        if self.open:
            for entry in free:
                if not entry.by_hand and entry.amount in self.open:
                    self.banks.setdefault(entry.amount, []).append(entry)
            everywhere = [
                *((row.amount, row.booking_date) for row in rows),
                *((entry.amount, entry.date) for some in self.banks.values() for entry in some),
                *account.told,
            ]
            for amount, day in everywhere:
                if amount in self.open:
                    self.told.setdefault(amount, []).append(day.toordinal())
            for days in self.told.values():
                days.sort()

    def pairs(self) -> dict[int, Verdict]:
        """The verdicts of the rows that are joined, by their places."""
        found: dict[int, Verdict] = {}
        for amount, places in self.open.items():
            places.sort(key=self._day_of_row)
            found.update(self._of_amount(self.entries[amount], places))
        return found

    def _day_of_row(self, n: int) -> tuple[date, str, int]:
        return self.rows[n].booking_date, self.rows[n].text, n

    @staticmethod
    def _may_be(entry: BookedRow, row: Row) -> bool:
        """Whether the days allow it, and not both have an id."""
        least, most = days_of(entry, row)
        return least <= _days(entry, row) <= most and not (row.bank_id and entry.bank_id)

    def _of_amount(self, entries: Sequence[BookedRow], places: Sequence[int]) -> dict[int, Verdict]:
        spans = [self._span(entries, self.rows[n]) for n in places]
        if sum(map(len, spans)) > MOST_CHOICES:
            chosen = self._in_order(entries, places)
            # what else it might be is beside it
            ends = range(len(entries))
            spans = [ends[max(0, at - MOST_NAMED) : at + MOST_NAMED] if at != NOBODY else ends[:0] for at in chosen]
            choices = self._near(entries, places, spans)
        else:
            choices = self._near(entries, places, spans)
            chosen = assigned(self._costs(entries, places, choices))
        rows_of: dict[int, list[int]] = {}
        for n, near in zip(places, choices, strict=True):
            for at in near:
                rows_of.setdefault(at, []).append(n)
        found = {}
        for n, at, near in zip(places, chosen, choices, strict=True):
            if at != NOBODY:
                maybe = [entries[other] for other in near if other != at]
                found[n] = self._verdict(entries[at], n, maybe, [other for other in rows_of[at] if other != n])
        return found

    @staticmethod
    def _span(entries: Sequence[BookedRow], row: Row) -> range:
        """The places of entries of days that any may be of."""
        day = row.booking_date.toordinal()
        first = bisect_left(entries, day - LONG_DAYS[1], key=_ordinal)
        return range(first, bisect_right(entries, day - ELSEWHERE_DAYS[0], key=_ordinal))

    def _near(self, entries: Sequence[BookedRow], places: Sequence[int], spans: Sequence[range]) -> list[list[int]]:
        """The places of entries that each row may be."""
        return [
            [at for at in span if self._may_be(entries[at], self.rows[n])]
            for n, span in zip(places, spans, strict=True)
        ]

    def _costs(
        self, entries: Sequence[BookedRow], places: Sequence[int], choices: Sequence[Sequence[int]]
    ) -> list[list[tuple[int, int]]]:
        """Texts first, then the squares of the days: with squares the order of the days is kept."""
        texts = len(places) * LONG_DAYS[1] ** 2 + 1
        return [
            [(at, self.likeness.of(entries[at], row) * texts + _days(entries[at], row) ** 2) for at in near]
            for row, near in zip((self.rows[n] for n in places), choices, strict=True)
        ]

    def _in_order(self, entries: Sequence[BookedRow], places: Sequence[int]) -> list[int]:
        """Each row takes the first entry that is free and not too long ago, those of its own payee going before."""
        chosen, taken = [NOBODY] * len(places), [False] * len(entries)
        for is_named in (True, False):
            waiting: dict[Hashable, deque[int]] = {}
            for at, entry in enumerate(entries):
                if not taken[at]:
                    name = self.likeness.name(entry.payee) if is_named else ""
                    waiting.setdefault(name, deque()).append(at)
            for each, n in enumerate(places):
                row = self.rows[n]
                name = self.likeness.name(row.payee) if is_named else ""
                queue = waiting.get(name, deque()) if chosen[each] == NOBODY and (name or not is_named) else deque()
                while queue and _days(entries[queue[0]], row) > days_of(entries[queue[0]], row)[1]:
                    queue.popleft()
                if queue and self._may_be(entries[queue[0]], row):
                    chosen[each] = queue.popleft()
                    taken[chosen[each]] = True
        return chosen

    def _verdict(self, entry: BookedRow, n: int, maybe: Sequence[BookedRow], others: Sequence[int]) -> Verdict:
        row = self.rows[n]
        if entry.elsewhere:
            return Verdict(BY_HAND, OTHER_FILE, entry.key)
        if self.likeness.of(entry, row) == SAME:
            return Verdict(BY_HAND, SAME_PAYEE, entry.key)
        is_other = self.likeness.is_other(entry, row)
        if not is_other and not maybe and self._count_beside(row) == 1:
            return Verdict(BY_HAND, ONLY_AMOUNT, entry.key)
        far = [each for each in self.banks.get(row.amount, ()) if abs(_days(each, row)) <= BESIDE_DAYS]
        named = sorted([*maybe, *([] if maybe or others else far)], key=lambda each: abs(_days(each, row)))
        near = sorted(others, key=lambda other: abs(_days(entry, self.rows[other])))
        return Verdict(
            BY_HAND,
            OTHER_PAYEE if is_other else REPEATED,
            entry.key,
            (),
            tuple(each.key for each in named[:MOST_NAMED]),
            tuple(near[:MOST_NAMED]),
        )

    def _count_beside(self, row: Row) -> int:
        """How many of the bank's rows have the amount, this one among them."""
        days, day = self.told[row.amount], row.booking_date.toordinal()
        return bisect_right(days, day + BESIDE_DAYS) - bisect_left(days, day - BESIDE_DAYS)


def _days(entry: BookedRow, row: Row) -> int:
    return (row.booking_date - entry.date).days


def _ordinal(entry: BookedRow) -> int:
    return entry.date.toordinal()


def _day_of_entry(entry: BookedRow) -> tuple[date, str]:
    return entry.date, entry.payee

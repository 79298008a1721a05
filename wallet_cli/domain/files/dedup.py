"""Which rows of a bank's file are in the books already.

In come the account's entries and the file's rows, out comes one verdict per row, in order. What always holds: an entry
is matched by one row at most; rows of one file never match each other, so two equal purchases both stay; the same file
again adds nothing, and an overlapping file adds what is new in it. A row that was imported before, as its caller knows,
matches what it was imported as, whatever became of that. Then the passes, each over all rows before the next:

1. the bank's id, first with equal content, then with a changed one. If date, amount and text all differ, it is another
   movement under a reused id; if several share an id, it identifies none of them: then only equal content matches.
2. equal date, amount and text (folded), the n-th row matching the n-th entry; not if both have ids, for those differ.

What was recorded by hand, or is still pending, matches here by its id alone: which row stands for it is decided over
all of them at once (``joining``).
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from wallet_cli.domain.money import Money
from wallet_cli.domain.text import fold
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from wallet_cli.domain.files.statement import Row

NEW, SAME_ID, SAME_CONTENT, BY_HAND = "new", "same-id", "same-content", "by-hand"
"""The statuses of a verdict: add the row; skip it (the first two matches); or let it confirm the entry made by hand."""


NOTHING_SEEN: Mapping[int, Hashable] = {}
"""Where no row was imported before."""


class BookedRow(NamedTuple):
    """A posting of the account as it now is in the books, amount in the owner's view (the sign of a ``Row``).

    ``payee`` and ``memo`` as the bank delivered them, or as typed; ``by_hand``: no bank's row has matched it for good;
    ``pending``: it isn't booked; ``listed``: a file of this account listed it so; ``elsewhere``: another account's file
    brought it, as one side of a transfer; ``fixed``: its amount can't change, as it is reconciled or another account's.
    """

    key: Hashable
    date: date
    amount: Money
    payee: str = ""
    memo: str = ""
    bank_id: str = ""
    by_hand: bool = False
    pending: bool = False
    listed: bool = False
    elsewhere: bool = False
    fixed: bool = False


class Verdict(NamedTuple):
    """What a row is: its ``status``, the ``key`` of the entry it matches (None if new), and why.

    ``reason``: ``bank-id``, ``bank-id-changed`` (``changed`` says what: date, amount, text), ``content``, ``seen``
    (imported before, and changed in the books since), or one of ``joining``; for a new row ``not-seen``, ``id-reused``
    (the id is known for something quite different) or ``id-repeated`` (several share it).

    Where that is doubtful, ``maybe`` are the keys of the entries that the row might be as well, and ``rows`` the places
    of other rows that might be its entry.
    """

    status: str
    reason: str
    key: Hashable = None
    changed: tuple[str, ...] = ()
    maybe: tuple[Hashable, ...] = ()
    rows: tuple[int, ...] = ()


class Ids(NamedTuple):
    """How often the bank's ids stand among the rows, and among the entries, of pairs that are settled already."""

    rows: dict[str, int]
    entries: dict[str, int]


NO_IDS = Ids({}, {})
"""Where nothing is settled beforehand."""

Content = tuple[date, Money, str]
"""Day, amount, and the text, folded."""

_LISTED, _OPEN = "listed ", "open "
"""Instead of the bank's id of an entry that is still pending, or was made by hand: no id ends in a blank."""


def _content(day: date, amount: Money, payee: str, memo: str) -> Content:
    return day, amount, fold(f"{payee} {memo}")


class _Pool:
    """The entries still free, and the verdicts given so far."""

    def __init__(self, entries: Iterable[BookedRow], rows: Sequence[Row], ids: Ids) -> None:
        self.entries = list(entries)
        self.contents = [content_of(entry) for entry in self.entries]
        self.rows = [(row, content_of_row(row)) for row in rows] if self.entries else []
        self.rows_per_id = Counter(ids.rows)
        self.rows_per_id.update([row.bank_id for row in rows if row.bank_id])
        self.entries_per_id = Counter(ids.entries)
        self.free = [True] * len(self.entries)
        self.verdicts: dict[int, Verdict] = {}
        self.by_id: dict[str, list[int]] = {}
        self.by_content: dict[tuple[str, Content], list[int]] = {}
        for at in reversed(range(len(self.entries))):  # the first of equal ones is put last, from where it is taken
            entry = self.entries[at]
            kind = entry.bank_id or (_LISTED if entry.listed else _OPEN if entry.by_hand else "")
            self.by_content.setdefault((kind, self.contents[at]), []).append(at)
            if entry.bank_id:
                self.entries_per_id[entry.bank_id] += 1
                self.by_id.setdefault(entry.bank_id, []).append(at)
                # a row without an id may be one that came with its id from another file
                self.by_content.setdefault(("*", self.contents[at]), []).append(at)

    def open_rows(self) -> list[tuple[int, Row, Content]]:
        return [(n, row, content) for n, (row, content) in enumerate(self.rows) if n not in self.verdicts]

    def match(self, n: int, at: int, status: str, reason: str, changed: tuple[str, ...] = ()) -> None:
        self.free[at] = False
        self.verdicts[n] = Verdict(status, reason, self.entries[at].key, changed)

    def first_free(self, bank_id: str, content: Content) -> int | None:
        waiting = self.by_content.get((bank_id, content), [])
        while waiting and not self.free[waiting[-1]]:
            waiting.pop()
        return waiting[-1] if waiting else None

    def match_seen(self, seen: Mapping[int, Hashable]) -> None:
        place = {entry.key: at for at, entry in enumerate(self.entries)} if seen else {}
        for n, key in seen.items():
            at = place[key]
            row, content = self.rows[n]
            differs = _changed(self.contents[at], content)
            is_same_id = bool(row.bank_id) and row.bank_id == self.entries[at].bank_id
            if is_same_id and "text" in differs:
                self.match(n, at, SAME_ID, "bank-id-changed", ("text",))
            elif differs:
                self.match(n, at, SAME_ID if is_same_id else SAME_CONTENT, "seen")
            else:
                self.match(n, at, *((SAME_ID, "bank-id") if is_same_id else (SAME_CONTENT, "content")))

    def match_by_id(self) -> None:
        for n, row, content in self.open_rows():
            if row.bank_id and (at := self.first_free(row.bank_id, content)) is not None:
                self.match(n, at, SAME_ID, "bank-id")
        for n, row, content in self.open_rows():
            known = self.by_id.get(row.bank_id, ())
            # an id that stands for several movements identifies none
            is_one = self.entries_per_id[row.bank_id] == 1 == self.rows_per_id[row.bank_id]
            if known and is_one and self.free[known[0]]:
                changed = _changed(self.contents[known[0]], content)
                if len(changed) < len(content):
                    self.match(n, known[0], SAME_ID, "bank-id-changed", changed)

    def match_by_content(self) -> None:
        for n, row, content in self.open_rows():
            for kind in (*((_LISTED,) if row.pending else ()), *(("",) if row.bank_id else ("", "*"))):
                if (at := self.first_free(kind, content)) is not None:
                    self.match(n, at, SAME_CONTENT, "content")
                    break

    def leave_new(self, rows: Sequence[Row]) -> list[Verdict]:
        """All verdicts, those of ``rows`` that matched nothing too."""
        found = []
        for n, row in enumerate(rows):
            verdict = self.verdicts.get(n, _NOT_SEEN)
            if verdict is _NOT_SEEN and row.bank_id:
                if self.rows_per_id[row.bank_id] > 1 or self.entries_per_id[row.bank_id] > 1:
                    verdict = _ID_REPEATED
                elif row.bank_id in self.entries_per_id:
                    verdict = _ID_REUSED
            found.append(verdict)
        return found


_NOT_SEEN, _ID_REPEATED, _ID_REUSED = (Verdict(NEW, why) for why in ("not-seen", "id-repeated", "id-reused"))


def content_of(entry: BookedRow) -> Content:
    """What an entry is compared by."""
    return _content(entry.date, entry.amount, entry.payee, entry.memo)


def content_of_row(row: Row) -> Content:
    """What a row is compared by."""
    return _content(row.booking_date, row.amount, row.payee, row.memo)


def same(entry: BookedRow, row: Row) -> Verdict | None:
    """The verdict of ``judge`` on a row that is known to be this entry, where nothing in it has changed; else None."""
    if entry.date != row.booking_date or entry.amount != row.amount:
        return None
    told, text = f"{entry.payee} {entry.memo}", f"{row.payee} {row.memo}"
    if told != text and fold(told) != fold(text):
        return None
    return unchanged(entry.bank_id, row)


def unchanged(bank_id: str, row: Row) -> Verdict:
    """The same of an entry with the bank's id ``bank_id``, where day, amount and text are known to be the row's."""
    return _SAME_ID if row.bank_id and row.bank_id == bank_id else _SAME_CONTENT


_SAME_ID, _SAME_CONTENT = Verdict(SAME_ID, "bank-id"), Verdict(SAME_CONTENT, "content")
"""Without their keys: what they are of is known."""


def _changed(old: Content, new: Content) -> tuple[str, ...]:
    return tuple(name for name, a, b in zip(("date", "amount", "text"), old, new, strict=True) if a != b)


def judge(
    entries: Iterable[BookedRow],
    rows: Sequence[Row],
    seen: Mapping[int, Hashable] = NOTHING_SEEN,
    ids: Ids = NO_IDS,
) -> list[Verdict]:
    """One verdict per row, in the rows' order; never raises, and takes time in proportion to both.

    ``entries``: the account's of the rows' days, and all that carry one of the rows' ids.
    ``seen``: for rows that were imported before, by their places, the keys of the entries that stand for them; no key
    twice. Day and amount of such a row are what they were: where the entry has others, the user has changed it.
    ``ids`` of further pairs of an imported row and its entry, unchanged both (``same``), that were left out of these.
    """
    pool = _Pool(entries, rows, ids)
    if pool.entries:
        pool.match_seen(seen)
        pool.match_by_id()
        pool.match_by_content()
    return pool.leave_new(rows)

"""How imports do with households: ``python -m tests.households.measure [HOUSEHOLDS] [SHARE]``.

Each month what was recorded by then is in the books, the bank's file comes, and its owner looks at what is in doubt: a
right pair is confirmed, which makes the bank's text a name of the payee; a wrong one is taken apart. Counted are the
silent pairs and those of them that are wrong; what is missed though both sides name each other; and the rows to look
at. A pair is right if both are one event, or two of one payee, and of one amount, which nobody could tell apart.
"""

from __future__ import annotations

import calendar
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tests.households.generator import YEAR, Household, Told, Typed, household
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.dedup import BY_HAND, NEW, BookedRow, Verdict
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.files.joins.likeness import Likeness
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import fold

EUR = Currency("EUR", 2)


class Wrong(NamedTuple):
    """A silent pair that is wrong."""

    reason: str
    typed: str
    told: str


class Found(NamedTuple):
    """What became of a year: silent pairs, those that are wrong, rows to look at, and of these wrong ones; what was
    missed though both sides name each other; reasons; entries said to be unknown to the bank, and lapsed ones.
    """

    silent: int
    wrong: list[Wrong]
    looked_at: int
    doubtful_wrong: int
    missed: int
    reasons: Counter[str]
    unknown: int
    unknown_wrong: int
    lapsed: int


class _Books:
    """The books of one household as an import sees them."""

    def __init__(self, of: Household) -> None:
        self.of = of
        self.payees: dict[str, str] = {}
        self.entries: dict[tuple[str, int], BookedRow] = {}
        self.is_pending: dict[int, int] = {}

    def who(self, text: str) -> str:
        return self.payees.get(fold(text), fold(text))

    def is_payee(self, text: str) -> bool:
        return fold(text) in self.payees

    def record(self, typed: Typed) -> None:
        self.payees.setdefault(fold(typed.name), typed.name)
        key = ("typed", typed.event)
        self.entries[key] = BookedRow(key, typed.day, Money(typed.minor, EUR), typed.name, by_hand=True)

    def add(self, told: Told, row: Row) -> None:
        self.payees.setdefault(fold(row.payee), row.payee)
        key = ("told" if not told.pending else "held", told.event)
        entry = BookedRow(key, told.day, row.amount, row.payee, bank_id=row.bank_id)
        self.entries[key] = entry._replace(by_hand=True, pending=True, listed=True) if told.pending else entry

    def confirm(self, verdict: Verdict, row: Row) -> None:
        key = verdict.key
        assert isinstance(key, tuple)
        if not row.pending:
            self.entries[key] = BookedRow(key, row.booking_date, row.amount, row.payee, bank_id=row.bank_id)


def row_of(line: int, told: Told) -> Row:
    """The row that a file has."""
    bank_id = "" if told.pending else f"B{told.event}"
    return Row(line, told.day, Money(told.minor, EUR), told.text, bank_id=bank_id, pending=told.pending)


def measured(of: Household) -> Found:
    """What imports make of a household's year."""
    books, waiting = _Books(of), sorted(of.typed, key=lambda typed: typed.day)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    wrong: list[Wrong] = []
    for month, file in enumerate(of.files, 1):
        last = date(YEAR, month, calendar.monthrange(YEAR, month)[1])
        while waiting and waiting[0].day <= last:
            books.record(waiting.pop(0))
        rows = [row_of(n, told) for n, told in enumerate(file)]
        account = joining.Account(
            Likeness(books.who, books.is_payee), (), date(YEAR, month, 1), last, any(row.pending for row in rows)
        )
        judged = joining.judge(list(books.entries.values()), rows, account)
        reasons.update(verdict.reason for verdict in judged.verdicts)
        counts["missed"] += _missed(books, file, rows, judged.verdicts)
        counts["lapsed"] += len(judged.lapsed)
        counts["unknown"] += len(judged.unknown)
        counts["unknown-wrong"] += sum(isinstance(key, tuple) and _is_listed(of, key[1]) for key in judged.unknown)
        for key in judged.lapsed:
            assert isinstance(key, tuple)
            del books.entries[key]
        for told, row, verdict in zip(file, rows, judged.verdicts, strict=True):
            is_right = verdict.status == NEW or _is_right(of, told, verdict)
            if joining.is_doubtful(verdict):
                counts["looked-at"] += 1
                counts["doubtful-wrong"] += not is_right
                if is_right and verdict.status == BY_HAND:
                    key = verdict.key
                    assert isinstance(key, tuple)
                    books.payees[fold(row.payee)] = books.payees[fold(books.entries[key].payee)]
            elif verdict.status == BY_HAND:
                counts["silent"] += 1
                if not is_right:
                    wrong.append(Wrong(verdict.reason, str(books.entries[verdict.key]), str(row)))  # type: ignore[index]
            if verdict.status == NEW or (joining.is_doubtful(verdict) and not is_right):
                books.add(told, row)
            else:
                books.confirm(verdict, row)
    return Found(
        counts["silent"], wrong, counts["looked-at"], counts["doubtful-wrong"], counts["missed"], reasons,
        counts["unknown"], counts["unknown-wrong"], counts["lapsed"],
    )  # fmt: skip


def _is_listed(of: Household, number: int) -> bool:
    """Whether the bank has booked an event in this year."""
    return any(row.event == number and not row.pending for file in of.files for row in file)


def _is_right(of: Household, told: Told, verdict: Verdict) -> bool:
    key = verdict.key
    assert isinstance(key, tuple)
    if key[1] == told.event:
        return True
    one, other = of.events[key[1]], of.events[told.event]
    return (one.name, one.minor) == (other.name, other.minor)


def _missed(books: _Books, file: list[Told], rows: list[Row], verdicts: Iterable[Verdict]) -> int:
    """Rows that are new though the entry of their event is there, of the same amount and payee, within the days."""
    count = 0
    joined = {verdict.key for verdict in verdicts if verdict.status != NEW}
    for told, row, verdict in zip(file, rows, verdicts, strict=True):
        entry = books.entries.get(("typed", told.event))
        if verdict.status == NEW and entry is not None and entry.by_hand and entry.key not in joined:
            least, most = joining.days_of(entry, row)
            near = least <= (row.booking_date - entry.date).days <= most
            count += near and entry.amount == row.amount and books.who(entry.payee) == books.who(row.payee)
    return count


class Total(NamedTuple):
    """The figures of several households: of all their silent pairs, those that are wrong; the rows to look at in each;
    what was missed though both sides name each other.
    """

    silent: int
    wrong: list[Wrong]
    looked_at: list[int]
    missed: int
    lines: list[str]


def total(households: int, share: float) -> Total:
    """What becomes of so many households, of whose payments ``share`` is recorded by hand."""
    found = [measured(household(seed, share)) for seed in range(households)]
    silent, wrong = sum(each.silent for each in found), [one for each in found for one in each.wrong]
    looked = sorted(each.looked_at for each in found)
    few = sum(each <= 20 for each in looked)
    reasons: Counter[str] = Counter()
    for each in found:
        reasons.update(each.reasons)
    missed = sum(each.missed for each in found)
    lines = [
        f"households {households}, recorded by hand {share:.0%}",
        f"silent pairs {silent}, wrong {len(wrong)} ({len(wrong) / max(1, silent):.3%})",
        f"missed though both name each other {missed}",
        f"rows to look at in a year: {looked[0]} to {looked[-1]}, median {looked[len(looked) // 2]}, "
        f"20 or less in {few} of {households}; joined wrong among them {sum(each.doubtful_wrong for each in found)}",
        f"entries that the bank doesn't know {sum(each.unknown for each in found)}, "
        f"with another amount or day it does {sum(each.unknown_wrong for each in found)}; "
        f"pending rows lapsed {sum(each.lapsed for each in found)}",
        ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()),
    ]
    return Total(silent, wrong, looked, missed, lines)


def main(households: int = 30, share: float = 0.5) -> None:
    """Write the figures, and the first of what is silently wrong."""
    found = total(households, share)
    for line in (*found.lines, *(f"{one.reason}\n  {one.typed}\n  {one.told}" for one in found.wrong[:20])):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*[int(word) for word in sys.argv[1:2]], *[float(word) for word in sys.argv[2:3]])

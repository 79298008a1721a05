"""camt messages as events: each statement's head, then its entries as rows.

A statement's rows are held back up to ``HELD_BACK`` of them, so that its head can say what only the rows show: their
order, their currency, and whether balances and sums prove them. Beyond that it streams. ``Stated.rows`` counts entries:
an entry that is split into its details is one.
"""

from __future__ import annotations

from itertools import pairwise

from wallet_cli.domain.files.statement import BankEvent, Profile, Refusal, Row, StatementHead, refusal
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.camt.heads import currency_of, head_of, number_of
from wallet_cli.formats.camt.parser import Broken, Part, units
from wallet_cli.formats.camt.paths import BALANCE, ENTRY
from wallet_cli.formats.camt.rows import Owner, rows_of
from wallet_cli.formats.camt.values import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from wallet_cli.domain.currency import Currency

HELD_BACK = 2000
"""Rows and refusals of a statement that are kept until it ends; with one more its head is made without the rest."""

_EXCERPTED = ("reference", "booked", "amount", "amount@", "text")


class _Statement:
    """One statement on its way: what is held back of it, and its entries counted."""

    def __init__(self, part: Part, fallback: Currency | None) -> None:
        self.part = part
        self._fallback = fallback
        self._owner: Owner | None = None
        self._held: list[Row | Refusal] = []
        self._is_out = False
        self._balances = 0
        self._entries = 0

    def take(self, entry: Part) -> Iterator[BankEvent]:
        """The events that an entry sets free."""
        self._entries += 1
        if self._owner is None:
            fields = self.part.fields
            unit = currency_of(self.part, self._fallback)
            self._owner = Owner(number_of(self.part), fields.get("owner", ""), unit, short(fields.get("id", "")))
        found: list[Row] | list[Refusal]
        try:
            found = rows_of(entry, self._owner, self._entries)
        except WalletError as problem:
            found = [_refused(entry, problem)]
        if self._is_out:
            yield from found
            return
        self._held += found
        if len(self._held) > HELD_BACK:
            yield from self._let_out(is_whole=False)

    def finish(self, *, is_whole: bool) -> Iterator[BankEvent]:
        """The rest; ``is_whole`` if its end was met."""
        if not self._is_out:
            yield from self._let_out(is_whole=is_whole)
            return
        late = self.part.all(BALANCE)[self._balances :]
        if late:
            yield refusal(late[0].line, BadFile("balance-after-rows"), " ".join(late[0].fields.values()))

    def _let_out(self, *, is_whole: bool) -> Iterator[BankEvent]:
        notes: list[Refusal] = []
        rows = [each for each in self._held if isinstance(each, Row)]
        unit = currency_of(self.part, self._fallback)
        found = {row.amount.currency for row in rows}
        if currency_of(self.part, None) is None and len(found) == 1:
            unit = found.pop()
        head = head_of(self.part, unit, notes)
        whole = is_whole and not notes and len(rows) == len(self._held)
        yield head._replace(
            newest_first=_newest_first(rows), evidence=_evidence(head, rows, self._entries) if whole else ()
        )
        yield from notes
        yield from self._held
        self._held = []
        self._is_out = True
        self._balances = len(self.part.all(BALANCE))


def _refused(entry: Part, problem: WalletError) -> Refusal:
    fields = entry.fields
    return refusal(entry.line, problem, " ".join(fields[key] for key in _EXCERPTED if key in fields))


def _newest_first(rows: list[Row]) -> bool | None:
    """Whether the days only go back; None where they don't change, or go both ways."""
    days = [row.booking_date for row in rows]
    steps = {later > earlier for earlier, later in pairwise(days) if later != earlier}
    return not steps.pop() if len(steps) == 1 else None


def _evidence(head: StatementHead, rows: list[Row], entries: int) -> tuple[str, ...]:
    """What of the head the rows prove: the two balances, the stated sums."""
    moved = [row for row in rows if row.moves_money]
    if not moved or any(row.amount.currency != head.currency for row in moved):
        return ()
    found = []
    if head.opening and head.closing:
        grown = head.closing.amount.minor - head.opening.amount.minor
        if grown == sum(row.amount.minor for row in moved if not row.pending):
            found.append("balances")
    stated = head.stated
    came = sum(row.amount.minor for row in moved if row.amount.minor > 0)
    went = -sum(row.amount.minor for row in moved if row.amount.minor < 0)
    sums = [(stated.total, came - went), (stated.came, came), (stated.went, went)]
    told = [(money.minor, minor) for money, minor in sums if money is not None]
    if told and all(one == other for one, other in told) and stated.rows in (None, entries):
        found.append("stated sums")
    return tuple(found)


def read(source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
    """The statements of a camt message, an entry at a time.

    BadFile("not-camt", "no-statement", "file-empty", "file-declares-entities"), and where nothing could be read before
    it ("xml-broken", "xml-cut-off").
    """
    fallback = profile.currency if profile else None
    statement: _Statement | None = None
    has_any = False
    for unit in units(source):
        if isinstance(unit, Broken):
            if not has_any:
                raise unit.problem
            if statement:
                yield from statement.finish(is_whole=False)
            yield refusal(unit.line, unit.problem) if unit.entry is None else _refused_open(unit)
            return
        if unit.part.name == ENTRY:
            if statement:
                yield from statement.take(unit.part)
        elif unit.ended:
            if statement:
                yield from statement.finish(is_whole=True)
            statement = None
        else:
            statement, has_any = _Statement(unit.part, fallback), True
    if not has_any:
        raise BadFile("no-statement")


def _refused_open(broken: Broken) -> Refusal:
    """The entry in which the file ends, or breaks."""
    entry = broken.entry or Part("", broken.line)
    if broken.problem.slug == "xml-cut-off":
        return _refused(entry, BadFile("row-cut-off"))
    return _refused(entry, broken.problem)

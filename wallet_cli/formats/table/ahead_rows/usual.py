"""A booking like those before it, surveyed, proven and read in one go, without its cells being taken apart three times.

Most lines of a bank's table differ in day, amount, balance and texts alone. Of such a line the survey, the proof by
balances and the reader come to what they would come to by themselves: a table read with and without this gives the same
(``tests/formats/test_csv_usual.py``). Whatever isn't as usual is left to them, untouched.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import repeat
from operator import itemgetter, neg

from wallet_cli.domain.files.debt_signs import INVERTED, NATURAL
from wallet_cli.domain.files.statement import TEXT_LIMIT, Row
from wallet_cli.domain.money import Money
from wallet_cli.errors import WalletError
from wallet_cli.formats.table import phrases
from wallet_cli.formats.table.ahead_rows.columns import follow_all, rows_of
from wallet_cli.formats.table.amounts import CENTS, NOTHING
from wallet_cli.formats.table.cells import CELLS_LIMIT
from wallet_cli.formats.table.dates import written
from wallet_cli.formats.table.layout import ENDS, HUNDREDTH
from wallet_cli.formats.table.rows import BALANCE, EXTRA, ID, MEMO, UNSAID, VALUED
from wallet_cli.formats.table.survey import BOOKING
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.grid import GridRow
    from wallet_cli.formats.table.ahead_rows.ahead import Ahead
    from wallet_cli.formats.table.layout import Layout, Prover
    from wallet_cli.formats.table.rows import RowReader
    from wallet_cli.formats.table.survey import Shape, Survey

_AMOUNT = {
    ",": re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4}),[0-9]{2}").fullmatch,
    ".": re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})\.[0-9]{2}").fullmatch,
}
"""Amounts with two decimals as they are usually written, by their decimal mark; far below what money can be."""
_IS_POSITIVE = (0).__lt__
_line = itemgetter(0)
_OTHER_MARK = {",": ".", ".": ","}


def usual(survey: Survey, prover: Prover, ahead: Ahead) -> Usual | None:
    """What sees the usual bookings of a table for these three; None where its columns need more."""
    shape, layout, reader = survey.shape, prover.layout, ahead.reader
    is_plain = len(shape.amounts) == 1 and shape.amount >= 0 and layout.mark in _AMOUNT and bool(shape.days)
    is_plain = is_plain and layout.sign in (NATURAL, INVERTED) and not layout.fee_way and not layout.owes
    is_plain = is_plain and not (shape.in_cents or shape.fees or prover.has_states)
    return Usual(survey, prover, ahead) if is_plain and _reads_plainly(shape, layout, reader) else None


def _reads_plainly(shape: Shape, layout: Layout, reader: RowReader) -> bool:
    is_same = reader.shape is shape and reader.layout == layout
    return (
        is_same and reader.always_moves and not reader.has_more and reader.payer < 0 <= min(reader.dated, reader.payee)
    )


class Usual:
    """Sees the bookings of one table that are as usual."""

    def __init__(self, survey: Survey, prover: Prover, ahead: Ahead) -> None:
        shape, layout, reader = survey.shape, prover.layout, ahead.reader
        self.survey, self.prover, self.ahead, self.reader = survey, prover, ahead, reader
        self.mark, self.sign = layout.mark, -1 if layout.sign == INVERTED else 1
        self.amount, self.balance, self.days, self.kinds = shape.amount, shape.balance, shape.days, shape.kinds
        self.is_one, self.other_mark = _AMOUNT[layout.mark], _OTHER_MARK[layout.mark]
        self.memo = reader.memos[0] if len(reader.memos) == 1 else -1
        self.has_memos = bool(reader.memos)
        self.units: dict[str, Currency] = {}
        self.is_ready = False
        used = [shape.amount, shape.balance, reader.payee, reader.currency, reader.valued, self.memo, *shape.days]
        used += [*shape.kinds, *(at for _place, at in reader.fields), *(at for at, _values in survey.noted)]
        self.width = max(used) + 1
        self.template = UNSAID.copy()
        self.template[-1] = True

    def see(self, line: int, cells: Sequence[str]) -> bool:
        """Whether the line is a booking like those before it; then everything has seen it."""
        survey = self.survey
        if not self.is_ready:
            are_ends = self.balance < 0 or len(self.prover.firsts) == ENDS
            self.is_ready = are_ends and survey.is_signed and self.mark in survey.marks.shown
            return False
        if not self.width <= len(cells) <= CELLS_LIMIT:
            return False
        amount, held, at = cells[self.amount], "", self.balance
        if not self.is_one(amount):
            return False
        minor = int(amount.replace(self.other_mark, "").replace(self.mark, ""))
        if not minor:
            return False
        balance = None
        if at >= 0:
            held = cells[at]
            if not self.is_one(held):
                return False
            balance = int(held.replace(self.other_mark, "").replace(self.mark, ""))
        for at in self.kinds:
            if phrases.standing_of(cells[at]):
                return False
        for at, values in survey.noted:
            if cells[at] not in values and cells[at] not in NOTHING:
                return False
        settled, is_settled = survey.settled, True
        for at in self.days:
            is_settled = is_settled and cells[at] in settled
        if not is_settled and all(written(cells[at]) is None for at in self.days):
            return False
        survey.rows += 1
        if not is_settled:
            survey.dated(cells)
        if minor > 0:
            survey.positive += 1
        else:
            survey.negative += 1
        minor *= self.sign
        if balance is not None:
            if held[0] == "-":
                survey.below += 1
            elif balance:
                survey.held += 1
            self.prover.lasts.append(cells)
            self.prover.follow(cells, minor * HUNDREDTH, balance * HUNDREDTH)
        self._read(line, cells, minor, balance)
        return True

    def see_all(self, numbered: Sequence[GridRow], rows: Sequence[Sequence[str]]) -> bool:
        """Whether each of these neighbouring lines is such a booking; then everything has seen all. Else nothing has
        seen any. What a line is asked is asked of columns here, without a step of Python for each.
        """
        survey, size, n = self.survey, len(rows[0]), len(rows)
        if not (self.is_ready and self.width <= size <= CELLS_LIMIT and {*map(len, rows)} == {size}):
            return False
        columns = list(zip(*rows, strict=True))
        minors = self._minors(columns[self.amount])
        balances = self._minors(columns[self.balance]) if self.balance >= 0 else ()
        if minors is None or balances is None or 0 in minors or not self._are_dated(columns[self.days[0]]):
            return False
        if any(phrases.may_stand(columns[at]) for at in self.kinds):
            return False
        if any({*columns[at]}.difference(values, NOTHING) for at, values in survey.noted):
            return False
        survey.rows += n
        self._see_days(rows, columns)
        positive = sum(map(_IS_POSITIVE, minors))
        survey.positive += positive
        survey.negative += n - positive
        if self.sign < 0:
            minors = list(map(neg, minors))
        if balances:
            self._see_balances(columns[self.balance], balances)
            self.prover.lasts.extend(rows)
            follow_all(self.prover, rows, list(map(HUNDREDTH.__mul__, minors)), list(map(HUNDREDTH.__mul__, balances)))
        numbers = list(map(_line, numbered))
        read = rows_of(self, numbers, rows, columns, minors, balances)
        if read is not None:
            self.ahead.events.extend(read)
            return True
        for each in zip(numbers, rows, minors, balances or repeat(None), strict=False):
            self._read(*each)
        return True

    def _minors(self, cells: Sequence[str]) -> list[int] | None:
        """Amounts as whole numbers; None where not each is as usual."""
        if not all(map(self.is_one, cells)):
            return None
        digits = "\n".join(cells).replace(self.other_mark, "").replace(self.mark, "")
        return list(map(int, digits.split("\n")))

    def _are_dated(self, cells: Sequence[str]) -> bool:
        return all(written(cell) is not None for cell in {*cells}.difference(self.survey.settled))

    def _see_days(self, rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> None:
        """Where all cells show nothing more once they were seen, the first line of each is enough."""
        firsts: set[int] = set()
        for column in [columns[at] for at in self.days]:
            for cell in {*column}.difference(self.survey.settled):
                found = written(cell)
                if found is not None and not found.fixed and found.mark != ".":
                    deque(map(self.survey.dated, rows), 0)
                    return
                firsts.add(column.index(cell))
        for n in sorted(firsts):
            self.survey.dated(rows[n])

    def _see_balances(self, cells: Sequence[str], balances: Sequence[int]) -> None:
        below = sum(map(str.startswith, cells, repeat("-")))
        zeros = (
            sum(cell[0] != "-" for cell, each in zip(cells, balances, strict=True) if not each) if 0 in balances else 0
        )
        self.survey.below += below
        self.survey.held += len(cells) - below - zeros

    def _read(self, line: int, cells: Sequence[str], minor: int, balance: int | None) -> None:
        row = self._row(line, cells, minor, balance)
        if row is None:
            self.ahead.see(BOOKING, line, cells)
        else:
            self.ahead.events.append(row)

    def _row(self, line: int, cells: Sequence[str], minor: int, balance: int | None) -> Row | None:
        """What the reader makes of it; None where it has to look at the line itself."""
        reader = self.reader
        cell = cells[reader.currency] if reader.currency >= 0 else ""
        day, unit = reader.known_days.get(cells[reader.dated]), self.units.get(cell)
        if unit is None:
            known = reader.units.get(("", cell))
            if known is not None and known.scale == CENTS:
                self.units[cell] = known
            return None
        payee = cells[reader.payee]
        if day is None or payee in NOTHING:
            return None
        values, cleaned = self.template.copy(), reader.cleaned
        try:
            payee = reader.payees.get(payee) or reader.name(payee)
            if not payee or not (reader.has_payee or phrases.LABELLED.match(payee) is None):
                return None
            values[:4] = line, day, Money(minor, unit), payee
            for place, column in reader.fields:
                cell = cells[column]
                if cell not in NOTHING:
                    values[place] = cleaned[cell]
            if values[ID] and not values[ID].strip("0"):
                values[ID] = ""
            if self.memo >= 0 and len(cell := cells[self.memo]) <= TEXT_LIMIT:
                if cell not in NOTHING:
                    values[MEMO] = cleaned[cell]
            elif self.has_memos:
                values[MEMO] = reader.memo(cells)
            if reader.valued >= 0:
                values[VALUED] = reader.known_days.get(cells[reader.valued]) or reader.other_day(cells, reader.valued)
            if reader.has_extra:
                values[EXTRA] = reader.further(cells, "", day)
        except WalletError:
            return None
        if balance is not None:
            values[BALANCE] = Money(balance, unit)
        return unchecked(Row, values)

"""A booking like those before it, surveyed, proven and read in one go, without its cells being taken apart three times.

Most lines of a bank's table differ in day, amount, balance and texts alone. Of such a line the survey, the proof by
balances and the reader come to what they would come to by themselves: a table read with and without this gives the same
(``tests/formats/test_csv_usual.py``). Whatever isn't as usual is left to them, untouched.
"""

from __future__ import annotations

import re

from wallet_cli.domain.files.debt_signs import INVERTED, NATURAL
from wallet_cli.domain.files.statement import TEXT_LIMIT, Row
from wallet_cli.domain.money import Money
from wallet_cli.errors import WalletError
from wallet_cli.formats.table import phrases
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
    from wallet_cli.formats.table.ahead_rows.ahead import Ahead
    from wallet_cli.formats.table.layout import Layout, Prover
    from wallet_cli.formats.table.rows import RowReader
    from wallet_cli.formats.table.survey import Shape, Survey

_AMOUNT = {
    ",": re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4}),[0-9]{2}").fullmatch,
    ".": re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})\.[0-9]{2}").fullmatch,
}
"""Amounts with two decimals as they are usually written, by their decimal mark; far below what money can be."""
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
        row = self._row(line, cells, minor, balance)
        if row is None:
            self.ahead.see(BOOKING, line, cells)
        else:
            self.ahead.events.append(row)
        return True

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

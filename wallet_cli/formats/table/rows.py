"""One line of a table as a ``Row``, once it is settled how the table is to be read."""

from __future__ import annotations

import re

from wallet_cli.domain.currency import Currency, currency, currency_of_word
from wallet_cli.domain.files.ewallet import Wording, fee_in, is_anothers, way
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, Refusal, Row, refusal
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.table import phrases
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import NOTHING, Taken, magnitude, money, taken, unit_of
from wallet_cli.formats.table.cells import CELLS_LIMIT, Cleaned, bare, clean_name, require_narrow
from wallet_cli.formats.table.dates import day_of, near, time_of, written
from wallet_cli.formats.table.layout import BY_WORDS
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from typing import Any

    from wallet_cli.formats.table.layout import Layout
    from wallet_cli.formats.table.sources import Source
    from wallet_cli.formats.table.survey import Shape

_TEXTS = (
    (r.KIND, "kind"),
    (r.ID, "bank_id"),
    (r.OTHER_ACCOUNT, "other_account"),
    (r.OTHER_BANK, "other_bank"),
    (r.END_TO_END, "end_to_end"),
    (r.MANDATE, "mandate"),
    (r.ORDER, "order_id"),
    (r.SHOP_ORDER, "merchant_order_id"),
    (r.CHEQUE, "cheque"),
    (r.RATE, "rate"),
    (r.METHOD, "method"),
    (r.STATUS, "status"),
)
# rows are filled by position: by name it would take a third of the time of reading
_PLACE = {name: at for at, name in enumerate(Row._fields)}
_UNSAID: list[Any] = [0, None, None, *(Row._field_defaults[name] for name in Row._fields[3:])]
_PAYEE = _PLACE["payee"]
_MEMO, _ID, _VALUED, _ORIGINAL = _PLACE["memo"], _PLACE["bank_id"], _PLACE["value_date"], _PLACE["original"]
_PENDING, _EXTRA, _TIME, _BALANCE = _PLACE["pending"], _PLACE["extra"], _PLACE["time"], _PLACE["balance_after"]
_CHARGES, _STATUS, _CATEGORY, _MOVES = (
    _PLACE["charges"], _PLACE["status"], _PLACE["category"], _PLACE["moves_money"],
)  # fmt: skip
_AMOUNT, _PAYEE, _KIND, _METHOD, _OTHER = (
    _PLACE["amount"], _PLACE["payee"], _PLACE["kind"], _PLACE["method"], _PLACE["other_account"],
)  # fmt: skip
_LEADING_KIND = re.compile(r"[(（]([^()（）]{1,12})[)）]\s*|(\S{2,8})\s+(?=\S)")
_TRAILING_ACCOUNT = re.compile(r"(?:^|(?<=[^\d*]))\s*([\d*]{8,34})$")
_COUNTRY = re.compile("[(（]([A-Z]{2})[)）]")
_CURRENCY_OF = {
    "CN": "CNY", "HK": "HKD", "MO": "MOP", "TW": "TWD", "JP": "JPY", "KR": "KRW", "SG": "SGD", "TH": "THB", "MY": "MYR",
    "US": "USD", "CA": "CAD", "GB": "GBP", "AU": "AUD", "NZ": "NZD", "CH": "CHF", "RU": "RUB", "IN": "INR", "VN": "VND",
    **dict.fromkeys(("DE", "FR", "IT", "ES", "NL", "BE", "AT", "IE", "PT", "FI", "GR"), "EUR"),
}  # fmt: skip
"""What cards are charged in abroad, by the country that a bank names after the amount."""
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})")
"""A booking's day as it is written where another day beside it has the year."""
_IN_EXTRA = frozenset({"", r.DIRECTION, r.OWNER, r.PART, r.IMPACT})
_MOST_KEPT = 4096


class RowReader:
    """Reads the bookings of one table; ``usual`` is the currency where neither row nor column names one;
    ``both_ways`` the digits of amounts that went out and came in; ``heeds_others``: rows were read by them.
    """

    def __init__(
        self, shape: Shape, layout: Layout, usual: Currency | None, source: Source, both_ways: AbstractSet[str]
    ) -> None:
        columns = shape.columns
        self.shape, self.layout, self.usual, self.source = shape, layout, usual, source
        self.both_ways = both_ways
        self.settled = columns.at(r.SETTLED)
        self.splits = source.names_kind or source.names_account
        self.is_e_wallet = source.is_e_wallet or columns.at(r.METHOD) >= 0
        self.booked, self.traded = columns.at(r.BOOKED, r.DAY, r.TRADED, r.VALUED), columns.at(r.TRADED)
        self.valued, self.time = columns.at(r.VALUED), columns.at(r.TIME)
        self.payee = columns.at(r.PAYEE)
        self.currency, self.balance_currency = columns.at(r.CURRENCY), columns.at(r.BALANCE_CURRENCY)
        self.originals, self.original_currency = columns.all(r.ORIGINAL), columns.at(r.ORIGINAL_CURRENCY)
        self.fees, self.status, self.method = columns.all(r.FEE), columns.at(r.STATUS), columns.at(r.METHOD)
        self.payer, self.part = columns.at(r.PAYER), columns.at(r.PART)
        self.has_payee = self.payee >= 0
        described = columns.all(r.DESCRIPTION) or columns.all(r.MEMO)[:1]
        self.memos = tuple(
            at for at in columns.all(r.DESCRIPTION, r.MEMO) if self.payee >= 0 or at not in described[:1]
        )
        self.payee = self.payee if self.payee >= 0 or not described else described[0]
        self.texts = () if source.name else described  # there it is the kind of a booking, and nobody's name
        self.categories = columns.all(r.CATEGORY)
        self.fields = [(_PLACE[name], at) for role, name in _TEXTS if (at := columns.at(role)) >= 0]
        self.others = tuple(
            (at, clean_name(columns.names[at]) or f"column {at + 1}")
            for at, role in enumerate(columns.roles)
            if role in _IN_EXTRA
        )
        self.always_moves = shape.direction < 0 and self.status < 0 and shape.impact < 0 and layout.sign != BY_WORDS
        self.has_more = bool(self.originals or self.fees or self.categories or self.splits or self.is_e_wallet)
        self.has_more |= self.status >= 0
        self.has_extra = bool(self.others) or 0 <= self.traded != self.booked
        self.units: dict[tuple[str, str], Currency | None] = {}
        self.cleaned, self.payees = Cleaned(), dict[str, str]()
        self.dated = shape.days[0] if shape.days and self.time < 0 else -1  # days repeat, unless a time is beside them
        self.known_days: dict[str, datetime.date] = {}
        self.pends = self.heeds_others = False

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """The row; WalletErrors say why it can't be used."""
        self.pends = False
        day, time = self.known_days.get(cells[self.dated]) if -1 < self.dated < len(cells) else None, None
        if day is None:
            day, time = self.day(cells)
        at, sign, part = self.layout.signed(self.shape, cells)
        is_part = at == -1 and (part := self._part(cells)) is not None
        if is_part and part is not None:
            sign = -1 if part.sign < 0 else 1
        elif at == -1:
            raise BadFile("row-without-amount")
        if at < -1:
            raise BadFile("row-in-and-out")
        if part is None:
            raise BadFile("row-amount-unreadable", amount=cells[at][:40])
        word = part.word, cells[self.currency] if 0 <= self.currency < len(cells) else ""
        unit = self.units.get(word) or self._unit(word)
        moves, sign = (True, sign) if self.always_moves else self._moving(cells, sign, part.body)
        if self.shape.in_cents:
            amount = self._money(at, part.body, sign or 1, unit)
        else:
            amount = money(part.body, sign or 1, unit, self.layout.mark)
        if self.layout.fee_way:
            amount -= Money(self.layout.fee_of(self.shape, cells, unit), unit)
        values = _UNSAID.copy()
        values[:3] = line, day, amount
        size, cleaned = len(cells), self.cleaned
        for place, column in self.fields:
            if column < size and (cell := cells[column]) not in NOTHING:
                values[place] = cleaned[cell]
        if -1 < self.payee < size and (cell := cells[self.payee]) not in NOTHING:
            values[_PAYEE] = self.payees.get(cell) or self._payee(cell)
        if self.memos:
            values[_MEMO] = self._memo(cells)
        if self.payer >= 0 and sign > 0 and (payer := self._text(cells, self.payer)):
            values[_PAYEE] = payer
        if not values[_PAYEE]:
            values[_PAYEE] = next((text for at in self.texts if (text := self._text(cells, at))), "")
        elif not self.has_payee and (both := phrases.LABELLED.match(values[_PAYEE])):
            values[_PAYEE], values[_MEMO] = both[1], f"{both[2]} {values[_MEMO]}".strip()
        if values[_ID] and not values[_ID].strip("0"):
            values[_ID] = ""
        if self.valued >= 0:
            value_day = self.known_days.get(cells[self.valued]) if self.valued < size else None
            values[_VALUED] = value_day or self._other_day(cells, self.valued)
        if self.has_extra or part.note:
            values[_EXTRA] = self._extra(cells, part.note, day)
        values[_TIME] = time
        if self.shape.balance >= 0:
            values[_BALANCE] = self._balance(cells, unit)
        values[_MOVES] = moves and amount.minor != 0 and not is_part
        if self.has_more:
            self._more(values, cells, amount, sign)
        if self.pends:
            values[_PENDING] = True
        return unchecked(Row, values)

    def _payee(self, cell: str) -> str:
        """A name as a clean text; one in many rows is one text."""
        if len(self.payees) >= _MOST_KEPT:
            self.payees.clear()
        found = self.payees[cell] = self.cleaned[cell]
        return found

    def _more(self, values: list[Any], cells: Sequence[str], amount: Money, sign: int) -> None:
        """What few tables have, or e-wallets alone."""
        if self.originals:
            values[_ORIGINAL] = self._original(cells, amount)
        for at in self.fees:
            fee = self._other_money(cells, at, -1, amount)
            values[_CHARGES] = fee + values[_CHARGES] if fee and values[_CHARGES] else fee or values[_CHARGES]
        if self.status >= 0:
            values[_PENDING] = self.shape.is_pending(cells)
        if self.categories:
            values[_CATEGORY] = " / ".join(
                dict.fromkeys([found for at in self.categories if (found := self._text(cells, at))])
            )
        if self.splits:
            self._split(values)
        if self.is_e_wallet:
            self._of_e_wallet(values, is_neutral=not sign)

    def _part(self, cells: Sequence[str]) -> Taken | None:
        """The amount of a part of a collective booking, whose own row has it all."""
        return taken(cells[self.part]) if 0 <= self.part < len(cells) else None

    def _split(self, values: list[Any]) -> None:
        """Take what the booking is from the front of its description, the other's account from the end of a name."""
        payee = values[_PAYEE]
        if self.source.names_kind and not values[_KIND] and (match := _LEADING_KIND.match(payee)):
            values[_KIND], values[_PAYEE] = match[1] or match[2], payee[match.end() :]
        elif self.source.names_account and not values[_OTHER] and (match := _TRAILING_ACCOUNT.search(payee)):
            values[_OTHER], values[_PAYEE] = match[1], payee[: match.start()].strip()

    def _of_e_wallet(self, values: list[Any], *, is_neutral: bool) -> None:
        """What the platform counts neither as in nor as out, by its words; its fee; what another's card paid."""
        if is_anothers(values[_METHOD]):
            values[_MOVES] = False
        elif is_neutral and values[_MOVES]:
            said = Wording(*(values[at] for at in (_KIND, _CATEGORY, _PAYEE, _MEMO, _METHOD, _STATUS)))
            found = way(said)
            values[_MOVES] = found != 0
            if found < 0:
                values[_AMOUNT] = -values[_AMOUNT]
            values[_CHARGES] = values[_CHARGES] or fee_in(said.memo, values[_AMOUNT].currency)

    def _text(self, cells: Sequence[str], at: int) -> str:
        if not 0 <= at < len(cells) or cells[at] in NOTHING:
            return ""
        return self.cleaned[cells[at]]

    def _memo(self, cells: Sequence[str]) -> str:
        size = len(cells)
        if len(self.memos) == 1:
            cell = cells[self.memos[0]] if self.memos[0] < size else ""
            if len(cell) <= TEXT_LIMIT:
                return "" if cell in NOTHING else self.cleaned[cell]
        found = [cell for at in self.memos if at < size and (cell := cells[at]) not in NOTHING]
        if len(found) == 1 and len(found[0]) <= TEXT_LIMIT:
            return self.cleaned[found[0]]
        return clean(" ".join(dict.fromkeys(map(bare, found))), limit=MEMO_LIMIT)

    def _extra(self, cells: Sequence[str], note: str, booked: datetime.date) -> tuple[tuple[str, str], ...]:
        found = [(name, text) for at, name in self.others if (text := self._text(cells, at))]
        if note:
            found.append(("note", clean(note, limit=TEXT_LIMIT)))
        if self.traded >= 0 and self.traded != self.booked:
            day = self._other_day(cells, self.traded)
            if day and day != booked:
                found.append(("user-date", day.isoformat()))
        return tuple(found)

    def day(self, cells: Sequence[str]) -> tuple[datetime.date, datetime.time | None]:
        """When a row was booked; BadFile("row-without-date", "row-pending-without-date", "row-date-unreadable",
        "row-date-impossible").
        """
        size, first = len(cells), ""
        time = time_of(cells[self.time]) if 0 <= self.time < size else None
        for at in self.shape.days:
            text = cells[at] if at < size else ""
            found = written(text) if text else None
            if found is None and not first and text not in NOTHING:
                first, self.pends = text, text.casefold() in phrases.PENDING
                if not (self.pends or _WITHOUT_YEAR.fullmatch(text)):
                    break  # another day of the row would be taken for the booking's
            first = first or text
            if found is not None:
                if found.rest:
                    time = time or time_of(found.rest)
                day = day_of(found, self.layout.order, self.layout.year_of, text)
                if first != text and (match := _WITHOUT_YEAR.fullmatch(first)):
                    return near(day, int(match[2]), int(match[1]), first), time
                if not found.rest:
                    if len(self.known_days) >= _MOST_KEPT:
                        self.known_days.clear()
                    self.known_days[text] = day
                return day, time
        if first.casefold() in phrases.PENDING:
            raise BadFile("row-pending-without-date")
        if first in NOTHING:
            raise BadFile("row-without-date")
        raise BadFile("row-date-unreadable", date=first[:40])

    def _other_day(self, cells: Sequence[str], at: int) -> datetime.date | None:
        """A day besides the booking's: no row is worth losing for it."""
        found = written(cells[at]) if 0 <= at < len(cells) else None
        try:
            return day_of(found, self.layout.order, self.layout.year_of) if found else None
        except BadFile:
            return None

    def _unit(self, word: tuple[str, str]) -> Currency:
        if word not in self.units:
            self.units[word] = self._found_unit(*word)
        unit = self.units[word]
        if unit is None:
            raise BadFile("row-without-currency")
        return unit

    def _found_unit(self, word: str, cell: str) -> Currency | None:
        if code := unit_of(word, self.usual):
            return currency(code)
        if word:
            return None
        if cell in NOTHING:
            return self.usual
        codes = currency_of_word(cell) or currency_of_word(cell.casefold())
        if not codes:
            raise BadFile("row-currency-unknown", word=cell[:20])
        return currency(self.usual.code if self.usual and self.usual.code in codes else codes[0])

    def _moving(self, cells: Sequence[str], sign: int, body: str) -> tuple[bool, int]:
        """Whether the row moved money, and its sign, 0 where the platform counts it neither as in nor as out."""
        at = self.shape.direction
        told = phrases.direction_of(cells[at]) if 0 <= at < len(cells) else None
        status = cells[self.status] if 0 <= self.status < len(cells) else ""
        is_blank = self.settled >= 0 and (self.settled >= len(cells) or cells[self.settled] in NOTHING)
        if is_blank or (status and phrases.UNPAID.search(status)) or not self.shape.moves(cells):
            return False, sign or 1
        # what came back in a row of its own went out in this one
        if status and phrases.state_of(status) == phrases.RETURNED_STATE:
            self.heeds_others = True
            if body not in self.both_ways:
                return False, sign or 1
        # an order that was paid and closed came back in a row of its own
        paid = 0 <= self.method < len(cells) and cells[self.method] not in NOTHING and sign < 0
        is_closed = bool(status and phrases.CLOSED.search(status)) and not (paid and told != phrases.NEITHER)
        if told != phrases.NEITHER and sign:
            return not is_closed, sign
        if self.layout.sign == BY_WORDS and not told:
            return True, sign or 1
        if is_closed:
            return False, 1
        if not self.is_e_wallet:
            return bool(phrases.RETURN_DONE.search(status)), 1
        return True, 0

    def _original(self, cells: Sequence[str], amount: Money) -> Money | None:
        """What the shop took, where that is in another currency than the account's, or differs."""
        for at in self.originals:
            if at < len(cells) and cells[at] not in NOTHING:
                part = taken(cells[at])
                match = _COUNTRY.fullmatch(part.note) if part and not part.word else None
                if match is None:
                    return self._other_money(cells, at, self.original_currency, amount)
                code = _CURRENCY_OF.get(match[1], amount.currency.code)
                if part and code != amount.currency.code:
                    return self._exact(part.body, currency(code))
                return None
        return None

    def _exact(self, body: str, unit: Currency) -> Money | None:
        try:
            return money(body, 1, unit, self.layout.mark)
        except WalletError:
            return None

    def _money(self, at: int, body: str, sign: int, unit: Currency) -> Money:
        """The exact money of a column, which may count the smallest unit."""
        if at in self.shape.in_cents:
            try:
                return Money(sign * magnitude(body, Currency(unit.code, 0), self.layout.mark), unit)
            except BadFile:
                raise BadFile("row-amount-unreadable", amount=body[:40]) from None
        return money(body, sign, unit, self.layout.mark)

    def _balance(self, cells: Sequence[str], unit: Currency) -> Money | None:
        part = self.shape.held(cells)
        if part is None:
            return None
        try:
            sign = -1 if part.sign < 0 or part.side < 0 else 1
            return self._money(self.shape.balance, part.body, -sign if self.layout.owes else sign, unit)
        except WalletError:
            return None

    def _other_money(self, cells: Sequence[str], at: int, unit_at: int, amount: Money) -> Money | None:
        """What the shop took or the bank kept; None where it is the amount itself, or can't be read."""
        part = taken(cells[at]) if 0 <= at < len(cells) and cells[at] not in NOTHING else None
        if part is None:
            return None
        try:
            cell = cells[unit_at] if 0 <= unit_at < len(cells) else ""
            unit = self._found_unit(part.word, cell) if cell or part.word else amount.currency
            found = money(part.body, 1, unit, self.layout.mark) if unit else None
        except WalletError:
            return None
        return None if found is None or not found.minor or found == abs(amount) else found


def event(reader: RowReader, line: int, cells: Sequence[str]) -> Row | Refusal:
    """The booking of a line, or why it can't be used."""
    try:
        if len(cells) > CELLS_LIMIT:
            require_narrow(cells)
        return reader.row(line, cells)
    except WalletError as problem:
        return refusal(line, problem, " ".join(cell for cell in cells if cell))

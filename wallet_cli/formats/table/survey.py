"""The first walk through a table: what each line is, and what all lines together show of dates, marks and signs."""

from __future__ import annotations

from collections import Counter

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.files import debt_signs
from wallet_cli.domain.files.short_years import full_year
from wallet_cli.domain.files.statement import Refusal, refusal
from wallet_cli.errors import BadFile
from wallet_cli.formats.table import phrases
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import NOTHING, Marks, Taken, taken
from wallet_cli.formats.table.dates import DMY, MDY, YMD, Orders, Written, day_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.formats.table.header import Columns
    from wallet_cli.formats.table.preamble import Above

BOOKING, CONTINUED, ASIDE, BLANK = "booking", "continued", "aside", "blank"
"""What a line is: a booking (or a failed one), more text of the one before, none but said so, or without any sign."""

_MOST_ASIDE = 1000
_MOST_VALUES = 1000
_MOST_SIDES = 100_000
ENOUGH = 500
_TEXTS = frozenset({r.DESCRIPTION, r.MEMO, r.PAYEE})
_ZEROS = "0.,"
"""What an amount of nothing begins with."""
_DAY_FIRST = """
datum buchungstag buchungsdatum valuta wertstellung betrag bedrag boekdatum omschrijving montant libelle solde importo
causale kwota operacji castka zustatek osszeg egyenleg belopp belob tegenrekening
"""
_DAY_FIRST_WORDS = frozenset(_DAY_FIRST.split())
"""Words of headers in languages whose dates never come month first."""


class Shape:
    """The columns of a table, taken apart once for quick use at each row."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.days = [at for role in (r.BOOKED, r.DAY, r.TRADED, r.VALUED) for at in columns.all(role)]
        self.amounts = columns.all(r.AMOUNT, r.CREDIT, r.DEBIT)
        self.amount, self.credit, self.debit = columns.at(r.AMOUNT), columns.at(r.CREDIT), columns.at(r.DEBIT)
        self.balance, self.direction = columns.at(r.BALANCE), columns.at(r.DIRECTION)
        self.status, self.fees = columns.at(r.STATUS), columns.all(r.FEE)
        self.in_cents = frozenset(
            at for at in (*self.amounts, self.balance) if at >= 0 and r.is_in_cents(columns.names[at])
        )
        self.impact = next((at for at, name in enumerate(columns.names) if r.role_of(name) == r.IMPACT), -1)
        self.texts = columns.all(*_TEXTS)
        self.kinds = columns.all(r.DESCRIPTION, r.MEMO, r.KIND, r.PAYEE)
        self.looked_at: Sequence[str] = ()
        self.signed: tuple[int, int, Taken | None] = -1, 0, None
        self.signed_by: object = None  # the layout whose answer that is, of the row that was looked at last
        self._parts: list[tuple[int, Taken | None]] = []
        self._held: Taken | None = None

    def what(self, cells: Sequence[str]) -> str:
        """What a line is, by what is in its cells; they are trimmed."""
        size = len(cells)
        for at in self.days:
            if at < size and cells[at] and written(cells[at]) is not None:
                if self.balance_told(cells):
                    return ASIDE
                for place in self.amounts:
                    if place < size and cells[place]:
                        return BOOKING
                return ASIDE if any(map(phrases.STANDING.search, cells)) else BOOKING
        if any(at < size and cells[at] not in NOTHING for at in self.amounts):
            first = next((cell for cell in cells if cell), "")
            if phrases.TOTAL.search(first) or list(cells) == list(self.columns.names[:size]):
                return ASIDE
            return BOOKING
        filled = [at for at, cell in enumerate(cells) if cell]
        if size > 1 and filled and all(at in self.texts for at in filled):
            return CONTINUED
        return ASIDE if any(char.isalnum() for cell in cells for char in cell) else BLANK

    def balance_told(self, cells: Sequence[str]) -> str:
        """Whether one of a row's texts says that it only gives a balance: ``phrases.standing_of``."""
        size = len(cells)
        for at in self.kinds:
            if at < size and (found := phrases.standing_of(cells[at])):
                return found
        return ""

    def parts(self, cells: Sequence[str]) -> list[tuple[int, Taken | None]]:
        """The amounts of a row: their columns and parts; kept until another row is looked at."""
        if cells is not self.looked_at:
            size = len(cells)
            self.looked_at, self.signed_by = cells, None
            self._parts = found = []
            for at in self.amounts:
                if at < size and cells[at] not in NOTHING:
                    found.append((at, taken(cells[at])))  # noqa: PERF401 - a function more for each row
            at = self.balance
            self._held = taken(cells[at]) if 0 <= at < size and cells[at] not in NOTHING else None
        return self._parts

    def held(self, cells: Sequence[str]) -> Taken | None:
        """The parts of a row's balance, None where it has none."""
        if cells is not self.looked_at:
            self.parts(cells)
        return self._held

    def fee(self, cells: Sequence[str]) -> list[Taken]:
        """The bank's fees of a row, without those that are nothing, in another currency or can't be read."""
        found = [taken(cells[at]) for at in self.fees if at < len(cells) and cells[at] not in NOTHING]
        words = {"", *(part.word for _at, part in self.parts(cells) if part is not None)}
        return [part for part in found if part is not None and not part.is_zero and part.word in words]

    def moves(self, cells: Sequence[str]) -> bool:
        """Whether a row's state lets its amount count; one that came back elsewhere does."""
        if 0 <= self.impact < len(cells) and phrases.is_memo(cells[self.impact]):
            return False
        return not 0 <= self.status < len(cells) or phrases.state_of(cells[self.status]) != phrases.FAILED

    def is_pending(self, cells: Sequence[str]) -> bool:
        """Whether a row's state says that it will be booked yet."""
        return 0 <= self.status < len(cells) and cells[self.status].casefold() in phrases.PENDING

    def word_of(self, cells: Sequence[str], *, is_card: bool) -> int:
        """Which way the row's own words say that money went; 0 where they don't."""
        size = len(cells)
        text = " ".join(cells[at] for at in self.kinds if at < size).lower()
        if phrases.RETURNED.search(text):
            return 1
        if phrases.REPAID.search(text):
            return 1 if is_card else 0
        return -1 if phrases.SPENT.search(text) else 0

    def debt_word_of(self, cells: Sequence[str]) -> int:
        """The same of a debt by all that is known of how repayments and charges are called."""
        return debt_signs.way_of(" ".join(cells[at] for at in self.kinds if at < len(cells)))


class Survey:
    """What the lines seen so far show."""

    def __init__(self, shape: Shape, above: Above) -> None:
        self.shape, self.above = shape, above
        self.orders, self.marks = Orders(), Marks()
        self.rows = self.positive = self.negative = self.plus = 0
        self.debit_minus = self.debit_plain = self.credit_minus = self.credit_plain = 0
        self.worded = self.held = self.below = 0
        self.neutral = False
        self.ways: Counter[tuple[int, int]] = Counter()  # (way of the direction or side, sign of the amount)
        self.words: Counter[tuple[int, int]] = Counter()  # (way by the row's words, sign of the amount)
        self.card_words: Counter[int] = Counter()  # the same, of a card
        self.fits = {DMY: 0, MDY: 0}
        self.descends = {DMY: 0, MDY: 0, YMD: 0}
        self.ascends = {DMY: 0, MDY: 0, YMD: 0}
        self.before: dict[str, tuple[int, int, int]] = {}
        self.accounts: dict[str, None] = {}
        self.cards: dict[str, None] = {}
        self.currencies: dict[str, None] = {}
        self.aside: list[Refusal] = []
        self.balance_rows: dict[str, list[list[str]]] = {phrases.OPENING: [], phrases.CLOSING: []}
        self.fee_plain = self.fee_minus = 0
        self.takes_fee = False  # whether fees are known to be taken besides the amounts
        self.sides: dict[str, tuple[object, ...]] = {}
        self.both_ways: set[str] = set()  # digits of amounts that went out and came in, where rows have states
        self.settled: set[str] = set()  # cells of days that show nothing more
        noted = ((r.ACCOUNT, self.accounts), (r.CARD, self.cards), (r.CURRENCY, self.currencies))
        self.noted = [(at, values) for role, values in noted if (at := shape.columns.at(role)) >= 0]

    def see(self, line: int, cells: Sequence[str]) -> str:
        """A line behind the header; what it is."""
        what = self.shape.what(cells)
        if what == BOOKING:
            self._booking(cells)
        elif what == ASIDE and len(self.aside) < _MOST_ASIDE:
            if told := self.shape.balance_told(cells):
                self.balance_rows[told].append(list(cells))
            self.aside.append(refusal(line, self._aside(cells), " ".join(cell for cell in cells if cell)))
        return what

    def _aside(self, cells: Sequence[str]) -> BadFile:
        if list(cells) == list(self.shape.columns.names[: len(cells)]):
            return BadFile("row-repeats-header")
        first = next((cell for cell in cells if cell), "")
        return BadFile("row-is-total") if phrases.TOTAL.search(first) else BadFile("row-is-note")

    def _booking(self, cells: Sequence[str]) -> None:
        self.rows += 1
        size, shape, marks = len(cells), self.shape, self.marks
        is_dated = self.dated(cells)
        for at, part in shape.parts(cells):
            if part is not None:
                sign, body, word, side, _note = part
                if body[-3:-2] not in marks.shown or body.count(body[-3]) != 1:
                    marks.see(body)
                if shape.status >= 0:
                    self._side(cells, at, part)
                if word:
                    self.worded += 1
                # a row that can't be used settles nothing, and raises no question
                if is_dated and (not word or currency_of_word(word)):
                    self._sign(cells, at, sign, side, is_zero=body[:1] in _ZEROS and part.is_zero)
        for fee in shape.fee(cells) if shape.fees else ():
            self.fee_minus += fee.sign < 0
            self.fee_plain += fee.sign >= 0
        held = shape.held(cells)
        if held is not None:
            body = held.body
            if body[-3:-2] not in marks.shown or body.count(body[-3]) != 1:
                marks.see(body)
            is_below = held.sign < 0 or held.side < 0
            self.below += is_below
            self.held += not is_below and not held.is_zero
        for at, values in self.noted:
            if at < size and cells[at] not in values and cells[at] not in NOTHING and len(values) < _MOST_VALUES:
                values[cells[at]] = None

    def dated(self, cells: Sequence[str]) -> bool:
        """What a booking's days show; whether it has one."""
        size, shape, settled = len(cells), self.shape, self.settled
        is_dated = False
        for at in shape.days:
            cell = cells[at] if at < size else ""
            if cell in settled:
                is_dated = True
                continue
            found = written(cell)
            if found is None:
                continue
            is_dated = True
            # points mean day first, which rows enough have shown
            if not found.fixed and (found.mark != "." or self.rows <= ENOUGH):
                self.orders.see(found)
                if at == shape.days[0]:
                    self._date(found)
            else:
                if len(settled) >= _MOST_VALUES:
                    settled.clear()
                settled.add(cell)
        return is_dated

    def _side(self, cells: Sequence[str], at: int, part: Taken) -> None:
        way = (
            at,
            part.sign < 0,
            part.side,
            cells[self.shape.direction] if 0 <= self.shape.direction < len(cells) else "",
        )
        if len(self.sides) < _MOST_SIDES and self.sides.setdefault(part.body, way) != way:
            self.both_ways.add(part.body)

    def _date(self, found: Written) -> None:
        first, last = self.above.first, self.above.last
        for order, key in (
            (DMY, (found.year, found.b, found.a)),
            (MDY, (found.year, found.a, found.b)),
            (YMD, (full_year(found.a), found.b, found.year % 100)),
        ):
            before = self.before.get(order)
            if before is not None:
                self.ascends[order] += key > before
                self.descends[order] += key < before
            self.before[order] = key
            if first and last and order != YMD:
                try:
                    self.fits[order] += first <= day_of(found, order, self.above.year_of) <= last
                except BadFile:
                    continue

    def _sign(self, cells: Sequence[str], at: int, written_sign: int, side: int, *, is_zero: bool) -> None:
        sign = -1 if written_sign < 0 else 1
        if is_zero:
            self.plus += written_sign > 0
            return
        shape = self.shape
        if at != shape.amount:
            if at == shape.debit:
                self.debit_minus += sign < 0
                self.debit_plain += sign > 0
            elif at == shape.credit:
                self.credit_minus += sign < 0
                self.credit_plain += sign > 0
            return
        if sign > 0:
            self.positive += 1
        else:
            self.negative += 1
        self.plus += written_sign > 0
        way = side
        if not way and 0 <= shape.direction < len(cells):
            told = phrases.direction_of(cells[shape.direction])
            self.neutral = self.neutral or told == phrases.NEITHER
            way = told or 0
        if way:
            self.ways[way, sign] += 1
        # many rows with signs are enough; without any each row must say which way it went
        if self.rows <= ENOUGH or not (self.negative or self.card_words[0]):
            kind = self.above.debt
            told = shape.word_of(cells, is_card=bool(kind) or self.above.is_card)
            self.words[told or (shape.debt_word_of(cells) if kind else 0), sign] += 1
            self.card_words[shape.word_of(cells, is_card=True)] += 1

    @property
    def is_signed(self) -> bool:
        """Whether rows enough were seen: no more are asked for the words that say which way their amounts went."""
        return self.rows >= ENOUGH and bool(self.negative or self.card_words[0])

    def unmarked(self, sign: int) -> int:
        """How many amounts of this sign have neither a direction nor a side."""
        return (self.positive if sign > 0 else self.negative) - self.ways[1, sign] - self.ways[-1, sign]

    def order(self) -> str:
        """The order of dates that the cells, the period above or the header's language show; "" where none does."""
        if found := self.orders.shown():
            return found
        for one, other in ((DMY, MDY), (MDY, DMY)):
            if self.fits[one] and self.fits[one] > self.fits[other] and self.fits[one] >= self.orders.open // 2:
                return one
        words = {word for name in self.shape.columns.names for word in r.key_of(name).split()}
        return DMY if words & _DAY_FIRST_WORDS else ""

    def order_by_rows(self, newest_first: bool) -> str:
        """The only order in which no day goes against the way that balances show the rows to come in."""
        against = self.ascends if newest_first else self.descends
        steady = [order for order in (DMY, MDY) if not against[order]]
        return steady[0] if len(steady) == 1 else ""

    def newest_first(self, order: str) -> bool | None:
        """Whether days go down, None where they don't show it."""
        up, down = self.ascends.get(order, 0), self.descends.get(order, 0)
        return None if up == down else down > up

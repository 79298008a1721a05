"""Any grid, and what is known about its bank, as statements: the one reader of tables.

The header is found, the lines are surveyed once, it is settled how they are read, then each becomes a row or a refusal
in its place. The bookings are read during that first walk, by what the first lines let assume, and held until it is
known; read again only where the rest shows otherwise. Lines that are not bookings are named in the head. A column of
accounts makes a statement of each.
"""

from __future__ import annotations

from datetime import date
from itertools import islice

from wallet_cli.domain import kinds
from wallet_cli.domain.currency import Currency, currency, currency_of_word
from wallet_cli.domain.files.statement import (
    FEES_ASIDE,
    Balance,
    BankEvent,
    Profile,
    Refusal,
    Row,
    Stated,
    StatementHead,
)
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, UnclearFile, WalletError
from wallet_cli.formats.table import known, preamble
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.ahead_rows.ahead import Ahead, continued
from wallet_cli.formats.table.ahead_rows.usual import usual
from wallet_cli.formats.table.amounts import money, taken
from wallet_cli.formats.table.cells import bare
from wallet_cli.formats.table.header import Columns, cells_of, columns_of
from wallet_cli.formats.table.layout import ENDS, Given, Layout, Prover, assumed, decided
from wallet_cli.formats.table.phrases import CLOSING, OPENING, require_statement
from wallet_cli.formats.table.rows import RowReader, event
from wallet_cli.formats.table.sources import corrected, known_by, takes_fees, with_products
from wallet_cli.formats.table.survey import BOOKING, CONTINUED, Shape, Survey
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wallet_cli.domain.files.grid import Grid, GridRow
    from wallet_cli.domain.money import Money

RUNNING_BALANCE = "running balance"
SAMPLE = 200
AT_ONCE = 100
"""That many lines are looked at together; of some that differ each by itself."""
_CARD = kinds.meant_by("creditcard")
_NOTHING_GIVEN = Given()
BROKEN, SEVERAL, UNUSABLE = "broken", "several", "unusable"
"""Why the balances beside the rows say nothing about the end (``StatementHead.closing_unsaid``)."""
_SEVERAL = 2
_TAIL = 4
_FULL_NUMBER = 8


class Ends(NamedTuple):
    """The balances before the first and after the last row; ``unsaid``: why the last one isn't known."""

    opening: Balance | None = None
    closing: Balance | None = None
    unsaid: str = ""


NO_ENDS = Ends()


def read(grid: Grid, profile: Profile | None = None, given: Given = _NOTHING_GIVEN) -> Iterator[BankEvent]:
    """The statements of a table.

    BadFile("not-a-table", "table-is-…"), UnclearFile("dates-ambiguous", "decimal-ambiguous", "sign-unknown",
    "sign-of-debt", "amount-column-unclear", "payee-column-unclear", "currency-unclear"), which has ``seen``;
    UsageProblem("no-such-column").
    """
    sample = _first(grid, SAMPLE)
    found = columns_of(sample)
    if found is None:
        for row in sample:
            require_statement(r.key_of(cell) for cell in cells_of(row))
        raise BadFile("not-a-table")
    start, columns = found
    require_statement(r.key_of(name) for name in columns.names)
    table = Table(grid, sample, start, columns, profile, given)
    yield from table.events()


def _first(grid: Grid, most: int) -> list[GridRow]:
    found = []
    for row in grid:
        found.append(row)
        if len(found) == most:
            break
    return found


class Table:
    """One table while it is read."""

    def __init__(
        self,
        grid: Grid,
        sample: Sequence[GridRow],
        start: int,
        columns: Columns,
        profile: Profile | None,
        given: Given,
    ) -> None:
        self.grid, self.start = grid, start
        self.source = known_by(columns.names)
        if self.source.roles:
            columns = columns._replace(roles=corrected(columns.names, columns.roles, self.source))
        given = given._replace(sign=given.sign or self.source.sign)
        self.known = known.profile_of(columns, profile.tables if profile else {})
        kept = known.kept(self.known)
        columns = known.with_roles(columns, self.known, given)
        self.shape = Shape(with_products(columns))
        above = sample[: start - (1 if columns.line else 0)]
        self.above = preamble.read([cells_of(row) for row in above])
        if _CARD in (kinds.meant_by(self.source.word), kinds.meant_by(self.known.source) if self.known else None):
            self.above = self.above._replace(is_card=True)
        if profile and kinds.of(profile.kind).debt:
            self.above = self.above._replace(debt=profile.kind)
        begun = Survey(self.shape, self.above)
        begun.takes_fee = takes_fees(columns.names)
        for row in sample[start:]:
            begun.see(row.line, cells_of(row))
        self.survey = Survey(self.shape, self.above)
        self.survey.takes_fee = begun.takes_fee
        self.said_currency = given.currency or kept.currency
        self.usual = self._usual(profile)
        first = assumed(begun, given, kept)
        ahead = Ahead(RowReader(self.shape, first, self.usual, self.source, self.survey.both_ways))
        prover = self._walked(Prover(self.shape, first), self.survey, ahead)
        try:
            if not (self.known and self.known.roles):
                known.require_columns(self.shape.columns, sample[start:], given, prover.proof().holds)
            self.layout, self.prover = decided(self.survey, given, prover, self._walked, kept)
            self._require_currency()
        except UnclearFile as problem:
            bookings = [row for row in sample[start:] if self.shape.what(cells_of(row)) == BOOKING]
            problem.seen = known.unclear(problem, self.survey, bookings, self.usual)
            raise
        if len(self.survey.accounts) == 1 and self.shape.columns is not columns:  # its only product is the account
            self.survey.accounts.clear()
            self.shape = Shape(columns)
        if self._is_mere_guess(given):
            roles = tuple("" if role == r.BALANCE else role for role in self.shape.columns.roles)
            self.shape = Shape(self.shape.columns._replace(roles=roles))
        self.reader = RowReader(self.shape, self.layout, self.usual, self.source, self.survey.both_ways)
        self.ahead = ahead.read_as(self.shape, self.layout) if len(self.survey.accounts) < _SEVERAL else None

    def _walked(self, prover: Prover, survey: Survey | None = None, ahead: Ahead | None = None) -> Prover:
        """Show all lines to what is to see them."""
        has_balance = self.shape.balance >= 0
        like_before = usual(survey, prover, ahead) if survey and ahead else None
        body = iter(self.body())
        while some := list(islice(body, AT_ONCE)):
            lines = list(map(cells_of, some))
            if like_before and like_before.see_all(some, lines):
                continue
            for row, cells in zip(some, lines, strict=True):
                if like_before and like_before.see(row.line, cells):
                    continue
                what = survey.see(row.line, cells) if survey else self.shape.what(cells)
                if has_balance and what == BOOKING:
                    prover.see(cells)
                if ahead and len(self.survey.accounts) < _SEVERAL:
                    ahead.see(what, row.line, cells)
        return prover

    def _is_mere_guess(self, given: Given) -> bool:
        """Whether only the cells of a column let it seem to be the balance, and the rows don't prove it."""
        at = self.shape.balance
        if at < 0 or self.layout.proof.holds or r.role_of(self.shape.columns.names[at]) == r.BALANCE:
            return False
        is_kept = bool(self.known and self.known.roles) and not given.columns
        return not is_kept and r.BALANCE not in {role for _column, role in given.columns}

    def body(self) -> Iterator[GridRow]:
        """The lines behind the header."""
        rows = iter(self.grid)
        for _ in range(self.start):
            next(rows, None)
        return rows

    def _require_currency(self) -> None:
        survey = self.survey
        if self.usual is None and survey.rows and not survey.currencies and not survey.worded:
            raise UnclearFile("currency-unclear", rows=survey.rows, corrected="")

    def _usual(self, profile: Profile | None) -> Currency | None:
        for code in (self.shape.columns.currency, self.above.currency, self.said_currency, self.source.currency):
            if code:
                return currency(code)
        return profile.currency if profile else None

    def events(self) -> Iterator[BankEvent]:
        """The statements that the table holds, with their rows and refusals."""
        accounts = list(self.survey.accounts)
        if len(accounts) < _SEVERAL:  # one account, or none named
            yield self._head(accounts[0] if accounts else "", self._ends(self.prover.firsts, list(self.prover.lasts)))
            yield from self._rows(self.body()) if self.ahead is None else self.ahead
            return
        at = self.shape.columns.at(r.ACCOUNT)
        parts: dict[str, list[GridRow]] = {account: [] for account in accounts}
        for row in self.body():
            cells = cells_of(row)
            parts[cells[at] if at < len(cells) and cells[at] in parts else accounts[0]].append(row)
        for number, (account, rows) in enumerate(parts.items()):
            ours = [cells for row in rows if self.shape.what(cells := cells_of(row)) == BOOKING]
            head = self._head(account, self._ends(ours[:ENDS], ours[-ENDS:]))
            yield head if not number else head._replace(aside=())
            yield from self._rows(rows)

    def _rows(self, body: Iterable[GridRow]) -> Iterator[BankEvent]:
        held: Row | Refusal | None = None
        for row in body:
            cells = cells_of(row)
            what = self.shape.what(cells)
            if what == BOOKING:
                if held:
                    yield held
                held = event(self.reader, row.line, cells)
            elif what == CONTINUED and held:
                held = continued(held, cells)
        if held:
            yield held

    def _ends(self, firsts: Sequence[Sequence[str]], lasts: Sequence[Sequence[str]]) -> Ends:
        """The balances before the first and after the last of one account's bookings, of which those at either end of
        the table are given; where it isn't clear which booking is the last, why that is.
        """
        if self.shape.balance < 0 or not lasts:
            return NO_ENDS
        is_single = len(lasts) == 1
        at = self.shape.columns.at(r.CURRENCY, r.BALANCE_CURRENCY)
        if len({cells[at] for cells in (*firsts, *lasts) if 0 <= at < len(cells)}) > 1:
            return Ends(unsaid=SEVERAL)
        if not is_single and (not self.layout.proof.holds or self.layout.newest_first is None):
            return Ends(unsaid=BROKEN)
        oldest, newest = (lasts[::-1], firsts) if self.layout.newest_first else (firsts, lasts[::-1])
        first, last = self._outermost(oldest), self._outermost(newest, is_last=True)
        opening = Balance(first[1] - first[0].amount, None) if first and not is_single else None
        closing = Balance(last[1], last[0].booking_date) if last else None
        return Ends(opening, closing, "" if closing else UNUSABLE)

    def _outermost(self, found: Sequence[Sequence[str]], *, is_last: bool = False) -> tuple[Row, Money] | None:
        """The outermost booking that can be used, with the balance beside it; None where it has none. What comes behind
        the last one that has a balance must be of later days: else more was booked on the day of that balance.
        """
        beyond = date.max
        for cells in found:
            try:
                row = self.reader.row(0, cells)
            except WalletError:
                continue
            if row.pending or not row.moves_money:
                continue
            held = row.balance_after
            if held is not None:
                is_fit = held.currency == row.amount.currency and row.booking_date < beyond
                return (row, held) if is_fit else None
            if not is_last:
                return None
            beyond = min(beyond, row.booking_date)
        return None

    def _told_by_row(self, what: str, unit: Currency) -> Balance | None:
        """The balance in a row that wholly says to be the one before all others, or behind them."""
        found: dict[date, Money] = {}
        rows = self.survey.balance_rows[what]
        # of several of a day the outermost counts, which comes last here
        for cells in rows if (what == CLOSING) != bool(self.layout.newest_first) else reversed(rows):
            try:
                on, _time = self.reader.day(cells)
                _at, sign, part = self.layout.signed(self.shape, cells)
                held = self.shape.held(cells)
                if held is not None:
                    sign, part = -1 if held.sign < 0 or held.side < 0 else 1, held
                if part is not None:
                    found[on] = money(part.body, sign or 1, unit, self.layout.mark)
            except WalletError:
                continue
        if not found:
            return None
        return Balance(found[min(found)]) if what == OPENING else Balance(found[max(found)], max(found))

    def _head(self, account: str, ends: Ends) -> StatementHead:
        above, survey, columns = self.above, self.survey, self.shape.columns
        units = {
            code
            for cell in survey.currencies
            if (codes := currency_of_word(cell) or currency_of_word(cell.casefold()))
            for code in codes[:1]
        }
        unit = self.usual if not units else currency(units.pop()) if len(units) == 1 else None
        cards = [bare(card) for card in survey.cards]
        whole = [card for card in cards if sum(char.isalnum() for char in card) >= _FULL_NUMBER]
        number = account or above.account or (whole[0] if len(whole) == 1 else "")
        opening, closing, unsaid = ends
        kind = _CARD.name if _CARD and above.is_card else self.source.kind
        if closing is None and above.closing and unit:
            closing = _balance(above.closing, unit, self.layout, above.closing_on)
        if unit and len(survey.accounts) < 2:
            opening = opening or self._told_by_row(OPENING, unit)
            closing = closing or self._told_by_row(CLOSING, unit)
        return StatementHead(
            account=_text(bare(number)),
            currency=unit,
            kind=kind,
            first=above.first,
            last=above.last,
            opening=opening,
            closing=closing,
            available=_balance(above.available, unit, self.layout) if above.available and unit else None,
            line=columns.line or 1,
            stated=_stated(above, unit, self.layout),
            card_tails=tuple(dict.fromkeys(_text(card[-_TAIL:]) for card in cards if card[-_TAIL:].strip())),
            owner=_text(above.owner),
            newest_first=self.layout.newest_first,
            evidence=(RUNNING_BALANCE,) if self.layout.proof.holds else self._fees_aside(),
            aside=tuple(survey.aside),
            table=known.described(columns, self.layout, self.said_currency, self.known, kind),
            source=self.source.name,
            closing_unsaid="" if closing else unsaid,
        )

    def _fees_aside(self) -> tuple[str, ...]:
        survey = self.survey
        is_known = self.source.name or self.reader.is_e_wallet or (self.known and self.known.name)
        has_any = survey.fee_plain + survey.fee_minus and not self.layout.fee_way
        return (FEES_ASIDE,) if has_any and not is_known else ()


def _text(text: str) -> str:
    return clean(text[:100], limit=8 * 100)


def _balance(text: str, unit: Currency, layout: Layout, on: date | None = None) -> Balance | None:
    found = _money(text, unit, layout)
    return Balance(-found if layout.owes else found, on) if found else None


def _money(text: str, unit: Currency | None, layout: Layout) -> Money | None:
    part = taken(text)
    if part is None or unit is None:
        return None
    try:
        return money(part.body, -1 if part.sign < 0 else 1, unit, layout.mark)
    except WalletError:
        return None


def _stated(above: preamble.Above, unit: Currency | None, layout: Layout) -> Stated:
    came, went = above.came, above.went
    return Stated(
        rows=above.rows,
        came_count=came[0] if came else None,
        came=_money(came[1], unit, layout) if came else None,
        went_count=went[0] if went else None,
        went=_money(went[1], unit, layout) if went else None,
    )

"""How one table is to be read: decided by what it shows, by a profile, by options; what stays open is asked.

A running balance proves sign, decimal mark and the order of rows: where each balance follows from the one beside it,
nothing about them is guessed.
"""

from __future__ import annotations

from wallet_cli.domain.currency import Currency
from wallet_cli.errors import UnclearFile, WalletError
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import Marks, magnitude, taken
from wallet_cli.formats.table.phrases import direction_of
from wallet_cli.formats.table.survey import BOOKING, Shape, Survey
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.formats.table.dates import YearOf

NATURAL, INVERTED, BY_WAY, BY_WORDS = "natural", "inverted", "by-way", "by-words"
"""What an amount's sign means: money in is positive; is negative; the direction says it; the row's words do."""

_MOSTLY_PERCENT = 80
_PROOF = Currency("", 4)
"""A proof adds amounts of one column: four decimals hold those of nearly all currencies."""


class Given(NamedTuple):
    """What was said about the table from outside, "" where nothing was."""

    dates: str = ""
    decimal: str = ""
    sign: str = ""


class Proof(NamedTuple):
    """How many neighbours' balances follow from one another, of ``pairs``: rows down or up, sign as it is or not."""

    pairs: int = 0
    down: int = 0
    up: int = 0
    down_inverted: int = 0
    up_inverted: int = 0

    @property
    def best(self) -> int:
        """The most that one assumption explains."""
        return max(self[1:])

    @property
    def holds(self) -> bool:
        """Whether it explains nearly all."""
        return self.pairs > 0 and self.best * 100 >= _MOSTLY_PERCENT * self.pairs

    @property
    def is_whole(self) -> bool:
        """Whether it explains all."""
        return 0 < self.pairs == self.best


class Layout(NamedTuple):
    """``blank_way`` is meant where a direction is left empty; ``ways_signed``: amounts have their sign besides one.

    ``debit_minus``: what went out is written with a minus in its own column; ``newest_first`` as in a head.
    """

    order: str = ""
    mark: str = ""
    sign: str = NATURAL
    ways_signed: bool = False
    blank_way: int = 0
    debit_minus: bool = False
    year_of: YearOf | None = None
    newest_first: bool | None = None
    proof: Proof = Proof()

    def signed(self, shape: Shape, cells: Sequence[str]) -> tuple[int, int]:
        """The column of a row's amount and the sign to give its digits; -1 as the column where there is none."""
        found = shape.filled(cells)
        if not found:
            return -1, 0
        if len(found) > 1:
            found = [(at, text) for at, text in found if any(char in "123456789" for char in text)] or found[:1]
        at, text = found[0]
        part = taken(text)
        sign = -1 if part and part.sign < 0 else 1
        if len(found) > 1:
            return -2, sign
        if at == shape.credit:
            return at, sign
        if at == shape.debit:
            return at, -1 if self.debit_minus else -sign
        if self.sign == BY_WAY:
            return at, self._by_way(shape, cells, part.side if part else 0, sign)
        if self.sign == BY_WORDS:
            return at, shape.word_of(cells, is_card=True) * sign
        return at, -sign if self.sign == INVERTED else sign

    def _by_way(self, shape: Shape, cells: Sequence[str], side: int, sign: int) -> int:
        at = shape.direction
        way: int | None = side or None
        if way is None and 0 <= at < len(cells):
            way = direction_of(cells[at])
        if way is None:
            way = self.blank_way
        return sign if self.ways_signed else way * sign


def proof(rows: Iterable[Sequence[str]], shape: Shape, layout: Layout) -> Proof:
    """Walk the rows and count where balances follow from one another; ``layout`` is what is assumed."""
    pairs = down = up = down_inverted = up_inverted = 0
    before: dict[str, tuple[int, int]] = {}
    unit_at = shape.columns.at(r.CURRENCY, r.BALANCE_CURRENCY)
    account_at = shape.columns.at(r.ACCOUNT)
    for cells in rows:
        if shape.what(cells) != BOOKING or len(cells) <= shape.balance:
            continue
        at, sign = layout.signed(shape, cells)
        part, held = (taken(cells[at]) if at >= 0 else None), taken(cells[shape.balance])
        if part is None or held is None:
            continue
        try:
            amount = sign * magnitude(part.body, _PROOF, layout.mark)
            balance = (-1 if held.sign < 0 else 1) * magnitude(held.body, _PROOF, layout.mark)
        except WalletError:
            continue
        key = " ".join(cells[each] for each in (unit_at, account_at) if 0 <= each < len(cells))
        if key in before:
            last_amount, last_balance = before[key]
            pairs += 1
            step = balance - last_balance
            down += step == amount
            up += -step == last_amount
            down_inverted += step == -amount
            up_inverted += step == last_amount
        before[key] = amount, balance
    return Proof(pairs, down, up, down_inverted, up_inverted)


def decided(survey: Survey, rows: Iterable[Sequence[str]], given: Given) -> Layout:
    """The layout of a table whose lines were surveyed; ``rows`` can be walked once more for each proof.

    UnclearFile("dates-ambiguous", "decimal-ambiguous", "sign-unknown") where the table leaves something open.
    """
    shape, marks = survey.shape, survey.marks
    sign = _sign(survey, given.sign)
    layout = Layout(
        order=given.dates or survey.order(),
        mark=given.decimal or marks.mark,
        sign=sign or NATURAL,
        ways_signed=_ways_signed(survey),
        blank_way=_blank_way(survey),
        debit_minus=survey.debit_minus > survey.debit_plain,
        year_of=survey.above.year_of,
    )
    found = Proof()
    if shape.balance >= 0:
        for mark in (".", ",") if marks.is_open and not given.decimal else (layout.mark,):
            tried = proof(rows, shape, layout._replace(mark=mark))
            if tried.holds and tried.best > found.best:
                found, layout = tried, layout._replace(mark=mark)
    if found.holds and not given.sign and layout.sign in (NATURAL, INVERTED):
        if max(found.down_inverted, found.up_inverted) > max(found.down, found.up):
            layout = layout._replace(sign=INVERTED if layout.sign == NATURAL else NATURAL)
            found = Proof(found.pairs, found.down_inverted, found.up_inverted, found.down, found.up)
        sign = sign or layout.sign
    if found.holds and not layout.order:
        layout = layout._replace(order=survey.order_by_rows())
    _ask(survey, layout, sign, marks, found)
    newest_first = survey.newest_first(layout.order)
    if found.holds and found.down != found.up:
        newest_first = found.up > found.down
    return layout._replace(newest_first=newest_first, proof=found if found.holds else Proof())


def _sign(survey: Survey, given: str) -> str:
    """What a sign means, "" where nothing shows it."""
    if survey.shape.amount < 0:
        return NATURAL
    ways = survey.ways
    if any(way for way, _ in ways) and not given:
        return BY_WAY
    if given:
        return NATURAL if given == "in" else INVERTED
    if survey.plus or not survey.positive + survey.negative:
        return NATURAL
    words = survey.words
    natural, inverted = words[1, 1] + words[-1, -1], words[1, -1] + words[-1, 1]
    if survey.negative:
        return INVERTED if inverted > natural and survey.positive else NATURAL
    # without signs, directions and balances it is a card's: a bank's could not be understood
    return "" if survey.card_words[0] or survey.shape.balance >= 0 else BY_WORDS


def _ways_signed(survey: Survey) -> bool:
    ways = survey.ways
    return ways[-1, -1] > ways[-1, 1]


def _blank_way(survey: Survey) -> int:
    """Where only money in is marked, the rest went out."""
    seen = {way for way, _ in survey.ways if way}
    return -seen.pop() if len(seen) == 1 and not survey.neutral else 0


def _ask(survey: Survey, layout: Layout, sign: str, marks: Marks, found: Proof) -> None:
    example = survey.orders.example
    if not layout.order and example is not None:
        day, month, year = f"{example.a:02}", f"{example.b:02}", f"{example.year}-" if example.year else ""
        shown = (example.mark or " ").join((day, month, str(example.year))[: 3 if year else 2])
        raise UnclearFile("dates-ambiguous", date=shown, one=f"{year}{month}-{day}", other=f"{year}{day}-{month}")
    if marks.is_open and not layout.mark:
        body = marks.example
        raise UnclearFile(
            "decimal-ambiguous", amount=body, one=body.replace(",", "."), other=body.replace(",", "").replace(".", "")
        )
    if not sign and not found.holds:
        raise UnclearFile("sign-unknown", rows=survey.positive)

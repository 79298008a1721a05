"""How one table is to be read: decided by what it shows, by a profile, by options; what stays open is asked.

A running balance proves sign, decimal mark and the order of rows: where each balance follows from the one beside it,
nothing about them is guessed.
"""

from __future__ import annotations

from collections import deque

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.debt_signs import INVERTED, NATURAL, Shown, balances_say, meant
from wallet_cli.domain.files.short_years import full_year
from wallet_cli.errors import BadFile, UnclearFile, WalletError
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import Taken, cents, magnitude
from wallet_cli.formats.table.dates import DMY, MDY
from wallet_cli.formats.table.phrases import direction_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallet_cli.formats.table.dates import YearOf
    from wallet_cli.formats.table.survey import Shape, Survey

BY_WAY, BY_WORDS = "by-way", "by-words"
"""What an amount's sign means besides: the direction says it; the row's words do."""

_MOSTLY_PERCENT = 80
ENDS = 8
"""That many bookings are kept of either end of a table: the first of them may be one that can't be used."""
_PROOF, HUNDREDTH = Currency("", 4), 100
"""A proof adds amounts of one column: four decimals hold those of nearly all currencies. Of these a hundredth has so
many."""


class Given(NamedTuple):
    """What was said about the table from outside, "" where nothing was.

    ``columns`` are (number from 1 or name, role).
    """

    dates: str = ""
    decimal: str = ""
    sign: str = ""
    currency: str = ""
    columns: tuple[tuple[str, str], ...] = ()


_NOTHING = Given()


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
    def turned(self) -> Proof:
        """The same with the other sign."""
        return Proof(self.pairs, self.down_inverted, self.up_inverted, self.down, self.up)

    def of_days(self, newest_first: bool | None) -> Proof:
        """What agrees with the way that days go, where they show it, if anything does."""
        kept = Proof(self.pairs, 0, self.up, 0, self.up_inverted) if newest_first else Proof(
            self.pairs, self.down, 0, self.down_inverted, 0
        )  # fmt: skip
        return kept if newest_first is not None and kept.holds else self

    @property
    def holds(self) -> bool:
        """Whether it explains nearly all."""
        return self.pairs > 0 and self.best * 100 >= _MOSTLY_PERCENT * self.pairs


class Layout(NamedTuple):
    """``blank_way`` is meant where a direction is left empty; ``ways_signed``: amounts have their sign besides one.

    ``debit_minus``: what went out is written with a minus in its own column, ``credit_minus`` what came in, as where a
    card's debt gets less; ``newest_first`` as in a head. ``fee_way`` is 0 where a fee is within the amount, 1 where
    it is taken besides the amount, -1 where it is and has a minus itself; ``owes``: a balance counts what is owed.
    """

    order: str = ""
    mark: str = ""
    sign: str = NATURAL
    ways_signed: bool = False
    blank_way: int = 0
    debit_minus: bool = False
    credit_minus: bool = False
    fee_way: int = 0
    year_of: YearOf | None = None
    newest_first: bool | None = None
    owes: bool = False
    proof: Proof = Proof()

    def signed(self, shape: Shape, cells: Sequence[str]) -> tuple[int, int, Taken | None]:
        """The column of a row's amount, the sign to give its digits, and its parts; -1 as the column of none."""
        if shape.signed_by is not self or shape.looked_at is not cells:  # asked once by the proof, once by the reader
            shape.signed, shape.signed_by = self._signed(shape, shape.parts(cells), cells), self
        return shape.signed

    def _signed(
        self, shape: Shape, found: list[tuple[int, Taken | None]], cells: Sequence[str]
    ) -> tuple[int, int, Taken | None]:
        if not found:
            return -1, 0, None
        if len(found) > 1:
            found = [(at, part) for at, part in found if part is None or not part.is_zero] or found[:1]
        at, part = found[0]
        sign = -1 if part and part.sign < 0 else 1
        if len(found) > 1:
            return -2, sign, part
        if at == shape.amount and self.sign == NATURAL:
            return at, sign, part
        if at == shape.credit:
            return at, -sign if self.credit_minus else sign, part
        if at == shape.debit:
            return at, -1 if self.debit_minus else -sign, part
        if self.sign == BY_WAY:
            return at, self._by_way(shape, cells, part.side if part else 0, sign), part
        if self.sign == BY_WORDS:
            return at, shape.word_of(cells, is_card=True) * sign, part
        return at, -sign if self.sign == INVERTED else sign, part

    def _by_way(self, shape: Shape, cells: Sequence[str], side: int, sign: int) -> int:
        at = shape.direction
        way: int | None = side or None
        if way is None and 0 <= at < len(cells):
            way = direction_of(cells[at])
        if way is None:
            way = self.blank_way
        return sign if self.ways_signed else way * sign

    def fee_of(self, shape: Shape, cells: Sequence[str], unit: Currency) -> int:
        """The minor units that a row's fees take besides its amount; as ``magnitude`` raises."""
        if not self.fee_way:
            return 0
        return sum(
            self.fee_way * (-1 if part.sign < 0 else 1) * magnitude(part.body, unit, self.mark)
            for part in shape.fee(cells)
        )


class Prover:
    """Sees row after row and counts where balances follow from one another; ``layout`` is what is assumed."""

    def __init__(self, shape: Shape, layout: Layout) -> None:
        self.shape, self.layout = shape, layout
        self.pairs = self.down = self.up = self.down_inverted = self.up_inverted = 0
        self.before: dict[str, tuple[int, int]] = {}
        self.firsts: list[Sequence[str]] = []
        self.lasts: deque[Sequence[str]] = deque(maxlen=ENDS)
        self.has_states = shape.status >= 0 or shape.impact >= 0
        columns = shape.columns
        self.keys = [at for at in (columns.at(r.CURRENCY, r.BALANCE_CURRENCY), columns.at(r.ACCOUNT)) if at >= 0]

    def see(self, cells: Sequence[str]) -> None:
        """Another booking."""
        self.lasts.append(cells)
        if len(self.firsts) < ENDS:
            self.firsts.append(cells)
        if self.has_states and (not self.shape.moves(cells) or self.shape.is_pending(cells)):
            return
        if len(cells) <= self.shape.balance:
            self.before.clear()
            return
        _, sign, part = self.layout.signed(self.shape, cells)
        held = self.shape.held(cells)
        if part is None or held is None:
            self.before.clear()  # the next balance follows from this row, too
            return
        mark = self.layout.mark
        amount, balance = cents(part.body, mark), cents(held.body, mark)
        try:
            if amount >= 0 and balance >= 0:  # as nearly always; all are brought to the scale of the proof
                amount, balance = sign * amount * HUNDREDTH, balance * HUNDREDTH
            else:
                amount, balance = sign * magnitude(part.body, _PROOF, mark), magnitude(held.body, _PROOF, mark)
            if self.layout.fee_way:
                amount -= self.layout.fee_of(self.shape, cells, _PROOF)
        except WalletError:
            self.before.clear()
            return
        balance = -balance if held.sign < 0 or held.side < 0 else balance
        self.follow(cells, amount, balance)

    def follow(self, cells: Sequence[str], amount: int, balance: int) -> None:
        """Compare a booking's amount and balance, in the scale of the proof, with those of the one before it."""
        keys = self.keys
        if len(keys) > 1:
            key = " ".join([cells[at] for at in keys if at < len(cells)])
        else:
            key = cells[keys[0]] if keys and keys[0] < len(cells) else ""
        before = self.before.get(key)
        if before is not None:
            last, held_before = before
            self.pairs += 1
            step = balance - held_before
            if step == amount:
                self.down += 1
            if step == -last:
                self.up += 1
            if step == -amount:
                self.down_inverted += 1
            if step == last:
                self.up_inverted += 1
        self.before[key] = amount, balance

    def proof(self) -> Proof:
        """What was found."""
        return Proof(self.pairs, self.down, self.up, self.down_inverted, self.up_inverted)


def assumed(survey: Survey, given: Given, kept: Given = _NOTHING) -> Layout:
    """How the lines surveyed so far would be read, before balances are looked at.

    What was ``given`` counts before what the lines show, and that before what was ``kept`` from an earlier file.
    """
    return Layout(
        order=given.dates or survey.orders.shown() or kept.dates or survey.order(),
        mark=given.decimal or survey.marks.mark or kept.decimal,
        sign=_sign(survey, given.sign, kept.sign) or NATURAL,
        ways_signed=_ways_signed(survey),
        blank_way=_blank_way(survey),
        debit_minus=survey.debit_minus > survey.debit_plain,
        credit_minus=(given.sign or kept.sign) == "out" and survey.credit_minus > survey.credit_plain,
        fee_way=_fee_way(survey) if survey.takes_fee else 0,
        year_of=survey.above.year_of,
    )


def _fee_way(survey: Survey) -> int:
    """How fees are written, 0 without any."""
    if not survey.fee_plain + survey.fee_minus:
        return 0
    return -1 if survey.fee_minus > survey.fee_plain else 1


def decided(
    survey: Survey, given: Given, prover: Prover, again: Callable[[Prover], Prover], kept: Given = _NOTHING
) -> tuple[Layout, Prover]:
    """The layout of a table whose lines were all surveyed, and what its balances prove.

    ``prover`` saw them with what the first rows let assume; where that turns out otherwise they are walked ``again``.
    UnclearFile("dates-ambiguous", "decimal-ambiguous", "sign-unknown", "sign-of-debt") where the table leaves something
    open,
    BadFile("dates-contradicted") where it shows another order of dates than was given.
    """
    layout = assumed(survey, given, kept)
    is_open = survey.marks.is_open and not layout.mark
    sign, best = _sign(survey, given.sign, kept.sign), prover
    if survey.shape.balance >= 0:
        for mark in (".", ",") if is_open else (layout.mark,):
            wanted = layout._replace(mark=mark)
            if _how(prover.layout) != _how(wanted):
                tried = again(Prover(survey.shape, wanted))
                best = tried if best is prover or tried.proof().best > best.proof().best else best
        best = _with_fees(survey, best, again)
        layout = layout._replace(fee_way=best.layout.fee_way)
    found = best.proof()
    if found.holds:
        layout = layout._replace(mark=best.layout.mark)
        is_inverted = max(found.down_inverted, found.up_inverted) > max(found.down, found.up)
        if survey.above.debt:  # both ways fit: the balance follows the rows; equal rates fit from either end, too
            found = found.of_days(survey.newest_first(layout.order))
            is_inverted = max(found.down_inverted, found.up_inverted) > max(found.down, found.up)
            turns = is_inverted != (best.layout.sign == INVERTED)
            sign = _sign(survey, given.sign, kept.sign, balances_say(survey.held - survey.below, turns=turns))
            layout = layout._replace(sign=sign or NATURAL)
            owes = is_inverted != ((best.layout.sign == INVERTED) != (layout.sign == INVERTED))
            layout, found = layout._replace(owes=owes), found.turned if is_inverted else found
        elif not given.sign and layout.sign in (NATURAL, INVERTED):
            if is_inverted:
                layout = layout._replace(sign=INVERTED if layout.sign == NATURAL else NATURAL)
                found = found.turned
            sign = sign or layout.sign
        if not layout.order and found.down != found.up:
            layout = layout._replace(order=survey.order_by_rows(found.up > found.down))
    _require_dates(survey, given.dates, found)
    _ask(survey, layout, sign, found)
    newest_first = survey.newest_first(layout.order)
    if found.holds and found.down != found.up:
        newest_first = found.up > found.down
    return layout._replace(newest_first=newest_first, proof=found if found.holds else Proof()), best


def _with_fees(survey: Survey, best: Prover, again: Callable[[Prover], Prover]) -> Prover:
    """Fees are taken besides the amounts, or are not, where more balances follow so."""
    way, found = _fee_way(survey), best.proof()
    if not way or found.best == found.pairs > 0:
        return best
    tried = again(Prover(survey.shape, best.layout._replace(fee_way=0 if best.layout.fee_way else way)))
    other = tried.proof()
    return tried if other.holds and max(other.down, other.up) > found.best else best


def _how(layout: Layout) -> tuple[object, ...]:
    plain = layout.mark, layout.sign, layout.ways_signed, layout.blank_way, layout.debit_minus
    return *plain, layout.credit_minus, layout.fee_way


def _sign(survey: Survey, given: str, kept: str, balances: str = "") -> str:
    """What a sign means, "" where nothing shows it; ``balances`` is what those of a debt say."""
    if survey.shape.amount < 0:
        return NATURAL
    ways = survey.ways
    if any(way for way, _ in ways) and not given:
        return BY_WAY
    if given or kept:
        return NATURAL if (given or kept) == "in" else INVERTED
    if survey.above.debt and survey.positive + survey.negative:
        shown = (survey.words, survey.positive, survey.negative, survey.plus, balances)
        return meant(Shown(*shown), survey.above.debt)
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
    """Where only money in is marked, the rest went out; unless those have signs of their own."""
    seen = {way for way, _ in survey.ways}
    if seen and (out := survey.unmarked(-1)) and out >= survey.unmarked(1):
        return 1
    return -seen.pop() if len(seen) == 1 and not survey.neutral else 0


def _require_dates(survey: Survey, order: str, found: Proof) -> None:
    """Refuse an order of dates that was given where all that the file shows is another one: BadFile
    ("dates-contradicted").
    """
    shown = survey.orders.against(order) if order else ""
    if order in (DMY, MDY) and not shown and found.holds and found.down != found.up:
        by_rows = survey.order_by_rows(found.up > found.down)
        shown = by_rows if by_rows != order else ""
    if shown:
        raise BadFile("dates-contradicted", given=order, shown=shown)


def _ask(survey: Survey, layout: Layout, sign: str, found: Proof) -> None:
    example, marks, years = survey.orders.example, survey.marks, survey.orders.short
    if not layout.order and years is not None and survey.orders.year_first() is None:
        last = years.year % 100
        raise UnclearFile(
            "dates-ambiguous",
            date=years.mark.join(f"{number:02}" for number in (years.a, years.b, last)),
            one=f"{years.year}-{years.b:02}-{years.a:02}",
            other=f"{full_year(years.a)}-{years.b:02}-{last:02}",
            corrected="",
        )
    if not layout.order and example is not None:
        day, month, year = f"{example.a:02}", f"{example.b:02}", f"{example.year}-" if example.year else ""
        shown = (example.mark or " ").join((day, month, str(example.year))[: 3 if year else 2])
        raise UnclearFile(
            "dates-ambiguous", date=shown, one=f"{year}{month}-{day}", other=f"{year}{day}-{month}", corrected=""
        )
    if marks.is_open and not layout.mark:
        body = marks.example
        raise UnclearFile(
            "decimal-ambiguous",
            amount=body,
            one=body.replace(",", "."),
            other=body.replace(",", "").replace(".", ""),
            corrected="",
        )
    if not sign and survey.above.debt and survey.negative:
        raise UnclearFile("sign-of-debt", rows=survey.positive, corrected="")
    if not sign and (survey.above.debt or not found.holds):
        raise UnclearFile("sign-unknown", rows=survey.positive, corrected="")

"""What people call the periods of each kind of calendar."""

from __future__ import annotations

from wallet_cli.i18n import N_, _, language
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Words(NamedTuple):
    """The words of one kind: what is given ``each`` time, ``since`` one, this one ``alone``; what the ``last`` left."""

    each: str
    last: str
    since: str
    alone: str


WORDS = {
    "month": Words(
        N_("{amount} a month"),
        N_("from last month"),
        N_("budgeted, every month since {month}"),
        N_("budgeted for this month only"),
    ),
    "week": Words(
        N_("{amount} a week"),
        N_("from last week"),
        N_("budgeted, every week since {month}"),
        N_("budgeted for this week only"),
    ),
    "two-weeks": Words(
        N_("{amount} every two weeks"),
        N_("from the two weeks before"),
        N_("budgeted, every two weeks since {month}"),
        N_("budgeted for these two weeks only"),
    ),
    "quarter": Words(
        N_("{amount} a quarter"),
        N_("from last quarter"),
        N_("budgeted, every quarter since {month}"),
        N_("budgeted for this quarter only"),
    ),
    "year": Words(
        N_("{amount} a year"),
        N_("from last year"),
        N_("budgeted, every year since {month}"),
        N_("budgeted for this year only"),
    ),
    "pay-days": Words(
        N_("{amount} each pay period"),
        N_("from the pay period before"),
        N_("budgeted, every pay period since {month}"),
        N_("budgeted for this pay period only"),
    ),
}
"""A row for each of ``domain.calendar.KINDS``."""


EXAMPLES = {
    "en": ("2026-10", "10", "november", "lastmonth", "q4", "2026", "last90d", "11-09..12-08"),
    "zh": ("2026-10", "10月", "上月", "第四季度", "2026", "近90天", "11-09..12-08"),
}
"""How a period is typed, in each language: wherever one is taken, these are shown."""


def examples() -> tuple[str, ...]:
    """How a period is typed, in the chosen language."""
    return EXAMPLES[language()]


KINDS = {
    "month": N_("month"),
    "week": N_("week"),
    "two-weeks": N_("two-weeks"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "pay-days": N_("pay-days"),
    "period": N_("period"),
}
"""The kinds of period by the names that people type for them."""


def kind(text: str) -> str:
    """A kind of period, or of account, as it is typed in the chosen language: ``month from 25``."""
    name, *rest = text.split(" ")
    return " ".join([_(KINDS.get(name, name)), *[_("from") if word == "from" else word for word in rest]])


def kinds(names: Iterable[str]) -> str:
    """Several, with commas."""
    return _(", ").join(map(kind, names))


def each(kind: str, amount: str) -> str:
    """``€300.00 a month``."""
    return _(WORDS[kind].each).format(amount=amount)

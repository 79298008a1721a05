"""What people call the periods of each kind of calendar."""

from __future__ import annotations

from wallet_cli.i18n import N_, _
from wallet_cli.named_tuple import NamedTuple


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
        N_("budgeted for this month alone"),
    ),
    "week": Words(
        N_("{amount} a week"),
        N_("from last week"),
        N_("budgeted, every week since {month}"),
        N_("budgeted for this week alone"),
    ),
    "two-weeks": Words(
        N_("{amount} every two weeks"),
        N_("from the two weeks before"),
        N_("budgeted, every two weeks since {month}"),
        N_("budgeted for these two weeks alone"),
    ),
    "quarter": Words(
        N_("{amount} a quarter"),
        N_("from last quarter"),
        N_("budgeted, every quarter since {month}"),
        N_("budgeted for this quarter alone"),
    ),
    "year": Words(
        N_("{amount} a year"),
        N_("from last year"),
        N_("budgeted, every year since {month}"),
        N_("budgeted for this year alone"),
    ),
    "pay-days": Words(
        N_("{amount} each pay period"),
        N_("from the pay period before"),
        N_("budgeted, every pay period since {month}"),
        N_("budgeted for this pay period alone"),
    ),
}
"""A row for each of ``domain.calendar.KINDS``."""


def each(kind: str, amount: str) -> str:
    """``€300.00 a month``."""
    return _(WORDS[kind].each).format(amount=amount)

"""What one envelope is given, period by period: amounts that apply until they are changed, and single ones apart.

``wallet budget set food 300`` is how people think of a monthly envelope: 300 this month and every month after it, until
another amount is set. A single month may differ (a gift in December, money moved between envelopes); that month alone
differs, and the lasting amount applies again after it. So with any other period, by its number in the calendar of the
budget. All amounts are minor units.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.domain.plan.budget import Index

ONWARD = "+"
"""Behind the month of a lasting amount, in its name."""


class Allotment(NamedTuple):
    """The amounts of one envelope: ``standing`` from a period on, ``single`` in one period alone (it wins there)."""

    standing: Mapping[Index, int]
    single: Mapping[Index, int]

    @property
    def first(self) -> Index:
        """The period from which the envelope is there; ValueError where nothing was ever set."""
        return min((*self.standing, *self.single))

    def amount_in(self, period: Index) -> int:
        """What the envelope is given in ``period``, 0 before anything was set."""
        if period in self.single:
            return self.single[period]
        since = self.since(period)
        return 0 if since is None else self.standing[since]

    def since(self, period: Index) -> Index | None:
        """The period whose standing amount is in force in ``period``, None where none is."""
        return max((start for start in self.standing if start <= period), default=None)


def together(one: Allotment, other: Allotment) -> Allotment:
    """What one envelope is given that takes the place of two: in each period what both were given in it."""
    standing = {
        start: sum(each.standing[since] for each in (one, other) if (since := each.since(start)) is not None)
        for start in {*one.standing, *other.standing}
    }
    single = {period: one.amount_in(period) + other.amount_in(period) for period in {*one.single, *other.single}}
    return Allotment(standing, single)

"""What one envelope is given, month by month: amounts that stand until they are changed, and single months apart.

``wallet budget set food 300`` is how people think of a monthly envelope: 300 this month and every month after it, until
another amount is set. A single month may differ (a gift in December, money moved between envelopes); that month alone
differs, and what stands goes on after it. All amounts are minor units.
"""

from __future__ import annotations

from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.domain.plan.period import Month


class Allotment(NamedTuple):
    """The amounts of one envelope: ``standing`` from a month on, ``single`` in one month alone (it wins there)."""

    standing: Mapping[Month, int]
    single: Mapping[Month, int]

    @property
    def first(self) -> Month:
        """The month from which the envelope is there; ValueError where nothing was ever set."""
        return min((*self.standing, *self.single))

    def amount_in(self, month: Month) -> int:
        """What the envelope is given in ``month``, 0 before anything was set."""
        if month in self.single:
            return self.single[month]
        since = self.since(month)
        return 0 if since is None else self.standing[since]

    def since(self, month: Month) -> Month | None:
        """The month whose standing amount is in force in ``month``, None where none is."""
        return max((start for start in self.standing if start <= month), default=None)

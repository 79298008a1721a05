"""What amounts of several currencies are worth in the main one, by the last exchange of the two that the books hold.

No rate comes from elsewhere: what the books hold no exchange of isn't valued, and is said to be left out.
"""

from __future__ import annotations

from wallet_cli.domain.account import CONVERSION
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import Session, home_currency, money_of
from wallet_cli.store.books import accounts, exchanges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.domain.currency import Currency


class HomeValue(NamedTuple):
    """``minor`` of the main currency; ``days`` (ordinals) of the exchanges that it follows, ``missing`` has none."""

    minor: int
    currency: Currency
    days: tuple[tuple[Currency, int], ...]
    missing: tuple[Currency, ...]


def home_value(session: Session, totals: Mapping[Currency, int], day: int) -> HomeValue | None:
    """The sum of ``totals`` (minor units) by exchanges up to ``day``; None where there is nothing to be exchanged.

    Rounded half away from zero, each currency by itself.
    """
    home = money_of(session, home_currency(session))
    middle = accounts.find(session.db, CONVERSION)
    foreign = {unit: minor for unit, minor in totals.items() if unit != home and minor}
    if middle is None or not foreign:
        return None
    last = exchanges.latest(session.db, middle.row, [unit.code for unit in foreign], home.code, day)
    minor, days, missing = totals.get(home, 0), [], []
    for unit, held in foreign.items():
        rate = last.get(unit.code)
        if rate is None:
            missing.append(unit)
            continue
        worth = (2 * abs(held) * rate.home_minor + rate.minor) // (2 * rate.minor)
        minor += worth if held > 0 else -worth
        days.append((unit, rate.day))
    return HomeValue(minor, home, tuple(days), tuple(missing)) if days else None

"""An overview of today: what there is, this period's money in and out, what is over, what waits, the last backup.

Reads roll-ups alone, so that it costs the same whatever the size of the books.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import Period, at
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import periods
from wallet_cli.services.look import report
from wallet_cli.services.look.balance import AccountBalance, balances_at
from wallet_cli.services.plan import budget, envelopes
from wallet_cli.services.session import Session, has_items, home_currency
from wallet_cli.services.vault.backup_age import Age, overdue_days
from wallet_cli.store.books import accounts, doubts
from wallet_cli.store.journal import operations
from wallet_cli.store.store import BACKED_UP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.currency import Currency


class Sum(NamedTuple):
    """Minor units of a currency, debit positive, and of what (an envelope's path; "" where that is clear)."""

    minor: int
    currency: Currency
    what: str = ""


class Picture(NamedTuple):
    """``held`` accounts in which money is and ``money`` their sums, ``debts`` those on which one owes, ``people`` what
    is between others and oneself: the main currency first, and in each the largest amounts; ``flows`` of ``period``;
    ``over`` overspent envelopes; ``pending`` what the bank has not booked yet; ``has_accounts`` whether there is one
    to pay from; ``review`` how many transactions someone has to look at.
    """

    held: list[AccountBalance]
    money: list[Sum]
    debts: list[AccountBalance]
    people: list[AccountBalance]
    period: Period
    flows: tuple[report.Flow, ...]
    over: list[Sum]
    pending: list[Sum]
    backup: Age
    has_accounts: bool = True
    review: int = 0


def picture(session: Session) -> Picture:
    """The picture of ``session.today``. Raises Damaged("balances-replayed")."""
    found = [each for each in balances_at(session, session.today) if each.balance_minor or each.pending_minor]
    home = home_currency(session)
    found.sort(key=lambda each: (each.currency.code != home, each.currency.code, -abs(each.balance_minor)))
    own = [each for each in found if each.account.is_own]
    debts = [each for each in own if kinds.of(each.account.kind).debt]
    held = [each for each in own if each not in debts]
    calendar = periods.own(session)
    index = calendar.number(session.today)
    period = at(calendar, index)
    last = session.store.number(BACKED_UP)
    since = last or operations.first_us(session.db) or session.now_us()
    return Picture(
        [each for each in held if each.balance_minor],
        _sums((each.currency, each.balance_minor) for each in held),
        [each for each in debts if each.balance_minor],
        [each for each in found if not each.account.is_own and each.balance_minor],
        period,
        report.cashflow(session, period),
        _over(session, index) if has_items(session, "budget") else [],
        _sums((each.currency, each.pending_minor) for each in own),
        Age(last or None, overdue_days(since, session.now_us())),
        bool(own) or any(not node.closed for node in accounts.every(session.db, kinds.own())),
        doubts.count(session.db),
    )


def _over(session: Session, index: int) -> list[Sum]:
    shown = [budget.show(session, code, index) for code in envelopes.currencies(session)]
    return [
        Sum(-budget.begun(each)[path].balance_minor, each.currency, path)
        for each in shown
        for path in budget.overspent(each)
    ]


def _sums(parts: Iterable[tuple[Currency, int]]) -> list[Sum]:
    """A sum a currency, without those that are zero."""
    found: dict[Currency, int] = {}
    for unit, minor in parts:
        found[unit] = found.get(unit, 0) + minor
    return [Sum(minor, unit) for unit, minor in found.items() if minor]

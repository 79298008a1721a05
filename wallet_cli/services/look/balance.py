"""What every account holds, as of a day: read from the roll-ups and checked against the journal's digest."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.currency import Currency
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts, balances, doubts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.account import Account


class AccountBalance(NamedTuple):
    """One account in one currency: minor units, debit positive; ``pending_minor`` is the part not yet booked."""

    account: Account
    currency: Currency
    balance_minor: int
    pending_minor: int


def balances_at(session: Session, day: int, *, check: bool = True) -> list[AccountBalance]:
    """The balances of all money accounts at the end of ``day`` (ordinal), by path and currency.

    Accounts that never held anything are listed with zero in their currencies. Raises Damaged("balances-replayed").
    """
    if check:
        session.store.check_balances()
    cells = balances.as_of(session.db, date.fromordinal(day))
    scales = accounts.scales(session.db)
    held: dict[int, list[balances.Cell]] = {}
    for cell in cells:
        held.setdefault(cell.account, []).append(cell)
    found = []
    for node in accounts.every(session.db):
        account = node.account
        if not account.is_money:
            continue
        own = held.get(node.row, [])
        for cell in own:
            if cell.total_minor or cell.pending_minor or len(own) == 1:
                unit = Currency(cell.currency, scales[cell.currency])
                found.append(AccountBalance(account, unit, cell.total_minor, cell.pending_minor))
        if not own and not account.closed:
            found += [AccountBalance(account, money_of(session, code), 0, 0) for code in account.currencies]
    return found


def to_review(session: Session) -> int:
    """How many transactions someone has to look at, as their bank's rows may be others'."""
    return doubts.count(session.db)

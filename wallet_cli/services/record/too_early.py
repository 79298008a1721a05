"""What is recorded on a day before an account's starting balance, which may count it already.

The balance of that day says nothing then: the account hadn't begun. The line that is offered moves its beginning to
the earliest day on which anything is booked, with as much more or less as was booked since, so that it holds on the
day of its beginning what it was said to hold. Where more moved since than it began with, the line adjusts it on the
day of its beginning.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import OPENING
from wallet_cli.domain.amounts import plain
from wallet_cli.services import names
from wallet_cli.services.record.receipt import Early
from wallet_cli.services.session import Session, home_currency, money_of, style
from wallet_cli.store.books import balances, openings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.store.books.accounts import Node


def accounts_of(session: Session, rows: Mapping[int, Node], entries: Iterable[Transaction]) -> tuple[Early, ...]:
    """Those of these accounts (by row) that begin after what is booked on them; asked once all of it is written."""
    days: dict[tuple[bytes, str], int] = {}
    for txn in entries:
        for posting in txn.postings:
            key = posting.account, posting.currency
            days[key] = min(posting.date, days.get(key, posting.date))
    row_of = {node.uid: row for row, node in rows.items()}
    found = [_early(session, rows[row_of[uid]], code, day) for (uid, code), day in days.items() if uid in row_of]
    return tuple(each for each in found if each is not None)


def _early(session: Session, node: Node, code: str, day: int) -> Early | None:
    began = openings.first(session.db, names.equity(session, OPENING).row, node.row, code)
    if began is None or began.date <= day:
        return None
    unit = money_of(session, code)
    before = balances.of_accounts(session.db, [node.row], began.date - 1).get((node.row, code), 0)
    meant = began.amount_minor - before
    line: tuple[str, ...]
    if meant * began.amount_minor > 0:  # the sign is that of the account, and none is typed
        amount = plain(abs(meant), unit.scale).replace(".", style(session).decimal)
        since = date.fromordinal(openings.earliest(session.db, node.row, code)).isoformat()
        line = ("wallet", "edit", f"t{began.txn}", amount, "-d", since)
    else:  # more moved since than it began with: its balance is put right on that day instead
        held = balances.of_accounts(session.db, [node.row], began.date).get((node.row, code), 0) - before
        amount = plain(abs(held), unit.scale).replace(".", style(session).decimal)
        amount += "" if code == home_currency(session) else code
        is_owed = held < 0 and not kinds.of(node.kind).is_person
        how = ("--owed", amount) if is_owed else ("--to", f"-{amount}" if held < 0 else amount)
        day_then = date.fromordinal(began.date).isoformat()
        line = ("wallet", "adjust", f"@{node.path}", *how, "-d", day_then)
    return Early(node.path, node.kind, unit, began.amount_minor, began.date, line)

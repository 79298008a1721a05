"""The overview of today for programs: ``wallet.today/1``, what bare ``wallet --json`` answers.

Balances are debit positive, as in every document: debts are negative, and so is what one owes to a person. Flows are
as money sees them, as in a report of cash flow: spending is negative.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.render.look.report import flow_document
from wallet_cli.domain.moment import utc
from wallet_cli.words.amount import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.services.desk.today import Picture, Sum
    from wallet_cli.services.look.balance import AccountBalance

SCHEMA = "wallet.today/1"


def closed(name: str, state: str) -> dict[str, Any]:
    """A wallet that can't be looked into: ``state`` "none" where there is none of this name, or "locked"."""
    return {"schema": SCHEMA, "wallet": name, "state": state}


def document(name: str, today: int, now: Picture) -> dict[str, Any]:
    """An open wallet's overview of the day ``today`` (ordinal)."""
    return {
        **closed(name, "open"),
        "as_of": date.fromordinal(today).isoformat(),
        "money": _sums(now.money),
        "accounts": _accounts(now.held),
        "debts": _accounts(now.debts),
        "people": _accounts(now.people),
        "period": now.period.since,
        "flows": [flow_document(flow) for flow in now.flows],
        "over": [{"category": each.what, "amount": as_json(each.minor, each.currency)} for each in now.over],
        "pending": _sums(now.pending),
        "review": now.review,
        "backup": {
            "last": None if now.backup.last_us is None else utc(now.backup.last_us),
            "overdue_days": now.backup.overdue_days,
        },
    }


def _sums(found: Sequence[Sum]) -> list[dict[str, Any]]:
    return [as_json(each.minor, each.currency) for each in found]


def _accounts(found: Sequence[AccountBalance]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.account.uid.hex(),
            "account": each.account.path,
            "kind": each.account.kind,
            "balance": as_json(each.balance_minor, each.currency),
        }
        for each in found
    ]

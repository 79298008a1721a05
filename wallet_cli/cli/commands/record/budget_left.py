"""After a record: what is left in the envelopes that it took from. Nothing is loaded in a wallet without a budget."""

from __future__ import annotations

from wallet_cli.services.session import Session, has_items, style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.record.receipt import Receipt


def left(session: Session, receipt: Receipt) -> Sequence[str]:
    """A line for each envelope of the record: ``food €187.50 of €300.00 left (62 %, 9 days left)``."""
    if receipt.dry_run or receipt.repeated or not has_items(session, "budget"):
        return ()
    from wallet_cli.cli.render.plan.budget import left_line
    from wallet_cli.services.plan.budget_left import left_by

    numbers = style(session)
    found = left_by(session, [uid for _ref, uid in receipt.transactions])
    return [left_line(each, numbers, session.today) for each in found]

"""Which year or month a day without one was taken for, where another may be meant. Loaded where a day was typed."""

from __future__ import annotations

from datetime import date

from wallet_cli.i18n import _
from wallet_cli.services.record import second_look
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.record.receipt import Receipt
    from wallet_cli.services.record.typed_line import Notes
    from wallet_cli.services.session import Session


def remark(session: Session, notes: Notes, receipt: Receipt) -> list[str]:
    """``"12-05" was taken for 2026-12-05, the nearest; if 2025-12-05 was meant: wallet edit t3 -d 2025-12-05``.

    [] where the day has a year, counts from today or is one of this year that was.
    """
    other = second_look.other_day(session, notes)
    if other is None or receipt.when is None or receipt.repeated:
        return []
    day = date.fromordinal(receipt.when.first).isoformat()
    fields = {"text": notes.day or "", "day": day, "other": other.isoformat()}
    is_day_alone = date.fromordinal(receipt.when.first).month != other.month
    if receipt.dry_run or not receipt.transactions:
        text = _('"{text}" was taken for {day}, the nearest; for {other} write the year, too')
        alone = _('"{text}" was taken for {day}, the last one; for {other} write the month, too')
        return [said(alone if is_day_alone else text, **fields)]
    line = ("wallet", "edit", receipt.transactions[0][0], "-d", other.isoformat())
    text = _('"{text}" was taken for {day}, the nearest; if {other} was meant: `{line}`')
    alone = _('"{text}" was taken for {day}, the last one; if {other} was meant: `{line}`')
    return [said(alone if is_day_alone else text, line=line, **fields)]

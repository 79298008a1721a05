"""What someone has to look at after an import: doubtful rows, what has lapsed, what the bank doesn't know."""

from __future__ import annotations

from wallet_cli.cli.render.files.import_words import reason
from wallet_cli.cli.render.output import Column
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.cli.render.output import Output
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.files.imported import Filed
    from wallet_cli.services.files.joins.joined import Lacking

FIRST = 20
"""That many of a kind are shown."""


GONE = N_("was pending, and the bank didn't list it any more: {refs}")
UNKNOWN = N_("recorded, but the bank didn't know it: {refs}")
"""What is said in short of what a file lacks."""


def show(out: Output, statements: Sequence[Filed], numbers: Style) -> None:
    """All of one account's file."""
    _doubts(out, statements, numbers)
    lapsed = [one for each in statements for one in each.joined.lapsed]
    unknown = [one for each in statements for one in each.joined.unknown]
    if lapsed:
        out.prose(_("was pending, and the bank doesn't list it any more; void from now on:"))
        _listed(out, lapsed, numbers)
    if unknown:
        out.prose(_("recorded, but the bank doesn't know it:"))
        _listed(out, unknown, numbers)


def noted(out: Output, statements: Iterable[Filed]) -> None:
    """The same in short, beside rows for a program."""
    found = list(statements)
    review = sum(len(each.joined.doubts) for each in found)
    if review:
        out.note(_("{count} to review").format(count=review))
    for text, some in (
        (GONE, [one for each in found for one in each.joined.lapsed]),
        (UNKNOWN, [one for each in found for one in each.joined.unknown]),
    ):
        if some:
            out.note(_(text).format(refs=" ".join(f"t{one.txn}" for one in some)))


def _doubts(out: Output, statements: Sequence[Filed], numbers: Style) -> None:
    columns = (
        Column("ref", _("no.")),
        Column("date", _("date")),
        Column("text", _("text"), flexible=True),
        Column("amount", _("amount"), right=True),
        Column("reason", _("why"), flexible=True),
        Column("maybe", _("may be the same as"), sparse=True),
    )
    rows = []
    for each in statements:
        for fate in each.fates:
            if fate.txn in each.joined.doubts and fate.reason in joining.DOUBTS:
                row, others = fate.row, each.joined.doubts[fate.txn]
                shown = amount.people(row.amount.minor, row.amount.currency, numbers)
                refs = " ".join(f"t{other}" for other in others)
                why = reason(fate._replace(status="new"))
                rows.append([f"t{fate.txn}", row.booking_date.isoformat(), row.text, shown, why, refs])
    if rows:
        out.prose(_("{count} to review:").format(count=len(rows)))
        out.rows(columns, rows[:FIRST])
        _more(out, len(rows))


def _listed(out: Output, found: Iterable[Lacking], numbers: Style) -> None:
    columns = (
        Column("ref", _("no.")),
        Column("date", _("date")),
        Column("payee", _("payee"), flexible=True),
        Column("amount", _("amount"), right=True),
    )
    rows = [
        [
            f"t{each.txn}",
            each.on.isoformat(),
            visible(each.payee),
            amount.people(each.amount.minor, each.amount.currency, numbers),
        ]
        for each in found
    ]
    out.rows(columns, rows[:FIRST])
    _more(out, len(rows))


def _more(out: Output, count: int) -> None:
    if count > FIRST:
        out.prose(_("and {count} more").format(count=count - FIRST))

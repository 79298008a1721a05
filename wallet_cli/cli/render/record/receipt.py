"""After a record: what was recorded, what was inferred, balances before and after, the id, how to take it back."""

import os
from collections.abc import Sequence
from typing import Any

from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import DIM, Output
from wallet_cli.cli.render.record import record
from wallet_cli.domain.amounts import Style
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import ratio
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused
from wallet_cli.i18n import _
from wallet_cli.services.record.receipt import Change, Receipt, below_zero
from wallet_cli.words import amount
from wallet_cli.words.spelling import said


def show(app: App, receipt: Receipt, text: str, numbers: Style, more: Sequence[str] = ()) -> None:
    """Show a receipt; ``text`` says what was recorded ("€12.50 to Coffee"), ``more`` follows the balances."""
    try:
        _write(app, receipt, text, numbers, more)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused("answer-unwritten", why=os.strerror(error.errno or 0)) from None


def _write(app: App, receipt: Receipt, text: str, numbers: Style, more: Sequence[str] = ()) -> None:
    out = Output(app)
    refs = [ref for ref, _uid in receipt.transactions]
    if out.as_json:
        _as_json(out, receipt)
        return
    if app.options.quiet:
        for ref in filter(None, refs or [receipt.op]):
            out.line(ref)
        return
    if receipt.repeated:
        out.line(_("Already recorded as {ids}; nothing was done again").format(ids=" ".join(refs) or receipt.op))
        return
    head = _("Would record {what}") if receipt.dry_run else _("Recorded {what}")
    ids = "" if receipt.dry_run else "   " + out.paint(" ".join(refs or [receipt.op]), DIM)
    out.line(head.format(what=visible(text)) + ids)
    if receipt.inferred:
        out.line(_("taken from last time: {names}").format(names=visible(" · ".join(receipt.inferred))))
    changes = "    ".join(change_text(change, numbers) for change in receipt.changes)
    for line in (changes, *record.remarks(receipt.changes, receipt.dry_run), *more):
        if line:
            out.line(line)
    if not receipt.dry_run:
        out.line(out.paint(said(_("wrong? `wallet undo {op}`"), op=receipt.op), DIM))


def change_text(change: Change, numbers: Style) -> str:
    """``cash €320.00 → €307.50``."""
    before = amount.people(change.before_minor, change.currency, numbers)
    after = amount.held(change.after_minor, change.currency, change.kind, numbers)
    return f"{visible(change.account)} {before} → {after}"


def _as_json(out: Output, receipt: Receipt) -> None:
    document = record.document(
        receipt.op,
        receipt.dry_run,
        transactions=record.named(receipt.transactions),
        inferred=list(receipt.inferred),
        repeated=receipt.repeated,
        balances=record.balances(receipt.changes),
        below_zero=list(below_zero(receipt.changes)),
    )
    out.json(document | _rate(receipt))


def _rate(receipt: Receipt) -> dict[str, Any]:
    """The exact rate of an exchange: how much of ``to`` one whole unit of ``from`` brought."""
    if len(receipt.summaries) != 1 or len(receipt.summaries[0].amounts) != 2:
        return {}
    gave, got = (Money(minor, unit) for minor, unit in receipt.summaries[0].amounts)
    return {"rate": {"from": gave.currency.code, "to": got.currency.code, "ratio": ratio(gave, got)}}

"""After a change: what was recorded, changed, undone or removed, the balances before and after, how to take it back.

``wallet.record/1`` is the one JSON document of every verb that changes something.
"""

from __future__ import annotations

import os

from wallet_cli.cli.render.output import DIM, Output
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import ratio
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused
from wallet_cli.i18n import _
from wallet_cli.services.record.receipt import Change, Receipt, below_zero
from wallet_cli.services.session import style
from wallet_cli.words import amount
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.amend.edit import Edited
    from wallet_cli.services.session import Session


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
    for line in (changes, *remarks(receipt.changes, receipt.dry_run), *more):
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
    shown = document(
        receipt.op,
        receipt.dry_run,
        transactions=named(receipt.transactions),
        inferred=list(receipt.inferred),
        repeated=receipt.repeated,
        balances=balances(receipt.changes),
        below_zero=list(below_zero(receipt.changes)),
    )
    out.json(shown | _rate(receipt))


def _rate(receipt: Receipt) -> dict[str, Any]:
    """The exact rate of an exchange: how much of ``to`` one whole unit of ``from`` brought."""
    if len(receipt.summaries) != 1 or len(receipt.summaries[0].amounts) != 2:
        return {}
    gave, got = (Money(minor, unit) for minor, unit in receipt.summaries[0].amounts)
    return {"rate": {"from": gave.currency.code, "to": got.currency.code, "ratio": ratio(gave, got)}}


def changed(
    app: App,
    op: str,
    line: str,
    transactions: Sequence[tuple[str, bytes]],
    changes: Sequence[Change],
    numbers: Style,
    wrong: tuple[str, ...],
    *,
    details: Sequence[str] = (),
    **more: str,
) -> None:
    """Show what was done, ``details`` in lines of their own; ``wrong`` is the command line that takes it back, ``more``
    further keys of the document.
    """
    out = Output(app)
    dry_run = app.options.dry_run
    if out.as_json:
        moved = {"transactions": named(transactions), "balances": balances(changes)}
        out.json(document(op, dry_run, **moved, **more))
    elif app.options.quiet:
        out.line(op)
    else:
        out.line(_("would do: {what}").format(what=line) if dry_run else f"{line}   {out.paint(op, DIM)}")
        for detail in details:
            out.line(detail)
        if changes:
            out.line("    ".join(change_text(change, numbers) for change in changes))
        if not dry_run:
            out.line(out.paint(said(_("wrong? `{line}`"), line=wrong), DIM))


def edited(app: App, session: Session, change: Edited, template: str) -> None:
    """What was changed or removed, and what the accounts hold now."""
    from wallet_cli.words import log

    numbers = style(session)
    told = log.sentence(change.what, numbers) if change.what else ""
    line = template.format(refs=" ".join(ref for ref, _uid in change.transactions), what=told).rstrip(" :：")
    parts = zip(change.transactions, change.each, strict=False)
    details = [f"  {ref}: {log.sentence(what, numbers)}" for (ref, _uid), what in parts]
    if change.as_before:
        details.append(_("already so: {refs}").format(refs=" ".join(change.as_before)))
    wrong = ("wallet", "undo", change.op)
    changed(app, change.op, line, change.transactions, change.changes, numbers, wrong, details=details)


def recorded(op: str, dry_run: bool) -> str | None:
    """The operation that stands in the journal: None in a dry run, and where nothing was to be done."""
    return None if dry_run or not op else op


def document(op: str, dry_run: bool, **more: Any) -> dict[str, Any]:
    """``op`` is "" where nothing was done; ``more`` are the verb's own keys."""
    return {"schema": "wallet.record/1", "operation": recorded(op, dry_run), "dry_run": dry_run, **more}


def named(transactions: Iterable[tuple[str, bytes]]) -> list[dict[str, str]]:
    """Transactions by short name and id."""
    return [{"ref": ref, "id": uid.hex()} for ref, uid in transactions]


def balances(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Accounts before and after."""
    return [
        {
            "account": change.account,
            "before": amount.as_json(change.before_minor, change.currency),
            "after": amount.as_json(change.after_minor, change.currency),
        }
        for change in changes
    ]


def remarks(changes: Iterable[Change], dry_run: bool) -> list[str]:
    """What is worth a second look, a line each."""
    text = _("{account} would be below zero") if dry_run else _("{account} is now below zero")
    return [text.format(account=visible(account)) for account in below_zero(changes)]


def told(app: App, op: str, dry_run: bool, line: str, *, short: str, **more: Any) -> None:
    """What was done where no money moved: ``line`` for people, ``short`` alone with ``--quiet``, ``more`` as keys."""
    out = Output(app)
    if out.as_json:
        out.json(document(op, dry_run, **more))
    elif app.options.quiet:
        out.line(short)
    elif not op:
        out.line(_("{ref} is already so; nothing was changed").format(ref=short))
    else:
        out.line(_("would do: {what}").format(what=line) if dry_run else f"{line}   {out.paint(op, DIM)}")

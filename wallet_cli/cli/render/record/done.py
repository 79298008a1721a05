"""What was changed, undone or removed: the line that says so, the balances before and after, how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import DIM, Output
from wallet_cli.cli.render.record import record
from wallet_cli.cli.render.record.receipt import change_text
from wallet_cli.domain.amounts import Style
from wallet_cli.i18n import _
from wallet_cli.services.session import style
from wallet_cli.words import amount, log
from wallet_cli.words.names import spoken
from wallet_cli.words.spelling import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.look.view import View
    from wallet_cli.services.amend.edit import Edited
    from wallet_cli.services.record.receipt import Change
    from wallet_cli.services.session import Session


def show(
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
        moved = {"transactions": record.named(transactions), "balances": record.balances(changes)}
        out.json(record.document(op, dry_run, **moved, **more))
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
    numbers = style(session)
    told = log.sentence(change.what, numbers) if change.what else ""
    line = template.format(refs=" ".join(ref for ref, _uid in change.transactions), what=told).rstrip(" :：")
    parts = zip(change.transactions, change.each, strict=False)
    details = [f"  {ref}: {log.sentence(what, numbers)}" for (ref, _uid), what in parts]
    if change.as_before:
        details.append(_("already so: {refs}").format(refs=" ".join(change.as_before)))
    wrong = ("wallet", "undo", change.op)
    show(app, change.op, line, change.transactions, change.changes, numbers, wrong, details=details)


def amounts(view: View, numbers: Style) -> str:
    """``-€12.50``; two currencies with an arrow."""
    return " → ".join(amount.people(minor, unit, numbers) for minor, unit in view.amounts)


def where(view: View) -> str:
    """``cash · food``, ``bank → cash``."""
    money = " → ".join(", ".join(names) for names in (view.sources, view.targets) if names)
    return " · ".join(part for part in (money, ", ".join(map(spoken, view.categories))) if part)

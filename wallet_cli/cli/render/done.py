"""What was changed, undone or removed: the line that says so, the balances before and after, how to take it back."""

from collections.abc import Sequence

from wallet_cli.cli.app import App
from wallet_cli.cli.render import amount, record
from wallet_cli.cli.render.names import spoken
from wallet_cli.cli.render.output import DIM, Output
from wallet_cli.cli.render.receipt import change_text
from wallet_cli.domain.amounts import Style
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.services.history import View
from wallet_cli.services.oplog import What
from wallet_cli.services.receipt import Change


def show(
    app: App,
    op: str,
    line: str,
    transactions: Sequence[tuple[str, bytes]],
    changes: Sequence[Change],
    numbers: Style,
    wrong: str,
    **more: str,
) -> None:
    """Show what was done; ``wrong`` is the command that takes it back, ``more`` further keys of the document."""
    out = Output(app)
    dry_run = app.options.dry_run
    if out.as_json:
        moved = {"transactions": record.named(transactions), "balances": record.balances(changes)}
        out.json(record.document(op, dry_run, **moved, **more))
    elif app.options.quiet:
        out.line(op)
    else:
        out.line(_("would do: {what}").format(what=line) if dry_run else f"{line}   {out.paint(op, DIM)}")
        if changes:
            out.line("    ".join(change_text(change, numbers) for change in changes))
        if not dry_run:
            out.line(out.paint(_("wrong? {command}").format(command=wrong), DIM))


def amounts(view: View, numbers: Style) -> str:
    """``-€12.50``; two currencies with an arrow."""
    return " → ".join(amount.people(minor, unit, numbers) for minor, unit in view.amounts)


def where(view: View) -> str:
    """``cash · food``, ``bank → cash``."""
    money = " → ".join(", ".join(names) for names in (view.sources, view.targets) if names)
    return " · ".join(part for part in (money, ", ".join(map(spoken, view.categories))) if part)


def one(payee: str, view: View, numbers: Style) -> str:
    """A transaction in one line: ``-€12.50  Coffee  cash · food``."""
    return visible("  ".join(part for part in (amounts(view, numbers), payee, where(view)) if part))


def what(told: What, numbers: Style) -> str:
    """What an operation did, in a few words."""
    if told.erased:
        rest = what(told._replace(erased=False), numbers)
        return " · ".join(part for part in (_("erased for good"), rest) if part)
    if told.moved is not None:
        return one(told.payee, told.moved, numbers)
    if told.ref:
        return _("{ref} removed").format(ref=told.ref)
    if told.transactions:
        count = f"{told.transactions}{'+' if told.more else ''}"
        return _("{count} transactions").format(count=count)
    return visible(", ".join((*map(spoken, told.names), *told.settings)))

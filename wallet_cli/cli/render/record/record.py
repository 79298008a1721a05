"""The one JSON document of every verb that changes something (``wallet.record/1``), and the short answer beside it."""

from collections.abc import Iterable
from typing import Any

from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import DIM, Output
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.services.record.receipt import Change, below_zero
from wallet_cli.words import amount


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
        out.line(_("{ref} is so already; nothing was changed").format(ref=short))
    else:
        out.line(_("would do: {what}").format(what=line) if dry_run else f"{line}   {out.paint(op, DIM)}")

"""What rules would change of what is in the books: a line for each transaction."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.i18n import _, sign
from wallet_cli.services.session import style
from wallet_cli.words import amount, edits
from wallet_cli.words.counted import TRANSACTIONS, counted
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.look.version import Version
    from wallet_cli.services.amend.by_rules import Applied, Tried
    from wallet_cli.services.session import Session


def show(app: App, session: Session, found: Applied, line: Sequence[str], *, is_kept: bool) -> None:
    """Each transaction that would change, with the rules that change it; ``line`` changes them where the rules are
    kept, and keeps the rule where it isn't.
    """
    out, numbers = Output(app), style(session)
    if out.form == "json":
        out.json({"schema": "wallet.rules-test/1", "looked_at": found.looked_at,
                  "transactions": [_body(each) for each in found.each]})  # fmt: skip
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.rules-test/1", **_body(each)} for each in found.each)
    elif app.options.quiet:
        for each in found.each:
            out.line(each.ref)
    elif not found.each:
        nothing(app, found)
    else:
        columns = (
            Column("ref", _("ref")),
            Column("date", _("date")),
            Column("payee", _("payee"), flexible=True),
            Column("amount", _("amount"), right=True),
            Column("change", _("would change"), flexible=True, lines=9),
            Column("rules", _("rules")),
        )
        out.rows(columns, [_row(each, numbers, session.today) for each in found.each])
        if out.form == "table":
            text = _("{changed} of {transactions} would change")
            out.note(text.format(changed=len(found.each), transactions=counted(found.looked_at, TRANSACTIONS)))
            text = _("to change them: `{line}`") if is_kept else _("to keep the rule: `{line}`")
            out.note(said(text, line=spelled(line)))


def nothing(app: App, found: Applied) -> None:
    """Nothing changes, because it is as the rules have it already, or they match nothing."""
    out = Output(app)
    if out.as_json:
        out.json(receipt.document("", app.options.dry_run, transactions=[], balances=[]))
    elif not app.options.quiet:
        out.note(_("{transactions} looked at; nothing would change").format(
            transactions=counted(found.looked_at, TRANSACTIONS)))  # fmt: skip


def _row(each: Tried, numbers: Style, today: int) -> tuple[str, ...]:
    old, new = each.before, each.after
    changes = sign(" · ").join(edits.changes(old, new, numbers, today))
    amounts = " + ".join(amount.people(abs(minor), unit, numbers) for minor, unit in old.moved.amounts)
    return each.ref, date.fromordinal(old.day).isoformat(), old.payee, amounts, changes, " ".join(each.by)


def _body(each: Tried) -> dict[str, Any]:
    return {"ref": each.ref, "rules": list(each.by), "before": _version(each.before), "after": _version(each.after)}


def _version(version: Version) -> dict[str, Any]:
    return {
        "payee": version.payee,
        "from": list(version.moved.sources),
        "to": list(version.moved.targets),
        "categories": [
            {"category": path, "amount": amount.as_json(minor, unit)} for path, minor, unit in version.shares
        ],
        "memo": version.memo,
        "tags": list(version.tags),
    }

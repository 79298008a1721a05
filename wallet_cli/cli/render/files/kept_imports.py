"""The imports that were made: a list, and one of them with what was refused of it."""

from __future__ import annotations

from wallet_cli.cli.render.files.import_doubts import GONE, UNKNOWN
from wallet_cli.cli.render.files.import_words import REASONS, period, unknown
from wallet_cli.cli.render.files.imports import COUNTED, message
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.domain.moment import utc
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.files.import_kept import AccountCounts, KeptDoubt, KeptFile, KeptImport, KeptRefusal

_KEYS = ("ref", "time", "files", "accounts", "new", "confirmed", "known", "changed", "notes", "refused")
_NUMBERS = _KEYS[4:]
_TITLES = {
    "ref": N_("no."), "time": N_("time"), "files": N_("files"), "accounts": N_("accounts"), "new": N_("new"),
    "confirmed": N_("confirmed"), "known": N_("known"), "changed": N_("changed"), "notes": N_("not money"),
    "refused": N_("refused"),
}  # fmt: skip
_DROP = {"notes": 5, "changed": 4, "known": 3, "confirmed": 2}
REFUSED = tuple(Column(key, "") for key in ("file", "line", "slug", "message", "excerpt"))


def show_list(app: App, found: Iterable[KeptImport]) -> None:
    """All of them."""
    out = Output(app)
    if app.options.quiet:
        for each in found:
            out.line(each.op.ref)
    elif out.form == "jsonl":
        out.jsonl({"schema": "wallet.imports/1", **_document(each)} for each in found)
    elif out.as_json:
        out.json({"schema": "wallet.imports/1", "imports": (_document(each) for each in found)})
    elif out.form == "tsv":
        out.rows(tuple(Column(key, "") for key in _KEYS), (_row(each, utc(each.op.time_us), ", ") for each in found))
    else:
        rows = [_row(each, local(app, each.op.time_us), _(", ")) for each in found]
        columns = tuple(
            Column(key, _(_TITLES[key]), right=key in _NUMBERS, drop=_DROP.get(key, 0),
                   flexible=key in ("files", "accounts"), lines=9, sparse=key in ("changed", "notes", "refused"))
            for key in _KEYS
        )  # fmt: skip
        sparse = {at for at, key in enumerate(_KEYS) if key in ("changed", "notes", "refused")}
        out.rows(
            columns, [["" if at in sparse and cell == "0" else cell for at, cell in enumerate(row)] for row in rows]
        )
        if not rows:
            out.prose(_("nothing was imported yet"))


def _row(each: KeptImport, time: str, between: str) -> list[str]:
    totals = [sum(getattr(account, word) for account in each.accounts) for word in _NUMBERS[:-1]]
    new, known = each.books.get("transactions", (0, 0))
    totals[0], totals[2] = totals[0] + new, totals[2] + known
    files = between.join(file.name for file in each.files)
    accounts = between.join(account.account for account in each.accounts)
    return [each.op.ref, time, files, accounts, *map(str, totals), str(each.refused)]


def show_one(app: App, each: KeptImport) -> None:
    """One of them."""
    out = Output(app)
    if app.options.quiet:
        out.line(each.op.ref)
    elif out.as_json:
        refusals = [_refusal(one) for one in each.refusals]
        out.json({"schema": "wallet.imported/1", **_document(each), "refusals": refusals})
    elif out.form == "tsv":
        out.rows(REFUSED, ([str(value) for value in _refusal(one).values()] for one in each.refusals))
    else:
        _for_people(app, out, each)


def _for_people(app: App, out: Output, each: KeptImport) -> None:
    out.prose(_("{op}, imported {time}").format(op=each.op.ref, time=local(app, each.op.time_us)))
    for file in each.files:
        out.prose(_file(file), 2)
    for account in each.accounts:
        out.prose(_account(account), 2)
    for name, (new, known) in each.books.items():
        out.prose(_("{kind}: {new} new, {known} known").format(kind=_(COUNTED[name]), new=new, known=known), 2)
    _verdicts(out, each)
    if each.refused:
        out.prose(_("can't be used: {count}").format(count=each.refused))
    for one in each.refusals:
        where = _("line {line}: ").format(line=one.refusal.line) if one.refusal.line else ""
        name = f"{visible(one.file)}, " if len(each.files) > 1 else ""
        excerpt = f"   {visible(one.refusal.excerpt)}" if one.refusal.excerpt else ""
        out.prose(f"  {name}{where}{message(one.refusal)}{excerpt}", 4)
    if each.refused > len(each.refusals) and each.refusals:
        out.line("  " + _("and {count} more").format(count=each.refused - len(each.refusals)))
    out.line(out.paint(said(_("wrong? `wallet undo {op}`"), op=each.op.ref), DIM))


def _verdicts(out: Output, each: KeptImport) -> None:
    """Why its rows were what they were, and what someone had to look at."""
    for slug, count in each.reasons.items():
        out.prose(_("{count} rows: {why}").format(count=count, why=_why(slug)), 2)
    if each.rules:
        counted = " ".join(f"{name}\u00a0({count})" for name, count in each.rules.items())
        out.prose(_("by rule: {rules}").format(rules=counted), 2)
    for one in each.doubts:
        fields = {"ref": f"t{one.txn}", "line": one.line, "why": _why(one.reason)}
        text = _("to review: {ref}, line {line}: {why}").format(**fields)
        refs = " ".join(f"t{other}" for other in one.maybe)
        out.prose(text + (_("; may be the same as {refs}").format(refs=refs) if refs else ""), 2)
    for told, found in ((GONE, each.lapsed), (UNKNOWN, each.unknown)):
        if found:
            out.prose(_(told).format(refs=" ".join(f"t{txn}" for txn in found)), 2)


def _why(slug: str) -> str:
    changed = _("date, amount or text")
    return _(REASONS[slug]).format(changed=changed) if slug in REASONS else slug


def _file(file: KeptFile) -> str:
    text = _("{file}: {format}").format(file=visible(file.name), format=file.format)
    if not file.first:
        return text
    return text + _(", ") + period(file.first, file.last)


def _account(account: AccountCounts) -> str:
    counts = [
        _("{account}: {new} new, {confirmed} confirmed, {known} known").format(
            account=visible(account.account) or unknown(),
            new=account.new,
            confirmed=account.confirmed,
            known=account.known,
        ),
        *([_("{count} changed").format(count=account.changed)] if account.changed else []),
        *([_("{count} not money").format(count=account.notes)] if account.notes else []),
    ]
    return _(", ").join(counts)


def _document(each: KeptImport) -> dict[str, Any]:
    return {
        "operation": each.op.ref,
        "id": each.op.uid.hex(),
        "time": utc(each.op.time_us),
        "files": [
            {"file": file.name, "format": file.format, "first": file.first or None, "last": file.last or None}
            for file in each.files
        ],
        "accounts": [account._asdict() for account in each.accounts],
        "books": {name: {"new": new, "known": known} for name, (new, known) in each.books.items()} or None,
        "refused": each.refused,
        "reasons": each.reasons,
        "rules": each.rules,
        "review": [_doubt(one) for one in each.doubts],
        "lapsed": [f"t{txn}" for txn in each.lapsed],
        "unknown": [f"t{txn}" for txn in each.unknown],
    }


def _doubt(one: KeptDoubt) -> dict[str, Any]:
    maybe = [f"t{other}" for other in one.maybe]
    return {"file": one.file, "line": one.line, "ref": f"t{one.txn}", "reason": one.reason, "maybe_same": maybe}


def _refusal(one: KeptRefusal) -> dict[str, Any]:
    refusal = one.refusal
    return {
        "file": one.file,
        "line": refusal.line,
        "slug": refusal.slug,
        "message": message(refusal),
        "excerpt": refusal.excerpt,
    }

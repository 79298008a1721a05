"""What an import did: counts, each row's fate where asked for, what was refused and why, whether balances agree."""

from __future__ import annotations

from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.cli.render.record.receipt import recorded
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services.files import bank_import
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount, catalogue
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.statement import Refusal
    from wallet_cli.services.files.bank_import import Closing, Filed, Imported
    from wallet_cli.services.files.books_import import BooksImported
    from wallet_cli.services.files.matching import Fate

STATUSES = {"new": N_("new"), "confirmed": N_("confirmed"), "known": N_("known"), "removed": N_("removed")}
REASONS = {
    "not-seen": N_("not seen before"),
    "id-repeated": N_("several rows have its id"),
    "id-reused": N_("its id belonged to another row"),
    "bank-id": N_("same id"),
    "bank-id-changed": N_("same id, now with another {changed}"),
    "content": N_("same day, amount and text"),
    "near-date": N_("recorded by hand"),
    "seen": N_("imported before, changed since"),
    "removed": N_("removed since it was imported"),
}
PARTS = {"date": N_("date"), "amount": N_("amount"), "text": N_("text")}
COUNTED = {"accounts": N_("accounts"), "payees": N_("payees"), "transactions": N_("transactions")}


def show_refusals(app: App, refusals: Sequence[Refusal]) -> None:
    """Everything that could not be used, with its line; in JSON it is in the document."""
    out = Output(app)
    if out.as_json or not refusals:
        return
    out.note(_("can't be used: {count}").format(count=len(refusals)))
    for each in refusals:
        where = _("line {line}: ").format(line=each.line) if each.line else ""
        excerpt = f"   {visible(each.excerpt)}" if each.excerpt else ""
        out.note(f"  {where}{_message(each)}{excerpt}")


def show_reasons(app: App, problem: WalletError) -> None:
    """All that was refused of a file that is refused as a whole, before the error; in JSON it is in the error."""
    found = bank_import.reasons(problem)
    if bank_import.REASONS in problem.params:
        problem.params[bank_import.REASONS] = _refusals(found)
    show_refusals(app, found)


def _message(refusal: Refusal) -> str:
    return catalogue.text_of(BadFile(refusal.slug, **refusal.params))[0]


def _refusals(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    return [
        {"line": each.line, "slug": each.slug, "message": _message(each), "excerpt": each.excerpt} for each in refusals
    ]


def show_books(app: App, done: BooksImported) -> None:
    """What became of imported books."""
    out = Output(app)
    show_refusals(app, done.refusals)
    counts = {"accounts": done.accounts, "payees": done.payees, "transactions": done.transactions}
    if out.as_json:
        head = _head(done)
        books = {name: {"new": each.new, "known": each.known} for name, each in counts.items()}
        out.json({**head, "books": books, "refused": _refusals(done.refusals)})
    elif app.options.quiet:
        _id_alone(out, done)
    elif out.form == "tsv":
        columns = (Column("kind", ""), Column("new", "", right=True), Column("known", "", right=True))
        out.rows(columns, [[name, str(each.new), str(each.known)] for name, each in counts.items()])
    else:
        for name, each in counts.items():
            text = _("{kind}: {new} new, {known} known").format(kind=_(COUNTED[name]), new=each.new, known=each.known)
            out.line(text)
        _ending(out, done)


def show_statements(app: App, session: Session, done: Imported) -> None:
    """What became of a bank's statements."""
    out = Output(app)
    if out.as_json:
        statements = [_statement(each, app.options.verbose or done.dry_run) for each in done.statements]
        out.json({**_head(done), "statements": statements, "refused": _refusals(done.refusals)})
        return
    if app.options.quiet:
        _id_alone(out, done)
        return
    rows = [_row(each, fate) for each in done.statements for fate in each.fates]
    filed = _by_account(done.statements)
    if out.form == "tsv":
        if app.options.verbose or done.dry_run:
            out.rows(ROWS, rows)
        else:
            out.rows(COUNTS, [_counts(each) for each in filed])
    else:
        if rows:
            _table(out, done.statements, style(session))
        for each in filed:
            account, new, confirmed, known = _counts(each)
            text = _("{account}: {new} new, {confirmed} confirmed, {known} known")
            out.line(text.format(account=visible(account), new=new, confirmed=confirmed, known=known))
        _ending(out, done)
    for each in filed:
        if each.removed:
            text = _("{account}: rows that stay out because they were removed: {count}; --again brings them in")
            out.note(text.format(account=visible(each.account.path), count=each.removed))
    for each in _to_note(done.statements):
        _notes(out, each, style(session))


def _by_account(statements: Iterable[Filed]) -> list[Filed]:
    """The counts of each account: many banks deliver a statement a day."""
    found: dict[bytes, Filed] = {}
    for each in statements:
        uid = each.account.uid
        had = found.get(uid)
        found[uid] = (
            each._replace(
                new=had.new + each.new,
                confirmed=had.confirmed + each.confirmed,
                known=had.known + each.known,
                removed=had.removed + each.removed,
            )
            if had
            else each
        )
    return list(found.values())


def _to_note(statements: Iterable[Filed]) -> list[Filed]:
    """Of each account's statements the one with the latest balance in each currency; a number and a kind once."""
    found: dict[tuple[bytes, str], Filed] = {}
    said_of: set[bytes] = set()
    for each in statements:
        uid, closing = each.account.uid, each.closing
        key = (uid, closing.currency.code if closing else "")
        had = found.get(key)
        if uid in said_of:
            each = each._replace(number=had.number if had else "", kind=had.kind if had else "")
        said_of |= {uid} if each.number or each.kind else set()
        if had is None or had.closing is None or closing is None or had.closing.on <= closing.on:
            found[key] = each
    return list(found.values())


def _head(done: Imported | BooksImported) -> dict[str, Any]:
    return {
        "schema": "wallet.import/1",
        "operation": recorded(done.op, done.dry_run),
        "file": done.file.name,
        "format": done.file.format,
        "sha256": done.file.sha256,
        "dry_run": done.dry_run,
    }


def _id_alone(out: Output, done: Imported | BooksImported) -> None:
    if done.op and not done.dry_run:
        out.line(done.op)


def _ending(out: Output, done: Imported | BooksImported) -> None:
    if not done.op:
        out.line(_("nothing new; nothing was recorded"))
    elif done.dry_run:
        out.line(_("nothing was recorded: leave out -n to record it"))
    else:
        out.line(out.paint(said(_("recorded as {op}; wrong? `wallet undo {op}`"), op=done.op), DIM))


COUNTS = (
    Column("account", ""),
    Column("new", "", right=True),
    Column("confirmed", "", right=True),
    Column("known", "", right=True),
)
ROWS = tuple(
    Column(key, "")
    for key in ("line", "account", "date", "amount", "currency", "text", "status", "reason", "changed", "ref")
)


def _counts(each: Filed) -> list[str]:
    return [each.account.path, str(each.new), str(each.confirmed), str(each.known)]


def _row(each: Filed, fate: Fate) -> list[str]:
    row, unit = fate.row, fate.row.amount.currency
    return [
        str(row.line),
        each.account.path,
        row.booking_date.isoformat(),
        plain(row.amount.minor, unit.scale),
        unit.code,
        row.text,
        fate.status,
        fate.reason,
        ",".join(fate.changed),
        f"t{fate.txn}",
    ]


def _table(out: Output, statements: Iterable[Filed], numbers: Style) -> None:
    columns = (
        Column("line", _("line"), right=True, drop=2),
        Column("date", _("date")),
        Column("amount", _("amount"), right=True),
        Column("text", _("text"), flexible=True),
        Column("status", _("status")),
        Column("reason", _("why"), drop=1),
    )
    rows = []
    for each in statements:
        for fate in each.fates:
            row = fate.row
            rows.append(
                [
                    str(row.line),
                    row.booking_date.isoformat(),
                    amount.people(row.amount.minor, row.amount.currency, numbers),
                    row.text,
                    _(STATUSES[fate.status]),
                    _reason(fate),
                ]
            )
    out.rows(columns, rows)


def _reason(fate: Fate) -> str:
    changed = ", ".join(_(PARTS[part]) for part in fate.changed)
    text = _(REASONS[fate.reason]).format(changed=changed)
    return text if fate.status == "new" else f"{text} (t{fate.txn})"


def _notes(out: Output, each: Filed, numbers: Style) -> None:
    """What is said beside the result: the bank's balance and ours, and how to be recognised next time."""
    if each.closing is not None:
        out.note(_closing(each, each.closing, numbers))
    if each.number:
        text = _("the file names the number {number}; keep it, and the next import finds {account} by itself:")
        out.note(text.format(account=visible(each.account.path), number=visible(each.number)))
        line = said("`wallet accounts edit {account} --number {number}`", account=each.account.path, number=each.number)
        out.note(f"  {line}")
    if each.kind:
        text = _("the file says that {account} is a {kind}; if so, change its kind, and its balance shows as owed:")
        out.note(text.format(account=visible(each.account.path), kind=_(each.kind)))
        line = said("`wallet accounts edit {account} --kind {kind}`", account=each.account.path, kind=each.kind)
        out.note(f"  {line}")


def _closing(each: Filed, closing: Closing, numbers: Style) -> str:
    fields = {
        "account": visible(each.account.path),
        "day": closing.on.isoformat(),
        "stated": amount.people(closing.stated_minor, closing.currency, numbers),
        "held": amount.people(closing.held_minor, closing.currency, numbers),
        "difference": amount.people(closing.stated_minor - closing.held_minor, closing.currency, numbers),
    }
    if closing.agrees:
        return _("{account}: the bank's balance of {day}, {stated}, agrees with the books").format(**fields)
    text = _("{account}: the bank's balance of {day} is {stated}, ours is {held}: a difference of {difference}")
    return text.format(**fields)


def _statement(each: Filed, detail: bool) -> dict[str, Any]:
    closing = each.closing
    values: dict[str, Any] = {
        "id": each.account.uid.hex(),
        "account": each.account.path,
        "new": each.new,
        "confirmed": each.confirmed,
        "known": each.known,
        "removed": each.removed,
        "closing": None
        if closing is None
        else {
            "date": closing.on.isoformat(),
            "stated": amount.as_json(closing.stated_minor, closing.currency),
            "held": amount.as_json(closing.held_minor, closing.currency),
            "agrees": closing.agrees,
        },
    }
    if detail:
        values["rows"] = [_fate(fate) for fate in each.fates]
    return values


def _fate(fate: Fate) -> dict[str, Any]:
    row = fate.row
    return {
        "line": row.line,
        "date": row.booking_date.isoformat(),
        "amount": amount.as_json(row.amount.minor, row.amount.currency),
        "text": row.text,
        "status": fate.status,
        "reason": fate.reason,
        "changed": list(fate.changed),
        "ref": f"t{fate.txn}",
    }

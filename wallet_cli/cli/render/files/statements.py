"""What became of banks' files, for people and as rows: what each file is, counts, the first rows, what changed."""

from __future__ import annotations

from wallet_cli.cli.render.files import import_documents, import_doubts, import_notes
from wallet_cli.cli.render.files.import_documents import is_at_most, why_left
from wallet_cli.cli.render.files.import_words import (
    CHANGED_PARTS,
    FOUND,
    OUTCOMES,
    PROOFS,
    STATUSES,
    booked_on,
    evidence,
    period,
    reason,
    route,
    status_of,
    today,
    why_left_said,
    why_note,
)
from wallet_cli.cli.render.files.imports import ending, id_alone
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.files.running import Running
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.services.files.imported import KEPT
from wallet_cli.services.files.matching import ADDED
from wallet_cli.services.files.outcomes import FIRST_ROWS
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount
from wallet_cli.words.spelling import unbroken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.imported import Began, Change, Filed, Imported

COUNTS = (
    Column("account", ""),
    *(Column(key, "", right=True) for key in ("new", "confirmed", "known", "changed", "notes", "left")),
)
ROWS = tuple(
    Column(key, "")
    for key in ("line", "account", "date", "amount", "currency", "text", "status", "reason", "changed", "ref")
)
NOTE, MOVES_NOTHING = "note", "moves-nothing"
"""The status and the reason of a row that moves no money."""
LEFT = "left"
"""The status of a row that is left to another account's own file."""


def show(app: App, session: Session, done: Imported, line: Sequence[str]) -> None:
    """What became of banks' statements; ``line`` are the words of the command."""
    out = Output(app)
    numbers = style(session)
    if out.as_json:
        out.json(import_documents.document(done))
        return
    if app.options.quiet:
        id_alone(out, done.op, done.dry_run)
        return
    if out.form == "tsv":
        if app.options.verbose:
            out.rows(ROWS, (row for each in done.statements for row in _rows(each)))
        else:
            out.rows(COUNTS, [_counts(each) for each in _merged(done.statements, lambda each: each.account.uid)])
        import_doubts.noted(out, done.statements)
    else:
        _for_people(out, done, numbers, detail=app.options.verbose)
    import_notes.show(out, done, numbers, line)


def _for_people(out: Output, done: Imported, numbers: Style, *, detail: bool) -> None:
    for each in _merged(done.statements, lambda each: (each.file, each.account.uid)):
        _file(out, done, each)
        of_it = [one for one in done.statements if _is_of(one, each)]
        if detail:
            _all_rows(out, of_it, numbers)
        else:
            _first_rows(out, each, numbers)
        _changes(out, each, numbers)
        import_doubts.show(out, of_it, numbers)
    for began in done.began:
        out.prose(_began(began, numbers), 2)
    for opened in done.opened:
        shown = amount.held(opened.minor, opened.currency, opened.account.kind, numbers)
        fields = {"account": visible(opened.account.path), "day": opened.on.isoformat(), "amount": shown}
        text = (
            _("{account} begins on {day} with {amount}, as the file's own balances prove")
            if opened.is_proven
            else _("{account} begins on {day} with {amount}, as the file says")
        )
        out.prose(text.format(**fields), 2)
    ending(out, done.op, done.dry_run)


def _is_of(one: Filed, group: Filed) -> bool:
    return (one.file, one.account.uid) == (group.file, group.account.uid)


def _merged(statements: Iterable[Filed], key: object) -> list[Filed]:
    """The statements of one account as one: many banks deliver a statement a day."""
    found: dict[Hashable, Filed] = {}
    for each in statements:
        at = key(each)  # type: ignore[operator]
        found[at] = _both(found[at], each) if at in found else each
    return list(found.values())


def _both(one: Filed, other: Filed) -> Filed:
    days = [each.first for each in (one, other) if each.first], [each.last for each in (one, other) if each.last]
    shared = tuple(each for each in one.head.evidence if each in other.head.evidence)
    a, b = one.running or Running(0, 0), other.running or Running(0, 0)
    return one._replace(
        new=one.new + other.new,
        confirmed=one.confirmed + other.confirmed,
        known=one.known + other.known,
        changes=one.changes + other.changes,
        notes=one.notes + other.notes,
        left=one.left + other.left,
        posted=_summed(one.posted, other.posted),
        transfers=one.transfers + other.transfers,
        shown=(one.shown + other.shown)[:FIRST_ROWS],
        skipped=one.skipped + other.skipped,
        removed=one.removed + other.removed,
        first=min(days[0], default=None),
        last=max(days[1], default=None),
        head=one.head._replace(evidence=shared),
        running=Running(a.agree + b.agree, a.rows + b.rows),
    )


def _summed(one: Iterable[tuple[str, int]], other: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    found = dict(one)
    for path, count in other:
        found[path] = found.get(path, 0) + count
    return tuple(found.items())


def _file(out: Output, done: Imported, each: Filed) -> None:
    """What the file is, and how many of its rows were what."""
    file = done.plan.files[each.file].file
    head = each.head
    found = FOUND[each.found]
    number = visible(head.account) if head.account.strip("0-. ") else ""
    account = _(found[1] if number else found[0]).format(account=visible(each.account.path), number=number)
    parts = [_("{file}: {format}").format(file=visible(file.name), format=file.format), account]
    if head.bank:
        parts.insert(1, _("bank {bank}").format(bank=visible(head.bank)))
    if each.first and each.last:
        parts.append(period(each.first.isoformat(), each.last.isoformat()))
    parts += [head.currency.code] if head.currency else []
    out.phrases([*parts, *evidence(each)])
    counts = [
        _("{account}: {new} new, {confirmed} confirmed, {known} known").format(
            account=visible(each.account.path), new=each.new, confirmed=each.confirmed, known=each.known
        ),
        *([_("{count} changed").format(count=len(each.changes))] if each.changes else []),
        *([_("{count} not money").format(count=len(each.notes))] if each.notes else []),
        *([_("{count} left to another account's file").format(count=len(each.left))] if each.left else []),
        *[_("{count} removed since, left out (--again brings them in)").format(count=each.removed)]
        * bool(each.removed),
        *([_("{count} left out, of days before it begins").format(count=each.skipped)] if each.skipped else []),
    ]
    out.prose(_(", ").join(counts), 2)
    if each.posted:
        on = [
            unbroken(_("{account} {count}").format(account=visible(path), count=count)) for path, count in each.posted
        ]
        text = _("booked on: {accounts}").format(accounts=_(", ").join(on))
        more = _("; transfers between them: {count}").format(count=each.transfers)
        out.prose(text + (more if each.transfers else ""), 2)
        whole = sum(is_at_most(fate.row) for fate in each.fates if fate.status == ADDED)
        if whole:
            text = _("a red packet or discount may have paid a part that the file doesn't say; booked in full: {count}")
            out.prose(text.format(count=whole), 2)


def _first_rows(out: Output, each: Filed, numbers: Style) -> None:
    columns = (
        Column("date", _("date")),
        Column("payee", _("payee"), flexible=True),
        Column("amount", _("amount"), right=True),
        Column("category", _("category"), flexible=True),
        Column("rules", _("by rule"), sparse=True, drop=2),
        Column("status", _("status"), sparse=True, drop=1),
    )
    rows = []
    for shown in each.shown:
        row = shown.fate.row
        status = "" if shown.fate.status == ADDED else f"{_(STATUSES[shown.fate.status])} (t{shown.fate.txn})"
        rows.append(
            [
                row.booking_date.isoformat(),
                shown.payee,
                amount.people(row.amount.minor, row.amount.currency, numbers),
                route(shown.transfer) if shown.transfer else shown.category,
                " ".join(shown.fate.by),
                status,
            ]
        )
    out.rows(columns, rows)
    more = each.new + each.confirmed - len(rows)
    if rows and more > 0:
        out.prose(_("and {count} more; -v lists every row").format(count=more))
    _left_rows(out, each, numbers)


def _left_rows(out: Output, each: Filed, numbers: Style) -> None:
    """The rows that nothing was booked for, and whose file would bring them or why they are none."""
    left = [(row, why_left_said(row)) for row in each.left] + [(row, why_note(row)) for row in each.notes]
    if not left or not (each.new or each.left):
        return
    out.prose(_("not booked:"))
    columns = (
        Column("date", _("date")),
        Column("text", _("text"), flexible=True),
        Column("amount", _("amount"), right=True),
        Column("reason", _("why"), flexible=True),
    )
    rows = []
    for row, why in left[:FIRST_ROWS]:
        shown = amount.people(row.amount.minor, row.amount.currency, numbers)
        rows.append([row.booking_date.isoformat(), row.text, shown, why])
    out.rows(columns, rows)
    if len(left) > len(rows):
        out.prose(_("and {count} more; -v lists every row").format(count=len(left) - len(rows)))


def _all_rows(out: Output, statements: Iterable[Filed], numbers: Style) -> None:
    columns = (
        Column("line", _("line"), right=True, drop=2),
        Column("date", _("date")),
        Column("amount", _("amount"), right=True),
        Column("text", _("text"), flexible=True),
        Column("account", _("account"), drop=3, flexible=True, sparse=True),
        Column("status", _("status")),
        Column("reason", _("why"), drop=1, flexible=True),
    )
    rows = []
    for each in statements:
        rows += [
            [
                *_row_for_people(fate.row, numbers),
                booked_on(each, fate) if each.posted or fate.moved else "",
                _(STATUSES[status_of(fate)]),
                reason(fate),
            ]
            for fate in each.fates
        ]
        rows += [[*_row_for_people(row, numbers), "", _("not money"), why_note(row)] for row in each.notes]
        rows += [[*_row_for_people(row, numbers), "", _("left out"), why_left_said(row)] for row in each.left]
    out.rows(columns, rows)


def _row_for_people(row: Row, numbers: Style) -> list[str]:
    shown = amount.people(row.amount.minor, row.amount.currency, numbers)
    return [str(row.line), row.booking_date.isoformat(), shown, row.text]


def _changes(out: Output, each: Filed, numbers: Style) -> None:
    """Old and new of what the bank changed."""
    if not each.changes:
        return
    columns = (
        Column("ref", _("no.")),
        Column("part", _("what")),
        Column("was", _("so far"), flexible=True),
        Column("now", _("the bank now"), flexible=True),
        Column("outcome", _("result")),
    )
    rows = [row for change in each.changes for row in _change_rows(change, numbers)]
    out.rows(columns, rows)
    if any(change.outcome == KEPT for change in each.changes):
        out.prose(_("kept as they were; --changed take takes what the bank says now"), 2)


def _change_rows(change: Change, numbers: Style) -> Iterator[list[str]]:
    row, unit = change.fate.row, change.fate.row.amount.currency
    both = {
        "date": (change.was_on.isoformat(), row.booking_date.isoformat()),
        "amount": (amount.people(change.was_minor, unit, numbers), amount.people(row.amount.minor, unit, numbers)),
        "text": (change.was_text, row.text),
    }
    for part in change.parts:
        was, now = both[part]
        yield [f"t{change.fate.txn}", _(CHANGED_PARTS[part]), was, now, _(OUTCOMES[change.outcome])]


def _began(began: Began, numbers: Style) -> str:
    kind = began.account.kind
    text = _(PROOFS[began.proof]).format(
        account=visible(began.account.path),
        day=began.on.isoformat(),
        amount=amount.held(began.minor, began.currency, kind, numbers),
        was=amount.held(began.was_minor, began.currency, kind, numbers),
        was_day=began.was_on.isoformat(),
    )
    return text + _("; ") + today(began, numbers)


def _counts(each: Filed) -> list[str]:
    numbers = (each.new, each.confirmed, each.known, len(each.changes), len(each.notes), len(each.left))
    return [each.account.path, *map(str, numbers)]


def _rows(each: Filed) -> Iterator[list[str]]:
    for fate in each.fates:
        changed = ",".join(fate.changed)
        yield [*_cells(booked_on(each, fate), fate.row), status_of(fate), fate.reason, changed, f"t{fate.txn}"]
    for row in each.notes:
        yield [*_cells(each.account.path, row), NOTE, MOVES_NOTHING, "", ""]
    for row in each.left:
        yield [*_cells("", row), LEFT, why_left(row), "", ""]


def _cells(account: str, row: Row) -> list[str]:
    unit = row.amount.currency
    shown = plain(row.amount.minor, unit.scale)
    return [str(row.line), account, row.booking_date.isoformat(), shown, unit.code, row.text]

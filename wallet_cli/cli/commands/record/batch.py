"""``wallet batch``: many records from a file or a pipe, one a line as at the pay prompt, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from wallet_cli.cli.access import opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.app import App
from wallet_cli.cli.commands.record import prompted, verb
from wallet_cli.cli.line import registry
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt as receipts
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Spec, arg
from wallet_cli.domain.quickline import Word, parted
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.i18n import N_, _, sign
from wallet_cli.services.record import batch
from wallet_cli.services.record.write import request_digest
from wallet_cli.services.session import Session, style
from wallet_cli.words.amount import people
from wallet_cli.words.counted import LINES, TRANSACTIONS, counted
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.record.receipt import Receipt

VERBS = ("pay", "receive", "transfer", "exchange", "refund", "lend", "borrow", "repay", "adjust")
Lines = Sequence[tuple[int, str]]


def run(app: App, file: str, key: str | None, infer: bool) -> None:
    """Record every line in one operation, show one receipt."""
    lines = list(_told(_source(app, file)))
    request = request_digest("batch", *[text for _number, text in lines]) if key else b""
    with opening.writing(app, "batch", infers=infer, key=key or "", request=request) as session:
        # a file means the same by hand and in cron: scripts' number style, nothing inferred unless asked for
        done = confirmed(
            app,
            session._replace(people=False),
            lambda proven: batch.batch(proven, lambda joined: _record(app, joined, lines)),
        )
        _show(app, session, done, len(lines))


def _source(app: App, name: str) -> Iterable[str]:
    if name == "-":
        return app.standard_input
    try:
        return Path(name).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError as error:
        from wallet_cli.services import plain_file

        plain_file.require_expanded(name)
        raise UsageProblem("file-unreadable", path=name, why=error.strerror or "") from None


def _told(source: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines that say something, by number."""
    for number, line in enumerate(source, 1):
        text = line.lstrip("\ufeff").strip()
        if text and not text.startswith("#"):
            yield number, text


def _record(app: App, joined: Session, lines: Lines) -> None:
    inner = App(app.around, app.options._replace(no_input=True), joined)
    for number, text in lines:
        try:
            _line(inner, parted(text))
        except WalletError as error:
            error.params["line_number"] = number
            raise


def _line(app: App, words: list[Word]) -> None:
    entry = registry.find(words[0].text)
    if entry is not None and entry.name not in VERBS:
        raise UsageProblem("not-a-record", word=words[0].text, verbs=VERBS)
    spec = registry.load(entry or registry.find(VERBS[0]) or registry.ENTRIES[0])
    assert isinstance(spec, Spec)
    values: dict[str, Any] = {param.name: _unset(param.takes) for param in spec.params}
    values["words"] = prompted.without_options(words[1:] if entry else words, spec, values, in_batch=True)
    spec.run(app, **values)


def _unset(takes: str) -> Any:
    return [] if takes in (WORDS, MANY) else False if takes == FLAG else None


def _show(app: App, session: Session, done: Receipt, count: int) -> None:
    out, refs = Output(app), [ref for ref, _uid in done.transactions]
    if out.as_json or app.options.quiet or done.repeated:
        receipts.show(app, done, "", style(session))
        return
    if not count:
        out.note(_("every line is empty; nothing was recorded"))
        return
    if done.dry_run:
        _preview(out, session, done)
    text = _("{lines} as {transactions}").format(
        lines=counted(count - len(done.known), LINES), transactions=counted(len(refs), TRANSACTIONS)
    )
    told = _("Would record {what}") if done.dry_run else _("Recorded {what}")
    span = f"{refs[0]}{sign('–')}{refs[-1]}" if len(refs) > 1 else "".join(refs)
    head = told.format(what=receipts.dated(text, done.when))
    if done.dry_run:
        out.note(head)
        for line in _known(done):
            out.note(line)
        return
    out.prose(head, dim=span)
    for line in _known(done):
        out.prose(line)
    for change in done.changes:
        out.phrases(receipts.change_texts((change,), style(session), done.when))
    for remark in receipts.remarks(done, style(session)):
        out.prose(remark)
    if refs:
        out.prose("", dim=said(_("wrong? `wallet undo {op}`"), op=done.op))


def _known(done: Receipt) -> list[str]:
    """Which lines were recorded before, by their own ids."""
    if not done.known:
        return []
    ids = " ".join(dict.fromkeys(ref for each in done.known for ref, _uid in each))
    text = _("{lines} already recorded as {ids}; not recorded again")
    return [text.format(lines=counted(len(done.known), LINES), ids=ids)]


def _preview(out: Output, session: Session, done: Receipt) -> None:
    """What would be recorded, a row a transaction."""
    columns = (
        Column("amount", _("amount"), right=True),
        Column("payee", _("payee"), flexible=True, drop=1),
        Column("from", _("out of"), flexible=True),
        Column("to", _("into"), flexible=True),
        Column("categories", _("categories"), flexible=True),
        Column("date", _("date"), sparse=True),
    )
    numbers, between = style(session), _(", ") if out.form == "table" else ", "
    out.rows(
        columns,
        [
            (
                sign(" → ").join(people(minor, unit, numbers) for minor, unit in each.amounts),
                each.payee,
                between.join(each.sources),
                between.join(each.targets),
                between.join(each.categories),
                _day(out, session, each.day),
            )
            for each in done.summaries
        ],
    )


def _day(out: Output, session: Session, day: int) -> str:
    """The day of a row: for people only where it isn't today."""
    if out.form == "tsv":
        return date.fromordinal(day).isoformat()
    from wallet_cli.words import days

    return days.with_weekday(day, session.today) if day != session.today else ""


COMMAND = Spec(
    "batch",
    N_("record many lines at once"),
    run,
    (
        arg("file", metavar="FILE", help=N_("the file with the lines, - for standard input"), complete="file"),
        verb.KEY,
        verb.INFER,
    ),
    (
        "wallet batch november.txt",
        "wallet batch november.txt --dry-run",
        "printf '12.50 Coffee @cash +food\\nr 1800 Salary @bank +salary -d 1\\n' | wallet batch - --id salary-11",
    ),
    N_(
        "A line is what the pay prompt takes: no shell reads it, and double quotes keep a name in one piece. It "
        "may begin with another verb (receive, transfer, exchange, refund, lend, borrow, repay, adjust, or p r t "
        'x) and end in that verb\'s options (-d 11-20 -m "two words" --id KEY). Lines that begin with # are '
        "comments. All lines are one operation: an error names its line and nothing is recorded. Numbers are "
        "written 1234.50 whatever the wallet's own style."
    ),
)

"""What an import did, of whichever files: what was refused and why, what books brought, how to take it back."""

from __future__ import annotations

from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.cli.render.record.receipt import recorded
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services.files import reading
from wallet_cli.words import catalogue
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.statement import Refusal
    from wallet_cli.services.files.books_import import BooksImported

COUNTED = {"accounts": N_("accounts"), "payees": N_("payees"), "transactions": N_("transactions")}


def show_refusals(app: App, refusals: Sequence[Refusal]) -> None:
    """Everything that could not be used, with its line; in JSON it is in the document."""
    if not Output(app).as_json and refusals:
        list_refusals(app, refusals)


def list_refusals(app: App, refusals: Sequence[Refusal], most: int = 0) -> None:
    """The same before a question: a person reads it, whatever the result will be written as; ``most`` 0 is all."""
    out = Output(app)
    out.note(_("can't be used: {count}").format(count=len(refusals)))
    for each in refusals[: most or None]:
        where = _("line {line}: ").format(line=each.line) if each.line else ""
        excerpt = f"   {visible(each.excerpt)}" if each.excerpt else ""
        out.note(f"  {where}{message(each)}{excerpt}", 4)
    if most and len(refusals) > most:
        out.note("  " + _("and {count} more").format(count=len(refusals) - most))


def show_reasons(app: App, problem: WalletError) -> None:
    """All that was refused of a file that is refused as a whole, before the error; in JSON it is in the error."""
    found = reading.reasons(problem)
    if reading.REASONS in problem.params:
        problem.params[reading.REASONS] = refusal_documents(found)
    show_refusals(app, found)


def message(refusal: Refusal) -> str:
    """Why something was refused."""
    return catalogue.text_of(BadFile(refusal.slug, **refusal.params))[0]


def refusal_documents(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """What was refused, for programs."""
    return [
        {"line": each.line, "slug": each.slug, "message": message(each), "excerpt": each.excerpt} for each in refusals
    ]


def show_books(app: App, done: BooksImported, *, refusals_shown: bool = False) -> None:
    """What became of imported books."""
    out = Output(app)
    if not refusals_shown:
        show_refusals(app, done.refusals)
    counts = {"accounts": done.accounts, "payees": done.payees, "transactions": done.transactions}
    if out.as_json:
        head = {
            "schema": "wallet.import/1",
            "operation": recorded(done.op, done.dry_run),
            "file": done.file.name,
            "format": done.file.format,
            "sha256": done.file.sha256,
            "dry_run": done.dry_run,
        }
        books = {name: {"new": each.new, "known": each.known} for name, each in counts.items()}
        out.json({**head, "books": books, "refused": refusal_documents(done.refusals)})
    elif app.options.quiet:
        id_alone(out, done.op, done.dry_run)
    elif out.form == "tsv":
        columns = (Column("kind", ""), Column("new", "", right=True), Column("known", "", right=True))
        out.rows(columns, [[name, str(each.new), str(each.known)] for name, each in counts.items()])
    else:
        for name, each in counts.items():
            text = _("{kind}: {new} new, {known} known").format(kind=_(COUNTED[name]), new=each.new, known=each.known)
            out.line(text)
        ending(out, done.op, done.dry_run)


def id_alone(out: Output, op: str, dry_run: bool) -> None:
    """With ``-q``: the operation, where there is one."""
    if op and not dry_run:
        out.line(op)


def ending(out: Output, op: str, dry_run: bool) -> None:
    """Whether it was recorded, and how to take it back."""
    if not op:
        out.prose(_("nothing new; nothing was recorded"))
    elif dry_run:
        out.prose(_("nothing was recorded: leave out -n to record it"))
    else:
        out.line(out.paint(said(_("recorded as {op}; wrong? `wallet undo {op}`"), op=op), DIM))

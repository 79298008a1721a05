"""``wallet verify``: check the journal, the books and the files; all that is wrong is told, not only the first."""

from typing import Any

from wallet_cli.cli import ask, opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render import problems
from wallet_cli.cli.render.output import GREEN, RED, Column, Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.spec import FLAG, Spec, opt
from wallet_cli.errors import Damaged, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import verifying
from wallet_cli.services.verifying import Problem, Report

TITLES = {
    "settings": N_("settings of the database"),
    "schema": N_("tables, triggers and views as released"),
    "pages": N_("pages and their seals"),
    "references": N_("references between rows"),
    "seals": N_("transactions sealed"),
    "zero": N_("transactions sum to zero"),
    "journal": N_("operations in the journal"),
    "projection": N_("the books against the journal"),
    "rollups": N_("sums against the postings"),
    "balances": N_("balances against the journal's last seal"),
    "head": N_("the journal against what this machine saw last"),
    "header": N_("the key file's age"),
    "assertions": N_("balances that you have asserted"),
    "rebuild": N_("the books made anew"),
}


def run(app: App, rebuild: bool, accept_older: bool) -> None:
    """Check; or make the books anew; or go on from the vault as it is."""
    if rebuild and accept_older:
        raise UsageProblem("options-exclude", options=("--rebuild", "--accept-older"))
    out = Output(app)
    writes = (rebuild or accept_older) and not app.options.dry_run
    store = opening.opened_unchecked(app, writes=writes)
    try:
        session = opening.session(app, store, "verify")
        with Bar(app, {name: _(title) for name, title in TITLES.items()}) as bar:
            if rebuild and writes:
                done = verifying.rebuild(session, bar)
                report, before, put_back = done.after, done.before, done.put_back
            else:
                report, before, put_back = verifying.verify(session, bar), None, ()
        if accept_older:
            _accept(app, out, report, lambda: verifying.accept_older(session))
            return
        _show(app, out, report, before, put_back)
    finally:
        store.close()


def _show(app: App, out: Output, report: Report, before: Report | None, put_back: tuple[str, ...]) -> None:
    mended = () if before is None else _mended(before, report)
    if out.as_json:
        out.json(_document(app, report, mended, put_back))
    else:
        if not app.options.quiet:
            _table(out, report)
        for name in put_back:
            out.note(_("put back as released: {name}").format(name=name))
        if before is not None:
            out.note(_("mended by making the books anew: {count}").format(count=len(mended)))
            _list(out, mended)
        _list(out, report.problems)
        if report.more:
            out.note(_("and {count} more of the same kinds").format(count=report.more))
        if report.erased:
            out.note(_("erased on purpose, and not compared: {count} parts of the journal").format(count=report.erased))
    count = len(report.problems) + report.more
    if count:
        raise Damaged("verify-problems", problems=count)


def _mended(before: Report, after: Report) -> tuple[Problem, ...]:
    left = {str(each.error) for each in after.problems}
    return tuple(each for each in before.problems if str(each.error) not in left)


def _table(out: Output, report: Report) -> None:
    columns = (
        Column("check", _("check"), flexible=True),
        Column("looked_at", _("looked at"), right=True),
        Column("problems", _("problems"), right=True),
    )
    people = out.form == "table"
    rows = [
        [_(TITLES[each.name]) if people else each.name, str(each.looked_at), str(each.problems)]
        for each in report.checks
    ]
    out.rows(columns, rows)
    if people and not report.problems:
        out.line(out.paint(_("All is well: {count} operations checked").format(count=report.operations), GREEN))


def _list(out: Output, found: tuple[Problem, ...]) -> None:
    for each in found:
        message, hint = problems.text_of(each.error)
        out.note(f"{out.paint('✗', RED)} {message}" if out.form == "table" else f"{each.check}: {message}")
        if hint:
            out.note(f"  {hint}")


def _document(app: App, report: Report, mended: tuple[Problem, ...], put_back: tuple[str, ...]) -> dict[str, Any]:
    return {
        "schema": "wallet.verify/1",
        "wallet": app.name,
        "ok": not report.problems,
        "operations": report.operations,
        "erased": report.erased,
        "checks": [each._asdict() for each in report.checks],
        "problems": [_problem(each) for each in report.problems],
        "more": report.more,
        "mended": [_problem(each) for each in mended],
        "put_back": list(put_back),
    }


def _problem(each: Problem) -> dict[str, Any]:
    message, hint = problems.text_of(each.error)
    slug, params = each.error.slug, each.error.params
    return {"check": each.check, "slug": slug, "message": message, "hint": hint, "params": params}


ACCEPTABLE = ("store-older", "store-forked", "keys-older")


def _accept(app: App, out: Output, report: Report, accept: Any) -> None:
    """Only what an older or another copy shows may be accepted; whatever else is wrong must be mended first."""
    other = [each for each in report.problems if each.error.slug not in ACCEPTABLE]
    if other:
        if out.as_json:
            out.json(_document(app, report, (), ()))
        else:
            _list(out, tuple(other))
        raise Damaged("verify-problems", problems=len(other) + report.more)
    op = ""
    if len(other) == len(report.problems):
        out.note(_("This is the state that this machine saw last: there is nothing to accept"))
    elif not app.options.dry_run:
        if not out.as_json:
            _list(out, report.problems)
        if ask.yes(app, _("Go on from the wallet as it is? What it lacks will be missing for good.")):
            op = accept()
        else:
            out.note(_("nothing was changed"))
    if out.as_json:
        out.json({"schema": "wallet.verify/1", "wallet": app.name, "accepted": op, "dry_run": app.options.dry_run})
    elif op:
        out.line(_("Accepted as it is, noted as {op}").format(op=op))
    elif app.options.dry_run:
        out.line(_("would accept the wallet as it is now"))


COMMAND = Spec(
    "verify",
    N_("check the journal, the books and the files"),
    run,
    (
        opt("rebuild", "--rebuild", takes=FLAG, help=N_("make the books anew from the journal, and say what changed")),
        opt(
            "accept_older",
            "--accept-older",
            takes=FLAG,
            help=N_("go on from an older or another copy of this wallet, on purpose"),
        ),
    ),
    ("wallet verify", "wallet verify --json", "wallet verify --rebuild", "wallet verify --accept-older"),
    N_("It reads everything, so its time grows with the books; whatever is wrong is listed, and the status is then 8."),
)

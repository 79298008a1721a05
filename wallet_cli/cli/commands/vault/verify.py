"""``wallet verify``: check the journal, the books and the files; all that is wrong is reported, not only the first."""

from __future__ import annotations

from pathlib import Path

from wallet_cli.cli.access import ask, backup_secrets, opening
from wallet_cli.cli.commands.vault import backup
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.render.vault.checks import listing, problem_document, table, titles
from wallet_cli.cli.spec import FLAG, Spec, arg, opt
from wallet_cli.domain.text import visible
from wallet_cli.errors import FINDINGS_EXIT, Advisory, Busy, Damaged, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import access, backup_check, location, logs, verify
from wallet_cli.words.counted import PARTS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.verify import Problem, Verified


def run(
    app: App,
    file: str | None,
    rebuild: bool,
    accept_older: bool,
    with_log: bool,
    without_log: bool,
    check: bool,
    repair_keys: bool = False,
) -> int:
    """Check; or rebuild the books; or continue from the vault as it is; or mend the key header; or check a backup."""
    said = {
        "FILE": file is not None, "--rebuild": rebuild, "--accept-older": accept_older, "--repair-keys": repair_keys,
        "--with-log": with_log, "--without-log": without_log,
    }  # fmt: skip
    _require_fit(tuple(name for name, is_said in said.items() if is_said))
    out = Output(app)
    if repair_keys:
        from wallet_cli.cli.commands.vault import repair_header

        repair_header.run(app)
        return 0
    if file is not None:
        asserted = _check_backup(app, out, file)
        return FINDINGS_EXIT if asserted and check else 0
    writes = (rebuild or with_log or without_log) and not app.options.dry_run
    log = "" if not writes else logs.WITH_LOG if with_log else logs.WITHOUT_LOG if without_log else ""
    key, store = opening.open_store_unchecked(app, writes=writes, log=log)
    try:
        if rebuild and writes and verify.is_older(store):
            store.close()
            verify.keep_copy(opening.place(app))
            store = access.open_store(opening.place(app), key, unchecked=True)
        session = opening.session(app, store, "verify")
        with Bar(app, titles()) as bar:
            if rebuild and writes:
                done = verify.rebuild(session, bar)
                report, before, put_back = done.after, done.before, done.put_back
            else:
                report, before, put_back = verify.verify(session, bar), None, ()
        report = report._replace(problems=tuple(_naming_copies(app, each) for each in report.problems))
        if accept_older:
            end = verify.end(store)
            store.close()  # while someone thinks, files may come, which an open store would take for its own
            _accept(app, out, report, lambda: _accepted(app, key, end))
            return 0
        if store.unproven:
            opening.remark_unproven(app)
        found = _show(app, out, report, before, put_back)
        return FINDINGS_EXIT if found and check else 0
    finally:
        store.close()


def _accepted(app: App, key: bytes, end: tuple[int, bytes]) -> str:
    """Continue from the state that was looked at, which ends so, and of which nothing was changed until now."""
    verify.require_memory(opening.place(app))
    store = access.open_store(opening.place(app), key, unchecked=True, accepts=True, end=end)
    try:
        if verify.end(store) != end:
            raise Busy("vault-busy")
        return verify.accept_older(opening.session(app, store, "verify"), location.seen_apart(opening.place(app)))
    finally:
        store.close()


def _show(app: App, out: Output, report: Verified, before: Verified | None, put_back: tuple[str, ...]) -> int:
    """Tell the report; raises Damaged("verify-problems"), or answers how many assertions the books contradict."""
    mended = () if before is None else _mended(before, report)
    if out.as_json:
        out.json(_document(app, report, mended, put_back))
    else:
        if not app.options.quiet:
            table(out, report)
        for name in put_back:
            out.note(_("put back as released: {name}").format(name=name))
        if before is not None:
            count = len(mended) + max(0, before.more - report.more)
            out.note(_("repaired by rebuilding the books: {count}").format(count=count))
            listing(out, mended)
        listing(out, report.problems)
        if report.more:
            out.note(_("and {count} more of the same kinds").format(count=report.more))
        if report.erased:
            out.note(
                _("erased on purpose, and not compared: {parts} of the journal").format(
                    parts=counted(report.erased, PARTS)
                )
            )
    if report.damages:
        raise Damaged("verify-problems", problems=report.damages)
    return report.advised


def _naming_copies(app: App, problem: Problem) -> Problem:
    error = problem.error
    if not isinstance(error, Damaged) or error.slug not in ("store-older", "store-forked"):
        return problem
    return problem._replace(error=access.with_copies(opening.place(app), error))


def _require_fit(said: tuple[str, ...]) -> None:
    """Refuse options of which one alone can be meant."""
    for alone in ("FILE", "--repair-keys"):
        if alone in said and len(said) > 1:
            raise UsageProblem("options-exclude", options=(alone, *[each for each in said if each != alone]))
    for pair in (("--rebuild", "--accept-older"), ("--with-log", "--without-log")):
        if set(pair) <= set(said):
            raise UsageProblem("options-exclude", options=pair)


def _check_backup(app: App, out: Output, file: str) -> int:
    """Check a backup without restoring it; as ``_show``."""

    def key_of(head: backup_check.BackupHead) -> bytes:
        with backup_secrets.of_the_file(head, file, ("verify",), ("--wallet", "NAME")):
            return opening.key_of_backup(app, head)

    with Bar(app, titles()) as bar:
        done = backup_check.check(
            Path(file),
            key_of,
            app.around.state_folder,
            lambda store: opening.session(app, store, "verify"),
            bar,
        )
    report = done.report
    if out.as_json:
        document = _document(app, report, (), ())
        document["backup"] = backup.document(app, file, done.label, done.contents, done.bytes)
        out.json(document)
    else:
        if not app.options.quiet:
            table(out, report)
            out.note(_("a backup of {time}").format(time=local(app, done.label.made_us)))
        listing(out, report.problems)
    if report.damages:
        raise Damaged("backup-problems", problems=report.damages)
    return report.advised


def _mended(before: Verified, after: Verified) -> tuple[Problem, ...]:
    left = {str(each.error) for each in after.problems}
    return tuple(each for each in before.problems if str(each.error) not in left)


def _document(app: App, report: Verified, mended: tuple[Problem, ...], put_back: tuple[str, ...]) -> dict[str, Any]:
    return {
        "schema": "wallet.verify/1",
        "wallet": app.name,
        "ok": not report.problems,
        "operations": report.operations,
        "erased": report.erased,
        "checks": [each._asdict() for each in report.checks],
        "problems": [problem_document(each) for each in report.problems],
        "more": report.more,
        "mended": [problem_document(each) for each in mended],
        "put_back": list(put_back),
    }


ACCEPTABLE = ("store-older", "store-forked", "keys-older", "device-unknown")


def _accept(app: App, out: Output, report: Verified, accept: Any) -> None:
    """Only what an older or another copy shows may be accepted; whatever else is wrong must be mended first."""
    harm = [each for each in report.problems if not isinstance(each.error, Advisory)]
    other = [each for each in harm if each.error.slug not in ACCEPTABLE]
    if other:
        if out.as_json:
            out.json(_document(app, report, (), ()))
        else:
            listing(out, tuple(other))
        raise Damaged("verify-problems", problems=report.damages - len(harm) + len(other))
    op = ""
    if not harm:
        out.note(_("This is the state that this machine saw last: there is nothing to accept"))
    elif not app.options.dry_run:
        if not out.as_json:
            listing(out, report.problems)
            _say_copies(app, out)
        if ask.yes(app, _("Continue with the wallet as it is? What it lacks will be missing for good.")):
            op = accept()
        else:
            out.note(_("nothing was changed"))
    if out.as_json:
        out.json({"schema": "wallet.verify/1", "wallet": app.name, "accepted": op, "dry_run": app.options.dry_run})
    elif op:
        out.prose(_("Accepted as it is, recorded as {op}").format(op=op))
    elif app.options.dry_run:
        out.prose(_("would accept the wallet as it is now"))


def _say_copies(app: App, out: Output) -> None:
    """What becomes of the copies beside it: anyone who continues from both has two wallets."""
    place = opening.place(app)
    copies = location.copies(place, location.vault_id(place))
    if copies:
        text = _("the wallet {copies} beside it stays as it is; from now on they differ, and can't be joined again")
        out.note(text.format(copies=visible(_(", ").join(copies))))


COMMAND = Spec(
    "verify",
    N_("check the journal, the books and the files"),
    run,
    (
        arg(
            "file", help=N_("a backup to check, instead of the wallet"), required=False, metavar="FILE", complete="file"
        ),
        opt("rebuild", "--rebuild", takes=FLAG, help=N_("rebuild the books from the journal, and show what changed")),
        opt(
            "accept_older",
            "--accept-older",
            takes=FLAG,
            help=N_("continue from an older or another copy of this wallet, on purpose"),
        ),
        opt(
            "with_log",
            "--with-log",
            takes=FLAG,
            help=N_("use a log beside the store that nothing proves; both are also kept aside as they are"),
        ),
        opt("without_log", "--without-log", takes=FLAG, help=N_("continue without that log, which is set aside")),
        opt(
            "repair_keys",
            "--repair-keys",
            takes=FLAG,
            help=N_(
                "put back the key header (wallet.keys) that the store knows, where something else changed, damaged or "
                "removed it"
            ),
        ),
        opt(
            "check",
            "--check",
            takes=FLAG,
            help=N_("status 10 when the books contradict a balance that you had asserted"),
        ),
    ),
    (
        "wallet verify",
        "wallet verify --json",
        "wallet verify --rebuild",
        "wallet verify --accept-older",
        "wallet verify --without-log",
        "wallet verify --repair-keys",
        "wallet verify main.backup",
    ),
    N_(
        "It reads everything, so it takes longer as the books grow. It lists whatever is wrong, and then the status "
        "is 8."
    ),
)

"""``wallet import``: banks' statements, or whole books, into the wallet; what was new, known, refused, and why."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands.files import ewallet_questions, import_questions, of_formats, tables, wrapped
from wallet_cli.cli.line import retyped
from wallet_cli.cli.render.files import imports, statements
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.spec import FLAG, MANY, WORDS, Hint, Spec, arg, opt
from wallet_cli.errors import BadFile, UsageProblem, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion
from wallet_cli.services.files import bank_import, books_import, ewallet_places, reading, source
from wallet_cli.services.files.imported import KEEP, MOVE, SKIP, TAKE, Choices
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import BinaryIO

    from wallet_cli.cli.app import App
    from wallet_cli.services.files.imported import FilePlan
    from wallet_cli.services.files.source import Source
    from wallet_cli.services.files.wrapping import Wrapping
    from wallet_cli.services.session import Session

    Answer = Callable[[Callable[[], None], Source, Callable[[Source], FilePlan]], FilePlan]

EARLY_ROWS = (MOVE, SKIP)
CHANGED_ROWS = (KEEP, TAKE)


def run(
    app: App,
    words: list[str],
    account: str | None,
    format_name: str | None,
    skip_refused: bool,
    before_opening: str | None,
    changed: str | None,
    learn_number: bool,
    again: bool,
    method: list[str],
    member: str | None,
    file_password_file: str | None,
    file_password_fd: str | None,
    **of_format: str | None,
) -> None:
    """Read the files, record what is new in one operation, say what became of it."""
    files, named = _words(words, account)
    for option, value, known in (
        ("--before-opening", before_opening, EARLY_ROWS),
        ("--changed", changed, CHANGED_ROWS),
    ):
        if value is not None and value not in known:
            raise UsageProblem("option-not-one-of", option=option, value=value, known=known)
    choices = Choices(skip_refused, before_opening or "", changed or KEEP, again=again)
    around = wrapped.wrapping(app, member, file_password_file, file_password_fd)
    given = {
        "account": account, "format_name": format_name, "member": member, "file_password_file": file_password_file,
        "file_password_fd": file_password_fd, "skip_refused": skip_refused, "before_opening": before_opening,
        "changed": changed, "learn_number": learn_number, "again": again, "method": method,
    }  # fmt: skip
    line = ["import", *words, *retyped.option_words(COMMAND.params, given)]
    told_means = ewallet_places.told(method)
    options = of_formats.given(completion.import_options(), of_format)
    try:
        with opening.writing(app, "import") as session, ExitStack() as stack:
            found = []
            for name in files:
                stream = stack.enter_context(tables.opened(app, name))
                found += _sources(stream, name, format_name, options, around, several=len(files) > 1)
            if any(file.is_books for file in found):
                _books(app, session, found, named, skip_refused)
            else:
                answer = partial(tables.answered, app, session, line)
                whole = [*line, *(word for name, value in options.items() for word in (f"--{name}", value))]
                _statements(app, session, found, named, choices, learn_number, answer, told_means, whole)
    except WalletError as problem:
        if problem.slug == "wrong-passphrase":  # it may have been the password of a file
            problem.params["files"] = wrapped.lockable(files)
        if ewallet_places.ANSWERS in problem.params:
            answers = problem.params.pop(ewallet_places.ANSWERS)
            told = answers if isinstance(answers, tuple) else ()
            problem.params["corrected"] = spelled((*line, *(word for each in told for word in ("--method", each))))
        packed = problem.params.get("files")
        if problem.slug == "packed-several" and len(files) == 1 and isinstance(packed, tuple):
            problem.params["corrected"] = spelled((*line, "--member", packed[0]))
        imports.show_reasons(app, problem)
        raise


def _sources(
    stream: BinaryIO,
    name: str,
    format_name: str | None,
    options: dict[str, str],
    around: Wrapping,
    *,
    several: bool,
) -> list[Source]:
    """One file, or those that are packed in it."""
    try:
        return source.sources(stream, Path(name).name, format_name, options, around)
    except WalletError as problem:
        if several:
            problem.params["one_of_several"] = Path(name).name
        raise


def _books(app: App, session: Session, files: Sequence[Source], named: str | None, skips: bool) -> None:
    if len(files) > 1:
        raise UsageProblem("books-alone", books=tuple(file.name for file in files if file.is_books))
    if named:
        raise UsageProblem("books-have-accounts", account=named)
    file = files[0]
    try:
        done = books_import.record(session, file, skip_refused=skips)
    except BadFile as problem:
        if problem.slug != "rows-refused" or not app.asks:
            raise
        import_questions.leave_out(app, problem, reading.reasons(problem))
        file.stream.seek(0)
        done = books_import.record(session, file, skip_refused=True)
        imports.show_books(app, done, refusals_shown=True)
        return
    imports.show_books(app, done)


def _statements(
    app: App,
    session: Session,
    files: Sequence[Source],
    named: str | None,
    choices: Choices,
    learns: bool,
    answer: Answer,
    told: Mapping[str, str],
    line: Sequence[str],
) -> None:
    titles = {bank_import.READING: _("reading"), bank_import.BOOKING: _("comparing and recording")}
    with Bar(app, titles) as bar:
        choose = import_questions.account_chooser(app, session, bar) if app.asks else None
        means = ewallet_questions.means(app, session, told, bar)
        plan = bank_import.planned(
            session, files, named, choose, bar, lambda file, read: answer(bar.away, file, read), means
        )
        bar.away()
        choices, is_shown = import_questions.decided(app, session, plan, choices, learns=learns)
        done = bank_import.record(session, plan, choices, bar)
    if not is_shown:
        imports.show_refusals(app, plan.refusals)
    statements.show(app, session, done, line)
    for each in plan.files:
        tables.show_kept(app, each.kept)


def _words(words: list[str], account: str | None) -> tuple[list[str], str | None]:
    """The files and the account, in whichever order."""
    files = [word for word in words if word[:1] not in ("@", "＠")]
    named = [*([account] if account else []), *(word[1:] for word in words if word[:1] in ("@", "＠"))]
    if not files or len(named) > 1 or files.count("-") > 1:
        raise UsageProblem("import-words", words=tuple(words))
    return files, named[0] if named else None


COMMAND = Spec(
    "import",
    N_("read banks' statements or exported books"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            metavar="FILE… @ACCOUNT",
            help=N_("the files (- reads standard input), and the account where its number does not say"),
            complete="file",
        ),
        opt("account", "--account", metavar="ACCOUNT", help=N_("the account, instead of @account"), complete="account"),
        opt(
            "format_name",
            "--format",
            metavar="FORMAT",
            help=N_("one of {names}; by the file's first bytes when left out"),
            names=completion.import_formats,
        ),
        *wrapped.PARAMS,
        opt("skip_refused", "--skip-refused", takes=FLAG, help=N_("leave out what can't be used, record the rest")),
        opt(
            "before_opening",
            "--before-opening",
            metavar="CHOICE",
            help=N_("rows from before an account begins: {names} (let it begin earlier, or leave them out)"),
            names=lambda: EARLY_ROWS,
        ),
        opt(
            "changed",
            "--changed",
            metavar="CHOICE",
            help=N_("known rows that the bank changed: {names} (keep them as they are, or take the bank's)"),
            names=lambda: CHANGED_ROWS,
        ),
        opt(
            "learn_number",
            "--learn-number",
            takes=FLAG,
            help=N_("keep the number that the file names, so that its account is found by itself"),
        ),
        opt(
            "method",
            "--method",
            takes=MANY,
            metavar="NAME=ACCOUNT",
            help=N_("which account a file means by NAME; +ACCOUNT makes it; nothing leaves its rows to its own file"),
        ),
        opt("again", "--again", takes=FLAG, help=N_("bring in rows, too, that were removed since an earlier import")),
    ),
    ("wallet import bank.ofx @bank -n", "wallet import bank.ofx", "wallet import bank.ofx card.ofx",
     "wallet import books.jsonl"),
    N_(
        "The same file twice adds nothing, and one undo takes an import back, of several files as well. A row gets the "
        "category that its payee had last, or else is uncategorised. What was removed stays out, unless --again. What "
        "can't be used is listed with its line, and you are asked; a script records nothing then, unless "
        "--skip-refused."
    ),
    more=lambda: of_formats.params(completion.import_options()),
    hints=(Hint("--strict", (), lambda _typed, _line: UsageProblem("import-strict")),),
)  # fmt: skip

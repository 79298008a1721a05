"""``wallet import``: a bank's statement, or whole books, into the wallet; what was new, known, refused, and why."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.commands.files import of_formats, wrapped
from wallet_cli.cli.render.files import imports
from wallet_cli.cli.spec import FLAG, WORDS, Spec, arg, opt
from wallet_cli.domain.account import bare
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion, plain_file
from wallet_cli.services.files import bank_import, books_import, source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.statement import StatementHead
    from wallet_cli.services.files.source import Source


def run(
    app: App,
    words: list[str],
    account: str | None,
    format_name: str | None,
    strict: bool,
    member: str | None,
    file_password_file: str | None,
    file_password_fd: str | None,
    **of_format: str | None,
) -> None:
    """Read the file, record what is new in one operation, say what became of it."""
    name, named = _words(words, account)
    try:
        options = of_formats.given(completion.import_options(), of_format)
        around = wrapped.wrapping(app, member, file_password_file, file_password_fd)
        read = partial(source.source, name=Path(name).name, format_name=format_name, options=options, wrapping=around)
        _run(app, name, named, strict, read)
    except WalletError as problem:
        imports.show_reasons(app, problem)
        raise


def _run(app: App, name: str, named: str | None, strict: bool, read: Callable[[BinaryIO], Source]) -> None:
    with opening.writing(app, "import") as session, _opened(app, name) as stream:
        file = read(stream)
        if file.is_books:
            if named:
                raise UsageProblem("books-have-accounts", account=named)
            imports.show_books(app, books_import.record(session, file, strict=strict))
            return
        plan = bank_import.planned(session, file, named, (lambda head: _asked(app, head)) if app.asks else None)
        detail = app.options.dry_run or app.options.verbose
        done = bank_import.record(session, plan, strict=strict, detail=detail)
        imports.show_refusals(app, plan.refusals)
        imports.show_statements(app, session, done)


def _words(words: list[str], account: str | None) -> tuple[str, str | None]:
    """The file and the account, in whichever order."""
    files = [word for word in words if word[:1] not in ("@", "＠")]
    named = [*([account] if account else []), *(word[1:] for word in words if word[:1] in ("@", "＠"))]
    if len(files) != 1 or len(named) > 1:
        raise UsageProblem("import-words", words=tuple(words))
    return files[0], named[0] if named else None


@contextmanager
def _opened(app: App, name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield app.around.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, where only opening it may fail like this
    except OSError as error:
        plain_file.require_expanded(name)
        raise UsageProblem("file-unreadable", path=name, why=error.strerror or "") from None
    with stream:
        yield stream


def _asked(app: App, head: StatementHead) -> str:
    question = _("which account is number {number}? @").format(number=visible(head.account) or "?")
    return bare(ask.line(app, question).strip())


COMMAND = Spec(
    "import",
    N_("read a bank's statement or exported books"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            metavar="FILE @ACCOUNT",
            help=N_("the file (- reads standard input), and the account where its number does not say"),
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
        opt("strict", "--strict", takes=FLAG, help=N_("record nothing if anything in the file can't be used")),
    ),
    ("wallet import bank.ofx @bank -n", "wallet import bank.ofx", "wallet import books.jsonl"),
    N_(
        "The same file twice adds nothing, and one undo takes an import back. A row gets the category that its "
        "payee had last, or else other. What can't be used is listed with its line; the rest is recorded, unless "
        "--strict."
    ),
    more=lambda: of_formats.params(completion.import_options()),
)

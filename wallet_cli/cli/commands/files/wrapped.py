"""What is said on the line, or asked, about a file that is packed or has a password."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wallet_cli.cli.access import ask, secrets
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import opt
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.files.wrapping import Wrapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wallet_cli.cli.app import App

_TRIES = 3
_LOCKABLE = (".zip", ".xlsx", ".xls", ".pdf")

PARAMS = (
    opt("member", "--member", metavar="NAME", help=N_("the file in a ZIP file, where several may be meant")),
    opt(
        "file_password_file",
        "--file-password-file",
        metavar="FILE",
        help=N_("take the file's own password from this file, which only you may read"),
        complete="file",
    ),
    opt(
        "file_password_fd",
        "--file-password-fd",
        metavar="N",
        help=N_("take the file's own password from this open descriptor"),
    ),
)


def wrapping(app: App, member: str | None, password_file: str | None, password_fd: str | None) -> Wrapping:
    """What was given; passwords are read when one is needed, and asked for up to three times on a terminal.

    UsageProblem("file-password-unread", "file-password-open", "file-password-fd") when they are.
    """

    @cache
    def of_descriptor(text: str) -> str:
        return _text(_from_descriptor(text))  # what is read once is there for each file

    def passwords(name: str) -> Iterator[str]:
        if password_file is not None:
            yield _text(_from_file(password_file))
        elif password_fd is not None:
            yield of_descriptor(password_fd)
        elif app.asks:
            for number in range(_TRIES):
                if number:
                    ask.note(app, _("this password doesn't open it"))
                yield ask.secret(app, _("password for {file}: ").format(file=visible(name)))

    def leaves(names: tuple[str, ...]) -> None:
        shown = _(", ").join(map(visible, names))
        text = _("left out, as a statement is beside it: {files}; --member reads one of them instead")
        Output(app).note(text.format(files=shown))

    def skips(names: tuple[str, ...]) -> None:
        text = _("left out, as wallet finds no statement in it: {files}")
        Output(app).note(text.format(files=_(", ").join(map(visible, names))))

    return Wrapping(member or "", passwords, leaves, skips)


def lockable(files: Sequence[str]) -> tuple[str, ...]:
    """The names of those files that may have a password of their own."""
    return tuple(Path(name).name for name in files if name.lower().endswith(_LOCKABLE))


def _from_file(path: str) -> bytes:
    try:
        return secrets.from_file(path)
    except UsageProblem as error:
        if error.slug == "passphrase-file-open":
            raise UsageProblem("file-password-open", path=path, mode=error.params["mode"]) from None
        raise UsageProblem("file-password-unread", path=path, why=error.params["why"]) from None


def _from_descriptor(text: str) -> bytes:
    try:
        return secrets.from_descriptor(text)
    except UsageProblem:
        raise UsageProblem("file-password-fd", fd=text) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")

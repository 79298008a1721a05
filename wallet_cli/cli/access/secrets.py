"""Where a passphrase may come from: a file only its owner can read, a descriptor, a command, credentials, the terminal.

Never an argument, never the value of an environment variable.
"""

from __future__ import annotations

import os
import stat

from wallet_cli.cli.access import ask
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App

_READ_BYTES = 4097
"""One more than a line was ever cut at: what is longer is known as such, and never taken for the whole."""


def passphrase(app: App, *, wallet: str, unlockable: bool = True, name: str | None = None) -> bytes:
    """The passphrase, from the first source given; asked for on a terminal; else Locked("locked"), or where
    ``unlockable`` wouldn't help Locked("secret-needed"). ``name`` is what it is for, where that isn't the wallet.

    Raises UsageProblem("passphrase-file", "passphrase-fd", "passphrase-command").
    """
    found = given(app)
    if found is not None:
        return found
    if not app.asks:
        raise Locked("locked", wallet=wallet) if unlockable else Locked("secret-needed")
    from wallet_cli.cli.access import passphrases

    return passphrases.typed(ask.secret(app, _("passphrase for {wallet}: ").format(wallet=name or wallet)))


def given(app: App) -> bytes | None:
    """The passphrase from a source that needs no keyboard, None where no source is named."""
    told = named(app)
    return ambient(app) if told is None else told


def named(app: App) -> bytes | None:
    """The passphrase from the source that the command line names."""
    options = app.options
    if options.passphrase_file is not None:
        return from_file(options.passphrase_file)
    if options.passphrase_fd is not None:
        return from_descriptor(options.passphrase_fd)
    if options.passphrase_command is None:
        return None
    from wallet_cli.cli.access import passphrase_command

    return _first_line(passphrase_command.output(options.passphrase_command), "--passphrase-command")


def names_source(app: App) -> bool:
    """Whether the command line names a source; asked without reading it, because a descriptor is read only once."""
    options = app.options
    told = (options.passphrase_file, options.passphrase_fd, options.passphrase_command)
    return any(each is not None for each in told)


def ambient(app: App) -> bytes | None:
    """The passphrase from the file that the environment names; never the value of a variable."""
    env = app.around.env
    if env.get("WALLET_PASSPHRASE_FILE"):
        return from_file(env["WALLET_PASSPHRASE_FILE"], named="WALLET_PASSPHRASE_FILE")
    if env.get("CREDENTIALS_DIRECTORY"):
        credential = os.path.join(env["CREDENTIALS_DIRECTORY"], "wallet")
        if os.path.exists(credential):  # noqa: PTH110 - the one thing asked about it
            return from_file(credential, granted=True, named="CREDENTIALS_DIRECTORY")
    return None


def from_file(path: str, *, granted: bool = False, named: str = "--passphrase-file") -> bytes:
    """The first line of a file that only its owner can read; ``named`` is what named it.

    ``granted``: a service manager's file. systemd lets the service's user read root's file by an access list, which
    shows as the group's right to read. Raises UsageProblem("passphrase-file", "passphrase-file-open").
    """
    try:
        # without O_NONBLOCK a named pipe would keep us waiting for its writer
        with open(os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # noqa: PTH123
            told = os.fstat(file.fileno())
            if not stat.S_ISREG(told.st_mode):
                raise UsageProblem("passphrase-file", path=path, why=_("not a plain file"), source=named)
            others = 0o037 if granted and told.st_uid == 0 else 0o077
            if told.st_mode & others:
                raise UsageProblem("passphrase-file-open", path=path, mode=f"{told.st_mode & 0o777:o}")
            if hasattr(os, "getuid") and told.st_uid not in (os.getuid(), 0):
                raise UsageProblem("passphrase-file", path=path, why=_("it belongs to someone else"), source=named)
            return _first_line(file.read(_READ_BYTES), named)
    except OSError as error:
        raise UsageProblem("passphrase-file", path=path, why=error.strerror or "", source=named) from None


def from_descriptor(text: str) -> bytes:
    """The first line, and not a byte more: anyone who opened it may keep it open, and may have more to say to
    others."""
    told = b""
    try:
        while len(told) < _READ_BYTES and (sign := os.read(int(text), 1)) not in (b"", b"\n"):
            told += sign
    except (OSError, ValueError, OverflowError):  # also a pipe that doesn't wait, and in which no line is yet
        raise UsageProblem("passphrase-fd", fd=text) from None
    return _first_line(told, "--passphrase-fd")


def _first_line(data: bytes, source: str) -> bytes:
    from wallet_cli.cli.access import passphrases

    return passphrases.from_source(data.split(b"\n", 1)[0].rstrip(b"\r"), source)

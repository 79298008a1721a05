"""Where a passphrase may come from: a file only its owner can read, a descriptor, a command, credentials, the terminal.

Never an argument, never the value of an environment variable.
"""

import os
import stat
import subprocess
from pathlib import Path

from wallet_cli.cli import ask
from wallet_cli.cli.app import App
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import _

MAX_BYTES = 4096


def passphrase(app: App, *, wallet: str, reason: str = "") -> bytes:
    """The passphrase, from the first source given; asked for on a terminal; else Locked.

    Raises UsageProblem("passphrase-file", "passphrase-fd", "passphrase-command").
    """
    found = given(app)
    if found is not None:
        return found
    if not app.asks:
        raise Locked("locked", wallet=wallet)
    if reason:
        app.around.stderr.write(reason + "\n")
    return ask.secret(app, _("passphrase for {wallet}: ").format(wallet=wallet)).encode()


def given(app: App) -> bytes | None:
    """The passphrase from a source that needs no keyboard, None where no source is named."""
    options, env = app.options, app.around.env
    if options.passphrase_file:
        return _from_file(Path(options.passphrase_file))
    if options.passphrase_fd:
        return _from_descriptor(options.passphrase_fd)
    if options.passphrase_command:
        return _from_command(options.passphrase_command)
    if env.get("WALLET_PASSPHRASE_FILE"):
        return _from_file(Path(env["WALLET_PASSPHRASE_FILE"]))
    if env.get("CREDENTIALS_DIRECTORY"):
        credential = Path(env["CREDENTIALS_DIRECTORY"]) / "wallet"
        if credential.exists():
            return _from_file(credential)
    return None


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            told = os.fstat(file.fileno())
            if not stat.S_ISREG(told.st_mode):
                raise UsageProblem("passphrase-file", path=str(path), why=_("not a plain file"))
            if told.st_mode & 0o077:
                raise UsageProblem("passphrase-file-open", path=str(path), mode=f"{told.st_mode & 0o777:o}")
            if hasattr(os, "getuid") and told.st_uid not in (os.getuid(), 0):
                raise UsageProblem("passphrase-file", path=str(path), why=_("it belongs to somebody else"))
            return _first_line(file.read(MAX_BYTES))
    except OSError as error:
        raise UsageProblem("passphrase-file", path=str(path), why=os.strerror(error.errno or 0)) from None


def _from_descriptor(text: str) -> bytes:
    try:
        with os.fdopen(int(text), "rb", closefd=False) as file:
            return _first_line(file.read(MAX_BYTES))
    except (OSError, ValueError):
        raise UsageProblem("passphrase-fd", fd=text) from None


def _from_command(command: str) -> bytes:
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)  # noqa: S602
    if done.returncode:
        raise UsageProblem("passphrase-command", status=done.returncode)
    return _first_line(done.stdout[:MAX_BYTES])


def _first_line(data: bytes) -> bytes:
    return data.split(b"\n", 1)[0].rstrip(b"\r")

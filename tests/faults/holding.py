"""A real process that has a store open, and waits at a place of one's choice until it may go on or is killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from wallet_cli.store.vault import beside

HOLDER = """
import sys
from pathlib import Path
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import access, location

folder, state, key, at = sys.argv[1:]
store = access.open_store(location.Place(Path(folder), Path(state)), bytes.fromhex(key), read_only=at == "reading")

def wait(word):
    if word == at:
        print("now", flush=True)
        sys.stdin.readline()

try:
    wait("reading")
    wait("before")
    if at != "reading":
        with store.exclusive():
            store.set_meta("held", at)
            wait("inside")
        print("acknowledged")
except WalletError as error:
    print(error.slug, error.exit)
store.close()
"""


UNFOLDED = """
from wallet_cli.store.vault import log_file

log_file.fold_in = lambda db, is_still_so: True
"""


@contextmanager
def holding(folder: Path, state: Path, key: bytes, at: str, *, folds: bool = True) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open, and waits "reading", "before" it writes, or "inside" of that. One that
    ``folds`` nothing in that was left is of an earlier version of the program.
    """
    argv = [sys.executable, "-c", HOLDER if folds else UNFOLDED + HOLDER, str(folder), str(state), key.hex(), at]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        yield process


@contextmanager
def unfolded() -> Iterator[None]:
    """As killed processes leave it: nobody folds a log in who closes a store that this process has open besides."""
    with mock.patch.object(beside, "is_logged", lambda _opened: False):
        yield

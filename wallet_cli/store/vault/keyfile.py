"""A key file's digest: any file of the owner's, of which every byte counts. Its name and its place don't."""

from __future__ import annotations

import hashlib
import os
import stat

from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 16 * 1024 * 1024


def digest(path: Path) -> bytes:
    """SHA-256 of the file's content.

    Raises UsageProblem("key-file-unreadable", "key-file-no-file", "key-file-empty", "key-file-large").
    """
    shown = str(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UsageProblem("key-file-unreadable", path=shown, reason=os.strerror(error.errno or 0)) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UsageProblem("key-file-no-file", path=shown)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageProblem("key-file-unreadable", path=shown, reason=os.strerror(error.errno or 0)) from None
    finally:
        os.close(handle)
    if not data:
        raise UsageProblem("key-file-empty", path=shown)
    if len(data) > MOST_BYTES:
        raise UsageProblem("key-file-large", path=shown, mib=MOST_BYTES // 1024 // 1024)
    return hashlib.sha256(data).digest()

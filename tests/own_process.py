"""What is done in a process of its own, which may leave things behind that end with it."""

import ctypes
import os
import posix
import sys
from collections.abc import Callable

from wallet_cli.errors import WalletError

_VERSION_3 = 0x20080522
leave = posix._exit
"""How a fork ends: coverage lays a file down before ``os._exit``."""


def forked() -> int:
    """0 in the new process, which isn't measured: that costs it more than all it does."""
    child = os.fork()
    if child == 0:
        sys.settrace(None)
    return child


def answer_of(call: Callable[[], object]) -> str:
    """The slug, in a process of its own: what it can't close it leaves open until it ends."""
    ours, theirs = os.pipe()
    child = forked()
    if child == 0:
        try:
            call()
            os.write(theirs, b"done")
        except WalletError as error:
            os.write(theirs, error.slug.encode())
        finally:
            leave(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def powerless(call: Callable[[], object]) -> Callable[[], object]:
    """Whatever may be read and written by everybody's leave alone, as for anybody but root (capset(2))."""

    def called() -> object:
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.capset((ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()) == 0
        return call()

    return called

"""What is done in a process of its own, which may leave things behind that end with it."""

import ctypes
import os
from collections.abc import Callable

from wallet_cli.errors import WalletError

_VERSION_3 = 0x20080522


def answer_of(call: Callable[[], object]) -> str:
    """The slug, in a process of its own: what it can't close it leaves open until it ends."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            call()
            os.write(theirs, b"done")
        except WalletError as error:
            os.write(theirs, error.slug.encode())
        finally:
            os._exit(0)
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

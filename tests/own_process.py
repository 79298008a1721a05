"""What is done in a process of its own, which may leave things behind that end with it."""

import ctypes
import fcntl
import os
import posix
import sys
import traceback
from collections.abc import Callable
from functools import wraps

from wallet_cli.errors import WalletError

_VERSION_3 = 0x20080522
_FAR = 100
"""A descriptor that is out of the way of those that a command opens."""
leave = posix._exit
"""How a fork ends: coverage lays a file down before ``os._exit``."""


def forked() -> int:
    """0 in the new process, which isn't measured: that costs it more than all it does."""
    child = os.fork()
    if child == 0:
        sys.settrace(None)
    return child


def answer_of(call: Callable[[], object], *, few_open: bool = False) -> str:
    """The slug, in a process of its own: what it can't close it leaves open until it ends. Of any other exception where
    it came from. ``few_open``: it has nothing open but what a command has that begins.
    """
    ours, theirs = os.pipe()
    child = forked()
    if child == 0:
        try:
            theirs = _alone(theirs) if few_open else theirs
            call()
            os.write(theirs, b"done")
        except WalletError as error:
            os.write(theirs, error.slug.encode())
        except BaseException:
            os.write(theirs, traceback.format_exc().encode())
        finally:
            leave(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def _alone(descriptor: int) -> int:
    """Close all but the standard streams and this one, which is another from now on."""
    far = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FAR)
    os.closerange(3, far)
    os.closerange(far + 1, os.sysconf("SC_OPEN_MAX"))
    return far


def with_few_open(test: Callable[..., None]) -> Callable[..., None]:
    """A test of what goes by the descriptors that follow each other, in a process that has few: one of many tests has
    many, with gaps between them. Whatever fails there fails here.
    """

    @wraps(test)
    def tested(*args: object, **named: object) -> None:
        told = answer_of(lambda: test(*args, **named), few_open=True)
        assert told == "done", told

    return tested


def powerless(call: Callable[[], object]) -> Callable[[], object]:
    """Whatever may be read and written by everybody's leave alone, as for anybody but root (capset(2))."""

    def called() -> object:
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.capset((ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()) == 0
        return call()

    return called

"""The command that prints a passphrase: it has a time limit, and nobody whom it leaves behind is waited for.

It sees what this process was started with: no secret is in its environment, and no open file of ours. What it says of
itself goes to standard error.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time

from wallet_cli.errors import UsageProblem

SECONDS = 60
"""Long enough to unlock a password manager by hand."""
_MOST_BYTES = 1024 * 1024
_LOOK_MS = 20
GRACE_SECONDS = 2


def output(command: str) -> bytes:
    """What the command has written when it ends, however long others keep its output open.

    Raises UsageProblem("passphrase-command", "passphrase-command-slow").
    """
    # a terminal lets only one group of processes ask there: on one the command stays in ours
    group = None if at_terminal() else 0
    running = subprocess.Popen(  # noqa: S602 - a shell is what the option promises
        command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, process_group=group
    )
    assert running.stdout is not None
    try:
        until = time.monotonic() + SECONDS
        told = output_of(running, running.stdout.fileno(), until)
        running.stdout.close()  # a program that writes without end is stopped by this
        status = running.wait(max(until - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        _end(running, alone=group is None)
        raise UsageProblem("passphrase-command-slow", seconds=SECONDS) from None
    except BaseException:
        _end(running, alone=group is None)
        raise
    if status:  # a signal as shells tell it
        raise UsageProblem("passphrase-command", status=128 - status if status < 0 else status)
    return told


def output_of(running: subprocess.Popen[bytes], source: int, until: float) -> bytes:
    """What is written until the end of the output or of the command, whichever comes first."""
    told, waiting = b"", select.poll()
    waiting.register(source, select.POLLIN)
    while len(told) < _MOST_BYTES:
        ended = running.poll() is not None
        if waiting.poll(0 if ended else _LOOK_MS):
            piece = os.read(source, _MOST_BYTES)
            if not piece:
                break
            told += piece
        elif ended:
            break
        if time.monotonic() > until:
            raise subprocess.TimeoutExpired(running.args, SECONDS)
    return told


def at_terminal() -> bool:
    """Whether this process has a terminal of its own, at which the command could ask."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _end(running: subprocess.Popen[bytes], *, alone: bool) -> None:
    """End the command and, where it has a group of its own, all whom it started: first asked, then made to."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            if alone:
                running.send_signal(number)
            else:
                os.killpg(running.pid, number)
            running.wait(GRACE_SECONDS)
        except (subprocess.TimeoutExpired, ProcessLookupError):
            continue
    if running.stdout is not None:
        running.stdout.close()

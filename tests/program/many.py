"""``python tests/program/many.py LINE …``: each line as ``wallet.py`` runs it, in a process and a session of its own.

The processes are forks of one that has loaded the program and Typer, and does nothing else: that takes longer than most
commands. Written is a JSON list of each line, its status and what it wrote. One that waits for a minute is ended
by a signal and is the last.
"""

import json
import os
import shlex
import signal
import sys
import tempfile
import traceback

from wallet_cli import wiring
from wallet_cli.__main__ import main
from wallet_cli.cli.line import build, registry

LONGEST_S = 60
LOADED = (build, *map(registry.load, registry.ENTRIES))
"""What most commands load first: Typer, and their own description."""


def run(line: str) -> tuple[str, int, str]:
    """The line, its status and what it wrote; the status of one that was ended by a signal is below zero."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        child = os.fork()
        if child == 0:
            os.setsid()
            os.dup2(told.fileno(), 1)
            os.dup2(told.fileno(), 2)
            signal.alarm(LONGEST_S)
            sys.argv = shlex.split(line, comments=True)
            status = 1
            try:
                main(cheap_keys=True)
            except SystemExit as left:
                status = int(left.code or 0)
            except BaseException:
                traceback.print_exc()
            finally:  # no two go on from here
                wiring.leave(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.seek(0)
        return line, status, told.read()


def results(lines: list[str]) -> list[tuple[str, int, str]]:
    """Of each line, until one waits."""
    found: list[tuple[str, int, str]] = []
    for line in lines:
        found.append(run(line))
        if found[-1][1] < 0:
            break
    return found


if __name__ == "__main__":
    json.dump(results(sys.argv[1:]), sys.stdout)

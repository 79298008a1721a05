"""The program as tests start it: ``wallet`` with a key derivation that costs little, composed here and nowhere else.

No variable, file or option makes the product derive keys more cheaply; who starts this script has chosen to.
"""

import sys
from pathlib import Path

SCRIPT = str(Path(__file__).with_name("wallet.py"))
PROGRAM = (sys.executable, SCRIPT)
"""The words that start it."""


def let_typer_read() -> None:
    """From here on Typer reads every line, in this process and in those that are started: for a whole run of tests,
    before any of them is loaded.
    """
    global SCRIPT, PROGRAM
    from wallet_cli.cli.line import strict

    strict.read = lambda _words: None
    SCRIPT = str(Path(__file__).with_name("typer_only.py"))
    PROGRAM = (sys.executable, SCRIPT)

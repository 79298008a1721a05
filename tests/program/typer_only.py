"""``tests/program/wallet.py``, but that every line is read by Typer."""

from wallet_cli.__main__ import main
from wallet_cli.cli.line import strict

if __name__ == "__main__":
    strict.read = lambda _words: None
    main(cheap_keys=True)

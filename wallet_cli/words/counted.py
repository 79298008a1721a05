"""Numbers of things as people say them: ``1 operation``, ``2 operations``."""

from __future__ import annotations

from wallet_cli.i18n import N_, _

LINES = (N_("{count} line"), N_("{count} lines"))
OPERATIONS = (N_("{count} operation"), N_("{count} operations"))
TRANSACTIONS = (N_("{count} transaction"), N_("{count} transactions"))


def counted(count: int, words: tuple[str, str]) -> str:
    """This many of what ``words`` says for one and for any other number."""
    return _(words[count != 1]).format(count=count)

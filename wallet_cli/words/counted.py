"""Numbers of things as people say them: ``1 operation``, ``2 operations``."""

from __future__ import annotations

from wallet_cli.i18n import N_, _

BACKUPS = (N_("{count} backup"), N_("{count} backups"))
DAYS_AGO = (N_("{count} day ago"), N_("{count} days ago"))
ENTRIES = (N_("{count} entry"), N_("{count} entries"))
FILES = (N_("{count} file"), N_("{count} files"))
LINES = (N_("{count} line"), N_("{count} lines"))
OPERATIONS = (N_("{count} operation"), N_("{count} operations"))
PAGES = (N_("{count} page"), N_("{count} pages"))
PARTS = (N_("{count} part"), N_("{count} parts"))
PROBLEMS = (N_("{count} problem"), N_("{count} problems"))
ROWS = (N_("{count} row"), N_("{count} rows"))
TRANSACTIONS = (N_("{count} transaction"), N_("{count} transactions"))
WORDS = (N_("{count} word"), N_("{count} words"))
THINGS = {"operations": OPERATIONS, "problems": PROBLEMS, "rows": ROWS, "words": WORDS}
"""What the field of an error can count: ``{found:operations}``."""


def counted(count: int, words: tuple[str, str]) -> str:
    """This many of what ``words`` says for one and for any other number."""
    return _(words[count != 1]).format(count=count)

"""The formats there are: a row each, with what it reads and writes, and the options that are its alone.

The table is static: who lists names, offers them at TAB or fills in help imports no format. One format may be both a
bank's and one of whole books.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

BANK_READER, BANK_WRITER = "bank_reader", "bank_writer"
BOOK_READER, BOOK_WRITER, CHANGE_WRITER = "book_reader", "book_writer", "change_writer"
"""What a format can be (``base``), as the fields of its row."""


class Option(NamedTuple):
    """An option that a command takes for a format's sake: ``--name``, and one of ``values``, or any text without them.

    ``help`` is English and is translated where it is shown; ``{names}`` in it are the values. What was given is handed
    to the format's ``configured``.
    """

    name: str
    help: str
    metavar: str = "TEXT"
    values: tuple[str, ...] = ()


class FormatFacts(NamedTuple):
    """One format: for each thing it can be, where that is, as ``module`` or ``module:attribute``; "" where it isn't.

    ``endings`` are those of files' names, besides the format's own name. ``reading`` and ``writing`` are its options.
    """

    name: str
    bank_reader: str = ""
    bank_writer: str = ""
    book_reader: str = ""
    book_writer: str = ""
    change_writer: str = ""
    endings: tuple[str, ...] = ()
    reading: tuple[Option, ...] = ()
    writing: tuple[Option, ...] = ()


DATES = Option("dates", "the order of day, month and year in the file: {names}", "ORDER", ("dmy", "mdy", "ymd"))
"""For formats whose days are written in the order of wherever their program was used."""

_OF_TABLES = (
    DATES,
    Option("decimal", "the decimal mark, where the table doesn't show it: {names}", "MARK", (".", ",")),
    Option(
        "sign",
        "which way amounts without a sign went, where the table doesn't show it: {names}",
        "WAY",
        ("in", "out"),
    ),
    Option("columns", "which column is what, by its number, where the table doesn't show it", "COLUMNS"),
    Option("currency", "the currency, where neither the table nor the account shows it", "CODE"),
)
_ROWS = (
    FormatFacts("ofx", bank_reader="wallet_cli.formats.ofx.format", bank_writer="wallet_cli.formats.ofx.format"),
    FormatFacts("camt", bank_reader="wallet_cli.formats.camt.format"),
    FormatFacts("mt940", bank_reader="wallet_cli.formats.mt940.format"),
    FormatFacts("qif", bank_reader="wallet_cli.formats.qif.format:reading", reading=(DATES,)),
    FormatFacts(
        "jsonl",
        book_reader="wallet_cli.formats.jsonl.format",
        book_writer="wallet_cli.formats.jsonl.format",
        change_writer="wallet_cli.formats.jsonl.changes",
    ),
    FormatFacts(
        "csv",
        bank_reader="wallet_cli.formats.table.csv_format:bank",
        bank_writer="wallet_cli.formats.csv_rows:statement",
        book_writer="wallet_cli.formats.csv_rows:register",
        reading=_OF_TABLES,
    ),
    FormatFacts(
        "sheets",
        bank_reader="wallet_cli.formats.table.sheet_format:bank",
        reading=(*_OF_TABLES, Option("sheet", "the sheet of a workbook, where several hold bookings", "NAME")),
    ),
    FormatFacts("pdf", bank_reader="wallet_cli.formats.table.pdf_format:bank", reading=_OF_TABLES),
    FormatFacts("hledger", book_writer="wallet_cli.formats.hledger", endings=("journal", "ledger")),
)
FORMATS: dict[str, FormatFacts] = {row.name: row for row in _ROWS}
"""By name."""

USUAL = {BANK_WRITER: "csv", BOOK_WRITER: "jsonl"}
"""What is written where neither an option nor a file's name says otherwise."""


def names(*roles: str) -> tuple[str, ...]:
    """The formats that are one of ``roles``, those of the first role first."""
    return tuple(dict.fromkeys(row.name for role in roles for row in FORMATS.values() if getattr(row, role)))


def by_ending(ending: str, role: str) -> str:
    """The format that files with this ending are in; the usual one without an ending, the ending itself if unknown."""
    found = (row.name for row in FORMATS.values() if ending in row.endings and getattr(row, role))
    return next(found, ending or USUAL[role])


def reading_options() -> tuple[Option, ...]:
    """The options of all formats that are read, each name once."""
    return _once(option for name in names(BANK_READER, BOOK_READER) for option in FORMATS[name].reading)


def writing_options(role: str) -> tuple[Option, ...]:
    """The options of all formats that are written as ``role``, each name once."""
    return _once(option for name in names(role) for option in FORMATS[name].writing)


def _once(options: Iterable[Option]) -> tuple[Option, ...]:
    found: dict[str, Option] = {}
    for option in options:
        found.setdefault(option.name, option)
    return tuple(found.values())

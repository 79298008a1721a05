"""Which formats there are; a format's module is imported when it is asked for, by name or by a file's first bytes.

A file's name is never looked at: banks call GB18030 text ``.xls``.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType

from wallet_cli.domain.files.statement import Score
from wallet_cli.errors import BadFile, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_HERE = "wallet_cli.formats."
BANK_READERS: Mapping[str, str] = MappingProxyType({"ofx": "ofx.format"})
BANK_WRITERS: Mapping[str, str] = MappingProxyType({"ofx": "ofx.format", "csv": "csv_rows:statement"})
BOOK_READERS: Mapping[str, str] = MappingProxyType({"jsonl": "jsonl.format"})
BOOK_WRITERS: Mapping[str, str] = MappingProxyType(
    {
        "jsonl": "jsonl.format",
        "csv": "csv_rows:register",
        "hledger": "hledger",
    }
)

if TYPE_CHECKING:  # the protocols are held by mypy here, once per format
    from wallet_cli.formats import base, csv_rows, hledger
    from wallet_cli.formats.base import BankReader, BankWriter, BookReader, BookWriter
    from wallet_cli.formats.jsonl import format as jsonl
    from wallet_cli.formats.ofx import format as ofx

    _ofx: base.BankFormat = ofx
    _jsonl: base.BookFormat = jsonl
    _statement: base.BankWriter = csv_rows.statement
    _register: base.BookWriter = csv_rows.register
    _hledger: base.BookWriter = hledger


def bank_reader(name: str) -> BankReader:
    """The reader of that name; UsageProblem("unknown-format")."""
    return _load(BANK_READERS, name)  # type: ignore[no-any-return]


def bank_writer(name: str) -> BankWriter:
    """The statement writer of that name; UsageProblem("unknown-format")."""
    return _load(BANK_WRITERS, name)  # type: ignore[no-any-return]


def book_reader(name: str) -> BookReader:
    """The reader of whole books of that name; UsageProblem("unknown-format")."""
    return _load(BOOK_READERS, name)  # type: ignore[no-any-return]


def book_writer(name: str) -> BookWriter:
    """The writer of whole books of that name; UsageProblem("unknown-format")."""
    return _load(BOOK_WRITERS, name)  # type: ignore[no-any-return]


def recognise(head: bytes) -> str:
    """The name of the format whose files begin like ``head``, among ``BANK_READERS`` and ``BOOK_READERS``.

    BadFile("format-unrecognised") if none wants it, ("format-ambiguous") if several are equally sure.
    """
    table = {**BANK_READERS, **BOOK_READERS}
    scores = {name: _load(table, name).sniff(head) for name in table}
    best = max(scores.values())
    if best == Score.NO:
        raise BadFile("format-unrecognised", known=tuple(table))
    names = tuple(name for name, score in scores.items() if score == best)
    if len(names) > 1:
        raise BadFile("format-ambiguous", formats=names)
    return names[0]


def _load(table: Mapping[str, str], name: str) -> Any:
    if name not in table:
        raise UsageProblem("unknown-format", format=name, known=tuple(table))
    module, _, attribute = table[name].partition(":")
    found = import_module(_HERE + module)
    return getattr(found, attribute) if attribute else found

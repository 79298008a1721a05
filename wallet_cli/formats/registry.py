"""Finding formats by the rows of ``facts``: a module is imported when it is asked for, by name or by a file's bytes.

A file's name is never looked at: banks call GB18030 text ``.xls``. Options belong to the format that declares them:
any other refuses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from wallet_cli.domain.files.statement import Score
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.formats.facts import (
    BANK_READER,
    BANK_WRITER,
    BOOK_READER,
    BOOK_WRITER,
    CHANGE_WRITER,
    FORMATS,
    Option,
    names,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.formats.base import BankReader, BankWriter, BookReader, BookWriter, ChangeWriter

Options = Mapping[str, str]
"""What was given of the options that formats declare, by name."""
_NONE: Options = {}


def bank_reader(name: str, options: Options = _NONE) -> BankReader:
    """The reader of that name; raises as ``require``."""
    reader: BankReader = _load(BANK_READER, name, options)
    return reader


def bank_writer(name: str, options: Options = _NONE) -> BankWriter:
    """The statement writer of that name; raises as ``require``."""
    writer: BankWriter = _load(BANK_WRITER, name, options)
    return writer


def book_reader(name: str, options: Options = _NONE) -> BookReader:
    """The reader of whole books of that name; raises as ``require``."""
    reader: BookReader = _load(BOOK_READER, name, options)
    return reader


def book_writer(name: str, options: Options = _NONE) -> BookWriter:
    """The writer of whole books of that name; raises as ``require``."""
    writer: BookWriter = _load(BOOK_WRITER, name, options)
    return writer


def change_writer(name: str, options: Options = _NONE) -> ChangeWriter:
    """The writer of changes of that name; raises as ``require``."""
    writer: ChangeWriter = _load(CHANGE_WRITER, name, options)
    return writer


def require(role: str, name: str, options: Options = _NONE) -> None:
    """Refuse a format that isn't ``role``, and options that it doesn't declare.

    UsageProblem("unknown-format", "option-of-other-format", "option-not-one-of").
    """
    known = names(role)
    if name not in known:
        raise UsageProblem("unknown-format", format=name, known=known)
    for option, value in options.items():
        takers = {each: _declared(each, role, option) for each in known}
        found = takers[name]
        if found is None:
            able = tuple(each for each, taken in takers.items() if taken)
            raise UsageProblem("option-of-other-format", option=f"--{option}", format=name, known=able)
        if found.values and value not in found.values:
            raise UsageProblem("option-not-one-of", option=f"--{option}", value=value, known=found.values)


def _declared(name: str, role: str, option: str) -> Option | None:
    row = FORMATS[name]
    declared = row.reading if role in (BANK_READER, BOOK_READER) else row.writing
    return next((each for each in declared if each.name == option), None)


def recognise(head: bytes, name: str | None = None) -> tuple[str, str]:
    """The format whose files begin like ``head``, and whether it is one as BANK_READER or BOOK_READER.

    With ``name`` only which of the two is asked, a bank's where both are as sure. BadFile("format-unrecognised") if no
    format wants it, ("format-ambiguous") if several are equally sure; UsageProblem("unknown-format").
    """
    known = names(BANK_READER, BOOK_READER)
    if name is not None and name not in known:
        raise UsageProblem("unknown-format", format=name, known=known)
    wanted = known if name is None else (name,)
    able = [(each, role) for role in (BANK_READER, BOOK_READER) for each in names(role) if each in wanted]
    if name is not None and len(able) == 1:
        return able[0]
    scores = {each: _load(each[1], each[0], _NONE).sniff(head) for each in able}
    best = max(scores.values())
    if best == Score.NO and name is None:
        raise BadFile("format-unrecognised", known=known)
    surest = [each for each, score in scores.items() if score == best]
    found = tuple(dict.fromkeys(each for each, _role in surest))
    if len(found) > 1:
        raise BadFile("format-ambiguous", formats=found)
    return surest[0]


def _load(role: str, name: str, options: Options) -> Any:
    require(role, name, options)
    module, _, attribute = getattr(FORMATS[name], role).partition(":")
    found = import_module(module)
    found = getattr(found, attribute) if attribute else found
    return found.configured(options) if options else found

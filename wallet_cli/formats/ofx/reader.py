"""OFX statements as events: finds the statements, their heads and where their rows are, then reads the rows one by one.

A statement's balances follow its rows, but its head comes out first, and what an amount's mark means is judged by
all amounts of the file: so a first walk notes where each row begins and ends and which decimal mark is shown, and only
then are the rows read. What is not a bank's row (investments, transfers asked for) is counted and
reported.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.files import unsigned
from wallet_cli.domain.files.machine import machine_date, machine_money, shown_mark
from wallet_cli.domain.files.statement import (
    REDACTED,
    TEXT_LIMIT,
    Balance,
    BankEvent,
    Profile,
    Refusal,
    StatementHead,
    refusal,
)
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.base import TEXT_CHARS, Count, read_whole
from wallet_cli.formats.ofx.rows import fields_of, row_of
from wallet_cli.formats.ofx.text import Tag, decode, tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

_STATEMENTS = {"STMTRS": "", "CCSTMTRS": "creditcard", "INVSTMTRS": "investment"}
_ROWS = frozenset({"STMTTRN", "STMTTRNP"})
_GROUPS = frozenset({"BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "LEDGERBAL", "AVAILBAL"})
_PLAIN = frozenset({"CURDEF", "DTSTART", "DTEND"})
_TRANSFERS = frozenset({"INTRARS", "INTERRS"})
_AMOUNTS = frozenset({"TRNAMT", "BALAMT"})
_FIELDS_LIMIT = 1000
"""The most fields of a statement's head that are kept; that there are more is refused in its place, once."""
_ENDS_ROW = frozenset(
    {"BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST", "INVBANKTRAN", "LEDGERBAL", "AVAILBAL", "OFX", *_STATEMENTS}
)


class _Statement:
    """What the first walk found of one statement."""

    def __init__(self, line: int, kind: str) -> None:
        self.line = line
        self.kind = kind
        self.fields: dict[str, str] = {}
        self.rows: list[tuple[int, int, int]] = []  # start, end (-1: the file ends inside), line
        self.is_overfull = False
        self.has_plain_debits = False
        self.investments = 0
        self.investments_line = 0


class _Walk:
    """The first walk through the tags of a file: statements come out as they end, refusals are kept beside."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.statement: _Statement | None = None
        self.row_from = -1
        self.row_line = 0
        self.group = ""
        self.status: dict[str, str] = {}
        self.notes: list[Refusal] = []
        self.amounts: dict[str, None] = {}
        self.signs = unsigned.Signs()
        self.row_type = self.row_amount = ""
        self._line, self._counted = 1, 0
        self._count = Count()

    def line_at(self, position: int) -> int:
        self._line += self.text.count("\n", self._counted, position)
        self._counted = position
        return self._line

    def statements(self) -> Iterator[_Statement]:
        for tag in tags(self.text):
            if tag.name in _AMOUNTS and not tag.closes:
                self.amounts[tag.value] = None
            if self.row_from >= 0 and (tag.name in _ROWS or tag.name in _ENDS_ROW):
                self._end_row(tag.at)
            if tag.name in _STATEMENTS:
                if self.statement:
                    yield self.statement
                self.statement = None if tag.closes else self._begun(tag)
                self.group = ""
            elif self.row_from < 0:
                self._take(tag)
            elif tag.name == "TRNTYPE":
                self.row_type = tag.value
            elif tag.name == "TRNAMT":
                self.row_amount = self.row_amount or tag.value
        if self.row_from >= 0:
            self._end_row(-1)
        if self.statement:
            yield self.statement

    def _begun(self, tag: Tag) -> _Statement:
        self._count.statement()
        return _Statement(self.line_at(tag.at), _STATEMENTS[tag.name])

    def _note(self, at: int, problem: BadFile, raw: str = "") -> None:
        self._count.row()
        self.notes.append(refusal(self.line_at(at), problem, raw))

    def _end_row(self, at: int) -> None:
        self._count.row()
        if self.statement is None:  # rows without a statement around them
            self.statement = _Statement(self.row_line, "")
        self.statement.rows.append((self.row_from, at, self.row_line))
        is_plain = self.signs.is_plain_debit(self.row_type, self.row_amount)
        self.statement.has_plain_debits = self.statement.has_plain_debits or is_plain
        self.row_type = self.row_amount = ""
        self.row_from = -1

    def _take(self, tag: Tag) -> None:
        if tag.name in _ROWS and not tag.closes:
            self.row_from, self.row_line = tag.at, self.line_at(tag.at)
        elif tag.name in _GROUPS:
            self.group = "" if tag.closes else tag.name
        elif tag.name == "STATUS":
            if tag.closes and self.status.get("MESSAGE", "").startswith(REDACTED):
                raise BadFile("redacted-not-read")
            if tag.closes and self.status.get("SEVERITY", "").upper() == "ERROR":
                code, message = self.status.get("CODE", ""), self.status.get("MESSAGE", "")
                problem = BadFile("bank-reported-error", code=code[:20], message=message[:200])
                self._note(tag.at, problem, message)
            self.status = {}
        elif not tag.closes:
            self._take_value(tag)

    def _take_value(self, tag: Tag) -> None:
        if tag.name in ("CODE", "SEVERITY", "MESSAGE"):
            self.status[tag.name] = tag.value
        elif tag.name in _TRANSFERS:
            self._note(tag.at, BadFile("transfer-left-out"))
        elif self.statement is None:
            return
        elif tag.name == "INVTRAN":
            self.statement.investments += 1
            self.statement.investments_line = self.statement.investments_line or self.line_at(tag.at)
        elif tag.value and (self.group or tag.name in _PLAIN):
            self._take_field(self.statement, f"{self.group}/{tag.name}" if self.group else tag.name, tag)

    def _take_field(self, statement: _Statement, key: str, tag: Tag) -> None:
        if len(statement.fields) < _FIELDS_LIMIT:
            statement.fields.setdefault(key, tag.value)
        elif key not in statement.fields and not statement.is_overfull:
            statement.is_overfull = True
            self._note(tag.at, BadFile("row-too-many-parts", limit=_FIELDS_LIMIT), f"{key} {tag.value}")


def read(source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
    """The statements of an OFX file.

    BadFile("not-ofx"), ("file-too-large"), ("file-empty"), ("file-declares-entities"), and as ``Count``.
    """
    text = decode(read_whole(source))
    fallback = profile.currency if profile else None
    walk = _Walk(text)
    if not any(tag.name == "OFX" or tag.name in _ROWS for tag in tags(text)):
        raise BadFile("not-ofx")
    # with each statement what was noted until its end: the rows come only after the last amount was seen
    statements = [(statement, _drained(walk.notes)) for statement in walk.statements()]
    decimal = shown_mark(walk.amounts)
    for statement, notes in statements:
        yield from notes
        signs = walk.signs.found(has_plain_debits=statement.has_plain_debits)
        yield from _events(statement, text, fallback, decimal, signs)
    yield from walk.notes


def _drained(notes: list[Refusal]) -> list[Refusal]:
    taken = list(notes)
    notes.clear()
    return taken


def _events(
    statement: _Statement, text: str, fallback: Currency | None, decimal: str, signs: str
) -> Iterator[BankEvent]:
    notes: list[Refusal] = []
    word = statement.fields.get("CURDEF")
    unit: Currency | str | None = fallback
    try:
        unit = currency(word) if word else fallback
    except WalletError:  # each row says so, and may name a currency of its own
        unit = word
    head = _head(statement, unit if isinstance(unit, Currency) else None, decimal, notes)
    yield head._replace(evidence=(signs,)) if signs else head
    yield from notes
    for start, end, line in statement.rows:
        if end < 0:
            yield refusal(line, BadFile("row-cut-off"), text[start : start + TEXT_CHARS])
            continue
        try:
            if end - start > TEXT_CHARS:
                raise BadFile("row-too-long", limit=TEXT_CHARS)
            row = row_of(fields_of(text, start, end), line, unit, decimal)
            yield unsigned.read(row, is_card=kinds.of(head.kind).debt) if signs == unsigned.READ_OUT else row
        except WalletError as problem:
            yield refusal(line, problem, text[start : min(end, start + TEXT_CHARS)])
    if statement.investments:
        yield refusal(statement.investments_line, BadFile("investments-left-out", count=statement.investments))


def _head(statement: _Statement, unit: Currency | None, decimal: str, notes: list[Refusal]) -> StatementHead:
    fields = statement.fields

    def first(*keys: str) -> str:
        return clean(next((fields[key] for key in keys if key in fields), "")[:100], limit=8 * TEXT_LIMIT)

    def day(key: str) -> date | None:
        try:
            return machine_date(fields[key]) if key in fields else None
        except BadFile as problem:
            notes.append(refusal(statement.line, problem, f"{key} {fields[key]}"))
            return None

    def balance(group: str) -> Balance | None:
        amount = fields.get(f"{group}/BALAMT")
        if amount is None or unit is None:
            return None
        try:
            return Balance(machine_money(amount, unit, decimal), day(f"{group}/DTASOF"))
        except WalletError as problem:
            notes.append(refusal(statement.line, problem, f"{group} {amount}"))
            return None

    told = kinds.meant_by(statement.kind or first("BANKACCTFROM/ACCTTYPE"))
    return StatementHead(
        account=first("BANKACCTFROM/ACCTID", "CCACCTFROM/ACCTID", "INVACCTFROM/ACCTID"),
        bank=first("BANKACCTFROM/BANKID", "INVACCTFROM/BROKERID"),
        currency=unit,
        kind=told.name if told else "",
        first=day("DTSTART"),
        last=day("DTEND"),
        closing=balance("LEDGERBAL"),
        available=balance("AVAILBAL"),
        line=statement.line,
    )

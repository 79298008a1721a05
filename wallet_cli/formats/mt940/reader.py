"""MT940 statements as events: a first walk finds statements and their heads, then the bookings are read one by one."""

from __future__ import annotations

import re
from contextlib import suppress

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.files.letters import decoded
from wallet_cli.domain.files.machine import machine_money
from wallet_cli.domain.files.statement import (
    TEXT_LIMIT,
    Balance,
    BankEvent,
    Profile,
    Refusal,
    Stated,
    StatementHead,
    refusal,
)
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.base import TEXT_CHARS, read_whole
from wallet_cli.formats.mt940.fields import Statement, statements
from wallet_cli.formats.mt940.rows import DECIMAL, Rows, day_of, non_swift

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

_BALANCE = re.compile(r"([CD])\s*(\d{6})\s*([A-Z]{3})?\s*([0-9][0-9.,]*)")
_COUNTED = re.compile(r"(\d{1,9})\s*([A-Z]{3})\s*([0-9][0-9.,]*)")
_WITH_CODE = re.compile(r"(.*[0-9])[\s/]*([A-Z]{3})")
_BALANCES = {"60F": "opening", "60M": "opening", "62F": "closing", "62M": "closing", "64": "available"}
_NUMBER_LIMIT = 100


def read(source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
    """The statements of an MT940 or MT942 file.

    BadFile("not-mt940", "file-too-large", "file-empty", "letters-mixed"), and as ``Count``.
    """
    text = decoded(read_whole(source))
    found = statements(text)
    if not found:
        raise BadFile("not-mt940")
    fallback = profile.currency if profile else None
    for statement in found:
        yield from _events(statement, text, fallback)


def _events(statement: Statement, text: str, fallback: Currency | None) -> Iterator[BankEvent]:
    notes: list[Refusal] = []
    unit: Currency | str | None = _code(statement) or fallback
    with suppress(WalletError):  # each booking says so
        unit = currency(unit) if isinstance(unit, str) else unit
    is_interim = "60F" not in statement.fields and any(tag in statement.fields for tag in ("34F", "13D", "90C", "90D"))
    rows = Rows(text, unit, is_interim)
    head = _head(statement, unit if isinstance(unit, Currency) else None, rows, notes)
    yield head._replace(evidence=("balances",)) if _is_proven(head, statement, rows) else head
    yield from notes
    for place in statement.rows:
        try:
            yield rows.row(place)
        except WalletError as problem:
            yield refusal(place[2], problem, text[place[0] : min(place[1], place[0] + TEXT_CHARS)])


def _is_proven(head: StatementHead, statement: Statement, rows: Rows) -> bool:
    """Whether the bookings lead from the opening to the closing balance."""
    if head.opening is None or head.closing is None:
        return False
    try:
        moved = sum(rows.minor(place) for place in statement.rows)
    except WalletError:
        return False
    return head.opening.amount.minor + moved == head.closing.amount.minor


def _code(statement: Statement) -> str:
    """The currency as the statement writes it, "" if nowhere."""
    fields = statement.fields
    for tag in ("60F", "60M", "62F", "62M", "64"):
        match = _BALANCE.match(fields.get(tag, ""))
        if match and match[3]:
            return match[3]
    for tag in ("90D", "90C"):
        counted = _COUNTED.match(fields.get(tag, ""))
        if counted:
            return counted[2]
    floor = re.match(r"[A-Z]{3}", fields.get("34F", ""))
    return floor[0] if floor else _account(statement)[2]


def _account(statement: Statement) -> tuple[str, str, str]:
    """The bank's code, the account's number, and the currency behind it."""
    lines = (statement.fields.get("25") or statement.fields.get("25P", "")).split("\n")
    number, code = lines[0].strip()[: 2 * _NUMBER_LIMIT], ""
    match = _WITH_CODE.fullmatch(number)
    if match and _is_currency(match[2]):
        number, code = match[1], match[2]
    bank, slash, rest = number.partition("/")
    if not slash:
        bank, rest = (lines[1].strip() if "25P" in statement.fields and len(lines) > 1 else ""), number
    return bank[:_NUMBER_LIMIT].strip(), rest[:_NUMBER_LIMIT].strip(), code


def _is_currency(code: str) -> bool:
    try:
        return bool(currency(code))
    except WalletError:
        return False


def _head(statement: Statement, unit: Currency | None, rows: Rows, notes: list[Refusal]) -> StatementHead:
    fields = statement.fields
    bank, number, _code_there = _account(statement)
    told = non_swift(fields.get("NS", ""))
    balances: dict[str, Balance] = {}
    for tag, name in _BALANCES.items():
        if tag in fields and unit is not None:
            try:
                balances.setdefault(name, _balance(fields[tag], unit))
            except WalletError as problem:
                notes.append(refusal(statement.line, problem, f":{tag}:{fields[tag]}"))
    closing = balances.get("closing")
    asked = re.match(r"\d{6}", fields.get("13D", fields.get("13", "")))
    serial = fields.get("28C", fields.get("28", "")).strip().split("\n")[0]
    return StatementHead(
        account=_clean(number),
        bank=_clean(bank),
        currency=unit,
        last=closing.on if closing else _day(asked[0]) if asked else None,
        opening=balances.get("opening"),
        closing=closing,
        available=balances.get("available"),
        line=statement.line,
        number=_clean(serial.partition("/")[0] if statement.pages > 1 else serial),
        interim=rows.is_interim,
        stated=_stated(fields, unit),
        owner=_clean(told.get("22", "")),
        product=_clean(told.get("23", "")),
        newest_first=rows.newest_first(statement.rows),
    )


def _clean(text: str) -> str:
    return clean(text[:_NUMBER_LIMIT], limit=8 * TEXT_LIMIT)


def _day(text: str) -> date | None:
    try:
        return day_of(text)[0]
    except WalletError:
        return None


def _balance(text: str, unit: Currency) -> Balance:
    match = _BALANCE.match(text)
    if not match:
        raise BadFile("balance-unreadable", text=text.strip()[:80])
    amount = machine_money(match[4], unit, DECIMAL)
    return Balance(-amount if match[1] == "D" else amount, day_of(match[2])[0])


def _stated(fields: dict[str, str], unit: Currency | None) -> Stated:
    """What an MT942 says of its own bookings; a sum that can't be read is none."""
    found = {}
    for tag in ("90C", "90D"):
        match = _COUNTED.match(fields.get(tag, ""))
        try:
            found[tag] = (int(match[1]), machine_money(match[3], unit, DECIMAL)) if match and unit else (None, None)
        except WalletError:
            found[tag] = (None, None)
    (came_count, came), (went_count, went) = found["90C"], found["90D"]
    return Stated(came_count=came_count, came=came, went_count=went_count, went=went)

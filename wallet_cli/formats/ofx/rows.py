"""One ``<STMTTRN>`` as a ``Row``: which tag means what. WalletErrors say why a row can't be used."""

from __future__ import annotations

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.files.machine import machine_date, machine_money
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, Row
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile
from wallet_cli.formats.ofx.text import tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

_GROUPS = frozenset({"PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY"})
_EXTRA = {
    "CHECKNUM": "check-number",
    "REFNUM": "reference",
    "DTUSER": "user-date",
    "BANKACCTTO/ACCTID": "counterparty-account",
    "CCACCTTO/ACCTID": "counterparty-account",
    "BANKACCTTO/BANKID": "counterparty-bank",
    "ORIGCURRENCY/CURSYM": "original-currency",
    "ORIGCURRENCY/CURRATE": "rate",
    "CURRENCY/CURRATE": "rate",
    "CORRECTFITID": "corrects",
    "CORRECTACTION": "correction",
    "CATEGORY": "category",
}


def fields_of(text: str, start: int, end: int) -> dict[str, str]:
    """The filled tags of an aggregate, the first of each name; those of a group as ``GROUP/NAME``."""
    fields: dict[str, str] = {}
    group = ""
    for tag in tags(text, start, end):
        if tag.closes:
            group = "" if tag.name == group else group
        elif tag.name in _GROUPS and not tag.value:
            group = tag.name
        elif tag.value:
            fields.setdefault(f"{group}/{tag.name}" if group else tag.name, tag.value)
    return fields


def _day_or_none(text: str | None) -> date | None:
    """A value date: banks fill it with zeros, and no row is worth losing for it."""
    try:
        return machine_date(text) if text else None
    except BadFile:
        return None


def row_of(fields: dict[str, str], line: int, default: Currency | str | None, decimal: str = "") -> Row:
    """The row. ``default``:

    the statement's currency, or the word it used for one that nobody knows, or None if silent; ``decimal`` the decimal
    mark that the file shows.
    """
    booked = fields.get("DTPOSTED") or fields.get("DTTRAN")
    amount = fields.get("TRNAMT")
    if not booked:
        raise BadFile("row-without-date")
    if not amount:
        raise BadFile("row-without-amount")
    # CURRENCY: the amount is in that currency. ORIGCURRENCY: it was, and has been converted already (OFX 2.2, 5.2)
    unit = fields.get("CURRENCY/CURSYM") or default
    if unit is None:
        raise BadFile("row-without-currency")
    unit = currency(unit) if isinstance(unit, str) else unit
    name = fields.get("NAME") or fields.get("PAYEE/NAME") or fields.get("PAYEE", "")
    extended = fields.get("EXTDNAME", "")
    return Row(
        line=line,
        booking_date=machine_date(booked),
        amount=machine_money(amount, unit, decimal),
        # NAME holds 32 characters by the standard, EXTDNAME the whole
        payee=clean(extended if extended.startswith(name) else name, limit=TEXT_LIMIT),
        memo=clean(fields.get("MEMO", ""), limit=MEMO_LIMIT),
        kind=clean(fields.get("TRNTYPE", ""), limit=TEXT_LIMIT).lower(),
        bank_id=clean(fields.get("FITID", ""), limit=TEXT_LIMIT),
        value_date=_day_or_none(fields.get("DTAVAIL") or fields.get("VALUEDATE")),
        pending="DTPOSTED" not in fields,
        extra=tuple((key, clean(fields[tag], limit=TEXT_LIMIT)) for tag, key in _EXTRA.items() if tag in fields),
    )

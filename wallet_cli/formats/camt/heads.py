"""A statement's head: whose account it is, its balances, and what it says about its own entries."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files.statement import Balance, Stated, StatementHead, refusal
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.camt.parser import CURRENCY, Part
from wallet_cli.formats.camt.paths import BALANCE, INTERIM
from wallet_cli.formats.camt.values import IN, day, money, short, unit_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.statement import Refusal
    from wallet_cli.domain.money import Money

_OPENING, _CLOSING, _BETWEEN = ("OPBD", "PRCD"), "CLBD", "ITBD"
_AVAILABLE = ("CLAV", "ITAV")
_COUNT_DIGITS = 9
_NO_KIND = "CASH"
"""The standard's word for an account that payments are made from, not for notes and coins."""


def currency_of(statement: Part, fallback: Currency | None) -> Currency | None:
    """The currency that the account is in: its own word, else its balances', else the importer's."""
    codes = [statement.fields.get("currency", "")]
    codes += [each.fields.get("amount" + CURRENCY, "") for each in statement.all(BALANCE)]
    for code in codes:
        try:
            if code:
                return unit_of(code)
        except WalletError:
            continue
    return fallback


def number_of(statement: Part) -> str:
    """The account's number as delivered."""
    return short(statement.fields.get("iban") or statement.fields.get("account", ""))


def head_of(statement: Part, unit: Currency | None, notes: list[Refusal]) -> StatementHead:
    """The head, in ``unit``; what of it can't be read is added to ``notes``."""
    fields = statement.fields
    reading = _Reading(statement, unit, notes)
    opening, closing = reading.ends()
    page = fields.get("page", "")
    number = fields.get("number") or fields.get("legal-number", "")
    account = number_of(statement)
    # the bank's code makes an IBAN of a number that isn't one
    banks = ("bic", "bank-code") if "iban" in fields else ("bank-code", "bic")
    word = fields.get("type", "")
    told = kinds.meant_by(word.lower()) if word != _NO_KIND else None
    return StatementHead(
        account=account,
        bank=short(next((fields[key] for key in banks if key in fields), "")),
        currency=unit,
        kind=told.name if told and told.is_money else "",
        first=reading.day(fields, "first"),
        last=reading.day(fields, "last"),
        opening=opening,
        closing=closing,
        available=reading.first(_AVAILABLE),
        line=statement.line,
        number=short(f"{number}/{page}" if number and page else number),
        interim=statement.name == INTERIM,
        stated=Stated(
            rows=reading.count("count"),
            total=reading.money(fields, "net", fields.get("net-direction", IN)),
            came_count=reading.count("came-count"),
            came=reading.money(fields, "came"),
            went_count=reading.count("went-count"),
            went=reading.money(fields, "went"),
        ),
        owner=short(fields.get("owner", "")),
        product=short(fields.get("product", "")),
    )


class _Reading:
    """A statement's texts as values; what can't be read is noted in its line."""

    def __init__(self, statement: Part, unit: Currency | None, notes: list[Refusal]) -> None:
        self._statement, self._unit, self._notes = statement, unit, notes
        # the balances of the account's own currency, as they come
        self._balances = [
            (each.fields.get("type", ""), each)
            for each in statement.all(BALANCE)
            if unit is None or each.fields.get("amount" + CURRENCY, unit.code) == unit.code
        ]

    def day(self, fields: Mapping[str, str], key: str) -> date | None:
        try:
            return day(fields[key]) if key in fields else None
        except BadFile as problem:
            self._notes.append(refusal(self._statement.line, problem, f"{key} {fields[key]}"))
            return None

    def money(self, fields: Mapping[str, str], key: str, direction: str = IN) -> Money | None:
        if key not in fields or self._unit is None:
            return None
        try:
            return money(fields[key], self._unit, direction)
        except WalletError as problem:
            self._notes.append(refusal(self._statement.line, problem, f"{key} {fields[key]}"))
            return None

    def count(self, key: str) -> int | None:
        text = self._statement.fields.get(key, "")
        return int(text) if text.isdigit() and text.isascii() and len(text) <= _COUNT_DIGITS else None

    def ends(self) -> tuple[Balance | None, Balance | None]:
        """What was there at the beginning and at the end; two balances in between are both, a single one the end."""
        between = [self._balance(each) for word, each in self._balances if word == _BETWEEN]
        opening, closing = self.first(_OPENING), self.first((_CLOSING,))
        if closing is None and between:
            closing = between.pop()
        if opening is None and between:
            opening = between[0]
        return opening, closing

    def first(self, words: tuple[str, ...]) -> Balance | None:
        """The first balance of the first of these types that there is."""
        found = (each for wanted in words for word, each in self._balances if word == wanted)
        part = next(found, None)
        return self._balance(part) if part else None

    def _balance(self, part: Part) -> Balance | None:
        fields = part.fields
        found = self.money(fields, "amount", fields.get("direction", ""))
        return Balance(found, self.day(fields, "date")) if found is not None else None

"""A JSON object's fields, each as the type it must have: BadFile("field-missing") and ("field-wrong") name the field.

Texts pass the border filter here, so that a file made elsewhere brings nothing that a vault would not hold.
"""

from __future__ import annotations

import re
from datetime import date

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.row_facts import ordered
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

_MINOR = re.compile(r"-?[0-9]{1,19}")
_UID = re.compile(r"[0-9a-f]{32}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SCALE_MAX = 9
LIST_LIMIT = 100_000
"""This many texts a list may have."""


class Fields:
    """The fields of one object, ``where`` it is in the record."""

    def __init__(self, values: dict[str, Any], where: str = "") -> None:
        self._values = values
        self._where = where

    def _name(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def wrong(self, key: str) -> BadFile:
        """The refusal of a field's value."""
        return BadFile("field-wrong", field=self._name(key))

    def has(self, key: str) -> bool:
        """Whether the object has this key: books of earlier versions lack some."""
        return key in self._values

    def require_only(self, keys: Collection[str]) -> None:
        """Refuse any other key, where one that isn't known would change what the others mean."""
        for key in self._values:
            if key not in keys:
                raise self.wrong(str(key))

    def _get(self, key: str) -> Any:
        if key not in self._values:
            raise BadFile("field-missing", field=self._name(key))
        return self._values[key]

    def text(self, key: str, limit: int = TEXT_LIMIT) -> str:
        """A clean text."""
        value = self._get(key)
        if not isinstance(value, str):
            raise self.wrong(key)
        return clean(value, limit=limit)

    def memo(self, key: str) -> str:
        """A clean text of a memo's length."""
        return self.text(key, MEMO_LIMIT)

    def some(self, key: str, limit: int = TEXT_LIMIT) -> str:
        """A clean text that is not empty."""
        value = self.text(key, limit)
        if not value:
            raise self.wrong(key)
        return value

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """One of ``words``."""
        value = self._get(key)
        if value not in words:
            raise self.wrong(key)
        return str(value)

    def uid(self, key: str) -> str:
        """32 hex digits."""
        value = self._get(key)
        if not isinstance(value, str) or not _UID.fullmatch(value):
            raise self.wrong(key)
        return value

    def whole(self, key: str) -> int:
        """A whole number, not negative."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key)
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def day(self, key: str) -> date:
        """A date, YYYY-MM-DD."""
        value = self._get(key)
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.wrong(key)

    def maybe_day(self, key: str) -> date | None:
        """A date or null."""
        return None if self._get(key) is None else self.day(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of clean texts."""
        values = self._get(key)
        if not isinstance(values, list) or len(values) > LIST_LIMIT:
            raise self.wrong(key)
        return tuple(Fields({"": value}, f"{self._name(key)}[{n}]").text("") for n, value in enumerate(values))

    def objects(self, key: str) -> list[Fields]:
        """A list of objects."""
        values = self._get(key)
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key)
        return [Fields(value, f"{self._name(key)}[{n}]") for n, value in enumerate(values)]

    def facts(self, key: str) -> tuple[tuple[str, str], ...]:
        """An object of clean texts by their names; none in books of earlier versions, which don't have the key."""
        if not self.has(key):
            return ()
        values = self._values[key]
        if not isinstance(values, dict) or len(values) > LIST_LIMIT:
            raise self.wrong(key)
        told = Fields(values, self._name(key))
        found = [(clean(name, limit=TEXT_LIMIT), told.some(name, MEMO_LIMIT)) for name in values]
        if not all(name for name, _value in found):
            raise self.wrong(key)
        return ordered(found)

    def currency(self, code: str, scale: str) -> Currency:
        """A currency from its code and scale; a code the books made up themselves is fine."""
        decimals = self.whole(scale)
        if decimals > _SCALE_MAX:
            raise self.wrong(scale)
        return Currency(self.some(code, 20), decimals)

    def money(self, key: str) -> Money:
        """An amount whose two spellings agree; Refused("amount-too-large") beyond 64 bits."""
        value = self._get(key)
        if not isinstance(value, dict):
            raise self.wrong(key)
        parts = Fields(value, self._name(key))
        unit = parts.currency("currency", "scale")
        minor = parts.text("minor")
        if not _MINOR.fullmatch(minor):
            raise parts.wrong("minor")
        money = Money(int(minor), unit)
        if parts.text("amount") != plain(money.minor, unit.scale):
            raise BadFile("amounts-differ", amount=parts.text("amount"), minor=minor)
        return money

    def maybe_money(self, key: str) -> Money | None:
        """An amount or null."""
        return None if self._get(key) is None else self.money(key)

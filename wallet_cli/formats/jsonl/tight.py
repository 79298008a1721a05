"""A transaction's record read in one go, where everything in it is as this program writes it.

Of whatever else ``read`` says nothing, and the fields are read one by one (``records``), which names what is wrong.
What always holds: what is said here, they would say as well. Names, dates and currencies come again and again: they are
looked at once and remembered, as many as books have.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, BookPosting, BookTransaction
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import WalletError
from wallet_cli.formats.jsonl.fields import LIST_LIMIT, Fields
from wallet_cli.formats.jsonl.records import TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from wallet_cli.domain.currency import Currency

REMEMBERED = 20_000
_HEX = "0123456789abcdef"


class Tight:
    """One file's reader of transactions."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._days: dict[str, date] = {}
        self._units: dict[tuple[str, int], Currency] = {}

    def read(self, values: dict[str, Any]) -> BookTransaction | None:
        """The transaction, None where it takes a closer look."""
        try:
            return self._transaction(values)
        except (KeyError, TypeError, ValueError, WalletError):
            return None

    def _transaction(self, values: dict[str, Any]) -> BookTransaction:
        uid, links, void = values["id"], values["links"], values["void"]
        if type(uid) is not str or len(uid) != 32 or uid.strip(_HEX) or links != [] or void not in (True, False):
            raise ValueError
        postings = tuple([self._posting(**fields) for fields in _listed(values["postings"])])
        moved: dict[Currency, int] = {}
        for posting in postings:
            amount = posting.amount
            moved[amount.currency] = moved.get(amount.currency, 0) + amount.minor
        if any(moved.values()) or type(void) is not bool:
            raise ValueError
        return BookTransaction(
            uid,
            self._day(values["date"]),
            postings,
            self._name(values["payee"]),
            _text(values["delivered"], MEMO_LIMIT),
            _text(values["memo"], MEMO_LIMIT),
            tuple([self._name(tag) for tag in _listed(values["tags"])]),
            (),
            void,
        )

    def _posting(
        self,
        account: Any,
        type: Any,
        kind: Any,
        amount: Any,
        date: Any,
        value_date: Any,
        state: Any,
        bank_id: Any,
        original: Any,
    ) -> BookPosting:
        if not account or not kind or type not in TYPES or state not in STATES:
            raise ValueError
        return BookPosting(
            self._name(account),
            type,
            self._name(kind),
            self._money(**amount),
            self._day(date),
            state,
            None if value_date is None else self._day(value_date),
            _text(bank_id, TEXT_LIMIT),
            None if original is None else self._money(**original),
        )

    def _money(self, currency: Any, amount: Any, minor: Any, scale: Any) -> Money:
        unit = self._units.get((currency, scale)) if type(scale) is int else None
        if unit is None:
            unit = self._units[currency, scale] = Fields({"code": currency, "scale": scale}).currency("code", "scale")
            if unit.code != currency:
                raise ValueError
        count = int(minor)
        if str(count) != minor or plain(count, scale) != amount:
            raise ValueError
        return Money(count, unit)

    def _name(self, text: Any) -> str:
        """A short text that many records have."""
        if text not in self._names:
            _text(text, TEXT_LIMIT)
            if len(self._names) < REMEMBERED:
                self._names.add(text)
        return str(text)

    def _day(self, text: Any) -> date:
        day = self._days.get(text)
        if day is None:
            day = Fields({"": text}).day("")
            if len(self._days) < REMEMBERED:
                self._days[text] = day
        return day


def _listed(values: Any) -> list[Any]:
    if type(values) is not list or len(values) > LIST_LIMIT:
        raise ValueError
    return values


def _text(text: Any, limit: int) -> str:
    """A text that the border leaves as it is."""
    if text == "":
        return ""
    if type(text) is not str or clean(text, limit=limit) != text:
        raise ValueError
    return text

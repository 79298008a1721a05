"""A transaction's record read in one go, where everything in it is as this program writes it.

Of whatever else ``read`` says nothing, and the fields are read one by one (``records``), which names what is wrong.
What always holds: what is said here, they would say as well. Names, dates and currencies come again and again: they are
looked at once and remembered, as many as books have.
"""

from __future__ import annotations

from operator import itemgetter

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.row_facts import ordered
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, BookPosting, BookTransaction
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import STATES
from wallet_cli.errors import WalletError
from wallet_cli.formats.jsonl.fields import LIST_LIMIT, Fields
from wallet_cli.formats.jsonl.records import TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from wallet_cli.domain.currency import Currency

REMEMBERED = 20_000
_TRANSACTION = itemgetter("id", "date", "payee", "delivered", "memo", "tags", "links", "void", "postings")
_POSTING = itemgetter("account", "type", "kind", "amount", "date", "value_date", "state", "bank_id", "original")
_MONEY = itemgetter("currency", "amount", "minor", "scale")
_HEX = "0123456789abcdef"
_NO_FACTS: dict[str, str] = {}
"""Of books of earlier versions."""


class Tight:
    """One file's reader of transactions."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._accounts: set[tuple[str, str, str, str]] = set()
        self._days: dict[str, date] = {}
        self._units: dict[tuple[str, int], Currency] = {}

    def read(self, values: dict[str, Any]) -> BookTransaction | None:
        """The transaction, None where it takes a closer look."""
        try:
            return self._transaction(values)
        except (KeyError, TypeError, ValueError, WalletError):
            return None

    def _transaction(self, values: dict[str, Any]) -> BookTransaction:
        uid, day, payee, delivered, memo, tags, links, void, lines = _TRANSACTION(values)
        if type(uid) is not str or len(uid) != 32 or uid.strip(_HEX) or links != [] or type(void) is not bool:
            raise ValueError
        postings = tuple([self._posting(fields) for fields in _listed(lines)])
        _require_balance(postings)
        return BookTransaction(
            uid,
            self._day(day),
            postings,
            self._name(payee),
            _text(delivered, MEMO_LIMIT),
            _text(memo, MEMO_LIMIT),
            tuple([self._name(tag) for tag in _listed(tags)]),
            (),
            void,
        )

    def _posting(self, fields: Any) -> BookPosting:
        account, kind_of_account, kind, amount, day, value_date, state, bank_id, original = _POSTING(fields)
        if (account, kind_of_account, kind, state) not in self._accounts:
            self._look(account, kind_of_account, kind, state)
        return BookPosting(
            account,
            kind_of_account,
            kind,
            self._money(amount),
            self._days.get(day) or self._day(day),
            state,
            None if value_date is None else self._day(value_date),
            _text(bank_id, TEXT_LIMIT),
            None if original is None else self._money(original),
            _facts(fields.get("facts", _NO_FACTS)),
        )

    def _look(self, account: Any, type: Any, kind: Any, state: Any) -> None:
        """Look at the names in a posting, which many postings have in common."""
        if not account or not kind or type not in TYPES or state not in STATES:
            raise ValueError
        _text(account, TEXT_LIMIT)
        _text(kind, TEXT_LIMIT)
        if len(self._accounts) < REMEMBERED:
            self._accounts.add((account, type, kind, state))

    def _money(self, fields: Any) -> Money:
        currency, amount, minor, scale = _MONEY(fields)
        unit = self._units.get((currency, scale)) if type(scale) is int else None
        if unit is None:
            unit = self._units[currency, scale] = Fields({"code": currency, "scale": scale}).currency("code", "scale")
            if unit.code != currency:
                raise ValueError
        count = int(minor)
        if str(count) != minor:
            raise ValueError
        # as ``plain`` says it where there are more digits than decimals
        is_long = 0 < scale < len(minor) - 1
        if amount != (f"{minor[:-scale]}.{minor[-scale:]}" if is_long else plain(count, scale)):
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


def _require_balance(postings: Sequence[BookPosting]) -> None:
    if len(postings) == 2:  # as nearly always
        one, other = postings[0].amount, postings[1].amount
        if one.minor == -other.minor and one.currency is other.currency:
            return
    moved: dict[Currency, int] = {}
    for posting in postings:
        amount = posting.amount
        moved[amount.currency] = moved.get(amount.currency, 0) + amount.minor
    if any(moved.values()):
        raise ValueError


def _listed(values: Any) -> list[Any]:
    if type(values) is not list or len(values) > LIST_LIMIT:
        raise ValueError
    return values


def _facts(values: Any) -> tuple[tuple[str, str], ...]:
    if type(values) is not dict or len(values) > LIST_LIMIT:
        raise ValueError
    if not values:
        return ()
    return ordered([(_some(name, TEXT_LIMIT), _some(value, MEMO_LIMIT)) for name, value in values.items()])


def _some(text: Any, limit: int) -> str:
    if not text:
        raise ValueError
    return _text(text, limit)


def _text(text: Any, limit: int) -> str:
    """A text that the border leaves as it is."""
    if text == "":
        return ""
    if type(text) is not str or clean(text, limit=limit) != text:
        raise ValueError
    return text

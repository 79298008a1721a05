"""A rule as it is kept: what a row must be like, and what becomes of it then. What always holds: read back it is equal.

Accounts and categories are named by uid (hex), so that a rule outlives their names; a payee by a name, which may be one
that nobody has yet. Amounts are plain decimals,
with a currency's code behind them where one was said: ``"20"``, ``"20 EUR"``; without one they count in any currency.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

IN, OUT = "in", "out"
"""Which way money goes, seen from the own account."""


class Rule(NamedTuple):
    """``name`` "r3", never another rule's; ``place`` among the others, smaller ones first.

    Conditions, all of which must hold; "" or () where nothing is asked for. ``terms`` are each in the row's text, as
    typed (``rules.texts``); ``payee`` is a name, ``account`` a uid; the amount is ``below``, ``above`` or ``exactly``,
    whichever way it goes; ``days`` and ``hours`` as in ``rules.moments``; ``way`` IN or OUT; ``category``, ``method``
    and ``item`` are terms in the platform's words for these.

    What is done: ``shares`` are categories (uid) with a part of the amount, "" for the one that takes the rest; ``to``
    an own account that it was moved to or from; ``called`` the payee's name; ``tags``; ``memo``. ``stops``: where it
    matches, no later rule is looked at. ``is_off``: it isn't looked at. ``is_newer``: a later wallet wrote it, so that
    it can't be followed here.
    """

    name: str
    place: int
    terms: tuple[str, ...] = ()
    payee: str = ""
    account: str = ""
    below: str = ""
    above: str = ""
    exactly: str = ""
    days: str = ""
    hours: str = ""
    way: str = ""
    category: str = ""
    method: str = ""
    item: str = ""
    shares: tuple[tuple[str, str], ...] = ()
    to: str = ""
    called: str = ""
    tags: tuple[str, ...] = ()
    memo: str = ""
    stops: bool = False
    is_off: bool = False
    is_newer: bool = False

    def as_json(self) -> dict[str, Any]:
        """Its body in the vault, and in documents: what it says, without its name."""
        body: dict[str, Any] = {"place": self.place}
        for name, field in _TEXTS.items():
            value = getattr(self, field)
            if value:
                body[name] = value
        for name in ("terms", "tags"):
            value = getattr(self, name)
            if value:
                body[name] = list(value)
        if self.shares:
            body["shares"] = [list(each) for each in self.shares]
        for name, field in _FLAGS.items():
            if getattr(self, field):
                body[name] = True
        return body

    @property
    def has_condition(self) -> bool:
        """Whether it asks for anything."""
        return any(getattr(self, name) for name in CONDITIONS)

    @property
    def has_action(self) -> bool:
        """Whether it does anything; stopping is enough."""
        return any(getattr(self, name) for name in (*ACTIONS, "stops"))


CONDITIONS = (
    "terms",
    "payee",
    "account",
    "below",
    "above",
    "exactly",
    "days",
    "hours",
    "way",
    "category",
    "method",
    "item",
)
ACTIONS = ("shares", "to", "called", "tags", "memo")
_TEXTS = {
    name: name
    for name in ("payee", "account", "below", "above", "exactly", "days", "hours", "way", "category", "method", "item")
} | {name: name for name in ("to", "called", "memo")}
_FLAGS = {"stop": "stops", "off": "is_off"}
_LISTS = ("terms", "tags", "shares")


def from_json(name: str, body: Mapping[str, Any]) -> Rule:
    """The rule of a body. One that says what this wallet doesn't know is ``is_newer``: half of it would be another."""
    found: dict[str, Any] = {field: str(body[key]) for key, field in _TEXTS.items() if key in body}
    found |= {field: bool(body[key]) for key, field in _FLAGS.items() if key in body}
    found |= {key: tuple([str(each) for each in body[key]]) for key in ("terms", "tags") if key in body}
    if "shares" in body:
        found["shares"] = tuple([(str(uid), str(part)) for uid, part in body["shares"]])
    is_newer = not {*_TEXTS, *_FLAGS, *_LISTS, "place"}.issuperset(body)
    return Rule(name, int(body["place"]), is_newer=is_newer, **found)

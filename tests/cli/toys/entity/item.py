"""What the journal says of a goal: its name and a body of minor units, currency, day, and the purchase that it was for
("" before that).
"""

from collections.abc import Container
from typing import Any, NamedTuple

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.items.base import WrittenItem

GOAL = "goal"


class Goal(NamedTuple):
    """What became of a goal; ``amount_minor`` None: it was dropped."""

    name: str
    amount_minor: int | None
    currency: Currency
    day: int


def event(written: WrittenItem) -> Goal:
    """The goal as the log tells it."""
    minor, code, day, _purchase = written.body
    return Goal(written.name, None if written.is_gone else minor, written.books.currency(code), day)


def erased(body: list[Any], targets: Container[bytes]) -> list[Any] | None:
    """Nothing, once its purchase goes."""
    return None if body[3] and bytes.fromhex(body[3]) in targets else body

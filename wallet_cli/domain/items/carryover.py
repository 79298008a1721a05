"""Whether an envelope keeps its overspending: named by month, category and currency."""

from typing import NamedTuple

from wallet_cli.domain.items.base import Seen


class Carried(NamedTuple):
    """Whether an envelope keeps its overspending, from a month on."""

    envelope: str
    month: str
    keeps: bool


def event(one: Seen) -> Carried:
    """The envelope, and whether it does."""
    label, category, _code = one.key
    return Carried(one.books.path(category), label, bool(one.body) and not one.is_gone)

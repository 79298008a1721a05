"""What of a month is held for the next one: named by month and currency; minor units."""

from typing import NamedTuple

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.items.base import Seen


class Held(NamedTuple):
    """What of a month is held for the next one; None: nothing any more."""

    month: str
    amount_minor: int | None
    currency: Currency


def event(one: Seen) -> Held:
    """The month and what of it is held."""
    label, code = one.key
    return Held(label, None if one.is_gone else int(one.body), one.books.currency(code))

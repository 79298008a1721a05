"""What of a month is held for the next one: named by month and currency; minor units."""

from __future__ import annotations

from wallet_cli.domain.calendar import parts_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.items.base import WrittenItem


class Held(NamedTuple):
    """What of a month is held for the next one; None: nothing any more."""

    month: str
    amount_minor: int | None
    currency: Currency


def event(written: WrittenItem) -> Held:
    """The month and what of it is held."""
    key, code = written.key
    return Held(parts_of(key)[0], None if written.is_gone else int(written.body), written.books.currency(code))

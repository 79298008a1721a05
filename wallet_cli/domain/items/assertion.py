"""Balances that were seen, each named by account, currency and day. The body: account, currency, day, minor units, and
when it was seen (milliseconds since 1970 UTC).
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.items.base import WrittenItem
    from wallet_cli.domain.look.view import View


class Asserted(NamedTuple):
    """What an account holds at the end of a day, and the transaction that made it so (None: it was so already)."""

    account: str
    amount_minor: int
    currency: Currency
    day: int
    adjusted: View | None


def event(written: WrittenItem) -> Asserted:
    """The account and what it held."""
    account, code, day, minor = written.body[:4]
    return Asserted(written.books.path(account), minor, written.books.currency(code), day, None)


def adjusted_by(said: Asserted, moved: View) -> Asserted:
    """The same, made so by a transaction."""
    return said._replace(adjusted=moved)

"""A transaction as an edit finds it and leaves it, in names: what people compare."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.look.view import View


class Version(NamedTuple):
    """One version: ``day`` is an ordinal, ``shares`` are the categories with minor units as booked, ``state`` is
    pending, booked, reconciled or void.
    """

    day: int
    payee: str
    moved: View
    shares: tuple[tuple[str, int, Currency], ...]
    memo: str
    tags: tuple[str, ...]
    state: str

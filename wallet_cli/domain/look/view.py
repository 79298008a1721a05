"""A transaction as money sees it: what moved, from where to where, and what it was for."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency


class View(NamedTuple):
    """A transaction from the viewpoint of money: spending is negative, what moved between own accounts positive.

    ``in_transit`` says that it has left one account and will arrive at another on a day still to come.
    """

    amounts: tuple[tuple[int, Currency], ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    categories: tuple[str, ...]
    in_transit: bool

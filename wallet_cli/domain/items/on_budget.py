"""Whether the money of an account is on the budget: named by the account."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Counted(NamedTuple):
    """Whether the money of an account is on the budget."""

    account: str
    counts: bool


def event(written: WrittenItem) -> Counted:
    """The account, and whether it counts."""
    return Counted(written.books.path(written.key[0]), bool(written.body))

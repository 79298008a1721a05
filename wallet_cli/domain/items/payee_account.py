"""Into which account a payee is paid, named by the payee and the sort of account. The body: its number, and what the
payee was called then.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Paid(NamedTuple):
    """The account into which a payee is paid: ``sort`` is a row of ``payments/payee_accounts``; "" is none any more."""

    payee: str
    sort: str
    number: str


def event(written: WrittenItem) -> Paid:
    """The payee, and the account."""
    number, name = written.body
    return Paid(name, written.key[1], "" if written.is_gone else number)

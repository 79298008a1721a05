"""What an envelope is given: named by period (and whether from it on), category and currency; minor units."""

from __future__ import annotations

from wallet_cli.domain.calendar import parts_of
from wallet_cli.domain.plan.allotment import ONWARD
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.items.base import WrittenItem


class Budgeted(NamedTuple):
    """What an envelope is given in ``month``, or from it on; None: nothing any more. ``kind`` of ``calendar.KINDS``."""

    envelope: str
    amount_minor: int | None
    currency: Currency
    month: str
    onward: bool
    kind: str


def event(written: WrittenItem) -> Budgeted:
    """The envelope and what it is given."""
    key, category, code = written.key
    label, kind = parts_of(key.removesuffix(ONWARD))
    amount = None if written.is_gone else int(written.body)
    return Budgeted(
        written.books.path(category), amount, written.books.currency(code), label, key.endswith(ONWARD), kind
    )

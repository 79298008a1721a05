"""What an envelope is given: named by month (and whether from it on), category and currency; minor units."""

from typing import NamedTuple

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.items.base import Seen
from wallet_cli.domain.plan.allotment import ONWARD


class Budgeted(NamedTuple):
    """What an envelope is given in ``month``, or from it on; None: nothing any more."""

    envelope: str
    amount_minor: int | None
    currency: Currency
    month: str
    onward: bool


def event(one: Seen) -> Budgeted:
    """The envelope and what it is given."""
    label, category, code = one.key
    amount = None if one.is_gone else int(one.body)
    unit = one.books.currency(code)
    return Budgeted(one.books.path(category), amount, unit, label.removesuffix(ONWARD), label.endswith(ONWARD))

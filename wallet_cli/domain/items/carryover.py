"""Whether an envelope keeps its overspending: named by month, category and currency."""

from __future__ import annotations

from wallet_cli.domain.calendar import parts_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Carried(NamedTuple):
    """Whether an envelope keeps its overspending, from a month on."""

    envelope: str
    month: str
    keeps: bool


def event(written: WrittenItem) -> Carried:
    """The envelope, and whether it does."""
    key, category, _code = written.key
    return Carried(written.books.path(category), parts_of(key)[0], bool(written.body) and not written.is_gone)

"""How far exports of a name have come. The body: number and MAC of the last operation that one held."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Exported(NamedTuple):
    """How far exports of a name have come."""

    state: str
    op: str


def event(written: WrittenItem) -> Exported:
    """The name, and the operation."""
    return Exported(written.name, f"o{written.body['op']}")

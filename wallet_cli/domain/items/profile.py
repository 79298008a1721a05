"""How tables with a certain header are read, named by the header's key. The body: a profile as it is exported."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Profiled(NamedTuple):
    """The profile of that name; ``is_kept`` whether it is kept now."""

    name: str
    is_kept: bool


def event(written: WrittenItem) -> Profiled:
    """The profile's name, and whether it is kept."""
    return Profiled(written.body["name"], not written.is_gone)

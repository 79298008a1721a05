"""What becomes of certain rows of banks, named "r3" (``domain.rules``). One that ships is named by its own name, and
kept only where it is off: ``{"off": true}``.
"""

from __future__ import annotations

from wallet_cli.domain.rules import spelled
from wallet_cli.domain.rules.rule import from_json
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Ruled(NamedTuple):
    """The rule of that name; what it ``says``, word by word as it is typed, () for one that ships; ``is_kept`` whether
    it is there now, of one that ships whether it is off.
    """

    name: str
    says: tuple[str, ...]
    is_kept: bool


def event(written: WrittenItem) -> Ruled:
    """What it says, and whether it is there."""
    if "place" not in written.body:
        return Ruled(written.name, (), not written.is_gone)
    rule = from_json(written.name, written.body)
    path = written.books.path
    says = (*spelled.conditions(rule, path), *spelled.actions(rule, path))
    return Ruled(written.name, says, not written.is_gone)

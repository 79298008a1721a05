"""What an erasure took, named by its operation. The body: the chunks it emptied, by operation, and the short names of
the transactions that went.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from wallet_cli.domain.items.base import WrittenItem

Place = tuple[bytes, int]
"""A chunk: the uid of its operation, and its number there."""


class Erased(NamedTuple):
    """Transactions that were erased for good, by their short names."""

    refs: tuple[str, ...]


def body_of(places: Iterable[Place], targets: Mapping[bytes, int]) -> list[Any]:
    """The body of what names these chunks, and these transactions with their short names' numbers."""
    found: dict[str, list[int]] = {}
    for uid, n in sorted(places):
        found.setdefault(uid.hex(), []).append(n)
    return [[list(each) for each in found.items()], [[uid.hex(), number] for uid, number in sorted(targets.items())]]


def value_of(body: list[Any]) -> tuple[set[Place], dict[bytes, int]]:
    """Both, of a body."""
    places, numbers = body
    found = {(bytes.fromhex(uid), n) for uid, chunks in places for n in chunks}
    return found, {bytes.fromhex(uid): number for uid, number in numbers}


def event(written: WrittenItem) -> Erased:
    """The short names of what went."""
    return Erased(tuple(f"t{number}" for _uid, number in written.body[1]))

"""What may be too long to be held: JSON documents in pieces, and streams that are gone through twice.

A stream inside a document is an iterator, and becomes an array; the pieces joined are what ``json.dumps`` would say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FEW = 1000
"""This many are held rather than read a second time."""


class Passes:
    """What ``make`` yields, to be gone through several times: held while it is short, read again where it is long."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        self._make = make
        source = make()
        self._held = list(islice(source, FEW))
        self.is_long = next(source, None) is not None

    def __iter__(self) -> Iterator[Any]:
        """From the beginning."""
        return self._make() if self.is_long else iter(self._held)

    def holds(self, count: int) -> bool:
        """Whether there are at least that many, as far as ``FEW``."""
        return len(self._held) >= min(count, FEW)


class Made:
    """The rows ``first``, and one made of each member of a stream, each time they are gone through."""

    def __init__(self, row: Callable[[Any], list[str]], stream: Iterable[Any], first: Iterable[list[str]] = ()) -> None:
        self._row, self._stream, self._first = row, stream, first

    def __iter__(self) -> Iterator[list[str]]:
        """From the beginning."""
        return chain(self._first, map(self._row, self._stream))


def pieces(value: Any, encode: Callable[[Any], str]) -> Iterator[str]:
    """A JSON document in pieces; ``encode`` says what holds no stream. A dict that holds one is looked into."""
    if isinstance(value, Iterator):
        before = "["
        for each in value:
            yield before
            yield from pieces(each, encode)
            before = ", "
        yield "[]" if before == "[" else "]"
    elif isinstance(value, dict) and any(isinstance(each, Iterator) for each in value.values()):
        before = "{"
        for key, each in value.items():
            yield f"{before}{encode(key)}: "
            yield from pieces(each, encode)
            before = ", "
        yield "}"
    else:
        yield encode(value)

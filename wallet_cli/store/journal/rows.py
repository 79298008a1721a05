"""Rows of the projection as values: what is compared with the journal, and who has a name that is asked for."""

from __future__ import annotations

from wallet_cli.domain.account import name_key
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Protocol

    class Reader(Protocol):
        """How one kind of entity is read back."""

        def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, EntityRow]:
            """The rows of these uids (at most ``FETCHED``)."""

        def expected(self, body: Any, row: EntityRow, /) -> tuple[Any, ...]:
            """The values that a row made from ``body`` has; ``row`` is the one that is there."""

        def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
            """Number, operation and name of every row."""


FETCHED = 500

Blocker = tuple[str, int]
"""A name for people, and the number of the operation that wrote the entity last."""


class EntityRow(NamedTuple):
    """A row: ``number`` is unique in its kind, ``op`` wrote it last, ``name`` is what people call it."""

    number: int
    op: int
    name: str
    values: tuple[Any, ...]


def marks(count: int) -> str:
    """This many question marks of a query."""
    return ",".join("?" * count)


def names_of(aliases: Iterable[str], name: str) -> list[tuple[str, str]]:
    """The rows of names that an account or payee answers to."""
    return sorted({name_key(each): each for each in (*aliases, name)}.items())


def first(db: Any, query: str, values: Iterable[tuple[Any, ...]]) -> Blocker | None:
    """What a query finds first when it is asked with these values in turn."""
    for each in values:
        row = db.execute(query, each).fetchone()
        if row is not None:
            return row[0], int(row[1])
    return None

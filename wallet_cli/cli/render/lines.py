"""A table as a line for each of its cells: where it is said, and where it is too wide however it is cut.

In go the titles of the columns and the rows, out come labels with what they are about; both are "" between two rows.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def said(titles: Sequence[str | None], rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What says something; a column whose title is None is a drawing. Two columns are one line."""
    told = [(at, title) for at, title in enumerate(titles) if title is not None]
    if len(told) != 2 or told[1][1]:
        yield from listed([title for _at, title in told], ([row[at] for at, _title in told] for row in rows))
        return
    (one, head), (other, _none) = told
    if head:
        yield head, ""
    for row in rows:
        yield row[one], row[other]


def listed(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each column that has a text, with its title."""
    for at, row in enumerate(rows):
        if at:
            yield "", ""
        for title, text in zip(titles, row, strict=True):
            if text:
                yield title, text

"""What an import brought, named by its operation. The body: files, formats and counts, what was refused, and of each
statement its number, its balances and what showed that it was read rightly, where it has them; older versions kept one
file's name and its digest.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

    from wallet_cli.domain.items.base import WrittenItem


_BALANCES = ("opening", "closing")


class ImportedFile(NamedTuple):
    """Files that were brought in: counts of their rows, or of the transactions of books."""

    file: str
    format: str
    new: int
    confirmed: int
    known: int
    refused: int
    changed: int = 0


def event(written: WrittenItem) -> ImportedFile:
    """The file, and the counts of its rows or of the transactions of its books."""
    body: dict[str, Any] = written.body
    if "books" in body:
        new, known = body["books"]["transactions"]
        confirmed = changed = 0
    else:
        new, confirmed, known, changed = (
            sum(each.get(word, 0) for each in body["statements"]) for word in ("new", "confirmed", "known", "changed")
        )
    return ImportedFile(body["file"], body["format"], new, confirmed, known, body["refused"], changed)


def files(body: dict[str, Any]) -> list[list[str]]:
    """Of each file: name, format, first and last day (ISO, "" for none)."""
    found: list[list[str]] = body.get("files", [[body["file"], body["format"], "", ""]])
    return found


def erased(body: dict[str, Any], _targets: Container[bytes]) -> dict[str, Any]:
    """Without the digest, from which a transaction could be found by trying, without rows of the file, and without what
    the bank said was there before and after them, from which one could be added up.
    """
    left = {key: value for key, value in body.items() if key not in ("sha256", "rows")}
    if "statements" in body:
        left["statements"] = [
            {key: value for key, value in each.items() if key not in _BALANCES} for each in body["statements"]
        ]
    return left

"""What an import brought, named by its operation. The body: file, format and counts, and of each statement
its number, its balances and what showed that it was read rightly, where it has them; older versions kept the file's
digest, too.
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
    """A file that was brought in: counts of its rows, or of the transactions of its books."""

    file: str
    format: str
    new: int
    confirmed: int
    known: int
    refused: int


def event(written: WrittenItem) -> ImportedFile:
    """The file, and the counts of its rows or of the transactions of its books."""
    body: dict[str, Any] = written.body
    if "books" in body:
        new, known = body["books"]["transactions"]
        confirmed = 0
    else:
        new, confirmed, known = (
            sum(each[word] for each in body["statements"]) for word in ("new", "confirmed", "known")
        )
    return ImportedFile(body["file"], body["format"], new, confirmed, known, body["refused"])


def erased(body: dict[str, Any], _targets: Container[bytes]) -> dict[str, Any]:
    """Without the digest, from which a transaction could be found by trying, and without what the bank said was there
    before and after its rows, from which it could be added up.
    """
    left = {key: value for key, value in body.items() if key != "sha256"}
    if "statements" in body:
        left["statements"] = [
            {key: value for key, value in each.items() if key not in _BALANCES} for each in body["statements"]
        ]
    return left

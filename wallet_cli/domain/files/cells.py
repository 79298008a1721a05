"""Table cells for spreadsheets: RFC 4180 lines in UTF-8, and texts that no spreadsheet takes for a formula.

A text that begins with ``= + - @``, a tab, a carriage return or NUL gets an apostrophe in front (OWASP ASVS 1.2.10),
and so does one that begins with an apostrophe before such a sign, so that taking one away gives the text back. Amounts,
dates and ids of ours are not texts, and stay bare. Lossless export is JSON's task.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_RISKY = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")


def guarded(text: str) -> str:
    """A foreign text for a cell, never read as a formula."""
    return "'" + text if _RISKY.match(text) else text


def csv_line(cells: Sequence[str]) -> bytes:
    """One record of a CSV file, CRLF at its end."""
    return (",".join(map(_quoted, cells)) + "\r\n").encode("utf-8", errors="replace")


def _quoted(cell: str) -> str:
    if not cell or cell.isalnum() or not (set(',"\r\n') & set(cell) or cell != cell.strip()):
        return cell
    return '"' + cell.replace('"', '""') + '"'

"""Cells as harmless texts. What a column repeats (states, methods, shops) is cleaned once."""

from __future__ import annotations

from wallet_cli.domain.files.statement import TEXT_LIMIT
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

CELLS_LIMIT = 4096
"""Cells of a record; of one without quotes, what is behind them is left together, as text of one more."""
_MOST = 4096
_BETWEEN = " ,;\t|"


def require_narrow(cells: Sequence[str]) -> None:
    """BadFile("row-too-many-parts", limit) where anything is written behind the last cell that a record may have."""
    if len(cells) > CELLS_LIMIT and any(cell.strip(_BETWEEN) for cell in cells[CELLS_LIMIT:]):
        raise BadFile("row-too-many-parts", limit=CELLS_LIMIT)


class Cleaned(dict[str, str]):
    """A trimmed cell's text, by the cell: ``cleaned[cell]``; UsageProblem("text-too-long", "text-not-unicode")."""

    def __missing__(self, cell: str) -> str:
        if cell.isascii() and cell.isprintable() and len(cell) <= TEXT_LIMIT and cell[:1] not in ("=", "'"):
            return cell  # numbers of orders, which never come again
        if len(self) >= _MOST:
            self.clear()
        text = self[cell] = clean(bare(cell), limit=TEXT_LIMIT)
        return text

    def of(self, cells: Sequence[str]) -> Sequence[str]:
        """The texts of many cells: as they are, where nothing in any can need more."""
        text = "".join(cells)
        is_plain = text.isascii() and text.isprintable() and "=" not in text and "'" not in text
        if is_plain and max(map(len, cells), default=0) <= TEXT_LIMIT:
            return cells
        return list(map(self.__getitem__, cells))


def clean_name(name: str) -> str:
    """A column's name as the name of a fact; "" for one that can't be."""
    try:
        return clean(name, limit=TEXT_LIMIT)
    except WalletError:
        return ""


def bare(text: str) -> str:
    """A text without what keeps spreadsheets from taking it for a number: ``="0123"``, ``'0123'``."""
    if text[:1] == "=" and text[1:2] == '"' and text[-1:] == '"':
        return text[2:-1]
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text

"""The texts of a bank's rows as far as they are kept: by these rows are compared."""

from __future__ import annotations

from operator import itemgetter

from wallet_cli.domain.files.statement import MEMO_LIMIT, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = [itemgetter(Row._fields.index(name)) for name in ("payee", "memo")]


def comparable(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows as far as their texts are kept; the same where none has that many characters, as nearly always."""
    longest = sum(max(map(len, map(text, rows)), default=0) for text in _TEXTS)
    return [_kept(row) for row in rows] if longest >= MEMO_LIMIT else rows


def delivered(row: Row) -> str:
    """The text of a row as it is kept."""
    return _kept(row).text


def _kept(row: Row) -> Row:
    """A payee's text is the shorter one by far."""
    room = MEMO_LIMIT - len(row.payee) - 1
    return row if len(row.memo) <= room else row._replace(memo=row.memo[:room])

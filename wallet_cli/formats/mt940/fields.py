"""MT940 as text: its fields, and which of them belong to one statement.

A field is ``:TAG:`` at the beginning of a line and what follows up to the next one, or to the ``-`` that ends a block.
Bookings' texts are wrapped anywhere, so that a line of one may begin like a field (``:26:37`` of a time): what has a
time's digits counts inside a booking only where what follows shows that a statement begins. A new statement
begins where a reference, an account or an opening balance comes a second time; where one ends with an intermediate
balance and the next of the same account begins with one, they are pages of one.
"""

from __future__ import annotations

import re

from wallet_cli.formats.base import Count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(
    r"^(?:\{.{0,300}\{4:)?[ \t\x01]*:\n?(20|21|25P?|28C?|34F|13D?|60[FM]|61|86|62[FM]|64|65|90[CD]|NS):"
    r"|^-(?:[ \t\x03]*|\}.*)$(?=\s*(?:[:{\x01\x03]|\Z))",
    re.MULTILINE,
)
_TIMES = frozenset({"20", "21", "25", "28", "13"})
_IN_ROW = frozenset({"61", "86", "NS"})
_OPENERS = {"20": "reference", "25": "account", "25P": "account", "60F": "opening", "60M": "opening"}
_BEGIN_NEXT = frozenset({"21", "25", "25P", "28", "28C", "NS"})


class Field:
    """``tag`` and where its content is in the text; ``line`` counts from 1."""

    __slots__ = ("end", "line", "start", "tag")

    def __init__(self, tag: str, start: int, line: int) -> None:
        self.tag, self.start, self.end, self.line = tag, start, start, line


class Statement:
    """The fields of one statement beside its bookings, the first of each tag, and where its bookings are.

    A booking is (start, end, line, start of its text or -1, end of it, whether that is of ``:NS:``).
    """

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: dict[str, str] = {}
        self.rows: list[tuple[int, int, int, int, int, bool]] = []
        self.last_closing = ""
        self.pages = 1


def fields(text: str) -> Iterator[Field]:
    """The fields in their order."""
    marks = _FIELD.finditer(text)
    mark = next(marks, None)
    line, counted = 1, 0
    current: Field | None = None
    before = ""
    while (here := mark) is not None:
        mark = next(marks, None)
        tag = here[1] or ""
        if tag in _TIMES and before in _IN_ROW and not _begins_next(tag, mark):
            continue
        begin = here.start()
        line += text.count("\n", counted, begin)
        counted = begin
        if current:
            current.end = begin
            yield current
        current, before = (Field(tag, here.end(), line), tag) if tag else (None, "")
    if current:
        current.end = len(text)
        yield current


def _begins_next(tag: str, following: re.Match[str] | None) -> bool:
    return tag == "20" and following is not None and following[1] in _BEGIN_NEXT


def statements(text: str) -> list[Statement]:
    """All statements of a file; raises as ``Count``."""
    found: list[Statement] = []
    count = Count()
    seen: set[str] = set()
    for field in fields(text):
        part = _OPENERS.get(field.tag, "")
        if not found or (part and part in seen):
            count.statement()
            found.append(Statement(field.line))
            seen = set()
        if part:
            seen |= {part} if part != "opening" else {"reference", "account", "opening"}
        if field.tag == "61":
            count.row()
        _take(found[-1], field, text)
    return _with_pages_joined(found)


def _take(statement: Statement, field: Field, text: str) -> None:
    tag, rows = field.tag, statement.rows
    is_closed = "62F" in statement.fields or "62M" in statement.fields
    if tag == "61":
        rows.append((field.start, field.end, field.line, -1, -1, False))
    elif tag in ("86", "NS") and rows and not (is_closed and tag == "86") and rows[-1][3] < 0:
        rows[-1] = (*rows[-1][:3], field.start, field.end, tag == "NS")
    elif tag not in ("86", "65"):
        content = text[field.start : min(field.end, field.start + 1000)].strip("\n")
        statement.fields.setdefault(tag, content)


def _with_pages_joined(found: list[Statement]) -> list[Statement]:
    joined: list[Statement] = []
    for each in found:
        last = joined[-1] if joined else None
        goes_on = "60M" in each.fields and "60F" not in each.fields
        if last and goes_on and last.last_closing == "62M" and _account(last) == _account(each):
            last.rows += each.rows
            last.pages += 1
            last.fields.pop("62M", None)
            for tag in ("62M", "62F", "64", "90C", "90D"):
                if tag in each.fields:
                    last.fields[tag] = each.fields[tag]
        else:
            joined.append(each)
            last = each
        last.last_closing = "62F" if "62F" in each.fields else "62M" if "62M" in each.fields else ""
    return joined


def _account(statement: Statement) -> str:
    return statement.fields.get("25") or statement.fields.get("25P", "")

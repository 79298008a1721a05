"""Where results go: JSON, one object a line, tab-separated rows, or columns for people. Nothing else prints.

Data goes to standard output, everything else to standard error. Colour only on a terminal that wants it. Every text
that came from outside passes ``visible``, so that no payee can move the cursor or turn the line around.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from wallet_cli.domain.text import visible, width
from wallet_cli.i18n import _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.words.spelling import bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App

DIM, BOLD, RED, GREEN, YELLOW = "2", "1", "31", "32", "33"
MIN_FLEXIBLE_WIDTH = 10
GAP = 2
SHARE = 2, 5
"""A column keeps room for its longest word, but not more than this part of the terminal."""


class Column(NamedTuple):
    """One column: ``key`` (TSV header, never translated), ``title`` for people, alignment, importance.

    ``drop`` 0 stays always; higher numbers go first on narrow terminals, 1 only where nothing else helps. ``flexible``
    may be folded into at most ``lines``, what is more is left out; it keeps ``least`` cells as long as other columns
    can go, and those of its longest ``word`` (found when the table is laid out) as long as another can be folded.
    ``sparse`` is left out of a table where no row has anything in it. The column ``unless`` stands for another one
    (its key) where that had to go. What is ``said`` False is a drawing of what other columns hold.
    """

    key: str
    title: str
    right: bool = False
    drop: int = 0
    flexible: bool = False
    least: int = 0
    sparse: bool = False
    lines: int = 3
    unless: str = ""
    word: int = 0
    said: bool = True


class Output:
    """The writer of one command's results."""

    def __init__(self, app: App) -> None:
        self._app = app
        options = app.options
        if options.json or options.jsonl:
            self.form = "json" if options.json else "jsonl"
        elif app.for_people:
            self.form = "table"
        else:
            self.form = "tsv"

    @property
    def plain(self) -> bool:
        """Whether everything is said in words, one fact a line: nothing by colour, signs or place."""
        return self._app.plain

    @property
    def as_json(self) -> bool:
        """Whether a JSON document is wanted."""
        return self.form in ("json", "jsonl")

    def line(self, text: str = "") -> None:
        """A line of the result."""
        self._app.around.stdout.write(bare(text) + "\n")

    def note(self, text: str, indent: int = 0) -> None:
        """A line beside the result: standard error. ``indent`` is how far in it goes on where it is folded."""
        around = self._app.around
        if around.stderr.isatty():
            around.stdout.flush()  # what was said before comes first
            text = folded(text, around.width(), indent)
        around.stderr.write(bare(text) + "\n")

    def aside(self, text: str, simply: str = "") -> None:
        """A note on what more there is, for those who want to know; ``simply``, or nothing, for those who don't."""
        if shown := simply if self._app.simple else text:
            self.note(shown)

    def hint(self, text: str) -> None:
        """How to mend what was noted: each of its lines two blanks in."""
        for line in text.splitlines():
            self.note(f"  {line}", 4)

    def prose(self, text: str, indent: int = 0, dim: str = "") -> None:
        """A line of the result that is read, not copied: on a terminal no word of it is cut in two; ``dim`` follows it,
        paler.
        """
        whole = f"{text}{_(', ') if self.plain else '   '}{dim}" if text and dim else text + dim
        if self._app.to_terminal:
            whole = folded(whole, self._app.around.width(), indent)
            if dim and self.coloured:
                whole = _ending_in(whole, bare(dim), lambda end: self.paint(end, DIM))
        self.line(whole)

    def fact(self, label: str, value: str) -> None:
        """``label: value`` in a line; either alone where the other is ""."""
        self.prose(_("{name}: {value}").format(name=label, value=value) if label and value else label + value, GAP)

    def labelled(self, label: str, value: str, column: int) -> None:
        """A label, and what it is about from this ``column`` on; on a terminal no name in it is cut in two where it has
        room.
        """
        if self.plain:
            self.fact(label.strip(), value)
            return
        room, lines = self._app.around.width() - column, [value]
        if self._app.to_terminal and width(value) > room >= MIN_FLEXIBLE_WIDTH:
            from wallet_cli.cli.render.cells import laid

            lines = laid(value, room, len(value))
        for at, line in enumerate(lines):
            self.line((label if not at else "") + " " * (column - (0 if at else width(label))) + line)

    def phrases(self, parts: Sequence[str]) -> None:
        """A line of the result that breaks between its parts rather than inside of them, where it is too long."""
        line = ""
        for part in parts:
            joined = f"{line}    {part}" if line else part
            is_long = self._app.to_terminal and width(joined) > self._app.around.width()
            if line and (is_long or self.plain):
                self.prose(line, 2)
                joined = part
            line = joined
        if line:
            self.prose(line, 2)

    def json(self, document: dict[str, Any]) -> None:
        """One JSON document. An iterator in it, or in a dict that such a one yields, becomes an array as it is read."""
        self.jsonl((document,))

    def jsonl(self, documents: Iterable[dict[str, Any]]) -> None:
        """One JSON object a line, which may hold iterators as well."""
        import json

        from wallet_cli.cli.render.stream import pieces

        write, encode = self._app.around.stdout.write, json.JSONEncoder(ensure_ascii=False).encode
        for document in documents:
            for piece in pieces(document, encode):
                write(harmless_json(piece))
            write("\n")

    def paint(self, text: str, colour: str) -> str:
        """``text`` in a colour, where standard output is a terminal that wants colours."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.coloured else text

    def painted(self, text: str, colour: str) -> None:
        """A line of the result in one colour; on a terminal no word of it is cut in two."""
        lines = folded(text, self._app.around.width()) if self._app.to_terminal else text
        for line in lines.split("\n"):
            self.line(self.paint(line, colour))

    @property
    def coloured(self) -> bool:
        """Whether colours are wanted: a terminal, no ``NO_COLOR``, not ``TERM=dumb``."""
        env = self._app.around.env
        return self._app.to_terminal and not self.plain and not env.get("NO_COLOR") and env.get("TERM") != "dumb"

    def rows(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        *,
        totals: Sequence[Sequence[str]] = (),
        tints: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Rows of texts: tab-separated with a header, or aligned columns with ``totals`` under a rule.

        ``tints`` are the colours of the rows on a terminal, "" for none. Columns are as wide as their widest text, so a
        table goes through ``rows`` twice; what can be gone through but once is held. Returns the keys of the aligned
        columns that had room.
        """
        if self.form == "tsv":
            self._tsv(columns, rows)
            return ()
        if self.plain:
            from wallet_cli.cli.render.lines import said

            titles = [column.title if column.said and not column.unless else None for column in columns]
            for label, value in said(titles, chain(rows, totals)):
                self.fact(visible(label), visible(value))
            return ()
        return self._columns(columns, list(rows) if isinstance(rows, Iterator) else rows, totals, tints)

    def _tsv(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        write = self._app.around.stdout.write
        write("\t".join([column.key for column in columns]) + "\n")
        for row in rows:
            text = "".join(row)
            if not (text.isascii() and text.isprintable()):
                row = [visible(cell) for cell in row]
            write("\t".join(row) + "\n")

    def holds(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bool:
        """Whether a table of these rows has room for all of its columns."""
        widths = [max(cells or 0, width(columns[at].title)) for at, cells in enumerate(_widest(len(columns), rows))]
        return _taken(widths, range(len(widths))) <= self._app.around.width()

    def _columns(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        totals: Sequence[Sequence[str]],
        tints: Sequence[str],
    ) -> tuple[str, ...]:
        widest = _widest(len(columns), rows)
        if not widest:
            return ()
        kept = [at for at, cells in enumerate(widest) if cells is not None or not columns[at].sparse]
        columns = [columns[at] for at in kept]
        titles = [column.title for column in columns]
        ends = [[total[at] for at in kept] for total in totals]
        cells = [max(widest[at] or 0, width(titles[n])) for n, at in enumerate(kept)]
        available = self._app.around.width()
        whole = [max(each, *(width(end[n]) for end in ends), 0) for n, each in enumerate(cells)]
        if _taken(whole, range(len(whole))) > available:
            columns = _with_words(columns, kept, rows, available)
        widths, shown = _laid_out(columns, cells, ends, available)
        if _taken(widths, shown) > available:
            from wallet_cli.cli.render.lines import listed

            column = max(map(width, titles)) + GAP
            for label, text in listed(titles, chain(([row[at] for at in kept] for row in rows), ends)):
                self.labelled(label, visible(text), column if text else 0)
            return ()
        self._aligned(columns, titles, widths, shown, DIM)
        for at, row in enumerate(rows):
            tint = tints[at] if at < len(tints) else ""
            self._aligned(columns, [visible(row[n]) for n in kept], widths, shown, tint)
        if ends:
            self.line(self.paint("─" * _taken(widths, shown), DIM))
        for end in ends:
            self._aligned(columns, end, widths, shown)
        return tuple(columns[at].key for at in shown)

    def _aligned(
        self, columns: Sequence[Column], texts: Sequence[str], widths: Sequence[int], shown: Sequence[int],
        colour: str = "",
    ) -> None:  # fmt: skip
        """One row: a line, or several where a text is folded."""
        cells = [[texts[at]] for at in shown]
        for n, at in enumerate(shown):
            text = texts[at]
            if columns[at].flexible and len(text) * 2 > widths[at] and width(text) > widths[at]:
                from wallet_cli.cli.render.cells import laid

                cells[n] = laid(text, widths[at], columns[at].lines)
        for n in range(max(map(len, cells))):
            parts = []
            lent = 0  # what a text on the left takes of the empty cell beside it
            for at, lines in zip(shown, cells, strict=True):
                text = lines[n] if n < len(lines) else ""
                room = widths[at] - lent
                blanks, lent = " " * (room - width(text)), max(0, width(text) - room)
                parts.append(blanks + text if columns[at].right else text + blanks)
            line = (" " * GAP).join(parts).rstrip()
            self.line(self.paint(line, colour) if colour else line)


def _with_words(
    columns: Sequence[Column], kept: Sequence[int], rows: Iterable[Sequence[str]], available: int
) -> list[Column]:
    """The columns, the flexible ones with room for the longest word in them; ``kept`` is where rows have them."""
    from wallet_cli.cli.render.cells import longest

    words = longest([at for at, column in zip(kept, columns, strict=True) if column.flexible], rows)
    most, found = available * SHARE[0] // SHARE[1], []
    for at, column in zip(kept, columns, strict=True):
        word, part = words.get(at, (0, 0))
        found.append(
            column._replace(least=column.least or min(word, most), word=word if column.right else min(part, most))
        )
    return found


def _laid_out(
    columns: Sequence[Column], cells: Sequence[int], ends: Sequence[Sequence[str]], available: int
) -> tuple[list[int], list[int]]:
    """The widths of the columns, and those that are shown. A total on the left goes on in the empty cell
    beside it, where that has room, rather than to widen its column.
    """
    for is_counted in (False, True):
        widths = [
            max(each, *(width(end[at]) for end in ends if is_counted or column.right or column.flexible), 0)
            for at, (column, each) in enumerate(zip(columns, cells, strict=True))
        ]
        shown = fitting(columns, widths, available)
        if all(_has_room(end, columns, widths, shown) for end in ends):
            break
    return widths, shown


def _has_room(end: Sequence[str], columns: Sequence[Column], widths: Sequence[int], shown: Sequence[int]) -> bool:
    """Whether each of these texts fits into its cell, or into that and an empty one beside it."""
    for n, at in enumerate(shown):
        beside = shown[n + 1] if n + 1 < len(shown) else at
        lent = widths[beside] if beside != at and not end[beside] else 0
        if not columns[at].flexible and width(end[at]) > widths[at] + lent:
            return False
    return True


def _taken(widths: Sequence[int], shown: Sequence[int]) -> int:
    return sum(widths[at] for at in shown) + GAP * (len(shown) - 1)


def _widest(count: int, rows: Iterable[Sequence[str]]) -> list[int | None]:
    """The cells that the widest text of each column takes, None where none has any text; [] where there is no row."""
    widest: list[int | None] = []
    for row in rows:
        if not widest:
            widest = [None] * count
        for at, text in enumerate(row):
            if not text:
                continue
            most = widest[at] or 0
            # no text takes more than two cells a character, nor does ``visible`` lengthen one that is printable
            if widest[at] is None or not text.isprintable() or len(text) * 2 > most:
                widest[at] = max(most, width(visible(text)))
    return widest


def folded(text: str, cells: int, indent: int = 0) -> str:
    """``text`` broken into lines of at most ``cells``, those after the first ``indent`` blanks in.

    No command line in it is broken.
    """
    if len(text) * 2 <= cells:
        return bare(text)
    from wallet_cli.cli.render.wrap import wrapped

    return "\n".join(wrapped(text, cells, indent))


def _ending_in(text: str, end: str, paint: Callable[[str], str]) -> str:
    """``text`` with what it ends in painted, however it was folded."""
    begin, left = len(text), len("".join(end.split()))
    while left:
        begin -= 1
        left -= not text[begin].isspace()
    return text[:begin] + "\n".join(paint(line) for line in text[begin:].split("\n"))


def harmless_json(text: str) -> str:
    """JSON that says the same, with every character that a terminal might act on as an escape."""
    return text if text.isprintable() else "".join(char if char.isprintable() else _json_escape(char) for char in text)


def _json_escape(char: str) -> str:
    import json

    return json.dumps(char)[1:-1]


def fitting(columns: Sequence[Column], widths: list[int], available: int) -> list[int]:
    """The columns that fit: flexible ones are shortened first, then whole columns go, least important first.

    Changes ``widths`` of flexible columns in place.
    """
    shown = [at for at, column in enumerate(columns) if not column.unless]
    while True:
        over = _taken(widths, shown) - available
        gone = max([at for at in shown if columns[at].drop], key=lambda at: columns[at].drop, default=None)
        tight = gone is None or columns[gone].drop == 1
        flexible = [at for at in shown if columns[at].flexible]
        if gone is None or over <= sum(max(0, widths[at] - _least(columns[at], tight)) for at in flexible):
            break
        shown.remove(gone)
        shown = sorted([*shown, *(at for at, each in enumerate(columns) if each.unless == columns[gone].key != "")])
    floors = (
        [_least(each, tight=False) for each in columns],
        [max(MIN_FLEXIBLE_WIDTH, each.word) for each in columns],
        [_least(each, tight=True) for each in columns],
    )
    for _cell in range(max(0, over)):
        roomy = next(filter(None, ([at for at in flexible if widths[at] > floor[at]] for floor in floors)), None)
        if not roomy:
            break
        widths[max(roomy, key=lambda at: widths[at])] -= 1
    return shown


def _least(column: Column, tight: bool) -> int:
    """How narrow a flexible column may become; amounts, which are on the right, are never cut."""
    least = column.word if column.right else 0 if tight else column.least
    return max(MIN_FLEXIBLE_WIDTH, least)

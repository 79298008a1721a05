"""Where results go: JSON, one object a line, tab-separated rows, or columns for people. Nothing else prints.

Data goes to standard output, everything else to standard error. Colour only on a terminal that wants it. Every text
that came from outside passes ``visible``, so that no payee can move the cursor or turn the line around.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from wallet_cli.domain.text import is_latin, visible, width
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.words.spelling import bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App

DIM, BOLD, RED, GREEN, YELLOW = "2", "1", "31", "32", "33"
MIN_FLEXIBLE_WIDTH = 10
GAP = 2


class Column(NamedTuple):
    """One column: ``key`` (TSV header, never translated), ``title`` for people, alignment, importance.

    ``drop`` 0 stays always; higher numbers go first on narrow terminals. ``flexible`` may be shortened; it keeps
    ``least`` cells as long as other columns can go. ``sparse`` is left out of a table where no row has anything in it.
    """

    key: str
    title: str
    right: bool = False
    drop: int = 0
    flexible: bool = False
    least: int = 0
    sparse: bool = False


class Output:
    """The writer of one command's results."""

    def __init__(self, app: App) -> None:
        self._app = app
        options = app.options
        if options.json or options.jsonl:
            self.form = "json" if options.json else "jsonl"
        elif options.table or (app.to_terminal and not options.plain):
            self.form = "table"
        else:
            self.form = "tsv"

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
            text = folded(text, around.width(), indent)
        around.stderr.write(bare(text) + "\n")

    def hint(self, text: str) -> None:
        """How to mend what was noted: each of its lines two blanks in."""
        for line in text.splitlines():
            self.note(f"  {line}", 4)

    def prose(self, text: str, indent: int = 0, dim: str = "") -> None:
        """A line of the result that is read, not copied: on a terminal no word of it is cut in two.

        ``dim`` stands behind it, and paler.
        """
        whole = f"{text}   {dim}" if text and dim else text + dim
        if self._app.to_terminal:
            whole = folded(whole, self._app.around.width(), indent)
            if dim and self.coloured:
                whole = _ending_in(whole, bare(dim), lambda end: self.paint(end, DIM))
        self.line(whole)

    def phrases(self, parts: Sequence[str]) -> None:
        """A line of the result that breaks between its parts rather than inside of them, where it is too long."""
        line = ""
        for part in parts:
            joined = f"{line}    {part}" if line else part
            if line and self._app.to_terminal and width(joined) > self._app.around.width():
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

    @property
    def coloured(self) -> bool:
        """Whether colours are wanted: a terminal, no ``NO_COLOR``, not ``TERM=dumb``."""
        env = self._app.around.env
        return self._app.to_terminal and not env.get("NO_COLOR") and env.get("TERM") != "dumb"

    def rows(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        *,
        total: Sequence[str] | None = None,
        tints: Sequence[str] = (),
    ) -> None:
        """Rows of texts: tab-separated with a header, or aligned columns with ``total`` under a rule.

        ``tints`` are the colours of the rows on a terminal, "" for none. Columns are as wide as their widest text, so a
        table goes through ``rows`` twice; what can be gone through but once is held.
        """
        if self.form == "tsv":
            self._tsv(columns, rows)
        else:
            self._columns(columns, list(rows) if isinstance(rows, Iterator) else rows, total, tints)

    def _tsv(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        write = self._app.around.stdout.write
        write("\t".join([column.key for column in columns]) + "\n")
        for row in rows:
            text = "".join(row)
            if not (text.isascii() and text.isprintable()):
                row = [visible(cell) for cell in row]
            write("\t".join(row) + "\n")

    def _columns(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        total: Sequence[str] | None,
        tints: Sequence[str],
    ) -> None:
        widest = _widest(len(columns), rows)
        if not widest:
            return
        kept = [at for at, cells in enumerate(widest) if cells is not None or not columns[at].sparse]
        columns = [columns[at] for at in kept]
        titles = [column.title for column in columns]
        heads = [titles, *([[total[at] for at in kept]] if total else [])]
        widths = [max(widest[at] or 0, *(width(line[n]) for line in heads)) for n, at in enumerate(kept)]
        shown = fitting(columns, widths, self._app.around.width())
        self.line(self.paint(_aligned(columns, titles, widths, shown), DIM))
        for at, row in enumerate(rows):
            line = _aligned(columns, [visible(row[n]) for n in kept], widths, shown)
            self.line(self.paint(line, tints[at]) if at < len(tints) and tints[at] else line)
        if total:
            self.line(self.paint("─" * (sum(widths[at] for at in shown) + GAP * (len(shown) - 1)), DIM))
            self.line(_aligned(columns, heads[1], widths, shown))


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
    shown = list(range(len(columns)))
    while True:
        over = sum(widths[at] for at in shown) + GAP * (len(shown) - 1) - available
        spare = {at: widths[at] - max(MIN_FLEXIBLE_WIDTH, columns[at].least) for at in shown if columns[at].flexible}
        if over <= sum(cells for cells in spare.values() if cells > 0):
            break
        victims = [at for at in shown if columns[at].drop]
        if not victims:
            break
        shown.remove(max(victims, key=lambda at: columns[at].drop))
    for _cell in range(max(0, over)):
        widest = max(spare, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= MIN_FLEXIBLE_WIDTH:
            break
        widths[widest] -= 1
    return shown


def _aligned(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int], shown: Sequence[int]) -> str:
    parts = []
    for at in shown:
        text = cells[at]
        if columns[at].flexible and len(text) * 2 > widths[at]:
            text = _shortened(text, widths[at])
        blanks = " " * (widths[at] - width(text))
        parts.append(blanks + text if columns[at].right else text + blanks)
    return (" " * GAP).join(parts).rstrip()


def _shortened(text: str, cells: int) -> str:
    if width(text) <= cells:
        return text
    if is_latin(text):
        return text[: cells - 1] + "…"
    kept = ""
    for char in text:
        if width(kept + char) > cells - 1:
            break
        kept += char
    return kept + "…"

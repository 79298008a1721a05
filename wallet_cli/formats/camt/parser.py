"""The XML of a message as parts, an entry at a time: expat walks it, the tree of ``paths`` says what is kept.

What always holds: nothing is expanded, a document type of its own is refused; what isn't read is not kept, of a text no
more than ``TEXT_KEPT`` characters, of an entry no more than ``PARTS_KEPT`` parts: memory doesn't grow with the file.
"""

from __future__ import annotations

from pyexpat import ExpatError, ParserCreate

from wallet_cli.errors import BadFile
from wallet_cli.formats.camt.paths import BALANCE, ENTRY, MESSAGES, ROOT
from wallet_cli.formats.camt.text import pieces
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO


TEXT_KEPT = 20_000
"""More characters than any text may have: longer ones are refused where they are used."""
PARTS_KEPT = 20_000
"""The most parts of one entry that are kept; the others are counted."""
CURRENCY = "@"
"""What is added to the key of an amount for its currency's."""

_BALANCES_KEPT = 1000
_DEPTH_LIMIT = 200
_STALLED_LIMIT = 16
_STATEMENTS = frozenset(MESSAGES.values())


class Part:
    """An element that is more than a text: its line, the texts in it by key, and the parts in it with their names.

    ``more`` is how many parts in it were not kept.
    """

    __slots__ = ("fields", "line", "more", "name", "parts")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.fields: dict[str, str] = {}
        self.parts: list[Part] = []
        self.more = 0

    def all(self, name: str) -> list[Part]:
        """The parts of that name."""
        return [part for part in self.parts if part.name == name]


class Unit(NamedTuple):
    """A statement that begins (and fills as it goes on), an entry, or with ``ended`` the statement's end."""

    part: Part
    ended: bool = False


class Broken(NamedTuple):
    """Where the file can't be read on: its line, and why. ``entry`` is the one that it ends or breaks in."""

    line: int
    problem: BadFile
    entry: Part | None = None


class _Walk:
    """One file on its way: what was met, until it is taken."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.texts: list[str] = []
        self.inside: list[Part] = []  # the parts that are open, the innermost last
        self.has_message = False
        self.held = 0
        self.reached = self.stalled = 0
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._handlers()
        self.parser.CharacterDataHandler = self.texts.append
        self.parser.StartDoctypeDeclHandler = _refuse

    def feed(self, text: str, *, is_last: bool = False) -> None:
        self.parser.Parse(text, is_last)
        if len(self.texts) > 1 or (self.texts and len(self.texts[0]) > TEXT_KEPT):
            self.texts[:] = ["".join(self.texts)[:TEXT_KEPT]]
        # a single tag or comment of megabytes: expat would begin it again with every piece
        reached = self.parser.CurrentByteIndex
        self.stalled = self.stalled + 1 if reached == self.reached else 0
        self.reached = reached
        if self.stalled > _STALLED_LIMIT:
            raise BadFile("xml-broken", line=self.parser.CurrentLineNumber)

    def taken(self) -> list[Unit]:
        units = self.units[:]
        self.units.clear()
        return units

    def broken(self, problem: BadFile) -> Broken:
        entry = next((part for part in self.inside if part.name == ENTRY), None)
        return Broken(self.parser.CurrentLineNumber, problem, entry)

    def _handlers(self) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
        node, skipped, outside, currency, texts = ROOT, 0, 0, "", self.texts
        fields: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal node, skipped, outside, currency, fields
            if skipped:
                skipped += 1
                if skipped > _DEPTH_LIMIT:
                    raise BadFile("xml-broken", line=self.parser.CurrentLineNumber)
                return
            children = node.children
            below = children.get(name)
            if below is None and ":" in name:
                below = children.get(name.rpartition(":")[2])
            if below is None:
                if node is not ROOT or outside > _DEPTH_LIMIT:
                    skipped = 1
                else:  # what is around the message, an envelope
                    outside += 1
                return
            node = below
            if node.key:
                texts.clear()
                currency = attributes.get("Ccy", "") if attributes else ""
            elif node.part:
                fields = self._begin(node.part)
            else:
                self.has_message = True

        def end(_name: str) -> None:
            nonlocal node, skipped, outside, fields
            if skipped:
                skipped -= 1
                return
            key = node.key
            if key:
                text = "".join(texts).strip()
                if text:
                    texts.clear()
                    if key not in fields:
                        fields[key] = text if len(text) <= TEXT_KEPT else text[:TEXT_KEPT]
                        if currency:
                            fields[key + CURRENCY] = currency
                    elif node.gathers and len(fields[key]) < TEXT_KEPT:
                        fields[key] += " " + text[:TEXT_KEPT]
            elif node.part:
                fields = self._end()
            elif node is ROOT:
                outside -= 1
                return
            node = node.above

        return start, end

    def _begin(self, name: str) -> dict[str, str]:
        part = Part(name, self.parser.CurrentLineNumber)
        self.inside.append(part)
        if name in _STATEMENTS:
            self.units.append(Unit(part))
        elif name == ENTRY:
            self.held = 0
        return part.fields

    def _end(self) -> dict[str, str]:
        """The fields of what goes on behind it."""
        part = self.inside.pop()
        if part.name in _STATEMENTS:
            self.units.append(Unit(part, ended=True))
        elif part.name == ENTRY:
            self.units.append(Unit(part))
        elif part.name == BALANCE and len(self.inside[-1].parts) < _BALANCES_KEPT:
            self.inside[-1].parts.append(part)
        elif part.name != BALANCE and self.held < PARTS_KEPT:
            self.held += 1
            self.inside[-1].parts.append(part)
        else:
            self.inside[0 if part.name == BALANCE else 1].more += 1
        return self.inside[-1].fields if self.inside else {}


def _refuse(*_told: object) -> None:
    raise BadFile("file-declares-entities")


def units(source: BinaryIO) -> Iterator[Unit | Broken]:
    """Statements and entries in the file's order, and at the end what broke, if anything did.

    BadFile("not-camt") where the file is not one of the messages, ("file-empty", "file-declares-entities").
    """
    walk, at_end = _Walk(), False
    try:
        for text in pieces(source):
            walk.feed(text)
            yield from walk.taken()
        at_end = True
        walk.feed("", is_last=True)
    except ExpatError as error:
        line = error.lineno
        broken = walk.broken(BadFile("xml-cut-off") if at_end else BadFile("xml-broken", line=line))
        yield from walk.taken()
        if not walk.has_message:
            raise BadFile("not-camt") from None
        yield broken._replace(line=line)
    except BadFile as problem:
        if problem.slug in ("file-declares-entities", "file-empty"):
            raise
        if not walk.has_message:
            raise BadFile("not-camt") from None
        broken = walk.broken(problem)
        yield from walk.taken()
        yield broken
    if not walk.has_message:
        raise BadFile("not-camt")

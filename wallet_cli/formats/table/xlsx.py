"""A workbook as Excel has written it since 2007 (XLSX): its sheets by name, and what its cells need to be understood.

Read from the ZIP's bytes with expat alone: numbers keep all their digits, empty rows cost nothing, and whatever a sheet
claims about its size takes no memory. There is a limit to the bytes and tags that are read of all parts, however
often one is. Source: ECMA-376 part 1, §18. A document type of its own is refused.
"""

from __future__ import annotations

import re
from posixpath import join, normpath
from pyexpat import ExpatError, ParserCreate

from wallet_cli.errors import BadFile
from wallet_cli.formats.packed import directory, unpack
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pyexpat import XMLParserType

    Attributes = dict[str, str]

SHEETS_LIMIT = 200
PART_BYTES = 64 << 20
SHEET_BYTES = 512 << 20
TEXTS_LIMIT = 64 << 20
WORKBOOK_BYTES = 512 << 20
"""Bytes of XML that are read of one workbook, all in all."""
_STALLED_LIMIT = 16
"""Pieces in a row that may hold nothing but one tag."""
TAGS_LIMIT = 12 << 20
"""Tags that are read of one: a cell has four, so that there is room for three million."""
_TYPES = "[Content_Types].xml"
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Built-in number formats that show days or times."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Package:
    """The bytes of a workbook, and how much of what is packed in them may still be read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.bytes_left, self.tags_left = data, WORKBOOK_BYTES, TAGS_LIMIT

    def pieces(self, member: directory.Member, limit: int) -> Iterator[bytes]:
        """A part in pieces; BadFile("sheet-too-large"), and as ``unpack.pieces``."""
        for piece in unpack.pieces(self.data, member, limit):
            self.bytes_left -= len(piece)
            self.tags_left -= piece.count(b"<") + piece.count(b"/>")  # one of these begins and ends at once
            if self.bytes_left < 0 or self.tags_left < 0:
                raise BadFile("sheet-too-large")
            yield piece


class Book(NamedTuple):
    """An open workbook: its bytes, the member of each sheet that is shown, texts by number, styles that mean days."""

    package: Package
    sheets: dict[str, directory.Member]
    texts: list[str]
    date_styles: frozenset[str]
    from_1904: bool = False

    def sheet(self, name: str) -> Iterator[bytes]:
        """The XML of a sheet in pieces."""
        return self.package.pieces(self.sheets[name], SHEET_BYTES)


def opened(data: bytes) -> Book:
    """The workbook; BadFile("sheet-damaged", "sheet-kind-unknown", "sheet-encrypted", "file-declares-entities") and as
    ``packed``.
    """
    parts = {member.name.lstrip("/").lower(): member for member in directory.members(data) if member.is_file}
    package = Package(data)
    if any(member.is_encrypted for member in parts.values()):
        raise BadFile("sheet-encrypted")
    if "xl/workbook.bin" in parts or _TYPES.lower() not in parts:
        raise BadFile("sheet-kind-unknown")
    start = next((each for each in _relations(package, parts, "_rels/.rels", "").values() if "workbook" in each), "")
    start = start if start in parts else "xl/workbook.xml"
    if start not in parts:
        raise BadFile("sheet-kind-unknown")
    folder, _, name = start.rpartition("/")
    related = _relations(package, parts, f"{folder}/_rels/{name}.rels", folder)
    shown, hidden, from_1904 = _sheets(package, parts[start])
    sheets = {title: parts[place] for title, key in (shown or hidden) if (place := related.get(key, "")) in parts}
    if not sheets:
        raise BadFile("sheet-none")
    texts = _texts(package, parts.get(f"{folder}/sharedstrings.xml"))
    return Book(package, sheets, texts, _date_styles(package, parts.get(f"{folder}/styles.xml")), from_1904)


def parser() -> XMLParserType:
    """A parser that refuses a document type; texts come whole."""
    made = ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def fed(parse: XMLParserType, pieces: Iterable[bytes]) -> Iterator[None]:
    """Feeds it, and yields after each piece; BadFile("sheet-damaged") where the XML is, or a tag has megabytes."""
    reached, stalled = -1, 0
    try:
        for piece in pieces:
            parse.Parse(piece, False)
            stalled = stalled + 1 if parse.CurrentByteIndex == reached else 0
            reached = parse.CurrentByteIndex
            if stalled > _STALLED_LIMIT:
                raise BadFile("sheet-damaged")
            yield
        parse.Parse(b"", True)
    except (ExpatError, UnicodeError, LookupError):
        raise BadFile("sheet-damaged") from None
    yield


def local(name: str) -> str:
    """An element's or attribute's name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def unescaped(text: str) -> str:
    """A text with ``_x000D_`` as the sign that it means."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _refuse(*_args: object) -> None:
    raise BadFile("file-declares-entities")


def _walked(package: Package, member: directory.Member | None, start: Callable[[str, Attributes], None]) -> None:
    """Show the elements of a small part."""
    if member is None:
        return
    parse = parser()
    parse.StartElementHandler = lambda name, attributes: start(
        local(name), {local(key): value for key, value in attributes.items()}
    )
    for _ in fed(parse, package.pieces(member, PART_BYTES)):
        pass


def _relations(package: Package, parts: dict[str, directory.Member], name: str, folder: str) -> dict[str, str]:
    """Where the parts are that a part relates to, by the ids it uses."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/").lower()
            place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[attributes.get("Id", "")] = place

    _walked(package, parts.get(name.lstrip("/").lower()), start)
    return found


def _sheets(package: Package, member: directory.Member) -> tuple[list[tuple[str, str]], list[tuple[str, str]], bool]:
    """Names and ids of the sheets that are shown and hidden; whether days are counted from 1904."""
    shown: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    since: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet" and len(shown) + len(hidden) < SHEETS_LIMIT:
            place = shown if attributes.get("state", "visible") == "visible" else hidden
            place.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            since.append(attributes.get("date1904", "") in ("1", "true"))

    _walked(package, member, start)
    return shown, hidden, any(since)


def _date_styles(package: Package, member: directory.Member | None) -> frozenset[str]:
    """The numbers of the styles whose cells show days or times."""
    formats: dict[str, bool] = {}
    found: list[str] = []
    inside: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = shows_day(attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyles", "dxfs"):
            inside.append(name == "cellXfs")
        elif name == "xf" and inside and inside[-1]:
            key = attributes.get("numFmtId", "")
            found.append(key)

    _walked(package, member, start)
    usual = {str(key) for key in DATE_FORMATS}
    return frozenset(str(at) for at, key in enumerate(found) if formats.get(key, key in usual))


def shows_day(code: str) -> bool:
    """Whether cells with this number format are days or times."""
    shown = _NOT_SHOWN.sub("", code.partition(";")[0].lower())
    return shown not in ("general", "standard") and any(sign in "dmyhs" for sign in shown)


def _texts(package: Package, member: directory.Member | None) -> list[str]:
    """The texts that cells refer to; what is only there to be read aloud (phonetic) is left out."""
    if member is None:
        return []
    found: list[str] = []
    held: list[str] = []
    state = [False, False, 0]  # inside a text, inside phonetic, characters so far

    def start(name: str, _attributes: Attributes) -> None:
        name = local(name)
        if name == "t":
            state[0] = not state[1]
        elif name == "si":
            held.clear()
        elif name == "rPh":
            state[1] = True

    def end(name: str) -> None:
        name = local(name)
        if name == "t":
            state[0] = False
        elif name == "rPh":
            state[1] = False
        elif name == "si":
            text = "".join(held)
            state[2] += len(text) + 50
            if state[2] > TEXTS_LIMIT:
                raise BadFile("sheet-too-large")
            found.append(unescaped(text))

    def text(piece: str) -> None:
        if state[0]:
            held.append(piece)

    parse = parser()
    parse.StartElementHandler, parse.EndElementHandler, parse.CharacterDataHandler = start, end, text
    for _ in fed(parse, package.pieces(member, PART_BYTES)):
        pass
    return found

"""OFX as text: bytes to characters, and characters to tags, for SGML (1.x) and XML (2.x) alike.

Headers lie about encodings, end tags are optional, line breaks may be missing: so UTF-8 is tried before the header's
word, and a tag's value is simply what is between it and the next tag. Entities are five names and numbers, nothing
is expanded; a file that declares entities of its own is refused. Every step is linear in the size of the file.
"""

from __future__ import annotations

import re

from wallet_cli.domain.files.letters import declared, require_one
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"<(?:(!\[CDATA\[|!--|\?(?:xml|OFX)\b)"
    # attributes need a "=", so that "<JOHN SMITH>" stays text in a payee's name
    r"|(/?)(?:[\w-]{1,40}:)?([A-Za-z][\w.]{0,63})(?:\s+[A-Za-z_][^<>=]{0,60}=[^<>]{0,300})?\s*(/?)>)",
    re.IGNORECASE,
)
_CLOSERS = {"!": "]]>", "-": "-->", "?": "?>"}
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos|nbsp)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_USUAL = "cp1252"
_CHARSET = re.compile(rb"(?:CHARSET\s*:\s*|ENCODING\s*[:=]\s*[\"']?)([\w-]{1,20})", re.IGNORECASE)


class Tag(NamedTuple):
    """``<NAME>value`` or ``</NAME>``: the name in capitals without a namespace, where it begins, the trimmed value."""

    name: str
    closes: bool
    at: int
    value: str


def decode(data: bytes) -> str:
    """The characters of an OFX file, lines ended by ``\\n``. BadFile("file-declares-entities", "letters-mixed")."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise BadFile("file-declares-entities")
    return text


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    told = (declared(word.decode("ascii")) for word in _CHARSET.findall(data[:2048]))
    codec = next((each for each in told if each not in ("", _USUAL)), _USUAL)
    require_one(data, codec)
    return data.decode(codec, errors="replace")


def unescape(text: str) -> str:
    """Known entities and character numbers resolved, once; anything else stays as it is."""
    return _ENTITY.sub(_resolved, text)


def _resolved(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    point = int(match[2]) if match[2] else int(match[3], 16)
    return chr(point) if point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF else "\ufffd"


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """The tags between two positions, each with the text up to the next;

    comments vanish, CDATA is text as it is.
    """
    stop = len(text) if end is None else end
    found: tuple[str, bool, int] | None = None
    pieces: list[str] = []
    position = value_from = start
    unclosed: set[str] = set()  # openers whose end was sought in vain once: never look again, or it costs n²
    while mark := _TAG.search(text, position, stop):
        special, slash, name, _ = mark.groups()
        begin, position = mark.span()
        if special:
            kind = "-" if special == "!--" else special[0]
            close = -1 if kind in unclosed else text.find(_CLOSERS[kind], position, stop)
            if close < 0:
                unclosed.add(kind)
                continue
            pieces.append(unescape(text[value_from:begin]))
            if kind == "!":
                pieces.append(text[position:close])
            position = value_from = close + len(_CLOSERS[kind])
            continue
        if found:
            yield Tag(*found, _joined(pieces, text[value_from:begin]))
        pieces.clear()
        found = (name.upper(), bool(slash), begin)
        value_from = position
    if found:
        yield Tag(*found, _joined(pieces, text[value_from:stop]))


def _joined(pieces: list[str], last: str) -> str:
    if "&" in last:
        last = unescape(last)
    return "".join([*pieces, last]).strip() if pieces else last.strip()

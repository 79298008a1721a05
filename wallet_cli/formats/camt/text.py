"""A file's bytes as characters, piece by piece: by its byte order mark, else by the encoding it declares, else UTF-8.

Declarations lie: what isn't UTF-8 in a file that says so is read as Windows-1252, byte by byte. Characters that XML
has no room for become U+FFFD. The declaration itself is taken away, so that blanks in front of it do no harm.
"""

from __future__ import annotations

import codecs
import re

from wallet_cli.domain.files.letters import declared
from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

PIECE_BYTES = 1 << 16
_HEAD_BYTES = 4096
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_DECLARATION = re.compile(r"\A(\s*)<\?xml\s[^>]{0,300}\?>")
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_REPAIR = "wallet-windows-1252"
codecs.register_error(_REPAIR, _as_windows)


def pieces(source: BinaryIO) -> Iterator[str]:
    """The characters of a file, not all at once. BadFile("file-empty")."""
    data = source.read(_HEAD_BYTES)
    codec = _codec(data)
    decoder = codecs.getincrementaldecoder(codec)(_REPAIR if codec.startswith("utf-8") else "replace")
    text = _DECLARATION.sub(r"\1", decoder.decode(data), count=1)
    is_blank = True
    while data:
        is_blank = is_blank and not text.strip()
        yield _NOT_XML.sub("\ufffd", text)
        data = source.read(PIECE_BYTES)
        text = decoder.decode(data, final=not data)
    if text:
        yield _NOT_XML.sub("\ufffd", text)
    if is_blank and not text.strip():
        raise BadFile("file-empty")


def _codec(head: bytes) -> str:
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    found = _DECLARED.search(head[:400])
    return (declared(found[1].decode("ascii")) if found else "") or "utf-8"

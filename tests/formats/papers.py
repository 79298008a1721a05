"""PDFs of our own making: texts at places on pages, in a built-in font and one for Chinese that isn't embedded."""

import hashlib
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 "
    "278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 "
    "722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 "
    "556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
WIDTHS = {chr(code): int(width) for code, width in enumerate(_WIDTHS.split(), 32)}
"""Of Helvetica, in thousandths of its size (Adobe's metrics)."""
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_IDENTITY = b"0123456789abcdef"
WIDTH, HEIGHT = 595, 842


class Text(NamedTuple):
    """A text and where it begins, in points from the page's left bottom corner."""

    x: float
    y: float
    text: str
    size: float = 9


class Page(NamedTuple):
    """``more`` is content as it is written; ``turn`` how far viewers turn the page, ``picture`` lies over all of it."""

    texts: Sequence[Text]
    more: str = ""
    turn: int = 0
    picture: bool = False


def width(text: str, size: float = 9) -> float:
    """How wide a text is, in points."""
    if text.isascii():
        return sum(WIDTHS[char] for char in text) * size / 1000
    return sum(1000 if char > "~" else 278 if char == " " else 556 for char in text) * size / 1000


def right(x: float, y: float, text: str, size: float = 9) -> Text:
    """A text that ends at ``x``."""
    return Text(x - width(text, size), y, text, size)


def paper(
    pages: Sequence[Page],
    *,
    password: str | None = None,
    aes: bool = False,
    catalog: str = "",
    encoding: str = "UniGB-UCS2-H",
    letters: str = "",
    packed: bool = True,
) -> bytes:
    """A PDF; ``password`` "" encrypts it so that it opens without one, ``letters`` are added to the font."""
    objects: list[tuple[bytes, bytes | None]] = [
        (b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog.encode(), None),
        (b"", None),
        (b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % letters.encode(), None),
        (
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[5 0 R]>>"
            % encoding.encode(),
            None,
        ),
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
            b"/Supplement 4>>/DW 1000/W[1[278]2 95 556]/FontDescriptor 6 0 R>>",
            None,
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
            b"/Descent -120/CapHeight 880/StemV 93>>",
            None,
        ),
        (b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8%s", b"\x80"),
    ]
    kids = []
    for page in pages:
        kids.append(len(objects) + 1)
        objects.append(
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R/Resources<</Font<<"
                b"/F1 3 0 R/F2 4 0 R>>/XObject<</I 7 0 R>>>>>>" % (WIDTH, HEIGHT, page.turn, len(objects) + 2),
                None,
            )
        )
        objects.append((b"<<%s", _content(page, encoding)))
    objects[1] = (b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % at for at in kids), len(kids)), None)
    return _written(objects, _Lock(password, aes) if password is not None else None, packed)


def _content(page: Page, encoding: str) -> bytes:
    found = [b"q %d 0 0 %d 0 0 cm /I Do Q\n" % (WIDTH, HEIGHT)] if page.picture else []
    for x, y, text, size in page.texts:
        if text.isascii() and text.isprintable():
            shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            found.append(b"BT /F1 %.2f Tf %.2f %.2f Td (%s) Tj ET\n" % (size, x, y, shown))
        else:
            shown = text.encode("utf-16-be" if encoding.startswith("UniGB") else "gbk").hex().encode()
            found.append(b"BT /F2 %.2f Tf %.2f %.2f Td <%s> Tj ET\n" % (size, x, y, shown))
    return b"".join(found) + page.more.encode()


def _written(objects: Sequence[tuple[bytes, bytes | None]], lock: "_Lock | None", packed: bool) -> bytes:
    out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, (head, body) in enumerate(objects, 1):
        places.append(len(out))
        if body is None:
            out += b"%d 0 obj\n%s\nendobj\n" % (number, head)
            continue
        body = zlib.compress(body) if packed else body
        body = lock.sealed(number, body) if lock else body
        head %= b"/Length %d%s>>" % (len(body), b"/Filter/FlateDecode" if packed else b"")
        out += b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, head, body)
    size, more = len(objects) + 1, b""
    if lock:
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (size, lock.described())
        more = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (size, _IDENTITY.hex().encode(), _IDENTITY.hex().encode())
        size += 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, more, start))


class _Lock:
    """The standard security handler, revision 3 (RC4, 128 bits) or 4 (AES, 128 bits): ISO 32000-1, 7.6.3."""

    def __init__(self, password: str, aes: bool) -> None:
        self.aes = aes
        user = (password.encode("latin-1") + _PADDING)[:32]
        key = hashlib.md5((b"owner" + _PADDING)[:32]).digest()
        for _ in range(50):
            key = hashlib.md5(key).digest()
        self.of_owner = _many(key, user)
        self.key = hashlib.md5(user + self.of_owner + b"\xfc\xff\xff\xff" + _IDENTITY).digest()
        for _ in range(50):
            self.key = hashlib.md5(self.key).digest()
        self.of_user = _many(self.key, hashlib.md5(_PADDING + _IDENTITY).digest()) + b"\0" * 16

    def described(self) -> bytes:
        how = b"/V 4/R 4/StmF/S/StrF/S/CF<</S<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>" if self.aes else b"/V 2/R 3"
        owner, user = self.of_owner.hex().encode(), self.of_user.hex().encode()
        return b"<</Filter/Standard%s/Length 128/P -4/O<%s>/U<%s>>>" % (how, owner, user)

    def sealed(self, number: int, data: bytes) -> bytes:
        salt = b"sAlT" if self.aes else b""
        key = hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0" + salt).digest()
        if not self.aes:
            return rc4(key, data)
        padded = data + bytes([16 - len(data) % 16]) * (16 - len(data) % 16)
        block = Cipher(algorithms.AES(key), modes.CBC(_IDENTITY)).encryptor()
        return _IDENTITY + block.update(padded)


def _many(key: bytes, data: bytes) -> bytes:
    for number in range(20):
        data = rc4(bytes(byte ^ number for byte in key), data)
    return data


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher that older PDFs use."""
    state, at = list(range(256)), 0
    for place in range(256):
        at = (at + state[place] + key[place % len(key)]) % 256
        state[place], state[at] = state[at], state[place]
    out, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(out)


NAMES = ("Date", "Description", "Amount", "Balance")


def statement(
    rows: Sequence[Sequence[str]],
    names: Sequence[str] = NAMES,
    edges: Sequence[tuple[float, bool]] = ((50, False), (120, False), (420, True), (530, True)),
    *,
    above: Sequence[str] = (),
    below: str = "",
    rows_of_page: int = 50,
) -> list[Page]:
    """Pages with a table: each column's place, and whether it is aligned to its right; the header is on each page."""
    pages = []
    for start in range(0, max(len(rows), 1), rows_of_page):
        texts = [Text(50, 800 - 12 * at, line) for at, line in enumerate(above if not start else ())]
        y = 730.0
        for cells in [names, *rows[start : start + rows_of_page]]:
            for (x, is_right), cell in zip(edges, cells, strict=True):
                if cell:
                    texts.append(right(x, y, cell) if is_right else Text(x, y, cell))
            y -= 13
        if below:
            texts.append(Text(260, 30, below.format(len(pages) + 1)))
        pages.append(Page(texts))
    return pages

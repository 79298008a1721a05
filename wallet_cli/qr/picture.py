"""Reading the codes in a picture: a file's bytes go in, the payloads found come out, and nothing is written or fetched.

zxing-cpp finds and decodes (the optional extra "read"). PNG needs nothing else; other kinds of picture need Pillow.
The file's size and the pixel count are capped before anything is unpacked. Payloads are bytes: what they mean is the
schemes' affair.
"""

from __future__ import annotations

import io

from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.qr.png_reader import Picture, check_size, read_png

FILE_LIMIT_BYTES = 16 * 1024 * 1024
_KINDS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")


class Found(NamedTuple):
    """One code in a picture: its ``payload`` bytes and its ``symbology`` ("QR Code", "PDF417", …)."""

    payload: bytes
    symbology: str


def read_codes(data: bytes) -> tuple[Found, ...]:
    """The distinct codes in the picture file ``data``, top to bottom.

    Raises BadFile ``picture-no-code``, ``picture-too-large``, ``picture-kind`` or ``picture-damaged``; UsageProblem
    ``needs-extra`` where the library is not installed.
    """
    if len(data) > FILE_LIMIT_BYTES:
        raise BadFile("picture-file-too-large", bytes=len(data), limit=FILE_LIMIT_BYTES)
    found = decode(_picture(data))
    if not found:
        raise BadFile("picture-no-code")
    return found


def decode(picture: Picture) -> tuple[Found, ...]:
    """The distinct codes in grey pixels, top to bottom; empty where there are none."""
    try:
        import zxingcpp
    except ImportError:
        raise UsageProblem("needs-extra", package="zxing-cpp") from None
    buffer = memoryview(picture.pixels).cast("B", (picture.height, picture.width))
    corners = ((code.position.top_left, code) for code in zxingcpp.read_barcodes(buffer))
    codes = sorted((corner.y, corner.x, bytes(code.bytes), str(code.format)) for corner, code in corners)
    return tuple(dict.fromkeys(Found(payload, symbology) for _, _, payload, symbology in codes))


def _picture(data: bytes) -> Picture:
    """Through Pillow where it is installed (any common kind, and fast), else PNG through the reader of our own."""
    try:
        from PIL import Image  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return read_png(data)
    try:
        # opening reads the header alone; the size is checked before the pixels are unpacked
        with Image.open(io.BytesIO(data), formats=_KINDS) as image:
            check_size(image.width, image.height)
            flat = image
            if image.has_transparency_data:
                white = Image.new("RGBA", image.size, "white")
                flat = Image.alpha_composite(white, image.convert("RGBA"))
            return Picture(image.width, image.height, flat.convert("L").tobytes())
    except BadFile:
        raise
    except Exception:
        # on a hostile file its decoders raise whatever they please
        raise BadFile("picture-kind") from None

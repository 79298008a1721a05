"""A payload becomes a square of modules: the one place that knows the QR library.

Bytes go in exactly as the scheme encoded them, with its error correction and size; True is a dark module. The quiet
zone is the drawer's affair.
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.payments.payment import Code

Matrix = tuple[tuple[bool, ...], ...]


def matrix(code: Code) -> Matrix:
    """The modules of ``code``, row by row; raises UsageProblem ``code-too-big`` when the payload doesn't fit."""
    if code.symbology != "qr":
        raise UsageProblem("symbology-unknown", symbology=code.symbology)
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode

    # the ISO 18004 indicator bits, which the library uses as its names: L=1, M=0, Q=3, H=2
    level = {"L": 1, "M": 0, "Q": 3, "H": 2}[code.error_correction]
    drawing = QRCode(version=code.version, error_correction=level, border=0)
    # Mixed segments make a smaller code. Beyond ASCII they don't pay: a reader guesses the charset of each segment.
    drawing.add_data(code.payload, optimize=20 if code.payload.isascii() else 0)
    try:
        drawing.make(fit=code.version is None)
    except (DataOverflowError, ValueError):
        # the library looks for version 41, and trips over its own range check, before it says "overflow"
        raise _too_big(code) from None
    modules = tuple(tuple(bool(module) for module in row) for row in drawing.modules)
    if version_of(modules) > code.max_version:
        raise _too_big(code)
    return modules


def version_of(modules: Matrix) -> int:
    """The QR version, 1 to 40, of a square of 21 to 177 modules (ISO/IEC 18004 §5.3.1)."""
    return (len(modules) - 17) // 4


def framed(modules: Matrix, quiet: int) -> Matrix:
    """``modules`` with ``quiet`` light modules on every side; the standard asks for 4."""
    side = len(modules) + 2 * quiet
    blank = ((False,) * side,) * quiet
    margin = (False,) * quiet
    return (*blank, *(margin + row + margin for row in modules), *blank)


def _too_big(code: Code) -> UsageProblem:
    largest = code.version or code.max_version
    return UsageProblem("code-too-big", bytes=len(code.payload), version=largest, level=code.error_correction)

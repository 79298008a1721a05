"""Payment codes as use cases: make one that is certain to be read back as meant, draw it, and read one from anywhere.

What was read is not believed: nothing is paid, opened or stored here.
"""

from __future__ import annotations

from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payee_accounts import sort_of
from wallet_cli.domain.payments.payment import BESIDE, Code, PaymentRequest, same_payment
from wallet_cli.errors import WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.qr import png, svg, terminal
from wallet_cli.qr.matrix import matrix
from wallet_cli.qr.picture import read_codes
from wallet_cli.schemes import registry
from wallet_cli.schemes.base import code_of
from wallet_cli.schemes.facts import SCHEMES

Fields = tuple[tuple[str, str | Money], ...]


class Requested(NamedTuple):
    """A code ready to draw, and what to print below it: a drawing alone can't be proof-read."""

    code: Code
    fields: Fields


def request_code(request: PaymentRequest) -> Requested:
    """The code that asks for ``request`` in the scheme it names, read back and found equal by meaning.

    Raises UsageProblem for an unknown scheme or what it can't say; WalletError ``code-not-same`` (a fault of wallet
    itself) when the payload doesn't read back as meant: such a code is never shown.
    """
    scheme = registry.maker(request.scheme)
    code = scheme.build(request)
    again = scheme.parse(code.payload)
    if again.obstacles or not same_payment(request, again):
        raise WalletError("code-not-same", scheme=request.scheme)
    return Requested(code, fields(again))


def read_code(payload: bytes) -> PaymentRequest:
    """What ``payload`` asks for; raises BadFile ``unknown-code`` or what is wrong with it. Nothing is paid."""
    return registry.recognise(payload).parse(payload)


def drawn_again(request: PaymentRequest) -> Requested:
    """A code that was read, ready to draw: made again, or as it was where it can't be paid or wallet makes none
    such.
    """
    facts = SCHEMES[request.scheme]
    if facts.makes and not request.obstacles:
        return Requested(request_code(request).code, fields(request))
    return Requested(code_of(request.raw, facts), fields(request))


def draw_lines(code: Code, columns: int) -> list[str]:
    """The lines that draw ``code`` on a terminal of ``columns``; raises UsageProblem ``terminal-too-narrow``."""
    return terminal.draw(matrix(code), columns)


def draw_svg(code: Code, scale: int = 8) -> str:
    """``code`` as an SVG document, ``scale`` pixels a module."""
    return svg.write(matrix(code), scale)


def draw_png(code: Code, scale: int = 8) -> bytes:
    """``code`` as a PNG file, ``scale`` pixels a module."""
    return png.write(matrix(code), scale)


def codes_in_picture(data: bytes) -> tuple[bytes, ...]:
    """The distinct payloads in a picture file's bytes, top to bottom; raises BadFile ``picture-…`` or ``needs-extra``.

    Several are the caller's to choose from: none is better than another.
    """
    return tuple(found.payload for found in read_codes(data))


def fields(request: PaymentRequest) -> Fields:
    """What a request says, in the order people check it: (key, text or amount); extras last."""
    said: list[tuple[str, str | Money]] = []
    checked = request._replace(account=sort_of(request.account_sort).shown(request.account))
    for key, value in checked._asdict().items():
        if value and key not in BESIDE:
            said.append((key, value))
    return (*said, *request.extra)

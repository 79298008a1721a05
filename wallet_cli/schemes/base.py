"""The protocol of a payment code, and the border that every foreign payload crosses before a scheme reads it.

A scheme is one module with a constant ``SCHEME``; the registry finds it by the file's name. Bytes come in and a
PaymentRequest goes out, or one BadFile; a request comes in and a Code goes out, or one UsageProblem. What passes
``foreign_text`` has no control, bidi or invisible character in it.
"""

from __future__ import annotations

from typing import Protocol
from unicodedata import category, normalize

from wallet_cli.domain.payments.payment import Code, PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The most bytes any QR code holds is 7,089 digits (ISO/IEC 18004, version 40-L).
PAYLOAD_LIMIT_BYTES = 7089

# Control, format (bidi, zero width), private, unassigned, line and paragraph separators; surrogates can't be decoded.
_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"))


class Scheme(Protocol):
    """One kind of payment code. ``recognises`` answers for any bytes and never raises."""

    @property
    def name(self) -> str:
        """The name typed on the command line; the module's name with hyphens."""

    @property
    def title(self) -> str:
        """The proper name people know it by."""

    @property
    def is_general(self) -> bool:
        """Whether it is asked last, after schemes that are special cases of it."""

    def recognises(self, payload: bytes) -> bool:
        """Whether ``payload`` claims to be of this scheme; it may still be malformed."""

    def parse(self, payload: bytes) -> PaymentRequest:
        """What ``payload`` asks for; raises BadFile."""

    def build(self, request: PaymentRequest) -> Code:
        """The code that asks for ``request``; raises UsageProblem for what the scheme can't say."""


def foreign_text(payload: bytes, charset: str, limit_bytes: int, *, line_ends: bool = False) -> str:
    """``payload`` decoded strictly in ``charset``; raises BadFile for a wrong length, byte or hidden character.

    With ``line_ends`` LF and CRLF may occur; they are delivered as they are.
    """
    if len(payload) > limit_bytes:
        raise BadFile("code-too-long", bytes=len(payload), limit=limit_bytes)
    try:
        text = payload.decode(charset)
    except UnicodeDecodeError as error:
        raise BadFile("code-charset", charset=charset, position=error.start) from None
    hidden = hidden_character(text.replace("\r\n", "").replace("\n", "") if line_ends else text)
    if hidden:
        raise BadFile("code-hidden-character", character=hidden)
    return text


def hidden_character(text: str) -> str | None:
    """The first control, bidi, invisible or unassigned character of ``text`` as "U+202E"; None when there is none."""
    return next((f"U+{ord(char):04X}" for char in text if category(char) in _HIDDEN), None)


def only_fields(request: PaymentRequest, scheme: str, carried: Iterable[str]) -> None:
    """Refuse a request that says more than ``scheme`` can carry: nothing is dropped in silence."""
    free = {*carried, "scheme", "account_kind", "obstacles", "warnings", "raw"}
    for field in request._fields:
        if field not in free and getattr(request, field) != PaymentRequest._field_defaults[field]:
            raise UsageProblem("request-field-not-carried", field=field, scheme=scheme)


def typed_text(text: str, field: str, limit: int | None = None) -> str:
    """``text`` composed (NFC), trimmed and checked for a code's ``field`` of at most ``limit`` characters."""
    ready = normalize("NFC", text).strip()
    hidden = hidden_character(ready)
    if hidden:
        raise UsageProblem("request-hidden-character", field=field, character=hidden)
    if limit is not None and len(ready) > limit:
        raise UsageProblem("request-too-long", field=field, length=len(ready), limit=limit)
    return ready

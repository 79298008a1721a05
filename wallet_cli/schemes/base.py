"""The protocol of a payment code, and the border that every foreign payload crosses before a scheme reads it.

A scheme is one module with a constant ``SCHEME`` and a row in ``facts``. Bytes come in and a PaymentRequest goes out,
or one BadFile; a request comes in, its payee in ``creditor`` and its purpose in ``text`` whatever the scheme calls
them, and a Code goes out, or one UsageProblem. What passes ``foreign_text`` has no control, bidi or invisible
character in it.
"""

from __future__ import annotations

from typing import Protocol
from unicodedata import category, normalize

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.payments.payment import BESIDE, Code, PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money
    from wallet_cli.schemes.facts import SchemeFacts

# The most bytes any QR code holds is 7,089 digits (ISO/IEC 18004, version 40-L).
PAYLOAD_LIMIT_BYTES = 7089

# Control, format (bidi, zero width), private, unassigned, line and paragraph separators; surrogates can't be decoded.
_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"))


class Scheme(Protocol):
    """One kind of payment code. ``recognises`` answers for any bytes and never raises."""

    @property
    def facts(self) -> SchemeFacts:
        """Its row: what others know of it, and its own limits."""

    def recognises(self, payload: bytes) -> bool:
        """Whether ``payload`` says it is of this scheme; it may still be malformed."""

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


def only_fields(request: PaymentRequest, facts: SchemeFacts) -> None:
    """Refuse a request that says more than the scheme can carry: nothing is dropped in silence."""
    free = {*(field.name for field in facts.fields), *BESIDE} - {"extra"}
    for field in request._fields:
        if field not in free and getattr(request, field) != PaymentRequest._field_defaults[field]:
            raise UsageProblem("request-field-not-carried", field=field, scheme=facts.name)


def typed_field(request: PaymentRequest, facts: SchemeFacts, field: str) -> str:
    """A text of the request within the scheme's limit, as ``typed_text`` makes it ready.

    UsageProblem("request-field-missing") where the scheme needs it.
    """
    known = facts.field(field)
    text = typed_text(getattr(request, field), field, known.most if known else None)
    if not text and facts.needs(field):
        raise UsageProblem("request-field-missing", field=field, scheme=facts.name)
    return text


def typed_text(text: str, field: str, limit: int | None = None) -> str:
    """``text`` composed (NFC), trimmed and checked for a code's ``field`` of at most ``limit`` characters."""
    ready = normalize("NFC", text).strip()
    hidden = hidden_character(ready)
    if hidden:
        raise UsageProblem("request-hidden-character", field=field, character=hidden)
    if limit is not None and len(ready) > limit:
        raise UsageProblem("request-too-long", field=field, length=len(ready), limit=limit)
    return ready


def typed_amount(amount: Money, facts: SchemeFacts) -> str:
    """An amount as digits with a point, in the scheme's currency and range.

    UsageProblem("request-currency", "request-amount-range").
    """
    code, scale = amount.currency
    if facts.currencies and code not in facts.currencies:
        raise UsageProblem("request-currency", currency=code, wanted=", ".join(facts.currencies), scheme=facts.name)
    shown = plain(amount.minor, scale)
    if not is_in_range(amount.minor, facts):
        most = plain(facts.largest_minor, scale)
        most = most.rstrip("0").rstrip(".") if "." in most else most
        raise UsageProblem("request-amount-range", amount=shown, least=plain(1, scale), most=most, scheme=facts.name)
    return shown


def is_in_range(minor: int, facts: SchemeFacts) -> bool:
    """Whether the scheme accepts this many minor units: more than none, and not above its limit."""
    return minor >= 1 and (not facts.largest_minor or minor <= facts.largest_minor)


def code_of(payload: bytes, facts: SchemeFacts) -> Code:
    """A payload, to be drawn as the scheme wants it; raises UsageProblem ``request-too-many-bytes``."""
    if len(payload) > facts.limit_bytes:
        raise UsageProblem("request-too-many-bytes", bytes=len(payload), limit=facts.limit_bytes, scheme=facts.name)
    return Code(payload, facts.symbology, facts.charset, facts.error_correction, max_version=facts.max_version)

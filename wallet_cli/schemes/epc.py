"""EPC069-12: the European Payments Council's QR code for a SEPA credit transfer ("Girocode").

Twelve lines of text: BCD, version, charset, SCT, BIC, name, IBAN, amount, purpose, structured reference, text,
information. Read: versions 001 and 002, eight charsets, LF or CRLF, trailing empty lines cut or not. Written: version
002 in UTF-8, with either a structured reference or a text.
"""

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.identifiers import (
    EEA,
    bic_fault,
    compact,
    creditor_reference_fault,
    iban_fault,
    read_bic,
    read_creditor_reference,
    read_iban,
)
from wallet_cli.domain.payments.payment import Code, PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.schemes.base import (
    Scheme,
    code_of,
    foreign_text,
    is_in_range,
    only_fields,
    typed_amount,
    typed_field,
)
from wallet_cli.schemes.facts import SCHEMES

_FACTS = SCHEMES["epc"]
_CHARSETS = {
    b"1": "utf-8",
    b"2": "iso8859-1",
    b"3": "iso8859-2",
    b"4": "iso8859-4",
    b"5": "iso8859-5",
    b"6": "iso8859-7",
    b"7": "iso8859-10",
    b"8": "iso8859-15",
}
_LINES_MANDATORY, _LINES = 7, 12
_READ = (("name", "creditor"), ("structured reference", "reference"), ("text", "text"), ("information", "information"))
"""Texts under the names that EPC069-12 gives them, and those of a request."""


class _Epc:
    facts = _FACTS

    def recognises(self, payload: bytes) -> bool:
        head = payload[:32].replace(b"\r\n", b"\n").split(b"\n")
        return len(head) > 4 and head[0] == b"BCD" and head[3] == b"SCT"

    def parse(self, payload: bytes) -> PaymentRequest:
        lines = _lines(payload)
        version, bic, name, iban, amount, purpose, reference, text, information = (lines[1], *lines[4:])
        if version not in ("001", "002"):
            raise BadFile("code-field", field="version", value=version[:16])
        for (called, field), value in zip(_READ, (name, reference, text, information), strict=True):
            known = _FACTS.field(field)
            if known and known.most and len(value) > known.most:
                raise BadFile("code-field-too-long", field=called, limit=known.most)
        if not name:
            raise BadFile("code-field-missing", field="name")
        if len(purpose) > 4 or (purpose and not (purpose.isascii() and purpose.isalnum())):
            raise BadFile("code-field", field="purpose", value=purpose[:16])
        if reference and text:
            raise BadFile("code-two-references")
        iban, bic = _identifiers(iban, bic, version)
        reference, warnings = _reference(reference)
        if not bic and iban[:2] not in EEA:
            warnings = (*warnings, "bic-wanted")
        return PaymentRequest(
            scheme=_FACTS.name,
            creditor=name,
            account=iban,
            account_sort=_FACTS.account_sort,
            bic=bic,
            amount=_amount(amount),
            reference=reference,
            text=text,
            purpose=purpose,
            information=information,
            warnings=warnings,
            raw=payload,
        )

    def build(self, request: PaymentRequest) -> Code:
        only_fields(request, _FACTS)
        name = typed_field(request, _FACTS, "creditor")
        iban = read_iban(request.account)
        bic = read_bic(request.bic) if request.bic else ""
        if not bic and iban[:2] not in EEA:
            raise UsageProblem("request-bic-wanted", iban=iban, country=iban[:2])
        purpose = typed_field(request, _FACTS, "purpose")
        if purpose and not (purpose.isascii() and purpose.isalnum()):
            raise UsageProblem("request-field", field="purpose", value=purpose)
        reference = read_creditor_reference(request.reference) if request.reference else ""
        text = typed_field(request, _FACTS, "text")
        if reference and text:
            raise UsageProblem("request-two-references")
        information = typed_field(request, _FACTS, "information")
        money = f"EUR{typed_amount(request.amount, _FACTS)}" if request.amount is not None else ""
        lines = ("BCD", "002", "1", "SCT", bic, name, iban, money, purpose.upper(), reference, text, information)
        return code_of("\n".join(lines).rstrip("\n").encode(_FACTS.charset), _FACTS)


SCHEME: Scheme = _Epc()


def _lines(payload: bytes) -> list[str]:
    """Exactly twelve fields, trimmed; the charset is read first, because it says how to read the rest."""
    if len(payload) > _FACTS.limit_bytes:
        raise BadFile("code-too-long", bytes=len(payload), limit=_FACTS.limit_bytes)
    head = payload.replace(b"\r\n", b"\n").split(b"\n", 4)
    if len(head) < 5 or (head[0], head[3]) != (b"BCD", b"SCT"):
        raise BadFile("code-field", field="BCD … SCT", value=head[0][:16].decode("ascii", "backslashreplace"))
    charset = _CHARSETS.get(head[2])
    if charset is None:
        raise BadFile("code-field", field="charset", value=head[2][:16].decode("ascii", "backslashreplace"))
    text = foreign_text(payload, charset, _FACTS.limit_bytes, line_ends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    if end == "\r\n" and text.count("\n") != text.count("\r\n"):
        raise BadFile("code-line-ends")
    lines = [line.strip() for line in text.split(end)]
    if len(lines) < _LINES_MANDATORY:
        raise BadFile("code-field-missing", field="IBAN")
    if any(lines[_LINES:]):
        raise BadFile("code-too-many-lines", limit=_LINES)
    return (lines + [""] * _LINES)[:_LINES]


def _identifiers(iban: str, bic: str, version: str) -> tuple[str, str]:
    iban, bic = compact(iban), compact(bic)
    if not iban:
        raise BadFile("code-field-missing", field="IBAN")
    if iban_fault(iban):
        raise BadFile("code-iban", iban=iban[:40])
    if not bic and version == "001":
        raise BadFile("code-field-missing", field="BIC")
    if bic and bic_fault(bic):
        raise BadFile("code-bic", bic=bic[:16])
    return iban, bic


def _reference(reference: str) -> tuple[str, tuple[str, ...]]:
    """An RF reference is checked and made compact; a national one is kept as it is, with a warning."""
    if not compact(reference).startswith("RF"):
        return reference, ("reference-unchecked",) if reference else ()
    if creditor_reference_fault(compact(reference)):
        raise BadFile("code-creditor-reference", reference=reference)
    return compact(reference), ()


def _amount(text: str) -> Money | None:
    """EUR0.01 to EUR999999999.99: a point, one or two decimals or none, no grouping."""
    if not text:
        return None
    whole, point, cents = text[3:].partition(".")
    digits = whole.isdigit() and (cents.isdigit() or not point) and text.isascii()
    if text[:3] != "EUR" or not digits or len(whole) > 9 or len(cents) > 2:
        raise BadFile("code-amount", amount=text[:32])
    minor = int(whole + cents.ljust(2, "0"))
    if not is_in_range(minor, _FACTS):
        raise BadFile("code-amount", amount=text[:32])
    return Money(minor, currency("EUR"))

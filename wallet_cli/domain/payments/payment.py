"""What a payment code says, and what is needed to draw one: the values that schemes read and write.

A request goes in and out of every scheme; its fields are the union of what the schemes can carry, and an empty one
means "not said". Texts are already free of control characters; identifiers are compact, without blanks. Nothing here
is believed: ``obstacles`` says why a request must not be paid as it is, ``warnings`` what a person should look
at.
"""

from __future__ import annotations

from unicodedata import normalize

from wallet_cli.domain.payments.identifiers import compact
from wallet_cli.domain.payments.payee_accounts import sort_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money

Pairs = tuple[tuple[str, str], ...]


class PaymentRequest(NamedTuple):
    """One request for payment: to whom, to which account, how much, and what for, in the order people check it.

    ``account_sort`` names the sort of identifier (``payee_accounts``); ``expiry`` is an ISO 8601 date or time;
    ``extra`` holds what the code says beyond the named fields, as (key, value) in the code's own words and order.
    ``raw`` is the payload as it was read. ``obstacles`` and ``warnings`` are slugs, put into words by the command
    line.
    """

    scheme: str = ""
    creditor: str = ""
    label: str = ""
    account: str = ""
    account_sort: str = ""
    bic: str = ""
    amount: Money | None = None
    reference: str = ""
    text: str = ""
    message: str = ""
    purpose: str = ""
    information: str = ""
    expiry: str = ""
    extra: Pairs = ()
    obstacles: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    raw: bytes = b""

    @property
    def payee(self) -> str:
        """Whom the code names: the creditor, or else the label."""
        return self.creditor or self.label

    @property
    def note(self) -> str:
        """What the payment is for: the remittance text, or else the message."""
        return self.text or self.message


BESIDE = frozenset({"scheme", "account_sort", "extra", "obstacles", "warnings", "raw"})
"""The fields of a request that no field of a code says."""


class Code(NamedTuple):
    """A payload ready to be drawn: bytes in ``charset``, and how the scheme wants them drawn.

    ``error_correction`` is "L", "M", "Q" or "H"; ``version`` (1..40) is set where a scheme fixes the size, and
    ``max_version`` is the largest size it allows.
    """

    payload: bytes
    symbology: str = "qr"
    charset: str = "utf-8"
    error_correction: str = "M"
    version: int | None = None
    max_version: int = 40


def same_payment(one: PaymentRequest, other: PaymentRequest) -> bool:
    """Whether two requests mean the same payment: the payee, the identifiers, the amount and the purpose are equal.

    The payload's bytes, blanks and case inside identifiers, the composition of accents (NFC), and which of a scheme's
    fields carries the name or the note don't matter; every other difference does.
    """
    return _meaning(one) == _meaning(other)


def _meaning(request: PaymentRequest) -> tuple[object, ...]:
    amount = request.amount
    texts = (request.payee, request.note, request.information, request.expiry)
    return (
        request.scheme,
        sort_of(request.account_sort).normal(request.account),
        tuple(compact(code) for code in (request.bic, request.reference, request.purpose)),
        tuple(normalize("NFC", text).strip() for text in texts),
        None if amount is None else (amount.minor, amount.currency.code),
        tuple(sorted(request.extra)),
    )

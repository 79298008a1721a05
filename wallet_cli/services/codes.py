"""Payment codes as use cases: make one that is certain to be read back as meant, and read one without believing it."""

from typing import NamedTuple

from wallet_cli.domain.identifiers import grouped
from wallet_cli.domain.money import Money
from wallet_cli.domain.payment import Code, PaymentRequest, same_payment
from wallet_cli.errors import WalletError
from wallet_cli.schemes import registry

Fields = tuple[tuple[str, str | Money], ...]

_SHOWN = (
    "creditor",
    "label",
    "account",
    "bic",
    "amount",
    "reference",
    "text",
    "message",
    "purpose",
    "information",
    "expiry",
)


class Requested(NamedTuple):
    """A code ready to draw, and what to print below it: a drawing alone can't be proof-read."""

    code: Code
    fields: Fields


def request_code(request: PaymentRequest) -> Requested:
    """The code that asks for ``request`` in the scheme it names, read back and found equal by meaning.

    Raises UsageProblem for an unknown scheme or what it can't say; WalletError ``code-not-same`` (a fault of wallet
    itself) when the payload doesn't read back as meant: such a code is never shown.
    """
    scheme = registry.by_name(request.scheme)
    code = scheme.build(request)
    again = scheme.parse(code.payload)
    if again.obstacles or not same_payment(request, again):
        raise WalletError("code-not-same", scheme=request.scheme)
    return Requested(code, fields(again))


def read_code(payload: bytes) -> PaymentRequest:
    """What ``payload`` asks for; raises BadFile ``unknown-code`` or what is wrong with it. Nothing is paid."""
    return registry.recognise(payload).parse(payload)


def fields(request: PaymentRequest) -> Fields:
    """What a request says, in the order people check it: (key, text or amount); IBANs in groups, extras last."""
    said: list[tuple[str, str | Money]] = []
    for key in _SHOWN:
        value = getattr(request, key)
        if value:
            said.append((key, grouped(value) if key == "account" and request.account_kind == "iban" else value))
    return (*said, *request.extra)

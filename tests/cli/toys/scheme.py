"""A payment code of our own: ``TOY|payee|account|amount currency|note``, in dollars or yen."""

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.payment import Code, PaymentRequest
from wallet_cli.errors import BadFile
from wallet_cli.schemes.base import Scheme, code_of, foreign_text, is_in_range, only_fields, typed_amount, typed_field
from wallet_cli.schemes.facts import Field, SchemeFacts

FACTS = SchemeFacts(
    name="toy",
    title="Toy code (nobody's standard)",
    network="toy money",
    module=__name__,
    currencies=("USD", "JPY"),
    account_sort="toy",
    fields=(Field("creditor", 10), Field("account", is_needed=True), Field("amount"), Field("text", 20)),
    largest_minor=100_000,
    limit_bytes=200,
    error_correction="Q",
)


class _Toy:
    facts = FACTS

    def recognises(self, payload: bytes) -> bool:
        return payload.startswith(b"TOY|")

    def parse(self, payload: bytes) -> PaymentRequest:
        parts = foreign_text(payload, FACTS.charset, FACTS.limit_bytes).split("|")
        if len(parts) != 5:
            raise BadFile("code-field-missing", field="note")
        return PaymentRequest(
            scheme=FACTS.name,
            creditor=parts[1],
            account=parts[2],
            account_sort=FACTS.account_sort,
            amount=_amount(parts[3]) if parts[3] else None,
            text=parts[4],
            raw=payload,
        )

    def build(self, request: PaymentRequest) -> Code:
        only_fields(request, FACTS)
        amount = request.amount
        said = f"{typed_amount(amount, FACTS)} {amount.currency.code}" if amount is not None else ""
        name, text = typed_field(request, FACTS, "creditor"), typed_field(request, FACTS, "text")
        return code_of("|".join(("TOY", name, request.account, said, text)).encode(FACTS.charset), FACTS)


def _amount(text: str) -> Money:
    """Foreign text: what isn't an amount of the scheme is a BadFile, and nothing else."""
    digits, _blank, code = text.partition(" ")
    whole, point, rest = digits.partition(".")
    scale = currency(code).scale if code in FACTS.currencies else -1
    if not (text.isascii() and (whole + rest).isdigit() and len(rest) <= scale and bool(rest) == bool(point)):
        raise BadFile("code-amount", amount=text[:32])
    minor = int((whole or "0")[:18] + rest.ljust(scale, "0"))
    if len(whole) > 18 or not is_in_range(minor, FACTS):
        raise BadFile("code-amount", amount=text[:32])
    return Money(minor, currency(code))


SCHEME: Scheme = _Toy()

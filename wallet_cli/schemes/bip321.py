"""BIP-321 (and BIP-21 before it): ``bitcoin:ADDRESS?amount=…&label=…&message=…``.

Scheme and keys in any case; values percent-encoded UTF-8; the amount in decimal bitcoin, kept as whole satoshis. A
key ``req-…`` is one the payer must understand: none is understood, so the code is refused. Instructions that this
wallet can't follow (lightning, lno, sp, pop …) stay in ``extra`` as labels. An address with a wrong checksum, of a
test network, or missing, is read and shown as an obstacle: the URI is valid, paying it would not be. Written: one
address of the main network.
"""

from wallet_cli.domain.currency import currency
from wallet_cli.domain.money import Money
from wallet_cli.domain.payments.bitcoin_address import (
    LONGEST,
    MAINNET,
    BitcoinAddress,
    bitcoin_address,
    is_segwit_shaped,
)
from wallet_cli.domain.payments.payment import Code, Pairs, PaymentRequest
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.schemes.base import (
    Scheme,
    code_of,
    foreign_text,
    is_in_range,
    only_fields,
    typed_amount,
    typed_text,
)
from wallet_cli.schemes.facts import SCHEMES

_FACTS = SCHEMES["bip321"]
_SCALE = 8
_HEAD = b"bitcoin:"
_ONCE = ("amount", "label", "message", "pop")
_ADDRESS_KEYS = {"bc": ("bc1",), "tb": ("tb1",)}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_QUERY = frozenset(map(chr, _UNRESERVED)) | frozenset("%!$'()*+,;:@/?=")
_HEX = frozenset("0123456789abcdefABCDEF")


class _Bip321:
    facts = _FACTS

    def recognises(self, payload: bytes) -> bool:
        return payload[: len(_HEAD)].lower() == _HEAD

    def parse(self, payload: bytes) -> PaymentRequest:
        if not self.recognises(payload):
            raise BadFile("code-field", field="scheme", value=payload[:8].decode("ascii", "backslashreplace"))
        uri = foreign_text(payload, _FACTS.charset, _FACTS.limit_bytes)
        body, _, query = uri[len(_HEAD) :].partition("?")
        pairs = _pairs(query)
        once = _once(pairs)
        extra = tuple(pair for pair in pairs if pair[0] not in _ONCE[:3])
        addresses = _addresses(body, extra)
        account = _normal(addresses[0]) if addresses else ""
        # the address paid to is the account; it isn't repeated among the extras
        extra = tuple(pair for pair in extra if body or _normal(pair[1]) != account or pair[0] not in _ADDRESS_KEYS)
        if not account and not extra:
            raise BadFile("code-address", address="")
        return PaymentRequest(
            scheme=_FACTS.name,
            account=account,
            account_sort=_FACTS.account_sort if account else "",
            amount=_amount(once["amount"]) if "amount" in once else None,
            label=once.get("label", ""),
            message=once.get("message", ""),
            extra=extra,
            obstacles=_obstacles(account),
            raw=payload,
        )

    def build(self, request: PaymentRequest) -> Code:
        only_fields(request, _FACTS)
        address = _typed_address(request.account)
        if (request.creditor and request.label) or (request.text and request.message):
            raise UsageProblem("request-said-twice", scheme=_FACTS.name)
        values = {
            "amount": _shortest(typed_amount(request.amount, _FACTS)) if request.amount is not None else "",
            "label": typed_text(request.payee, "label"),
            "message": typed_text(request.note, "message"),
        }
        query = "&".join(f"{key}={_quote(value)}" for key, value in values.items() if value)
        payload = f"bitcoin:{address.text}{'?' if query else ''}{query}".encode(_FACTS.charset)
        return code_of(payload, _FACTS)


SCHEME: Scheme = _Bip321()


def _pairs(query: str) -> Pairs:
    """The parameters in order, keys in lower case, values decoded; an empty one ("&&") is allowed by the grammar."""
    pairs: list[tuple[str, str]] = []
    for part in query.split("&"):
        if not part:
            continue
        key, _, value = part.partition("=")
        # an encoded key could hide a "req-": refused like any other strange character
        if not key or "%" in key or not set(part) <= _QUERY:
            raise BadFile("code-field", field="parameter", value=part[:32])
        pairs.append((key.lower(), _unquote(value)))
    return tuple(pairs)


def _once(pairs: Pairs) -> dict[str, str]:
    """The parameters that may appear once; raises for a repeated one and for one that the payer must understand."""
    once: dict[str, str] = {}
    for key, value in pairs:
        bare = key.removeprefix("req-")
        if bare in _ONCE and bare in once:
            raise BadFile("code-repeated", key=bare)
        if bare != key:
            raise BadFile("code-required", key=key[:32])
        if key in _ONCE:
            once[key] = value
    return once


def _addresses(body: str, extra: Pairs) -> list[str]:
    """The addresses offered, the URI's own first, then the main network's; a foreign network under a key is refused."""
    for key, value in extra:
        if key in _ADDRESS_KEYS and not value.lower().startswith(_ADDRESS_KEYS[key]):
            raise BadFile("code-address-network", key=key, address=value[:100])
    keyed = [value for wanted in _ADDRESS_KEYS for key, value in extra if key == wanted]
    addresses = [body, *keyed] if body else keyed
    for address in addresses:
        if not (address.isascii() and address.isalnum()) or len(address) > LONGEST:
            raise BadFile("code-address", address=address[:100])
    return addresses


def _normal(address: str) -> str:
    return address.lower() if is_segwit_shaped(address) else address


def _obstacles(account: str) -> tuple[str, ...]:
    """Why the account must not be paid as it is."""
    if not account:
        return ("no-address",)
    address = bitcoin_address(account)
    if address is None:
        return ("address-checksum",)
    return () if address.network == MAINNET else ("test-network",)


def _typed_address(text: str) -> BitcoinAddress:
    address = bitcoin_address(text.strip())
    if address is None:
        raise UsageProblem("bitcoin-address", address=text)
    if address.network != MAINNET:
        raise UsageProblem("bitcoin-test-network", address=text, network=address.network)
    return address


def _amount(text: str) -> Money:
    """Decimal bitcoin; more than eight decimals only if the rest are zeros; above zero and at most 21 million."""
    whole, _, fraction = text.partition(".")
    digits = whole + fraction
    satoshis = fraction[:_SCALE].ljust(_SCALE, "0")
    plausible = digits.isdigit() and text.isascii() and len(text) <= 32 and not fraction[_SCALE:].strip("0")
    minor = int(whole + satoshis) if plausible else 0
    if not is_in_range(minor, _FACTS):
        raise BadFile("code-amount", amount=text[:32])
    return Money(minor, currency("BTC"))


def _shortest(amount: str) -> str:
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def _quote(text: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode("utf-8"))


def _unquote(value: str) -> str:
    """Percent-decoded as strict UTF-8 (RFC 3986 §2.1): "+" stays a plus; a hidden character is refused here, too."""
    head, *rest = value.split("%")
    data = bytearray(head.encode("ascii"))
    for part in rest:
        if len(part) < 2 or not set(part[:2]) <= _HEX:
            raise BadFile("code-field", field="percent encoding", value=f"%{part[:2]}")
        data.append(int(part[:2], 16))
        data += part[2:].encode("ascii")
    return foreign_text(bytes(data), "utf-8", _FACTS.limit_bytes)

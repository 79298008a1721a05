"""The schemes there are: a row each, with all that anything but the scheme itself must know of it.

The table is static: who lists names, offers them at TAB or fills in help imports no scheme. A scheme takes its limits
from its own row, so that what is said of it and what it does can't differ.
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Field(NamedTuple):
    """A field of ``PaymentRequest`` that a scheme carries: at most ``most`` characters; None where only bytes count."""

    name: str
    most: int | None = None
    is_needed: bool = False


class SchemeFacts(NamedTuple):
    """One scheme.

    ``name`` is what is typed, ``title`` the proper name, ``network`` the word that people know it by; ``module`` holds
    its ``SCHEME``. ``currencies`` are ISO 4217 codes (and BTC), empty for any; ``account_sort`` says what names the
    account to be paid into. ``largest_minor`` is in minor units, 0 without a limit; ``limit_bytes`` is that of the
    payload. ``symbology`` to ``max_version`` are how a code is written and drawn (``payment.Code``). ``makes`` and
    ``reads`` are the directions; ``is_general`` is asked last, after schemes that are special cases of it.
    """

    name: str
    title: str
    network: str
    module: str
    currencies: tuple[str, ...]
    account_sort: str
    fields: tuple[Field, ...]
    largest_minor: int
    limit_bytes: int
    symbology: str = "qr"
    charset: str = "utf-8"
    error_correction: str = "M"
    max_version: int = 40
    makes: bool = True
    reads: bool = True
    is_general: bool = False

    def field(self, name: str) -> Field | None:
        """What it says about a field; None where it can't carry it."""
        return next((field for field in self.fields if field.name == name), None)

    def needs(self, name: str) -> bool:
        """Whether no code is made without this field."""
        field = self.field(name)
        return field is not None and field.is_needed


_ROWS = (
    # EPC069-12 v2.1: 331 bytes, error correction M, QR version 13 at most
    SchemeFacts(
        name="epc",
        title="SEPA credit transfer (EPC069-12, Girocode)",
        network="SEPA",
        module="wallet_cli.schemes.epc",
        currencies=("EUR",),
        account_sort="iban",
        fields=(
            Field("creditor", 70, is_needed=True),
            Field("account", is_needed=True),
            Field("bic"),
            Field("amount"),
            Field("reference", 35),
            Field("text", 140),
            Field("purpose", 4),
            Field("information", 70),
        ),
        largest_minor=99_999_999_999,
        limit_bytes=331,
        max_version=13,
    ),
    # a name and a text are written as label and message; 21 million bitcoin in satoshis: more can't exist
    SchemeFacts(
        name="bip321",
        title="Bitcoin (BIP-321)",
        network="bitcoin",
        module="wallet_cli.schemes.bip321",
        currencies=("BTC",),
        account_sort="bitcoin",
        fields=(
            Field("creditor"),
            Field("account", is_needed=True),
            Field("amount"),
            Field("text"),
            Field("label"),
            Field("message"),
        ),
        largest_minor=2_100_000_000_000_000,
        limit_bytes=7089,
        charset="ascii",
    ),
)
SCHEMES: dict[str, SchemeFacts] = {row.name: row for row in _ROWS}
"""By name; the first one is meant where nothing else decides."""


def makers() -> tuple[SchemeFacts, ...]:
    """The schemes in which codes are made, by name."""
    return tuple(SCHEMES[name] for name in sorted(SCHEMES) if SCHEMES[name].makes)


def maker(name: str) -> SchemeFacts:
    """The scheme of that name, to make a code in; raises UsageProblem ``unknown-scheme`` with the names there are."""
    known = tuple(each.name for each in makers())
    if name not in known:
        raise UsageProblem("unknown-scheme", scheme=name, known=known)
    return SCHEMES[name]


def maker_for(currencies: Sequence[str]) -> SchemeFacts:
    """The scheme for an account of ``currencies``: the first one that takes its only currency, else the first."""
    rows = [row for row in SCHEMES.values() if row.makes]
    fitting = [row for row in rows if len(currencies) == 1 and currencies[0] in row.currencies]
    return (*fitting, *rows)[0]

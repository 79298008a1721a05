"""Files that name which way money went and write no sign: what they call a debit went out.

By the standard (OFX 2.2, 11.4.4.3) an amount has its sign whatever its type is. Where not one amount of a file has a
minus, and a row is called a debit all the same, no amount there has its sign. What always holds: one amount with a
sign is enough for all to keep theirs; a debit that has none beside it is remarked, and stays as it is written.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import Row

READ_OUT, LEFT_IN = "debits without a sign", "debits without a minus"
"""Evidence of a head: that amounts have no sign, and the types were gone by; that debits have none, and were left."""

_DEBIT = "debit"
_OUT = frozenset({_DEBIT, "check", "fee", "srvchg", "atm", "pos", "cash", "directdebit", "repeatpmt"})
"""What goes out by its type, as OFX calls it."""
_PAYMENT = "payment"
"""That goes out too, but on a card it comes in."""


class Signs:
    """Sees the types and amounts of all rows of a file."""

    def __init__(self) -> None:
        self.is_signed = False

    def is_plain_debit(self, kind: str, amount: str) -> bool:
        """Whether a row is called a debit, and its amount has no minus."""
        self.is_signed = self.is_signed or amount.lstrip()[:1] in ("-", "+", "\u2212")
        return kind.strip().lower() == _DEBIT and amount.lstrip()[:1] not in ("-", "\u2212")

    def found(self, *, has_plain_debits: bool) -> str:
        """What is remarked of a statement, "" for nothing."""
        return "" if not has_plain_debits else LEFT_IN if self.is_signed else READ_OUT


def read(row: Row, *, is_card: bool) -> Row:
    """A row of a file without signs, by its type."""
    goes_out = row.kind in _OUT or (row.kind == _PAYMENT and not is_card)
    return row._replace(amount=-row.amount) if goes_out else row

"""What names an account to be paid into, a row for each sort: in which form two are equal, and how one is proof-read.

A scheme says in its row (``schemes.facts``) which sort it takes. One that isn't here counts as it was typed.
"""

from __future__ import annotations

from wallet_cli.domain.payments.bitcoin_address import bitcoin_address
from wallet_cli.domain.payments.identifiers import compact, grouped
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class PayeeAccountSort(NamedTuple):
    """One sort: the ``normal`` form, in which equal ones are equal texts, and that which is ``shown`` to be checked."""

    name: str
    normal: Callable[[str], str] = str.strip
    shown: Callable[[str], str] = str


def _bitcoin(text: str) -> str:
    address = bitcoin_address(text.strip())
    return address.text if address else text.strip()


_ROWS = (PayeeAccountSort("iban", compact, grouped), PayeeAccountSort("bitcoin", _bitcoin))
SORTS: dict[str, PayeeAccountSort] = {row.name: row for row in _ROWS}
"""The rows by name."""

_UNKNOWN = PayeeAccountSort("")


def sort_of(name: str) -> PayeeAccountSort:
    """The row of that name."""
    return SORTS.get(name, _UNKNOWN)

"""The parts of a row that a program split: what each was for, or the own account that it moved to or came from.

What always holds: the parts add up to the row, or there are none: then it counts as a whole.
"""

from __future__ import annotations

from wallet_cli.domain.files.machine import machine_money
from wallet_cli.errors import WalletError
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import Row

_PART, _LACK = "split-", "splits-lack"


class SplitPart(NamedTuple):
    """A part in minor units, the owner's view; its ``category`` and the ``account`` on its other side as the file has
    them, "" for none.
    """

    minor: int
    category: str = ""
    account: str = ""


def parts(row: Row) -> tuple[SplitPart, ...]:
    """The parts of a row, those of nothing left out; empty for one that isn't split, or not wholly by amounts."""
    said: dict[str, dict[str, str]] = {}
    for name, value in row.extra:
        if name == _LACK:
            said["rest"] = {"amount": value}
        elif name.startswith(_PART):
            number, _, what = name.removeprefix(_PART).partition("-")
            said.setdefault(number, {})[what] = value
    found = []
    for each in said.values():
        try:
            minor = machine_money(each.get("amount", ""), row.amount.currency, ".").minor
        except WalletError:
            return ()
        found.append(SplitPart(minor, each.get("category", ""), each.get("transfer", "")))
    if sum(part.minor for part in found) != row.amount.minor:
        return ()
    return tuple(part for part in found if part.minor)

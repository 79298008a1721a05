"""What people look for by a name that no command has yet, and what there is that comes nearest. Loaded only where a
command line can't be understood.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.errors import NotFound, WalletError
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_AHEAD = ("bills", "bill", "forecast", "reminders", "upcoming", "due", "待缴", "缴费", "待付", "预测")
_DEBTS = ("loans", kinds.LOAN, "cards", "贷款", "负债")
_SAVED = ("goals", "goal", "目标", "储蓄目标")
_DATED = ("pay", "AMOUNT", "NAME", "@ACCOUNT", "+CATEGORY", "-d", "+7d")


def command(name: str, before: Sequence[str]) -> WalletError | None:
    """The refusal of a command that isn't there yet; None for any other word. ``before`` are the words before it, such
    as the wallet's name.
    """
    if name in _AHEAD:
        corrected = spelled([*before, "history", "--all-dates"])
        return NotFound("no-such-command-yet", command=name, line=spelled([*before, *_DATED]), corrected=corrected)
    found = "balance" if name in _DEBTS else "budget" if name in _SAVED else ""
    return (
        NotFound("no-such-command-yet", command=name, line="", corrected=spelled([*before, found])) if found else None
    )

"""What people look for by a name that no command has yet, and what there is that comes nearest. Loaded only where a
command line can't be understood.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.errors import NotFound, WalletError
from wallet_cli.words.spelling import spelled

_AHEAD = ("bills", "bill", "forecast", "reminders", "upcoming", "due", "待缴", "缴费", "待付", "预测")
_DEBTS = ("loans", kinds.LOAN, "cards", "贷款", "负债")
_SAVED = ("goals", "goal", "目标", "储蓄目标")
_DATED = ("pay", "AMOUNT", "NAME", "@ACCOUNT", "+CATEGORY", "-d", "+7d")


def command(name: str) -> WalletError | None:
    """The refusal of a command that isn't there yet; None for any other word."""
    if name in _AHEAD:
        corrected = spelled(["history", "--all-dates"])
        return NotFound("no-such-command-yet", command=name, line=spelled(_DATED), corrected=corrected)
    found = "balance" if name in _DEBTS else "budget" if name in _SAVED else ""
    return NotFound("no-such-command-yet", command=name, line="", corrected=spelled([found])) if found else None

"""What people look for by a name that no command has yet, and what there is that comes nearest. Loaded only where a
command line can't be understood.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.errors import NotFound, UsageProblem, WalletError
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_AHEAD = ("bills", "bill", "forecast", "reminders", "upcoming", "due", "待缴", "缴费", "待付", "预测")
_RECURRING = (
    "recurring", "recur", "repeat", "repeating", "schedule", "scheduled", "subscription", "subscriptions", "standing",
    "循环", "定期", "定期账单", "周期", "周期账单", "订阅", "自动扣款",
)  # fmt: skip
_DEBTS = ("loans", kinds.LOAN, "cards", "贷款", "负债")
_SAVED = ("goals", "goal", "目标", "储蓄目标")
_DATED = ("pay", "AMOUNT", "NAME", "@ACCOUNT", "+CATEGORY", "-d", "+7d")


_CLOSING = ("close", "关闭", "停用")
_LINES = {
    "忘记密码": ("help", "emergency"), "本月支出": ("report", "spending", "month"),
    "本月花了多少": ("report", "spending", "month"), "这个月花了多少": ("report", "spending", "month"),
    "这个月支出": ("report", "spending", "month"), "花了多少": ("report", "spending", "month"),
    "上月支出": ("report", "spending", "lastmonth"), "关闭分类": ("categories", "close"),
    "关闭账户": ("accounts", "close"), "添加账户": ("accounts", "add"), "添加分类": ("categories", "add"),
}  # fmt: skip
"""What people say, and the words that do it; what is behind them stays."""


def line(words: Sequence[str], name: str) -> WalletError | None:
    """The refusal of a word for which there are several here: ``本月支出``, or ``close`` with something to be closed;
    None for any other.
    """
    at = list(words).index(name) if name in words else len(words)
    before, behind = words[:at], words[at + 1 :]
    if name in _CLOSING and behind and behind[0][:1] != "-":
        one, other = (spelled([*before, noun, "close", *behind]) for noun in ("accounts", "categories"))
        return UsageProblem("close-of-what", name=" ".join(behind), corrected=one, other=other)
    if name == "调整" and len(behind) > 1 and is_amount_like(behind[1]):
        account = f"@{behind[0].lstrip('@＠')}"
        corrected = spelled([*before, "adjust", account, "--to", *behind[1:]])
        return UsageProblem("synonym", word=name, command="adjust", corrected=corrected)
    if name not in _LINES:
        return None
    meant = list(_LINES[name])
    if meant[-1] in ("close", "add") and not behind:
        meant.append("NAME")
    before = [word for word in before if word != "help"]
    return UsageProblem(
        "synonym", word=name, command=" ".join(meant[:2]), corrected=spelled([*before, *meant, *behind])
    )


def command(name: str, before: Sequence[str]) -> WalletError | None:
    """The refusal of a command that isn't there yet; None for any other word. ``before`` are the words before it, such
    as the wallet's name.
    """
    if name in _AHEAD:
        corrected = spelled([*before, "history", "--all-dates"])
        return NotFound("no-such-command-yet", command=name, line=spelled([*before, *_DATED]), corrected=corrected)
    if name in _RECURRING:
        return NotFound("no-recurring-yet", command=name, line=spelled([*before, *_DATED]))
    found = "balance" if name in _DEBTS else "budget" if name in _SAVED else ""
    return (
        NotFound("no-such-command-yet", command=name, line="", corrected=spelled([*before, found])) if found else None
    )

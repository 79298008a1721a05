"""What people say in place of a command: ``oops``, ``no, it was 50``, ``how much money do I have``. Loaded only where
no command is called so, or at the prompt of a money verb.
"""

from __future__ import annotations

import re

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.errors import UsageProblem
from wallet_cli.words.spelling import replaced, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_BALANCE = re.compile(
    r"(?:(?:give|show|tell) me )?(?:the |my )?(?:balance|money)"
    r"|how much (?:money )?(?:do i (?:have|own)|have i|is there|is left)(?: left| now)?"
    r"|我?(?:现在)?(?:还|一共|总共)?有多少钱|(?:我的|账户|查询?|看)?余额|余额多少|还剩多少钱?",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"(?:no,? |oops,? )?(?:that was|that's|this is|it was|it's) (?:wrong|a mistake)|oops|wrong|mistake"
    r"|(?:delete|remove) (?:that|it|this|the last one)|不对|刚[才刚]?(?:那[条笔])?[记弄搞写输]错了?"
    r"|[弄搞写输记]错了|(?:删除|删掉|删了|去掉|撤销|取消)(?:刚[才刚]?|上|最后|前)的?[那这]?一?[条笔]",
    re.IGNORECASE,
)
_EDIT = re.compile(
    r"(?:no,? |oops,? |sorry,? )*(?:(?:it|that) (?:was|should be|should have been)|i meant) (?P<amount>\S+(?: [a-z]+)?)"
    r"|(?:不对，?|应该)?(?:改成|改为|是) ?(?P<to>\S+)",
    re.IGNORECASE,
)
_REMOVE = re.compile(r"(?:delete|remove|删除|删掉|删了)(?: (?P<ref>t\d+|last))?", re.IGNORECASE)
_LOANS = {"lend": "lend", "borrow": "borrow", "repaid": "repay"}
"""The command that a sentence means; what else it says takes the books."""
_BETWEEN = ("改成", "改为")


def refused(text: str) -> UsageProblem | None:
    """The refusal that names the command that a text is about; None for any other text."""
    said = text.strip().rstrip(".!?。！？").strip()
    words = _command(said)
    return UsageProblem("synonym", word=said, command=words[0], corrected=spelled(words)) if words else None


def apart(words: Sequence[str], name: str) -> tuple[list[str], str]:
    """The words with the amount that is glued to ``name`` apart, and what is left of that: ``还花呗500``."""
    from wallet_cli.domain.glued import ends_in_amount

    amount, *front = ends_in_amount(name) or ["", name]
    return (replaced(words, name, *front, amount) if amount else list(words)), front[0]


def told(words: Sequence[str], typed: Sequence[str]) -> UsageProblem | None:
    """The refusal of a Chinese sentence about a loan, which names the command with the amount in its place:
    ``借给老王500``; None for any other. ``typed`` are the last of ``words``.
    """
    if " ".join(typed).isascii():
        return None
    end = next((at for at, word in enumerate(typed) if word[:1] == "-"), len(typed))
    typed, options = typed[:end], typed[end:]
    from wallet_cli.services.record import sentence

    for each in sentence.read(typed):
        verb = _LOANS.get(each.kind)
        if verb and not each.source and not each.target:
            before = list(words[: len(words) - len(typed) - len(options)])
            day = ["-d", each.day] if each.day else []
            corrected = spelled([*before, verb, each.amount, each.name, *day, *options])
            return UsageProblem("synonym", word=" ".join(typed), command=verb, corrected=corrected)
    return None


def _command(said: str) -> list[str]:
    if _BALANCE.fullmatch(said):
        return [] if said.casefold() == "balance" else ["balance"]
    if _UNDO.fullmatch(said):
        return ["undo"]
    removed = _REMOVE.fullmatch(said)
    if removed:  # which one has to be said: undo would take back whatever came last
        return ["rm", removed["ref"] or "ID"]
    match = _EDIT.fullmatch(said)
    amount = (match["amount"] or match["to"]) if match else ""
    if amount and is_amount_like(amount):
        return ["edit", "last", *amount.split()]
    parts = next((said.split(link) for link in _BETWEEN if link in said), [])
    # the edit itself refuses a transaction of another amount
    return ["edit", "last", said] if len(parts) == 2 and all(map(is_amount_like, parts)) else []

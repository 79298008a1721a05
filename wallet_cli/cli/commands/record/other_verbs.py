"""Which other verb a payment or an income may belong to: said before its category is asked for. Loaded only then."""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.quickline import read_line
from wallet_cli.domain.text import fold, visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import _
from wallet_cli.services import names
from wallet_cli.services.record import likely
from wallet_cli.words import spelling
from wallet_cli.words.blanks import BLANKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.services.record.receipt import Receipt
    from wallet_cli.services.session import Session

_INCOME = ("salary", "wages", "paycheck", "工资", "薪水", "奖金", "发薪", "收红包", "退款", "退货", "报销", "返现")
_CAME_BACK = ("退款", "退货")
_REPAID = re.compile(r"我?还清?(?:了|掉)?(?P<name>.+?)(?:欠?款|的?钱)?|(?P<other>.+?)还款")
"""A debt is paid: ``还花呗``, ``花呗还款``."""
_OF_PEOPLE = (
    (re.compile(r"我?借给了?(.+)"), "lend"),
    (re.compile(r"(.+?)(?:还了?我|还钱)(?:的?钱)?"), "repay"),
    (re.compile(r"我?还(?:了|给)?(.+)"), "repay"),
    (re.compile(r"我?[向跟找问](.+?)借[了钱]*|(.+?)借了?给?我(?:的?钱)?"), "borrow"),
    (re.compile(r"(.+?)[给转]了?我(?:的?钱)?"), "receive"),
)
"""What is between me and someone else: ``借给小李``, ``小王还我``, ``小李借我``, ``妈妈给我``."""
_MOVED = ("提现", "取现", "取钱", "取款", "存钱", "存款", "充值", "转账")
"""Money that stays one's own."""


def remark(session: Session, wished: Any, words: Sequence[str] = ()) -> str:
    """That the payee is a person, is what comes in, or says that a debt is paid or money only moves, with the lines of
    the verbs for that; "" for neither. ``words`` are the line where its order was mended.
    """
    try:
        line = read_line(words or wished.words)
    except UsageProblem:
        return ""
    payee = line.payee
    verbs = {"pay": ("lend", "repay"), "receive": ("repay", "borrow")}.get(session.command, ())
    if payee and verbs and names.is_kind(session, payee, kinds.people()):
        one, other = (_line(verb, words or wished.words, wished) for verb in verbs)
        text = _('"{name}" is a person you have debts with; if this is one: `{corrected}` or `{other}`')
        return spelling.said(text, name=visible(payee), corrected=one, other=other)
    if session.command != "pay":
        return ""
    amounts, own = list(line.amounts), [f"@{names.typed(name)}" for name in line.accounts[:1]]
    if debt := _debt(session, payee):
        payer = own or [f"@{names.typed(_payer(session, debt) or _(BLANKS['ACCOUNT']))}"]
        moved = _spelled("transfer", [*amounts, *payer, f"@{names.typed(debt)}"], wished)
        return spelling.said(_("if {name} was paid off with it: `{line}`"), name=visible(debt), line=moved)
    for pattern, usual in _OF_PEOPLE:
        if match := pattern.fullmatch(payee):
            verb = usual
            name = next(each for each in match.groups() if each)
            if verb == "repay" and not names.is_kind(session, name, kinds.people()):
                if payee.startswith(("还", "我还")):
                    continue
                verb = "receive"  # nobody who owes anything
            between = _spelled(verb, [*amounts, name, *own], wished)
            return spelling.said(_("if it is between you and {name}: `{line}`"), name=visible(name), line=between)
    if payee in _MOVED:
        moved = _spelled("transfer", [*amounts, *(own or [f"@{_(BLANKS['FROM'])}"]), f"@{_(BLANKS['TO'])}"], wished)
        return spelling.said(_("if it only moved between your accounts: `{line}`"), line=moved)
    if any(word in fold(payee) for word in _INCOME):
        came_in = "refund" if any(word in payee for word in _CAME_BACK) else "receive"
        return spelling.said(_("if it came in: `{line}`"), line=_spelled(came_in, words or wished.words, wished))
    return ""


def of_receipt(session: Session, done: Receipt, wished: Any) -> list[str]:
    """The same for what was recorded with a category, where the books would say something else of a debt; and that it
    is to be taken back before.
    """
    payee = done.summaries[0].payee
    told = remark(session, wished)
    if not told or any(word in fold(payee) for word in _INCOME):
        return []
    if done.dry_run:
        return [told]
    return [told, spelling.said(_("before that, take this back: `wallet undo {op}`"), op=done.op)]


def _payer(session: Session, debt: str) -> str:
    """The account that pays a debt where the line names none; "" where the usual one is that debt."""
    payer = likely.payer(session)
    return "" if names.is_same(session, payer, debt) else payer


def _debt(session: Session, payee: str) -> str:
    """The debt account that a payee says was paid off; "" for none."""
    match = _REPAID.fullmatch(payee)
    name = (match["name"] or match["other"]).strip() if match else ""
    return name if name and names.is_kind(session, name, kinds.debts()) else ""


def _line(verb: str, words: Sequence[str], wished: Any) -> str:
    return _spelled(verb, [word for word in words if word[:1] not in ("+", "＋")], wished)


def _spelled(verb: str, words: Sequence[str], wished: Any) -> str:
    day = ["-d", wished.notes.day] if wished.notes.day else []
    return spelling.spelled([verb, *words, *day])

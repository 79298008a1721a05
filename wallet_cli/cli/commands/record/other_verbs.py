"""Which other verb a payment or an income may belong to: said before its category is asked for. Loaded only then."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.quickline import read_line
from wallet_cli.domain.text import fold, visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import _
from wallet_cli.services import names
from wallet_cli.words import spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.services.session import Session

_INCOME = ("salary", "wages", "paycheck", "工资", "薪水", "奖金", "发薪", "收红包")


def remark(session: Session, wished: Any) -> str:
    """That the payee is a person, or is what comes in, with the lines of the verbs for that; "" for neither."""
    try:
        payee = read_line(wished.words).payee
    except UsageProblem:
        return ""
    verbs = {"pay": ("lend", "repay"), "receive": ("repay", "borrow")}.get(session.command, ())
    if payee and verbs and names.is_kind(session, payee, kinds.people()):
        one, other = (_line(verb, wished, bare=True) for verb in verbs)
        text = _('"{name}" is a person you have debts with; if this is one: `{one}` or `{other}`')
        return spelling.said(text, name=visible(payee), one=one, other=other)
    if session.command == "pay" and any(word in fold(payee) for word in _INCOME):
        return spelling.said(_("if it came in: `{line}`"), line=_line("receive", wished))
    return ""


def _line(verb: str, wished: Any, *, bare: bool = False) -> str:
    words: Sequence[str] = [word for word in wished.words if not bare or word[:1] not in ("+", "＋")]
    day = ["-d", wished.notes.day] if wished.notes.day else []
    return spelling.spelled([verb, *words, *day])

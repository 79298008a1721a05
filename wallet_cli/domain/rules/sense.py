"""Whether a rule makes sense: it asks for something and does something, and both can happen together."""

from __future__ import annotations

from wallet_cli.domain.rules import moments, texts
from wallet_cli.domain.rules.bounds import bound, is_kept
from wallet_cli.errors import Refused, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.domain.rules.bounds import Bound
    from wallet_cli.domain.rules.rule import Rule

_SCALE = 9
"""Of the currency with the most decimals: what doesn't fit there fits nowhere."""


def require_sense(rule: Rule, path: Callable[[str], str]) -> None:
    """Refuse a rule that says nothing, can never match, or can't do what it says; ``path`` names an account (uid).

    UsageProblem("rule-without-condition", "rule-without-action", "rule-text-empty", "rule-never",
    "rule-share-unsaid", "one-rest", "category-twice", "rule-pattern", "rule-days", …), Refused("rule-to-itself",
    "rule-shares-too-large").
    """
    if not rule.has_condition:
        raise UsageProblem("rule-without-condition")
    if not rule.has_action:
        raise UsageProblem("rule-without-action")
    for text in (*rule.terms, rule.category, rule.method, rule.item):
        wanted = texts.term(text) if text else None
        if wanted is not None and wanted.pattern is None and not wanted.key:
            raise UsageProblem("rule-text-empty", text=text)
    for text in (rule.below, rule.above, rule.exactly, *(part for _uid, part in rule.shares)):
        if text and not is_kept(text):
            raise UsageProblem("rule-amount", text=text)
    if rule.days:
        moments.days(rule.days)
    if rule.hours:
        moments.hours(rule.hours)
    _require_range(rule)
    if rule.to and rule.to == rule.account:
        raise Refused("rule-to-itself", account=path(rule.to))
    _require_shares(rule, path)


def _require_range(rule: Rule) -> None:
    """Refuse amounts that no amount is between."""
    texts_of = (("--below", rule.below), ("--above", rule.above), ("--amount", rule.exactly))
    given = [(f"{option} {text.replace(' ', '')}", option, bound(text)) for option, text in texts_of if text]
    for at, (one, option, first) in enumerate(given):
        for other, _option, second in given[at + 1 :]:
            low, high = (second, first) if option == "--below" else (first, second)
            is_apart = first.code and second.code and first.code != second.code
            if is_apart or _compared(low, high) >= 0:
                raise UsageProblem("rule-never", one=one, other=other)
    if rule.below and not bound(rule.below).units:
        raise UsageProblem("rule-never", one=given[0][0], other="0")


def _compared(one: Bound, other: Bound) -> int:
    return -one.against(other.units, other.scale)


def _require_shares(rule: Rule, path: Callable[[str], str]) -> None:
    """Refuse shares that no row of this rule has room for: the last one takes the rest, which must be something."""
    if not rule.shares:
        return
    uids = [uid for uid, _part in rule.shares]
    twice = next((uid for at, uid in enumerate(uids) if uid in uids[:at]), "")
    if twice:
        raise UsageProblem("category-twice", category=path(twice))
    if rule.shares[-1][1]:
        raise UsageProblem("rule-share-unsaid", category=path(uids[-1]))
    fixed = [bound(part) for _uid, part in rule.shares if part]
    if len(fixed) < len(uids) - 1:
        raise UsageProblem("one-rest", categories=tuple(path(uid) for uid in uids))
    total = sum(int(10 ** (_SCALE - each.scale)) * each.units for each in fixed)
    most = [bound(each) for each in (rule.below, rule.exactly) if each]
    if fixed and any(each.against(total, _SCALE) >= 0 for each in most):
        given = f"--below {rule.below}" if rule.below else f"--amount {rule.exactly}"
        shares = tuple(f"+{path(uid)}={part.replace(' ', '')}" for uid, part in rule.shares if part)
        raise Refused("rule-shares-too-large", shares=shares, condition=given)

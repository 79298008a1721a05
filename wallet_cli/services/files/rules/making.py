"""From what was typed to a rule: ``starbucks --below 20 @visa +coffee``."""

from __future__ import annotations

from wallet_cli.domain.quickline import read_line
from wallet_cli.domain.rules import moments, texts
from wallet_cli.domain.rules.bounds import kept
from wallet_cli.domain.rules.sense import require_sense
from wallet_cli.domain.text import clean, narrow
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files.rules.kept import path_of
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.typed_line import Notes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.domain.rules.rule import Rule
    from wallet_cli.services.session import Session

_TEXT_CHARACTERS = 200


class RuleWish(NamedTuple):
    """A rule, or a change of one, as typed; None leaves a thing as it is, "" takes it away.

    ``words`` are text to be found, ``/pattern/``, ``@account`` and ``+category``, with a share ``+food=20``; ``texts``
    are further ones, each as it is.
    """

    words: Sequence[str] = ()
    texts: Sequence[str] = ()
    payee: str | None = None
    below: str | None = None
    above: str | None = None
    exactly: str | None = None
    days: str | None = None
    hours: str | None = None
    way: str | None = None
    category: str | None = None
    method: str | None = None
    item: str | None = None
    to: str | None = None
    called: str | None = None
    tags: Sequence[str] = ()
    untags: Sequence[str] = ()
    memo: str | None = None
    stops: bool | None = None


def made(session: Session, rule: Rule, wish: RuleWish) -> Rule:
    """The rule with what was typed. Raises what ``require_sense`` raises, UsageProblem("rule-amount",
    "rule-one-account", "rule-where-twice", "text-too-long", …), NotFound, Refused.
    """
    found = rule._replace(**_fields(session, wish))
    gone = typed_line.tags_of(Notes(tags=wish.untags))
    tags = dict.fromkeys((*rule.tags, *typed_line.tags_of(Notes(tags=wish.tags))))
    found = found._replace(tags=tuple(tag for tag in tags if tag not in gone))
    require_sense(found, path_of(session))
    return found


def _fields(session: Session, wish: RuleWish) -> dict[str, Any]:
    """What was said, by the rule's fields."""
    found: dict[str, Any] = {}
    sigils = [word for word in wish.words if narrow(word[:1]) in ("@", "+")]
    line = read_line(sigils, most=0, least=0)
    terms = (*_terms(word for word in wish.words if word not in sigils), *map(_term, wish.texts))
    if terms:
        found["terms"] = tuple(dict.fromkeys(terms))
    if len(line.accounts) > 1:
        raise UsageProblem("rule-one-account", accounts=line.accounts)
    if line.accounts:
        found["account"] = names.own_account(session, line.accounts[0]).uid.hex()
    if line.categories and wish.to:
        raise UsageProblem("rule-where-twice", category=line.categories[0][0], account=wish.to.lstrip("@"))
    if line.categories:
        found["shares"], found["to"] = _shares(session, line.categories), ""
    if wish.to is not None:
        found["to"], found["shares"] = _own(session, wish.to), ()
    for field in ("below", "above", "exactly"):
        text = getattr(wish, field)
        if text is not None:
            found[field] = amount(session, text) if text else ""
    for field, limit in (("payee", names.NAME_CHARACTERS), ("called", names.NAME_CHARACTERS),
                         ("memo", typed_line.MEMO_CHARACTERS), ("category", _TEXT_CHARACTERS),
                         ("method", _TEXT_CHARACTERS), ("item", _TEXT_CHARACTERS)):  # fmt: skip
        text = getattr(wish, field)
        if text is not None:
            found[field] = clean(text, limit=limit)
    if wish.days is not None:
        found["days"] = moments.days(wish.days).text if wish.days else ""
    if wish.hours is not None:
        found["hours"] = moments.hours(wish.hours).text if wish.hours else ""
    for field in ("way", "stops"):
        if getattr(wish, field) is not None:
            found[field] = getattr(wish, field)
    return found


def _terms(words: Iterable[str]) -> tuple[str, ...]:
    """Words that follow each other are one text; a pattern is one by itself."""
    found: list[str] = []
    is_open = False
    for word in words:
        text = _term(word)
        is_pattern = texts.is_pattern(text)
        if is_open and not is_pattern:
            found[-1] = clean(f"{found[-1]} {text}", limit=_TEXT_CHARACTERS)
        else:
            found.append(text)
        is_open = not is_pattern
    return tuple(each for each in found if each)


def _term(text: str) -> str:
    return clean(text, limit=_TEXT_CHARACTERS + 2 * texts.is_pattern(text))


def _own(session: Session, text: str) -> str:
    name = text[1:] if narrow(text[:1]) == "@" else text
    return names.own_account(session, name).uid.hex() if name else ""


def _shares(session: Session, categories: Sequence[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (typed_line.category_of(session, name).uid.hex(), "" if text is None else amount(session, text))
        for name, text in categories
    )


def amount(session: Session, text: str) -> str:
    """A typed amount as a rule keeps it; UsageProblem("rule-amount") for one without an end, like a third."""
    read = typed_line.read(session, text)
    code = typed_line.currency_for(session, read.typed, None).code if read.typed.word else ""
    found = kept(read.typed.numerator, read.typed.denominator, code)
    if not found:
        raise UsageProblem("rule-amount", text=text)
    return found

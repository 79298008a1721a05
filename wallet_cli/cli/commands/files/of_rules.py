"""How a rule is typed and said: the words and options that ``rules add``, ``edit`` and ``test`` share."""

from __future__ import annotations

from wallet_cli.cli.spec import FLAG, MANY, arg, opt
from wallet_cli.cli.spec import WORDS as FREE
from wallet_cli.domain.rules import spelled
from wallet_cli.domain.rules.rule import IN, OUT
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_
from wallet_cli.services.files.rules import carried, kept
from wallet_cli.services.files.rules.making import RuleWish
from wallet_cli.services.session import typing_style
from wallet_cli.words.spelling import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.rules.rule import Rule
    from wallet_cli.services.session import Session

RULE = arg("name", metavar="RULE", help=N_("the rule, like r3"), complete="rule")
RULES = arg("names", takes=FREE, metavar="RULES", help=N_("the rules, like r3"), complete="rule")
WORDS = arg(
    "words",
    takes=FREE,
    required=False,
    metavar="WORDS",
    help=N_("text in the row, /pattern/, @account; +category, with shares like +food=20 +home"),
)
PERIOD = opt("period", "-p", "--period", metavar="PERIOD", help=N_("only transactions of this period"))
CONDITIONS_AND_ACTIONS = (
    opt("texts", "--text", takes=MANY, metavar="TEXT", help=N_("one more text in the row; may be repeated")),
    opt("payee", "--payee", metavar="PAYEE", help=N_("rows of this payee"), empty=True),
    opt("below", "--below", metavar="AMOUNT", help=N_("less than this amount"), empty=True),
    opt("above", "--above", metavar="AMOUNT", help=N_("more than this amount"), empty=True),
    opt("exactly", "--amount", metavar="AMOUNT", help=N_("exactly this amount"), empty=True),
    opt("days", "--days", metavar="DAYS", help=N_("on these days: 1-5, last, mon-fri"), empty=True),
    opt("hours", "--hours", metavar="TIMES", help=N_("at this time of day: 11:00-14:30"), empty=True),
    opt("money_in", "--in", takes=FLAG, help=N_("money that comes in")),
    opt("money_out", "--out", takes=FLAG, help=N_("money that goes out")),
    opt("category", "--their-category", metavar="TEXT", help=N_("in the platform's category"), empty=True),
    opt("method", "--paid-with", metavar="TEXT", help=N_("in what it was paid with"), empty=True),
    opt("item", "--item", metavar="TEXT", help=N_("in what was bought"), empty=True),
    opt("to", "--transfer", metavar="@ACCOUNT", help=N_("it is a transfer with this own account"), complete="account",
        empty=True),
    opt("called", "--name", metavar="NAME", help=N_("the payee's name"), empty=True),
    opt("tags", "--tag", takes=MANY, metavar="TAG", help=N_("a tag to add; may be repeated")),
    opt("memo", "-m", "--memo", metavar="TEXT", help=N_("a note"), empty=True),
    opt("stops", "--stop", takes=FLAG, help=N_("no later rule is looked at")),
)  # fmt: skip
PARAMS = (
    *CONDITIONS_AND_ACTIONS,
    opt("first", "--first", takes=FLAG, help=N_("before all other rules")),
    opt("last", "--last", takes=FLAG, help=N_("after all other rules")),
    opt("before", "--before", metavar="RULE", help=N_("before this rule"), complete="rule"),
    opt("after", "--after", metavar="RULE", help=N_("after this rule"), complete="rule"),
)  # fmt: skip
_PLACES = {"first": kept.FIRST, "last": kept.LAST, "before": kept.BEFORE, "after": kept.AFTER}


def wish(words: list[str], values: dict[str, Any]) -> RuleWish:
    """What was typed. UsageProblem("options-exclude")."""
    ways = {"money_in": ("--in", IN), "money_out": ("--out", OUT), "both": ("--both", "")}
    way = [ways[name] for name in ways if values.get(name)]
    _require_one([option for option, _way in way])
    stop = [option for option, name in (("--stop", "stops"), ("--no-stop", "goes_on")) if values.get(name)]
    _require_one(stop)
    names = (
        "payee",
        "below",
        "above",
        "exactly",
        "days",
        "hours",
        "category",
        "method",
        "item",
        "to",
        "called",
        "memo",
    )
    given = {name: values[name] for name in names}
    return RuleWish(
        words,
        values["texts"],
        **given,
        way=way[0][1] if way else None,
        tags=values["tags"],
        untags=values.get("untags", ()),
        stops=stop == ["--stop"] if stop else None,
    )


def is_named(words: list[str]) -> bool:
    """Whether all words are names of rules: r3."""
    return bool(words) and all(word[:1] in "rR" and word[1:].isascii() and word[1:].isdecimal() for word in words)


def where(values: dict[str, Any]) -> tuple[str, str]:
    """The place that was named, and the rule beside it; "" where none was."""
    given = [name for name in _PLACES if values.get(name)]
    _require_one([f"--{name}" for name in given])
    if not given:
        return "", ""
    return _PLACES[given[0]], str(values[given[0]]) if given[0] in ("before", "after") else ""


def _require_one(options: list[str]) -> None:
    if len(options) > 1:
        raise UsageProblem("options-exclude", options=tuple(options))


def said(session: Session, rule: Rule) -> tuple[str, str]:
    """What a rule asks for and what it does, as it is typed in a shell."""
    conditions, actions = (" ".join(map(quoted, words)) for words in _words(session, rule))
    return conditions, actions


def typed(session: Session, rule: Rule) -> list[str]:
    """A rule word by word."""
    conditions, actions = _words(session, rule)
    return [*conditions, *actions]


def _words(session: Session, rule: Rule) -> tuple[list[str], list[str]]:
    path, decimal = kept.path_of(session), typing_style(session).decimal
    return spelled.conditions(rule, path, decimal), spelled.actions(rule, path, decimal)


def body(session: Session, rule: Rule) -> dict[str, Any]:
    """A rule for programs, with the paths of accounts."""
    conditions, done = said(session, rule)
    says = carried.body(rule, kept.path_of(session))
    if rule.shares:
        says["shares"] = [{"category": path, "amount": part} for path, part in says["shares"]]
    return {"rule": rule.name, "conditions": conditions, "actions": done, **says}

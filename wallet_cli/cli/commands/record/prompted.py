"""What is said of a line that was typed at the prompt of a money verb: there only lines of that verb count."""

from __future__ import annotations

from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import FLAG, MANY, Spec
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.quickline import looks_like_option
from wallet_cli.domain.text import narrow, narrow_option
from wallet_cli.errors import Conflict, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.quickline import Word

REFUSALS = (UsageProblem, NotFound, Refused, Conflict)
"""What is said about a line: another line may do."""


_TOLD = {
    "paid": "pay", "spent": "pay", "bought": "pay", "got": "receive", "received": "receive", "earned": "receive",
    "lent": "lend", "borrowed": "borrow", "repaid": "repay",
}  # fmt: skip
"""Verbs as people tell what happened."""
_LINKS = ("for", "on", "at", "to", "from")

NEVER_NAMES = ("undo", "help", "lock", "history")
"""Commands whose further names nobody gives an account or a category."""
_BACK = ("back", "out", "refund")
"""Behind an amount they turn what a verb says: ``got 10 back from tom``."""


class Beside(Exception):
    """A line of another command that works here: its words are the arguments."""


def behind_verb(words: Sequence[Word], verb: str) -> Sequence[Word]:
    """The words behind ``wallet`` and the verb, where the whole command line was typed once more.

    Raises UsageProblem("other-command") for the line of another command.
    """
    names_wallet = _is(words, "wallet")
    rest = words[1:] if names_wallet else words
    if _is(rest, verb) or _is_short_for(rest, verb):
        return rest[1:]
    said, told = _told(rest)
    if said and said == verb:
        return told
    if said:
        from wallet_cli.services.record import sentence

        if sentence.read([word.text for word in rest]):
            return rest  # the books say which command it is about
        raise other_verb(verb, said, told)
    # an adjustment begins with the name of an account, which may be that of a command
    if rest and (names_wallet or verb != "adjust") and is_command(rest, names_wallet=names_wallet):
        raise UsageProblem("other-command", command=verb, corrected=spelled([word.text for word in rest]))
    return rest


def other_verb(verb: str, said: str, words: Sequence[Word]) -> UsageProblem:
    """The refusal of a sentence of another verb than the prompt's."""
    return UsageProblem("other-command", command=verb, corrected=spelled([said, *[word.text for word in words]]))


def told_verb(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The verb that a sentence is about, ``I paid 45 for petrol``, and its words as a line; "" for another line."""
    return _told(words)


def _told(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The verb that a sentence is about, ``I paid 45 for petrol``, and its words as a line; "" for another line."""
    rest = words[1:] if words and words[0].text in ("i", "I") else words
    verb = _TOLD.get(rest[0].text.casefold(), "") if _has_amount_second(rest) else ""
    verb = "" if any(word.text.casefold() in _BACK for word in rest[2:4]) else verb
    at = 3 if len(rest) > 2 and currency_of_word(rest[2].text) else 2
    has_name = len(rest) > at + 1 and narrow(rest[at + 1].text[:1]) not in ("@", "+")
    is_linked = has_name and not rest[at].is_quoted and rest[at].text.casefold() in _LINKS
    return (verb, [*rest[1:at], *rest[at + is_linked :]]) if verb else ("", words)


def _is(words: Sequence[Word], name: str) -> bool:
    return bool(words) and not words[0].is_quoted and words[0].text == name


def _is_short_for(words: Sequence[Word], verb: str) -> bool:
    """Whether the line begins with a short name of the verb, and the amount: ``p 5 Tea``."""
    from wallet_cli.cli.line import registry

    entry = registry.find(words[0].text) if _has_amount_second(words) else None
    return entry is not None and entry.name == verb


def _has_amount_second(words: Sequence[Word]) -> bool:
    return len(words) > 1 and not words[0].is_quoted and is_amount_like(words[1].text)


def is_told(words: Sequence[Word]) -> bool:
    """Whether these words tell what was paid or received: ``I paid 45 for petrol``."""
    return bool(_told(words)[0])


def is_command(words: Sequence[Word], *, names_wallet: bool, may_name: bool = False) -> bool:
    """Whether a command line begins with these words; behind ``wallet`` an option or a synonym may, too, and an alias
    also before an amount: ``t 5 @bank @cash``. ``may_name``: where the first words of a line are the name of an account
    to be, a command of every day alone takes words behind it, and of its other names those that nobody gives an
    account.
    """
    from wallet_cli.cli.line import registry

    word, behind = words[0], words[1:]
    if word.is_quoted:
        return False
    found, synonym = registry.find(word.text), registry.SYNONYMS.get(word.text, "")
    if names_wallet:
        return found is not None or bool(synonym) or (word.text[:1] == "-" and not may_name)
    is_called_so = found is not None and found.name == word.text
    if not may_name:
        return is_called_so or (found is not None and _has_amount_second(words))
    is_never = synonym in NEVER_NAMES
    is_meant = is_never or (not word.text.isascii() and bool(synonym))
    is_daily = found is not None and found.group == registry.DAILY
    if behind:
        return (is_called_so and is_daily) or (is_never and not word.text.isascii())
    return is_called_so or is_meant


def refuse(app: App, error: WalletError) -> None:
    """Say why the line was refused; it is asked for again."""
    from wallet_cli.cli.render import problem

    if error.slug == "amount-missing":
        error = UsageProblem("amount-missing-here")
    problem.show(error, app.around, as_json=Output(app).as_json)


def without_options(words: Sequence[Word], spec: Spec, values: dict[str, Any], *, in_batch: bool = False) -> list[Word]:
    """The words that are not options of ``spec``; the options go to ``values``. What is quoted is literal, and so is
    all behind ``--`` where a word that looks like an option follows it.

    Raises UsageProblem("option-needs-value", "option-empty", "option-twice", "option-apart", "option-unknown"): in a
    payee's name an option would be recorded instead of heeded.
    """
    once: set[str] = set()
    by_flag = {flag: param for param in spec.params for flag in param.flags if param.name in values}
    rest: list[Word] = []
    at = 0
    while at < len(words):
        word, at = words[at].text if words[at].is_quoted else narrow_option(words[at].text), at + 1
        flag, sign, text = word.partition("=")
        param = None if words[at - 1].is_quoted else by_flag.get(flag)
        if word == "--" and not words[at - 1].is_quoted and at < len(words) and looks_like_option(words[at].text):
            return [*rest, *words[at:]]
        if param is None or (sign and (param.takes == FLAG or not flag.startswith("--"))):
            if not words[at - 1].is_quoted and looks_like_option(flag):
                raise _misplaced(flag, spec, list(by_flag), in_batch=in_batch)
            rest.append(words[at - 1])
        elif param.takes == FLAG:
            values[param.name] = True
        else:
            if not sign:
                if at == len(words):
                    raise UsageProblem("option-needs-value", option=flag, command=spec.name)
                text, at = words[at].text, at + 1
            if not text.strip() and not param.empty:
                raise UsageProblem("option-empty", option=flag, command=spec.name)
            if param.name in once and param.takes != MANY:
                raise UsageProblem("option-twice", options=(flag,), command=spec.name)
            once.add(param.name)
            values[param.name] = [*values[param.name], text] if param.takes == MANY else text
    return rest


def _misplaced(flag: str, spec: Spec, near: Sequence[str], *, in_batch: bool) -> UsageProblem:
    """The refusal of an option that a line can't have: where it goes, or that there is none."""
    from wallet_cli.domain.text import names_near

    if flag in near:
        return UsageProblem("option-takes-nothing", option=flag, command=spec.name)
    every = {each: param for param in (*spec.params, *GLOBALS) for each in param.flags}
    if flag in every or flag in ("-h", "--help"):
        takes = every[flag].metavar if flag in every and every[flag].takes != FLAG else ""
        told = (flag, takes) if takes else (flag,)
        command = "batch" if in_batch else spec.name
        return UsageProblem("option-apart", option=flag, command=command, line=(*told, "FILE") if in_batch else told)
    bare_names = {each.lstrip("-"): each for each in near if each.startswith("--")}
    found = tuple(bare_names[name] for name in names_near(flag.lstrip("-"), list(bare_names), 1))
    return UsageProblem("option-unknown", option=flag, command=spec.name, near=found)

"""The corrected lines of what refuses a record: whole, with every option that was typed, as they would be typed there.

What reads a line knows the words behind the verb alone, in the prompt's own quotes. Here they become a command line for
a shell, a line for the prompt, or a line for the file of a batch.
"""

from __future__ import annotations

from wallet_cli.cli.commands.record import prompted
from wallet_cli.cli.line import registry
from wallet_cli.cli.line.retyped import in_order, option_words
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import MANY, Spec
from wallet_cli.domain.account import bare
from wallet_cli.domain.quickline import join_words, looks_like_option, parted, read_line, spelled
from wallet_cli.words import spelling
from wallet_cli.words.blanks import SUGGESTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.cli.spec import Param
    from wallet_cli.errors import WalletError

    Values = Mapping[str, Any]

LINES = (
    "account-missing", "account-not-category", "adjust-account", "adjust-balance", "adjust-bare-balance",
    "all-of-what", "amount-first", "amount-glued", "amount-split", "amount-times", "category-missing",
    "category-not-account", "edit-lacks-letter", "edit-names-none",
    "edit-payee-is-category", "exchange-accounts", "exchange-same-currency", "not-a-purchase", "one-account",
    "one-person", "payee-ends-in-account", "payee-ends-in-date", "payee-ends-in-period", "payee-has-memo",
    "payee-is-account", "payee-is-mark", "payee-is-number", "payee-is-short-name", "payee-missing", "payee-says-fee",
    "payee-says-shared", "person-missing", "refund-needs-account", "refund-too-large", "repay-amount-missing",
    "repays-too-much", "second-amount-missing", "transfer-all-of-what", "transfer-declined", "transfer-needs-exchange",
    "two-accounts",
)  # fmt: skip
"""The errors that bring corrected lines."""
FIELDS = ("corrected", "other", "line")
_OTHER_VERB = {
    ("payee-is-account", "corrected"): "transfer",
    ("one-account", "other"): "transfer",
    ("exchange-same-currency", "corrected"): "transfer",
    ("transfer-needs-exchange", "corrected"): "exchange",
}
_VERB_OF_ERROR = (
    ("repays-too-much", "other"),
    ("category-not-account", "corrected"),
    ("account-not-category", "corrected"),
)
"""Lines whose verb the error names."""
_WITHOUT = {
    ("repays-too-much", "other"): ("key",),  # one id stands for one record
    ("not-a-purchase", "corrected"): ("of",),
    ("adjust-balance", "corrected"): ("owed",),
}
"""Options that the line can't have."""
_NAMED = ("pay", "receive", "lend", "borrow", "repay")
"""Verbs with a name after the amount."""

SHELL, PROMPT, BATCH = "shell", "prompt", "batch"
"""Where the line was typed, and is typed again."""


def complete(
    error: WalletError, app: App, spec: Spec, values: Values, way: str = "", behind: Sequence[str] = ()
) -> WalletError:
    """``error`` with whole lines; ``values`` are the options of the line that it refuses, ``behind`` words that come
    between the verb and what the error corrects.
    """
    way = way or (SHELL if app.joined is None else BATCH)
    if error.slug in LINES:
        for field in FIELDS:
            if error.params.get(field) and isinstance(error.params[field], str):
                error.params[field] = _line(error, field, app, spec, values, way, behind)
    return error


def complete_at_prompt(error: WalletError, app: App, spec: Spec, values: Values, before: Values) -> WalletError:
    """The same for a line of the prompt. The options of the command line, ``before``, count for each line there, so
    they aren't typed again.
    """
    _take_out(error, before)
    many = {param.name for param in spec.params if param.takes == MANY}
    typed = {
        name: value[len(before[name]) :] if name in many else value
        for name, value in values.items()
        if value != before.get(name)
    }
    return complete(error, app, spec, typed, PROMPT)


def _take_out(error: WalletError, before: Values) -> None:
    """Take the accounts and categories that the command line gives to each line out of ``error``."""
    given = [f"@{bare(before['account'])}"] if before.get("account") else []
    given += [f"+{name.lstrip('+＋')}" for name in before.get("category", ())]
    for field in FIELDS if given and error.slug in LINES else ():
        words = parted(str(error.params.get(field) or ""))
        for text in given:
            at = next((at for at, word in enumerate(words) if word.text == text), len(words))
            words = [*words[:at], *words[at + 1 :]]
        if field in error.params:
            error.params[field] = " ".join(
                word.text if not word.is_quoted and looks_like_option(word.text) else join_words([word.text])
                for word in words
            )


def _line(error: WalletError, field: str, app: App, spec: Spec, values: Values, way: str, behind: Sequence[str]) -> str:
    verb = _OTHER_VERB.get((error.slug, field), spec.name)
    if (error.slug, field) in _VERB_OF_ERROR:
        verb = str(error.params["verb"])
    target = _spec(verb) if verb != spec.name else spec
    options = {param.name: values.get(param.name) for param in target.params if param.flags}
    own = _own(target.params, options)
    options |= dict.fromkeys(_WITHOUT.get((error.slug, field), ()))
    fresh: dict[str, Any] = {param.name: [] if param.takes == MANY else None for param in target.params if param.flags}
    words = [each.text for each in prompted.without_options(parted(str(error.params[field])), target, fresh)]
    if error.slug == "amount-first" and fresh["day"] and options["day"]:
        words = _with_day(words, fresh.pop("day"))  # the day is given: what looks like another is a word
    if error.slug == "amount-split" and field == "corrected" and len(words) == _sigils(words) + 1:
        words[1:1] = ["NAME"] if verb in _NAMED or (verb == "refund" and not options["of"]) else []
    options |= {name: value for name, value in fresh.items() if value}
    found = option_words(target.params, options)
    if way == SHELL or (way == PROMPT and verb != spec.name):
        front = option_words(GLOBALS, app.options._asdict() | {"wallet": None})
        return _spelled([*front, verb, *in_order([*behind, *words], found)], own)
    told = [verb] if way == BATCH and verb != "pay" else []
    return " ".join(part for part in (*told, join_words(words), _joined(found, own)) if part)


def _spec(verb: str) -> Spec:
    entry = registry.find(verb)
    found = registry.load(entry) if entry else None
    assert isinstance(found, Spec)
    return found


def _with_day(words: Sequence[str], day: str) -> list[str]:
    line = read_line(words)
    return [word.text for word in parted(spelled(line._replace(payee=f"{day} {line.payee}")))]


def _sigils(words: Sequence[str]) -> int:
    return sum(word[:1] in ("@", "+") for word in words)


def _own(params: Sequence[Param], values: Values) -> frozenset[str]:
    """Values that were typed and look like a blank: in quotes, so that they aren't taken for one."""
    return SUGGESTED.intersection(option_words(params, values))


def _joined(options: Sequence[str], own: frozenset[str]) -> str:
    """Options for the prompt: flags bare, values in quotes where they need it."""
    return " ".join(
        word if looks_like_option(word) else f'"{word}"' if word in own else join_words([word]) for word in options
    )


def _spelled(words: Sequence[str], own: frozenset[str]) -> str:
    """The line for a shell."""
    return " ".join(["wallet", *(f'"{word}"' if word in own else spelling.quoted(word) for word in words)])

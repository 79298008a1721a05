"""Command lines that can't be understood, as errors that show the line that was meant. Loaded only then."""

from __future__ import annotations

from wallet_cli.cli.line import guesses, nearest, registry, sentences, slips
from wallet_cli.cli.options import GLOBALS, after_globals
from wallet_cli.cli.spec import SIGNED, WORDS, Hint, Noun, Spec
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.period_words import looks_like_period
from wallet_cli.domain.quickline import is_line
from wallet_cli.domain.text import names_near
from wallet_cli.errors import NotFound, UsageProblem, WalletError
from wallet_cli.words.spelling import replaced, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

VERB_SYNONYMS = {
    "ls": "list", "all": "list", "new": "add", "create": "add", "make": "add", "delete": "rm", "remove": "rm",
    "del": "rm", "mv": "rename", "change": "edit", "modify": "edit", "update": "edit", "view": "show", "get": "show",
    "info": "show",
}  # fmt: skip


OF_A_WALLET = ("init", "unlock", "lock", "status", "erase", "privacy")
"""The commands that are about a wallet as a whole: a word behind one is most likely a wallet's name."""
_REOPENING = ("reopen", "unclose", "重开")
_MONTHS = frozenset(("month", "months", "本月", "这个月"))
_TAGS = ("tag", "tags", "标签")


def meaning(error: Exception, words: Sequence[str]) -> WalletError | None:
    """What Typer's parser says, as our error; None for anything else."""
    from typer._click import exceptions as click

    if not isinstance(error, click.UsageError):
        return None
    path = path_of(words)
    if isinstance(error, click.NoSuchOption):
        return _no_such_option(words, error.option_name, path, tuple(error.possibilities or ()))
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in error.message:
            return UsageProblem("option-takes-nothing", option=error.option_name, command=path)
        return UsageProblem("option-needs-value", option=error.option_name, command=path)
    return UsageProblem("usage", command=path, reason=error.message)


def path_of(words: Sequence[str]) -> str:
    """The command of a command line, with its verb: ``accounts add``; ``wallet`` where there is none."""
    rest = words[after_globals(words) :]
    found = registry.find(rest[0]) if rest else None
    if found is None:
        return "wallet"
    described = registry.load(found)
    after = rest[1 + after_globals(rest[1:]) :]
    if isinstance(described, Noun) and after and after[0] in [verb.name for verb in described.verbs]:
        return f"{found.name} {after[0]}"
    return found.name


def _no_such_option(words: Sequence[str], option: str, path: str, near: tuple[str, ...]) -> UsageProblem:
    if option[1:2].isdigit() or option[1:2] in ".¥€$£￥":
        typed = next((word for word in words if word.startswith(option)), option)
        hint = _hint(SIGNED, path)
        if not is_amount_like(typed):
            return UsageProblem("name-has-hyphen", text=typed, corrected=spelled(_behind_hyphens(words, typed)))
        count = _count(words, next((word for word in words if word in (typed, f"-n{typed[1:]}")), typed), path)
        if count:
            return count
        return _hinted(hint, words, typed) or UsageProblem("amount-has-sign", text=typed, corrected=typed.lstrip("-"))
    if path == "wallet":
        return UsageProblem("no-such-global-option", option=_whole(words, option))
    bare = names_near(
        option.lstrip("-"), [each.lstrip("-") for each in near]
    )  # hyphens alone don't make two words alike
    near = tuple(each for each in near if each.lstrip("-") in bare)
    hint = _hint(option, path)
    hinted = _hinted(hint, words, option)
    if hinted:
        return hinted
    slip = None if hint else slips.meant(words, option, _takes(path))
    if slip:
        corrected = spelled(slip[1])
        return UsageProblem("no-such-option-near", option=option, command=path, near=slip[:1], corrected=corrected)
    if hint:
        corrected, near = spelled(replaced(words, option, *hint.words)), (" ".join(hint.words),)
        return UsageProblem("no-such-option-near", option=option, command=path, near=near, corrected=corrected)
    if near:
        corrected = spelled(replaced(words, option, near[0]))
        return UsageProblem("no-such-option-near", option=option, command=path, near=near, corrected=corrected)
    return UsageProblem("no-such-option", option=option, command=path)


def _count(words: Sequence[str], typed: str, path: str) -> UsageProblem | None:
    """``history -20`` and ``history -n3`` for ``history -l 20``."""
    number = typed[2:] if typed[:2] == "-n" else typed[1:]
    if "--limit" not in _takes(path).flags or not (number.isascii() and number.isdecimal()):
        return None
    corrected = spelled(replaced(words, typed, "-l", number))
    return UsageProblem("no-such-option-near", option=typed, command=path, near=(f"-l {number}",), corrected=corrected)


def _behind_hyphens(words: Sequence[str], name: str) -> list[str]:
    """The words with a name that begins with a hyphen behind ``--``, and options before that."""
    at = list(words).index(name) if name in words else len(words)
    before, after = list(words[:at]), list(words[at + 1 :])
    if any(word[:1] == "-" for word in after):
        return [*before, *after, "--", name]
    return [*before, "--", name, *after]


def _described(path: str) -> list[Spec | Noun]:
    """The command of this path, a noun behind its verb; without one the verb that it means alone."""
    noun, *verb = path.split()
    entry = registry.find(noun)
    described = registry.load(entry) if entry else None
    if not isinstance(described, Noun):
        return [described] if described else []
    return [*(spec for spec in described.verbs if spec.name == (verb or [described.default])[0]), described]


def _hint(option: str, path: str) -> Hint | None:
    """What the command says of an option that it doesn't have."""
    return next((hint for each in _described(path) for hint in each.hints if hint.option == option), None)


def _takes(path: str) -> slips.Takes:
    params = [param for each in _described(path) if isinstance(each, Spec) for param in each.params]
    free = [param for param in params if not param.flags and param.takes == WORDS]
    return slips.Takes(
        [flag for param in (*params, *GLOBALS) for flag in param.flags],
        signs=any(param.name == "words" for param in free),
        accounts=any(param.complete == "account" for param in free),
    )


def _hinted(hint: Hint | None, words: Sequence[str], typed: str) -> UsageProblem | None:
    """The error that a hint makes; None for one that makes none."""
    if hint is None or hint.problem is None:
        return None
    meant = [word.format(typed=typed, bare=typed.lstrip("-")) for word in hint.words]
    return hint.problem(typed, spelled(meant if hint.is_line else replaced(words, typed, *meant)))


def _whole(words: Sequence[str], option: str) -> str:
    """The word in which ``option`` is: ``-help`` is read as four options, and the parser names one."""
    letters = [word for word in words if word[:1] == "-" and word[1:2] not in ("", "-") and option[1:] in word]
    return option if option[:2] == "--" else next(iter(letters), option)


def too_many_words(words: Sequence[str], extra: Sequence[str], path: str) -> UsageProblem:
    """More words than the command takes: the first that is too much."""
    span = _span(words, extra[0], path)
    if span:
        return UsageProblem("two-periods", word=extra[0], corrected=span)
    if path in ("unlock", "lock") and (line := _for_a_while(words, extra, path)):
        return UsageProblem("word-to-leave", command=path, word=" ".join(extra), corrected=line)
    meant = _option_for(extra[0], path)
    name = "-".join(extra)
    if not meant and path in OF_A_WALLET and _can_name_wallet(words, name):
        rest = [word for word in words if word not in extra]
        corrected = spelled([*rest, "--wallet", name])
        return UsageProblem("word-is-wallet", command=path, word=extra[0], corrected=corrected)
    if meant:
        corrected = spelled(replaced(words, extra[0], meant, extra[0]))
        return UsageProblem("word-is-option", command=path, word=extra[0], corrected=corrected)
    return UsageProblem("too-many-words", command=path, word=extra[0], typed=spelled(words))


_NOW = ("now", "please", "it", "up", "现在", "马上", "立即")
_ARTICLES = {"a": "1", "an": "1", "one": "1", "half": ""}
_TIMES = {"second": "s", "sec": "s", "minute": "m", "min": "m", "hour": "h", "hr": "h", "day": "d"}
"""Units of time as they are said, and as they are typed here."""


def _for_a_while(words: Sequence[str], extra: Sequence[str], path: str) -> str:
    """The line for ``lock now``, ``unlock for an hour`` and ``unlock --for 1 min``; "" where the words are none of
    that.
    """
    said = [word.lower() for word in extra]
    rest = [word for word in words if word not in extra]
    if all(word in _NOW for word in said):
        return spelled(rest)
    unit = _TIMES.get(said[-1].removesuffix("s"), "")
    at = rest.index("--for") if "--for" in rest else len(rest)
    counts = [_ARTICLES.get(word, word) for word in said[:-1] if word != "for"]
    if unit and not counts and rest[at + 1 : at + 2]:
        counts, rest = [rest[at + 1]], [*rest[:at], *rest[at + 2 :]]
    if path != "unlock" or not unit or len(counts) != 1 or not counts[0].isdecimal():
        return ""
    return spelled([*rest, "--for", f"{counts[0]}{unit}"])


def _span(words: Sequence[str], word: str, path: str) -> str:
    """The line with two periods in a row as one, from the first to the second; "" where it has none."""
    params = [param for each in _described(path) if isinstance(each, Spec) for param in each.params]
    takes = any(param.metavar == "PERIOD" for param in params)
    at = list(words).index(word) if word in words else 0
    if not takes or not at or not (looks_like_period(word) and looks_like_period(words[at - 1])):
        return ""
    return spelled([*words[: at - 1], f"{words[at - 1]}..{word}", *words[at + 1 :]])


def _option_for(word: str, path: str) -> str:
    """The option of which ``word`` may be the value: one that lists it, or that takes the file to be written."""
    specs = [each for each in _described(path) if isinstance(each, Spec)]
    options = [param for spec in specs for param in spec.params if param.flags]
    listing = [param.flags[-1] for param in options if param.names is not None and word in param.names()]
    writing = ["-o" for param in options if "-o" in param.flags and "." in word]
    setting = [flag for flag, takes in _SETTING.items() if path == "init" and takes(word)]
    return next(iter((*listing, *writing, *setting)), "")


def _can_name_wallet(words: Sequence[str], word: str) -> bool:
    from wallet_cli.services.vault import location

    names = any(each == "--wallet" or each[:2] == "-w" or each.startswith("--wallet=") for each in words)
    return not names and location.can_be_named(word)


def _is_currency(word: str) -> bool:
    from wallet_cli.domain.currency import currency, currency_of_word

    try:
        return bool(currency_of_word(word) or currency(word))
    except UsageProblem:
        return False


def _is_number_style(word: str) -> bool:
    from wallet_cli.services.things.settings import STYLES

    return word in STYLES


_PARTS_OF_PERIODS = ("last", "this", "next")
_OWING = ("debts", "owes", "owe")
_SETTING = {"--currency": _is_currency, "--numbers": _is_number_style}
"""The options of ``init`` that a word may be the value of."""


def no_such_command(words: Sequence[str], name: str) -> WalletError:
    """No such command: an amount without its verb, a synonym, a slip of the fingers, or nothing like it."""
    if is_amount_like(name):
        at = list(words).index(name) if name in words else 0
        return UsageProblem("verb-missing", text=name, corrected=spelled([*words[:at], "pay", *words[at:]]))
    swapped = _verb_before_noun(words, name)
    if swapped:
        return swapped
    if name in _TAGS:
        after = words[list(words).index(name) + 1 :] if name in words else []
        is_named = after and after[0][:1] != "-"
        meant_words = replaced(words, name, "history", "--tag", *([] if is_named else ["TAG"]))
        return UsageProblem("synonym", word=name, command="history --tag", corrected=spelled(meant_words))
    if name in _MONTHS:
        corrected = spelled(replaced(words, name, "report", "-p", "month"))
        return UsageProblem("month-of-what", corrected=corrected, other=spelled(replaced(words, name, "budget")))
    if several := nearest.line(words, name):
        return several
    meant = registry.SYNONYMS.get(name)
    if meant:
        meant_words = replaced(words, name, meant)
        meant_words = _with_ends(meant_words, name) if meant == "transfer" else meant_words
        meant_words = _with_names(meant_words, meant) if meant in ("pay", "receive") else meant_words
        if name == "split" and not any(word.startswith("--with") for word in meant_words):
            meant_words = [*meant_words, "--with", "NAME"]
        if name in _OWING:  # what is owed is looked up, not typed
            meant_words = [word for word in meant_words if not is_amount_like(word)]
        meant_words = _with_set(meant_words, meant)
        if meant == "rm" and not any(word[:1] != "-" for word in meant_words[meant_words.index(meant) + 1 :]):
            meant_words = [*meant_words, "ID"]
        return UsageProblem("synonym", word=name, command=meant, corrected=spelled(meant_words))
    at = list(words).index(name) if name in words else len(words)
    before, rest = list(words[:at]), list(words[at + 1 :])
    if name == "wallet" and rest:  # a whole line was copied, and "wallet" typed before it
        return NotFound("no-such-command-near", command=name, near=(rest[0],), corrected=spelled([*before, *rest]))
    if missing := nearest.command(name, before):
        return missing
    if len(name) > 1 and name.startswith("还") and not name.startswith(("还有", "还是", "还剩")):
        return _repayment(*sentences.apart(words, name))
    from wallet_cli.words.topics import contents

    topic = contents.find(name)
    if topic is not None:
        return UsageProblem("synonym", word=name, command=f"help {name}", corrected=spelled(["help", name]))
    typed = list(words[list(words).index(name) :]) if name in words else [name]
    if said := sentences.refused(" ".join(typed)):
        return said
    if moved := sentences.told(words, typed):
        return moved
    near = guesses.commands(name)
    if near:
        corrected = spelled(replaced(words, name, near[0]))
        return NotFound("no-such-command-near", command=name, near=near, corrected=corrected)
    from wallet_cli.services.record import sentence

    if is_line(" ".join(typed)) or sentence.tells(typed):
        corrected = spelled([*words[: len(words) - len(typed)], "pay", *typed])
        return UsageProblem("verb-missing", text=" ".join(typed), corrected=corrected)
    return NotFound("no-such-command", command=name)


def _with_names(words: Sequence[str], verb: str) -> list[str]:
    """The words of a payment that is an amount alone, or nothing yet, with what it still needs."""
    at = list(words).index(verb) + 1 if verb in words else len(words)
    first = next((place for place in range(at, len(words)) if words[place][:1] == "-"), len(words))
    typed = words[at:first]
    if not typed or any(not is_amount_like(each) and each[:1] not in ("@", "＠", "+", "＋") for each in typed):
        return list(words)
    found = [*typed[:1], "NAME", *typed[1:]] if is_amount_like(typed[0]) else ["AMOUNT", "NAME", *typed]
    found += [] if any(each[:1] in ("@", "＠") for each in found) else ["@ACCOUNT"]
    found += [] if any(each[:1] in ("+", "＋") for each in found) else ["+CATEGORY"]
    return [*words[:at], *found, *words[first:]]


def _with_set(words: Sequence[str], noun: str) -> list[str]:
    """The words of a noun that is set to an amount, with the verb for that: ``wallet budget 餐饮 1500``."""
    at = list(words).index(noun) + 1 if noun in words else len(words)
    has_amount = len(words) > at + 1 and not is_amount_like(words[at]) and is_amount_like(words[at + 1])
    entry = registry.find(noun) if has_amount else None
    described = registry.load(entry) if entry else None
    is_set = isinstance(described, Noun) and any(verb.name == "set" for verb in described.verbs)
    return [*words[:at], "set", *words[at:]] if is_set else list(words)


def _repayment(words: Sequence[str], name: str) -> UsageProblem:
    """The transfer that pays a debt, for ``wallet 还花呗 800``; the account named last pays."""
    at = list(words).index(name) + 1 if name in words else len(words)
    first = next((place for place in range(at, len(words)) if words[place][:1] == "-"), len(words))
    amount = next((each for each in words[at:first] if is_amount_like(each)), "AMOUNT")
    own = next((each.lstrip("@＠") for each in words[at:first] if not is_amount_like(each)), "FROM")
    before = [each for each in words[: max(at - 1, 0)] if each != "help"]
    corrected = spelled([*before, "transfer", amount, f"@{own}", f"@{name[1:]}", *words[first:]])
    return UsageProblem("synonym", word=name, command="transfer", corrected=corrected)


def _with_ends(words: Sequence[str], name: str) -> list[str]:
    """The words of a transfer, with what it still needs: an amount, and the accounts at both ends."""
    at = list(words).index("transfer") + 1 if "transfer" in words else len(words)
    first = next((place for place in range(at, len(words)) if words[place][:1] == "-"), len(words))
    before, options = words[at:first], words[first:]
    ends = [each for each in before if each[:1] in ("@", "＠")]
    plain = [each for each in before if each not in ends]
    others = [each for each in plain if not is_amount_like(each)]
    if len(others) > 1 or any(each.partition("=")[0] in ("--from", "--to") for each in options):
        return list(words)  # which of them are accounts, the books say
    if others:
        ends = [each if each in ends else f"@{each}" for each in before if each in ends or each in others]
        plain = [each for each in plain if each not in others]
    if not ends:
        ends = ["@FROM", "@TO"]
    elif len(ends) == 1:
        ends = ["@FROM", *ends] if name in ("deposit", "充值", "存钱") else [*ends, "@TO"]
    return [*words[:at], *(plain or ["AMOUNT"]), *ends, *options]


def _verb_before_noun(words: Sequence[str], name: str) -> UsageProblem | None:
    """``wallet add account cash`` for ``wallet accounts add cash``."""
    at = list(words).index(name) + 1 if name in words else len(words)
    entry = registry.find(words[at]) if at < len(words) else None
    noun = registry.load(entry) if entry else None
    verb = VERB_SYNONYMS.get(name, name)
    if not isinstance(noun, Noun) or verb not in [each.name for each in noun.verbs]:
        return None
    corrected = spelled([*words[: at - 1], noun.name, verb, *words[at + 1 :]])
    return UsageProblem("synonym", word=f"{name} {words[at]}", command=f"{noun.name} {verb}", corrected=corrected)


def no_such_verb(words: Sequence[str], noun: Noun, name: str) -> WalletError:
    """A noun without this verb."""
    verbs = tuple(verb.name for verb in noun.verbs)
    if name in _REOPENING and "close" in verbs:
        corrected = spelled([*replaced(words, name, "close"), "--reopen"])
        return UsageProblem("no-such-verb-near", noun=noun.name, verb=name, verbs=verbs, corrected=corrected)
    if noun.name == "report" and registry.SYNONYMS.get(name) == "balance":
        return UsageProblem(
            "synonym",
            word=f"report {name}",
            command="balance",
            corrected=spelled([*words[: list(words).index(noun.name)], "balance"]),
        )
    meant = VERB_SYNONYMS.get(name) or guesses.verb(name, verbs, VERB_SYNONYMS)
    at = list(words).index(name) + 1 if name in words else len(words)
    period = f"{name}{words[at]}" if noun.takes is not None and at < len(words) else ""
    if name in _PARTS_OF_PERIODS and noun.takes is not None and noun.takes(period):  # report last month
        corrected = spelled([*words[: at - 1], period, *words[at + 1 :]])
        return UsageProblem("no-such-verb-near", noun=noun.name, verb=name, verbs=verbs, corrected=corrected)
    if meant not in verbs and "set" in verbs and at < len(words) and is_amount_like(words[at]):
        corrected = spelled(replaced(words, name, "set", name))  # budget food 300
        return UsageProblem("no-such-verb-near", noun=noun.name, verb=name, verbs=verbs, corrected=corrected)
    if meant in verbs:
        corrected = spelled(replaced(words, name, meant))
        return UsageProblem("no-such-verb-near", noun=noun.name, verb=name, verbs=verbs, corrected=corrected)
    return UsageProblem("no-such-verb", noun=noun.name, verb=name, verbs=verbs)

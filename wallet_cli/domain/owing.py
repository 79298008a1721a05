"""Who owes whom, in a line about one person: ``I owe anna 50``, ``老张欠我 60``, ``lent 20 to bob``, ``借给老王 200``.

Only what can be meant in one way is understood; ``is_unclear`` says of a line that it is about a debt, but not whose.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.text import fold, narrow
from wallet_cli.named_tuple import NamedTuple

_I = r"(?:i(?:'ve| have| still)? )?"
_N = r"(?P<name>.+?)"
_ASK = "[向跟找问从和]"
_MINE = (
    rf"{_I}owe (?:to )?{_N} #",
    rf"{_I}owe # to {_N}",
    rf"{_N} (?:# i owe|i owe #)",
    rf"{_N} ?我[还仍]?欠[了着]?[他她它]?的?钱? ?#",
    rf"{_I}borrow(?:ed)? # from {_N}",
    rf"{_I}borrow(?:ed)? from {_N} #",
    rf"(?:my )?(?:debts?|owed|owing) (?:to {_N} #|# to (?P<other>.+?))",
    rf"loan from {_N} #",
    rf"{_N} (?:lent|loaned) (?:me #|# to me)",
    rf"我?[还仍]?欠[了着]? ?(?!我){_N} ?(?:的?钱)? ?#",
    rf"我?{_ASK} ?(?!我){_N} ?借[了入来]? ?#",
    rf"{_N} ?借了?给我了? ?#",
    rf"(?:借自|应付) ?{_N} ?#",
)
_THEIRS = (
    rf"{_N} (?:still )?owes? (?:me #|# to me)",
    rf"{_N} # owes? me",
    rf"{_I}(?:lent|lend|loaned) # to {_N}",
    rf"{_I}(?:lent|lend|loaned|loan to) (?:to )?{_N} #",
    rf"{_N} borrowed (?:# from me|from me #)",
    rf"owed (?:to me )?by {_N} #",
    rf"{_N} ?[还仍]?欠[了着]?我的?钱? ?#",
    rf"我?借[了出]?给了? ?(?!我){_N}了? ?#",
    rf"我?借[了出]? ?# ?给 ?(?!我){_N}",
    rf"{_N} ?{_ASK}我(?:这里|这儿)?借[了走去]* ?#",
    rf"应收 ?{_N} ?#",
)
_ABOUT = re.compile(
    r"\b(?:owe|owes|owed|owing|lent|lend|loaned|borrow|borrowed|debts?|iou)\b"
    r"|欠|借(?!记卡|呗|款)|应[收付](?!账|款)|负债|待还|应还",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:me|i|my|you|to|from|by|for)(?: (?:to|from|by|for)\b.*)?|(?:me|i|to|from|by) .*|[我你]|.*#.*", re.I
)
_APART = re.compile(" ?([我欠借给]) ?")
_GLUED = re.compile(r"(?<=[^\W\d_a-zA-Z])(?=[¥$€£]?\d\S*$)")
_FILLING = re.compile(r"\b(?:i|me|my|to|from|by|is|has|have)\b|[我给向跟]|#|[的了]$", re.IGNORECASE)


class Owing(NamedTuple):
    """A person, an amount as typed, and whether ``mine`` is the debt."""

    name: str
    amount: str
    mine: bool


def read(text: str) -> Owing | None:
    """Who owes what, if the line says that beyond doubt."""
    phrase, amount = _phrase(text)
    if not amount or amount[0] in "+-":
        return None
    found = [Owing(name, amount, mine) for mine in (True, False) if (name := _named(phrase, mine))]
    return found[0] if len(found) == 1 else None


def debt_word(text: str) -> str:
    """The first word of it that speaks of debts, "" for none."""
    match = _ABOUT.search(narrow(text))
    return fold(match[0]) if match else ""


def is_clear(word: str, kind: str) -> bool:
    """Whether ``NAME owed 50`` leaves no doubt about who owes, with that word, and the kind the name gives away, "" for
    none: a person "owes", and is "owed" as well.
    """
    if not kind:
        return word not in ("owe", "owes", "欠")
    row = kinds.of(kind)
    if row.is_person:
        return word in ("owes", "欠", "欠款")
    return row.debt or word not in ("owe", "owes")


def kind_of(owing: Owing) -> str:
    """A person; where I owe it, also the card or the loan that the name gives away: a bank that I owe lent me that."""
    found = kinds.guess(owing.name, kinds.PERSON)
    if kinds.of(found).is_person or not owing.mine:
        return kinds.PERSON
    return found if kinds.of(found).debt else kinds.LOAN


def guessed(text: str) -> tuple[str, str]:
    """The name and the amount to show to who has to say it more clearly, "" for what isn't there."""
    phrase, amount = _phrase(text)
    rest = _FILLING.sub(" ", _ABOUT.sub(" ", phrase))
    return " ".join(_FILLING.sub(" ", " ".join(rest.split())).split()), amount.lstrip("+-")


def _named(phrase: str, mine: bool) -> str:
    for pattern in _MINE if mine else _THEIRS:
        match = re.fullmatch(pattern, phrase, re.IGNORECASE)
        if match is None:
            continue
        name = next(each for each in match.groups() if each is not None).strip(" :,;").removesuffix("的")
        if name and not _ABOUT.search(name) and not _NO_NAME.fullmatch(name):
            return name
    return ""


def _phrase(text: str) -> tuple[str, str]:
    """The line with ``#`` in the place of its amount, and that amount; "" where there is none, or more than one."""
    words = narrow(text).replace("’", "'").split()
    last = -2 if len(words) > 1 and currency_of_word(words[-1]) else -1
    if words and not is_amount_like(words[last]):
        words[last : last + 1 or None] = _GLUED.sub(" ", words[last], count=1).split()
    places = [at for at, word in enumerate(words) if is_amount_like(word)]
    if not places or places[-1] - places[0] >= len(places):
        return " ".join(words), ""
    start, end = places[0], places[-1] + 1
    if end < len(words) and currency_of_word(words[end]) and fold(words[end]) not in ("to", "from"):
        end += 1
    elif start > 1 and currency_of_word(words[start - 1]) and not words[start - 1].islower():
        start -= 1
    return _APART.sub(r"\1", " ".join([*words[:start], "#", *words[end:]])), " ".join(words[start:end])

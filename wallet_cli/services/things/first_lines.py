"""A line at the question for the first accounts, before it is read as one: what people write there besides
``cash 80``.

In comes ``80 cash``, ``my cash is 80`` or ``cash, bank, visa``; out go lines with the name first and the amount last,
one an account. Nothing here knows the books.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds, owing
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.dates import looks_like_date
from wallet_cli.domain.text import fold, narrow
from wallet_cli.domain.vague import WORDS_BEFORE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BETWEEN = re.compile(r"[,;，；、]\s*(?![\s\d])")
"""Between two accounts; a comma before a digit is of a number."""
_ASKING = ("what", "what's", "whats", "how", "why", "which", "where", "who")
_ASKED = re.compile(r"什么|怎么|怎样|如何|多少|几个|哪[个些里种]|为何|是啥|吗$|^我?(?:不知道|不清楚|不懂)")
_QUOTES = ('""', "''", "“”", "‘’", "「」")
_LINKS = (
    "is",
    "are",
    "has",
    "have",
    "holds",
    "with",
    "=",
    ":",
    "：",
    "有",
    "是",
    "剩",
    "还剩",
    "剩下",
    "剩余",
    "还有",
    "里有",
)
_LINKED = re.compile(r"(?<=[^\x00-\x7f\s])(还剩|剩下|剩余|还有|里有|剩|有|是)(?=\s*[0-9¥$€£])")
_DROPPING = ("delete", "remove", "rm", "drop", "del", "删除", "删掉", "去掉")
_RENAMING = ("rename", "call", "name", "重命名", "改名")
_INTO = ("to", "as", "into", "=", "为", "成")
RENAMES = "="
"""Between the number of a line and the name that its account gets."""
_GLUED_NAME = re.compile(r"([A-Za-z]{3,})([0-9]{2,}(?:[.,][0-9]+)*)")
_MARKED = re.compile(r"(?<=[^\x00-\x7f\W\d])\s*[,，、;；]\s*(?=[-+]?[¥￥$€£]?\d)")
"""A comma between a Chinese name and its amount: ``饭卡，80``."""
_NUMBERED = ("号", "號", "第", "尾", "末")
"""Behind these a number is of the name: ``招行尾号1234``."""
_POWERS = "十百千万萬亿億拾佰仟块塊元圆圓"
"""A number in Chinese signs with none of these may be of a name: 张三, 老八."""
_SAID_BEHIND = re.compile(r"(?<=[^\x00-\x7f])(?:里?还?有|里?还?剩下?|里面?|现在|余额|剩余)+$")
"""Between a Chinese name and its amount: ``社保卡里两千``, ``微信余额320``."""
_BEFORE = ("in", "on", "at", "of", "for", "under")
_OF_MINE = (*_BEFORE, "my", "the", "is", "我的", "我", "有", "在", "还有")
_HOW_MUCH = re.compile(r"多少|how much|balance|余额|还剩|owed?\b", re.IGNORECASE)
_ALSO_NAMES = ("jan", "april", "may", "june", "august")
"""Months that people are called, too: ``may 20`` is what May owes."""
_LEAST_LETTERS = 4
"""Shorter words may be names: ``sun``, ``mon``."""
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: at for at, word in enumerate((*_UNITS, *_TEENS))},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_COUNTED = re.compile(
    rf"\b(?:{'|'.join([*_WORDS, *_LARGE])})(?:[- ](?:and )?(?:{'|'.join([*_WORDS, *_LARGE])}))*\b", re.IGNORECASE
)
"""A number in English words."""
_CENTS = re.compile(
    r"(?<!\S)(?:(?P<whole>[0-9]+)\s*(?:euros?|dollars?|pounds?|eur|usd|gbp)?\s*(?:and\s+)?)?"
    r"(?<![0-9])(?P<count>[0-9]{1,6})\s*(?:cents?|ct|pence)(?!\S)",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"^(?:(?:i|still|about|around|roughly|owe|owed|owing|left|remaining)\b|我|还|仍|尚|一共|总共|现在|目前|大概|大约|约|差不多|"
    r"欠着|欠了|欠款|欠|剩下|剩余|剩|有|是|[:：=]|\s)+"
    r"|(?:\s|左右|上下|owed|owing|left|remaining|[.。]$)+$",
    re.IGNORECASE,
)
"""What is said around the amount that is owed."""


def parts(text: str) -> list[str]:
    """The accounts of a line, each as a line of its own: ``cash 80, bank 1,250.00``; not the quotes around it."""
    text = text.strip()
    if len(text) > 2 and text[0] + text[-1] in _QUOTES:
        text = text[1:-1].strip()
    found = [part.strip() for part in _BETWEEN.split(_MARKED.sub(" ", text)) if part.strip()]
    for at in range(len(found) - 1, 0, -1):  # 饭卡，八十 is one account
        if is_amount_like(found[at]) and not any(map(is_amount_like, unglued(found[at - 1]).split())):
            found[at - 1 : at + 1] = [f"{found[at - 1]} {found[at]}"]
    return found


def unglued(text: str) -> str:
    """The line with a blank between each Chinese name and the amount that is glued to it: ``支付宝1500``,
    ``现金三百``, ``房贷82万``. A single digit, ``信用卡2``, and what may be of a name, ``张三``, stay.
    """
    return " ".join(map(_unglued, text.split()))


def _unglued(word: str) -> str:
    if word.isascii() or is_amount_like(word):
        return word
    for at in range(1, len(word)):
        name, amount = word[:at].rstrip(":："), narrow(word[at:])
        if not name or name[-1].isascii() or not name[-1].isalpha() or not is_amount_like(amount.lstrip("+-")):
            continue
        has_digits = any(char.isdecimal() for char in amount)
        is_said = len(amount) > 1 and (has_digits or any(char in _POWERS for char in amount))
        name = _SAID_BEHIND.sub("", name)
        return f"{name} {word[at:]}" if is_said and not name.endswith(_NUMBERED) else word
    return word


def asks(text: str) -> bool:
    """Whether a line is a question: ``what``, ``what is an account``, ``花呗 欠多少``."""
    words = fold(narrow(text)).split()
    return text.rstrip().endswith(("?", "？")) or bool(_ASKED.search(text.strip()) or (words and words[0] in _ASKING))


def asks_how_much(text: str) -> bool:
    """Whether a question is about an amount: ``花呗 欠多少``, ``how much is in cash?``."""
    return asks(text) and bool(_HOW_MUCH.search(text))


def is_date(text: str) -> bool:
    """Whether all of a text is a day and nobody's name: ``昨天``, ``yesterday``, ``2026-11-20``, ``20 Nov``."""
    word = fold(narrow(text)).strip().removesuffix("的")
    is_short = word.isascii() and word.isalpha() and len(word) < _LEAST_LETTERS
    return looks_like_date(word) and not is_short and not word.startswith(_ALSO_NAMES)


def another(text: str, name: str) -> bool:
    """Whether an answer to what is owed on the account of this ``name`` is a line about another account: ``bank 50``,
    ``food 300``, ``小王欠我500``.
    """
    debt = owing.read(text)
    if debt is not None and not debt.mine and fold(debt.name) != fold(name):
        return True
    said = owed(text, name)
    words = (said if debt else unglued(said)).split()
    amounts = [is_amount_like(word.lstrip("+-")) for word in words]
    if not any(amounts) or len(words) < 2 or asks(text):
        return False
    if amounts[0]:
        return bool(kinds.guess(" ".join(words[1:]), ""))
    return not currency_of_word(words[0])


def pays(text: str, names: Sequence[str]) -> bool:
    """Whether a line that should be an account's is a payment from one of these ``names``: ``35 午饭 支付宝``."""
    words = [fold(narrow(word)) for word in text.split()]
    known = {fold(narrow(name)) for name in names}
    if len(words) < 3 or words[-1] not in known or sum(map(is_amount_like, words)) != 1 or RENAMES in words:
        return False
    bought = [word for word in words[:-1] if not is_amount_like(word)]
    return not all(word in _OF_MINE or currency_of_word(word) for word in bought) and words[0] != "i"


def in_words(text: str) -> str:
    """The number in words that is the amount of a line: all of it (``sixty``), at its end (``cash eighty``) or before a
    currency (``eighty euros in my purse``); "" for none. One at the end of a name, ``Bank One``, is none.
    """
    if any(map(is_amount_like, text.split())):
        return ""
    for match in _COUNTED.finditer(text):
        before, behind = text[: match.start()].strip(), text[match.end() :].split()
        is_sum = bool(behind) and bool(currency_of_word(behind[0].strip(".,;")))
        is_last = not behind and not (set(fold(match[0]).split()) <= set(_UNITS) and before)
        if is_sum or is_last:
            return fold(match[0])
    return ""


def in_digits(number: str) -> str:
    """A number in words in digits, ``two thousand`` as ``2000``; "" where they make none: ``twenty thirty``."""
    whole, part, least = 0, 0, 10**9
    for word in fold(number).replace("-", " ").split():
        if word == "and":
            continue
        if word == "hundred":
            part, least = (part or 1) * 100, 100
        elif word in _LARGE:
            if whole and whole % (_LARGE[word] * 1000):
                return ""
            whole, part, least = whole + (part or 1) * _LARGE[word], 0, 10**9
        elif _WORDS[word] >= least or (part % 10 and part < 100):
            return ""
        else:
            part, least = part + _WORDS[word], 10 if _WORDS[word] >= 20 else 1
    return str(whole + part)


def in_cents(text: str) -> tuple[str, int]:
    """The amount in cents of a line, ``50 cents``, and how many; "" and 0 for none."""
    match = _CENTS.search(narrow(text))
    return (match[0], 100 * int(match["whole"] or 0) + int(match["count"])) if match else ("", 0)


def ordered(text: str) -> str:
    """The line with the name first: ``80 cash``, ``my cash is 80`` and ``I have 80 in cash`` are turned into it."""
    words = unglued(_LINKED.sub(" ", text)).split()
    if [fold(word) for word in words[:2]] == ["i", "have"] and len(words) > 2:
        words = words[2:]
    amount = _leading(words)
    if amount and amount < len(words) and not any(is_amount_like(word) for word in words[amount:]):
        name = words[amount + 1 :] if fold(words[amount]) in _BEFORE else words[amount:]
        words = [*name, *words[:amount]] if name else words
    at = next((at for at in range(1, len(words)) if is_amount_like(words[at].lstrip("+-"))), 0)
    if at > 1 and fold(words[at - 1]) in WORDS_BEFORE:  # a balance may be about right
        words, at = [*words[: at - 1], *words[at:]], at - 1
    if at > 1 and fold(words[at - 1]) in _LINKS:
        words, at = [*words[: at - 1], *words[at:]], at - 1
    if at > 1 and fold(words[at - 1]) == "there":  # in my bank there are 80
        words = [*words[fold(words[0]) in _BEFORE : at - 1], *words[at:]]
    return " ".join(words)


def _leading(words: Sequence[str]) -> int:
    """How many words at the beginning are an amount with its currency; none where they are a name, as ``401k`` is."""
    if not words or not is_amount_like(words[0]) or kinds.guess(words[0], ""):
        return 0
    return 2 if len(words) > 2 and currency_of_word(words[1]) and not kinds.guess(words[1], "") else 1


def as_change(text: str) -> str:
    """``delete 6`` as the line that drops an account, ``6 -``; ``rename 1 to Giro`` and ``1: Giro`` as the one that
    renames it, ``1 = Giro``; any other line as it is.
    """
    words = narrow(text).split()
    if len(words) == 2 and fold(words[0]) in _DROPPING and words[1].isdecimal():
        return f"{words[1]} -"
    if len(words) > 2 and fold(words[0]) in _RENAMING and words[1].isdecimal():
        name = words[3:] if fold(words[2]) in _INTO and len(words) > 3 else words[2:]
        return " ".join([words[1], RENAMES, *name])
    number, mark = words[0][:-1] if words else "", words[0][-1:] if words else ""
    return " ".join([number, *words[1:]]) if mark in (":", ")") and number.isdecimal() and words[1:] else text


def apart(text: str) -> str:
    """``cash80`` as ``cash 80``, where the letters say what kind of account that is; any other line as it is."""
    found = _GLUED_NAME.fullmatch(text.strip())
    return f"{found[1]} {found[2]}" if found and kinds.guess(found[1], "") else text


def kind_behind(text: str, called: Mapping[str, str]) -> tuple[str, str]:
    """The line without the kind behind its amount, and that kind: ``car 9k asset``; any other line as it is, and "".

    ``called`` are kinds by their names in the language of the screen.
    """
    words = text.split()
    end = _amount_end(words)
    said = " ".join(words[end:])
    kind = called.get(said, kinds.typed(said) if kinds.meant_by(said) else said)
    return (" ".join(words[:end]), kind) if end and kind in kinds.money() else (text, "")


def amount_last(text: str) -> str:
    """The line with its amount last where it is clearly one and other words are behind it, ``car 9k second hand``; ""
    where it isn't. A number alone may be of a name: ``Chase 1234 gold``.
    """
    words = text.split()
    end = _amount_end(words)
    start = end - 2 if end and currency_of_word(words[end - 1]) else end - 1
    is_clear = end - start == 2 or (bool(end) and not narrow(words[start]).isdecimal())
    if not end or end == len(words) or not is_clear:
        return ""
    return " ".join([*words[:start], *words[end:], *words[start:end]])


def _amount_end(words: Sequence[str]) -> int:
    """Where the only amount of a line ends, with its currency, behind a name; 0 where there is none or are several."""
    found = [at for at, word in enumerate(words) if _is_sum(word)]
    if len(found) != 1 or not found[0]:
        return 0
    end = found[0] + 1
    return end + 1 if end < len(words) and currency_of_word(words[end]) and not kinds.guess(words[end], "") else end


def _is_sum(word: str) -> bool:
    """Whether a word is an amount and nothing else: ``401k`` is an account, ``24/7`` when a shop is open."""
    is_plain = not any(mark in word[1:] for mark in "/*+-x×")
    return is_plain and is_amount_like(word.lstrip("+-")) and not kinds.guess(word, "")


def owed(text: str, name: str = "") -> str:
    """The amount in an answer to what is owed on the account of this ``name``: ``还欠80万``, ``about 200 left``,
    ``visa owed 200``; an amount alone as it is.
    """
    said = narrow(text).strip()
    if name and fold(said[: len(name)]) == fold(name):
        said = said[len(name) :].lstrip()
    return _OWED.sub("", said).strip() or text

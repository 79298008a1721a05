"""The words after a money verb: ``12.50 Coffee @cash +food``, ``300 Market +food=220 +home``, ``100eur 108.20usd``.

In come words (split by a shell, or by ``split_line`` from the ``pay>`` prompt, where no shell reads them); out
goes a ``QuickLine`` of raw texts: nothing is looked up here, and a payee stays as typed. Words that start with ``@``
are accounts, with ``+`` categories, wherever they are; the first of the others are amounts, the rest is the payee.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import has_fraction, is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.dates import looks_like_date
from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

_BLANKS = " \t\u3000"
PARTING = " ,，、；\u3000"
"""Between two words, and part of neither where one of them is an account, a category or an amount."""
_DIGITS = "0123456789"
_MULTIPLIERS = "kKwW百千万萬亿億"
_TIMES = ("x", "X", "×", "*", "✕", "乘")  # between an amount and how often it was paid
_PARTS = ("and", "cent", "cents", "ct", "cts", "pence", "角", "毛", "分")  # more of an amount, behind it
_DAYS = ("大前天", "前天", "昨天", "今天")
# Codes that are everyday words or names too: standing apart, they are a currency in capitals only ("50 BOB", "50 Bob")
_WORDS_TOO = (
    "all", "amd", "bam", "bob", "che", "cop", "cup", "gel", "lak", "mad", "mop", "nio", "pen", "ron", "sos", "top",
    "try",
)  # fmt: skip


class QuickLine(NamedTuple):
    """A line taken apart: amounts as typed (``45 usd`` in one), payee, accounts, and (category, amount or None)."""

    amounts: tuple[str, ...]
    payee: str
    accounts: tuple[str, ...]
    categories: tuple[tuple[str, str | None], ...]


class Word(NamedTuple):
    """One word of a line typed at the prompt: without its quotes, and whether it had any."""

    text: str
    is_quoted: bool


def split_line(line: str) -> list[str]:
    """The words of a line typed at the prompt, as ``parted``, without a word on their quotes."""
    return [word.text for word in parted(line)]


def parted(line: str) -> list[Word]:
    """The words of a line typed at the prompt: blanks part them, ``"two words"`` stay together, the rest is literal.

    A quote counts only where it opens a word, also behind its ``@`` or ``+``, and closes before a blank; ``5" nails``
    and ``Bob's`` are what they are.
    """
    words = []
    at = 0
    while at < len(line):
        if line[at] in _BLANKS:
            at += 1
            continue
        opening = at + 1 if narrow(line[at]) in ("@", "+") else at
        end = _closing_quote(line, opening) if line[opening : opening + 1] == '"' else -1
        if end > 0:
            words.append(Word(line[at:opening] + line[opening + 1 : end], True))
            at = end + 1
            continue
        start = at
        while at < len(line) and line[at] not in _BLANKS:
            at += 1
        words.append(Word(line[start:at], False))
    return words


def is_whole_line(words: Sequence[str]) -> bool:
    """Whether words that came in one pair of quotes are a line: one after the first is an account or a category."""
    sigils = [narrow(word[:1]) in ("@", "+") for word in words]
    return any(sigils) and not sigils[0]


def is_line(text: str) -> bool:
    """Whether a text reads as a line that records something: several words with an amount, an account or a category
    among them, or one in which an amount and a name are glued: ``15元10个鸡蛋``, ``25，地铁``.
    """
    words = [word.text for word in parted(text)]
    words = words if text.isascii() else _glueing().apart(words)
    is_part = (len(words) > 1) and any(narrow(word[:1]) in ("@", "+") or is_amount_like(word) for word in words)
    return is_part or any(not word.isascii() and _is_glued(word) for word in words)


def _is_glued(word: str) -> bool:
    """Whether a word has a price in it, and what was bought; a number alone may count something or be of a name."""
    glued = _glueing()
    readings, behind = glued.readings(word), glued.ends_in_amount(word)
    return bool(readings and readings[0][0]) or bool(behind and narrow(behind[0][-1]) not in _DIGITS)


def looks_like_option(word: str) -> bool:
    """Whether a word reads like an option, ``-n`` or ``--force``; ``-``, ``--`` and ``-5°`` don't."""
    name = word.lstrip("-")
    return len(word) - len(name) in (1, 2) and name[:1].isascii() and name[:1].isalpha()


def begins_with_day(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """The words behind a date that a line begins with, right before its amount, and that date; "" where there is none.

    ``昨天 35 午饭``: no payee comes before its amount. A Chinese day may be glued to the name: ``昨天打车 25``.
    """
    for count in (1, 2):
        typed = " ".join(word.text for word in words[:count])
        rest = words[count:]
        is_free = bool(rest) and not any(word.is_quoted for word in words[:count])
        if is_free and _begins_in_amount(rest[0].text) and not is_amount_like(typed) and looks_like_date(typed):
            return rest, typed
    if any(word.is_quoted for word in words[:2]) or all(word.text.isascii() for word in words[:2]):
        return words, ""
    day, at, left = _glueing().begins_with_day([word.text for word in words])
    return ([*words[:at], *([Word(left, False)] if left else []), *words[at + 1 :]], day) if day else (words, "")


def _begins_in_amount(word: str) -> bool:
    return is_amount_like(word) or (not word.isascii() and bool(_glueing().readings(word)))


def ends_in_day(words: Sequence[Word]) -> tuple[Sequence[Word], str]:
    """The words without the date that they end in, accounts and categories aside; "" where there is none."""
    for at in range(len(words) - 1, 0, -1):
        if narrow(words[at].text[:1]) not in ("@", "+"):
            if words[at].is_quoted:
                return words, ""
            from wallet_cli.domain.said.days import behind  # only a prompt's words come here

            count, day = behind(["@" if word.is_quoted else word.text for word in words[1 : at + 1]])
            if count:
                return [*words[: at + 1 - count], *words[at + 1 :]], day
            name, day = _day_behind(words[at].text)
            if not looks_like_date(day) or is_amount_like(day):
                return words, ""
            front = at - (not name and at > 1 and words[at - 1] == Word("on", False))
            return [*words[:front], *([Word(name, False)] if name else []), *words[at + 1 :]], day
    return words, ""


def _day_behind(word: str) -> tuple[str, str]:
    """A word parted at its last Chinese comma, ``午饭，昨天``: what is in front of it, and what may be a day."""
    name, comma, day = word.rpartition("，")
    return (name, day) if comma and looks_like_date(day) else ("", word)


def _closing_quote(line: str, start: int) -> int:
    """Where the word quoted at ``start`` ends, -1 if it doesn't."""
    end = line.find('"', start + 1)
    while end > 0 and line[end + 1 : end + 2] not in ("", *_BLANKS):
        end = line.find('"', end + 1)
    return end


def join_words(words: Sequence[str]) -> str:
    """One line that ``parted`` takes apart again: in double quotes what would be several words, or an option."""
    return " ".join(f'"{word}"' if _needs_quotes(word) else word for word in words)


def _needs_quotes(word: str) -> bool:
    opening = 1 if narrow(word[:1]) in ("@", "+") else 0
    return (
        not word
        or any(blank in word for blank in _BLANKS)
        or word != word.strip()  # a line of a file ends before blanks of any kind
        or word[opening : opening + 1] == '"'
        or looks_like_option(word.partition("=")[0])
        or word == "--"
    )


def read_line(words: Sequence[str], *, most: int = 1, least: int = 1) -> QuickLine:
    """Take the words after a verb apart: at least ``least`` and at most ``most`` amounts come first.

    UsageProblem("amount-first", corrected) where the amount comes after the payee, ("amount-missing") where there is
    none, ("amounts-several") where words part several, ("amount-glued", "amount-approximate") where it isn't clear,
    ("amount-split") for ``12 euro 50``, ("name-missing") for a lone ``@`` or ``+``, ("share-missing") for ``+food=``.
    """
    plain, accounts, categories, sigils = [], [], [], []
    for word in words:
        sigil = narrow(word[:1])
        if sigil not in ("@", "+") or (sigil == "+" and is_amount_like(word)):
            plain.append(word)
            continue
        sigils.append(word)
        name, amount = _name_and_amount(word, sigil)
        if sigil == "@":
            accounts.append(name)
        else:
            categories.append((name, amount))
    if most:
        _require_exact(plain)
        _refuse_times(plain, sigils)
    if least == most == 1:
        _take_apart(plain, sigils)
    amounts: list[str] = []
    while len(amounts) < most and (taken := _amount_words(plain)):
        amounts.append(" ".join(plain[:taken]))
        plain = plain[taken:]
    if len(amounts) < least:
        problem = _without_amount(amounts, plain, sigils)
        if len(amounts) + 1 < least or not plain or not _is_attempt(plain[0], problem.slug == "amount-missing"):
            raise problem
        amounts.append(plain.pop(0))
    if amounts and plain:
        _refuse_split_amount(amounts, plain, sigils)
    return QuickLine(tuple(amounts), " ".join(plain), tuple(accounts), tuple(categories))


def _name_and_amount(word: str, sigil: str) -> tuple[str, str | None]:
    name, amount = word[1:].strip(), None
    if sigil == "+":
        # the last sign parts: the amount has none, a name may
        at = max(name.rfind("="), name.rfind("＝"))
        if at >= 0:
            name, amount = name[:at].strip(), name[at + 1 :].strip()
    if not name or amount == "":
        raise UsageProblem("name-missing" if not name else "share-missing", word=word)
    return name, amount


def _is_currency(word: str) -> bool:
    """Does a word beside an amount name its currency? Capitals tell ``50 BOB`` from ``50 Bob``."""
    word = narrow(word)
    if not currency_of_word(word) or word.casefold() in _WORDS_TOO:
        return bool(currency_of_word(word)) and word.isupper()
    return word in (word.lower(), word.upper())


def _is_bare(word: str) -> bool:
    """An amount without a currency of its own?"""
    word = narrow(word)
    if not word.isascii() and _numerals().is_number(word):
        return True
    return word[:1] in _DIGITS and word[-1:] in _DIGITS + _MULTIPLIERS


def _numerals() -> ModuleType:
    """What reads Chinese; lines in ASCII never load it."""
    from wallet_cli.domain import numerals

    return numerals


def _glueing() -> ModuleType:
    """What parts glued words; lines in ASCII never load it."""
    from wallet_cli.domain import glued

    return glued


def _is_attempt(word: str, lonely: bool) -> bool:
    """An amount gone wrong (``12xyz``, ``三四``), left to its reader? A shop may begin with a digit: ``7eleven``."""
    word = narrow(word)
    if lonely and not word.isascii() and _numerals().is_row(word):
        return True
    tail = word.lstrip(_DIGITS + ".,")
    return word[:1] in tuple(_DIGITS) and (lonely or (len(tail) == 3 and tail.isascii() and tail.isalpha()))


def _glued(amounts: Sequence[str], plain: Sequence[str], sigils: Sequence[str]) -> str:
    """The line in which a day, a name and an amount were written without blanks: ``昨天早餐10块``; "" for another."""
    if not plain or plain[0].isascii():
        return ""
    day = next((each for each in _DAYS if plain[0].startswith(each)), "")
    word = plain[0][len(day) :]
    glued = _glueing()
    found = [word] if day and is_amount_like(word) else glued.told(word) or next(map(list, glued.readings(word)), [])
    found = [each for each in found if each] or glued.ends_in_amount(word)
    moved = (*amounts, *found, *plain[1:], *sigils)
    return join_words(moved) + (f" -d {day}" if day else "") if found else ""


def _require_exact(plain: Sequence[str]) -> None:
    """Refuse ``5块多`` and ``about 50``; an amount in ASCII with a name behind it loads nothing for that.

    UsageProblem("amount-approximate").
    """
    is_usual = bool(plain) and plain[0].isascii() and is_amount_like(plain[0])
    behind = plain[1] if is_usual and len(plain) > 1 else ""
    if not plain or (is_usual and behind.isascii() and behind not in ("ish", "or")):
        return
    text = _glueing().about(plain)
    if text:
        raise UsageProblem("amount-approximate", text=text)


def _refuse_times(plain: Sequence[str], sigils: Sequence[str]) -> None:
    """Refuse ``3,20 x 2 coffee`` and ``2x3.20 coffee``, with the sum that it comes to: ``3,20+3,20``.

    UsageProblem("amount-times").
    """
    if not any(sign in word[1:-1] or sign == word for word in plain[:2] for sign in _TIMES):
        return
    from wallet_cli.domain.product import product

    found = product(plain, _TIMES)
    if found is not None:
        corrected = join_words((found.total or "AMOUNT", *found.rest, *sigils))
        raise UsageProblem("amount-times", text=found.text, corrected=corrected)


def _take_apart(plain: list[str], sigils: Sequence[str]) -> None:
    """Part the first word where an amount and a name are glued in it, ``10块早餐``.

    UsageProblem("amount-glued", corrected, other) where it can be read in two ways.
    """
    if not plain or plain[0].isascii() or any(map(is_amount_like, plain)):
        return
    found = _glueing().readings(plain[0])
    if len(found) > 1:
        one, other = (join_words((amount or "AMOUNT", name, *plain[1:], *sigils)) for amount, name in found)
        raise UsageProblem("amount-glued", text=plain[0], corrected=one, other=other)
    plain[:1] = found[0] if found else plain[:1]


def _amount_words(words: Sequence[str]) -> int:
    """How many of the first words are an amount: 0, 1, or 2 with a currency before or after it."""
    if words and is_amount_like(words[0]):
        return 2 if len(words) > 1 and _is_bare(words[0]) and _is_currency(words[1]) else 1
    return 2 if len(words) > 1 and _is_currency(words[0]) and is_amount_like(words[1]) else 0


def _without_amount(amounts: Sequence[str], plain: Sequence[str], sigils: Sequence[str]) -> UsageProblem:
    """The refusal of a line that lacks an amount in front, corrected if there is just one further back."""
    if not amounts and _glueing().are_several(plain, _is_currency):
        return UsageProblem("amounts-several")
    for at in range(len(plain) - 1, 0, -1):
        if is_amount_like(plain[at]):
            start = at - 1 if _is_bare(plain[at]) and _is_currency(plain[at - 1]) else at
            end = start + _amount_words(plain[start:])
            before, after = plain[:start], plain[end:]
            day = ""
            if after and looks_like_date(" ".join(before)):  # "y 8 Noodles", not "Sun Bakery 8"
                before, day = [], f" -d {join_words([' '.join(before)])}"
            if before and not before[-1].isascii():
                before = _glueing().without_verb(before)
            moved = (*amounts, *plain[start:end], *before, *after, *sigils)
            return UsageProblem("amount-first", corrected=join_words(moved) + day)
    glued = _glued(amounts, plain, sigils)
    if glued:
        return UsageProblem("amount-first", corrected=glued)
    if plain and has_fraction(plain[0]):
        return UsageProblem("amount-fraction", text=plain[0])
    return UsageProblem("amount-missing")


def _refuse_split_amount(amounts: Sequence[str], plain: Sequence[str], sigils: Sequence[str]) -> None:
    """``1 234,50`` and ``12 euro 50`` would book a part of it, and the rest to a payee: refuse it."""
    if not any(narrow(word[:1]) in tuple(_DIGITS) for word in plain) and plain[0].casefold() not in _PARTS:
        return
    from wallet_cli.domain.said.split_amount import more

    found = more(amounts[-1], plain, _is_currency)
    if found is not None:
        whole = found.amount.split() if found.rest else ["".join(found.amount.split())]
        corrected = join_words((*amounts[:-1], *whole, *found.rest, *sigils))
        typed, payee = " ".join(amounts).split(), " ".join(plain)
        other = join_words((*typed, payee, *sigils)) if len(plain) > 1 else ""  # alone it would be refused again
        raise UsageProblem("amount-split", text=found.text, corrected=corrected, other=other)


def is_short_name(word: str) -> bool:
    """Whether ``word`` is the short name of a transaction or an operation as wallet writes it: ``t412``, ``o881``.

    A capital makes it a name (``O2``, ``T3``): payees are found in either.
    """
    return word[:1] in ("t", "o") and len(word) > 1 and not word[1:].strip(_DIGITS)


def spelled(line: QuickLine) -> str:
    """The line as it would be typed, sigils last; payee and amounts in quotes where they would be read otherwise."""
    categories = (f"+{name}" if amount is None else f"+{name}={amount}" for name, amount in line.categories)
    sigils = (*(f"@{name}" for name in line.accounts), *categories)
    words = [word for part in (*line.amounts, line.payee) for word in part.split()]
    if _PLACES.isdisjoint(line.amounts) and not _reads_as([*words, *sigils], line):
        words = [part for part in (*line.amounts, line.payee) if part]
    return join_words((*words, *sigils))


_PLACES = {"AMOUNT", "all"}
"""What is in the place of an amount and isn't one."""


def _reads_as(words: Sequence[str], line: QuickLine) -> bool:
    try:
        return read_line(words, most=len(line.amounts), least=len(line.amounts)) == line
    except UsageProblem:
        return False

"""Amounts as people type and see them: ``12.50``, ``4.5eur``, ``EUR 4.50``, ``¥35``, ``1.2万``, ``86/2``, ``12+3.5``.

In comes one string and the vault's number style; out goes an exact fraction and the currency word, or a refusal that
says what is wrong. Nothing is guessed or rounded: whatever could be read in two ways is refused. The grammar:

    amount   = [currency] sum | sum [currency]            blanks between them don't matter
    sum      = term *("+" term)
    term     = number [k w 百 千 万 亿] ["/" whole number]
    number   = digits [decimal digits], groups of three   full-width characters count as their ASCII twins
               digits and a dash for the cents: ``5,-``
    or one that Chinese says: ``12块5``, ``1万2``, ``四十五`` (``domain.numerals``)

No regular expressions: compiling them would cost every command more than all of this.
"""

from __future__ import annotations

from itertools import pairwise
from math import gcd, lcm

from wallet_cli.domain.currency import Currency, currency_of_word, unknown
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.text import narrow, without_dash
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

_DIGITS = "0123456789"
_SEPARATORS = ".,'"
_BLANKS = " \u00a0\u2009\u202f"
_FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅟⁄"
_ZEROS = {"k": 3, "K": 3, "w": 4, "W": 4, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "CNY": "¥", "JPY": "JP¥"}
_MOST_DIGITS = 18
_LONGEST = 80
_PLAIN = "1234.50"
"""An amount as scripts write it."""


class Style(NamedTuple):
    """A number style: the decimal sign, and the sign between groups of three ("" for none)."""

    decimal: str = "."
    group: str = ","


SCRIPT_STYLE = Style(".", "")
_STYLES = (Style(), Style(",", "."), Style(",", " "), Style(".", "'"))
"""Those that group, each offered to anyone who writes in another one."""


class TypedAmount(NamedTuple):
    """An amount as typed: ``numerator / denominator`` whole units of the currency called ``word`` (None: none said).

    Decimals aren't reduced: ``1.200`` stays 1200/1000, so that three decimals can be told from thousands.
    """

    numerator: int
    denominator: int
    word: str | None


def _parts(line: str) -> tuple[str, str, str]:
    """What comes before the first digit or sign, from there to the last one, and after it; blanks trimmed."""
    marks = [i for i, char in enumerate(line) if char in _DIGITS or char in "+-/" or char in _SEPARATORS]
    if not marks:
        return line, "", ""
    first, last = marks[0], marks[-1] + 1
    return line[:first].strip(), line[first:last], line[last:].strip()


def _has_digits(text: str) -> bool:
    return any(char in _DIGITS for char in text)


def has_fraction(text: str) -> bool:
    """Whether it begins with a fraction in one character: ``½``."""
    return text[:1] != "" and text[0] in _FRACTIONS


def is_amount_like(text: str) -> bool:
    """Would a person mean an amount by this word, well formed or not? ``€4``, ``.50``, ``7½``; not ``7eleven``."""
    text = without_dash(text)
    if not text.isascii():
        text = _numerals().without_exact(narrow(text))
        if _numerals().is_amount(text):
            return True
    head, body, tail = _parts(narrow(text).lstrip("+-"))
    if not _has_digits(body) or (head and not currency_of_word(head)):
        return False
    if any(
        char not in _DIGITS and char not in "+/eE" and char not in _SEPARATORS for char in body if char not in _ZEROS
    ):
        return False
    tail = tail.lstrip(_FRACTIONS)
    return not tail or bool(currency_of_word(tail)) or (tail[0] in _ZEROS and _is_currency_or_nothing(tail[1:]))


def _is_currency_or_nothing(word: str) -> bool:
    return not word or bool(currency_of_word(word))


def read_amount(text: str, style: Style) -> TypedAmount:
    """The amount typed, never negative; UsageProblem with a slug of its own for each way in which it can be wrong."""
    line = without_dash(narrow(text).strip())
    if not line:
        raise UsageProblem("amount-missing")
    if len(line) > _LONGEST:
        raise UsageProblem("amount-too-long", text=line[:20], limit=_MOST_DIGITS)
    if not line.isascii():
        line = _numerals().without_exact(line)
        if said := _said(line, style):
            return said
    _require_exact(line)
    _check_characters(line)
    head, body, tail = _parts(line)
    if not currency_of_word(tail) and tail[:1] in _ZEROS:
        body, tail = body + tail[0], tail[1:].strip()
    for word in (head, tail):
        if not _is_currency_or_nothing(word):
            if word is tail and body.rstrip()[-1:] == "/":
                raise UsageProblem("amount-per-period", text=line, word=tail, corrected=head + body.rstrip(" /"))
            raise unknown(word)
    if head and tail:
        word = _numerals().same_currency(head, tail)
        if not word:
            raise UsageProblem("amount-two-currencies", text=line, one=head, other=tail)
        head, tail = (word, "") if word == head else ("", word)
    if body[0] in "+-" or (body[-1] == "-" and body.count("-") == 1):
        raise UsageProblem("amount-has-sign", text=line, corrected=f"{head}{body.strip('+-')}{tail}")
    numerator, denominator = 0, 1
    for term in body.split("+"):
        over, under = _term(term.strip(), style)
        common = lcm(denominator, under)
        numerator = numerator * (common // denominator) + over * (common // under)
        denominator = common
    return TypedAmount(numerator, denominator, head or tail or None)


def _numerals() -> ModuleType:
    """What reads Chinese; amounts in ASCII never load it."""
    from wallet_cli.domain import numerals

    return numerals


def _said(line: str, style: Style) -> TypedAmount | None:
    """The amount that Chinese says; None where these are digits with a sign or a word, which are read as any others."""
    numerals = _numerals()

    def whole(digits: str) -> int | None:
        numerator, denominator = _number(digits, style)
        return numerator if denominator == 1 else None

    found = numerals.read(line, whole)
    if found is None:
        number = line.lstrip("+-")
        if number != line and numerals.read(number, whole):
            raise UsageProblem("amount-has-sign", text=line, corrected=number)
        return None
    return TypedAmount(*found)


def _require_exact(line: str) -> None:
    """Refuse ``20块左右``, ``~50`` and ``50ish``: books are exact."""
    if line.isascii() and line[0] != "~" and not line.casefold().endswith("ish"):
        return
    from wallet_cli.domain.vague import is_about

    if is_about(line):
        raise UsageProblem("amount-approximate", text=line)


def _check_characters(line: str) -> None:
    """Refuse what no grammar of amounts could mean: no digits at all, or digits that aren't 0-9."""
    for char in line:
        if char in _FRACTIONS:
            raise UsageProblem("amount-fraction", text=line)
        if not char.isascii() and char.isnumeric() and char not in _ZEROS:
            raise UsageProblem("amount-foreign-digits", text=line)
    if line.lstrip("+-").casefold() in ("nan", "inf", "infinity", "∞"):
        raise UsageProblem("amount-not-finite", text=line)
    if not _has_digits(line):
        raise UsageProblem("amount-unreadable", text=line)


def read_signed_amount(text: str, style: Style) -> TypedAmount:
    """As ``read_amount``, for the few options that take a sign: ``-420``, ``-€5``, ``€-5``, ``+3``."""
    line = narrow(text).strip()
    head, body, tail = _parts(line)
    sign = body[:1]
    if sign not in ("-", "+"):
        return read_amount(line, style)
    typed = read_amount(f"{head}{body[1:]}{tail}", style)
    return typed if sign == "+" else typed._replace(numerator=-typed.numerator)


def _term(text: str, style: Style) -> tuple[int, int]:
    """The fraction of ``number`` or ``number/whole number``."""
    number, slash, divisor = text.partition("/")
    numerator, denominator = _number(number.strip(), style)
    if not slash:
        return numerator, denominator
    divisor = divisor.strip()
    if not divisor.isdecimal():
        raise UsageProblem("amount-unreadable", text=text)
    if len(divisor) > _MOST_DIGITS:
        raise UsageProblem("amount-too-long", text=divisor, limit=_MOST_DIGITS)
    if int(divisor) == 0:
        raise UsageProblem("division-by-zero", text=text)
    denominator *= int(divisor)
    return _reduced(numerator, denominator) if _ends(numerator, denominator) else (numerator, denominator)


def _reduced(numerator: int, denominator: int) -> tuple[int, int]:
    common = gcd(numerator, denominator)
    return numerator // common, denominator // common


def _ends(numerator: int, denominator: int) -> bool:
    """Does the fraction have an end when written in decimals?"""
    rest = _reduced(numerator, denominator)[1]
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _number(text: str, style: Style) -> tuple[int, int]:
    """The fraction of one number with its multiplier: digits, the style's decimal sign, groups of three."""
    number = text.replace("’", "'")
    power = _ZEROS.get(number[-1:], 0)
    number = number[:-1].strip() if power else number
    if style.group and style.group in _BLANKS:
        for blank in _BLANKS:
            number = number.replace(blank, style.group)
    _check_shape(number, text, style)
    whole, _, decimals = number.partition(style.decimal)
    if style.group:
        first, *groups = whole.split(style.group)
        if groups and (not 1 <= len(first) <= 3 or first[0] == "0" or any(len(group) != 3 for group in groups)):
            # 12,5 and 12,50 were typed by someone whose decimal sign it is
            corrected = f"{first}{style.decimal}{groups[0]}" if len(groups) == 1 and len(groups[0]) < 3 else ""
            corrected = "" if decimals or style.group in _BLANKS else corrected
            other, example = _other(number, style) if corrected else "", _example(style)
            raise UsageProblem("amount-bad-grouping", text=text, example=example, corrected=corrected, style=other)
        whole = "".join((first, *groups))
    digits = whole + decimals
    if len(digits) > _MOST_DIGITS:
        raise UsageProblem("amount-too-long", text=text, limit=_MOST_DIGITS)
    after = len(decimals) - power
    return int(digits) * 10 ** max(0, -after), 10 ** max(0, after)


def _check_shape(number: str, text: str, style: Style) -> None:
    """Refuse every shape of digits and separators that isn't this style's."""
    if number[:1] in (".", ","):
        raise UsageProblem("amount-leading-point", text=text, corrected=f"0{number}")
    if number[-1:] in (".", ","):
        raise UsageProblem("amount-trailing-point", text=text, corrected=number.rstrip(".,"))
    if number.lower().replace("e", "", 1).isdecimal() and not number.isdecimal():
        raise UsageProblem("amount-exponent", text=text)
    marks = "".join(char for char in number if char not in _DIGITS)
    if not _has_digits(number) or any(mark not in _SEPARATORS and mark not in _BLANKS for mark in marks):
        raise UsageProblem("amount-unreadable", text=text)
    if any(pair[0] not in _DIGITS and pair[1] not in _DIGITS for pair in pairwise(number)):
        raise UsageProblem("amount-double-separator", text=text)
    if marks.count(style.decimal) > 1:
        raise UsageProblem("amount-double-separator", text=text)
    if any(mark not in (style.decimal, style.group) for mark in marks) or style.decimal in marks[:-1]:
        if style == SCRIPT_STYLE:
            raise UsageProblem("amount-wrong-separator", text=text, example="", style="", plain=_PLAIN)
        example, other = _example(style), _other(number, style)
        raise UsageProblem("amount-wrong-separator", text=text, example=example, style=other, plain=_PLAIN)


def respelled(number: str, old: Style, new: Style) -> str:
    """A number that is written in the style ``old``, with the signs of ``new``."""
    group = {ord(old.group): new.group} if old.group else {}
    return number.translate({**group, ord(old.decimal): new.decimal})


def _other(number: str, style: Style) -> str:
    """An example of the style in which ``number`` can be read, one with this ``style``'s decimal sign first; "" for
    none.
    """
    fitting = [each for each in _STYLES if _is_in(number, each)]
    fitting.sort(key=lambda each: each.decimal != style.decimal)
    return _example(fitting[0]) if fitting else ""


def _is_in(number: str, style: Style) -> bool:
    """Whether these are digits in the style's groups of three, or in none, with at most one decimal sign."""
    whole, mark, decimals = number.partition(style.decimal)
    first, *groups = whole.split(style.group)
    is_grouped = not groups or (len(first) < 4 and all(len(group) == 3 for group in groups))
    return is_grouped and all(part.isdecimal() for part in (first, *groups, *([decimals] if mark else [])))


def _example(style: Style) -> str:
    return _styled("1234.50", style)


def to_money(typed: TypedAmount, currency: Currency, style: Style = SCRIPT_STYLE) -> Money:
    """The exact amount in ``currency``: UsageProblem("too-many-decimals") or ("inexact-division") if there is none.

    ``style`` is the one in which the amounts that would do are written. Refused("amount-too-large") beyond 64 bits.
    """
    numerator, denominator, _ = typed
    unit = 10**currency.scale
    minor, rest = divmod(numerator * unit, denominator)
    is_decimal = denominator == 10 ** (len(str(denominator)) - 1)
    if rest == 0 and not (is_decimal and denominator > unit):
        return Money(minor, currency)
    below, above = (_styled(plain(minor + step, currency.scale), style) for step in (0, 1))
    if not _ends(numerator, denominator) and (parts := _shares(numerator * unit, denominator)):
        shares, total = parts
        raise UsageProblem(
            "inexact-division",
            currency=currency.code,
            total=plain(total, currency.scale),
            parts=len(shares),
            below=below if minor else "",
            above=above,
            shares=_sum_of(shares, currency.scale, style),
        )
    if rest == 0:  # 1.200: the other reading is 1200
        above = str(numerator)
    below = below if minor else ""  # nothing isn't an amount
    raise UsageProblem("too-many-decimals", currency=currency.code, digits=currency.scale, below=below, above=above)


def _shares(minor_numerator: int, denominator: int) -> tuple[list[int], int] | None:
    """The whole shares of what was divided, and their total in minor units; None where no few shares would do."""
    power = 1
    while denominator % 10 == 0:
        denominator //= 10
        power *= 10
    total, rest = divmod(minor_numerator, power)
    return None if rest or denominator > 1000 else (allocate(total, [1] * denominator), total)


def _sum_of(shares: list[int], scale: int, style: Style) -> str:
    """``33.34 + 33.33 + 33.33``, or ``10 x 3.34 + 20 x 3.33`` where they are many."""
    texts = [_styled(plain(share, scale), style) for share in shares]
    if len(texts) <= 6:
        return " + ".join(texts)
    return " + ".join(f"{texts.count(text)} x {text}" for text in dict.fromkeys(texts))


def plain(minor: int, scale: int) -> str:
    """The machine form of ``minor`` units: ``-12.50``, always with ``scale`` decimals, a point and no groups."""
    if scale == 2 and minor >= 0:  # as nearly all are
        return "%d.%02d" % divmod(minor, 100)  # noqa: UP031 - quicker
    digits = str(abs(minor)).rjust(scale + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else sign + digits


def read_plain(text: str, scale: int) -> int:
    """The minor units of a machine form with at most ``scale`` decimals, or UsageProblem("amount-unreadable")."""
    whole, point, decimals = text.removeprefix("-").partition(".")
    digits = whole + decimals
    if not (whole and digits.isascii() and digits.isdecimal() and len(digits) <= 19 and bool(decimals) == bool(point)):
        raise UsageProblem("amount-unreadable", text=text[:40])
    if len(decimals) > scale:
        raise UsageProblem("amount-unreadable", text=text)
    minor: int = int(digits) * 10 ** (scale - len(decimals))
    return -minor if text.startswith("-") else minor


def _styled(text: str, style: Style) -> str:
    """A machine form (``-1234.50``) in the style's signs, the minus kept."""
    sign = "-" if text.startswith("-") else ""
    whole, point, decimals = text.removeprefix("-").partition(".")
    if style.group:
        first = len(whole) % 3
        groups = [whole[:first]] if first else []
        groups += [whole[i : i + 3] for i in range(first, len(whole), 3)]
        whole = style.group.join(groups)
    return sign + whole + (style.decimal + decimals if point else "")


def show(money: Money, style: Style, *, symbol: bool = True) -> str:
    """For people: ``€1,234.50``, ``-€5.00``, ``12.50 CHF``; without ``symbol`` the number alone."""
    return show_minor(money.minor, money.currency, style, symbol=symbol)


def show_minor(minor: int, currency: Currency, style: Style, *, symbol: bool = True) -> str:
    """As ``show``, for any number of minor units: a total over accounts may be more than one account can hold."""
    number = _styled(plain(minor, currency.scale), style)
    if not symbol:
        return number
    sign = _SYMBOLS.get(currency.code)
    if sign is None:
        return f"{number} {currency.code}"
    return f"-{sign}{number[1:]}" if minor < 0 else sign + number

"""Numbers and amounts as Chinese says them: ``四十五``, ``两千五``, ``1万2``, ``12块5``, ``5毛``, ``三块零五分``.

In comes a word, out goes an exact fraction with its currency word, or None where it is something else: a payee that
merely begins with such a sign (``一点点``, ``三只松鼠``) is none. Where two numbers remain (``1万23``) both are named.
"""

from __future__ import annotations

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Amount = tuple[int, int, str | None]
    """Numerator, denominator, currency word or None."""

_SAME = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩〇塊圆圓點角", "一二三四五六七八九十百千万亿两零块元元点毛")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = (("亿", 8), ("万", 4), ("千", 3), ("百", 2), ("十", 1))
_UNITS = "".join(unit for unit, _power in _POWERS)
_ARABIC = "0123456789"
_ALONE_A_NAME = frozenset("两壹贰叁肆伍陆柒捌玖拾")
"""Signs that alone are a measure or a family's name."""
_WEEK = "周期拜"
_LONGEST = 40
_YUAN, _YUANS = "元", "块元塊圆圓"
_EXACT = "整正"


def readings(text: str) -> tuple[int, ...]:
    """The numbers that a numeral can mean: ``四十五`` one, ``1万23`` two; () for what isn't one."""
    text = text.translate(_SAME)
    if _is_arabic(text):
        return (int(text),) if text[0] != "0" or text == "0" else ()
    if text in _DIGITS:
        return (_DIGITS[text],)
    for unit, power in _POWERS:
        above, mark, below = text.partition(unit)
        if mark:
            tops = readings(above) if above else (1,) if unit == "十" else ()
            if power < 4 and len(above) > 1 and not _is_arabic(above):
                return ()
            rests = _below(below, power)
            return tuple([top * 10**power + rest for top in tops if top for rest in rests])
    return ()


def _below(text: str, power: int) -> tuple[int, ...]:
    """What follows a sign for ``10 ** power``: a single digit is of the next place, ``两千五``."""
    if not text:
        return (0,)
    if text[0] == "零":
        skipped = power < 4  # 一千零二百 leaves nothing out; 九十万零一千 is said
        return tuple([value for value in readings(text[1:]) if 0 < value < 10 ** (power - skipped)])
    if _is_arabic(text):
        places = 10 ** max(0, power - len(text))
        shifted = int(text) * places
        if text == "0" or len(text) > power:
            return ()
        return (shifted,) if len(text) in (1, power) else (int(text), shifted)
    if text in _DIGITS:
        return (_DIGITS[text] * 10 ** (power - 1),)
    return tuple([value for value in readings(text) if value < 10**power])


def read(text: str, whole: Callable[[str], int | None]) -> Amount | None:
    """The amount that ``text`` (narrow, without blanks at its ends) says in Chinese, or None.

    ``whole`` reads digits as the wallet groups them. UsageProblem("amount-two-readings") with both,
    ("amount-digits-in-row") for ``三四``, ("amount-two-currencies").
    """
    start = next((at for at, char in enumerate(text) if counts(char)), len(text))
    end = next((at for at in range(start, len(text)) if not (counts(text[at]) or text[at] in ".,'’")), len(text))
    head, run, tail = text[:start].strip(), text[start:end], text[end:].strip()
    if len(run) > _LONGEST or (head and not currency_of_word(head)) or (run in _ALONE_A_NAME and not tail):
        return None
    if not tail or currency_of_word(tail):
        found = _number(run, text)
        word = head or tail or None
    else:
        found = _with_parts(run, tail.translate(_SAME), text, whole)
        word = head or (tail[0] if tail[0] in _YUANS else _YUAN)
    if found is None:
        return None
    if head and tail:
        word = same_currency(head, tail if currency_of_word(tail) else tail[0] if tail[0] in _YUANS else _YUAN)
        if not word:
            raise UsageProblem("amount-two-currencies", text=text, one=head, other=tail)
    return *found, word


def same_currency(one: str, other: str) -> str:
    """Of two words for one currency, ``¥12.5元``, the clearer; "" where they are different ones."""
    both = currency_of_word(one), currency_of_word(other)
    if not set(both[0]) & set(both[1]):
        return ""
    return one if len(both[0]) <= len(both[1]) else other


def without_exact(text: str) -> str:
    """An amount without the word that says that it is exact: ``50元整``, ``伍拾圆正``."""
    bare = text[:-1].rstrip()
    is_said = text[-1:] in tuple(_EXACT) and bare[-1:] != "" and (counts(bare[-1]) or bare[-1].isalpha())
    return bare if is_said and (text[-1] == _EXACT[0] or bare[-1] in _YUANS + "角") else text


def is_amount(text: str) -> bool:
    """Whether a person would mean an amount by this word: one that ``read`` reads, or that has two readings."""
    try:
        return read(text, lambda _digits: 0) is not None
    except UsageProblem as problem:
        return problem.slug != "amount-digits-in-row"


def is_row(text: str) -> bool:
    """Whether these are Chinese digits in a row, ``三四``: thirty-four, or three to four."""
    return len(text) > 1 and all(char in _DIGITS for char in text.translate(_SAME))


def is_number(text: str) -> bool:
    """Whether all of it is a numeral: no currency is in it."""
    return all(counts(char) for char in text) and is_amount(text)


def in_digits(text: str) -> str:
    """A date word with its numerals in digits: ``三天前``, ``十一月二十八号``, ``二〇二六年``; weekdays stay."""
    out, at = "", 0
    while at < len(text):
        end = at
        while end < len(text) and _is_sign(text[end]):
            end += 1
        if end == at:
            out, at = out + text[at], at + 1
            continue
        run, before = text[at:end], text[at - 1 : at]
        is_of_week = before in tuple(_WEEK)
        found = () if is_of_week or (end == len(text) and before != "月") else _of_a_date(run)
        out += str(found[0]) if len(found) == 1 else run
        at = end
    return out


def _of_a_date(run: str) -> tuple[int, ...]:
    """A numeral, or a year digit by digit."""
    same = run.translate(_SAME)
    if len(same) == 4 and all(char in _DIGITS for char in same):
        return (int("".join(str(_DIGITS[char]) for char in same)),)
    return readings(run)


def _number(run: str, text: str) -> tuple[int, int] | None:
    """The fraction of a numeral, with decimals behind 点; None where there is nothing Chinese in it."""
    if not any(_is_sign(char) for char in run):
        return None
    same = run.translate(_SAME)
    whole, point, rest = same.partition("点")
    decimals = rest.rstrip(_UNITS)
    if point:
        above, unit = readings(whole), rest[len(decimals) :]
        powers = [power for sign, power in _POWERS if sign == unit]
        if _is_arabic(whole) or len(above) != 1 or not decimals or (unit and not powers):
            return None
        if not all(char in _DIGITS and char != "两" for char in decimals):
            return None
        digits = "".join(str(_DIGITS[char]) for char in decimals)
        after = len(digits) - sum(powers)
        return int(f"{above[0]}{digits}") * 10 ** max(0, -after), 10 ** max(0, after)
    if is_row(same):
        raise UsageProblem("amount-digits-in-row", text=text, corrected="".join(str(_DIGITS[char]) for char in same))
    found = readings(same)
    if len(found) > 1:
        raise UsageProblem("amount-two-readings", text=text, one=str(found[0]), other=str(found[1]))
    return (found[0], 1) if found else None


def _with_parts(run: str, tail: str, text: str, whole: Callable[[str], int | None]) -> tuple[int, int] | None:
    """``12块5``, ``3元5角2分``, ``5毛``: hundredths, recognised by what follows the signs."""
    tail = tail.removesuffix("钱")
    number = _number(run, text)
    above = whole(run) if number is None else number[0] if number[1] == 1 else None
    if above is None or not tail:
        return None
    if tail[0] in ("块", "元"):
        minor = _hundredths(tail[1:])
        return None if minor is None else (above * 100 + minor, 100)
    if tail in ("毛", "分"):
        return above * (10 if tail == "毛" else 1), 100
    minor = _hundredths(f"1{tail}") if tail[0] == "毛" else None
    return None if minor is None else (above * 10 + minor - 10, 100)


def _hundredths(text: str) -> int | None:
    """What follows 块: ``5`` and ``5毛`` are tenths, ``05``, ``零5`` and ``5分`` hundredths, 半 is a half.

    A zero in front of a unit is only said, ``零五毛`` is five tenths.
    """
    if text in ("", "半"):
        return 50 if text else 0
    tenths, mark, rest = text.partition("毛")
    if mark:
        above = _digit(tenths.removeprefix("零"))
        below = _below_tenths(rest) if rest else 0
        return None if above is None or below is None else above * 10 + below
    if text[0] == "零" or (text[-1] == "分" and not _is_arabic(text[:-1])):
        return _below_tenths(text)
    digits = text.removesuffix("分")
    if _is_arabic(digits) and len(digits) <= 2:
        return int(digits) * (10 if len(digits) == 1 and digits == text else 1)
    above = _digit(text)
    return None if above is None else above * 10


def _below_tenths(text: str) -> int | None:
    """Hundredths below ten: ``5``, ``零五``, ``5分``, ``零5分``."""
    return _digit(text.removesuffix("分").removeprefix("零"))


def _digit(text: str) -> int | None:
    return int(text) if len(text) == 1 and text in _ARABIC else _DIGITS.get(text)


def _is_arabic(text: str) -> bool:
    return bool(text) and all(char in _ARABIC for char in text)


def _is_sign(char: str) -> bool:
    same = char.translate(_SAME)
    return same in _DIGITS or same in _UNITS


def counts(char: str) -> bool:
    """Whether a numeral can hold this sign."""
    return char in _ARABIC or _is_sign(char) or char in "点點"

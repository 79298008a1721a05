"""What is behind an amount and is more of it: ``1 234,50``, ``12 euro 50``, ``50 cents``, ``12 and a half``,
``2 coffees 3.20 each``. Loaded only where such a word is behind one.

In come the amount as it was read and the words behind it; out goes the amount that they are together, with ``.`` before
its decimals, and what is left for a name. What can be read in several ways has ``AMOUNT`` in its place.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.product import product
from wallet_cli.domain.text import narrow
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DIGITS = "0123456789"
_HUNDREDTHS = ("cent", "cents", "ct", "cts", "pence", "分")
_TENTHS = ("角", "毛")
_HALF = (("and", "a", "half"), ("and", "half"))
_EACH = ("each", "apiece")
_FEES = ("fee", "fees", "手续费", "服务费")
"""What a transfer costs is refused elsewhere, with the option that says it."""
_UNCLEAR = "AMOUNT"


class Split(NamedTuple):
    """``text`` looks like more of the amount; ``amount`` is what they are together, ``rest`` the words behind."""

    text: str
    amount: str
    rest: tuple[str, ...]


def more(amount: str, words: Sequence[str], is_currency: Callable[[str], bool]) -> Split | None:
    """What of ``words``, which are behind ``amount``, is more of it; None where nothing is.

    One or two digits alone are a name that is refused elsewhere; behind a currency they are cents.
    """
    typed = [narrow(word) for word in words]
    number, _blank, unit = narrow(amount).partition(" ")
    if unit and not number[:1].isdecimal():
        number, unit = f"{number} {unit}", ""  # EUR 12
    found = _groups(number, unit, typed) or _part(number, unit, typed, is_currency) or _each(number, unit, typed)
    if found is None:
        return None
    told, used, text = found
    return Split(text, told, tuple(words[used:]) if used >= 0 else tuple(_without(words, -used)))


def _without(words: Sequence[str], at: int) -> list[str]:
    """The words without the price at ``at``, and what only leads to it."""
    front = words[: at - (words[at - 1].casefold() in ("at", "for", "à"))]
    behind = words[at + 1 :]
    return [*front, *behind[1 if behind and behind[0].casefold() in _EACH else 0 :]]


def _groups(number: str, unit: str, words: Sequence[str]) -> tuple[str, int, str] | None:
    """``1 234,50``: groups of three behind up to three digits."""
    if unit or not _is_whole(number) or len(number) > 3:
        return None
    used = 0
    while used < len(words) and number[-3:].isdecimal() and _is_group(words[used]):
        number += words[used]
        used += 1
    return (number, used, words[0]) if used else None


def _is_group(word: str) -> bool:
    """Three digits, perhaps with decimals."""
    return (len(word) == 3 or word[3:4] in (".", ",")) and word[:3].isdecimal() and word[4:].strip(_DIGITS) == ""


def _part(
    number: str, unit: str, words: Sequence[str], is_currency: Callable[[str], bool]
) -> tuple[str, int, str] | None:
    """``12 50``, ``12 euro 50``, ``5 euros 5 cents``, ``50 cents``, ``12 and a half``, ``12 3.20``."""
    half = next((each for each in _HALF if tuple(words[: len(each)]) == each), ())
    if half:
        return _told(number, "50", unit), len(half), " ".join(half)
    named = _minor(number, words[0]) if not unit else ""
    if named:
        return named, 1, words[0]
    start = 1 if words[0].casefold() == "and" and len(words) > 1 else 0
    word, behind = words[start], words[start + 1] if len(words) > start + 1 else ""
    cents = _minor(word, behind) if _is_whole(word) else ""
    text = " ".join(words[: start + 1])
    if cents:
        return _told(number, cents[2:] if cents.startswith("0.") else "", unit), start + 2, f"{text} {behind}"
    if start or (not behind and not unit):
        return None  # a number alone isn't a name: that is refused elsewhere
    if _is_whole(word) and len(word) <= 2:
        if not _whole_of(number):
            return None  # it has its decimals: 12.50 3 Brothers
        follows = not unit and is_currency(behind)
        told = _told(number, word if len(word) == 2 else "", unit or (behind if follows else ""))
        return told, 2 if follows else 1, text
    return (_UNCLEAR, 1, text) if _is_decimal(word) else None


def _each(number: str, unit: str, words: Sequence[str]) -> tuple[str, int, str] | None:
    """``2 coffees 3.20 each``: a whole number that says how often, and a price further back."""
    at = next((at for at, word in enumerate(words) if at and _is_decimal(word)), 0)
    if unit or not at or words[at - 1].casefold() in _FEES or not _is_whole(number) or len(number) > 2:
        return None
    found = product((number, "x", words[at]), ("x",))
    total = found.total if found else ""
    has_each = words[at + 1 : at + 2] == ["each"]
    return total or _UNCLEAR, -at, " ".join(words[at : at + 1 + has_each])


def _minor(number: str, word: str) -> str:
    """A number of hundredths or tenths of a currency in whole units, ``0.50`` of ``50 cents``; "" for another word."""
    each = 1 if word.casefold() in _HUNDREDTHS else 10 if word in _TENTHS else 0
    if not each:
        return ""
    if not _is_whole(number) or len(number) > 9:
        return _UNCLEAR
    whole, part = divmod(int(number) * each, 100)
    return f"{whole}.{part:02}"


def _told(number: str, decimals: str, unit: str) -> str:
    whole = _whole_of(number)
    return f"{number.replace(whole, f'{whole}.{decimals}', 1)} {unit}".strip() if whole and decimals else _UNCLEAR


def _whole_of(number: str) -> str:
    """The digits of an amount without decimals, also beside a sign, ``€12``; "" for another."""
    digits = "".join(char for char in number if char in _DIGITS)
    is_simple = digits and digits in number and not set(number) & set(".,+-*/kKwW")
    return digits if is_simple else ""


def _is_whole(word: str) -> bool:
    return bool(word) and set(word) <= set(_DIGITS)


def _is_decimal(word: str) -> bool:
    """An amount with decimals, ``3.20``."""
    return set(word) <= set(_DIGITS + ".,") and not _is_whole(word) and word[-1:].isdecimal() and is_amount_like(word)

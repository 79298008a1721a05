"""Text from outside: made harmless, compared, measured, and its near misses found.

Payees, memos and names come from people, banks and codes: foreign text is data. ``clean`` is the border every text
passes on its way in, ``visible`` on its way to a screen: after them no control, bidi or invisible character is left,
each appears as ``<U+202E>``. Nothing else is rewritten (never NFKC: it turns ``7½`` into ``71⁄2``); ``fold`` makes
the key by which names are compared. ASCII takes a short way and never loads ``unicodedata``.
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# What a Chinese input method types, for amounts, dates and sigils only: an own table, so that nothing else changes
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x3002: ".",
    0xFFE5: "¥",
    0xFFE1: "£",
    0x2212: "-",
}
_ZWNJ, _ZWJ, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
# Counted as printable, but nothing is seen: Hangul fillers, the grapheme joiner, Khmer inherent vowels, and what
# chooses between the looks of the character before
_UNSEEN = frozenset("\u034f\u115f\u1160\u3164\uffa0\u17b4\u17b5") | {
    chr(point) for point in (*range(0xFE00, 0xFE10), *range(0x180B, 0x1810))
}
_TAGS = "\U000e0000"
_KEYCAPS = "0123456789#*"


def narrow(text: str) -> str:
    """``text`` with full-width letters, digits, signs and blanks as their ASCII twins (``￥`` as ``¥``)."""
    return text if text.isascii() else text.translate(_NARROW)


def narrow_option(word: str) -> str:
    """An option as a Chinese input method types it (``－d``, ``－－memo＝x``) in ASCII; any other word as it is."""
    if word[:1] != "－":
        return word
    at = min([found for found in map(word.find, "=＝") if found > 0], default=len(word))
    name = narrow(word[:at])
    is_option = len(name) - len(name.lstrip("-")) in (1, 2) and name.lstrip("-")[:1].isalpha() and name.isascii()
    return name + ("=" + word[at + 1 :] if at < len(word) else "") if is_option else word


def clean(text: str, *, limit: int) -> str:
    """The border filter: harmless, trimmed text of at most ``limit`` characters, otherwise as typed.

    UsageProblem("text-not-unicode") for surrogates (bytes that were not UTF-8), ("text-too-long") beyond the limit.
    """
    if not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageProblem("text-not-unicode", text=visible(text)[:80])
    text = visible(text).strip()
    if len(text) > limit:
        raise UsageProblem("text-too-long", length=len(text), limit=limit, start=text[:20])
    return text


def visible(text: str) -> str:
    """``text`` on one line, each control, bidi and invisible character as ``<U+202E>``: harmless on a terminal."""
    if text.isprintable() and (is_latin(text) or (_UNSEEN.isdisjoint(text) and max(text) < _TAGS)):
        return text
    out = []
    for i, char in enumerate(text):
        if char in "\t\n\r\v\f\x85\u2028\u2029":
            out.append(" ")
        elif _is_shown(char) or _belongs(char, text[i - 1 : i], text[i + 1 : i + 2]):
            out.append(char)
        else:
            out.append(f"<U+{ord(char):04X}>")
    return "".join(out)


def is_marked(text: str) -> bool:
    """Whether a text that came through ``clean`` has something in it that isn't seen, or that couldn't be read."""
    return "<U+" in text or "\ufffd" in text


def is_latin(text: str) -> bool:
    """Whether all of it comes before the first combining character: what is printable of it takes one cell each."""
    return text.isascii() or max(text) < "\u0300"


def _is_suspect(char: str) -> bool:
    """Printable by Unicode's book, yet unseen by itself."""
    return char in _UNSEEN or char >= _TAGS


def _is_shown(char: str) -> bool:
    """Is anything seen of this character, and does it leave its neighbours alone?"""
    if _is_suspect(char):
        return False
    if char.isprintable() or char == " ":
        return True
    import unicodedata

    point = ord(char)
    category = unicodedata.category(char)
    if category == "Cn":  # letters and emoji of a later Unicode, but not its non-characters and reserved controls
        return point & 0xFFFE != 0xFFFE and not 0xFDD0 <= point <= 0xFDEF and point not in range(0x2060, 0x2070)
    return category in ("Zs", "Co")


def _belongs(char: str, before: str, after: str) -> bool:
    """Joiners and variation selectors are needed inside an emoji and in some scripts; anywhere else they only hide."""
    if not before:
        return False
    import unicodedata

    drawn = ("So", "Sk", "Mn", "Me")
    if char == _EMOJI_STYLE or char == "\ufe0e":
        return before in _KEYCAPS or unicodedata.category(before) in ("So", "Sm", "Po")
    if "\U000e0100" <= char <= "\U000e01ef" or "\ufe00" <= char <= "\ufe02":
        return unicodedata.east_asian_width(before) == "W" and unicodedata.category(before) == "Lo"
    if char == _ZWJ and after and unicodedata.category(after) == "So":
        return unicodedata.category(before) in drawn
    if char in (_ZWNJ, _ZWJ):
        return "\u0600" <= before <= "\u0dff" and "\u0600" <= after <= "\u0dff"
    return False


NOUGHTS = bytes.maketrans(b"123456789", b"0" * 9)
"""``text.encode().translate(NOUGHTS)``: by this it is kept what the words of an ASCII text say whose digits don't,
so that texts that differ in numbers alone are looked at once. With texts in place of bytes it takes ten times as long.
"""


def fold(text: str) -> str:
    """The key that names are compared by: NFC, case folded, runs of blanks as one, none at the ends."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", normalize("NFD", text).casefold())
    else:
        text = text.lower()
    return " ".join(text.split())


def loose(text: str) -> str:
    """The key by which texts are searched: ``fold``, and letters without their accents (``cafe`` finds ``Café``).

    The accents are the combining diacritical marks that Unicode takes letters apart into: U+0300 to U+036F.
    """
    text = fold(text)
    if text.isascii():
        return text
    from unicodedata import normalize

    apart = normalize("NFD", text)
    return normalize("NFC", "".join([char for char in apart if not "\u0300" <= char <= "\u036f"]))


def width(text: str) -> int:
    """How many terminal cells ``visible`` text takes: East Asian wide 2, combining 0, an emoji sequence 2 in all."""
    if text.isascii() or (is_latin(text) and text.isprintable()):
        return len(text)
    from unicodedata import category, east_asian_width

    cells = 0
    last = 0  # cells of the character before, so that a sequence counts once
    joined = flag_open = False
    for char in text:
        if char == _ZWJ:
            joined = last == 2
            continue
        if char == _EMOJI_STYLE:
            cells += 2 - last if last == 1 else 0
            last = 2 if last else 0
            continue
        is_flag_half = "\U0001f1e6" <= char <= "\U0001f1ff"
        is_skin = last == 2 and "\U0001f3fb" <= char <= "\U0001f3ff"
        if (joined and ord(char) > 0x2000) or (is_flag_half and flag_open) or is_skin:
            joined = flag_open = False
            continue
        joined = False
        flag_open = is_flag_half
        if category(char) in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= char <= "\u11ff":
            continue
        is_wide = east_asian_width(char) in "WF" or is_flag_half or "\U0001f900" <= char <= "\U0001faff"
        last = 2 if is_wide else 1
        cells += last
    return cells


_OTHER_LETTER_TENTHS = 7


def names_near(word: str, names: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Up to ``n`` of ``names`` that look like ``word``, the nearest first: for "did you mean".

    Names of several words that begin with it come before all: of ``@my bank`` only ``my`` is taken for the name. One
    that begins with another letter must look the more like it: ``all`` isn't ``wallet``, nor ``tags`` ``status``.
    Of names that are the same except for case and spaces it is one: the plainest, or the first.
    """
    from difflib import SequenceMatcher, get_close_matches

    by_key: dict[str, str] = {}
    for name in names:
        key = fold(name)
        if key not in by_key or name == key:
            by_key[key] = name
    longer = [key for key in by_key if word and key.startswith(fold(word) + " ")]
    key = fold(word)
    close = [
        each
        for each in get_close_matches(key, by_key, n=max(1, len(by_key)))
        if each[:1] == key[:1] or 10 * SequenceMatcher(None, each, key).ratio() >= _OTHER_LETTER_TENTHS
    ]
    return tuple(by_key[each] for each in dict.fromkeys((*longer, *close)))[:n]


def slips(word: str, meant: str) -> int:
    """How many slips of the fingers part two words: a letter too many, missing, wrong, or two that changed places."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, char in enumerate(word, 1):
        earlier, before, row = before, row, [at]
        for to, other in enumerate(meant, 1):
            least = min(before[to] + 1, row[-1] + 1, before[to - 1] + (char != other))
            if at > 1 and to > 1 and (char, word[at - 2]) == (meant[to - 2], other):
                least = min(least, earlier[to - 2] + 1)
            row.append(least)
    return row[-1]


_DASHES = ("-", "–", "—")


def without_dash(text: str) -> str:
    """``5,-`` as ``5``: a dash in the place of the cents says that there are none."""
    for mark in ",.":
        head, found, tail = text.partition(mark)
        while found and tail[:1] not in _DASHES:
            more, found, tail = tail.partition(mark)
            head += mark + more
        rest = tail.lstrip("".join(_DASHES))
        if found and head[-1:] in tuple("0123456789") and not any(map(str.isdecimal, rest)):
            return head + rest
    return text

"""Characters of a file: by the encoding that it declares, else judged by all its letters, never by its name.

UTF-8 is what decodes as UTF-8; a few letters of it that were cut in two become U+FFFD. Chinese is what
consists of pairs that GB2312 has for its common characters. What is left has one byte a letter: of the code pages that
programs still write, that one is taken in which the bytes beside letters are letters of European words, and not signs
or line drawings; the earlier one where two do equally well. A file in two encodings is refused: whichever were taken,
texts of the other would be others.
"""

from __future__ import annotations

import re

from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = ("cp1252", "cp850", "cp1250", "cp852", "mac-roman")
_COMMON = frozenset("äöüßéèàáíóúñçêâîôûåæøőűąęłńśżźćčřšžěůýÄÖÜÉÅØŁŚŻČŠŽ")
_LETTERS = frozenset("ìòùëïãõœÿÀÁÂÃÆÇÈÊËÌÍÎÏÑÒÓÔÕÙÚÛÝŐŰĄĘŃŹĆŘĚŮďťňĎŤŇľĺŕşţăđŞŢĂĐğıİĞ")
_SIGNS = frozenset("€£§°·–—’‘“”„«»…•²³½¼µ´¿¡\u00a0")
_NEAR_LETTER = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
_ALONE = re.compile(rb"(?<![A-Za-z])[\x80-\xff](?![A-Za-z])")
_PAIRS = re.compile(rb"[\x80-\xff]+")
_COMMON_PAIR = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_COMMON_FIRST = re.compile(rb"[\xb0-\xd7]")
_SAMPLE_BYTES = 1 << 20
CHINESE = "gb18030"
"""What reads all Chinese of mainland China: GB2312 and GBK are parts of it."""
_DAMAGED_PERCENT = 2
_WESTERN, _CYRILLIC = "cp1252", "cp1251"
_DECLARED = re.compile(
    r"(?:windows-|cp)?(?P<page>125[0-8]|437|85[02578]|86[0-69]|874|932|949|950)|(?:iso[-_]?)?8859-(?P<iso>1[013-6]|[1-9])"
    r"|(?P<own>big5|shift_jis|euc-jp|euc-kr|koi8-r)|(?P<chinese>(?:windows-|cp)?936|gbk|gb2312|gb18030)"
)
_WIDE = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
"""A Chinese or Japanese character of UTF-8. In GB18030 it is one and a half, of which the first is a rare one."""
_ACCENT = re.compile(rb"\xc3[\xa4\xb6\xbc\x9f\xa8\xa9]")
_ANY_ACCENT = re.compile(rb"\xc3[\x80-\xbf]")
"""Letters of UTF-8 that are a capital with a tilde and a sign in Windows-1252. In other pages most of them are letters,
and so prove nothing; umlauts are, and \u00e8 and \u00e9, but where they are Cyrillic.
"""
_FEWEST = 2
"""One character of UTF-8 may be letters of another encoding by chance."""


def decoded(data: bytes) -> str:
    """The characters of ``data``, lines ended by ``\\n``; what no code page has becomes U+FFFD.

    BadFile("letters-mixed").
    """
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = "utf-8-sig" if is_damaged_utf8(data) else _page(data)
        require_one(data, page.removesuffix("-sig"))
        return data.decode(page, errors="replace")


def declared(word: str) -> str:
    """Python's name of an encoding that a file says it has, "" for one that isn't known."""
    known = _DECLARED.fullmatch(word.lower())
    if known is None:
        return ""
    if known["chinese"]:
        return CHINESE
    return "cp" + known["page"] if known["page"] else "iso8859-" + known["iso"] if known["iso"] else known["own"]


def is_damaged_utf8(data: bytes) -> bool:
    """Whether nearly all that isn't ASCII is UTF-8: the rest are letters that a program has cut in two."""
    text = data.decode("utf-8", errors="replace")
    others = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("\ufffd") * 100 <= _DAMAGED_PERCENT * others


def require_one(data: bytes, codec: str) -> None:
    """Refuse what is to be read as ``codec`` where one line of it is surely UTF-8, and another is not: BadFile
    ("letters-mixed", line, other). Where it is read as UTF-8, what is not must be Chinese, else it is a letter that was
    cut in two.
    """
    line = other = 0
    for number, text in enumerate(_lines(data), 1):
        if text.isascii():
            continue
        try:
            text.decode("utf-8")
            line = line or (number if _is_surely_utf8(text, codec) else 0)
        except UnicodeDecodeError:
            other = other or (number if codec != "utf-8" or _is_all_chinese(text) else 0)
        if line and other:
            raise BadFile("letters-mixed", line=line, other=other)


def _lines(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield data[at:end]
        at = end + 1


def _is_surely_utf8(text: bytes, codec: str) -> bool:
    if codec == "utf-8" or len(_WIDE.findall(text)) >= _FEWEST:
        return True
    if codec in (CHINESE, _CYRILLIC):
        return False
    return bool((_ANY_ACCENT if codec == _WESTERN else _ACCENT).search(text))


def _is_all_chinese(text: bytes) -> bool:
    try:
        text.decode(CHINESE)
    except UnicodeDecodeError:
        return False
    firsts = b"".join(run[::2] for run in _PAIRS.findall(text))
    common = len(_COMMON_FIRST.findall(firsts))
    return common >= _FEWEST and common * 10 >= 8 * len(firsts)


def _page(data: bytes) -> str:
    sample = data[:_SAMPLE_BYTES] if any(byte > 0x7F for byte in data[:_SAMPLE_BYTES]) else data
    if _is_chinese(sample):
        return CHINESE
    beside, alone = _counts(_NEAR_LETTER.findall(sample)), _counts(_ALONE.findall(sample))
    return max(_PAGES, key=lambda page: _worth(page, beside, alone))  # the first of the best


def _is_chinese(sample: bytes) -> bool:
    """Whether nearly all that isn't ASCII comes in pairs, most of which are common characters."""
    runs = _PAIRS.findall(sample)
    even = sum(len(run) for run in runs if len(run) % 2 == 0)
    total = sum(map(len, runs))
    common = sum(2 * len(_COMMON_PAIR.findall(run)) for run in runs if len(run) % 2 == 0)
    return even * 10 >= total * 9 and common * 2 >= total


def _counts(found: list[bytes]) -> dict[bytes, int]:
    return {byte: found.count(byte) for byte in set(found)}


def _worth(page: str, beside: dict[bytes, int], alone: dict[bytes, int]) -> int:
    def worth(byte: bytes, in_word: bool) -> int:
        char = byte.decode(page, errors="replace")
        if char in _COMMON:
            return 4
        if char in _LETTERS:
            return 1
        return (0 if in_word else 2) if char in _SIGNS else -6

    return sum(worth(byte, True) * n for byte, n in beside.items()) + sum(
        worth(byte, False) * n for byte, n in alone.items()
    )

"""Characters of a file that doesn't say how it is encoded: judged by all its letters, never by its name.

UTF-8 is what decodes as UTF-8. Chinese is what consists of pairs that GB2312 has for its common characters. What is
left has one byte a letter: of the code pages that programs still write, that one is taken in which the bytes beside
letters are letters of European words, and not signs or line drawings; the earlier one where two do equally well.
"""

from __future__ import annotations

import re

_PAGES = ("cp1252", "cp850", "cp1250", "cp852", "mac-roman")
_COMMON = frozenset("äöüßéèàáíóúñçêâîôûåæøőűąęłńśżźćčřšžěůýÄÖÜÉÅØŁŚŻČŠŽ")
_LETTERS = frozenset("ìòùëïãõœÿÀÁÂÃÆÇÈÊËÌÍÎÏÑÒÓÔÕÙÚÛÝŐŰĄĘŃŹĆŘĚŮďťňĎŤŇľĺŕşţăđŞŢĂĐğıİĞ")
_SIGNS = frozenset("€£§°·–—’‘“”„«»…•²³½¼µ´¿¡\u00a0")
_NEAR_LETTER = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
_ALONE = re.compile(rb"(?<![A-Za-z])[\x80-\xff](?![A-Za-z])")
_PAIRS = re.compile(rb"[\x80-\xff]+")
_COMMON_PAIR = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_SAMPLE_BYTES = 1 << 20


def decoded(data: bytes) -> str:
    """The characters of ``data``, lines ended by ``\\n``; what no code page has becomes U+FFFD."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_page(data), errors="replace")


def _page(data: bytes) -> str:
    sample = data[:_SAMPLE_BYTES] if any(byte > 0x7F for byte in data[:_SAMPLE_BYTES]) else data
    if _is_chinese(sample):
        return "gb18030"
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

"""Bytes of a table as text: the letters are found out from the bytes themselves, for nothing else says it.

A mark at the beginning decides; then UTF-16 by its zero bytes; then UTF-8, which other bytes hardly ever are by chance;
then GB18030, where nearly all pairs are everyday Chinese; at last the Windows code pages, by the letters that each of
them would show. Every step is linear in the size of the file.
"""

from __future__ import annotations

import codecs
import re

from wallet_cli.domain.files.letters import CHINESE, is_damaged_utf8, require_one

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_FOUR = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]")
"""A character outside the everyday ones, such as the half-width ``\u00a5``, in four bytes."""
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_EVERYDAY = range(0xB0, 0xD8)
"""First bytes of the 3,755 characters that nearly all Chinese text is written in (GB 2312, level 1)."""
_SIGNS = range(0xA1, 0xAA)
_EVERYDAY_PERCENT = 80
_CYRILLIC = range(0xC0, 0x100)
_LETTERS = {
    "cp1250": "áčďéěíňóřšťúůýžąćęłńśźżőűâăîșțşţäëöüßđľĺŕô",
    "cp1252": "äöüßéèêëàâáçñóòôíìîïúùûåæøãõœ¿¡€£§°ºª",
}
_CZECH = (frozenset(b"\xe8\xec\xf8\xf9\xf2"), frozenset(b"\xf8\x9a\x9e\xfd\x8a\x8e\xed\xe1"))
"""č ě ř ů ň, which Italian has as è ì ø ù ò, and what it then lacks: ř š ž ý í á."""


def decoded(data: bytes, *, is_whole: bool = False) -> str:
    """The text, its lines ended by ``\\n``; a zero byte is left out, what can't be read is a replacement character.

    BadFile("letters-mixed") where it ``is_whole``.
    """
    text = _decoded(data, is_whole=is_whole)
    text = text.replace("\0", "") if "\0" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, *, is_whole: bool) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace")
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        codec = _codec(data)
        if is_whole:
            require_one(data, codec)
        return data.decode(codec, errors="replace")


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of signs and digits is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and even < odd // 8:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 8 and odd < even // 8 else ""


def _codec(data: bytes) -> str:
    sample = data if data[: 16 * _SAMPLE].isascii() else data[: 16 * _SAMPLE]
    if is_damaged_utf8(sample):
        return "utf-8"
    if _is_chinese(sample, _HIGH_RUN.findall(_FOUR.sub(b" ", sample))):
        return CHINESE
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    if sum(byte in _CYRILLIC for byte in high) * 10 >= 8 * len(high) and len(high) >= 3 * len(runs):
        return "cp1251"
    scores = {
        codec: sum(char.lower() in letters for char in high.decode(codec, errors="ignore"))
        for codec, letters in _LETTERS.items()
    }
    is_czech = all(letters & set(high) for letters in _CZECH) and b"\xe0" not in high
    best = "cp1250" if is_czech or scores["cp1250"] > scores["cp1252"] else "cp1252"
    try:
        high.decode(best)
    except UnicodeDecodeError:
        return "latin-1"
    return best


def _is_chinese(data: bytes, runs: list[bytes]) -> bool:
    try:
        data.decode(CHINESE)
    except UnicodeDecodeError as problem:
        if problem.start < len(data) - 4:  # more than a character that the sample cuts in two
            return False
    firsts = [pair[0] for run in runs for pair in _PAIR.findall(run)]
    everyday = sum(byte in _EVERYDAY or byte in _SIGNS for byte in firsts)
    even = sum(len(run) % 2 == 0 for run in runs)
    return bool(firsts) and everyday * 100 >= _EVERYDAY_PERCENT * len(firsts) and even * 10 >= 8 * len(runs)

"""The order in which people look for names: letters as they stand in Unicode, Chinese characters by their pinyin.

The order of pinyin is that of the 3755 common characters of GB 2312 (level 1), which GB 18030 keeps; rarer ones follow
them by radical. It needs no locale and no table of our own. Of characters with two readings it knows the usual one.
"""

from __future__ import annotations

from wallet_cli.domain.account import SEPARATOR, name_key

FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u4e00", "\u9fff"
_LEVEL_1 = 0xB0A1
"""Where the characters in the order of pinyin begin; those before it are the rarest."""


def name_order(name: str) -> tuple[list[int], ...]:
    """What names are sorted by, level by level of a path: what is below a name follows it."""
    return tuple([[_place(char) for char in part] for part in name_key(name).split(SEPARATOR)])


def _place(char: str) -> int:
    if not FIRST_IDEOGRAPH <= char <= LAST_IDEOGRAPH:
        return ord(char)
    code = int.from_bytes(char.encode("gb18030"), "big")
    return ord(FIRST_IDEOGRAPH) + (code if _LEVEL_1 <= code < 0x10000 else 0x10000 + code)

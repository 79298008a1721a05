"""The order in which people look for names: letters in the order of Unicode, Chinese characters by their pinyin.

The order of pinyin is that of the 3755 common characters of GB 2312 (level 1); its others follow them by radical (level
2), then those that it lacks in the order of Unicode, by radical too. It needs no locale and no table of our own. Of
characters with two readings it knows the usual one.
"""

from __future__ import annotations

from wallet_cli.domain.account import SEPARATOR, name_key

FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u4e00", "\u9fff"
_RARE = 0x10000
"""More than any code of GB 2312."""


def name_order(name: str) -> tuple[list[int], ...]:
    """What names are sorted by, level by level of a path: what is below a name follows it."""
    return tuple([[_place(char) for char in part] for part in name_key(name).split(SEPARATOR)])


def _place(char: str) -> int:
    if not FIRST_IDEOGRAPH <= char <= LAST_IDEOGRAPH:
        return ord(char)
    code = int.from_bytes(char.encode("gb2312", "ignore"), "big")
    return ord(FIRST_IDEOGRAPH) + (code or _RARE + ord(char))

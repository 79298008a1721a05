"""What people type for yes and for no, in every language at once."""

from __future__ import annotations

from wallet_cli.domain.text import fold, narrow

YES = ("y", "yes", "yep", "yeah", "ok", "okay", "sure", "是", "是的", "好", "好的", "对", "对的", "行", "可以")
NO = ("n", "no", "nope", "none", "否", "不", "不是", "不对", "不用", "不要", "不行", "不了")
LATER = ("later", "以后", "以后再说")


def is_yes(text: str) -> bool:
    """Whether an answer agrees; capitals and full-width letters count as the usual ones, and so does a full stop."""
    return _plain(text) in YES


def is_no(text: str) -> bool:
    """Whether an answer declines."""
    return _plain(text) in NO


def is_later(text: str) -> bool:
    """Whether an answer puts it off."""
    return _plain(text) in LATER


def is_other(text: str) -> bool:
    """Whether it is a yes or a no where a name was asked for: what answers another question."""
    return is_yes(text) or is_no(text)


def _plain(text: str) -> str:
    return fold(narrow(text)).rstrip(".!。！")

"""The values of settings as people type them in the chosen language; programs read them in English."""

from __future__ import annotations

from wallet_cli.words import calendar, durations

PERIOD = "period"
IN_OWN_WORDS = ("owner",)
"""Settings that hold a name: it may be anything."""


def people(name: str, value: str) -> str:
    """The value of the setting called ``name``: ``15 分钟``, ``关闭``, ``月 从 25``."""
    if name in IN_OWN_WORDS:
        return value
    return calendar.kind(value) if name == PERIOD else durations.typed(value)

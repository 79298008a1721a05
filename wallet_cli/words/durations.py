"""How long something takes, and what is on or off, in the chosen language: ``15m``, ``15 分钟``; what is kept of it and
what programs read stay as they are typed in English.
"""

from __future__ import annotations

from wallet_cli.domain import duration
from wallet_cli.i18n import N_, _

_UNITS = {"d": N_("{count}d"), "h": N_("{count}h"), "m": N_("{count}m"), "s": N_("{count}s")}
_SWITCHES = {duration.ON: N_("on"), duration.OFF: N_("off")}


def people(seconds: int) -> str:
    """Exactly: ``8h``, ``8 小时``; ``off`` for 0."""
    return typed(duration.shown(seconds))


def rounded(seconds: int) -> str:
    """Roughly: ``7h 42m``, ``7 小时 42 分钟``."""
    return typed(duration.rounded(seconds))


def typed(text: str) -> str:
    """A time, ``on`` or ``off`` as it is typed, in the chosen language; any other text as it is."""
    if text in _SWITCHES:
        return _(_SWITCHES[text])
    parts = text.split(" ")
    if not all(part[-1:] in _UNITS and part[:-1].isdecimal() and part.isascii() for part in parts):
        return text
    return " ".join([_(_UNITS[part[-1]]).format(count=part[:-1]) for part in parts])

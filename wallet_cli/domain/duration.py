"""Times such as ``15m``, ``8h`` or ``1小时``, as they are typed and shown."""

from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
DIGITS_MOST = 6
LONGEST_SECONDS = 7 * 86400
OFF, ON = "off", "on"
_SWITCHES = {**dict.fromkeys((OFF, "关闭", "关", "关掉"), False), **dict.fromkeys((ON, "开启", "打开", "开"), True)}
_TYPED = {
    **dict.fromkeys(("d", "day", "days", "天"), "d"),
    **dict.fromkeys(("h", "hour", "hours", "个小时", "小时", "个钟头"), "h"),
    **dict.fromkeys(("m", "min", "minute", "minutes", "分钟", "分"), "m"),
    **dict.fromkeys(("s", "second", "seconds", "秒钟", "秒"), "s"),
}
_HALF_AN_HOUR = ("半小时", "半个小时")


def switch(text: str) -> bool | None:
    """Whether ``on`` or ``off`` is meant, in English or Chinese; None for any other word."""
    return _SWITCHES.get(text.strip().casefold())


def seconds_of(text: str) -> int:
    """``15m``, ``1h``, ``90s``, ``1d``, ``9分钟`` in seconds; from a second to a week. UsageProblem("bad-duration")."""
    text = text.strip()
    typed = narrow(text).casefold()
    if not typed.isascii():
        from wallet_cli.domain.numerals import in_digits

        typed = "30m" if typed in _HALF_AN_HOUR else in_digits(typed)
    number = typed.rstrip("".join(_TYPED)).strip()
    unit = _TYPED.get(typed.removeprefix(number).strip(), "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= DIGITS_MOST
    seconds = int(number) * UNITS[unit] if is_number and unit in UNITS else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise UsageProblem("bad-duration", text=text)
    return seconds


def seconds_or_off(text: str) -> int:
    """The same, or 0 for ``off``."""
    return 0 if switch(text) is False else seconds_of(text)


def shown(seconds: int) -> str:
    """As it is typed, in the largest unit that leaves nothing over; ``off`` for 0."""
    for unit, size in UNITS.items():
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return OFF


def rounded(seconds: int) -> str:
    """Roughly how long, for people: ``2d 3h``, ``7h 42m``, ``15m``, ``40s``."""
    for unit, lower in (("d", "h"), ("h", "m")):
        if seconds >= UNITS[unit]:
            rest = seconds % UNITS[unit] // UNITS[lower]
            return f"{seconds // UNITS[unit]}{unit}" + (f" {rest}{lower}" if rest else "")
    return f"{seconds // 60}m" if seconds >= 60 else f"{max(0, seconds)}s"

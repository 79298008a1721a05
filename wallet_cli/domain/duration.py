"""Times such as ``15m`` or ``8h``, as they are typed and shown."""

from wallet_cli.errors import UsageProblem

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
DIGITS_MOST = 6
LONGEST_SECONDS = 7 * 86400
OFF = "off"


def seconds_of(text: str) -> int:
    """``15m``, ``1h``, ``90s``, ``1d`` in seconds; from a second to a week. Raises UsageProblem("bad-duration")."""
    text, number, unit = text.strip(), text.strip()[:-1], text.strip()[-1:]
    is_number = number.isascii() and number.isdecimal() and len(number) <= DIGITS_MOST
    seconds = int(number) * UNITS[unit] if is_number and unit in UNITS else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise UsageProblem("bad-duration", text=text)
    return seconds


def seconds_or_off(text: str) -> int:
    """The same, or 0 for ``off``."""
    return 0 if text.strip() == OFF else seconds_of(text)


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

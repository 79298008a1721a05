"""The list for ``equivalent``: by module, the line without the blanks around it, the changes, and why."""

from typing import NamedTuple


class Same(NamedTuple):
    """Changes of one line that make no difference; none named: every mutant of the line."""

    line: str
    why: str
    changes: tuple[str, ...] = ()


ANYWHERE = {
    "error.errno or 0": "an error of the system always has its number; the zero is for the checker of types",
    "| os.O_CLOEXEC": "Python opens no descriptor that a child inherits; the flag says so to the reader",
}
"""Pieces of a line in which no change can be told, in any module."""

EQUIVALENT: dict[str, tuple[Same, ...]] = {
    "wallet_cli.domain.bitcoin_address": (
        Same(
            "check = (check & 0x1FFFFFF) << 5 ^ value",
            "the five bits that were shifted in are zero",
            ("(check & 33554431) << 5 ^ value → (check & 33554431) << 5 | value",),
        ),
    ),
    "wallet_cli.domain.currency": (Same("upper = word.upper()[:12]", "a bound for time only: no code is so long"),),
    "wallet_cli.domain.dates": (
        Same("if word[-1:] and word[-1] in _CHINESE_WEEKDAYS:", "only asks whether there is a letter", ("-1: → :",)),
    ),
    "wallet_cli.domain.dedup": (
        Same("changed = _changed(self.contents[known[0]], content)", "exactly one is known", ("known[0] → known[-1]",)),
        Same(
            'self.claim(n, known[0], SAME_ID, "bank-id-changed", changed)',
            "exactly one is known",
            ("known[0] → known[-1]",),
        ),
        Same("days, at = min(near, default=(most_days + 1, -1))", "any number of days beyond the most, and no place"),
        Same(
            'return tuple(name for name, a, b in zip(("date", "amount", "text"), old, new, strict=True) if a != b)',
            "both have three parts, by their type",
            (
                "zip(('date', 'amount', 'text'), old, new, strict=True) → zip(('date', 'amount', 'text'), old, new)",
                "strict=True → strict=False",
            ),
        ),
    ),
    "wallet_cli.domain.moment": (
        Same(
            "guesses = [clock_s - offset(clock_s - ahead) for ahead in (86_400, -86_400)]"
            "  # before and after a change of clocks",
            "clocks change once in some days: any moment about a day before and after will do",
            (
                "(86400, -86400) → (86401, -86400)",
                "(86400, -86400) → (86399, -86400)",
                "clock_s - ahead → clock_s + ahead",
                "-86400 → -86401",
                "-86400 → -86399",
            ),
        ),
    ),
    "wallet_cli.domain.rate": (
        Same(
            "decimals = 0", "what is too many is taken off again, and too few grow", ("decimals = 0 → decimals = -1",)
        ),
    ),
    "wallet_cli.domain.retention": (
        Same(
            '"m": lambda day: date.fromordinal(day).year * 12 + date.fromordinal(day).month,',
            "months only have to differ and to ascend",
            ("date.fromordinal(day).year * 12 → date.fromordinal(day).year * 13",),
        ),
        Same(
            "stay.update(newest[each] for each in sorted(newest)[-most:])",
            "the days ascend, and so do the periods they are met in",
            ("sorted(newest) → list(newest)",),
        ),
    ),
}

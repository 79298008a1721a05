"""The list for ``equivalent``: by module, the line without the blanks around it, the changes, and why."""

from tests.mutants.equivalent_services import EQUIVALENT_SERVICES
from tests.mutants.equivalent_store import EQUIVALENT_STORE
from tests.mutants.same import Same

ANYWHERE = {
    r"error\.errno or 0 → error\.errno or -?1": "an error of the system always has its number; "
    "the zero is for the checker of types",
    r"os\.O_RDONLY \| os\.O_CLOEXEC → os\.O_RDONLY & os\.O_CLOEXEC": "Python opens no descriptor that a child "
    "inherits; the flag says so to the reader",
    r"files\.sync\(.*\) → pass": "only a power cut tells, and tests/faults/test_cuts.py cuts the power",
    r"os\.fsync\(.*\) → pass": "only a power cut tells, and tests/faults/test_cuts.py cuts the power",
}
"""Changes that can't be told in any module, as regular expressions of the whole change."""

EQUIVALENT: dict[str, tuple[Same, ...]] = {
    "wallet_cli.cli.access.passphrase_command": (
        Same(
            "status = running.wait(max(until - time.monotonic(), 0))",
            "any time that is over: it is looked once",
            ("max(until - time.monotonic(), 0) → max(until - time.monotonic(), -1)",),
        ),
    ),
    "wallet_cli.formats.packed.directory": (
        Same(
            "reached = 0",
            "no member begins before the first byte: its place is read as a number without a sign",
            ("reached = 0 → reached = -1",),
        ),
    ),
    "wallet_cli.formats.packed.ole": (
        Same(
            "while len(found) < size and start < min(len(table), _LAST):",
            "what is found behind the size is cut off, and a chain ends once it is as long as the file",
            ("len(found) < size → len(found) <= size",),
        ),
    ),
    "wallet_cli.domain.payments.bitcoin_address": (
        Same(
            "if not text.isascii() or len(text) > LONGEST:",
            "a bound for time only: no address of a network that is known has so many letters",
            ("len(text) > LONGEST → len(text) >= LONGEST",),
        ),
        Same(
            "check = (check & 0x1FFFFFF) << 5 ^ value",
            "the five bits that were shifted in are zero",
            ("(check & 33554431) << 5 ^ value → (check & 33554431) << 5 | value",),
        ),
    ),
    "wallet_cli.domain.currency": (
        Same(
            "upper = word.upper()[:12]",
            "a bound for time only: no code is so long",
            (":12 → :13", ":12 → :11", ":12 → :"),
        ),
    ),
    "wallet_cli.domain.dates": (
        Same(
            "read_date(typed, date(2000, 2, 29), future=True)",
            "any day of a leap year: only whether it reads is asked",
            tuple(f"date(2000, 2, 29) → date({other})" for other in ("2000, 3, 29", "2000, 1, 29", "2000, 2, 28")),
        ),
        Same("if word[-1:] and word[-1] in _CHINESE_WEEKDAYS:", "only asks whether there is a letter", ("-1: → :",)),
        Same(
            """kind = "letter" if "a" <= char <= "z" else "digit" if "0" <= char <= "9" else \"\"""",
            "no month has a z",
            ("'a' <= char <= 'z' → 'a' <= char < 'z'",),
        ),
        Same(
            "for distance in range(8 * 12 + 1):  # a 29 February may be eight years away",
            "nothing is found later that isn't found by then",
            ("8 * 12 → 9 * 12", "8 * 12 → 8 * 13", "8 * 12 + 1 → 8 * 12 + 2"),
        ),
    ),
    "wallet_cli.domain.look.name_order": (
        Same(
            "_RARE = 0x10000",
            "any number beyond the codes of two bytes; by one less only a code that no character has would be met",
            ("_RARE = 65536 → _RARE = 65537", "_RARE = 65536 → _RARE = 65535"),
        ),
    ),
    "wallet_cli.domain.period_words": (
        Same(
            "return means_period(text, date(2000, 1, 1))",
            "any day will do; what reaches back to the first year that can be typed reads on a later one too",
            tuple(f"date(2000, 1, 1) → date({other})" for other in ("2001, 1, 1", "2000, 2, 1", "2000, 1, 2")),
        ),
        Same(
            "first, last = date(year, 1 + 6 * half, 1), date.fromordinal(day_in(year * 12 + 5 + 6 * half, 31))",
            "a month ends with its last day",
            ("day_in(year * 12 + 5 + 6 * half, 31) → day_in(year * 12 + 5 + 6 * half, 32)",),
        ),
        Same(
            "return _month(int(years[0]) if years else None, _MONTH_NAMES[names[0]], text, today)",
            "exactly one is there",
            ("names[0] → names[-1]", "years[0] → years[-1]"),
        ),
        Same(
            "for each in (int(year),) if year else range(today.year + 1, today.year - 7, -1):",
            "nothing is found in an earlier year that isn't found by then",
            ("today.year - 7 → today.year - 8",),
        ),
        Same(
            "monday = date.fromisocalendar(each, int(number) if _is_number(number, 2) else 0, 1)",
            "no year has such a week",
            ("int(number) if _is_number(number, 2) else 0 → int(number) if _is_number(number, 2) else -1",),
        ),
    ),
    "wallet_cli.domain.files.dedup": (
        Same("changed = _changed(self.contents[known[0]], content)", "exactly one is known", ("known[0] → known[-1]",)),
        Same(
            'self.match(n, known[0], SAME_ID, "bank-id-changed", changed)',
            "exactly one is known",
            ("known[0] → known[-1]",),
        ),
        Same(
            'return tuple(name for name, a, b in zip(("date", "amount", "text"), old, new, strict=True) if a != b)',
            "both have three parts, by their type",
            (
                "zip(('date', 'amount', 'text'), old, new, strict=True) → zip(('date', 'amount', 'text'), old, new)",
                "strict=True → strict=False",
            ),
        ),
    ),
    "wallet_cli.domain.plan.budget": (
        Same(
            "last = BudgetPeriod(plan.first - 1, {}, *[0] * 8)",
            "nobody sees the number of the blank period",
            ("plan.first - 1 → plan.first - 0", "plan.first - 1 → plan.first + 1", "plan.first - 1 → plan.first - 2"),
        ),
    ),
    "wallet_cli.domain.kinds": (
        Same(
            "if at > 0 and score > best:",
            "two hints that end together and are as long are the same one, and each is of one kind alone",
            ("score > best → score >= best",),
        ),
    ),
    "wallet_cli.domain.duration": (
        Same(
            "seconds = int(number) * UNITS[unit] if is_number and unit in UNITS else 0",
            "both are refused",
            (
                "int(number) * UNITS[unit] if is_number and unit in UNITS else 0 → "
                "int(number) * UNITS[unit] if is_number and unit in UNITS else -1",
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
    "wallet_cli.domain.passphrase": (
        Same(
            'if size("".join(set(folded))) < DISTINCT or (len(folded) > 1 and folded in (folded + folded)[1:-1]):',
            "what begins again after one sign has that sign alone, so it has too few of them",
            ("1:-1 → 2:-1",),
        ),
        Same(
            "here, length = here + step, length + 1",
            "the longest run of both directions is taken, in either order",
            ("here + step → here - step",),
        ),
    ),
    "wallet_cli.domain.rate": (
        Same(
            "while numerator and numerator * 10**decimals < denominator * 10 ** (_DIGITS - 1):",
            "where both are the same, one decimal more is a zero, which is taken off again",
            (
                "numerator * 10 ** decimals < denominator * 10 ** (_DIGITS - 1) → "
                "numerator * 10 ** decimals <= denominator * 10 ** (_DIGITS - 1)",
            ),
        ),
        Same(
            "decimals = 0", "what is too many is taken off again, and too few grow", ("decimals = 0 → decimals = -1",)
        ),
    ),
    "wallet_cli.domain.transaction": (
        Same(
            "if posting.amount_minor > 0:",
            "zero adds nothing",
            (
                "posting.amount_minor > 0 → posting.amount_minor >= 0",
                "posting.amount_minor > 0 → posting.amount_minor > -1",
            ),
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
    "wallet_cli.qr.png_reader": (
        Same(
            "if not palette or len(palette) % 3 or len(palette) > 768:",
            "a length that isn't a multiple of three is refused already",
            ("len(palette) > 768 → len(palette) > 769",),
        ),
        Same('palette = b""', "neither is a palette", ("palette = b'' → palette = b'\\x00'",)),
        Same(
            "samples = row if head.depth == 8 else _narrow(row, head.depth)[: head.width]",
            "a sample of eight bits narrowed to eight is itself",
            ("head.depth == 8 → head.depth == 7",),
        ),
    ),
    "wallet_cli.formats.ofx.text": (
        Same(
            "close = -1 if kind in unclosed else text.find(_CLOSERS[kind], position, stop)",
            "any number below zero, for none",
            ("-1 → -2",),
        ),
        Same("if close < 0:", "what closes stands behind what opens", ("close < 0 → close <= 0",)),
    ),
    "wallet_cli.cli.access.secrets": (
        Same(
            'with open(os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0)), "rb") as file:'
            "  # noqa: PTH123",
            "every system that the tests run on has the flag",
            ("getattr(os, 'O_NONBLOCK', 0) → getattr(os, 'O_NONBLOCK', 1)",),
        ),
    ),
    "wallet_cli.formats.jsonl.reader": (
        Same(
            'head = _json((first[1] or b"").removeprefix(b"\\xef\\xbb\\xbf"))',
            "neither is JSON",
            ("first[1] or b'' → first[1] or b'\\x00'",),
        ),
    ),
    "wallet_cli.formats.jsonl.tight": (
        Same(
            "REMEMBERED = 20_000",
            "how much is remembered",
            ("REMEMBERED = 20000 → REMEMBERED = 20001", "REMEMBERED = 20000 → REMEMBERED = 19999"),
        ),
        Same(
            "is_long = 0 < scale < len(minor) - 1",
            "the other way says the same",
            ("0 < scale < len(minor) - 1 → 1 < scale < len(minor) - 1", "len(minor) - 1 → len(minor) - 2"),
        ),
        Same(
            "moved[amount.currency] = moved.get(amount.currency, 0) + amount.minor",
            "what sums to zero does so with the other sign",
            ("moved.get(amount.currency, 0) + amount.minor → moved.get(amount.currency, 0) - amount.minor",),
        ),
    ),
    "wallet_cli.formats.ofx.reader": (
        Same(
            "self.row_line = 0",
            "each row says its line as it begins",
            (
                "self.row_line = 0 → self.row_line = 1",
                "self.row_line = 0 → self.row_line = -1",
                "self.row_line = 0 → pass",
            ),
        ),
        Same("self._end_row(-1)", "any number below zero, for none", ("-1 → -2",)),
        Same("self.row_from = -1", "any number below zero, for none", ("-1 → -2",)),
        Same(
            'return clean(next((fields[key] for key in keys if key in fields), "")[:100], limit=8 * TEXT_LIMIT)',
            "room for a hundred characters, however long each is made",
            ("8 * TEXT_LIMIT → 9 * TEXT_LIMIT", "8 * TEXT_LIMIT → 7 * TEXT_LIMIT"),
        ),
        Same("if end < 0:", "a row ends after it began, so never at the file's beginning", ("end < 0 → end <= 0",)),
        Same("continue", "only the last row can be cut off", ("continue → break",)),
    ),
    "wallet_cli.store.journal.bulk": (
        Same("ROWS = 100", "how many rows are written at once", ("ROWS = 100 → ROWS = 101", "ROWS = 100 → ROWS = 99")),
        Same(
            "width, whole = len(rows[0]), len(rows) - len(rows) % ROWS",
            "all rows have one length",
            ("rows[0] → rows[-1]",),
        ),
    ),
    **EQUIVALENT_SERVICES,
    **EQUIVALENT_STORE,
}

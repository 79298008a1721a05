"""``python -m tests.benchmarks.rules``: what a thousand rules cost a row, and what cleaning a payee's name does.

CPU time of this process alone, the best of five rounds: what else the machine does counts little. What is left of that
is in the figure beside it, how long a plain search for the same texts takes. The texts are made ready as an import
makes them, and each round begins as an import does: with nothing kept of the rows before.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence

from wallet_cli.domain.rules import payee_names
from wallet_cli.domain.rules.rule import Rule
from wallet_cli.domain.rules.ruleset import Fact, RuleSet
from wallet_cli.domain.rules.texts import key
from wallet_cli.named_tuple import unchecked

ROWS = 5_000
MOST_US = 15
"""Microseconds a row at most, with a thousand rules."""
_SIGNS = "etaoinshrdlucmfwypvbgk"
_CHINESE = "美团外卖滴出行瑞幸咖啡便利店超市医院电信话费星巴克水果"


def _words(chance: random.Random, count: int) -> list[str]:
    made = ["".join(chance.choices(_SIGNS, k=chance.randint(4, 10))) for _n in range(count)]
    return made + ["".join(chance.choices(_CHINESE, k=chance.randint(2, 4))) for _n in range(count // 10)]


def rules(count: int) -> list[Rule]:
    """Rules as people make them: names, two words, parts, some patterns, some with an amount."""
    chance = random.Random(11)
    words = _words(chance, 3_000)
    made = []
    for n in range(count):
        one, other = chance.sample(words, 2)
        text = {7: f"{one[:5]}*", 8: f"/{one} ?{other}/", 9: f"*{one}*"}.get(n % 10, f"{one} {other}" if n % 2 else one)
        made.append(Rule(f"r{n}", n, (text,), below="500" if n % 5 == 0 else "", shares=(("food", ""),)))
    return made


def texts(count: int) -> list[str]:
    """Rows' texts of three to seven words, some of which rules look for."""
    chance = random.Random(12)
    words = _words(random.Random(11), 3_000)
    return [
        " ".join(chance.choices(words, k=chance.randint(3, 7))) + f" {chance.randint(0, 9999)}" for _n in range(count)
    ]


def us_a_row(made: Callable[[], Callable[[str], object]], rows: Sequence[str]) -> float:
    """Microseconds of CPU time a row, the best of five rounds; each has its own that is ``made`` before."""
    best = float("inf")
    for _round in range(5):
        each = made()
        began = time.process_time()
        for row in rows:
            each(row)
        best = min(best, time.process_time() - began)
    return best / len(rows) * 1e6


def following(count: int) -> Callable[[str], object]:
    """What an import does with a row's text where there are so many rules."""
    found = RuleSet(rules(count), {"food": ()})
    return lambda row: found.of(unchecked(Fact, (key(row), "", "bank", -500, 2, "EUR", 739_936, -1, "", "", "")))


if __name__ == "__main__":
    rows = texts(ROWS)
    words = [rule.terms[0] for rule in rules(1_000)]
    looped = us_a_row(lambda: lambda row: [word for word in words if word in row], rows)
    sys.stdout.write(f"a thousand texts, each looked for with `in`: {looped:.1f} us a row, to compare\n")
    for count in (0, 10, 1_000, 10_000):
        limit = f" (at most {MOST_US} on an idle machine)" if count == 1_000 else ""
        us = us_a_row(lambda count=count: following(count), rows)
        sys.stdout.write(f"{count} rules: {us:.1f} us a row, {us / looped:.2f} of that{limit}\n")
    for told, names in (("a payee's name", rows), ("one without signs or numbers", [row[:-5] for row in rows])):
        us = us_a_row(lambda: payee_names.cleaned, names)
        sys.stdout.write(f"{told}: {us:.1f} us, once for each name\n")

"""Which of several may be which: as many pairs as can be, and of all ways to make that many the cheapest.

In come, for each row, the entries that it may be, each with what that costs; out comes one entry, or none, for each
row, no entry twice. The way is Hungarian (Kuhn 1955, with shortest paths as Edmonds and Karp have them): rows come in
one by one, and each time the cheapest chain of exchanges makes room. Costs are whole numbers, 0 or more.
"""

from __future__ import annotations

from heapq import heappop, heappush

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = -1
"""What a row is assigned to that finds nothing."""


def assigned(choices: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """For each row its entry, or NOBODY; ``choices`` are (entry from 0, cost) for each row. Where it makes no
    difference which rows stay alone, those are the last.
    """
    count = 1 + max((entry for row in choices for entry, _cost in row), default=-1)
    # to stay alone costs more than all others together could save by it: each row has a place of its own for that
    alone = 1 + sum(max((cost for _entry, cost in row), default=0) for row in choices)
    rows, scale = len(choices), len(choices) ** 2 + 1
    chosen = _cheapest(
        [
            [*((entry, cost * scale) for entry, cost in row), (count + n, alone * scale + rows - n)]
            for n, row in enumerate(choices)
        ]
    )
    return [entry if entry < count else NOBODY for entry in chosen]


def _cheapest(choices: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """All rows get an entry, at the lowest cost; each has one at least that no other row has."""
    found = [NOBODY] * len(choices)
    owner: dict[int, int] = {}
    of_row, of_entry = [0] * len(choices), dict.fromkeys((entry for row in choices for entry, _cost in row), 0)
    for start in range(len(choices)):
        best: dict[int, int] = {}
        came: dict[int, int] = {}
        done: list[int] = []
        heap: list[tuple[int, int]] = []
        row, so_far = start, 0
        while True:
            for entry, cost in choices[row]:
                total = so_far + cost - of_row[row] - of_entry[entry]
                if total < best.get(entry, total + 1):
                    best[entry], came[entry] = total, row
                    heappush(heap, (total, entry))
            so_far, entry = heappop(heap)
            while so_far > best[entry]:  # a dearer way there, found earlier
                so_far, entry = heappop(heap)
            if entry not in owner:
                break
            done.append(entry)
            row = owner[entry]
        for each in done:
            of_entry[each] += best[each] - so_far
            of_row[owner[each]] += so_far - best[each]
        of_row[start] += so_far
        row = NOBODY
        while row != start:  # each on the way gives its entry to the one before
            row = came[entry]
            owner[entry] = row
            found[row], entry = entry, found[row]
    return found

"""Which functions of tests are measured: those that reach most in least time, until all that any test reaches is
reached but a small part of each room; of the domain, all.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable

from tests.coverage_gate import WHOLE, room_of
from tests.measuring.reach import Reach, Step

SPARE = 0.005
"""The part of what all tests reach in a room that the measured ones need not: the gate asks for 95 % of all."""
LEAST_S = 0.1
"""Who costs less is measured: their names would make the list long, and the run no shorter."""


def unneeded(reach: Reach) -> list[str]:
    """The functions to leave out."""
    kept = {name for name in reach.steps if reach.seconds[name] < LEAST_S}
    missing: set[Step] = set().union(*reach.steps.values())
    spare = {room: 0 if room == WHOLE else int(SPARE * steps) for room, steps in _by_room(missing).items()}
    for name in kept:
        missing -= reach.steps[name]
    return sorted(reach.steps.keys() - kept - _cheapest(reach, missing, spare))


def _cheapest(reach: Reach, missing: set[Step], spare: dict[str, int]) -> set[str]:
    """Functions that reach what is missing, but what each room can spare: those first that reach most in a second."""
    chosen: set[str] = set()
    left = _by_room(missing)
    waiting = [(float("-inf"), name) for name in sorted(reach.steps)]
    while waiting:
        rank, name = heapq.heappop(waiting)
        gain = missing & reach.steps[name]
        worth = sum(steps for room, steps in _by_room(gain).items() if left[room] > spare[room])
        now = -worth / max(reach.seconds[name], LEAST_S)
        if not worth:
            continue
        if now > rank:  # others have reached some of it meanwhile
            heapq.heappush(waiting, (now, name))
            continue
        chosen.add(name)
        missing -= gain
        left -= _by_room(gain)
    return chosen


def _by_room(steps: Iterable[Step]) -> Counter[str]:
    return Counter(room_of(path) for path, _step in steps)


def merged(parts: Collection[Reach]) -> Reach:
    """What several processes told."""
    steps: dict[str, set[Step]] = {}
    seconds: Counter[str] = Counter()
    for part in parts:
        seconds.update(part.seconds)
        for name, found in part.steps.items():
            steps.setdefault(name, set()).update(found)
    return Reach(steps, dict(seconds))

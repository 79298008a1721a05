"""Disks on which a program can't do right: what the power cuts must find there, if they can find anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tests.faults.recording import Event
from tests.faults.trials import Counts

CONTROLS: Mapping[str, Callable[[Event], bool]] = {
    "no sync of the write-ahead log reaches the disk": lambda each: each.kind != "S" or not each.path.endswith("-wal"),
    "no sync of a folder reaches the disk": lambda each: each.kind != "S" or not each.offset,
    "no sync at all reaches the disk": lambda each: each.kind != "S",
}


def told(counts: Counts) -> str:
    """The kinds of faults that were found, with their numbers."""
    found: Counter[str] = Counter()
    for (_name, outcome), count in counts.items():
        if outcome.startswith("FAULT: "):
            found[outcome.removeprefix("FAULT: ")] += count
    return f"{sum(found.values())} of {counts.total()} cuts: " + ", ".join(
        f"{n} {kind}" for kind, n in found.most_common()
    )

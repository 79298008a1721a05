"""Read the parts of coverage's JSON report and fail unless enough is covered: ``python -m tests.coverage_gate A B``.

Every line and every branch of domain; 95 % of lines and branches together in each other room and in all.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WHOLE = "domain"
PERCENT = 95
PACKAGE = "wallet_cli"


def shortfalls(report: Mapping[str, Any]) -> list[str]:
    """What isn't covered enough, in words; empty if all is."""
    found: list[str] = []
    if not report["meta"].get("branch_coverage"):
        found.append("the report was made without branches")
    covered: dict[str, int] = defaultdict(int)
    wanted: dict[str, int] = defaultdict(int)
    for path, file in sorted(report["files"].items()):
        summary = file["summary"]
        room = room_of(path)
        missing_branches = file.get("missing_branches", [])
        if room == WHOLE and (file["missing_lines"] or missing_branches):
            branches = ", ".join(f"{start}->{end}" for start, end in missing_branches)
            found.append(f"{path}: lines {file['missing_lines']}, branches {branches or 'none'} are not covered")
        for place in (room, "all"):
            covered[place] += summary["covered_lines"] + summary.get("covered_branches", 0)
            wanted[place] += summary["num_statements"] + summary.get("num_branches", 0)
    if WHOLE not in wanted:
        found.append(f"the report has nothing of {WHOLE}")
    return found + [
        f"{place}: {100 * covered[place] / wanted[place]:.1f} % covered, {PERCENT} % wanted"
        for place in sorted(wanted)
        if 100 * covered[place] < PERCENT * wanted[place]
    ]


def room_of(path: str) -> str:
    """The folder or file right under the package."""
    parts = path.replace("\\", "/").split("/")
    return parts[parts.index(PACKAGE) + 1] if PACKAGE in parts[:-1] else path


def whole(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The report of which these are parts."""
    return {
        "meta": {"branch_coverage": all(part["meta"].get("branch_coverage") for part in parts)},
        "files": {path: file for part in parts for path, file in part["files"].items()},
    }


def main(*paths: str) -> int:
    """Say what falls short; the exit status."""
    found = shortfalls(whole([json.loads(Path(path).read_text(encoding="utf-8")) for path in paths]))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

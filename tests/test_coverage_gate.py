"""The gate of coverage opens for enough; it stays shut for a branch of domain, a poor room, a report of nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coverage_gate import main, shortfalls, whole


def report(files: dict[str, tuple[int, int]], *, branches: bool = True) -> dict[str, Any]:
    """A report in which each file has (lines covered, lines missed) and one branch, which is missed with any line."""
    return {
        "meta": {"branch_coverage": branches},
        "files": {
            path: {
                "missing_lines": list(range(missed)),
                "missing_branches": [[1, 2]] if missed else [],
                "summary": {
                    "covered_lines": covered,
                    "num_statements": covered + missed,
                    "covered_branches": 0 if missed else 1,
                    "num_branches": 1,
                },
            }
            for path, (covered, missed) in files.items()
        },
    }


GOOD = {"wallet_cli/domain/money.py": (50, 0), "wallet_cli/store/vault.py": (99, 1), "wallet_cli/wiring.py": (40, 0)}


def test_enough_passes() -> None:
    assert shortfalls(report(GOOD)) == []


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({**GOOD, "wallet_cli/domain/dates.py": (999, 1)}, "wallet_cli/domain/dates.py"),
        ({**GOOD, "wallet_cli/qr/draw.py": (9, 1)}, "qr"),
        ({**GOOD, "wallet_cli/wiring.py": (9, 1)}, "wiring.py"),
        ({**GOOD, "wallet_cli/cli/run.py": (0, 900)}, "all"),
        ({"wallet_cli/store/vault.py": (99, 1)}, "domain"),
        ({}, "domain"),
    ],
)
def test_too_little_is_found(files: dict[str, tuple[int, int]], place: str) -> None:
    assert any(place in line for line in shortfalls(report(files)))


def test_a_branch_of_domain_is_found_even_if_all_lines_are_covered() -> None:
    partly = report(GOOD)
    partly["files"]["wallet_cli/domain/money.py"]["missing_branches"] = [[3, -1]]
    assert "3->-1" in shortfalls(partly)[0]


def test_a_report_without_branches_is_found() -> None:
    assert shortfalls(report(GOOD, branches=False)) == ["the report was made without branches"]


def test_the_status_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "coverage.json"
    file.write_text(json.dumps(report(GOOD)))
    assert main(str(file)) == 0
    file.write_text(json.dumps(report({})))
    assert main(str(file)) == 1
    assert "domain" in capsys.readouterr().out


def test_parts_are_judged_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, counts = "wallet_cli/cli/run.py", (0, 900)
    poor, good = report({path: counts}), report(GOOD)
    assert shortfalls(whole([good, poor])) == shortfalls(report({**GOOD, path: counts}))
    assert shortfalls(whole([good, report({}, branches=False)])) == ["the report was made without branches"]
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for file, part in zip(files, (good, poor), strict=True):
        file.write_text(json.dumps(part))
    assert (main(str(files[0])), main(*map(str, files)), main()) == (0, 1, 1)
    assert "cli: 0.0 %" in capsys.readouterr().out

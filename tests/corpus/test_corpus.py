"""What programs read stays as it is: byte for byte, whatever is moved behind it."""

import difflib
from pathlib import Path

from tests.corpus.recording import RECORD, record

RENEW = "if that is meant, record it anew (python -m tests.corpus), read the difference, and say it in CHANGELOG.md"


def test_what_programs_read_is_as_it_was_recorded(tmp_path: Path) -> None:
    recorded = RECORD.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("$ ") for line in recorded) >= 500
    assert "status 1" not in recorded, "a fault of the program is no answer"
    answered = list(record(tmp_path))
    changed = list(difflib.unified_diff(recorded, answered, "recorded", "answered", lineterm="", n=4))
    assert not changed, "\n".join([RENEW, *changed[:200]])

"""The lines of every day do what the page says, each on the real store, and take no more keystrokes than they may."""

from pathlib import Path

import pytest

from tests.docs import keystrokes
from tests.docs.machine import Machine
from tests.docs.page import ROOT


@pytest.mark.parametrize("language", keystrokes.ROWS)
def test_every_line_does_what_its_row_says(tmp_path: Path, language: str) -> None:
    machine = Machine(tmp_path, language=language)
    for line in keystrokes.SETUP[language]:
        assert machine.run(line, hidden=True).status == 0, line
    for row in keystrokes.ROWS[language]:
        done = machine.run(row.line)  # a question would end the test: nothing answers it
        assert (done.status, row.shows in "\n".join(done.shown)) == (0, True), (row.line, done.shown)


@pytest.mark.parametrize("row", [row for rows in keystrokes.ROWS.values() for row in rows], ids=lambda row: row.line)
def test_no_line_takes_more_keystrokes_than_it_may(row: keystrokes.Row) -> None:
    assert row.keystrokes <= row.most


def test_the_limits_are_those_that_were_promised() -> None:
    for rows in keystrokes.ROWS.values():
        assert [row.most for row in rows] == [34, 21, 26, 33, 25, 9, 16, 14, 21, 9]


def test_the_pages_are_up_to_date() -> None:
    for name, text in keystrokes.pages().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "python -m tests.docs.generate"

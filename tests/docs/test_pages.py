"""Every console block of the documentation shows what the terminal shows, and every command is shown somewhere."""

from pathlib import Path

import pytest

from tests.docs.page import ROOT, pages, steps_of
from tests.docs.trial import commands_in, language_of, told, trial, waits_for
from wallet_cli.cli.line import registry


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_shows_what_the_terminal_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if missing := waits_for(page):
        pytest.skip(f"needs what isn't there yet: {', '.join(missing)}")
    wrong = [told(each) for each in trial(text, tmp_path, language=language_of(page)) if each.problem]
    assert not wrong, "\n".join(["see python -m tests.docs.update", *wrong])


def test_every_command_is_shown_in_an_example_that_is_run() -> None:
    shown: set[str] = set()
    for page in pages():
        shown |= commands_in(steps_of(page.read_text(encoding="utf-8")))
    missing = sorted({entry.name for entry in registry.ENTRIES} - shown)
    assert not missing, f"show {missing} in a page of docs/, in a console block"

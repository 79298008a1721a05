"""Every console block of the documentation shows what the terminal shows, every command and verb is shown."""

from pathlib import Path

import pytest

from tests.docs.page import ROOT, pages, steps_of
from tests.docs.reference import leaves
from tests.docs.trial import language_of, leaves_in, told, trial, waits_for


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_shows_what_the_terminal_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if missing := waits_for(page):
        pytest.skip(f"needs what isn't there yet: {', '.join(missing)}")
    wrong = [told(each) for each in trial(text, tmp_path, language=language_of(page)) if each.problem]
    assert not wrong, "\n".join(["see python -m tests.docs.update", *wrong])


def test_every_command_and_verb_is_shown_in_an_example_that_is_run() -> None:
    """On a page that people read: the reference doesn't count."""
    shown: set[str] = set()
    for page in pages():
        shown |= set() if "reference" in page.parts else leaves_in(steps_of(page.read_text(encoding="utf-8")))
    missing = sorted({words for _entry, words, _spec in leaves()} - shown)
    assert not missing, f"show {missing} in a page of docs/, in a console block"

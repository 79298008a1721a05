"""Links between pages lead somewhere, and every page can be reached from the first."""

import re
from pathlib import Path

import pytest

from tests.docs.page import ROOT, pages

LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
PAGES = [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def links_of(page: Path) -> list[tuple[Path, str]]:
    """Targets inside the project: the file, and the heading behind ``#``."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    inside = [link for link in LINK.findall(text) if "://" not in link]
    return [((page.parent / (link.split("#")[0] or page.name)).resolve(), link.partition("#")[2]) for link in inside]


def anchors_of(page: Path) -> set[str]:
    """The names under which the headings of a page, and what has a name of its own, can be linked."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = set(re.findall(r'<a id="([^"]+)"></a>', text))
    return named | {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    wrong = [
        f"{target.name}#{anchor}"
        for target, anchor in links_of(page)
        if not target.exists() or (anchor and anchor not in anchors_of(target))
    ]
    assert wrong == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    left = [ROOT / "README.md"]
    while left:
        page = left.pop()
        if page not in reached and page.suffix == ".md" and page.exists():
            reached.add(page)
            left += [target for target, _ in links_of(page)]
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in reached] == []

"""``python -m tests.docs.generate``: write what comes from the code: the reference, the topics of help, the manual."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.docs import formats, keystrokes, manual, topics
from tests.docs.errors import errors_page
from tests.docs.kinds import kinds_page
from tests.docs.page import ROOT
from tests.docs.reference import commands_page

REFERENCE: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/errors.md": errors_page,
    "docs/reference/kinds.md": kinds_page,
}


def pages() -> dict[str, str]:
    """Path in the project to the whole text."""
    found = {name: page() for name, page in REFERENCE.items()}
    for module in (topics, keystrokes, formats):
        found |= module.pages()
    return found | manual.installed()


def main(root: Path = ROOT) -> None:
    """Write those that changed."""
    write(root, pages().items())


def write(root: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Write those of these files, by their path in the project, that changed."""
    for name, text in pages:
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()

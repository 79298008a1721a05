"""``python -m tests.docs.generate``: write the pages that come from the code: the reference, and the topics of help."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.docs import topics
from tests.docs.errors import errors_page, statuses_page
from tests.docs.kinds import kinds_page
from tests.docs.page import ROOT
from tests.docs.reference import commands_page

FOLDER = ROOT / "docs"
REFERENCE: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands_page,
    "reference/errors.md": errors_page,
    "reference/exit-statuses.md": statuses_page,
    "reference/kinds.md": kinds_page,
}


def pages() -> dict[str, str]:
    """Path below ``docs`` to the whole page."""
    return {name: page() for name, page in REFERENCE.items()} | topics.pages()


def main(folder: Path = FOLDER) -> None:
    """Write those that changed."""
    for name, text in pages().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(folder.parent)}\n")


if __name__ == "__main__":
    main()

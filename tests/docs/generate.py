"""``python -m tests.docs.generate``: write the pages of the reference that come from the code."""

import sys
from pathlib import Path

from tests.docs.errors import errors_page, statuses_page
from tests.docs.kinds import kinds_page
from tests.docs.page import ROOT
from tests.docs.reference import commands_page

FOLDER = ROOT / "docs" / "reference"
PAGES = {
    "commands.md": commands_page,
    "errors.md": errors_page,
    "exit-statuses.md": statuses_page,
    "kinds.md": kinds_page,
}


def main(folder: Path = FOLDER) -> None:
    """Write those that changed."""
    for name, page in PAGES.items():
        path, text = folder / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(folder.parents[1])}\n")


if __name__ == "__main__":
    main()

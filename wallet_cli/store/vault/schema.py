"""The schema: created and migrated from the SQL files beside this module, one version a file, in order."""

from __future__ import annotations

import os

from wallet_cli.errors import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 3
MEMOS_SINCE = 2
"""The version that has an index of memos."""
_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "migrations")


def version_of(db: Any) -> int:
    """The schema version that a vault has; 0 before it is created."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check(db: Any) -> None:
    """Raise Damaged("schema-newer") for a vault of a later wallet."""
    found = version_of(db)
    if found > VERSION:
        raise Damaged("schema-newer", found=found, known=VERSION)


def migrate(db: Any) -> int:
    """Bring a vault to this version, in the caller's database transaction; the version it had before."""
    check(db)
    before = version_of(db)
    for version in range(before + 1, VERSION + 1):
        for statement in statements(script(version)):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
    return before


def script(version: int) -> str:
    """The released SQL that leads to ``version``."""
    with open(os.path.join(_FOLDER, f"{version:04}.sql"), encoding="utf-8") as file:
        return file.read()


def statements(text: str) -> list[str]:
    """The single statements of a SQL script; a trigger's body stays whole."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("--"):
            continue
        lines.append(line)
        opened = any("CREATE TRIGGER" in each for each in lines)
        if line.rstrip().endswith("END;" if opened else ";"):
            found.append("\n".join(lines))
            lines = []
    return found

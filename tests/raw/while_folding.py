"""A database to which something happens each time when a log was just folded in, before the one who did that knows."""

from collections.abc import Callable
from typing import Any


class WhileFolding:
    """The database ``db``; ``then`` is what happens."""

    def __init__(self, db: Any, then: Callable[[], None]) -> None:
        self._db, self._then = db, then

    def execute(self, text: str) -> Any:
        """What the database says to this."""
        said = self._db.execute(text)
        if "wal_checkpoint" in text:
            self._then()
        return said

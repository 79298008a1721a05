"""An entry of the lists for ``equivalent``."""

from typing import NamedTuple


class Same(NamedTuple):
    """Changes of one line that make no difference, each named: what else can be changed there is tried.

    ``function``, where it is named, is the only one whose line is meant.
    """

    line: str
    why: str
    changes: tuple[str, ...]
    function: str = ""

    def means(self, line: str, change: str, function: str) -> bool:
        """Whether it says so of this change."""
        return self.line == line and change in self.changes and self.function in ("", function)

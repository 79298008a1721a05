"""An entry of the lists for ``equivalent``."""

from typing import NamedTuple


class Same(NamedTuple):
    """Changes of one line that make no difference; none named: every mutant of the line."""

    line: str
    why: str
    changes: tuple[str, ...] = ()

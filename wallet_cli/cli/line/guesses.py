"""Which command a mistyped word may be guessed to mean: one that is near, and that takes nothing away.

What always holds: a command that removes or overwrites is only guessed for a word of at least four letters in which one
slip of the fingers was made; and a word that is far from every command is not guessed at.
"""

from __future__ import annotations

from wallet_cli.cli.line import registry
from wallet_cli.domain.text import fold, names_near, slips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TAKING_AWAY = ("rm", "erase", "close", "revoke", "rotate", "merge", "undo", "reset", "restore", "lock")
"""Commands and verbs after which something is gone, or lies where something else was."""
_LETTERS_FOR_TAKING_AWAY = 4
_LETTERS_FOR_BEGINNING = 3
_LETTERS_A_SLIP = 3


def commands(name: str) -> tuple[str, ...]:
    """The commands that ``name`` may have been meant to be, the nearest first."""
    found = _near(name, {entry.name: entry.name for entry in registry.ENTRIES})
    return found or _near(name, registry.SYNONYMS)


def verb(name: str, verbs: Iterable[str], synonyms: Mapping[str, str]) -> str:
    """The verb that ``name`` may have been meant to be; "" where none is near."""
    return next(iter(_near(name, {each: each for each in verbs} | dict(synonyms))), "")


def _near(name: str, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """What the words near ``name`` mean."""
    found = [word for word in names_near(name, meanings) if _is_near(fold(name), word, meanings[word])]
    return tuple(dict.fromkeys(meanings[word] for word in found))


def _is_near(name: str, word: str, meant: str) -> bool:
    count = slips(name, word)
    if meant in TAKING_AWAY:
        return count <= 1 and len(name) >= _LETTERS_FOR_TAKING_AWAY
    begins = len(name) >= _LETTERS_FOR_BEGINNING and word.startswith(name)
    return begins or count <= max(1, len(word) // _LETTERS_A_SLIP)

"""How a recorded payee and a bank's row speak for or against being one event.

In come an entry and a row, out comes whether both name one payee, by any name that is known, or say like words, or say
nothing of each other, or the row's payee is another payee of the books. Only the first proves anything.
"""

from __future__ import annotations

from wallet_cli.domain.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from wallet_cli.domain.files.dedup import BookedRow
    from wallet_cli.domain.files.statement import Row

SAME, ALIKE, OPEN, OTHER = 0, 1, 2, 3
"""What speaks for it, the most first; their sum is what an assignment of rows keeps low."""

WHOLE_WORD = 3
"""A word of that many letters counts where it is a word of the row's; a longer one also inside another."""

FEW_SIGNS = 2
"""Of names that aren't written with Latin letters that many signs are a word."""


def nobody(_text: str) -> bool:
    """Where no payee is known."""
    return False


class Likeness:
    """The comparison of entries with rows, each text being looked at once."""

    def __init__(self, who: Callable[[str], Hashable] = fold, is_payee: Callable[[str], bool] = nobody) -> None:
        """``who``: what two names of one payee have in common; ``is_payee``: whether a name is one of the books'."""
        self._who, self._is_payee = who, is_payee
        self._words: dict[str, tuple[str, ...]] = {}

    def name(self, text: str) -> Hashable:
        """What all names of one payee have in common; "" for no name."""
        return self._who(text) if text else ""

    def is_same(self, entry: BookedRow, row: Row) -> bool:
        """Whether both name one payee."""
        return bool(entry.payee and row.payee) and self._who(entry.payee) == self._who(row.payee)

    def is_other(self, entry: BookedRow, row: Row) -> bool:
        """Whether the row's payee is another payee of the books than the entry's, and isn't called like it either: a
        shop's branch that has the shop's name is the shop.
        """
        if not row.payee or not self._is_payee(row.payee) or self.is_same(entry, row):
            return False
        words = self._of(entry.payee)
        return not words or not all(self._is_in(word, row) for word in words)

    def of(self, entry: BookedRow, row: Row) -> int:
        """SAME, ALIKE, OPEN or OTHER."""
        if self.is_same(entry, row):
            return SAME
        if any(self._is_in(word, row) for word in self._of(f"{entry.payee} {entry.memo}")):
            return ALIKE
        return OTHER if self.is_other(entry, row) else OPEN

    def _is_in(self, word: str, row: Row) -> bool:
        is_long = len(word) > WHOLE_WORD or not word.isascii()
        return word in self._of(row.text) or (is_long and word in fold(row.text))

    def _of(self, text: str) -> tuple[str, ...]:
        words = self._words.get(text)
        if words is None:
            apart = "".join(char if char.isalpha() else " " for char in fold(text)).split()
            words = tuple(word for word in apart if len(word) >= (WHOLE_WORD if word.isascii() else FEW_SIGNS))
            self._words[text] = words
        return words

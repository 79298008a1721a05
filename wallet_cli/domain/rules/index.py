"""Which rules can match a row: those one of whose texts may be in it, found by the pieces of its text.

A row's text falls into *pieces*: runs of ASCII letters, of digits, and of anything else but blanks. Of each rule one
piece is in the index: a whole one where a whole word is looked for, else four characters or fewer of one. What a piece
of a row leads to is kept, since banks write the same words again and again: most rows cost a look-up a piece, however
many rules there are.
What always holds: no rule that matches is left out; one that is found need not match.
"""

from __future__ import annotations

import re

from wallet_cli.domain.rules import texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallet_cli.domain.rules.texts import Term

GRAM = 4
"""Characters of a piece that are in the index."""
MOST_KEPT = 8_192
"""Pieces of which it is kept which rules they lead to; all are forgotten where there are more."""
LONGEST_KEPT = 64
"""Characters of a piece that is kept."""

_PIECES = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9\s]+")
pieces: Callable[[str], list[str]] = _PIECES.findall
"""The pieces of a text, which is a key (``rules.texts``)."""


class Index:
    """Rules by number, entered one after the other and then looked up."""

    def __init__(self) -> None:
        self.always: list[int] = []
        """The rules of which no piece is known."""
        self._words: dict[str, list[int]] = {}
        self._grams: dict[str, dict[str, list[int]]] = {}
        """For each sort of pieces."""
        self._sizes: dict[str, set[int]] = {}
        self._kept: dict[str, list[int]] = {}

    def enter(self, at: int, terms: Sequence[Term]) -> str:
        """Put a rule that asks for all of these terms into the index; the whole word that it is found by, if any."""
        wholes = [piece for term in terms if term.sort == texts.WHOLE for piece in pieces(term.key)]
        words = [piece for piece in wholes if piece.isascii() and piece.isalnum()]
        if words:
            rarest = min(words, key=lambda piece: (len(self._words.get(piece, ())), -len(piece)))
            self._words.setdefault(rarest, []).append(at)
            return rarest
        # one of these texts is in all that has the term: the piece must be in each of them
        found = [[max(pieces(text), key=len, default="") for text in term.keys] for term in terms]
        known = [each for each in found if each and all(each)]
        if not known:
            self.always.append(at)
            return ""
        for piece in max(known, key=lambda each: min(map(len, each))):
            sort = _sort(piece)
            grams = self._grams.setdefault(sort, {})
            parts = [piece[n : n + GRAM] for n in range(max(1, len(piece) - GRAM + 1))]
            gram = min(parts, key=lambda part: len(grams.get(part, ())))
            grams.setdefault(gram, []).append(at)
            self._sizes.setdefault(sort, set()).add(len(gram))
        return ""

    def of(self, text: str) -> Sequence[int]:
        """The numbers of the rules that can match a text, in their order."""
        kept, found = self._kept, self.always
        for piece in pieces(text):
            rules = kept.get(piece)
            if rules is None:
                rules = self._of_piece(piece)
            if rules:
                found = found + rules
        return sorted(set(found)) if found[1:] else found

    def _of_piece(self, piece: str) -> list[int]:
        found, sort = self._words.get(piece, _NONE), _sort(piece)
        grams = self._grams.get(sort)
        if grams is None:
            return found
        sizes = self._sizes[sort]
        for n in range(len(piece)):
            for size in sizes:
                rules = grams.get(piece[n : n + size])
                if rules is not None:
                    found = found + rules
        if len(piece) <= LONGEST_KEPT:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[piece] = found
        return found


_NONE: list[int] = []
_LETTERS, _DIGITS, _OTHERS = "letters", "digits", "others"


def _sort(piece: str) -> str:
    """The sort of a piece: a piece of one sort is never part of one of another."""
    return _LETTERS if "a" <= piece < "{" else _DIGITS if "0" <= piece < ":" else _OTHERS

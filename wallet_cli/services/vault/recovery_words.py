"""A recovery secret as 24 words of the English BIP-39 list, of which four letters are enough to tell one.

The words are 256 random bits and 8 check bits. They open this vault alone: no coin wallet knows them. A refusal names
the place of a word, never the word.
"""

from __future__ import annotations

import re

from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORDS = 24
LETTERS = 4
"""So many letters tell a word of the list."""
_WORD = re.compile(r"[^\W\d_]+")


def words_in(text: str) -> list[str]:
    """The words as somebody copies them from paper: numbers, commas and dots between them count for nothing."""
    return _WORD.findall(text)


def words_of(secret: bytes) -> tuple[str, ...]:
    """The 24 words of 32 bytes."""
    return tuple(_codec().to_mnemonic(secret).split())


def secret_of(words: list[str]) -> bytes:
    """The 32 bytes of 24 words, in any case, each cut to its first four letters or not.

    Raises UsageProblem("word-count"), UsageProblem("unknown-word", number=: the first such, from 1),
    UsageProblem("words-checksum").
    """
    if len(words) != WORDS:
        raise UsageProblem("word-count", count=len(words), needed=WORDS)
    codec = _codec()
    known = set(codec.wordlist)
    by_start = {word[:LETTERS]: word for word in codec.wordlist}
    meant = []
    for number, word in enumerate(words, 1):
        small = word.lower()
        found = small if small in known else by_start.get(small) if len(small) == LETTERS else None
        if found is None:
            raise UsageProblem("unknown-word", number=number)
        meant.append(found)
    try:
        return bytes(codec.to_entropy(meant))
    except ValueError:
        raise UsageProblem("words-checksum") from None


def _codec() -> Any:
    from mnemonic import Mnemonic

    return Mnemonic("english")

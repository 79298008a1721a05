"""A recovery secret as 24 words of BIP-39's English list, of which four letters are enough to identify one, or of its
simplified Chinese list, whose words are single characters.

The words are 256 random bits and 8 check bits; both lists stand for the same bits, so that either opens the same key.
They open this vault alone: no coin wallet knows them. A refusal names the place of a word, never the word.
"""

from __future__ import annotations

import re
import unicodedata

from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORDS = 24
LETTERS = 4
"""This many letters identify a word of the list."""
LISTS = {"en": "english", "zh": "chinese_simplified"}
"""The lists by language, as the library names them."""
_HAN = "\u3400-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W\d_{_HAN}]+")


def words_in(text: str) -> list[str]:
    """The words as they are copied from paper: numbers, commas and dots between them count for nothing. Each Chinese
    character is one, with blanks around it or not. BIP-39 compares words in the form NFKD.
    """
    return _WORD.findall(unicodedata.normalize("NFKD", text))


def words_of(secret: bytes, language: str = "en") -> tuple[str, ...]:
    """The 24 words of 32 bytes, in a language of ``LISTS``."""
    return tuple(_codec(language).to_mnemonic(secret).split())


def secret_of(words: list[str]) -> bytes:
    """The 32 bytes of 24 words of either list, in any case, each English one cut to its first four letters or not.

    Raises UsageProblem("word-count"), UsageProblem("unknown-word", number=: the first such, from 1),
    UsageProblem("words-checksum").
    """
    if len(words) != WORDS:
        raise UsageProblem("word-count", count=len(words), needed=WORDS)
    codec = _codec("zh" if any(re.match(f"[{_HAN}]", word) for word in words) else "en")
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


def _codec(language: str) -> Any:
    from mnemonic import Mnemonic

    return Mnemonic(LISTS[language])

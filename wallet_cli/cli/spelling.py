"""Command lines as they would be typed: what an error offers to type instead, and the words to quote in any shell."""

from collections.abc import Sequence

_UNQUOTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_¥€£")


def spelled(words: Sequence[str]) -> str:
    """``wallet`` and these words, quoted where a shell needs it."""
    return " ".join(["wallet", *[quoted(word) for word in words]])


def quoted(word: str) -> str:
    """``word`` for bash, zsh and fish: as it is, or in single quotes."""
    if word and all(char in _UNQUOTED or (char > "\u2e7f" and char.isalpha()) for char in word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


def replaced(words: Sequence[str], old: str, *new: str) -> list[str]:
    """``words`` with the first ``old`` replaced by ``new``; all of them where it isn't there."""
    for at, word in enumerate(words):
        if word == old or (old.startswith("--") and word.startswith(old + "=")):
            return [*words[:at], *new[:-1], *[each + word[len(old) :] for each in new[-1:]], *words[at + 1 :]]
    return list(words)

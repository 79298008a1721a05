"""A recovery secret in three lists of words, any two of which are enough (SLIP-39); one alone reveals nothing.

The library is an extra. A refusal never repeats a word.
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem
from wallet_cli.services.vault.recovery_words import LETTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

NEEDED, SHARES, WORDS = 2, 3, 33


def require_library() -> None:
    """Refuse before anything is asked for where the extra isn't installed. Raises UsageProblem("shares-missing")."""
    _library()


def shares_of(secret: bytes) -> tuple[tuple[str, ...], ...]:
    """Three lists of 33 words for 32 bytes; random, so never the same twice. Raises UsageProblem("shares-missing")."""
    library = _library()
    (group,) = library.generate_mnemonics(1, [(NEEDED, SHARES)], secret)
    return tuple(tuple(share.split()) for share in group)


def share_of(words: Sequence[str], before: Sequence[str] = ()) -> str:
    """One share as the library reads it, from words in any case, each cut to its first four letters or not.

    Raises UsageProblem("word-count"), UsageProblem("unknown-word", number=: the first such, from 1),
    UsageProblem("share-wrong"), and UsageProblem("shares-differ", "shares-too-few") where it doesn't go with those
    given ``before``; UsageProblem("shares-missing").
    """
    library = _library()
    if len(words) != WORDS:
        raise UsageProblem("word-count", count=len(words), needed=WORDS)
    from shamir_mnemonic.wordlist import WORDLIST

    by_start = {word[:LETTERS]: word for word in WORDLIST}
    meant = []
    for number, word in enumerate(words, 1):
        found = by_start.get(word.lower()[:LETTERS], "")
        if word.lower() not in (found, found[:LETTERS]):
            raise UsageProblem("unknown-word", number=number)
        meant.append(found)
    share = " ".join(meant)
    check_share(share)
    read = [library.Share.from_mnemonic(each) for each in (share, *before)]
    _check_set(read)
    if len({each.index for each in read}) < len(read):
        raise UsageProblem("shares-too-few", needed=read[0].member_threshold)
    return share


def check_share(words: str) -> None:
    """Judge one share by its own check words. Raises UsageProblem("share-wrong", "shares-missing")."""
    library = _library()
    try:
        library.Share.from_mnemonic(words)
    except library.MnemonicError:
        raise UsageProblem("share-wrong") from None


def secret_of(shares: Sequence[str], protection: bytes = b"") -> bytes:
    """The bytes that the shares hold. ``protection`` is SLIP-39's own passphrase, which wallet's shares don't use.

    Raises UsageProblem("share-wrong"), UsageProblem("shares-differ") for shares of different sets,
    UsageProblem("shares-too-few") for a share given twice, or too few, UsageProblem("shares-missing").
    """
    library = _library()
    for each in shares:
        check_share(each)
    read = [library.Share.from_mnemonic(each) for each in shares]
    _check_set(read)
    if len({each.index for each in read}) < read[0].member_threshold:
        raise UsageProblem("shares-too-few", needed=read[0].member_threshold)
    try:
        return bytes(library.combine_mnemonics(shares, protection))
    except library.MnemonicError:  # each is sound, so they were split from different secrets
        raise UsageProblem("shares-differ") from None


def _check_set(read: Sequence[Any]) -> None:
    if len({(each.common_parameters(), each.group_parameters()) for each in read}) > 1:
        raise UsageProblem("shares-differ")


def _library() -> Any:
    try:
        import shamir_mnemonic
    except ImportError:
        raise UsageProblem("shares-missing") from None
    return shamir_mnemonic

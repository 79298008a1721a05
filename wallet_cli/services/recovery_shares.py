"""A recovery secret in three lists of words, any two of which are enough (SLIP-39); one alone tells nothing.

The library is an extra. A refusal never repeats a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wallet_cli.errors import UsageProblem

NEEDED, SHARES = 2, 3


def shares_of(secret: bytes) -> tuple[tuple[str, ...], ...]:
    """Three lists of 33 words for 32 bytes; random, so never the same twice. Raises UsageProblem("shares-missing")."""
    library = _library()
    (group,) = library.generate_mnemonics(1, [(NEEDED, SHARES)], secret)
    return tuple(tuple(share.split()) for share in group)


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
    if len({(each.common_parameters(), each.group_parameters()) for each in read}) > 1:
        raise UsageProblem("shares-differ")
    if len({each.index for each in read}) < read[0].member_threshold:
        raise UsageProblem("shares-too-few", needed=read[0].member_threshold)
    try:
        return bytes(library.combine_mnemonics(shares, protection))
    except library.MnemonicError:  # each is sound, so they were split from different secrets
        raise UsageProblem("shares-differ") from None


def _library() -> Any:
    try:
        import shamir_mnemonic
    except ImportError:
        raise UsageProblem("shares-missing") from None
    return shamir_mnemonic

"""The wallets that there are on this machine, and which of them a misspelled name meant. Read only where that helps."""

from __future__ import annotations

from wallet_cli.domain.text import names_near, visible
from wallet_cli.errors import NotFound, WalletError
from wallet_cli.services.vault import location
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHOWN = 5
"""How many names of wallets an error lists."""


def every(folder: Path) -> list[str]:
    """The names of the wallets below this data folder, as far as they can be typed as they are shown."""
    if not folder.is_dir():
        return []
    found = [each.name for each in folder.iterdir() if (each / location.HEADER).exists()]
    return sorted(name for name in found if location.can_be_named(name) and visible(name) == name)


def meant(error: WalletError, words: Sequence[str], folder: Path) -> WalletError:
    """What is said to people instead of "no-wallet": with the wallets that there are, and the line that was meant."""
    name = str(error.params["wallet"])
    try:
        found = every(folder)
    except OSError:
        return error
    if not found:
        return error
    path, some = str(error.params["path"]), tuple(found[:SHOWN])
    near = next(iter(names_near(name, found, 1)), "")
    if not near:
        return NotFound("no-wallet-others", wallet=name, path=path, others=some)
    corrected = spelled(_with(words, name, near))
    return NotFound("no-wallet-near", wallet=name, path=path, near=near, others=some, corrected=corrected)


def _with(words: Sequence[str], name: str, near: str) -> list[str]:
    """The words with another wallet named."""
    for at, word in enumerate(words):
        if word in (f"--wallet={name}", f"-w{name}"):
            return [*words[:at], word.removesuffix(name) + near, *words[at + 1 :]]
        if at and word == name and words[at - 1] in ("-w", "--wallet"):
            return [*words[:at], near, *words[at + 1 :]]
    return ["-w", near, *words]

"""Where a vault is: its folder and files, what its key file says of itself without any secret, and where the head that
was last seen of it is kept.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Busy, Damaged, NotFound, UsageProblem
from wallet_cli.store import files, head, identity

if TYPE_CHECKING:
    from wallet_cli.store.identity import Identity
    from wallet_cli.store.keys import Unlocked

KEYS, DATABASE = "wallet.keys", "wallet.db"
LOG, LOG_INDEX = f"{DATABASE}-wal", f"{DATABASE}-shm"
"""What SQLCipher writes beside the store while it is open."""
ERASING = "wallet.keys.erasing"
"""The key file of a wallet that is being erased."""
DRAFT = "wallet.db.new-"
"""How the names of drafts of a store begin; the epoch of its database key follows."""
HEADER_DRAFT = f".{KEYS}."
"""How the names of drafts of the key file begin."""
DRAFTS = (DRAFT, HEADER_DRAFT)
ASIDE_KEYS = ("aside-", ".keys")
"""How the name of a key file begins and ends that was set aside when it was mended."""


NAME_MOST_BYTES = 180
"""How long the name of a new wallet may be: what this machine remembers of it has longer names still."""


class Place(NamedTuple):
    """Where a vault is: its folder, and the folder of the heads last seen on this machine."""

    folder: Path
    state: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / DATABASE

    def draft(self, epoch: int) -> Path:
        """The store under the database key of this epoch, until it gets the store's name."""
        return self.folder / f"{DRAFT}{epoch}"

    @property
    def keys(self) -> Path:
        """The header with the key slots."""
        return self.folder / KEYS

    @property
    def erasing(self) -> Path:
        """The key file, overwritten, while the vault is erased: it is the last to go."""
        return self.folder / ERASING


def require_short_name(place: Place) -> None:
    """Refuse a new wallet under a name that is too long for its files; raises UsageProblem("wallet-name-long")."""
    name = place.folder.name
    length = len(os.fsencode(name))
    if length > NAME_MOST_BYTES:
        raise UsageProblem("wallet-name-long", name=f"{name[:20]}…", bytes=length, most=NAME_MOST_BYTES)


def exists(place: Place) -> bool:
    """Whether there is a vault."""
    return place.keys.exists()


def identity_of(place: Place) -> Identity:
    """What the key file says of the vault without any secret; raises as ``header_of``."""
    return identity.identity_of(header_of(place))


def vault_id(place: Place) -> bytes:
    """The vault's id; raises as ``header_of``."""
    return identity_of(place).vault_id


def header_of(place: Place) -> bytes:
    """The bytes of the key file; raises NotFound("no-wallet"), Damaged("header-missing", "header-loop",
    "erase-interrupted")."""
    try:
        return files.read_plain(place.keys, identity.FILE_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        if place.erasing.exists():
            raise Damaged("erase-interrupted", wallet=place.folder.name) from None
        if place.database.exists():
            raise Damaged("header-missing", path=str(place.keys)) from None
        raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder)) from None
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise Damaged("header-loop", path=str(place.keys)) from None


def keys_aside(place: Place) -> list[Path]:
    """The key files that were set aside."""
    begin, end = ASIDE_KEYS
    return sorted(place.folder.glob(f"{begin}*{end}"))


def opened_header(place: Place, opened: Unlocked) -> bytes:
    """The bytes of the key file that ``opened`` came from; raises Busy("keys-changed-meanwhile") for any other, and as
    ``header_of``.
    """
    data = header_of(place)
    if identity.version_of(data) != opened.version:
        raise Busy("keys-changed-meanwhile")
    return data


def seen_path(place: Place, number: bytes) -> Path:
    """Where the head last seen is kept: a copy restored beside its original has one of its own, by its name."""
    own = own_seen_path(place, number)
    return own if os.path.exists(own) else head.head_path(place.state, number)  # noqa: PTH110 - silent on long names


def own_seen_path(place: Place, number: bytes) -> Path:
    """The head of the copy of this name alone."""
    return place.state / f"{number.hex()}-{place.folder.name}.head"

"""What of a wallet lies where on this machine, and what of it someone without a key can see. Reads, and needs no key.

What goes out are files and kept keys with what anyone can read of them; the words that explain them are the caller's.
"""

from __future__ import annotations

import stat
from pathlib import Path

from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import doctor, key_changes, leftovers, location, unlock
from wallet_cli.store.vault import asides, head, kernel_keyring, permissions, scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.errors import WalletError
    from wallet_cli.services.vault.location import Place
    from wallet_cli.services.vault.unlock import Moment

FOLDER, KEY_HEADER, STORE, LOG, LOG_INDEX, DRAFT, ASIDE, HEAD, LOCK, KEPT_KEY, MARKER, OTHER = (
    "folder", "key-file", "store", "log", "log-index", "draft", "set-aside", "head", "lock", "kept-key", "keychain",
    "other",
)  # fmt: skip
"""What a stored thing is."""

PAGE_BYTES = 4096


class StoredFile(NamedTuple):
    """One thing that is stored: ``what`` it is, its path (or the name of a kept key), size, mode in octal ("" for a
    key), when it was changed (microseconds since 1970 UTC, 0 unknown).

    ``operations`` and ``pages`` are what its content or size shows to anyone, None where it shows none.
    """

    what: str
    path: str
    bytes: int = 0
    mode: str = ""
    changed_us: int = 0
    operations: int | None = None
    pages: int | None = None


class Inventory(NamedTuple):
    """Everything that is stored, the keys as the key header shows them to anyone, and what is wider open than it
    should be.
    """

    vault: str
    keys: key_changes.Keyring
    stored: tuple[StoredFile, ...]
    problems: tuple[WalletError, ...]


def examine(place: Place, moment: Moment, kernel: Path = doctor.KERNEL) -> Inventory:
    """Look at the wallet's files and at what else this machine keeps for it. Raises NotFound("no-wallet"), Damaged."""
    told = location.identity_of(place)
    number = told.vault_id
    found = [_stored(FOLDER, place.folder)]
    found += [_stored(_kind(each.name), each) for each in sorted(place.folder.iterdir())]
    found += [_stored(DRAFT, each) for each in leftovers.unfinished(place)]
    erased = head.of_erased(place.heads, number)
    for path in map(Path, (location.own_seen_path(place, number), head.head_path(place.heads, number), *erased)):
        if path.exists():
            seen = head.read(path)
            found.append(_stored(HEAD, path)._replace(operations=seen.operations if seen else None))
        lock = path.with_suffix(".lock")
        if lock.exists():
            found.append(_stored(LOCK, lock))
    found += [_stored(MARKER, path) for path in sorted(kernel_keyring.markers(place.state, number))]
    left = unlock.remaining(place, moment)
    if left is not None and left.by == unlock.KERNEL:
        found.append(
            StoredFile(KEPT_KEY, kernel_keyring.name(kernel_keyring.owner(number, place.folder)).decode("ascii"))
        )
    return Inventory(number.hex(), key_changes.keyring(place), tuple(found), _problems(place, kernel))


def _stored(what: str, path: Path) -> StoredFile:
    status = path.lstat()
    mode = f"{stat.S_IMODE(status.st_mode):04o}"
    pages = status.st_size // PAGE_BYTES if what == STORE else None
    return StoredFile(what, str(path), status.st_size, mode, status.st_mtime_ns // 1000, None, pages)


def _kind(name: str) -> str:
    known = {location.HEADER: KEY_HEADER, location.DATABASE: STORE, location.LOG: LOG, location.LOG_INDEX: LOG_INDEX}
    if name in known:
        return known[name]
    if asides.is_aside(name):
        return ASIDE
    return DRAFT if name.startswith((*location.DRAFTS, scratch.PREFIX)) else OTHER


def _problems(place: Place, kernel: Path) -> tuple[WalletError, ...]:
    found = [permissions.problem(folder) for folder in (place.folder, place.state) if folder.is_dir()]
    found += [each.problem for each in (doctor.synced(place.folder), doctor.swap(kernel))]
    return tuple(each for each in found if each is not None)

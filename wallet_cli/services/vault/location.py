"""Where a vault is: its folder and files, what its key header says of itself without any secret, and where the head
that was last seen of it is kept.
"""

from __future__ import annotations

import errno
import os

from wallet_cli.errors import Busy, Damaged, NotFound, UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import beside, files, head, identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wallet_cli.store.vault.beside import Bare
    from wallet_cli.store.vault.identity import Identity, Version
    from wallet_cli.store.vault.keys import Unlocked

HEADER, DATABASE = "wallet.keys", "wallet.db"
LOG, LOG_INDEX = f"{DATABASE}-wal", f"{DATABASE}-shm"
"""What SQLCipher writes beside the store while it is open."""
JOURNAL = f"{DATABASE}-journal"
"""What other programs may leave there. No store of wallet's has one."""
ERASING = "wallet.keys.erasing"
"""The key header of a wallet that is being erased."""
DRAFT = "wallet.db.new-"
"""How the names of drafts of a store begin; the epoch of its database key follows."""
HEADER_DRAFT = f".{HEADER}."
"""How the names of drafts of the key header begin."""
DRAFTS = (DRAFT, HEADER_DRAFT)
NAME_MOST_BYTES = 180
"""How long the name of a new wallet may be: what this machine remembers of it has longer names still."""


def _nobody(_remark: WalletError) -> None:
    """Nobody is there to hear it."""


class Place(NamedTuple):
    """Where a vault is: its folder, and the folder of the ``heads`` last seen on this machine. ``tell`` hears, once,
    what opening had to set aside.

    Kept as text, since a daily command asks the system few questions about paths, and ``pathlib`` takes as long to load
    as the whole vault. What handles files has ``Path`` objects.
    """

    at: str
    heads: str
    tell: Callable[[WalletError], None] = _nobody

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        from pathlib import Path

        return Path(self.at)

    @property
    def state(self) -> Path:
        """The folder of the heads last seen on this machine."""
        from pathlib import Path

        return Path(self.heads)

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / DATABASE

    def draft(self, epoch: int) -> Path:
        """The store under the database key of this epoch, until it gets the store's name."""
        return self.folder / f"{DRAFT}{epoch}"

    def spare(self, epoch: int) -> Path:
        """The earlier key header, while a store of this epoch takes the place of its own."""
        return self.folder / f"{HEADER_DRAFT}before.{epoch}"

    @property
    def header(self) -> Path:
        """The header with the key slots."""
        return self.folder / HEADER

    @property
    def erasing(self) -> Path:
        """The key header, overwritten, while the vault is erased: it is the last to go."""
        return self.folder / ERASING


class KeyHeader(NamedTuple):
    """What a header says of itself, and its bytes."""

    identity: Identity
    header: bytes

    @property
    def version(self) -> Version:
        """Which of the vault's headers it is."""
        return identity.version_of(self.header)


def told_by(place: Place, epoch: int | None = None) -> KeyHeader:
    """What the key header says of itself; raises as ``header_of``, and Busy("keys-changed-meanwhile") for another epoch
    than that of the key at hand.
    """
    data = header_of(place)
    found = identity.identity_of(data)
    if epoch is not None and found.epoch != epoch:
        raise Busy("keys-changed-meanwhile")
    return KeyHeader(found, data)


def bare(place: Place, epoch: int) -> Bare:
    """The store, of which it is yet to be seen that it is a file of its own and that nothing lies beside it."""
    return beside.Bare(place.at, DATABASE, f"{DRAFT}{epoch}")


def has_unproven(place: Place, epoch: int, *, theirs: bool = False) -> bool:
    """Whether something lies beside the store that opening it would take in: a draft of this epoch, a log, a journal;
    or would write through: a log or an index that isn't a plain file of its own; and whether the store is none. A log
    may be ``theirs`` who have the store open.

    An empty log holds nothing. Daily commands ask less, see ``bare``.
    """
    if os.path.lexists(f"{place.at}/{DRAFT}{epoch}"):
        return True
    store = beside.real(f"{place.at}/{DATABASE}")
    log = f"{store}{beside.LOG}"
    if files.has_more_names(store) or files.is_strange(log) or (holds_something(log) and not theirs):
        return True
    return holds_something(f"{store}{beside.JOURNAL}") or files.is_strange(f"{store}{beside.INDEX}")


def store_of(place: Place) -> Path:
    """The store's file itself: beside it lies its log, even where the folder holds a link to it."""
    from pathlib import Path

    return Path(beside.real(place.database))


def holds_something(path: str) -> bool:
    """Whether anything is there that isn't an empty file: a link or a folder, too."""
    return files.stamp(path) is not None


def require_short_name(place: Place) -> None:
    """Refuse a new wallet under a name that is too long for its files; raises UsageProblem("wallet-name-long")."""
    name = place.folder.name
    length = len(os.fsencode(name))
    if length > NAME_MOST_BYTES:
        raise UsageProblem("wallet-name-long", name=f"{name[:20]}…", bytes=length, most=NAME_MOST_BYTES)


def can_be_named(name: str) -> bool:
    """Whether a wallet can have this name: a folder's, not a path, that isn't an option and hides nothing."""
    return bool(name) and name[0] not in ".-" and name.isprintable() and not any(sign in name for sign in "/\\:\0")


def exists(place: Place) -> bool:
    """Whether there is a vault."""
    return place.header.exists()


def has_store(place: Place) -> bool:
    """Whether anything there may be its store: a draft that has the store's name yet to get, too."""
    if os.path.exists(f"{place.at}/{DATABASE}"):  # as text first: every ``status`` asks this
        return True
    return place.database.exists() or any(place.folder.glob(f"{DRAFT}*"))


def require_store(place: Place) -> None:
    """Refuse where there is no store: Damaged("store-missing") beside a key header, else NotFound("no-wallet")."""
    if has_store(place):
        return
    if header_there(place) is not None:
        raise Damaged("store-missing", path=str(place.database))
    raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder))


def identity_of(place: Place) -> Identity:
    """What the key header says of the vault without any secret; raises as ``header_of``."""
    return identity.identity_of(header_of(place))


def vault_id(place: Place) -> bytes:
    """The vault's id; raises as ``header_of``."""
    return identity_of(place).vault_id


def copies(place: Place, number: bytes) -> tuple[str, ...]:
    """The names of other wallets in the same folder whose key headers are of this vault."""
    return tuple(other.folder.name for other, its in _beside(place) if its == number)


def may_have_copies(place: Place, number: bytes) -> bool:
    """Whether another wallet in the same folder is of this vault, or can't be known for what it is: its key header is
    away or unreadable.
    """
    return any(its == number or (its is None and has_store(other)) for other, its in _beside(place))


def _beside(place: Place) -> Iterator[tuple[Place, bytes | None]]:
    """What else lies in the same folder, by name, each with the id of its vault; None where no key header says it."""
    for folder in sorted(place.folder.parent.glob("*")):
        if folder.name.startswith(".") or _is_same(folder, place.folder):
            continue
        other = place._replace(at=str(folder))
        try:
            its: bytes | None = vault_id(other)
        except (WalletError, OSError):
            its = None
        yield other, its


def _is_same(folder: Path, own: Path) -> bool:
    """Whether it is one folder, by another name perhaps."""
    try:
        return folder == own or folder.samefile(own)
    except OSError:
        return False


def header_of(place: Place) -> bytes:
    """The bytes of the key header; raises NotFound("no-wallet"), Damaged("header-missing", "header-loop",
    "erase-begun", "erase-interrupted"), Refused("file-shut", "folder-unreadable", "no-plain-file")."""
    try:
        return files.read_plain(f"{place.at}/{HEADER}", identity.FILE_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        if is_begun(place):
            raise Damaged("erase-begun", wallet=place.folder.name, path=str(place.erasing)) from None
        if place.erasing.exists():
            raise Damaged("erase-interrupted", wallet=place.folder.name) from None
        if place.database.exists():
            raise Damaged("header-missing", path=str(place.header)) from None
        raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder)) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            require_short_name(place)
        if error.errno != errno.ELOOP:
            from wallet_cli.store.vault import permissions

            raise permissions.meaning(error) or error from None
        raise Damaged("header-loop", path=str(place.header)) from None


def is_begun(place: Place) -> bool:
    """Whether an erasure has given the key header its other name, and not yet overwritten it: it begins as one does,
    whole, damaged or of a newer wallet.
    """
    try:
        return identity.begins(files.read_plain(place.erasing, identity.FILE_MOST_BYTES + 1))
    except OSError:
        return False


def opened_header(place: Place, opened: Unlocked) -> bytes:
    """The bytes of the key header that ``opened`` came from; raises Busy("keys-changed-meanwhile") for any other, and
    as ``header_of``.
    """
    data = header_of(place)
    if identity.version_of(data) != opened.version:
        raise Busy("keys-changed-meanwhile")
    return data


def header_there(place: Place) -> bytes | None:
    """The bytes of whatever has the key header's name: b"" where it can't be read, None where nothing has it."""
    if not os.path.lexists(place.header):
        return None
    try:
        return files.read_plain(place.header, identity.FILE_MOST_BYTES + 1)
    except FileNotFoundError:
        return b"" if os.path.lexists(place.header) else None
    except OSError:
        return b""


def replace_header(place: Place, there: bytes | None, made: bytes, *, before: Callable[[], None] | None = None) -> None:
    """Put a key header in the place of the one of these bytes, or where there is none; ``before`` may still refuse.

    A newer one may come from another machine at any moment. Raises Busy("keys-changed-meanwhile") where anything else
    is there by then, and as ``files.write_atomically``; nothing is changed then.
    """

    def still() -> None:
        if before is not None:
            before()
        require_header(place, there)

    files.write_atomically(place.header, made, before=still)


def require_header(place: Place, there: bytes | None) -> None:
    """Refuse where the key header isn't of these bytes any more: Busy("keys-changed-meanwhile")."""
    if header_there(place) != there:
        raise Busy("keys-changed-meanwhile")


def seen_path(place: Place, number: bytes) -> str:
    """Where the head last seen is kept: a copy restored beside its original has one of its own, by its name."""
    own = own_seen_path(place, number)
    return own if os.path.exists(own) else head.head_path(place.heads, number)


def seen_apart(place: Place) -> str | None:
    """Where the head of this copy alone is kept, where other wallets beside it are, or may be, copies of its vault."""
    number = vault_id(place)
    return own_seen_path(place, number) if may_have_copies(place, number) else None


def own_seen_path(place: Place, number: bytes) -> str:
    """The head of the copy of this name alone."""
    return f"{place.heads}/{number.hex()}-{os.path.basename(place.at)}.head"

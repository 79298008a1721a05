"""Getting at a vault: making it, opening it with a passphrase or with the key that is kept while it is unlocked."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from wallet_cli.errors import Damaged, NotFound, Refused
from wallet_cli.store import connect, files, head, keys, unlocked
from wallet_cli.store import store as stores
from wallet_cli.store.slots import DEFAULT_KDF, TEST_KDF
from wallet_cli.store.store import GENERATION, Store

Random = Callable[[int], bytes]
KDFS = {"standard": DEFAULT_KDF, "cheap": TEST_KDF}


class Place(NamedTuple):
    """Where a vault is: its folder, and the folder of the heads last seen on this machine."""

    folder: Path
    state: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / "wallet.db"

    @property
    def keys(self) -> Path:
        """The header with the key slots."""
        return self.folder / "wallet.keys"


def exists(place: Place) -> bool:
    """Whether there is a vault."""
    return place.keys.exists()


def vault_id(place: Place) -> bytes:
    """The vault's id; raises NotFound("no-wallet") where there is none."""
    return keys.vault_id_of(_header(place))


def _header(place: Place) -> bytes:
    try:
        return place.keys.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if place.database.exists():
            raise Damaged("header-missing", path=str(place.keys)) from None
        raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder)) from None


def create(place: Place, passphrase: bytes, cost: str, random: Random) -> Store:
    """Make a vault; its store, without any account. Raises Refused("wallet-exists"). ``cost`` is a name of ``KDFS``."""
    if exists(place) or place.database.exists():
        raise Refused("wallet-exists", wallet=place.folder.name, path=str(place.folder))
    files.private_folder(place.folder)
    files.private_folder(place.state)
    identity = random(16)
    header, database_key = keys.create_header(passphrase, KDFS[cost], identity, random)
    db = connect.connect(place.database, database_key, create=True)
    stores.prepare(db, random(16), random(32))
    # the header comes last: until it stands there is no wallet, and init can be run again once the store is removed
    files.write_atomically(place.keys, header)
    return Store(db, head.head_path(place.state, identity))


def derive(place: Place, passphrase: bytes) -> keys.Unlocked:
    """The keys, by passphrase. Raises Locked("wrong-passphrase"), Damaged, NotFound."""
    return keys.open_header(_header(place), passphrase)


def kept_key(place: Place) -> bytes | None:
    """The database key that the kernel keeps while the wallet is unlocked, or None."""
    return unlocked.get(vault_id(place))


def keep_key(opened: keys.Unlocked, seconds: int, now: int) -> None:
    """Keep the wallet unlocked for ``seconds`` from ``now`` (seconds since 1970). Raises Locked("keyring-refused")."""
    unlocked.put(opened.vault_id, opened.database_key, seconds, now=now)


def lock(place: Place) -> bool:
    """Forget the kept key; whether there was one."""
    identity = vault_id(place)
    return unlocked.drop(identity)


def remaining_seconds(place: Place, now: int) -> int | None:
    """For how long the wallet stays unlocked from ``now`` (seconds since 1970); None when it is locked."""
    return unlocked.remaining(vault_id(place), now=now)


def open_store(
    place: Place, database_key: bytes, *, read_only: bool = False, generation: int | None = None, accept_older: bool = False
) -> Store:
    """The open store, its journal compared with the head last seen here.

    ``generation`` is the header's, where it was opened: an older one than the store remembers is refused.
    ``accept_older`` takes what is there as the newest, because the user said so.
    """
    db = connect.connect(place.database, database_key, read_only=read_only)
    store = Store(db, head.head_path(place.state, vault_id(place)), read_only=read_only)
    try:
        if accept_older:
            store.accept_older()
        store.check_head()
        if generation is not None:
            with connect.translated():
                known = int(store.meta(GENERATION) or 0)
            if generation < known:
                raise Damaged("header-older", seen=known, found=generation)
    except BaseException:
        store.close()
        raise
    return store

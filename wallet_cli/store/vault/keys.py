"""Keys of a vault: a secret opens a slot, the slot holds the master key, the master holds the database key.

The database key opens ``wallet.db`` and is what an unlocked machine keeps; the master is needed only to change keys,
so a change always needs a slot's secret. Every change of slots goes through ``rewrite``: the next generation of the
header, around the same master; the store itself is never touched. Random bytes are handed in.
From the first secret on nobody may dump this process.
"""

from __future__ import annotations

from collections.abc import Callable

from wallet_cli.errors import Damaged, Locked
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import header, sealing, slots
from wallet_cli.store.vault.header import Header
from wallet_cli.store.vault.identity import Identity, Version, version_of
from wallet_cli.store.vault.kernel_keyring import forbid_dumps
from wallet_cli.store.vault.key_types import FIRST, TYPES, Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.store.vault.slots import Kdf, Slot

_WRAP = b"wallet-keys/1 database wrap"

Random = Callable[[int], bytes]


class Unlocked(NamedTuple):
    """An opened header: ``digest`` is the SHA-256 of its file. It holds secrets: drop it as soon as it has served."""

    vault_id: bytes
    generation: int
    epoch: int
    digest: bytes
    database_key: bytes
    master: bytes
    slot_id: int

    @property
    def version(self) -> Version:
        """Which of the vault's headers was opened."""
        return Version(self.generation, self.digest)

    def __repr__(self) -> str:
        return f"Unlocked(vault_id={self.vault_id.hex()}, generation={self.generation}, epoch={self.epoch})"


def create_header(passphrase: bytes, kdf: Kdf, vault_id: bytes, random: Random) -> tuple[bytes, bytes]:
    """The header of a new vault with one passphrase slot, and its database key.

    Raises Refused("kdf-out-of-bounds"), Refused("kdf-memory").
    """
    forbid_dumps()
    master, database_key = random(sealing.KEY_BYTES), random(sealing.KEY_BYTES)
    identity = Identity(vault_id, generation=1, epoch=1)
    secret = Secret(FIRST.name, passphrase)
    slot = slots.new_slot(secret, master, kdf, vault_id, random, number=1, name=FIRST.name)
    sealed = _seal_database_key(master, identity, database_key, random)
    return header.render(Header(identity, (slot,), sealed), master), database_key


def open_header(data: bytes, passphrase: bytes) -> Unlocked:
    """The keys, by any passphrase slot. Raises as ``open_by``."""
    return open_by(data, Secret(FIRST.name, passphrase))


def open_by(data: bytes, secret: Secret) -> Unlocked:
    """The keys, by any slot of the secret's type.

    Raises Damaged("header-damaged"), Damaged("header-newer"), Refused("kdf-memory"), Locked(the type's ``wrong``), what
    else its functions raise, and where no slot is of this type Locked("key-file-needed", "no-such-key").
    """
    opened = open_unproven(data, secret)
    header.check_mac(data, opened.master)
    return opened


def open_unproven(data: bytes, secret: Secret) -> Unlocked:
    """The same, whatever the header's last line says: what it gives is proven by the store alone, if that opens. For
    anyone who mends a header; nothing else of it may be believed.
    """
    forbid_dumps()
    told = header.parse(data)
    identity = told.identity
    for slot in told.slots:
        master = slots.master_by(slot, secret, identity.vault_id)
        if master is not None:
            break
    else:
        raise _refusal(told, secret.type)
    database_key = sealing.unseal(sealing.subkey(master, _WRAP), told.database, _bound_to(identity))
    if database_key is None:
        raise Damaged("header-damaged")
    return Unlocked(*identity, version_of(data).digest, database_key, master, slot.id)


def require_type(data: bytes, kind: str) -> None:
    """Refuse a type that no slot has, before anyone is asked for its secret: Locked("key-file-needed",
    "no-such-key").
    """
    told = header.parse(data)
    if kind not in {slot.type for slot in told.slots}:
        raise _refusal(told, kind)


def _refusal(told: Header, kind: str) -> Locked:
    """Why no slot opened: what a slot's type asks for isn't secret, so the answer may name it."""
    row, there = TYPES.get(kind), {slot.type for slot in told.slots}
    if row is None:
        return Locked("no-such-key", type=kind)
    if kind in there:
        wrong = row.wrong()
        wrong.params.update({name: name for name in there if name in wrong.params})
        return wrong
    for each in TYPES.values():
        if each.name in there and each.lacking and set(row.asks) < set(each.asks):
            return each.lacking()
    return Locked("no-such-key", type=kind)


def rewrite(
    data: bytes, unlocked: Unlocked, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]], *, above: int = 0
) -> bytes:
    """The next generation of the header, with other slots around the same master and database key; at the least the
    one that comes after ``above``.
    """
    header.check_mac(data, unlocked.master)
    told = header.parse(data)
    identity = told.identity._replace(generation=max(told.identity.generation, above) + 1)
    return header.render(Header(identity, change(told.slots), told.database), unlocked.master)


def rotated(
    data: bytes, unlocked: Unlocked, random: Random, only: Callable[[bytes], Slot] | None = None
) -> tuple[bytes, Unlocked]:
    """The next generation of the header around a fresh database key, and what opening it gives.

    ``only`` makes the one slot that is left for a fresh master key; without it slots and master stay.
    """
    header.check_mac(data, unlocked.master)
    told = header.parse(data)
    before = told.identity
    identity = Identity(before.vault_id, before.generation + 1, before.epoch + 1)
    master = unlocked.master if only is None else random(sealing.KEY_BYTES)
    left = told.slots if only is None else (only(master),)
    database_key = random(sealing.KEY_BYTES)
    made = header.render(Header(identity, left, _seal_database_key(master, identity, database_key, random)), master)
    return made, Unlocked(*identity, version_of(made).digest, database_key, master, unlocked.slot_id)


def _seal_database_key(master: bytes, identity: Identity, database_key: bytes, random: Random) -> sealing.Sealed:
    wrapping = sealing.subkey(master, _WRAP)
    return sealing.seal(wrapping, random(sealing.NONCE_BYTES), database_key, _bound_to(identity))


def _bound_to(identity: Identity) -> bytes:
    """The database key belongs to one vault and one epoch; the generation may change around it."""
    return f"wallet-keys/1 database {identity.vault_id.hex()} {identity.epoch}".encode("ascii")

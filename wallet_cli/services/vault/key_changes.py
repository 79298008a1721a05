"""Who gets in: the keys of a vault listed, added, changed, named and taken away.

A key is a slot of the header. Every change needs a header opened by a slot's secret, and is made under the store's own
write lock: the header first, whole, then its generation inside the store. Interrupted in between, the new header
is in place, and the store hears of it when it is next opened; before that, nothing has changed. From then on older
headers are refused, so a key that was taken away stays away, except from copies of the vault that were made before.

Which slot a change is about is read from the very bytes that the secret has opened: a file that lay there for a moment
decides nothing.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from wallet_cli.domain.text import fold
from wallet_cli.errors import Damaged, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import access, location, new_header
from wallet_cli.store.vault import header, keyfile, keys, slots
from wallet_cli.store.vault.key_types import FIRST, KEY_FILE, PASSPHRASE, RECOVERY, SHARES, TYPES, KeyType, Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.keys import Random, Unlocked
    from wallet_cli.store.vault.slots import Slot

SECRET_BYTES = slots.SECRET_BYTES

__all__ = ["FIRST", "KEY_FILE", "PASSPHRASE", "RECOVERY", "SECRET_BYTES", "SHARES", "TYPES", "KeyType", "Secret"]


class Key(NamedTuple):
    """One key as anyone can see it in the header: ``cost`` is Argon2id's, None for HKDF."""

    number: int
    name: str
    type: str
    cost: slots.Kdf | None


class Keyring(NamedTuple):
    """All keys of a vault, and how often they were changed, from 1."""

    generation: int
    keys: tuple[Key, ...]


class Making(NamedTuple):
    """How slots are made: "standard" or "cheap", with these random bytes; ``dry_run`` writes nothing."""

    cost: str
    random: Random
    dry_run: bool = False


class KeysChange(NamedTuple):
    """A change: the key as it is now (or was, when it was taken away), and whether its cost was raised."""

    key: Key
    generation: int
    dry_run: bool
    raised: bool = False


def keyring(place: Place) -> Keyring:
    """The keys as the header lists them; no secret is needed, and so nothing vouches for them.

    Raises NotFound("no-wallet"), Damaged.
    """
    told = header.parse(location.header_of(place))
    return Keyring(told.identity.generation, tuple(_shown(slot) for slot in told.slots))


def by_passphrase(passphrase: bytes) -> Secret:
    """The secret of a key that a passphrase alone opens."""
    return Secret(FIRST.name, passphrase)


def digest_of(key_file: str) -> bytes:
    """What counts of a key file. Raises UsageProblem("key-file-…")."""
    return keyfile.digest(Path(key_file))


def require_type(place: Place, kind: str) -> None:
    """Refuse a type of key that the vault hasn't, before anyone is asked for its secret.

    Raises Locked("key-file-needed", "no-such-key"), NotFound("no-wallet"), Damaged.
    """
    keys.require_type(location.header_of(place), kind)


def open_by(place: Place, secret: Secret) -> Unlocked:
    """The keys, by one secret. Raises as ``keys.open_by``, and NotFound("no-wallet")."""
    told = location.header_of(place)
    with access.naming_older(place, told):
        return keys.open_by(told, secret)


def settle(place: Place, opened: Unlocked) -> None:
    """Check that the store opens and that the header isn't an older one; complete an interrupted change of keys.

    Raises Damaged("header-older", "store-older", "store-forked" …). Read-only media stay as they are.
    """
    try:
        store = access.open_with(place, opened)
    except Refused as error:
        if error.slug != "vault-read-only":
            raise
        store = access.open_with(place, opened, read_only=True)
    store.close()


def key_of(place: Place, opened: Unlocked) -> Key:
    """The key that opened. Raises Busy("keys-changed-meanwhile")."""
    return _shown(_slot(place, opened))


def change_passphrase(place: Place, opened: Unlocked, by: Secret, passphrase: bytes, making: Making) -> KeysChange:
    """Give the key that opened another passphrase; opened ``by`` a key without one, the only passphrase key gets it.

    The cost of guessing it is raised to today's where it was lower. Raises Refused("no-passphrase-key",
    "which-passphrase-key"), Busy("keys-changed-meanwhile").
    """
    cost = slots.COSTS[making.cost]
    old, new = _only(place, opened, by), by._replace(value=passphrase)
    if not _has_passphrase(by):
        new = Secret(FIRST.name, passphrase)
    spent = slots.raised(old.kdf, cost)
    made = slots.new_slot(new, opened.master, spent, opened.vault_id, making.random, number=old.id, name=old.name)
    generation = apply_change(place, opened, lambda all_: tuple(made if s.id == old.id else s for s in all_), making)
    return KeysChange(_shown(made), generation, making.dry_run, spent != old.kdf)


def raise_cost(place: Place, opened: Unlocked, by: Secret, making: Making) -> bool:
    """Make guessing the secret that opened cost what it does in a new wallet; whether it cost less until now.

    Nobody asked for it, so nothing that hinders it is an error: files that can't be written, no memory, a type of key
    that can't make its slot now, others who are at the keys. Damage is: raises Damaged.
    """
    cost = slots.COSTS[making.cost]
    try:
        old = _slot(place, opened)
        if old.kdf is None or slots.raised(old.kdf, cost) == old.kdf:
            return False
        made = slots.new_slot(by, opened.master, cost, opened.vault_id, making.random, number=old.id, name=old.name)
        apply_change(place, opened, lambda all_: tuple(made if s.id == old.id else s for s in all_), making)
    except WalletError as error:
        if isinstance(error, Damaged):
            raise
        return False
    return True


def _proven(place: Place, opened: Unlocked) -> header.Header:
    """The header that a secret has opened. Raises Busy("keys-changed-meanwhile") where another file is there."""
    return header.parse(location.opened_header(place, opened))


def _slot(place: Place, opened: Unlocked) -> Slot:
    return _proven(place, opened).slot(opened.slot_id)


def _only(place: Place, opened: Unlocked, by: Secret) -> Slot:
    told = _proven(place, opened)
    if _has_passphrase(by):
        return told.slot(opened.slot_id)
    found = [slot for slot in told.slots if slot.type == FIRST.name]
    if not found:
        raise Refused("no-passphrase-key")
    if len(found) > 1:
        raise Refused("which-passphrase-key", names=tuple(slot.name for slot in found))
    return found[0]


def _has_passphrase(by: Secret) -> bool:
    return TYPES[by.type].asks[0] == PASSPHRASE


def add(place: Place, opened: Unlocked, secret: Secret, name: str, making: Making) -> KeysChange:
    """Add a key. ``name`` "": the type's, with a number where that is taken.

    Raises UsageProblem("key-name-bad"), Refused("key-name-taken", "keys-full"), Busy("keys-changed-meanwhile").
    """
    present = _proven(place, opened).slots
    if len(present) >= slots.SLOTS_MOST:
        raise Refused("keys-full", most=slots.SLOTS_MOST)
    name = _checked_name(name, present) if name else _free_name(secret.type, present)
    number = next(n for n in count(1) if n not in {slot.id for slot in present})
    made = slots.new_slot(
        secret, opened.master, slots.COSTS[making.cost], opened.vault_id, making.random, number=number, name=name
    )
    generation = apply_change(place, opened, lambda all_: (*all_, made), making)
    return KeysChange(_shown(made), generation, making.dry_run)


def check_new_name(place: Place, name: str) -> None:
    """Refuse a name for a new key before anyone is asked for its secret; raises as ``add``, which looks again."""
    _checked_name(name, header.parse(location.header_of(place)).slots)


def rename(place: Place, opened: Unlocked, name: str, new: str, making: Making) -> KeysChange:
    """Call a key something else. Raises NotFound("no-such-key-name"), UsageProblem("key-name-bad"),
    Refused("key-name-taken"), Busy("keys-changed-meanwhile").
    """
    present = _proven(place, opened).slots
    old = _named(name, present)
    made = old._replace(name=_checked_name(new, tuple(slot for slot in present if slot.id != old.id)))
    generation = apply_change(place, opened, lambda all_: tuple(made if s.id == old.id else s for s in all_), making)
    return KeysChange(_shown(made), generation, making.dry_run)


def check_revocable(place: Place, name: str) -> None:
    """Refuse to take a key away before anyone is asked for a secret; raises as ``revocable``, which looks again."""
    _revocable(name, header.parse(location.header_of(place)).slots)


def revocable(place: Place, opened: Unlocked, name: str) -> Key:
    """The key of this name, which may be taken away. Raises NotFound("no-such-key-name"), Refused("last-key"),
    Busy("keys-changed-meanwhile").
    """
    return _shown(_revocable(name, _proven(place, opened).slots))


def _revocable(name: str, present: tuple[Slot, ...]) -> Slot:
    found = _named(name, present)
    if not any(slot.type in TYPES for slot in present if slot.id != found.id):
        raise Refused("last-key", name=found.name)
    return found


def revoke(place: Place, opened: Unlocked, name: str, making: Making) -> KeysChange:
    """Take a key away; it still opens copies that were made before. Raises as ``revocable``."""
    gone = revocable(place, opened, name)
    generation = apply_change(place, opened, lambda all_: tuple(s for s in all_ if s.id != gone.number), making)
    return KeysChange(gone, generation, making.dry_run)


def apply_change(
    place: Place, opened: Unlocked, change: Callable[[tuple[Slot, ...]], tuple[Slot, ...]], making: Making
) -> int:
    """Write the next generation of the header and update the store; its number.

    The slots were read before the lock was held: nothing may have happened to them since the header was opened, which
    is looked at again under the lock. Raises as ``new_header.put``.
    """
    store = access.open_with(place, opened)
    try:
        data = location.opened_header(place, opened)
        changed = keys.rewrite(data, opened, lambda all_: _affordable(change(all_)))
        if making.dry_run:
            return opened.generation
        new_header.put(place, store, changed, lambda: location.replace_header(place, data, changed))
    finally:
        store.close()
    return opened.generation + 1


def _affordable(all_: tuple[Slot, ...]) -> tuple[Slot, ...]:
    if not slots.affordable(all_):
        raise Refused("keys-cost-too-much")
    return all_


def _named(name: str, present: tuple[Slot, ...]) -> Slot:
    for slot in present:
        if fold(slot.name) == fold(name) or str(slot.id) == name:
            return slot
    raise NotFound("no-such-key-name", name=name, names=tuple(slot.name for slot in present))


def _checked_name(name: str, present: tuple[Slot, ...]) -> str:
    if not slots.good_name(name) or name != name.strip() or name.isdecimal():
        raise UsageProblem("key-name-bad", name=name, most=slots.NAME_MOST)
    if fold(name) in {fold(slot.name) for slot in present}:
        raise Refused("key-name-taken", name=name)
    return name


def _free_name(kind: str, present: tuple[Slot, ...]) -> str:
    taken = {fold(slot.name) for slot in present}
    return next(name for n in count(1) if (name := kind if n == 1 else f"{kind} {n}") not in taken)


def _shown(slot: Slot) -> Key:
    return Key(slot.id, slot.name, slot.type, slot.kdf)

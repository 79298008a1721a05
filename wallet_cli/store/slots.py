"""Key slots: each holds the master key, sealed under a key derived from one secret. Now: passphrases, by Argon2id.

The parameters come from a file that anybody may have written, so they are bounded before the first byte of memory is
asked for: never below OWASP's least (19 MiB, two passes), never so much that opening is an attack. They are bound to
the sealed key together with the vault's id and the slot's type and number: a slot moved to another vault, or made
cheaper, doesn't open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wallet_cli.errors import Damaged, Refused
from wallet_cli.store import sealing
from wallet_cli.store.sealing import Sealed

PASSPHRASE = "passphrase"  # noqa: S105 - the name of the slot type
SLOTS_MOST = 32
SLOT_ID_MOST = 9_999
NAME_MOST = 64
SALT_BYTES = 16

_MEMORY_KIB = (19 * 1024, 1024 * 1024)
_PASSES = (2, 64)
_LANES = (1, 16)
# memory times passes: about ten seconds on a small machine
_WORK_MOST_KIB = 8 * 1024 * 1024


class Kdf(NamedTuple):
    """The cost of Argon2id: passes, memory in KiB, lanes."""

    t: int
    m_kib: int
    p: int


DEFAULT_KDF = Kdf(3, 64 * 1024, 4)  # RFC 9106, section 4, second choice
TEST_KDF = Kdf(2, 19 * 1024, 1)  # the least that is accepted; for tests


class Slot(NamedTuple):
    """One way in: its number, type and name, the cost and salt of its key, and the master key sealed under that."""

    id: int
    type: str
    name: str
    kdf: Kdf
    salt: bytes
    sealed: Sealed


def check_kdf(kdf: Kdf) -> None:
    """Refuse a cost out of bounds: Refused("kdf-out-of-bounds")."""
    bounded = ((kdf.t, _PASSES), (kdf.m_kib, _MEMORY_KIB), (kdf.p, _LANES))
    if not all(least <= value <= most for value, (least, most) in bounded) or kdf.t * kdf.m_kib > _WORK_MOST_KIB:
        raise Refused("kdf-out-of-bounds", t=kdf.t, m_kib=kdf.m_kib, p=kdf.p)


def check_slot(slot: Slot) -> None:
    """Refuse a slot as read that this format can't hold: Damaged("header-damaged"), or "header-newer" for its type."""
    if slot.type != PASSPHRASE:
        raise Damaged("header-newer")
    try:
        check_kdf(slot.kdf)
    except Refused:
        raise Damaged("header-damaged") from None
    lengths = (len(slot.salt), len(slot.sealed.nonce), len(slot.sealed.wrapped))
    named = slot.name.isprintable() and 0 < len(slot.name) <= NAME_MOST
    if (
        lengths != (SALT_BYTES, sealing.NONCE_BYTES, sealing.SEALED_KEY_BYTES)
        or not 1 <= slot.id <= SLOT_ID_MOST
        or not named
    ):
        raise Damaged("header-damaged")


def passphrase_slot(
    passphrase: bytes,
    master: bytes,
    kdf: Kdf,
    vault_id: bytes,
    random: Callable[[int], bytes],
    *,
    number: int,
    name: str,
) -> Slot:
    """A new slot that opens ``master`` by ``passphrase``. Raises Refused("kdf-out-of-bounds"),
    Refused("kdf-memory")."""
    check_kdf(kdf)
    salt = random(SALT_BYTES)
    bound_to = _bound_to(vault_id, number, PASSPHRASE, kdf)
    sealed = sealing.seal(_derived(passphrase, salt, kdf), random(sealing.NONCE_BYTES), master, bound_to)
    return Slot(number, PASSPHRASE, name, kdf, salt, sealed)


def master_by_passphrase(slot: Slot, passphrase: bytes, vault_id: bytes) -> bytes | None:
    """The master key, or None where this isn't the slot's passphrase. Raises Refused("kdf-memory")."""
    check_slot(slot)
    key = _derived(passphrase, slot.salt, slot.kdf)
    return sealing.unseal(key, slot.sealed, _bound_to(vault_id, slot.id, slot.type, slot.kdf))


def _bound_to(vault_id: bytes, number: int, kind: str, kdf: Kdf) -> bytes:
    """What is authenticated with the sealed master; every field has one place and one spelling."""
    return f"wallet-keys/1 slot {vault_id.hex()} {number} {kind} argon2id {kdf.t} {kdf.m_kib} {kdf.p}".encode("ascii")


def _derived(passphrase: bytes, salt: bytes, kdf: Kdf) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase, salt, kdf.t, kdf.m_kib, kdf.p, hash_len=sealing.KEY_BYTES, type=Type.ID)
    except HashingError:
        raise Refused("kdf-memory", mib=kdf.m_kib // 1024) from None

"""Key slots: each holds the master key, sealed under a key derived from one secret.

    passphrase   Argon2id
    keyfile      Argon2id of a passphrase, mixed with the digest of a key file: either alone opens nothing
    recovery     HKDF of 256 random bits that are kept as 24 words: nothing to guess, so nothing to slow down
    shares       the same, for random bits that are kept as several lists of words

The parameters come from a file that anybody may have written, so they are bounded before the first byte of memory is
asked for: never below OWASP's least (19 MiB, two passes), never so much that opening is an attack. They are bound to
the sealed key together with the vault's id and the slot's type and number: a slot moved to another vault, or made
cheaper, doesn't open. A slot of a type that isn't known here is kept as it is and opens nothing.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import sealing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.store.vault.sealing import Sealed

PASSPHRASE = "passphrase"  # noqa: S105 - the name of the slot type
KEYFILE = "keyfile"
RECOVERY = "recovery"
SHARES = "shares"
TYPES = (PASSPHRASE, KEYFILE, RECOVERY, SHARES)
GUESSABLE = (PASSPHRASE, KEYFILE)
"""The types whose secret a person thought up: these are derived slowly."""

SLOTS_MOST = 32
SLOT_ID_MOST = 9_999
NAME_MOST = 64
SALT_BYTES = 16
SECRET_BYTES = 32
"""How many random bytes a recovery secret has."""

_TYPE_MOST = 32
_TYPE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
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
COSTS = {"standard": DEFAULT_KDF, "cheap": TEST_KDF}


class Slot(NamedTuple):
    """One way in: its number, type and name, the cost (None: HKDF, at no cost) and salt of its key, and the master key
    sealed under that.
    """

    id: int
    type: str
    name: str
    kdf: Kdf | None
    salt: bytes
    sealed: Sealed


class Secret(NamedTuple):
    """What opens slots of one type: a passphrase (with the SHA-256 of a key file), or random bytes."""

    type: str
    value: bytes
    key_file: bytes = b""

    def __repr__(self) -> str:
        return f"Secret(type={self.type!r})"


def check_kdf(kdf: Kdf) -> None:
    """Refuse a cost out of bounds: Refused("kdf-out-of-bounds")."""
    bounded = ((kdf.t, _PASSES), (kdf.m_kib, _MEMORY_KIB), (kdf.p, _LANES))
    if not all(least <= value <= most for value, (least, most) in bounded) or kdf.t * kdf.m_kib > _WORK_MOST_KIB:
        raise Refused("kdf-out-of-bounds", t=kdf.t, m_kib=kdf.m_kib, p=kdf.p)


def affordable(all_: tuple[Slot, ...]) -> bool:
    """Whether trying every slot costs no more than the dearest one may: a wrong secret is tried on all of its type."""
    return sum(slot.kdf.t * slot.kdf.m_kib for slot in all_ if slot.kdf is not None) <= _WORK_MOST_KIB


def raised(kdf: Kdf | None, least: Kdf) -> Kdf:
    """``kdf`` where it costs a guesser at least what ``least`` does, in memory and in work; else ``least``."""
    return kdf if kdf and kdf.m_kib >= least.m_kib and kdf.t * kdf.m_kib >= least.t * least.m_kib else least


def check_slot(slot: Slot) -> None:
    """Refuse a slot as read that this format can't hold: Damaged("header-damaged")."""
    if not 0 < len(slot.type) <= _TYPE_MOST or not _TYPE_SIGNS.issuperset(slot.type):
        raise Damaged("header-damaged")
    if slot.type in TYPES and (slot.kdf is not None) != (slot.type in GUESSABLE):
        raise Damaged("header-damaged")
    if slot.kdf is not None:
        try:
            check_kdf(slot.kdf)
        except Refused:
            raise Damaged("header-damaged") from None
    lengths = (len(slot.salt), len(slot.sealed.nonce), len(slot.sealed.wrapped))
    if (
        lengths != (SALT_BYTES, sealing.NONCE_BYTES, sealing.SEALED_KEY_BYTES)
        or not 1 <= slot.id <= SLOT_ID_MOST
        or not good_name(slot.name)
    ):
        raise Damaged("header-damaged")


def good_name(name: str) -> bool:
    """Whether a slot may be called this."""
    return name.isprintable() and 0 < len(name) <= NAME_MOST


def new_slot(
    secret: Secret,
    master: bytes,
    kdf: Kdf,
    vault_id: bytes,
    random: Callable[[int], bytes],
    *,
    number: int,
    name: str,
) -> Slot:
    """A new slot that opens ``master`` by ``secret``; ``kdf`` is its cost where the secret might be guessed.

    Raises Refused("kdf-out-of-bounds"), Refused("kdf-memory").
    """
    check_kdf(kdf)
    cost = kdf if secret.type in GUESSABLE else None
    salt = random(SALT_BYTES)
    bound_to = _bound_to(vault_id, number, secret.type, cost)
    sealed = sealing.seal(_derived(secret, salt, cost), random(sealing.NONCE_BYTES), master, bound_to)
    return Slot(number, secret.type, name, cost, salt, sealed)


def master_by(slot: Slot, secret: Secret, vault_id: bytes) -> bytes | None:
    """The master key, or None where this isn't the slot's secret. Raises Refused("kdf-memory")."""
    check_slot(slot)
    if slot.type != secret.type:
        return None
    return sealing.unseal(
        _derived(secret, slot.salt, slot.kdf), slot.sealed, _bound_to(vault_id, slot.id, slot.type, slot.kdf)
    )


def _bound_to(vault_id: bytes, number: int, kind: str, kdf: Kdf | None) -> bytes:
    """What is authenticated with the sealed master; every field has one place and one spelling."""
    cost = "hkdf-sha256" if kdf is None else f"argon2id {kdf.t} {kdf.m_kib} {kdf.p}"
    return f"wallet-keys/1 slot {vault_id.hex()} {number} {kind} {cost}".encode("ascii")


def _derived(secret: Secret, salt: bytes, kdf: Kdf | None) -> bytes:
    """The slot's key. A key file's digest goes in beside the slow key, so that both are needed for one guess."""
    if kdf is None:
        return sealing.extracted(secret.value, salt, b"wallet-keys/1 " + secret.type.encode("ascii"))
    slow = _argon2id(secret.value, salt, kdf)
    if secret.type == KEYFILE:
        return sealing.extracted(slow + secret.key_file, salt, b"wallet-keys/1 keyfile")
    return slow


def _argon2id(passphrase: bytes, salt: bytes, kdf: Kdf) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase, salt, kdf.t, kdf.m_kib, kdf.p, hash_len=sealing.KEY_BYTES, type=Type.ID)
    except HashingError:
        raise Refused("kdf-memory", mib=kdf.m_kib // 1024) from None

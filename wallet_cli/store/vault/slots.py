"""Key slots: each holds the master key, sealed under a key derived from one secret, as its type says (``key_types``).

The parameters come from a file that anyone may have written, so they are bounded before the first byte of memory is
asked for: never below OWASP's least (19 MiB, two passes), never so much that opening is an attack. They are bound to
the sealed key together with the vault's id, the slot's type and number and the type's own data: a slot moved to another
vault, made cheaper or given other data doesn't open. A slot of a type that isn't known here is kept as it is, with its
data, and opens nothing.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import sealing
from wallet_cli.store.vault.key_types import TYPES
from wallet_cli.store.vault.key_types import Secret as Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.store.vault.key_types import KeyType, Random
    from wallet_cli.store.vault.sealing import Sealed

SLOTS_MOST = 32
SLOT_ID_MOST = 9_999
NAME_MOST = 64
SALT_BYTES = 16
DATA_MOST_BYTES = 1024
"""How much a type may keep of its own in one slot."""
SECRET_BYTES = 32
"""How many random bytes a recovery secret has."""

_TYPE_MOST = 32
_TYPE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_MEMORY_KIB = (19 * 1024, 1024 * 1024)
_PASSES = (2, 64)
_LANES = (1, 16)
# memory times passes: about ten seconds on a small machine
WORK_MOST_KIB = 8 * 1024 * 1024


class Kdf(NamedTuple):
    """The cost of Argon2id: passes, memory in KiB, lanes."""

    t: int
    m_kib: int
    p: int


DEFAULT_KDF = Kdf(3, 64 * 1024, 4)  # RFC 9106, section 4, second choice
TEST_KDF = Kdf(2, 19 * 1024, 1)  # the least that is accepted; for tests
COSTS = {"standard": DEFAULT_KDF, "cheap": TEST_KDF}


class Slot(NamedTuple):
    """One way in: its number, type and name, the cost (None: HKDF, at no cost) and salt of its key, the master key
    sealed under that, and what its type keeps beside.
    """

    id: int
    type: str
    name: str
    kdf: Kdf | None
    salt: bytes
    sealed: Sealed
    data: bytes = b""


def check_kdf(kdf: Kdf) -> None:
    """Refuse a cost out of bounds: Refused("kdf-out-of-bounds")."""
    bounded = ((kdf.t, _PASSES), (kdf.m_kib, _MEMORY_KIB), (kdf.p, _LANES))
    if not all(least <= value <= most for value, (least, most) in bounded) or kdf.t * kdf.m_kib > WORK_MOST_KIB:
        raise Refused("kdf-out-of-bounds", t=kdf.t, m_kib=kdf.m_kib, p=kdf.p)


def affordable(all_: tuple[Slot, ...]) -> bool:
    """Whether trying every slot costs no more than the dearest one may: a wrong secret is tried on all of its type."""
    return sum(slot.kdf.t * slot.kdf.m_kib for slot in all_ if slot.kdf is not None) <= WORK_MOST_KIB


def raised(kdf: Kdf | None, least: Kdf) -> Kdf:
    """``kdf`` where it costs a guesser at least what ``least`` does, in memory and in work; else ``least``."""
    return kdf if kdf and kdf.m_kib >= least.m_kib and kdf.t * kdf.m_kib >= least.t * least.m_kib else least


def check_slot(slot: Slot) -> None:
    """Refuse a slot as read that this format can't hold: Damaged("header-damaged")."""
    if not 0 < len(slot.type) <= _TYPE_MOST or not _TYPE_SIGNS.issuperset(slot.type):
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
        or len(slot.data) > DATA_MOST_BYTES
    ):
        raise Damaged("header-damaged")
    if slot.type in TYPES:
        _check_type(slot, TYPES[slot.type])


def _check_type(slot: Slot, row: KeyType) -> None:
    if (slot.kdf is not None) != row.is_stretched:
        raise Damaged("header-damaged")
    try:
        row.read(slot.data)
    except Exception:  # whatever a type makes of hostile bytes, it is one answer
        raise Damaged("header-damaged") from None


def good_name(name: str) -> bool:
    """Whether a slot may be called this."""
    return name.isprintable() and 0 < len(name) <= NAME_MOST


def new_slot(
    secret: Secret, master: bytes, kdf: Kdf, vault_id: bytes, random: Random, *, number: int, name: str
) -> Slot:
    """A new slot that opens ``master`` by ``secret``; ``kdf`` is its cost where the secret might be guessed.

    Raises Refused("kdf-out-of-bounds"), Refused("kdf-memory"), and what a type says that can't make one. A type that
    makes what it couldn't open again is a fault of the program: ValueError.
    """
    check_kdf(kdf)
    row = TYPES[secret.type]
    cost = kdf if row.is_stretched else None
    salt = random(SALT_BYTES)
    stretched = _stretched(secret, salt, cost)
    key, data = row.wrap(stretched, salt, random)
    _check_wrapped(row, key, data)
    if row.unwrap(stretched, salt, data) != key:
        raise ValueError(f"{row.name}: unwrap gives another key than wrap")
    bound_to = _bound_to(vault_id, number, row.name, cost, data)
    sealed = sealing.seal(key, random(sealing.NONCE_BYTES), master, bound_to)
    return Slot(number, row.name, name, cost, salt, sealed, data)


def _check_wrapped(row: KeyType, key: bytes, data: bytes) -> None:
    """Hold a type to what its row promises, while its slot is nowhere yet. Raises ValueError."""
    if len(key) != sealing.KEY_BYTES:
        raise ValueError(f"{row.name}: a slot's key of {len(key)} bytes")
    if len(data) > DATA_MOST_BYTES:
        raise ValueError(f"{row.name}: {len(data)} bytes of data")
    row.read(data)


def master_by(slot: Slot, secret: Secret, vault_id: bytes) -> bytes | None:
    """The master key, or None where this isn't the slot's secret. Raises Refused("kdf-memory"), and what a type says
    that can't try it.
    """
    check_slot(slot)
    row = TYPES.get(slot.type)
    if row is None or slot.type != secret.type:
        return None
    key = row.unwrap(_stretched(secret, slot.salt, slot.kdf), slot.salt, slot.data)
    if key is None:
        return None
    return sealing.unseal(key, slot.sealed, _bound_to(vault_id, slot.id, slot.type, slot.kdf, slot.data))


def _bound_to(vault_id: bytes, number: int, kind: str, kdf: Kdf | None, data: bytes) -> bytes:
    """What is authenticated with the sealed master; every field has one place and one spelling."""
    cost = "hkdf-sha256" if kdf is None else f"argon2id {kdf.t} {kdf.m_kib} {kdf.p}"
    own = f" {data.hex()}" if data else ""
    return f"wallet-keys/1 slot {vault_id.hex()} {number} {kind} {cost}{own}".encode("ascii")


def _stretched(secret: Secret, salt: bytes, kdf: Kdf | None) -> Secret:
    """The secret as its type gets it: slowly, where it might be guessed."""
    return secret if kdf is None else secret._replace(value=_argon2id(secret.value, salt, kdf))


def _argon2id(passphrase: bytes, salt: bytes, kdf: Kdf) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase, salt, kdf.t, kdf.m_kib, kdf.p, hash_len=sealing.KEY_BYTES, type=Type.ID)
    except HashingError:
        raise Refused("kdf-memory", mib=kdf.m_kib // 1024) from None

"""The types of key, a row each: what a key of it asks for, and what its slot's key is made of. Nothing else names one.

A new type is a row, and a module with its functions where it needs some: slots, changes of keys and the command line
follow. A row is never taken out, and what its name, its data and its functions mean never changes, for headers keep
them: another form is another type.

A row's functions give the key under which ``slots`` seals the master; sealing, and what it is bound to, are the same
for all. Of what someone thought up they get only what Argon2id made of it.
"""

from __future__ import annotations

from wallet_cli.errors import Locked
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import sealing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Random = Callable[[int], bytes]
    Unwrap = Callable[["Secret", bytes, bytes], bytes | None]
    Wrap = Callable[["Secret", bytes, Random], tuple[bytes, bytes]]

PASSPHRASE, KEY_FILE, RECOVERY, SHARES = "passphrase", "key-file", "recovery", "shares"
"""What keys ask for."""


class Secret(NamedTuple):
    """What opens slots of one type: ``value`` is the first thing that the type asks for, ``beside`` the others in their
    order, of which each counts by 32 bytes.
    """

    type: str
    value: bytes
    beside: bytes = b""

    def __repr__(self) -> str:
        return f"Secret(type={self.type!r})"


def no_data(data: bytes) -> None:
    """Read the data of a type that has none. Raises ValueError."""
    if data:
        raise ValueError("data")


def _as_it_is(secret: Secret, _salt: bytes, _data: bytes) -> bytes:
    return secret.value


def _new_as_it_is(secret: Secret, _salt: bytes, _random: Random) -> tuple[bytes, bytes]:
    return secret.value, b""


def extracted(secret: Secret, salt: bytes, _data: bytes = b"") -> bytes:
    """A key by HKDF of all that is asked for, so that all of it is needed for one guess."""
    return sealing.extracted(secret.value + secret.beside, salt, b"wallet-keys/1 " + secret.type.encode("ascii"))


def new_extracted(secret: Secret, salt: bytes, _random: Random) -> tuple[bytes, bytes]:
    """The same for a new slot, without data."""
    return extracted(secret, salt), b""


class KeyType(NamedTuple):
    """One type of key; ``name`` is in its slots.

    ``asks`` names what it asks for, as no other type does. The command line has a row for each thing that isn't simply
    typed (``cli/access/asked``); only the first may be a text, and then it ``is_stretched``: Argon2id slows guesses.
    Each row says whether it is: what a person thought up must be.

    ``unwrap`` gives the slot's key, 32 bytes, from a secret, the slot's salt and its data; None where it can't be this
    slot's secret, so that the next one is tried. ``wrap`` gives the key of a new slot and the data that go with it,
    1,024 bytes at most; ``unwrap`` must give the same key again before the slot is kept. Both may raise a WalletError
    that says what to do. ``read`` raises any Exception for bytes that can't be such data: anyone may have written
    them, and nothing else is handed to ``unwrap``.

    ``wrong`` makes the error where a secret opens no slot of this type; ``lacking`` where only a part of what it asks
    for was offered. They are made when they are raised: an error that is kept holds on to secrets by its traceback.
    """

    name: str
    asks: tuple[str, ...]
    is_stretched: bool
    unwrap: Unwrap = extracted
    wrap: Wrap = new_extracted
    read: Callable[[bytes], object] = no_data
    wrong: Callable[[], Locked] = lambda: Locked("wrong-secret")
    lacking: Callable[[], Locked] | None = None


FIRST = KeyType(
    "passphrase",
    (PASSPHRASE,),
    is_stretched=True,
    unwrap=_as_it_is,
    wrap=_new_as_it_is,
    wrong=lambda: Locked(
        "wrong-passphrase",
        recovery="",
        shares="",
        keyfile="",
        older="",
        seen="",
        files=(),
        source="",
        line="",
    ),
)
"""What a vault is made with, and what takes the place of a passphrase that was forgotten."""
_ROWS = (
    FIRST,
    KeyType(
        "keyfile",
        (PASSPHRASE, KEY_FILE),
        is_stretched=True,
        wrong=lambda: Locked("wrong-key-file"),
        lacking=lambda: Locked("key-file-needed"),
    ),
    KeyType("recovery", (RECOVERY,), is_stretched=False, wrong=lambda: Locked("wrong-words")),
    KeyType("shares", (SHARES,), is_stretched=False, wrong=lambda: Locked("wrong-words")),
)
TYPES: dict[str, KeyType] = {row.name: row for row in _ROWS}
"""By name, the handiest first: where several would do, that is asked for."""

"""Which vault a ``wallet.keys`` is for, read without a JSON parser and without knowing slots: what daily commands need.

The header's bytes come in; checksum and first fields are judged here, the rest in ``header``. Raises Damaged alone.
"""

from __future__ import annotations

import hashlib

from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple

FILE_MOST_BYTES = 64 * 1024
VAULT_ID_BYTES = 16

_MAGIC = b"wallet-keys/"
FORMAT = _MAGIC + b"1"
_COUNTER_MOST = 2**53 - 1


class Identity(NamedTuple):
    """Which vault the header is for, how often it was rewritten, and which database key it holds."""

    vault_id: bytes
    generation: int
    epoch: int


class Version(NamedTuple):
    """Which of a vault's headers one is: its generation, and the SHA-256 of the whole file."""

    generation: int
    digest: bytes


def begins(data: bytes) -> bool:
    """Whether it begins as key headers of every version do."""
    return data.startswith(_MAGIC)


def version_of(data: bytes) -> Version:
    """The version of a header; raises as ``identity_of``."""
    return Version(identity_of(data).generation, hashlib.sha256(data).digest())


def identity_of(data: bytes) -> Identity:
    """The identity, after the checksum has been judged. Raises Damaged("header-damaged"), Damaged("header-newer")."""
    return _identity(checked(data)[0])


def checked(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The JSON line, everything before the MAC line, and the MAC line."""
    if len(data) > FILE_MOST_BYTES:
        raise Damaged("header-damaged")
    lines = data.split(b"\n")
    if lines[0] != FORMAT and _is_newer(lines[0]):
        raise Damaged("header-newer", types=())
    if len(lines) != 5 or lines[0] != FORMAT or lines[4]:
        raise Damaged("header-damaged")
    above = lines[0] + b"\n" + lines[1] + b"\n"
    if lines[2] != b"sha256 " + hashlib.sha256(above).hexdigest().encode():
        raise Damaged("header-damaged")
    return lines[1], above + lines[2] + b"\n", lines[3] + b"\n"


def _is_newer(line: bytes) -> bool:
    number = line.removeprefix(_MAGIC)
    return line.startswith(_MAGIC) and number.isdigit() and len(number) <= 4 and number[:1] != b"0"


def _identity(line: bytes) -> Identity:
    try:
        vault, generation, epoch, _ = line.split(b",", 3)
        identity = Identity(
            bytes.fromhex(vault.decode("ascii").removeprefix('{"vault":"').removesuffix('"')),
            int(generation.removeprefix(b'"generation":')),
            int(epoch.removeprefix(b'"epoch":')),
        )
    except ValueError:
        raise Damaged("header-damaged") from None
    check_identity(identity)
    if not line.startswith(opening(identity)):
        raise Damaged("header-damaged")
    return identity


def check_identity(identity: Identity) -> None:
    """Raise Damaged("header-damaged") for numbers or an id out of bounds."""
    vault_id, generation, epoch = identity
    if len(vault_id) != VAULT_ID_BYTES or not (0 < generation <= _COUNTER_MOST and 0 < epoch <= _COUNTER_MOST):
        raise Damaged("header-damaged")


def opening(identity: Identity) -> bytes:
    """How the JSON line begins, in its one spelling."""
    vault_id, generation, epoch = identity
    return b'{"vault":"%s","generation":%d,"epoch":%d,' % (vault_id.hex().encode(), generation, epoch)

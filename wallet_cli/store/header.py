"""The text of ``wallet.keys``: four lines, one spelling, judged in an order that tells what went wrong.

    wallet-keys/1                 another number: Damaged("header-newer")
    {"vault":...}                 canonical JSON: fixed order, no blanks, ASCII; anything else is damage
    sha256 <hex>                  over the lines above: bit rot and torn copies, told before any secret is asked for
    mac <hex>                     HMAC-SHA256 over the lines above, by a key under the master: what others changed

``identity_of`` reads the first fields without a JSON parser, which daily commands don't load.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import NamedTuple

from wallet_cli.errors import Damaged
from wallet_cli.store import sealing, slots
from wallet_cli.store.sealing import Sealed
from wallet_cli.store.slots import Kdf, Slot

FILE_MOST_BYTES = 64 * 1024
VAULT_ID_BYTES = 16

_MAGIC = b"wallet-keys/"
_FORMAT = _MAGIC + b"1"
_COUNTER_MOST = 2**53 - 1


class Identity(NamedTuple):
    """Which vault the header is for, how often it was rewritten, and which database key it holds."""

    vault_id: bytes
    generation: int
    epoch: int


class Header(NamedTuple):
    """The whole header: its identity, the slots, and the database key sealed under the master."""

    identity: Identity
    slots: tuple[Slot, ...]
    database: Sealed


def identity_of(data: bytes) -> Identity:
    """The identity, after the checksum has been judged. Raises Damaged("header-damaged"), Damaged("header-newer")."""
    return _identity(_checked(data)[0])


def parse(data: bytes) -> Header:
    """The header, checked in every field, but not yet against its MAC. Raises as ``identity_of``."""
    line = _checked(data)[0]
    try:
        header = _header(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Damaged("header-damaged") from None
    if _body(header) != line:  # also refuses repeated, unknown and reordered fields
        raise Damaged("header-damaged")
    _check(header)
    return header


def check_mac(data: bytes, master: bytes) -> None:
    """Judge the last line: Damaged("header-damaged") where somebody without the master wrote the header."""
    _, before, told = _checked(data)
    if not hmac.compare_digest(_mac_line(before, master), told):
        raise Damaged("header-damaged")


def render(header: Header, master: bytes) -> bytes:
    """The bytes of the file; ``parse`` reads them back the same."""
    _check(header)
    above = _FORMAT + b"\n" + _body(header) + b"\n"
    above += b"sha256 %s\n" % hashlib.sha256(above).hexdigest().encode()
    return above + _mac_line(above, master)


def _checked(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The JSON line, everything before the MAC line, and the MAC line."""
    if len(data) > FILE_MOST_BYTES:
        raise Damaged("header-damaged")
    lines = data.split(b"\n")
    if lines[0] != _FORMAT and _is_newer(lines[0]):
        raise Damaged("header-newer")
    if len(lines) != 5 or lines[0] != _FORMAT or lines[4]:
        raise Damaged("header-damaged")
    above = lines[0] + b"\n" + lines[1] + b"\n"
    if lines[2] != b"sha256 " + hashlib.sha256(above).hexdigest().encode():
        raise Damaged("header-damaged")
    return lines[1], above + lines[2] + b"\n", lines[3] + b"\n"


def _is_newer(line: bytes) -> bool:
    number = line.removeprefix(_MAGIC)
    return line.startswith(_MAGIC) and number.isdigit() and len(number) <= 4 and number[:1] != b"0"


def _mac_line(before: bytes, master: bytes) -> bytes:
    key = sealing.subkey(master, b"wallet-keys/1 header mac")
    return b"mac %s\n" % hmac.digest(key, before, "sha256").hex().encode()


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
    _check_identity(identity)
    if not line.startswith(_opening(identity)):
        raise Damaged("header-damaged")
    return identity


def _check_identity(identity: Identity) -> None:
    vault_id, generation, epoch = identity
    if len(vault_id) != VAULT_ID_BYTES or not (0 < generation <= _COUNTER_MOST and 0 < epoch <= _COUNTER_MOST):
        raise Damaged("header-damaged")


def _opening(identity: Identity) -> bytes:
    vault_id, generation, epoch = identity
    return b'{"vault":"%s","generation":%d,"epoch":%d,' % (vault_id.hex().encode(), generation, epoch)


def _header(line: bytes) -> Header:
    import json

    told = json.loads(line)
    slots_told = told["slots"]
    if not isinstance(slots_told, list) or len(slots_told) > slots.SLOTS_MOST:
        raise ValueError("slots")
    sealed = Sealed(_bytes(told["database"]["nonce"]), _bytes(told["database"]["wrapped"]))
    identity = Identity(_bytes(told["vault"]), _int(told["generation"]), _int(told["epoch"]))
    return Header(identity, tuple(_slot(each) for each in slots_told), sealed)


def _slot(told: dict[str, object]) -> Slot:
    kdf = told["kdf"]
    if not isinstance(kdf, dict) or kdf["name"] != "argon2id":
        raise Damaged("header-newer")
    return Slot(
        _int(told["id"]),
        _text(told["type"]),
        _text(told["name"]),
        Kdf(_int(kdf["t"]), _int(kdf["m_kib"]), _int(kdf["p"])),
        _bytes(kdf["salt"]),
        Sealed(_bytes(told["nonce"]), _bytes(told["wrapped"])),
    )


def _int(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _bytes(value: object) -> bytes:
    return bytes.fromhex(_text(value))


def _check(header: Header) -> None:
    _check_identity(header.identity)
    if (len(header.database.nonce), len(header.database.wrapped)) != (sealing.NONCE_BYTES, sealing.SEALED_KEY_BYTES):
        raise Damaged("header-damaged")
    numbers = [slot.id for slot in header.slots]
    if not 0 < len(numbers) <= slots.SLOTS_MOST or len(set(numbers)) != len(numbers):
        raise Damaged("header-damaged")
    for slot in header.slots:
        slots.check_slot(slot)


def _body(header: Header) -> bytes:
    import json

    rest = {
        "slots": [_slot_told(slot) for slot in header.slots],
        "database": {"nonce": header.database.nonce.hex(), "wrapped": header.database.wrapped.hex()},
    }
    return _opening(header.identity) + json.dumps(rest, separators=(",", ":"))[1:].encode("ascii")


def _slot_told(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.id,
        "type": slot.type,
        "name": slot.name,
        "kdf": {"name": "argon2id", **slot.kdf._asdict(), "salt": slot.salt.hex()},
        "nonce": slot.sealed.nonce.hex(),
        "wrapped": slot.sealed.wrapped.hex(),
    }

"""The text of ``wallet.keys``: four lines, one spelling, judged in an order that says what went wrong.

    wallet-keys/1                 another number: Damaged("header-newer")
    {"vault":...}                 canonical JSON: fixed order, no blanks, ASCII; anything else is damage
    sha256 <hex>                  over the lines above: bit rot and torn copies, found before any secret is asked for
    mac <hex>                     HMAC-SHA256 over the lines above, by a key under the master: what others changed

Types of slots are open: one that isn't known here is kept, with the data of its own, and opens nothing. Their
derivations are not: a reader that doesn't know one can't tell its spelling.

``identity`` reads the first fields without a JSON parser, which daily commands don't load.
"""

from __future__ import annotations

import hashlib
import hmac

from wallet_cli.errors import Damaged, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import sealing, slots
from wallet_cli.store.vault.identity import FILE_MOST_BYTES as FILE_MOST_BYTES
from wallet_cli.store.vault.identity import FORMAT, Identity, check_identity, checked, opening
from wallet_cli.store.vault.key_types import TYPES
from wallet_cli.store.vault.sealing import Sealed
from wallet_cli.store.vault.slots import Kdf, Slot

_SLOW, _QUICK = "argon2id", "hkdf-sha256"


class Header(NamedTuple):
    """The whole header: its identity, the slots, and the database key sealed under the master."""

    identity: Identity
    slots: tuple[Slot, ...]
    database: Sealed

    def slot(self, number: int) -> Slot:
        """The slot of this number, which is there."""
        return next(slot for slot in self.slots if slot.id == number)


def parse(data: bytes) -> Header:
    """The header, checked in every field, but not yet against its MAC. Raises as ``identity.identity_of``."""
    line = checked(data)[0]
    try:
        header = _header(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Damaged("header-damaged") from None
    if _body(header) != line:  # also refuses repeated, unknown and reordered fields
        raise Damaged("header-damaged")
    _check(header)
    return header


def check_mac(data: bytes, master: bytes) -> None:
    """Judge the last line: Damaged("header-damaged") where someone without the master wrote the header."""
    _, before, told = checked(data)
    if not hmac.compare_digest(_mac_line(before, master), told):
        raise Damaged("header-damaged")


def render(header: Header, master: bytes) -> bytes:
    """The bytes of the file; ``parse`` reads them back the same. Raises Refused("keys-full") for more than one holds:
    long names, and much data of types' own.
    """
    _check(header)
    above = FORMAT + b"\n" + _body(header) + b"\n"
    above += b"sha256 %s\n" % hashlib.sha256(above).hexdigest().encode()
    made = above + _mac_line(above, master)
    if len(made) > FILE_MOST_BYTES:
        raise Refused("keys-full", most=len(header.slots) - 1)
    return made


def _mac_line(before: bytes, master: bytes) -> bytes:
    key = sealing.subkey(master, b"wallet-keys/1 header mac")
    return b"mac %s\n" % hmac.digest(key, before, "sha256").hex().encode()


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
    if not isinstance(kdf, dict) or kdf["name"] not in (_SLOW, _QUICK):
        raise Damaged("header-newer", types=())
    return Slot(
        _int(told["id"]),
        _text(told["type"]),
        _text(told["name"]),
        Kdf(_int(kdf["t"]), _int(kdf["m_kib"]), _int(kdf["p"])) if kdf["name"] == _SLOW else None,
        _bytes(kdf["salt"]),
        Sealed(_bytes(told["nonce"]), _bytes(told["wrapped"])),
        _bytes(told.get("data", "")),
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
    check_identity(header.identity)
    if (len(header.database.nonce), len(header.database.wrapped)) != (sealing.NONCE_BYTES, sealing.SEALED_KEY_BYTES):
        raise Damaged("header-damaged")
    numbers = [slot.id for slot in header.slots]
    if not 0 < len(numbers) <= slots.SLOTS_MOST or len(set(numbers)) != len(numbers):
        raise Damaged("header-damaged")
    for slot in header.slots:
        slots.check_slot(slot)
    if not slots.affordable(header.slots):
        raise Damaged("header-damaged")
    if not any(slot.type in TYPES for slot in header.slots):
        raise Damaged("header-newer", types=tuple(slot.type for slot in header.slots))


def _body(header: Header) -> bytes:
    import json

    rest = {
        "slots": [_slot_told(slot) for slot in header.slots],
        "database": {"nonce": header.database.nonce.hex(), "wrapped": header.database.wrapped.hex()},
    }
    return opening(header.identity) + json.dumps(rest, separators=(",", ":"))[1:].encode("ascii")


def _slot_told(slot: Slot) -> dict[str, object]:
    cost: dict[str, object] = {"name": _QUICK} if slot.kdf is None else {"name": _SLOW, **slot.kdf._asdict()}
    return {
        "id": slot.id,
        "type": slot.type,
        "name": slot.name,
        "kdf": {**cost, "salt": slot.salt.hex()},
        "nonce": slot.sealed.nonce.hex(),
        "wrapped": slot.sealed.wrapped.hex(),
        **({"data": slot.data.hex()} if slot.data else {}),
    }

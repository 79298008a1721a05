"""A second reader of a vault, written from docs/reference/files.md alone: nothing of wallet's own code reads here."""

import hashlib
import hmac
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from tests.raw import library


def opened_store(folder: Path, passphrase: str) -> Any:
    """The database in this folder."""
    key = database_key((folder / "wallet.keys").read_bytes(), passphrase.encode())
    return library.opened(folder / "wallet.db", key)


def database_key(keys: bytes, passphrase: bytes, at: int = 0, file: bytes = b"") -> bytes:
    """By the slot at this place; for those without Argon2id ``passphrase`` is the 32 bytes."""
    lines = keys.split(b"\n")
    assert lines[0] == b"wallet-keys/1"
    assert lines[2] == b"sha256 " + hashlib.sha256(lines[0] + b"\n" + lines[1] + b"\n").hexdigest().encode()
    told = json.loads(lines[1])
    slot = told["slots"][at]
    cost = slot["kdf"]
    salt = bytes.fromhex(cost["salt"])
    slot_key, spent = passphrase, cost["name"]
    if spent == "argon2id":
        slot_key = hash_secret_raw(passphrase, salt, cost["t"], cost["m_kib"], cost["p"], hash_len=32, type=Type.ID)
        spent = f"argon2id {cost['t']} {cost['m_kib']} {cost['p']}"
    if slot["type"] != "passphrase":
        secret = slot_key + (hashlib.sha256(file).digest() if slot["type"] == "keyfile" else b"")
        info = b"wallet-keys/1 " + slot["type"].encode()
        slot_key = HKDF(hashes.SHA256(), 32, salt, info).derive(secret)
    bound = f"wallet-keys/1 slot {told['vault']} {slot['id']} {slot['type']} {spent}"
    master = opened(slot_key, slot, bound)
    above = b"".join(line + b"\n" for line in lines[:3])
    mac = hmac.digest(subkey(master, b"wallet-keys/1 header mac"), above, "sha256")
    assert lines[3] == b"mac " + mac.hex().encode()
    return by_master(told, master)


def by_master(told: dict[str, Any], master: bytes) -> bytes:
    """The database key of a header's second line; raises InvalidTag where the master key is of another one."""
    wrapping = subkey(master, b"wallet-keys/1 database wrap")
    return opened(wrapping, told["database"], f"wallet-keys/1 database {told['vault']} {told['epoch']}")


def opened(key: bytes, sealed: dict[str, str], bound: str) -> bytes:
    nonce, wrapped = bytes.fromhex(sealed["nonce"]), bytes.fromhex(sealed["wrapped"])
    return ChaCha20Poly1305(key).decrypt(nonce, wrapped, bound.encode())


def subkey(master: bytes, info: bytes) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, info).derive(master)


def parts(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def framed(*pieces: bytes) -> bytes:
    return b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)


class Balances:
    """The digest of all current balances, kept along with the journal."""

    def __init__(self) -> None:
        self.written: dict[str, int] = {}
        self.cells: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        self.live: dict[str, Any] = {}

    def follow(self, operation: int, kind: str, uid: str, body: Any) -> None:
        if kind == "account":
            self.written[uid] = operation
        if kind == "txn":
            self._count(self.live.pop(uid, None), -1)
            self._count(body, 1)
            self.live[uid] = body

    def _count(self, body: Any, sign: int) -> None:
        if body is None or (len(body) > 7 and body[7]):
            return
        for account, currency, amount, _days, state, *_rest in body[2]:
            cell = self.cells[account, currency, state]
            cell[0] += sign * amount
            cell[1] += sign
            cell[2] += 1

    def digest(self, key: bytes, salt: bytes | None = None) -> bytes:
        """With the salt of version 2, or as version 1 made it."""
        ordered = sorted((bytes.fromhex(account), code.encode(), state) for account, code, state in self.cells)
        lines = b"".join(
            b"%b %d %b %d %d %d %d\n"
            % (account, self.written[account.hex()], code, state, *self.cells[account.hex(), code.decode(), state])
            for account, code, state in ordered
        )
        return hmac.digest(key, (framed(b"balances", salt) if salt is not None else b"") + lines, "sha256")


def images(db: Any, balances: Balances | None = None) -> Iterator[list[Any]]:
    """All after-images in order, with every MAC and digest of the chain checked on the way."""
    balances = balances or Balances()
    keys = dict(db.execute("SELECT epoch, key FROM journal_key"))
    blind = next((value for name, value in db.execute("SELECT name, value FROM meta") if name == "balances_salt"), None)
    before, torn = bytes(32), False
    devices: dict[bytes, tuple[int, bytes]] = {}
    written: dict[tuple[str, str], bytes] = {}
    (count,) = db.execute("SELECT count(*) FROM op").fetchone()
    for number, record, mac, request in db.execute("SELECT id, record, mac, request FROM op ORDER BY id"):
        fields = parts(record)
        version = int.from_bytes(fields[0], "big")
        assert (len(fields[0]), len(fields)) == (2, {1: 14, 2: 15}[version])
        counter = int.from_bytes(fields[3], "big")
        if version == 1:
            assert counter == number
        else:
            assert (counter - 1, fields[14]) == devices.get(fields[2], (0, b""))
        devices[fields[2]] = counter, fields[1]
        assert fields[10] == request
        assert fields[5] == before
        assert hmac.digest(keys[int.from_bytes(fields[6], "big")], record, "sha256") == mac
        before = mac
        for chunk in range(len(fields[12]) // 32):
            salt, data = db.execute("SELECT salt, data FROM body WHERE id = ?", (number * 1048576 + chunk,)).fetchone()
            if not data:
                torn = True
                continue
            body = zlib.decompress(data)
            assert hashlib.sha256(framed(salt, body)).digest() == fields[12][chunk * 32 : chunk * 32 + 32]
            for data in parts(body):
                image = json.loads(data)
                assert json.dumps(image, ensure_ascii=False, separators=(",", ":")).encode() == data
                balances.follow(number, image[0], image[1], image[3])
                if version == 2 and not torn:
                    assert bytes.fromhex(image[2]) == written.get((image[0], image[1]), b"")
                written[image[0], image[1]] = fields[1]
                yield image
        torn = torn and fields[7] != b"erase-body"
        key = keys[int.from_bytes(fields[6], "big")]
        if version == 1:
            assert torn or balances.digest(key) == fields[13], number
        elif number == count:
            assert balances.digest(key, blind) == fields[13]
        else:  # its salt has been overwritten
            assert fields[13] not in (balances.digest(key), balances.digest(key, blind))

"""A second reader of a vault, written from docs/reference/files.md alone: nothing of wallet's own code reads here.

It only makes what is read.
"""

import hashlib
import hmac
import json
import os
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shamir_mnemonic
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from mnemonic import Mnemonic
from sqlcipher3 import dbapi2

from tests.cli.driver import PASSPHRASE, Wallet
from tests.vaults.make import HERE
from wallet_cli.services.vault import key_changes, location, recovery_shares, recovery_words


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


def test_the_page_is_enough_to_read_a_vault(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-m", "two cups", "--tag", "treat", "-d", "2026-11-19")
    wallet.ok("accounts", "rename", "card", "visa")
    folder = wallet.data / "main"
    db = dbapi2.connect(str(folder / "wallet.db"))
    db.set_key(f"x'{database_key((folder / 'wallet.keys').read_bytes(), PASSPHRASE.encode()).hex()}'".encode())
    db.execute("PRAGMA cipher_compatibility=4")
    books: dict[tuple[str, str], Any] = {}
    for kind, uid, _previous, body in images(db):
        books[kind, uid] = body
    names = {uid: body[0] for (kind, uid), body in books.items() if kind == "account"}
    assert {"cash", "bank", "visa", "anna", "food"} <= set(names.values())
    paid = next(body for (kind, _), body in books.items() if kind == "txn" and len(body) > 3)
    day, payee, postings, memo, delivered, tags = paid[:6]
    assert (day, books["payee", payee][0], memo, delivered, tags) == (739_939, "Coffee", "two cups", "", ["treat"])
    assert sorted((names[account], code, amount) for account, code, amount, *_ in postings) == [
        ("cash", "EUR", -1250),
        ("food", "EUR", 1250),
    ]
    assert next(body for (kind, _), body in books.items() if kind == "currency") == ["EUR", 2]


def opened_store(wallet: Wallet) -> Any:
    """The database of this wallet."""
    folder = wallet.data / "main"
    db = dbapi2.connect(str(folder / "wallet.db"))
    db.set_key(f"x'{database_key((folder / 'wallet.keys').read_bytes(), PASSPHRASE.encode()).hex()}'".encode())
    db.execute("PRAGMA cipher_compatibility=4")
    return db


def read_books(wallet: Wallet, balances: Balances) -> int:
    """Go through the journal of this wallet; how many after-images it has."""
    db = opened_store(wallet)
    try:
        return sum(1 for _image in images(db, balances))
    finally:
        db.close()


def test_the_page_is_enough_to_make_each_digest_of_the_balances(wallet: Wallet) -> None:
    for line in (
        "pay 12.50 Coffee @cash +food",
        "pay 3.20 Tea @cash +food --pending",
        "edit t3 13",
        "edit t4 --booked",
        "edit t4 -m only-a-word",
        "edit t3 --void",
        "edit t3 -m while-it-is-void",
        "edit t3 --unvoid",
        "accounts rename cash purse",
        "rm t4",
        "undo o14",
        "accounts edit bank --currency EUR,JPY",
        "exchange 100eur 11900jpy @bank @bank",
    ):
        wallet.ok(*line.split())
    balances = Balances()
    assert read_books(wallet, balances) > 30
    assert {code for _account, code, _state in balances.cells} == {"EUR", "JPY"}
    assert {0, 1} <= {state for _account, _code, state in balances.cells}
    assert any(amount == count == 0 < changes for amount, count, changes in balances.cells.values())


def test_the_page_is_enough_to_read_a_vault_of_version_1_that_goes_on_in_version_2(
    wallet: Wallet, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    old = Wallet(tmp_path / "old")
    (old.data / "main").mkdir(parents=True)
    for name in ("wallet.db", "wallet.keys"):
        shutil.copyfile(HERE / "0001" / name, old.data / "main" / name)
    assert read_books(old, before := Balances()) > 30
    old.ok("pay", "1", "Later", "@cash", "+food")
    assert read_books(old, after := Balances()) > 30
    assert sum(cell[0] for cell in before.cells.values()) == sum(cell[0] for cell in after.cells.values()) == 0
    assert before.cells != after.cells


def test_the_page_is_enough_for_digests_after_an_erasure(wallet: Wallet) -> None:
    for line in ("pay 12.50 Coffee @cash +food", "pay 3.20 Tea @cash +food", "edit t3 13", "rm t3 --erase-body --yes"):
        wallet.ok(*line.split())
    wallet.ok("pay", "1", "Later", "@cash", "+food")
    balances = Balances()
    read_books(wallet, balances)
    assert sorted(cell[0] for cell in balances.cells.values()) == [-157000, 420, 31580, 125000]


def test_the_page_is_enough_to_spell_a_key_header(wallet: Wallet, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("six quick brown foxes")
    (tmp_path / "new").chmod(0o600)
    name = 'Küche "a" \\ \U0001f511'
    wallet.ok("keys", "add", "passphrase", "--name", name, "--new-passphrase-file", str(tmp_path / "new"))
    line = (wallet.data / "main" / "wallet.keys").read_bytes().split(b"\n")[1]
    assert b'"name":"K\\u00fcche \\"a\\" \\\\ \\ud83d\\udd11"' in line
    told = json.loads(line)
    assert json.dumps(told, separators=(",", ":")).encode("ascii") == line
    assert [slot["name"] for slot in told["slots"]] == ["passphrase", name]


def test_the_page_is_enough_to_read_recovery_words() -> None:
    words = Mnemonic("english").wordlist
    secret = os.urandom(32)
    bits = "".join(f"{words.index(word):011b}" for word in recovery_words.words_of(secret))
    assert int(bits[:256], 2).to_bytes(32, "big") == secret
    assert int(bits[256:], 2) == hashlib.sha256(secret).digest()[0]


def test_the_page_is_enough_to_read_shares() -> None:
    secret = os.urandom(32)
    shares = [" ".join(share) for share in recovery_shares.shares_of(secret)]
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    assert shamir_mnemonic.combine_mnemonics(shares[1:], b"") == secret


def test_the_page_is_enough_for_every_type_of_slot(wallet: Wallet, tmp_path: Path) -> None:
    place, file, entropy = location.Place(wallet.data / "main", wallet.state), tmp_path / "key", bytes(range(32))
    file.write_bytes(b"a key file")
    first = key_changes.by_passphrase(PASSPHRASE.encode())
    for secret in (
        key_changes.Secret("keyfile", b"with a file", key_changes.digest_of(str(file))),
        key_changes.Secret(key_changes.RECOVERY, entropy),
        key_changes.Secret(key_changes.SHARES, entropy),
    ):
        key_changes.add(place, key_changes.open_by(place, first), secret, "", key_changes.Making("cheap", os.urandom))
    keys = place.keys.read_bytes()
    expected = database_key(keys, PASSPHRASE.encode())
    assert database_key(keys, b"with a file", 1, b"a key file") == expected
    assert database_key(keys, entropy, 2) == database_key(keys, entropy, 3) == expected
    (head,) = wallet.state.glob("*.head")
    assert head.read_bytes().splitlines()[1].endswith(b" 4")


def test_the_page_tells_the_head_outside(wallet: Wallet) -> None:
    first, second, third = next(wallet.state.glob("*.head")).read_bytes().splitlines(keepends=True)
    assert first == b"wallet-head/1\n"
    assert third == b"sha256 " + hashlib.sha256(first + second).hexdigest().encode() + b"\n"
    operations, mac, generation = second.split()
    assert (int(operations), len(mac), int(generation)) == (5, 64, 1)


def test_the_page_is_enough_to_read_a_backup(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("backup", str(tmp_path / "main.backup"))
    *lines, image = (tmp_path / "main.backup").read_bytes().split(b"\n", 8)
    above = b"".join(line + b"\n" for line in lines[:7])
    assert (lines[0], lines[7]) == (b"wallet-backup/1", b"sha256 " + hashlib.sha256(above).hexdigest().encode())
    label = json.loads(lines[1])
    assert (label["image_bytes"], label["image_sha256"]) == (len(image), hashlib.sha256(image).hexdigest())
    key = database_key(b"".join(line + b"\n" for line in lines[2:6]), PASSPHRASE.encode())
    word, nonce, ciphertext = lines[6].decode().split(" ")
    cipher = ChaCha20Poly1305(subkey(key, b"wallet-backup/1 seal"))
    covered = b"".join(line + b"\n" for line in lines[:6])
    told = json.loads(cipher.decrypt(bytes.fromhex(nonce), bytes.fromhex(ciphertext), covered))
    (tmp_path / "image").write_bytes(image)
    db = dbapi2.connect(f"file:{tmp_path}/image?mode=ro&immutable=1", uri=True)
    db.set_key(f"x'{told[0]}'".encode())
    db.execute("PRAGMA cipher_compatibility=4")
    rows = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("txn", "posting", "account")]
    operations, mac = db.execute("SELECT id, hex(mac) FROM op ORDER BY id DESC LIMIT 1").fetchone()
    assert (word, told[1], told[2].upper(), told[4:7]) == ("sealed", operations, mac, rows)
    assert sum(1 for _image in images(db)) > 20


def test_only_the_owner_can_read_the_files(wallet: Wallet, tmp_path: Path) -> None:
    for path in (*wallet.data.rglob("*"), *wallet.state.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path.relative_to(tmp_path)

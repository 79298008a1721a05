"""What docs/reference/files.md says is enough: a second reader, made from that page alone, reads what wallet makes."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import shamir_mnemonic
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from mnemonic import Mnemonic

from tests.cli.driver import PASSPHRASE, Wallet
from tests.raw import counting, journal, library
from tests.raw.second_reader import Balances, database_key, images, opened_store, subkey
from tests.vaults.make import HERE
from wallet_cli.services.vault import key_changes, location, recovery_shares, recovery_words


def test_the_page_is_enough_to_read_a_vault(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-m", "two cups", "--tag", "treat", "-d", "2026-11-19")
    wallet.ok("accounts", "rename", "card", "visa")
    books: dict[tuple[str, str], Any] = {}
    for kind, uid, _previous, body in images(opened_store(wallet.data / "main", PASSPHRASE)):
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


def read_books(wallet: Wallet, balances: Balances) -> int:
    """Go through the journal of this wallet; how many after-images it has."""
    db = opened_store(wallet.data / "main", PASSPHRASE)
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
    keys = place.header.read_bytes()
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
    db = library.opened(tmp_path / "image", bytes.fromhex(told[0]), frozen=True)
    rows = [counting.rows(db, table) for table in ("txn", "posting", "account")]
    last = journal.last(db), journal.chain(db)[-1].hex()
    assert (word, told[1], told[2], told[4:7]) == ("sealed", *last, rows)
    assert sum(1 for _image in images(db)) > 20


def test_only_the_owner_can_read_the_files(wallet: Wallet, tmp_path: Path) -> None:
    for path in (*wallet.data.rglob("*"), *wallet.state.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path.relative_to(tmp_path)

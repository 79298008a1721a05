"""A backup's head says what it is and what is wrong with it; a copy is whole, encrypted, of one state; drafts go."""

import fcntl
import io
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.ledger import KEY, Ledger
from wallet_cli.errors import BadFile, Damaged, Refused, WalletError
from wallet_cli.store.check import copying
from wallet_cli.store.journal import journal
from wallet_cli.store.vault import backup_file, connect, keys, scratch
from wallet_cli.store.vault.backup_file import Contents, Label
from wallet_cli.store.vault.slots import TEST_KDF

VAULT = bytes(range(16))
KEYS, DATABASE_KEY = keys.create_header(b"correct horse", TEST_KDF, VAULT, os.urandom)
LABEL = Label(VAULT, 1_795_000_000_000_000, 5, bytes(32))
CONTENTS = Contents(3, b"m" * 32, b"b" * 32, 2, 4, 9, 1)
IMAGE_KEY = bytes(range(100, 132))
HEAD = backup_file.render(LABEL, KEYS, CONTENTS, IMAGE_KEY, DATABASE_KEY, bytes(12))


def read(data: bytes) -> backup_file.BackupHead:
    return backup_file.read(io.BytesIO(data))


def nothing(_done: int, _whole: int) -> None:
    """Nobody watches."""


def test_a_head_is_read_back_and_opens_with_the_database_key_alone() -> None:
    head = read(HEAD + b"image")
    assert (head.label, head.keys, head.size_bytes) == (LABEL, KEYS, len(HEAD))
    assert backup_file.unseal(head, DATABASE_KEY) == (IMAGE_KEY, CONTENTS)
    assert backup_file.unseal(head, bytes(32)) is None
    assert IMAGE_KEY.hex().encode() not in HEAD


@given(st.integers(0, len(HEAD) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_told_without_any_key(at: int, flip: int) -> None:
    data = bytearray(HEAD)
    data[at] ^= flip
    with pytest.raises((BadFile, Damaged)) as caught:
        read(bytes(data))
    slugs = {"not-a-backup", "backup-newer"} if at < 16 else {"backup-head-damaged"}
    assert caught.value.slug in slugs


@given(st.integers(0, len(HEAD) - 1))
def test_so_is_a_head_that_ends_early(size: int) -> None:
    with pytest.raises(BadFile) as caught:
        read(HEAD[:size])
    assert caught.value.slug == ("not-a-backup" if size < 15 else "backup-head-damaged")


@given(st.binary(max_size=200))
def test_any_bytes_are_no_backup(data: bytes) -> None:
    with pytest.raises(WalletError):
        read(data)
    with pytest.raises(WalletError):
        read(b"wallet-backup/1\n" + data)


def forged(line: int, text: bytes) -> bytes:
    """The head with another line, and the checksum put right: what somebody without a key can do."""
    import hashlib

    lines = HEAD.split(b"\n")[:7]
    lines[line] = text
    above = b"".join(each + b"\n" for each in lines)
    return above + b"sha256 %s\n" % hashlib.sha256(above).hexdigest().encode()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (1, b"{}"),
        (1, b"[" * 40_000),
        (1, HEAD.split(b"\n")[1].replace(b"1795", b"-795")),
        (1, HEAD.split(b"\n")[1].replace(b":5,", b":5.0,")),
        (1, HEAD.split(b"\n")[1].replace(b":5,", b": 5,")),
        (1, HEAD.split(b"\n")[1].replace(VAULT.hex().encode(), b"00" * 16)),
        (6, b"sealed"),
        (6, b"sealed zz zz"),
        (6, b"opened " + b"00" * 12 + b" 00"),
        (6, b"sealed 00 00"),
        (6, b"\xff"),
    ],
)
def test_a_head_of_other_shape_is_damaged_whatever_its_checksum(line: int, text: bytes) -> None:
    with pytest.raises(BadFile) as caught:
        read(forged(line, text))
    assert caught.value.slug == "backup-head-damaged"


def test_a_forged_label_breaks_the_seal() -> None:
    head = read(forged(1, HEAD.split(b"\n")[1].replace(b"1795", b"1796")))
    assert backup_file.unseal(head, DATABASE_KEY) is None


def test_numbers_of_a_label_have_63_bits() -> None:
    line = HEAD.split(b"\n")[1]
    for field, now in ((b"made_us", b"1795000000000000"), (b"image_bytes", b"5")):
        old = b'"%s":%s,' % (field, now)
        assert old in line
        for most in (0, 2**63 - 1):
            label = read(forged(1, line.replace(old, b'"%s":%d,' % (field, most)))).label
            assert getattr(label, field.decode()) == most
        for wrong in (-1, 2**63):
            with pytest.raises(WalletError, match="backup-head-damaged"):
                read(forged(1, line.replace(old, b'"%s":%d,' % (field, wrong))))


def test_later_formats_are_told() -> None:
    for number, slug in (
        (b"2", "backup-newer"),
        (b"17", "backup-newer"),
        (b"9999", "backup-newer"),
        (b"10000", "not-a-backup"),
        (b"0", "not-a-backup"),
        (b"02", "not-a-backup"),
        (b"x", "not-a-backup"),
    ):
        with pytest.raises(BadFile) as caught:
            read(HEAD.replace(b"wallet-backup/1", b"wallet-backup/" + number, 1))
        assert caught.value.slug == slug


def test_a_seal_around_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file.sealing, "unseal", lambda *_told: b"[1, 2]")
    with pytest.raises(Damaged, match="backup-contents-differ"):
        backup_file.unseal(read(HEAD), DATABASE_KEY)


def test_a_copy_is_one_state_while_others_write(ledger: Ledger, tmp_path: Path) -> None:
    ledger.db.execute("CREATE TABLE filler (a)")
    ledger.db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
        "INSERT INTO filler SELECT zeroblob(4000) FROM n"
    )
    other = connect.connect(ledger.path, KEY)
    seen: list[tuple[int, int]] = []

    def write(done: int, whole: int) -> None:
        seen.append((done, whole))
        other.execute("INSERT INTO filler VALUES (1)")

    with ledger.store.snapshot():
        contents = copying.contents(ledger.db)
        copying.copy(ledger.db, tmp_path / "image", IMAGE_KEY, write)
    other.close()
    assert len(seen) > 2
    assert [done for done, _whole in seen] == sorted(done for done, _whole in seen)
    assert 0 < seen[0][0] < seen[0][1] and seen[-1][0] == seen[-1][1]
    last = journal.head(ledger.db).record
    assert last is not None and contents.balances == last.balances != b""
    copy = connect.connect(tmp_path / "image", IMAGE_KEY, frozen=True)
    assert copy.execute("SELECT count(*) FROM filler").fetchone() == (3000,)
    assert (copying.contents(copy), list(copy.execute("PRAGMA cipher_integrity_check"))) == (contents, [])
    copy.close()
    assert sorted(each.name for each in tmp_path.glob("image*")) == ["image"]
    assert (tmp_path / "image").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Damaged, match="store-damaged"):
        connect.connect(tmp_path / "image", KEY, frozen=True)


def test_a_copy_never_goes_into_a_file_that_is_there(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(b"mine")
    with pytest.raises(Refused, match="store-exists"):
        copying.copy(ledger.db, tmp_path / "image", IMAGE_KEY, nothing)
    assert (tmp_path / "image").read_bytes() == b"mine"


def test_drafts_vanish_and_what_a_killed_process_left_goes_later(tmp_path: Path) -> None:
    left, young, held = (tmp_path / f"{scratch.PREFIX}{name}" for name in ("left", "young", "held"))
    for each in (left, young, held):
        each.mkdir()
        (each / "image").write_bytes(b"x")
    for each in (left, held):
        os.utime(each, (time.time() - 600,) * 2)
    handle = os.open(held, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with scratch.room(tmp_path) as room:
        (room / "image").write_bytes(b"x")
        assert room.stat().st_mode & 0o777 == 0o700
        assert not left.exists()
    os.close(handle)
    assert sorted(tmp_path.iterdir()) == sorted([young, held])


def test_what_others_moved_into_a_folder_of_drafts_stays(tmp_path: Path) -> None:
    left, other = (tmp_path / f"{scratch.PREFIX}{name}" for name in ("left", "other"))
    for each in (left, other):
        (each / "vault").mkdir(parents=True)
        for name in (
            "image",
            "backup",
            "draft",
            "vault/wallet.db",
            "vault/wallet.keys",
            "vault/.wallet.keys.7.abcdef01",
        ):
            (each / name).write_bytes(b"x")
    (other / "book").mkdir()
    stays = [other / "book" / "wallet.db", other / "one.backup", other / "vault" / "aside-20261120T101500.db"]
    for file in stays:
        file.write_bytes(b"somebody's only copy")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "wallet.db").write_bytes(b"another wallet")
    linked = tmp_path / f"{scratch.PREFIX}linked"
    linked.mkdir()
    (linked / "vault").symlink_to(outside)
    (linked / "image").symlink_to(outside / "wallet.db")
    for each in (left, other, linked):
        os.utime(each, (time.time() - 600,) * 2)
    with scratch.room(tmp_path) as room:
        (room / "mine.backup").write_bytes(b"moved in meanwhile")
        (room / "draft").write_bytes(b"x")
    assert (room / "mine.backup").read_bytes() == b"moved in meanwhile"
    assert not (room / "draft").exists()
    assert not left.exists()
    assert sorted(each for each in other.rglob("*") if each.is_file()) == sorted(stays)
    assert (outside / "wallet.db").read_bytes() == b"another wallet"

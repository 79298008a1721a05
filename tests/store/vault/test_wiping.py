"""A file is overwritten where it lies, whole, and no other copy of it."""

import errno
import os
from pathlib import Path

import pytest

from tests.store.vault.test_files import small_disk
from wallet_cli.store.vault import wiping

__all__ = ["small_disk"]


def zeros(count: int) -> bytes:
    return bytes(count)


@pytest.mark.parametrize("size", [0, 1, 1 << 16, (1 << 16) + 1, 200_000])
def test_every_byte_is_overwritten_and_the_file_is_as_long_as_before(tmp_path: Path, size: int) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"s" * size)
    told = path.stat().st_ino
    asked: list[int] = []

    def random(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    handles = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    wiping.overwrite(path, random)
    assert (path.read_bytes(), path.stat().st_ino) == (bytes(size), told)
    assert (sum(asked), max(asked, default=0) <= 1 << 20) == (size, True)
    if handles:
        assert len(os.listdir("/proc/self/fd")) == handles


def test_a_copy_with_another_name_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"secret")
    for number in range(2):
        os.link(path, tmp_path / f"snapshot{number}")
        wiping.overwrite(path, zeros)
        assert path.read_bytes() == b"secret"
    for number in range(2):
        (tmp_path / f"snapshot{number}").unlink()
    wiping.overwrite(path, zeros)
    assert path.read_bytes() == bytes(6)


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    with pytest.raises(OSError, match="link"):
        wiping.overwrite(tmp_path / "link", zeros)
    assert (tmp_path / "other").read_bytes() == b"other"


def test_only_what_a_file_holds_is_overwritten_and_no_disk_is_filled(small_disk: Path) -> None:
    path = small_disk / "secret"
    with path.open("wb") as out:
        for at in (0, 1 << 30, (1 << 40) - 6):
            out.seek(at)
            out.write(b"secret")
    before = path.stat()
    if before.st_blocks * 512 > before.st_size:
        pytest.skip("no file has holes here")
    assert wiping.overwrite(path, zeros)
    after = path.stat()
    assert (after.st_size, after.st_blocks) == (before.st_size, before.st_blocks)
    with path.open("rb") as left:
        for at in (0, 1 << 30, (1 << 40) - 6):
            left.seek(at)
            assert left.read(6) == bytes(6)


def test_where_holes_are_not_told_all_of_it_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"secret")
    os.truncate(path, 100_000)

    def unknown(*_args: object) -> int:
        raise OSError(errno.EINVAL, "unknown")

    with monkeypatch.context() as patch:
        patch.setattr(os, "lseek", unknown)
        assert wiping.overwrite(path, lambda count: b"r" * count)
    assert path.read_bytes() == b"r" * 100_000
    with monkeypatch.context() as patch:
        patch.delattr(os, "SEEK_DATA")
        assert wiping.overwrite(path, zeros)
    assert path.read_bytes() == bytes(100_000)


@pytest.mark.parametrize("what", ["pwrite", "fsync"])
def test_what_the_disk_does_not_let_be_overwritten_is_cut_to_nothing(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"secret")

    def fails(*_args: object) -> int:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, what, fails)
        assert not wiping.overwrite(path, zeros)
    assert path.read_bytes() == b""
    path.write_bytes(b"secret")
    with monkeypatch.context() as patch, pytest.raises(OSError, match="secret"):
        patch.setattr(os, what, fails)
        patch.setattr(os, "ftruncate", fails)
        wiping.overwrite(path, zeros)

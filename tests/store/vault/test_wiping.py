"""A file is overwritten where it lies, whole, and no other copy of it."""

import os
from pathlib import Path

import pytest

from wallet_cli.store.vault import wiping


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

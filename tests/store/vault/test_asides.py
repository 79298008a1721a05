"""What is set aside: its name, that nothing has it yet, and what goes and stays."""

import os
import stat
import tempfile
import time
from pathlib import Path

import pytest

from tests.store.vault.test_files import small_disk
from wallet_cli.domain.moment import DAY_US
from wallet_cli.store.vault import asides, disk_space

__all__ = ["small_disk"]

WRITTEN = 1_795_000_000
LAST_S = 253_402_300_799
"""The last second of the year 9999."""
NAME = "aside-20261118T110640"


def written(path: Path, data: bytes = b"x") -> Path:
    path.write_bytes(data)
    os.utime(path, (WRITTEN, WRITTEN))
    return path


def test_a_name_tells_when_the_file_was_written_and_takes_none_that_is_there(tmp_path: Path) -> None:
    made = [asides.put(written(tmp_path / "wallet.db-wal", bytes([n])), asides.LOG).name for n in range(3)]
    assert made == [f"{NAME}.wal", f"{NAME}-2.wal", f"{NAME}-3.wal"]
    assert [(tmp_path / name).read_bytes() for name in made] == [b"\0", b"\1", b"\2"]
    assert asides.name_for(written(tmp_path / "wallet.db"), asides.STORE).name == f"{NAME}.db"
    (tmp_path / f"{NAME}.db").symlink_to("nowhere")
    assert asides.name_for(tmp_path / "wallet.db", asides.STORE).name == f"{NAME}-2.db"


@pytest.mark.parametrize(
    ("second", "name"), [(-5, "19700101T000000"), (0, "19700101T000000"), (2**33, "22420316T125632")]
)
def test_any_time_makes_a_name(tmp_path: Path, second: int, name: str) -> None:
    path = written(tmp_path / "wallet.keys")
    os.utime(path, (second, second))
    assert asides.put(path, asides.HEADER).name == f"aside-{name}.keys"


def test_a_time_beyond_all_calendars_makes_a_name_too() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = written(Path(folder) / "wallet.db")
        for beyond_s, name in ((-1, "99991231T235958"), (0, "99991231T235959"), (1, "99991231T235959")):
            os.utime(path, (LAST_S + beyond_s, LAST_S + beyond_s))
            if path.stat().st_mtime != LAST_S + beyond_s:
                pytest.skip("no file system here keeps such a time")
            assert asides.name_for(path, asides.STORE).name == f"aside-{name}.db"


def test_a_copy_is_whole_and_the_owners_alone_and_the_file_stays(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    path = written(tmp_path / "wallet.db", data)
    path.chmod(0o644)
    copied = asides.copy(path, asides.STORE)
    assert (copied.name, copied.read_bytes(), path.read_bytes()) == (f"{NAME}.db", data, data)
    assert copied.stat().st_mode & 0o777 == 0o600


def test_of_a_copy_for_which_there_is_no_room_nothing_stays(small_disk: Path) -> None:
    path = written(small_disk / "wallet.keys", bytes(200 * 1024))
    with pytest.raises(OSError, match="No space"):
        asides.copy(path, asides.HEADER)
    assert [each.name for each in small_disk.iterdir()] == ["wallet.keys"]


def test_a_copy_for_which_there_is_no_room_is_not_begun(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(small_disk / "wallet.db", bytes(200 * 1024))
    monkeypatch.setattr(disk_space, "extents", lambda _handle: pytest.fail("nothing is to be read"))
    with pytest.raises(OSError, match="No space") as caught:
        asides.copy(path, asides.STORE)
    assert caught.value.filename == str(small_disk / f"{NAME}.db")


def test_a_copy_has_the_holes_of_the_file_and_what_is_between_them(small_disk: Path) -> None:
    path = small_disk / "wallet.db"
    with path.open("wb") as out:
        for at in (8192, 1 << 30):
            out.seek(at)
            out.write(b"secret")
        out.truncate(1 << 40)
    if path.stat().st_blocks * 512 > 1 << 30:
        pytest.skip("no file has holes here")
    with asides.copy(path, asides.STORE).open("rb") as copied:
        assert (copied.read(8198), os.fstat(copied.fileno()).st_size) == (bytes(8192) + b"secret", 1 << 40)
        copied.seek((1 << 30) - 10)
        assert copied.read(26) == bytes(10) + b"secret" + bytes(10)


def test_what_is_aside_is_listed_by_name_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{NAME}-2.wal", f"{NAME}.db", f"{NAME}.keys"]
    for name in (*names, "aside-notes.txt", f"{NAME}.txt", f"my-{NAME}.db", "wallet.db"):
        (tmp_path / name).touch()
    found = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(sorted(found(self), reverse=True)))
    assert [each.name for each in asides.listed(tmp_path)] == names
    assert [asides.is_aside(name) for name in (names[0], "aside-notes.txt", f"{NAME}.db.bak")] == [True, False, False]


def test_files_and_links_go_and_folders_stay(tmp_path: Path) -> None:
    target = written(tmp_path / "target", b"somebody's")
    folder, link, file = (tmp_path / f"{NAME}{n}.db" for n in ("", "-2", "-3"))
    folder.mkdir()
    link.symlink_to(target)
    file.write_bytes(b"secret")
    os.link(file, tmp_path / "second")
    (tmp_path / "second").unlink()
    seen: list[int] = []

    def random(count: int) -> bytes:
        seen.append(count)
        return bytes(count)

    now_us = time.time_ns() // 1000
    assert asides.remove(tmp_path, now_us + 29 * DAY_US) == []
    assert asides.remove(tmp_path, now_us + 31 * DAY_US) == [link, file]
    link.symlink_to(target)
    file.write_bytes(b"secret")
    assert asides.destroy(tmp_path, random) == asides.Destroyed((link, file), (), ())
    assert (folder.is_dir(), target.read_bytes(), seen) == (True, b"somebody's", [6])


def test_what_others_could_read_is_the_owners_alone_once_it_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path / "wallet.db-wal", b"log")
    path.chmod(0o644)
    kept = asides.put(path, asides.LOG)
    assert (stat.S_IMODE(kept.stat().st_mode), kept.read_bytes()) == (0o600, b"log")
    (tmp_path / "elsewhere").write_bytes(b"x")
    (tmp_path / "elsewhere").chmod(0o644)
    path.symlink_to(tmp_path / "elsewhere")
    asides.put(path, asides.LOG)
    assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o644

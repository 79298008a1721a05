"""Which file has a name, and as what: whether another one took its place, what it is besides, who else knows it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.own_process import answer_of, powerless
from wallet_cli.store.vault import files, permissions


def test_what_is_empty_counts_as_nothing_and_what_is_not_as_itself(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert files.stamp(str(path)) is None
    path.touch()
    assert files.stamp(str(path)) is None
    path.write_bytes(b"x")
    told = path.stat()
    assert files.stamp(str(path)) == (told.st_dev, told.st_ino, 1, told.st_mtime_ns)
    (tmp_path / "link").symlink_to(path)
    assert files.stamp(str(tmp_path / "link")) != files.stamp(str(path))
    with Path("/dev/null").open() as device:
        assert files.stamp(device.name) is not None, "it is empty, but no file"


@pytest.mark.parametrize(
    ("make", "strange", "more"),
    [
        (Path.touch, False, False),
        (Path.mkdir, True, False),
        (os.mkfifo, True, False),
        (lambda path: path.symlink_to("other"), True, False),
        (lambda path: path.hardlink_to(path.with_name("other")), True, True),
        (lambda path: None, False, False),
    ],
)
def test_what_is_no_file_or_has_another_name_is_strange(
    tmp_path: Path, make: Callable[[Path], None], strange: bool, more: bool
) -> None:
    (tmp_path / "other").touch()
    make(tmp_path / "file")
    path = str(tmp_path / "file")
    assert (files.is_strange(path), files.has_more_names(path)) == (strange, more)


def test_a_file_is_replaced_once_another_or_none_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "file"
    none = files.in_place(path)
    path.write_bytes(b"x")
    one = files.in_place(path)
    assert (none.is_replaced(), one.is_replaced(), one.path) == (True, False, path)
    path.write_bytes(b"xy")
    assert not one.is_replaced(), "what is in it doesn't matter"
    (tmp_path / "other").touch()
    (tmp_path / "other").replace(path)
    assert one.is_replaced()
    path.unlink()
    assert one.is_replaced()
    assert not none.is_replaced()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="elsewhere the names are all that is known")
def test_what_this_process_has_open_is_not_replaced_and_what_it_has_not_is(tmp_path: Path) -> None:
    one, two, none = (tmp_path / name for name in ("one", "two", "none"))
    one.touch()
    two.touch()
    with one.open():
        assert [each.is_replaced() for each in files.opened_here(one, two)] == [False, True]
        assert [each.is_replaced() for each in files.opened_here(two, one, none)] == [True, False, True]
        before = len(os.listdir("/proc/self/fd"))
        assert files.handle_of(two) is None
        own = files.handle_of(one)
        assert own is not None and os.path.samestat(os.fstat(own), one.stat())
        one.write_bytes(b"123456")
        two.write_bytes(b"abcdef")
        assert (files.beginning_of(one, 4), files.beginning_of(two, 9)) == (b"1234", b"abcdef")
        assert len(os.listdir("/proc/self/fd")) == before
    assert [each.is_replaced() for each in files.opened_here(one)] == [True]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="elsewhere the names are all that is known")
@pytest.mark.parametrize(("mode", "replaced"), [(0o700, True), (0o500, False)])
def test_what_is_not_there_is_expected_where_it_could_be_written(tmp_path: Path, mode: int, replaced: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(mode)

    def asked() -> None:
        (none,) = files.opened_here(tmp_path / "folder" / "none")
        if none.is_replaced():
            raise files.Busy("vault-busy")

    assert answer_of(powerless(asked)) == ("vault-busy" if replaced else "done")
    assert [each.is_replaced() for each in files.opened_here(tmp_path / "none")] == [True]


@pytest.mark.parametrize(("mode", "shut"), [(0, True), (0o200, True), (0o400, True), (0o600, False)])
def test_a_file_is_shut_that_may_not_be_read_or_written(tmp_path: Path, mode: int, shut: bool) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)

    def asked() -> None:
        if permissions.is_shut(str(path)):
            raise files.Refused("file-shut")

    assert answer_of(powerless(asked)) == ("file-shut" if shut else "done")
    assert permissions.is_shut(str(tmp_path)) is False, "it is a folder"


def test_nobody_is_alone_in_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError), files.alone(tmp_path / "file", timeout_ms=0):
        pass


def test_a_file_is_replaced_in_the_folder_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files.write_atomically("file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_folders_are_the_owners_alone_whatever_is_usual(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        files.private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b")] == [0o700, 0o700]


def test_whoever_does_not_wait_tries_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr(files.time, "sleep", naps.append)
    with files.locked(tmp_path / "lock"):
        for timeout_ms, count in ((0, 0), (1, 1), (10, 1), (11, 2)):
            naps.clear()
            with pytest.raises(files.Busy), files.locked(tmp_path / "lock", timeout_ms=timeout_ms):
                pass
            assert naps == [0.01] * count


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no system tells")
def test_an_open_file_has_its_name_until_another_takes_it(tmp_path: Path) -> None:
    path, other = str(tmp_path / "one"), str(tmp_path / "two")
    Path(path).touch()
    with open(path, "rb") as file:
        held = files.InPlace(path, None, file.fileno(), 5)
        assert (held.handle(), held.has_name(), held.is_replaced()) == (file.fileno(), True, False)
        assert held.numbered() == (path, files.in_place(path).number, file.fileno(), 5)
        assert not files.in_place(path).has_name(), "nobody knows by which descriptor"
        assert files.opened_as(path, (file.fileno() + 1, file.fileno())) == file.fileno()
        assert files.opened_as(path, ()) is None
        os.rename(path, other)
        Path(path).touch()
        assert (held.has_name(), held.is_replaced()) == (False, True)
        os.replace(other, path)
        assert (held.has_name(), held.is_replaced()) == (True, False)
    assert not held.has_name()
    assert files.name_of(10_000) == ""

"""Private files: modes, whole replacement, locks, and what the process forbids itself."""

import fcntl
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_process import answer_of
from wallet_cli.errors import Busy, Damaged, Refused
from wallet_cli.store.vault import files, permissions, process


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def in_process(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments], capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB; skips where this user may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_the_process_makes_private_files_no_core_and_survives_a_size_limit() -> None:
    done = in_process("""
        import os, resource, signal
        from wallet_cli.store.vault.process import harden
        harden()
        print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE), signal.getsignal(signal.SIGXFSZ).name)
    """)
    assert done.stdout.split("\n")[0] == "0o77 (0, 0) SIG_IGN", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
@pytest.mark.parametrize(
    ("before", "dumpable"), [("", 0), ("del _ctypes.dlsym", 0), ("sys.modules['_ctypes'] = None", 1)]
)
def test_no_debugger_may_attach_whichever_way_the_system_is_called(before: str, dumpable: int) -> None:
    done = in_process(f"""
        import _ctypes, sys
        {before}
        from wallet_cli.store.vault import process
        process.harden()
        sys.modules["_ctypes"] = _ctypes
        import ctypes
        print(ctypes.CDLL(None).prctl(3))
    """)
    assert done.stdout == f"{dumpable}\n", done.stderr


def test_hardening_twice_changes_nothing_more() -> None:
    def twice() -> None:
        process.harden()
        process.harden()
        assert os.umask(0o077) == 0o077

    assert answer_of(twice) == "done"


def test_a_file_size_limit_is_an_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    done = in_process(
        """
        import resource, sys
        from pathlib import Path
        from wallet_cli.store.vault.files import write_atomically
        from wallet_cli.store.vault.process import harden
        harden()
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            write_atomically(Path(sys.argv[1]), bytes(1000))
        except Exception as error:
            print(error)
        """,
        str(target),
    )
    assert done.stdout == "store-io()\n", done.stderr
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_folders_are_the_owners_alone_all_the_way_down(tmp_path: Path) -> None:
    files.private_folder(tmp_path / "a" / "b" / "c")
    files.private_folder(tmp_path / "a" / "b" / "c")
    assert {mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")} == {0o700}


def test_a_folder_that_can_not_be_held_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files.held(tmp_path / "nothing") == -1
    before = sorted(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(fcntl, "flock", lambda _handle, _how: os.stat("/nowhere"))
    assert files.held(tmp_path) == -1
    files.release(-1)
    assert sorted(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("durable", [True, False])
def test_a_replaced_file_is_whole_private_and_alone(tmp_path: Path, durable: bool) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    target.chmod(0o644)
    files.write_atomically(target, b"new", durable=durable)
    assert target.read_bytes() == b"new"
    assert mode(target) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    target = small_disk / "file"
    files.write_atomically(target, b"old")
    with pytest.raises(Refused, match="disk-full"):
        files.write_atomically(target, bytes(1024 * 1024))
    assert target.read_bytes() == b"old"
    assert [each.name for each in small_disk.iterdir()] == ["file"]


def test_a_read_only_disk_is_told_as_such(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(Refused, match="vault-read-only"):
        files.write_atomically(small_disk / "file", b"new")
    with pytest.raises(Refused, match="vault-read-only"), files.locked(small_disk / "lock"):
        pass


def test_an_error_without_a_meaning_of_its_own_stays_itself(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write_atomically(tmp_path / "none" / "file", b"")
    with pytest.raises(FileNotFoundError), files.locked(tmp_path / "none" / "lock"):
        pass
    assert isinstance(permissions.meaning(OSError(5, "EIO")), Damaged)


def test_a_lock_is_held_against_others_and_freed_at_the_end(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with files.locked(lock), pytest.raises(Busy, match="vault-busy"), files.locked(lock, timeout_ms=20):
        pass
    with files.locked(lock, timeout_ms=0):
        assert mode(lock) == 0o600


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    script = """
        import os, sys
        from pathlib import Path
        from wallet_cli.store.vault.files import locked
        with locked(Path(sys.argv[1])):
            os._exit(7)
    """
    assert in_process(script, str(tmp_path / "lock")).returncode == 7
    with files.locked(tmp_path / "lock", timeout_ms=0):
        pass


def test_a_lock_is_never_taken_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="no-plain-file"), files.locked(tmp_path / "lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_permissions_that_let_others_in_are_named(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    files.private_folder(vault)
    files.write_atomically(vault / "wallet.db", b"")
    assert permissions.problem(vault) is None
    vault.chmod(0o750)
    problem = permissions.problem(vault)
    assert problem is not None
    assert (problem.slug, problem.params) == (
        "vault-shared",
        {"path": str(vault), "mode": "0750", "folder": str(vault)},
    )
    vault.chmod(0o700)
    (vault / "wallet.keys").symlink_to(tmp_path / "elsewhere")
    problem = permissions.problem(vault)
    assert problem is not None
    assert problem.slug == "vault-symlink"
    (vault / "wallet.keys").unlink()
    (vault / "wallet.db").chmod(0o604)
    problem = permissions.problem(vault)
    assert problem is not None
    assert problem.params["mode"] == "0604"


@pytest.mark.parametrize("right", [0o001, 0o002, 0o004, 0o010, 0o020, 0o040])
def test_each_right_that_others_have_is_named(tmp_path: Path, right: int) -> None:
    files.private_folder(tmp_path / "vault")
    (tmp_path / "vault").chmod(0o700 | right)
    problem = permissions.problem(tmp_path / "vault")
    assert problem is not None
    assert problem.params["mode"] == f"{0o700 | right:04o}"


def test_a_folder_held_alone_can_be_shared_from_then_on(tmp_path: Path) -> None:
    number = files.held_alone(tmp_path, timeout_ms=0)
    with pytest.raises(Busy, match="vault-busy"):
        files.held(tmp_path, timeout_ms=0)
    files.shared(number, timeout_ms=0)
    other = files.held(tmp_path, timeout_ms=0)
    with pytest.raises(Busy, match="vault-busy"):
        files.held_alone(tmp_path, timeout_ms=0)
    files.release(other)
    files.release(number)
    files.release(files.held_alone(tmp_path, timeout_ms=0))
    files.shared(-1, timeout_ms=0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "wallet.db").touch(0o600)
    tmp_path.chmod(0o700)
    os.chown(tmp_path / "wallet.db", 12345, 12345)
    problem = permissions.problem(tmp_path)
    assert problem is not None
    assert problem.slug == "vault-foreign"


def test_a_file_is_read_up_to_a_limit_and_what_is_no_file_never_keeps_us_waiting(tmp_path: Path) -> None:
    plain, pipe = tmp_path / "plain", tmp_path / "pipe"
    plain.write_bytes(b"123456")
    os.mkfifo(pipe)
    assert files.read_plain(plain, 4) == b"1234"
    assert files.read_plain(plain, 100) == b"123456"
    for other in (pipe, tmp_path, Path("/dev/zero")):
        assert files.read_plain(other, 100) == b""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc on this system")
def test_of_what_is_read_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    os.mkfifo(tmp_path / "pipe")
    before = os.listdir("/proc/self/fd")
    told = [files.read_plain(path, 3) for path in (tmp_path / "file", tmp_path / "pipe", tmp_path)]
    assert (told, len(os.listdir("/proc/self/fd"))) == ([b"wor", b"", b""], len(before))

"""After every command, words of the books and secrets occur nowhere in plain text, and nowhere while it runs."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from tests.e2e.machine import ended
from tests.faults import leak_story
from tests.faults.leaks import BOOKS, MEMO, PASSPHRASE, PAYEE, SECRETS, Hunted, words_in
from tests.program import PROGRAM
from wallet_cli.services.vault import access, location

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc on this system")

# rows go to a temporary file that has no name any more
_TEMP_STORE_FILE = """
import sys, time
from sqlcipher3 import dbapi2
db = dbapi2.connect(":memory:")
db.execute("PRAGMA temp_store=FILE")
db.execute("PRAGMA temp.cache_size=1")
db.execute("CREATE TEMP TABLE t (a)")
db.executemany("INSERT INTO t VALUES (?)", ((sys.argv[1] + str(n) * 50,) for n in range(20000)))
time.sleep(1)
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Hunted:
    """A machine on which every command has run once."""
    made = Hunted(tmp_path_factory.mktemp("hunted"))
    leak_story.prepare(made)
    for step in leak_story.steps():
        made.statuses[" ".join(step)] = made.hunted(["wallet", *step])
    return made


def test_every_command_has_run(machine: Hunted) -> None:
    statuses = machine.statuses
    refused = {step: status for step, status in statuses.items() if status}
    assert set(refused.values()) <= {2, 3, 4, 5, 7, 10}, refused
    lines = len(leak_story.STORY.strip().splitlines())
    assert sum(not status for status in list(statuses.values())[:lines]) > lines * 0.9, refused
    assert set(leak_story.leaves()) == {leak_story.leaf_of(step.split()) for step in statuses}


def test_nothing_lies_about(machine: Hunted) -> None:
    assert machine.search() == set()
    assert list(machine.temporary.iterdir()) == []


def test_recovery_words_lie_nowhere(machine: Hunted) -> None:
    child = machine.spawn("wallet", "keys", "add", "recovery", TERM="xterm")
    child.expect("press Enter")
    words = re.findall(r"\d+\. ([a-z]+)", child.before)
    machine.look_at(child.pid, tuple(words[:3]))
    child.sendline("")
    child.expect_exact("\x1b[2J\x1b[3J\x1b[H")
    for _question in range(3):
        child.expect(r"word (\d+) from your paper: ")
        child.sendline(words[int(child.match[1]) - 1])
    child.expect("Added the key")
    assert ended(child) == 0
    assert len(words) == 24
    assert (
        machine.search((" ".join(words[:2]), " ".join(words[-2:]), *(word for word in words if len(word) > 6))) == set()
    )


def test_nothing_was_open_or_told_meanwhile(machine: Hunted) -> None:
    assert machine.leaks == set()
    assert {"cmdline of a process", "environ of a process"} <= machine.looked_at
    # a process that has a key lets nobody but root look into it
    assert os.geteuid() or any(each.endswith("wallet.db") for each in machine.looked_at)
    assert (machine.folder / "seen-by-child").stat().st_size  # a program that was started saw nothing either


def test_what_is_exported_on_purpose_is_found(machine: Hunted) -> None:
    exported = b"".join(path.read_bytes() for path in machine.outputs.iterdir())
    assert {PAYEE, MEMO} <= words_in(exported, BOOKS)


def test_the_hunter_finds_what_is_planted(machine: Hunted, tmp_path: Path) -> None:
    word = PAYEE.encode()
    for data in (word, PAYEE.encode("utf-16"), zlib.compress(b"x" * 50 + word), word.hex().encode()):
        assert words_in(os.urandom(1000) + data + os.urandom(1000), BOOKS) == {PAYEE}
    assert words_in(os.urandom(100_000), BOOKS + SECRETS) == set()
    planted = machine.folder / "state" / "planted"
    planted.write_bytes(b"..." + PASSPHRASE.encode())
    assert machine.search() == {f"{planted}: {PASSPHRASE}"}
    planted.unlink()


def test_the_hunter_sees_deleted_files_and_children(tmp_path: Path) -> None:
    machine = Hunted(tmp_path)
    # built up inside, so that the word stands in no command line
    code = f"import sys; sys.argv[1:] = ['Zq' + {PAYEE[2:]!r}]\n" + _TEMP_STORE_FILE
    machine.hunted([sys.executable, "-c", code])
    assert any("(deleted)" in each and PAYEE in each for each in machine.leaks), machine.looked_at
    machine.hunted(["sh", "-c", f"sleep 0.3 '{MEMO}' 2>&1; A='{PASSPHRASE}' sleep 0.3; true"])
    assert {f"cmdline of a process: {PASSPHRASE}", f"environ of a process: {PASSPHRASE}"} <= machine.leaks


def _target(handle: Path) -> str:
    """What an open file is, "" where it was closed meanwhile."""
    try:
        return str(handle.readlink())
    except OSError:
        return ""


def _dumped(program: list[str], machine: Hunted, ready: str) -> bool:
    """Whether a program that is made to crash, once ``ready`` is among its open files, leaves an image."""
    folder = machine.folder / "crash"
    folder.mkdir(exist_ok=True)
    limit = resource.RLIM_INFINITY
    process = subprocess.Popen(
        program, env=machine.env, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (limit, limit)),
    )  # fmt: skip
    handles = Path("/proc", str(process.pid), "fd")
    for _wait in range(2000):
        try:
            if any(ready in _target(each) for each in handles.iterdir()):
                break
        except PermissionError:  # nobody but root may look into it any more: it has a key
            break
        time.sleep(0.005)
    else:
        pytest.fail(f"{program} never opened {ready}")
    os.kill(process.pid, signal.SIGSEGV)
    _pid, status = os.waitpid(process.pid, 0)
    process.returncode = status
    assert os.WTERMSIG(status) == signal.SIGSEGV
    left = [each for each in folder.iterdir() if each.name.startswith("core")]
    return os.WCOREDUMP(status) or bool(left)


def test_a_crash_leaves_no_image_of_memory(machine: Hunted, tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY and os.geteuid():
        pytest.skip("this user may not allow images of memory")
    held = tmp_path / "held"
    held.write_text("x")
    ready = [sys.executable, "-c", f"import time; f = open({str(held)!r}); time.sleep(60)"]
    if not _dumped(ready, machine, "held"):
        pytest.skip("this system writes no images of memory")
    for each in (machine.folder / "crash").iterdir():
        each.unlink()
    place = location.Place(machine.folder / "data" / "main", machine.folder / "state")
    store = access.open_store(place, access.derive(place, PASSPHRASE.encode()).database_key)
    try:
        with store.exclusive():  # so that the other one waits, with the key in its memory
            assert not _dumped([*PROGRAM, "pay", "5", "X", "@bank"], machine, "wallet.db")
    finally:
        store.close()

"""The kernel's keyring: kept for a while, for this user, in no file, and refused with the reason."""

import errno
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator

import pytest

from wallet_cli.errors import Locked
from wallet_cli.store import unlocked
from wallet_cli.store.unlocked import Limits

KEY = bytes(range(32))
UP = 5_000


@pytest.fixture
def vault() -> Iterator[bytes]:
    """An id of a vault that is locked; skips where the kernel keeps no keys."""
    vault_id = os.urandom(16)
    try:
        unlocked.put(vault_id, 1, KEY, Limits(60), uptime=UP)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    unlocked.drop(vault_id, 1)
    yield vault_id
    unlocked.drop(vault_id, 1)


def test_a_key_is_kept_replaced_and_dropped(vault: bytes) -> None:
    assert unlocked.get(vault, 1) is None
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert unlocked.get(vault, 1) == KEY
    assert unlocked.get(bytes(15) + b"\x01", 1) is None
    unlocked.put(vault, 1, KEY[::-1], Limits(60), uptime=UP)
    assert unlocked.get(vault, 1) == KEY[::-1]
    assert unlocked.drop(vault, 1)
    assert not unlocked.drop(vault, 1)
    assert unlocked.get(vault, 1) is None


def test_the_key_of_another_epoch_is_not_taken(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert unlocked.get(vault, 2) is None
    assert unlocked.remaining(vault, 12, uptime=UP) is None
    assert not unlocked.drop(vault, 2)
    assert unlocked.get(vault, 1) == KEY


def test_the_time_left_is_told(vault: bytes) -> None:
    assert unlocked.remaining(vault, 1, uptime=UP) is None
    unlocked.put(vault, 1, KEY, Limits(60, 20), uptime=UP)
    assert unlocked.remaining(vault, 1, uptime=UP) == Limits(60, 20)
    assert unlocked.remaining(vault, 1, uptime=UP + 59) == Limits(1, 20)
    assert unlocked.remaining(vault, 1, uptime=UP + 60) is None


def timeout_of(vault: bytes) -> str:
    """How long the kernel says that it keeps the key, in its largest unit: "1m", "2d"."""
    try:
        with open("/proc/keys") as listing:
            rows = [line.split() for line in listing if vault.hex() in line]
    except OSError:
        pytest.skip("this system doesn't list keys")
    (found,) = [row[3] for row in rows if not row[1].endswith("i")]  # i: forgotten, but not swept up yet
    return found


def test_without_use_it_is_forgotten_sooner_and_each_use_begins_the_time_anew(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(50 * 3600, 2 * 3600), uptime=UP)
    assert timeout_of(vault) in ("1h", "2h")
    unlocked.put(vault, 1, KEY, Limits(50 * 3600, 1), uptime=UP)
    time.sleep(2.1)
    assert unlocked.get(vault, 1) is None


def test_a_use_never_reaches_beyond_the_end_and_a_look_is_no_use(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(50 * 3600, 30 * 3600), uptime=UP)
    before = timeout_of(vault)
    assert unlocked.get(vault, 1, uptime=UP + 49 * 3600) == KEY
    assert timeout_of(vault) in ("59m", "1h")
    assert before == "1d"
    assert unlocked.get(vault, 1, uptime=UP + 10 * 3600) == KEY
    assert timeout_of(vault) == "1d"
    assert unlocked.get(vault, 1, uptime=UP + 49 * 3600) == KEY
    assert unlocked.get(vault, 1) == KEY
    assert timeout_of(vault) in ("59m", "1h")


def test_whatever_the_kernels_timer_says_nothing_is_given_out_after_the_end(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(3600), uptime=UP)
    assert unlocked.get(vault, 1, uptime=UP + 3599) == KEY
    assert unlocked.get(vault, 1, uptime=UP + 3600) is None
    assert not unlocked.drop(vault, 1), "it is forgotten, not only refused"


def test_it_runs_out_by_itself_and_can_be_kept_anew(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(1), uptime=UP)
    time.sleep(2.1)
    assert unlocked.get(vault, 1) is None
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert unlocked.get(vault, 1) == KEY


def test_another_process_finds_it_and_can_drop_it_for_all(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    script = """
        import sys
        from wallet_cli.store import unlocked
        vault = bytes.fromhex(sys.argv[1])
        print(unlocked.get(vault, 1) == bytes(range(32)), unlocked.drop(vault, 1))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), vault.hex()], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "True True\n", done.stderr
    assert unlocked.get(vault, 1) is None


def test_its_name_is_the_opaque_id_and_others_have_no_right_to_it(vault: bytes) -> None:
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    try:
        with open("/proc/keys") as listing:
            lines = [each.split() for each in listing if vault.hex() in each]
    except OSError:
        pytest.skip("this system doesn't list keys")
    assert {(line[4], line[8]) for line in lines} == {("3f3b0000", f"wallet:{vault.hex()}:1:")}


def test_a_payload_of_another_shape_is_no_key(vault: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlocked, "_VERSION", b"\x01")
    unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    monkeypatch.undo()
    assert unlocked.get(vault, 1) is None


def test_a_refusal_of_the_kernel_leaves_nothing_and_says_why(vault: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlocked, "_LINK", 9_999)
    with pytest.raises(Locked) as told:
        unlocked.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert (told.value.slug, told.value.params) == ("keyring-refused", {"reason": errno.errorcode[errno.EOPNOTSUPP]})
    monkeypatch.undo()
    assert unlocked.get(vault, 1) is None


def test_another_system_has_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(Locked) as told:
        unlocked.put(bytes(16), 1, KEY, Limits(60), uptime=UP)
    assert told.value.params == {"reason": "system"}
    assert unlocked.get(bytes(16), 1) is None
    assert not unlocked.drop(bytes(16), 1)
    unlocked.forbid_dumps()


@pytest.mark.parametrize(("key", "seconds"), [(KEY[:-1], 60), (KEY, 0), (KEY, 2**31)])
def test_a_wrong_key_or_time_is_a_fault_of_the_caller(key: bytes, seconds: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        unlocked.put(bytes(16), 1, key, Limits(seconds), uptime=UP)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
def test_a_process_with_keys_in_it_cannot_be_dumped() -> None:
    unlocked.forbid_dumps()
    script = """
        import ctypes
        from wallet_cli.store import unlocked
        unlocked.forbid_dumps()
        print(ctypes.CDLL(None).prctl(3))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60)
    assert done.stdout == "0\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
@pytest.mark.parametrize(
    "does", ["keys.create_header(b'word', TEST_KDF, bytes(16), bytes)", "keys.open_header(b'', b'word')"]
)
def test_a_passphrase_keeps_its_process_from_being_dumped_without_a_keyring_too(does: str) -> None:
    script = f"""
        import contextlib, ctypes
        from wallet_cli.errors import Damaged
        from wallet_cli.store import keys
        from wallet_cli.store.slots import TEST_KDF
        with contextlib.suppress(Damaged):
            {does}
        print(ctypes.CDLL(None).prctl(3))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60)
    assert done.stdout == "0\n", done.stderr

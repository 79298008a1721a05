"""The kernel's keyring: kept for a while, for this user, in no file, and refused with the reason."""

import ctypes
import errno
import os
import re
import subprocess
import sys
import textwrap
import time
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.vault import keyctl
from wallet_cli.errors import Locked
from wallet_cli.store.vault import kept_keys, kernel_keyring
from wallet_cli.store.vault.kernel_keyring import Limits, Owner, owner

KEY = bytes(range(32))
UP = 5_000
NOBODY = Owner(bytes(16), "0.0", "/")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Owner]:
    """A wallet of a vault of its own that is locked; skips where the kernel keeps no keys."""
    whose = owner(os.urandom(16), tmp_path)
    try:
        kernel_keyring.put(whose, 1, KEY, Limits(60), uptime=UP)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    kept_keys.drop(tmp_path, whose.vault_id)
    yield whose
    kept_keys.drop(tmp_path, whose.vault_id)


def drop(whose: Owner) -> bool:
    return kept_keys.drop(Path(whose.path), whose.vault_id)


def test_a_key_is_kept_replaced_and_dropped(vault: Owner) -> None:
    assert kernel_keyring.get(vault, 1) is None
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kernel_keyring.get(vault, 1) == KEY
    assert kernel_keyring.get(Owner(bytes(15) + b"\x01", vault.mark, vault.path), 1) is None
    kernel_keyring.put(vault, 1, KEY[::-1], Limits(60), uptime=UP)
    assert kernel_keyring.get(vault, 1) == KEY[::-1]
    assert drop(vault)
    assert not drop(vault)
    assert kernel_keyring.get(vault, 1) is None


def test_the_key_of_another_epoch_is_not_taken_and_is_dropped_with_the_rest(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kernel_keyring.get(vault, 2) is None
    assert kernel_keyring.remaining(vault, 12, uptime=UP) is None
    assert kernel_keyring.get(vault, 1) == KEY
    kernel_keyring.put(vault, 2, KEY, Limits(60), uptime=UP)
    assert (kernel_keyring.get(vault, 1), kernel_keyring.get(vault, 2)) == (None, KEY), "one name, so one key"
    assert drop(vault)
    assert kernel_keyring.get(vault, 2) is None


@pytest.fixture
def copy(vault: Owner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    """A copy of the vault, in another folder, unlocked."""
    whose = owner(vault.vault_id, tmp_path_factory.mktemp("copy"))
    kernel_keyring.put(whose, 1, KEY[::-1], Limits(60), uptime=UP)
    yield whose
    kernel_keyring.forget(whose)


def test_a_copy_of_the_vault_is_locked_by_itself(vault: Owner, copy: Owner) -> None:
    assert kernel_keyring.get(vault, 1) is None, "and unlocked by itself"
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert sorted(kept_keys.of_vault(vault.vault_id, 1)) == sorted([KEY, KEY[::-1]])
    assert drop(vault)
    assert kernel_keyring.get(copy, 1) == KEY[::-1]
    assert list(kept_keys.of_vault(vault.vault_id, 2)) == []


def test_a_wallet_that_was_moved_keeps_its_key_and_one_that_is_gone_leaves_none(vault: Owner, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    kernel_keyring.put(owner(vault.vault_id, before), 1, KEY, Limits(60), uptime=UP)
    before.rename(after)
    assert kernel_keyring.get(owner(vault.vault_id, after), 1) == KEY
    assert list(kept_keys.of_folder(after, uptime=UP)) == [KEY]
    after.rmdir()
    assert drop(vault), "nobody could lock that one by its name"
    assert list(kept_keys.of_vault(vault.vault_id, 1)) == []


def test_a_link_to_the_folder_leads_to_the_same_key(vault: Owner, tmp_path: Path) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    assert kernel_keyring.get(owner(vault.vault_id, link), 1) == KEY


def kept_by_an_earlier_version(vault_id: bytes, epoch: int) -> None:
    keyctl.keep(f"wallet:{vault_id.hex()}:{epoch}".encode(), b"\x02" + (UP + 60).to_bytes(8, "big") + bytes(4) + KEY)


def test_the_keys_of_other_programs_stay_whatever_they_are_called(vault: Owner) -> None:
    ours = vault.vault_id.hex()
    names = [f"{ours}:{vault.mark}", f"wallet:{ours}", f"{ours};1;2:3", f"other:{ours}:1"]
    for called in names:
        keyctl.keep(called.encode(), b"secret")
    keyctl.keep(f"wallet:{ours}:{vault.mark}".encode(), b"secret", b"logon")
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert list(kept_keys.of_vault(vault.vault_id, 1)) == [KEY]
    assert drop(vault)
    assert not drop(vault)
    assert sorted(row[7] for row in rows(vault.vault_id)) == ["logon", *["user"] * len(names)]


def test_what_earlier_versions_kept_is_not_taken_and_is_dropped_and_other_vaults_stay(vault: Owner) -> None:
    other = os.urandom(16)
    for vault_id, epoch in ((vault.vault_id, 1), (vault.vault_id, 12), (other, 1)):
        kept_by_an_earlier_version(vault_id, epoch)
    assert kernel_keyring.get(vault, 1) is None
    assert drop(vault)
    assert not drop(vault)
    assert rows(other), "another vault's key is not ours to drop"
    assert not rows(vault.vault_id)
    elsewhere = Path(vault.path) / "elsewhere"
    elsewhere.mkdir()
    assert kept_keys.drop(elsewhere, other)


def test_whatever_the_key_header_says_the_folders_key_is_dropped(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kept_keys.drop(Path(vault.path), None)
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kept_keys.drop(Path(vault.path), os.urandom(16))
    assert kernel_keyring.get(vault, 1) is None


def rows(vault_id: bytes) -> list[list[str]]:
    """What the kernel lists of the vault's keys, without those that are forgotten and not swept up yet."""
    try:
        with open("/proc/keys") as listing:
            found = [line.split() for line in listing if vault_id.hex() in line]
    except OSError:
        pytest.skip("this system doesn't list keys")
    return [row for row in found if not row[1].endswith("i")]


def test_the_time_left_is_told(vault: Owner) -> None:
    assert kernel_keyring.remaining(vault, 1, uptime=UP) is None
    kernel_keyring.put(vault, 1, KEY, Limits(60, 20), uptime=UP)
    assert kernel_keyring.remaining(vault, 1, uptime=UP) == Limits(60, 20)
    assert kernel_keyring.remaining(vault, 1, uptime=UP + 59) == Limits(1, 20)
    assert kernel_keyring.remaining(vault, 1, uptime=UP + 60) is None


def timeout_of(vault: Owner) -> str:
    """How long the kernel says that it keeps the key, in its largest unit: "1m", "2d"."""
    (found,) = [row[3] for row in rows(vault.vault_id)]
    return found


def test_without_use_it_is_forgotten_sooner_and_each_use_begins_the_time_anew(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(50 * 3600, 2 * 3600), uptime=UP)
    assert timeout_of(vault) in ("1h", "2h")
    kernel_keyring.put(vault, 1, KEY, Limits(50 * 3600, 1), uptime=UP)
    time.sleep(2.1)
    assert kernel_keyring.get(vault, 1) is None


def test_a_use_never_reaches_beyond_the_end_and_a_look_is_no_use(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(50 * 3600, 30 * 3600), uptime=UP)
    before = timeout_of(vault)
    assert kernel_keyring.get(vault, 1, uptime=UP + 49 * 3600) == KEY
    assert timeout_of(vault) in ("59m", "1h")
    assert before == "1d"
    assert kernel_keyring.get(vault, 1, uptime=UP + 10 * 3600) == KEY
    assert timeout_of(vault) == "1d"
    assert kernel_keyring.get(vault, 1, uptime=UP + 49 * 3600) == KEY
    assert kernel_keyring.get(vault, 1) == KEY
    assert timeout_of(vault) in ("59m", "1h")


def test_whatever_the_kernels_timer_says_nothing_is_given_out_after_the_end(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(3600), uptime=UP)
    assert kernel_keyring.get(vault, 1, uptime=UP + 3599) == KEY
    assert kernel_keyring.get(vault, 1, uptime=UP + 3600) is None
    assert not drop(vault), "it is forgotten, not only refused"


def test_it_runs_out_by_itself_and_can_be_kept_anew(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(1), uptime=UP)
    time.sleep(2.1)
    assert kernel_keyring.get(vault, 1) is None
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kernel_keyring.get(vault, 1) == KEY


def test_another_process_finds_it_and_can_drop_it_for_all(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    script = """
        import sys
        from wallet_cli.store.vault import kept_keys as kept, kernel_keyring as unlocked
        from pathlib import Path
        vault, folder = bytes.fromhex(sys.argv[1]), Path(sys.argv[2])
        whose = unlocked.owner(vault, folder)
        print(unlocked.get(whose, 1) == bytes(range(32)), kept.drop(folder, vault))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), vault.vault_id.hex(), vault.path],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "True True\n", done.stderr
    assert kernel_keyring.get(vault, 1) is None


def test_its_name_is_the_opaque_id_and_others_have_no_right_to_it(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    told = os.stat(vault.path)
    called = f"wallet:{vault.vault_id.hex()}:{told.st_dev:x}.{told.st_ino:x}:"
    assert {(row[4], row[8]) for row in rows(vault.vault_id)} == {("3f3b0000", called)}


def test_a_payload_of_another_shape_is_no_key_and_is_dropped(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    name = kernel_keyring.name(vault)
    payload = kernel_keyring.read(keyctl.found(keyctl.USER, name))
    keyctl.keep(name, b"\x01" + payload[1:])
    assert kernel_keyring.get(vault, 1) is None
    keyctl.keep(name, payload)
    assert kernel_keyring.get(vault, 1) == KEY
    keyctl.keep(name, b"\x01" + payload[1:])
    assert drop(vault)


def refuse_to_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel gets a number that it doesn't know in place of the one for a link."""
    call = kernel_keyring.call

    def asked(which: int, what: object, *more: object) -> int:
        return call(which, 9_999 if (which, what) == (1, keyctl.LINK) else what, *more)

    monkeypatch.setattr(kernel_keyring, "call", asked)


def test_a_refusal_of_the_kernel_leaves_nothing_and_says_why(vault: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_to_link(monkeypatch)
    with pytest.raises(Locked) as told:
        kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert (told.value.slug, told.value.params) == ("keyring-refused", {"reason": errno.errorcode[errno.EOPNOTSUPP]})
    monkeypatch.undo()
    assert kernel_keyring.get(vault, 1) is None


def test_another_system_has_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(Locked) as told:
        kernel_keyring.put(NOBODY, 1, KEY, Limits(60), uptime=UP)
    assert told.value.params == {"reason": "system"}
    assert kernel_keyring.get(NOBODY, 1) is None
    assert list(kept_keys.of_vault(bytes(16), 1)) == []
    assert not kept_keys.drop(Path("/"), bytes(16))
    assert not kernel_keyring.forget(NOBODY)
    kernel_keyring.forbid_dumps()


@pytest.mark.parametrize(("key", "seconds"), [(KEY[:-1], 60), (KEY, 0), (KEY, 2**31)])
def test_a_wrong_key_or_time_is_a_fault_of_the_caller(key: bytes, seconds: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        kernel_keyring.put(NOBODY, 1, key, Limits(seconds), uptime=UP)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
def test_a_process_with_keys_in_it_cannot_be_dumped() -> None:
    kernel_keyring.forbid_dumps()
    script = """
        import ctypes
        from wallet_cli.store.vault import kept_keys as kept, kernel_keyring as unlocked
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
        from wallet_cli.store.vault import keys
        from wallet_cli.store.vault.slots import TEST_KDF
        with contextlib.suppress(Damaged):
            {does}
        print(ctypes.CDLL(None).prctl(3))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60)
    assert done.stdout == "0\n", done.stderr


def test_looking_by_the_folder_finds_nothing_from_the_end_on(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert list(kept_keys.of_folder(Path(vault.path), uptime=UP + 59)) == [KEY]
    assert list(kept_keys.of_folder(Path(vault.path), uptime=UP + 60)) == []


def is_in(keyring: int, whose: Owner) -> bool:
    try:
        return keyctl.found(keyring, kernel_keyring.name(whose)) > 0
    except OSError as error:
        assert error.errno in (errno.ENOKEY, errno.EKEYREVOKED)
        return False


def test_besides_the_users_keyring_the_process_holds_it_and_nothing_else(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert kernel_keyring.get(vault, 1) == KEY
    assert (is_in(keyctl.PROCESS, vault), is_in(keyctl.THREAD, vault)) == (True, False)


def test_what_the_user_s_keyring_refuses_the_process_does_not_hold_either(
    vault: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_link(monkeypatch)
    with pytest.raises(Locked):
        kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    assert (is_in(keyctl.PROCESS, vault), rows(vault.vault_id)) == (False, [])


def test_one_key_is_forgotten_once(vault: Owner) -> None:
    kernel_keyring.put(vault, 1, KEY, Limits(60), uptime=UP)
    serial = keyctl.found(keyctl.USER, kernel_keyring.name(vault))
    assert kernel_keyring.forget(vault) is True
    assert kernel_keyring.get(vault, 1) is None
    assert kernel_keyring.forget(vault) is False
    assert kernel_keyring.invalidate(serial) is False


def test_the_largest_numbers_are_kept_whole(vault: Owner) -> None:
    most = 2**31 - 1
    assert most == kernel_keyring.SECONDS_MOST, "the kernel counts no further"
    kernel_keyring.put(vault, 2**60, KEY, Limits(most, most), uptime=2**60)
    assert kernel_keyring.remaining(vault, 2**60, uptime=2**60) == Limits(most, most)
    assert kernel_keyring.get(vault, 2**60, uptime=2**60) == KEY
    for wrong in (Limits(most + 1), Limits(60, most + 1), Limits(60, -1)):
        with pytest.raises(ValueError, match="positive"):
            kernel_keyring.check(KEY, wrong)


def test_a_key_without_the_folder_it_belongs_to_is_none(vault: Owner) -> None:
    payload = b"\x03" + (UP + 60).to_bytes(8, "big") + bytes(4) + (1).to_bytes(8, "big") + KEY
    keyctl.keep(kernel_keyring.name(vault), payload)
    assert kernel_keyring.get(vault, 1) is None
    keyctl.keep(kernel_keyring.name(vault), payload + b"/")
    assert kernel_keyring.get(vault, 1) == KEY


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
def test_this_process_can_not_be_dumped_from_the_first_call_on(monkeypatch: pytest.MonkeyPatch) -> None:
    system = ctypes.CDLL(None)
    monkeypatch.setattr(kernel_keyring, "libc", None)
    system.prctl(4, 1)
    assert system.prctl(3) == 1
    kernel_keyring.forbid_dumps()
    assert system.prctl(3) == 0


HEADER = Path("/usr/include/asm-generic/unistd.h")


class Elsewhere:
    """The calls of another machine, which this one can't make."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def syscall(self, number: int, *_arguments: object) -> int:
        self.asked.append(number)
        return 0


@pytest.mark.skipif(not HEADER.exists(), reason="no header of the kernel is installed")
@pytest.mark.parametrize("machine", ["aarch64", "riscv64"])
def test_the_calls_have_the_numbers_that_newer_machines_share(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = dict(re.findall(r"#define __NR_(add_key|keyctl) (\d+)", HEADER.read_text()))
    add, control = int(found["add_key"]), int(found["keyctl"])
    system = Elsewhere()
    monkeypatch.setattr(kernel_keyring, "libc", system)
    monkeypatch.setattr(os, "uname", lambda: types.SimpleNamespace(machine=machine))
    kernel_keyring.put(NOBODY, 1, KEY, Limits(60), uptime=UP)
    assert system.asked == [add, control, control, control]

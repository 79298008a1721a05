"""Where the key of an unlocked wallet is kept when the kernel refuses: in a keychain, found, looked at and dropped."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet_cli.errors import Damaged, Locked
from wallet_cli.services.vault import access, backup_age, create, location, unlock
from wallet_cli.services.vault.unlock import KERNEL, KEYCHAIN, Limits, Moment, Remaining
from wallet_cli.store import vault
from wallet_cli.store.vault import connect, head, kernel_keyring, keychain
from wallet_cli.store.vault.keys import Unlocked

keyring = pytest.importorskip("keyring")

PASSPHRASE = b"correct horse battery staple"
THEN = Moment(1_790_000_000, 5000)
LIMITS = Limits(600, 60)


def later(seconds: int) -> Moment:
    return Moment(THEN.now + seconds, THEN.uptime + seconds)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[location.Place]:
    """A wallet on a machine whose kernel keeps no keys, with a keychain in a file."""
    from tests.e2e.keychain import InFile

    def refuse(*_args: object, **_named: object) -> int:
        raise Locked("keyring-refused", reason="EPERM")

    monkeypatch.setattr(kernel_keyring, "call", refuse)
    monkeypatch.setenv("KEYCHAIN_FILE", str(tmp_path / "keychain.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(InFile())  # type: ignore[no-untyped-call]
    made = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(made, PASSPHRASE, "cheap", os.urandom).close()
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def opened(place: location.Place) -> Unlocked:
    return access.derive(place, PASSPHRASE)


def test_what_the_kernel_refuses_the_keychain_keeps_until_it_is_locked(place: location.Place, opened: Unlocked) -> None:
    assert unlock.kept_key(place, THEN) is None
    assert unlock.remaining(place, THEN) is None
    assert not unlock.lock(place, THEN)
    assert unlock.keep_key(place, opened, LIMITS, THEN) == KEYCHAIN
    assert unlock.kept_key(place, THEN) == opened.database_key
    assert unlock.remaining(place, later(30)) == Remaining(570, 60, KEYCHAIN)
    assert unlock.remaining(place, later(30), opened.epoch + 1) is None
    assert unlock.lock(place, later(30))
    assert unlock.kept_key(place, later(30)) is None
    assert not unlock.lock(place, later(30))


def test_where_no_file_says_that_it_keeps_a_key_no_keychain_is_loaded(
    place: location.Place, opened: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, keychain.__name__, None)
    monkeypatch.delattr(vault, "keychain")
    assert unlock.kept_key(place, THEN) is None
    assert list(unlock.kept_keys_of(place.state, opened.vault_id, opened.epoch, THEN)) == []
    assert list(unlock.kept_keys_here(place, THEN)) == []
    assert not unlock.lock(place, THEN)
    with pytest.raises(ImportError):
        unlock.keep_key(place, opened, LIMITS, THEN)


def test_the_key_header_need_not_be_read_again(place: location.Place, opened: Unlocked) -> None:
    unlock.keep_key(place, opened, LIMITS, THEN)
    told = location.identity_of(place)
    place.header.rename(place.header.with_name("elsewhere"))
    assert unlock.kept_key(place, THEN, told=told) == opened.database_key
    with pytest.raises(Damaged):
        unlock.kept_key(place, THEN)


def test_a_use_begins_the_time_anew_and_a_look_does_not(place: location.Place, opened: Unlocked) -> None:
    unlock.keep_key(place, opened, LIMITS, THEN)
    assert unlock.kept_key(place, later(50)) == opened.database_key
    assert unlock.kept_key(place, later(100), used=False) == opened.database_key
    assert unlock.kept_key(place, later(111)) is None
    unlock.keep_key(place, opened, LIMITS, THEN)
    assert list(unlock.kept_keys_here(place, later(50))) == [opened.database_key]
    assert list(unlock.kept_keys_here(place, later(61))) == [], "looking for whoever mends a key header is no use"


def test_a_backup_is_opened_by_the_key_that_any_copy_keeps_and_that_is_a_use(
    place: location.Place, opened: Unlocked
) -> None:
    def keys(moment: Moment, epoch: int = opened.epoch) -> list[bytes]:
        return list(unlock.kept_keys_of(place.state, opened.vault_id, epoch, moment))

    assert keys(THEN) == []
    unlock.keep_key(place, opened, LIMITS, THEN)
    assert keys(later(50), opened.epoch + 1) == []
    assert keys(later(50)) == [opened.database_key]
    assert unlock.kept_key(place, later(100)) == opened.database_key
    assert keys(later(161)) == []


def test_where_only_the_kernel_will_do_no_keychain_is_asked(place: location.Place, opened: Unlocked) -> None:
    with pytest.raises(Locked, match="keyring-refused"):
        unlock.keep_key(place, opened, LIMITS, THEN, kernel_only=True)
    assert not any(place.state.glob(f"*{kernel_keyring.MARKER}"))


def test_without_the_library_the_kernels_refusal_is_told_and_a_keychains_own_otherwise(
    place: location.Place, opened: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug, told in (("keychain-missing", "keyring-refused"), ("keychain-failed", "keychain-failed")):

        def refuse(*_args: object, slug: str = slug, **_named: object) -> None:
            raise Locked(slug)

        monkeypatch.setattr(keychain, "put", refuse)
        with pytest.raises(Locked, match=told):
            unlock.keep_key(place, opened, LIMITS, THEN)


def test_once_the_kernel_keeps_it_the_keychain_holds_it_no_more(
    place: location.Place, opened: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock.keep_key(place, opened, LIMITS, THEN)
    monkeypatch.setattr(kernel_keyring, "put", lambda *_args, **_named: None)
    assert unlock.keep_key(place, opened, LIMITS, THEN) == KERNEL
    assert not any(place.state.glob(f"*{kernel_keyring.MARKER}"))
    assert unlock.kept_key(place, THEN) is None


def test_what_the_kernel_gives_needs_no_keychain(
    place: location.Place, opened: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock.keep_key(place, opened, LIMITS, THEN)
    other = bytes(32)
    uses: list[int | None] = []

    def given(_whose: object, _epoch: int, *, uptime: int | None) -> bytes:
        uses.append(uptime)
        return other

    monkeypatch.setattr(kernel_keyring, "get", given)
    assert unlock.kept_key(place, later(9)) == other
    assert unlock.kept_key(place, later(9), used=False) == other
    assert uses == [THEN.uptime + 9, None]
    monkeypatch.setattr(kernel_keyring, "remaining", lambda *_args, **_named: Limits(5, 3))
    assert unlock.remaining(place, THEN) == Remaining(5, 3, KERNEL)


def test_the_age_of_the_last_backup_is_told_while_the_keychain_keeps_the_key(
    place: location.Place, opened: Unlocked
) -> None:
    unlock.keep_key(place, opened, Limits(600, 600), THEN)
    last = later(599).now * 1_000_000
    assert backup_age.age(place, last) == backup_age.Age(None, 0)
    head.reset(location.seen_path(place, opened.vault_id), head.Seen(9, bytes(32), 1))
    assert backup_age.age(place, last) == backup_age.Age(None, 0), "an older vault has an age as well"
    assert backup_age.age(place, last + 1_000_000) is None


def test_an_age_that_only_a_proof_could_tell_is_not_told_and_nothing_is_set_aside(
    place: location.Place, opened: Unlocked
) -> None:
    unlock.keep_key(place, opened, Limits(600, 600), THEN)
    now_us = THEN.now * 1_000_000
    assert backup_age.age(place, now_us) == backup_age.Age(None, 0)
    log = connect.log_of(place.database)
    log.write_bytes(b"x" * 5000)
    assert backup_age.age(place, now_us) is None
    assert log.read_bytes() == b"x" * 5000

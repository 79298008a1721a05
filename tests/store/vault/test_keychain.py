"""The limits of a key in the keychain, by a clock of the tests; the keychain is a real one, in a file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallet_cli.errors import Locked
from wallet_cli.store.vault import kernel_keyring, keychain
from wallet_cli.store.vault.kernel_keyring import Limits, Owner, owner

keyring = pytest.importorskip("keyring")

KEY = bytes(range(32))
NOW = 1_790_000_000


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    from tests.e2e.keychain import InFile

    monkeypatch.setenv("KEYCHAIN_FILE", str(tmp_path / "keychain.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(InFile())
    yield tmp_path / "state"
    keyring.set_keyring(before)


@pytest.fixture
def whose(tmp_path: Path) -> Owner:
    (tmp_path / "main").mkdir()
    return owner(bytes(16), tmp_path / "main")


def entry(whose: Owner) -> str:
    return f"{whose.vault_id.hex()}:{whose.mark}"


def get(state: Path, whose: Owner, now: int, *, used: bool = True, epoch: int = 1) -> bytes | None:
    return keychain.get(state, whose, epoch, now=now, used=used)


def test_it_ends_at_the_end_and_is_removed(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    assert keychain.remaining(state, whose, 1, now=NOW + 30) == Limits(70)
    assert (get(state, whose, NOW + 99), get(state, whose, NOW + 99, epoch=2)) == (KEY, None)
    assert get(state, whose, NOW + 100) is None
    assert not Path(kernel_keyring.marker(state, whose)).exists()
    assert keyring.get_password("wallet", entry(whose)) is None
    assert keychain.remaining(state, whose, 1, now=NOW + 30) is None


def test_without_use_it_ends_sooner_and_a_look_is_no_use(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100, 20), now=NOW)
    assert get(state, whose, NOW + 15) == KEY
    assert get(state, whose, NOW + 34, used=False) == KEY
    assert get(state, whose, NOW + 35) is None
    keychain.put(state, whose, 1, KEY, Limits(100, 20), now=NOW)
    for second in range(0, 100, 19):
        assert get(state, whose, NOW + second) == KEY
    assert get(state, whose, NOW + 100) is None


def test_a_clock_that_is_put_back_ends_it_and_one_that_is_set_right_does_not(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(1000), now=NOW)
    assert get(state, whose, NOW - 60) == KEY
    keychain.put(state, whose, 1, KEY, Limits(1000), now=NOW)
    assert get(state, whose, NOW - 3600) is None
    assert get(state, whose, NOW) is None


def test_a_marker_that_was_changed_prolongs_nothing(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    marker = Path(kernel_keyring.marker(state, whose))
    marker.write_text(marker.read_text().replace(f"\n{NOW + 100} ", f"\n{NOW + 9000} "))
    os.utime(marker, (NOW, NOW))
    assert get(state, whose, NOW + 100) is None


@pytest.mark.parametrize(
    "text", ["", "wallet-keychain/1\n9999999999 0\n", "\xff\xfe", "wallet-keychain/2\nsoon 0 1\n2f\n"]
)
def test_a_garbled_marker_is_a_locked_wallet(state: Path, whose: Owner, text: str) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    Path(kernel_keyring.marker(state, whose)).write_text(text)
    assert get(state, whose, NOW) is None
    assert keyring.get_password("wallet", entry(whose)) is None


@pytest.mark.parametrize("secret", ["", "not base64!", "AAAA"])
def test_another_entry_of_that_name_is_no_key(state: Path, whose: Owner, secret: str) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    keyring.set_password("wallet", entry(whose), secret)
    assert get(state, whose, NOW) is None


def test_what_earlier_versions_kept_is_removed_and_so_is_what_nobody_can_name(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    vault = whose.vault_id.hex()
    for epoch in (1, 12):
        (state / f"{vault}-{epoch}.keychain").write_text(f"wallet-keychain/1\n{NOW + 100} 0\n")
        keyring.set_password("wallet", f"{vault}:{epoch}", "AAAA")
    copy, gone = Owner(whose.vault_id, "1.1", whose.path), state.parent / "gone"
    gone.mkdir()
    keychain.put(state, owner(whose.vault_id, gone), 1, KEY, Limits(100), now=NOW)
    other = owner(bytes(15) + b"x", state.parent)
    elsewhere = owner(whose.vault_id, state.parent)
    for each in (other, elsewhere):
        keychain.put(state, each, 1, KEY, Limits(100), now=NOW)
    gone.rmdir()
    assert keychain.drop(state, Path(whose.path), whose.vault_id, now=NOW)
    left = sorted(each.name for each in state.glob("*.keychain"))
    assert left == sorted(Path(kernel_keyring.marker(state, each)).name for each in (other, elsewhere))
    assert keyring.get_password("wallet", f"{vault}:12") is None
    assert not keychain.drop(state, Path(whose.path), whose.vault_id, now=NOW)
    assert get(state, elsewhere, NOW) == KEY
    assert list(keychain.of_vault(state, whose.vault_id, 1, now=NOW, used=False)) == [KEY]
    assert list(keychain.of_folder(state, state.parent, now=NOW)) == [KEY, KEY]
    assert get(state, copy, NOW) is None


def test_a_clock_may_fall_behind_two_minutes_and_no_second_more(state: Path, whose: Owner) -> None:
    keychain.put(state, whose, 1, KEY, Limits(1000), now=NOW)
    assert keychain.remaining(state, whose, 1, now=NOW - 120) == Limits(1120)
    assert keychain.remaining(state, whose, 1, now=NOW - 121) is None


class Forgets:
    """A keychain that answers and keeps nothing, or fails, or isn't recommended."""

    priority = 1

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails

    def set_password(self, _service: str, _user: str, _secret: str) -> None:
        if self.fails:
            raise RuntimeError

    def get_password(self, _service: str, _user: str) -> str | None:
        return None

    def delete_password(self, _service: str, _user: str) -> None:
        raise RuntimeError


@pytest.mark.parametrize(("fails", "kind"), [(False, "forgets"), (True, "RuntimeError")])
def test_a_keychain_that_does_not_keep_the_key_is_told_and_nothing_points_to_it(
    state: Path, whose: Owner, monkeypatch: pytest.MonkeyPatch, fails: bool, kind: str
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: Forgets(fails=fails))
    with pytest.raises(Locked) as told:
        keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    assert (told.value.slug, told.value.params) == ("keychain-failed", {"kind": kind})
    assert not Path(kernel_keyring.marker(state, whose)).exists()


def test_a_key_that_a_keychain_does_not_let_go_of_is_told_and_can_be_dropped_later(
    state: Path, whose: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    with monkeypatch.context() as patch, pytest.raises(Locked) as told:
        patch.setattr(type(keyring.get_keyring()), "delete_password", Forgets.delete_password)
        keychain.drop(state, Path(whose.path), whose.vault_id, now=NOW)
    assert (told.value.slug, told.value.params) == ("keychain-failed", {"kind": "RuntimeError"})
    assert get(state, whose, NOW) == KEY
    assert keychain.drop(state, Path(whose.path), whose.vault_id, now=NOW)
    assert get(state, whose, NOW) is None


def test_a_keychain_that_is_broken_or_not_recommended_is_told(
    state: Path, whose: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise RuntimeError

    plain = Forgets()
    plain.priority = 0
    for found, slug in ((broken, "keychain-failed"), (lambda: plain, "keychain-none")):
        monkeypatch.setattr(keyring, "get_keyring", found)
        with pytest.raises(Locked, match=slug):
            keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)


def test_the_largest_times_are_kept_whole(state: Path, whose: Owner) -> None:
    now, epoch = 2**56, 2**60
    keychain.put(state, whose, epoch, KEY, Limits(100), now=now)
    assert get(state, whose, now + 99, used=False, epoch=epoch) == KEY
    assert get(state, whose, now + 100, used=False, epoch=epoch) is None


def test_a_key_that_is_none_is_not_kept(state: Path, whose: Owner) -> None:
    with pytest.raises(ValueError, match="32-byte"):
        keychain.put(state, whose, 1, KEY[:-1], Limits(100), now=NOW)
    assert get(state, whose, NOW) is None


def test_two_may_lock_at_the_same_time(state: Path, whose: Owner, tmp_path: Path) -> None:
    keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    marker = Path(kernel_keyring.marker(state, whose))
    before = keyring.get_keyring()

    class Meanwhile(type(before)):  # type: ignore[misc]
        def delete_password(self, service: str, user: str) -> None:
            super().delete_password(service, user)
            marker.unlink()

    keyring.set_keyring(Meanwhile())
    assert keychain.drop(state, tmp_path / "main", whose.vault_id, now=NOW)
    keyring.set_keyring(before)
    assert get(state, whose, NOW) is None


def test_a_keychain_that_forgets_may_be_locked_at_the_same_time(state: Path, whose: Owner) -> None:
    marker = Path(kernel_keyring.marker(state, whose))
    before = keyring.get_keyring()

    class Forgetting(type(before)):  # type: ignore[misc]
        def set_password(self, service: str, user: str, _secret: str) -> None:
            super().set_password(service, user, "another")

        def delete_password(self, service: str, user: str) -> None:
            super().delete_password(service, user)
            marker.unlink()

    keyring.set_keyring(Forgetting())
    with pytest.raises(Locked, match="forgets"):
        keychain.put(state, whose, 1, KEY, Limits(100), now=NOW)
    assert not marker.exists()

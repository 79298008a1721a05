"""Changes of keys on a disk that is full at any byte: what is said is what is so, and exactly one key header stands."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_disks import fill, small
from wallet_cli.errors import Refused, WalletError
from wallet_cli.services.vault import access, create, key_changes, location, new_header
from wallet_cli.services.vault.key_changes import PASSPHRASE, Making, Secret
from wallet_cli.store.store import GENERATION, Store
from wallet_cli.store.vault import disk_space, files, keys, slots

__all__ = ["small"]

OLD, NEW = b"correct horse battery staple", b"another horse battery"
CHANGES = {
    "passphrase": ("passphrase", "--new-passphrase-file", "new"),
    "add": ("keys", "add", "passphrase", "--new-passphrase-file", "new"),
    "rename": ("keys", "rename", "passphrase", "mine"),
    "revoke": ("keys", "revoke", "second", "--yes"),
}
PAGE = 4096
MAKING = Making("cheap", os.urandom)
Place = location.Place


@pytest.mark.parametrize("what", CHANGES)
def test_where_a_change_of_keys_is_refused_for_want_of_room_nothing_was_changed(small: Wallet, what: str) -> None:
    new, second = small.folder / "new", small.folder / "second"
    for path, text in ((new, "another horse battery\n"), (second, "second horse battery\n")):
        path.write_text(text)
        path.chmod(0o600)
    small.ok("keys", "add", "passphrase", "--new-passphrase-file", str(second), "--name", "second")
    keys = small.data / "main" / "wallet.keys"
    line = [str(new) if each == "new" else each for each in CHANGES[what]]
    filler, before = fill(small.data), keys.read_bytes()
    said = []
    for free in range(0, 60 * PAGE, 3 * PAGE):  # from no room at all to more than is asked for
        if free:
            os.truncate(filler, max(filler.stat().st_size - 3 * PAGE, 0))
        result = small(*line)
        said.append(result.status)
        if result.status == 0:
            break
        assert "nothing was changed" in result.err
        assert keys.read_bytes() == before, free
        assert sorted(each.name for each in keys.parent.iterdir() if each.suffix != ".db-shm") >= ["wallet.db"]
    assert (said[0], said[-1], "couldn't record it" in result.err) == (5, 0, False)
    assert keys.read_bytes() != before
    keys.write_bytes(before)  # the store was told: what was before is refused
    assert "older" in small("balance").err


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def place(tmp_path: Path, heard: list[str]) -> Iterator[Place]:
    made = Place(str(tmp_path / "data" / "main"), str(tmp_path / "state"), lambda remark: heard.append(remark.slug))
    create.create(made, OLD, "cheap", os.urandom).close()
    yield made


def opened(place: Place, secret: bytes) -> keys.Unlocked:
    return key_changes.open_by(place, Secret(PASSPHRASE, secret))


@pytest.mark.parametrize("error", [OSError(28, "full"), Refused("disk-full")])
def test_a_header_of_which_the_store_could_not_hear_is_said_to_be_in_force(
    place: Place, heard: list[str], error: Exception
) -> None:
    def fails(*_args: object) -> None:
        raise error

    found = opened(place, OLD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "remember_header", fails)
        changed = key_changes.change_passphrase(place, found, Secret(PASSPHRASE, OLD), NEW, MAKING)
    assert (changed.generation, heard) == (2, ["header-unnoted"])
    with pytest.raises(WalletError, match="wrong-passphrase"):
        opened(place, OLD)
    key_changes.settle(place, opened(place, NEW))  # what its line says: any key's secret lets the store know
    store = access.open_store(place, found.database_key)
    assert store.meta(GENERATION) == 2
    store.close()


def test_what_fails_before_the_header_stands_is_told_as_it_is(place: Place, heard: list[str]) -> None:
    def fails(*_args: object, **_named: object) -> None:
        raise Refused("disk-full")

    found, before = opened(place, OLD), place.header.read_bytes()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Refused, match="disk-full"):
        patch.setattr(files, "write_atomically", fails)
        key_changes.change_passphrase(place, found, Secret(PASSPHRASE, OLD), NEW, MAKING)
    assert (heard, place.header.read_bytes()) == ([], before)


def largest(old: tuple[slots.Slot, ...]) -> tuple[slots.Slot, ...]:
    """As many slots as fit into 64 KiB, of a type that isn't known here."""
    more = [
        old[0]._replace(id=number, type="fido2", name=f"stick {number}", data=bytes(1024)) for number in range(2, 28)
    ]
    return (*old, *more)


@pytest.mark.parametrize("change", [lambda old: old, largest], ids=["smallest", "largest"])
def test_as_much_room_is_kept_as_a_change_of_keys_takes(
    place: Place, change: Callable[[tuple[slots.Slot, ...]], tuple[slots.Slot, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, kept = opened(place, OLD), []
    asked = disk_space.kept
    monkeypatch.setattr(disk_space, "kept", lambda folder, size: kept.append(size) or asked(folder, size))
    store = access.open_with(place, found)
    log = place.folder / location.LOG
    before = log.stat().st_size
    made = keys.rewrite(place.header.read_bytes(), found, change)
    new_header.put(place, store, made, lambda: location.replace_header(place, place.header.read_bytes(), made))
    taken = len(made) + log.stat().st_size - before
    store.close()
    assert taken > len(made)
    (size,) = kept
    assert size >= taken


def test_room_that_is_kept_is_there_afterwards_and_leaves_no_name(small: Wallet) -> None:
    folder = small.data / "main"
    names = sorted(each.name for each in folder.iterdir())
    free = os.statvfs(folder).f_bavail
    with disk_space.kept(folder, 10 * PAGE):
        assert os.statvfs(folder).f_bavail <= free - 10
        assert sorted(each.name for each in folder.iterdir()) == names
    assert os.statvfs(folder).f_bavail == free
    fill(small.data)
    with pytest.raises(OSError, match="No space"), disk_space.kept(folder, 10 * PAGE):
        pytest.fail("there is none")

"""Changes of keys while somebody without a key exchanges the key header: a forged one is there for some reads."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests import forging
from tests.cli.driver import Wallet
from tests.services.vault.test_key_changes import FIRST, MAKING, SECOND, WORDS
from wallet_cli.errors import Busy, WalletError
from wallet_cli.services.vault import create, key_changes, location, repair_header, rotation
from wallet_cli.services.vault.key_changes import Making, Secret
from wallet_cli.store.vault import files, header, keys, slots

Place = location.Place
Slots = list[dict[str, Any]]
THIRD = Secret(key_changes.PASSPHRASE, b"a third one")
MOST_READS = 12


def names_swapped(found: Slots) -> Slots:
    found[0]["name"], found[1]["name"] = found[1]["name"], found[0]["name"]
    return found


def numbers_swapped(found: Slots) -> Slots:
    found[0]["id"], found[1]["id"] = found[1]["id"], found[0]["id"]
    return found


def second_gone(found: Slots) -> Slots:
    return [found[0], *found[2:]]


FORGERIES = (names_swapped, numbers_swapped, second_gone)


class Exchanging:
    """Lays a forged key header for the reads from ``first`` to ``last``, and the true one for all others."""

    def __init__(self, path: Path, forged: bytes, first: int, last: int) -> None:
        self.path, self.true, self.forged, self.reads = path, path.read_bytes(), forged, 0
        self._window, self._read = range(first, last + 1), files.read_plain

    def lay(self, data: bytes) -> None:
        fresh = self.path.with_name("arriving")
        fresh.write_bytes(data)
        fresh.chmod(0o600)
        fresh.replace(self.path)

    def read_plain(self, path: Path, most_bytes: int) -> bytes:
        if Path(path) != self.path:
            return self._read(path, most_bytes)
        self.reads += 1
        if self.reads in self._window and self.path.read_bytes() == self.true:
            self.lay(self.forged)
        elif self.reads not in self._window:
            self.back()
        return self._read(path, most_bytes)

    def back(self) -> None:
        if self.path.read_bytes() == self.forged:
            self.lay(self.true)


class Case(NamedTuple):
    """A change of keys, and what the true file holds after it: the numbers and names of its slots by their secrets."""

    change: Callable[[Place, keys.Unlocked, Making], object]
    by: Secret
    after: dict[bytes, tuple[int, str]]


def rotated(place: Place, opened: keys.Unlocked, making: Making) -> object:
    gone = rotation.others(place, opened)
    assert gone == ("second", "recovery"), gone
    return gone


def named(place: Place, opened: keys.Unlocked, making: Making) -> object:
    found = key_changes.key_of(place, opened)
    assert (found.number, found.name) == (2, "second"), found
    return found


BEFORE = {FIRST.value: (1, "passphrase"), SECOND.value: (2, "second"), WORDS.value: (3, "recovery")}
CASES = {
    "revoke": Case(
        lambda place, opened, making: key_changes.revoke(place, opened, "second", making),
        FIRST,
        {FIRST.value: (1, "passphrase"), WORDS.value: (3, "recovery")},
    ),
    "rename": Case(
        lambda place, opened, making: key_changes.rename(place, opened, "second", "lent", making),
        FIRST,
        {**BEFORE, SECOND.value: (2, "lent")},
    ),
    "add": Case(
        lambda place, opened, making: key_changes.add(place, opened, THIRD, "", making),
        FIRST,
        {**BEFORE, THIRD.value: (4, "passphrase 2")},
    ),
    "passphrase": Case(
        lambda place, opened, making: key_changes.change_passphrase(place, opened, SECOND, THIRD.value, making),
        SECOND,
        {FIRST.value: (1, "passphrase"), THIRD.value: (2, "second"), WORDS.value: (3, "recovery")},
    ),
    "others": Case(rotated, FIRST, BEFORE),
    "named": Case(named, SECOND, BEFORE),
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data" / "main", tmp_path / "state")
    create.create(made, FIRST.value, "cheap", os.urandom).close()
    key_changes.add(made, key_changes.open_by(made, FIRST), SECOND, "second", MAKING)
    key_changes.add(made, key_changes.open_by(made, FIRST), WORDS, "", MAKING)
    return made


def held(data: bytes) -> dict[bytes, tuple[int, str]]:
    """What each secret opens in a key header that is true: raises otherwise."""
    found = {}
    for secret in (FIRST, SECOND, THIRD, WORDS):
        try:
            opened = keys.open_by(data, secret)
        except WalletError as error:
            assert error.slug in ("wrong-passphrase", "wrong-words", "no-such-key"), error.slug
            continue
        found[secret.value] = opened.slot_id, header.parse(data).slot(opened.slot_id).name
    return found


def windows() -> Iterator[tuple[int, int]]:
    for first in range(1, MOST_READS):
        yield from ((first, first), (first, first + 1))


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("what", CASES)
def test_a_forged_key_header_between_two_reads_decides_nothing(
    place: Place, tmp_path: Path, what: str, forgery: Callable[[Slots], Slots], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, before = CASES[what], place.header.read_bytes()
    opened = keys.open_by(before, case.by)
    kept = tmp_path / "kept"
    shutil.copytree(place.folder, kept / "main")
    shutil.copytree(place.state, kept / "state")
    done = refused = 0
    for first, last in windows():
        for folder, source in ((place.folder, kept / "main"), (place.state, kept / "state")):
            shutil.rmtree(folder)
            shutil.copytree(source, folder)
        other = Exchanging(place.header, forging.slots(before, forgery), first, last)
        with monkeypatch.context() as patch:
            patch.setattr(files, "read_plain", other.read_plain)
            try:
                case.change(place, opened, MAKING)
                other.back()
                done += 1
                after = case.after
            except WalletError as error:
                assert error.slug in ("keys-changed-meanwhile", "header-differs"), error.slug
                other.back()
                refused += 1
                after = BEFORE
        now = place.header.read_bytes()
        assert now == before if after is BEFORE else held(now) == after
        if other.reads < first:
            break
    assert done > 0
    assert refused > 0


def test_words_that_open_replace_no_key_but_the_passphrase(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    key_changes.revoke(place, key_changes.open_by(place, FIRST), "second", MAKING)
    opened, before = key_changes.open_by(place, WORDS), place.header.read_bytes()
    forged = forging.slots(before, numbers_swapped)
    for first, last in windows():
        place.header.write_bytes(before)
        other = Exchanging(place.header, forged, first, last)
        with monkeypatch.context() as patch:
            patch.setattr(files, "read_plain", other.read_plain)
            try:
                key_changes.change_passphrase(place, opened, WORDS, THIRD.value, MAKING)
            except WalletError as error:
                assert error.slug in ("keys-changed-meanwhile", "header-differs", "header-older")
        other.back()
        found = held(place.header.read_bytes())
        assert found.pop(WORDS.value) == (3, "recovery")
        assert list(found.values()) == [(1, "passphrase")]
        if place.header.read_bytes() != before:
            return  # done: the store knows a newer key header from here on
    raise AssertionError("never done")


def test_the_question_names_the_key_that_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wallet = Wallet(tmp_path)
    wallet.ok("init", "--currency", "EUR", "--no-input")
    other = tmp_path / "other"
    other.write_text("some other passphrase\n")
    other.chmod(0o600)
    wallet.ok("keys", "add", "passphrase", "--name", "second", "--new-passphrase-file", str(other))
    path = wallet.data / "main" / "wallet.keys"

    def numbers_named(found: Slots) -> Slots:
        return [{**slot, "name": {1: "second", 2: "passphrase"}[slot["id"]]} for slot in found]

    true, asked = path.read_bytes(), 0
    for first, last in windows():
        reading = Exchanging(path, forging.slots(true, numbers_named), first, last)
        with monkeypatch.context() as patch:
            patch.setattr(files, "read_plain", reading.read_plain)
            told = wallet("keys", "revoke", "2", tty=True, typed="n\n")
        reading.back()
        asked += "revoke the key second?" in told.err
        assert "revoke the key passphrase?" not in told.err, (first, last)
        if reading.reads < first:
            break
    assert asked > 0
    assert path.read_bytes() == true


def arriving(patch: pytest.MonkeyPatch, place: Place, data: bytes) -> list[int]:
    """Let a key header arrive when the draft of another one has been written."""
    real, came = os.fsync, [0]

    def fsync(handle: int) -> None:
        real(handle)
        if not came[0] and list(place.folder.glob(".wallet.keys.*")):
            came[0] = 1
            fresh = place.folder.with_name("arriving")
            fresh.write_bytes(data)
            fresh.rename(place.header)

    patch.setattr(os, "fsync", fsync)
    return came


def newer(place: Place, tmp_path: Path) -> bytes:
    """What another machine made of the same key header: the second key is taken away there."""
    there = Place(tmp_path / "elsewhere" / "main", tmp_path / "elsewhere state")
    shutil.copytree(place.folder, there.folder)
    key_changes.revoke(there, key_changes.open_by(there, FIRST), "second", MAKING)
    return there.header.read_bytes()


WRITERS = ("revoke", "rename", "add", "passphrase")


@pytest.mark.parametrize("what", WRITERS)
def test_a_newer_key_header_that_arrives_during_a_change_stays(
    place: Place, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, data = CASES[what], newer(place, tmp_path)
    opened = key_changes.open_by(place, case.by)
    with monkeypatch.context() as patch:
        came = arriving(patch, place, data)
        with pytest.raises(Busy, match="keys-changed-meanwhile"):
            case.change(place, opened, MAKING)
    assert came == [1]
    assert place.header.read_bytes() == data
    assert sorted(each.name for each in place.folder.iterdir()) == ["wallet.db", "wallet.keys"]
    key_changes.settle(place, key_changes.open_by(place, FIRST))


def test_a_newer_key_header_that_arrives_while_a_cost_is_raised_stays(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, opened = newer(place, tmp_path), key_changes.open_by(place, FIRST)
    monkeypatch.setitem(slots.COSTS, "standard", slots.Kdf(2, 20 * 1024, 1))
    with monkeypatch.context() as patch:
        came = arriving(patch, place, data)
        assert not key_changes.raise_cost(place, opened, FIRST, MAKING._replace(cost="standard"))
    assert (came, place.header.read_bytes()) == ([1], data)


def test_a_key_header_that_comes_while_another_wallet_is_made_there_stays(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Place(tmp_path / "data" / "new", tmp_path / "state")
    with monkeypatch.context() as patch:
        came = arriving(patch, made, b"another machine's")
        with pytest.raises(Busy, match="keys-changed-meanwhile"):
            create.create(made, FIRST.value, "cheap", os.urandom)
    assert (came, made.header.read_bytes()) == ([1], b"another machine's")


@pytest.mark.parametrize("asked", [False, True])
def test_a_key_header_that_comes_while_the_stores_own_is_put_back_stays(
    place: Place, tmp_path: Path, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, key = newer(place, tmp_path), key_changes.open_by(place, FIRST).database_key
    place.header.write_bytes(forging.header(place.header.read_bytes()))
    judged = repair_header.look(place)
    if asked:  # the owner was asked meanwhile
        place.header.write_bytes(data)
        with pytest.raises(Busy, match="keys-changed-meanwhile"):
            repair_header.repair(place, key, judged)
    else:
        with monkeypatch.context() as patch:
            came = arriving(patch, place, data)
            with pytest.raises(Busy, match="keys-changed-meanwhile"):
                repair_header.repair(place, key, judged)
        assert came == [1]
    assert place.header.read_bytes() == data

"""A wallet whose erasure is stopped at any step: it is whole, or no key header in its folder opens anything."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.conftest import opened as opened_wallet
from wallet_cli.errors import Refused, WalletError
from wallet_cli.services.vault import access, destroy, key_changes, location, repair_header, unlock
from wallet_cli.services.vault.key_changes import PASSPHRASE, Making, Secret
from wallet_cli.store.vault import asides, keys

OLD, NEW = b"correct horse battery staple", b"another horse battery"
MOMENT = unlock.Moment(1_795_000_000, 1000)


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def made(place: location.Place, heard: list[str]) -> location.Place:
    """Its passphrase was changed; whole key headers of before lie in its folder under three names."""
    with opened_wallet(place):
        pass
    place = place._replace(tell=lambda remark: heard.append(remark.slug))
    old = place.header.read_bytes()
    opened = key_changes.open_by(place, Secret(PASSPHRASE, OLD))
    key_changes.change_passphrase(place, opened, Secret(PASSPHRASE, OLD), NEW, Making("cheap", os.urandom))
    for name in ("aside-20261126T232118.keys", ".wallet.keys.before.2", ".wallet.keys.77.0badcafe"):
        (place.folder / name).write_bytes(old)
    return place


class Stopped(BaseException):
    """The machine stops here."""


def stopping(patch: pytest.MonkeyPatch, at: int) -> None:
    """Stop before the step of this number, from 1."""
    count = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == at:
                raise Stopped
            return real(*args, **named)

        return step

    for where, name in ((os, "pwrite"), (os, "fsync"), (Path, "unlink"), (Path, "replace")):
        patch.setattr(where, name, counted(getattr(where, name)))


def opens(data: bytes, place: location.Place) -> bool:
    """Whether one of the two passphrases opens the store by this key header."""
    for secret in (OLD, NEW):
        try:
            key = keys.open_header(data, secret).database_key
        except WalletError:
            continue
        if place.database.exists() and repair_header.key_that_opens(place, [key]):
            return True
    return False


def test_what_it_was_stopped_in_opens_no_more(made: location.Place) -> None:
    kept = {each.name: each.read_bytes() for each in made.folder.iterdir()}
    heads = {each: each.read_bytes() for each in made.state.iterdir()}
    assert sum(opens(data, made) for name, data in kept.items() if "keys" in name) == 4
    at = interrupted = 0
    while True:
        at += 1
        made.folder.mkdir(exist_ok=True)
        for each in made.folder.iterdir():
            each.unlink()
        for name, data in kept.items():
            (made.folder / name).write_bytes(data)
        for path, data in heads.items():
            path.write_bytes(data)
        opened = access.derive(made, NEW)
        try:
            with pytest.MonkeyPatch.context() as patch:
                stopping(patch, at)
                destroy.destroy(made, os.urandom, MOMENT, opened)
        except Stopped:
            pass
        else:
            break
        if not made.erasing.exists() and not made.header.exists():
            assert list(made.folder.iterdir()) == [], at
            continue
        if not destroy.is_interrupted(made):
            destroy.put_back(made)
            assert opens(made.header.read_bytes(), made), at
            continue
        interrupted += 1
        left = {each.name: each.read_bytes() for each in made.folder.iterdir() if "keys" in each.name}
        assert [name for name, data in left.items() if opens(data, made)] == [], at
        destroy.destroy(made, os.urandom, MOMENT)
        assert not made.folder.exists(), at
    assert interrupted > 8
    assert not made.folder.exists()


def full(*_args: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_the_disk_does_not_let_be_overwritten_goes_all_the_same_and_is_told(
    made: location.Place, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = access.derive(made, NEW)
    with made.header.open("rb") as held:
        monkeypatch.setattr(os, "pwrite", full)
        destroy.destroy(made, os.urandom, MOMENT, opened)
        assert held.read() == b"", "it is cut to nothing before it goes"
    assert (heard, made.folder.exists()) == (["not-overwritten"], False)


@pytest.mark.parametrize("name", ["aside-20261126T232118.keys", "wallet.db", ".wallet.keys.before.2"])
def test_a_file_that_can_not_be_removed_is_named_and_running_it_again_finishes(made: location.Place, name: str) -> None:
    opened, real = access.derive(made, NEW), Path.unlink

    def refused(path: Path, **named: bool) -> None:
        if path.name == name:
            raise PermissionError(errno.EPERM, "not permitted", str(path))
        real(path, **named)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Refused, match="erase-left") as caught:
        patch.setattr(Path, "unlink", refused)
        destroy.destroy(made, os.urandom, MOMENT, opened)
    assert caught.value.params["names"] == (name,)
    assert sorted(each.name for each in made.folder.iterdir()) == sorted([name, "wallet.keys.erasing"])
    assert destroy.is_interrupted(made)
    destroy.destroy(made, os.urandom, MOMENT)
    assert not made.folder.exists()


def test_a_copy_of_an_older_header_that_shares_its_file_stays(made: location.Place, tmp_path: Path) -> None:
    aside = next(each for each in asides.listed(made.folder) if each.suffix == ".keys")
    os.link(aside, tmp_path / "snapshot")
    before = aside.read_bytes()
    destroy.destroy(made, os.urandom, MOMENT, access.derive(made, NEW))
    assert (tmp_path / "snapshot").read_bytes() == before

"""A vault is made once, also where two processes make it at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import mkfifo, urandom
from pathlib import Path

import pytest

from wallet_cli.errors import Damaged, Refused
from wallet_cli.services import access
from wallet_cli.store import files

PASSPHRASE = b"correct horse"


def test_whoever_waited_for_another_that_made_the_vault_is_refused_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = access.Place(tmp_path / "home" / "main", tmp_path / "state")
    lock = files.locked

    @contextmanager
    def after_the_other(path: Path) -> Iterator[None]:
        monkeypatch.setattr(files, "locked", lock)
        access.create(place, PASSPHRASE, "cheap", urandom).close()
        with lock(path):
            yield

    monkeypatch.setattr(files, "locked", after_the_other)
    with pytest.raises(Refused) as caught:
        access.create(place, b"another", "cheap", urandom)
    assert caught.value.slug == "wallet-exists"
    access.open_store(place, access.derive(place, PASSPHRASE).database_key).close()


def test_a_key_file_that_is_no_file_is_damage_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    place = access.Place(tmp_path / "home" / "main", tmp_path / "state")
    access.create(place, PASSPHRASE, "cheap", urandom).close()
    place.keys.unlink()
    for make in (mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")):
        make(place.keys)
        with pytest.raises(Damaged) as caught:
            access.vault_id(place)
        assert caught.value.slug == "header-damaged"
        place.keys.rmdir() if place.keys.is_dir() else place.keys.unlink()

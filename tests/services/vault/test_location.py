"""Where a vault is: what counts as lying beside its store, and what is said of a key header that can't be read."""

import errno
import os
from pathlib import Path

import pytest

from wallet_cli.errors import NotFound, WalletError
from wallet_cli.services.vault import location
from wallet_cli.store.vault import files


@pytest.fixture
def place(tmp_path: Path) -> location.Place:
    made = location.Place(str(tmp_path / "data" / "main"), str(tmp_path / "state"))
    made.folder.mkdir(parents=True)
    made.database.write_bytes(b"a store")
    return made


@pytest.mark.parametrize("name", [location.LOG, location.JOURNAL, f"{location.DRAFT}1"])
def test_anything_that_would_be_taken_in_is_unproven_alone(place: location.Place, name: str) -> None:
    assert not location.has_unproven(place, 1)
    (place.folder / name).write_bytes(b"anything")
    assert location.has_unproven(place, 1)


@pytest.mark.parametrize("name", [location.LOG, location.LOG_INDEX])
def test_so_is_a_log_or_an_index_that_is_a_link(place: location.Place, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (place.folder / name).symlink_to(tmp_path / "elsewhere")
    assert location.has_unproven(place, 1, theirs=True)


def test_a_plain_index_an_empty_log_and_another_s_log_are_nothing(place: location.Place) -> None:
    (place.folder / location.LOG_INDEX).write_bytes(b"an index")
    (place.folder / location.LOG).write_bytes(b"")
    assert not location.has_unproven(place, 1)
    (place.folder / location.LOG).write_bytes(b"a log")
    assert (location.has_unproven(place, 1), location.has_unproven(place, 1, theirs=True)) == (True, False)


@pytest.mark.parametrize(("number", "slug"), [(errno.EROFS, "vault-read-only"), (errno.EIO, "store-io")])
def test_a_header_that_the_system_refuses_is_said_to_be_that(
    place: location.Place, number: int, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> bytes:
        raise OSError(number, os.strerror(number), str(place.header))

    monkeypatch.setattr(files, "read_plain", refuse)
    with pytest.raises(WalletError, match=slug):
        location.header_of(place)


def test_what_has_the_header_s_name_is_told_from_nothing(place: location.Place) -> None:
    assert location.header_there(place) is None
    place.header.symlink_to(place.folder / "gone")
    assert location.header_there(place) == b""
    place.header.unlink()
    place.header.mkdir()
    assert location.header_there(place) == b""
    place.header.rmdir()
    place.header.write_bytes(b"a header")
    assert location.header_there(place) == b"a header"


def test_without_a_store_there_is_no_wallet(place: location.Place) -> None:
    place.database.unlink()
    with pytest.raises(NotFound, match="no-wallet"):
        location.header_of(place)

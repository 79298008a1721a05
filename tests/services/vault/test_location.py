"""Where a vault is: what counts as lying beside its store, and what is said of a key header that can't be read."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from wallet_cli.errors import Busy, Damaged, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.services.vault import create, location
from wallet_cli.store.vault import files, identity


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


def test_a_store_or_a_draft_of_one_is_a_store(place: location.Place) -> None:
    location.require_store(place)
    place.database.rename(place.draft(1))
    location.require_store(place)
    place.draft(1).unlink()
    with pytest.raises(NotFound, match="no-wallet") as none:
        location.require_store(place)
    assert none.value.params == {"wallet": "main", "path": str(place.folder)}
    place.header.write_bytes(b"a header")
    with pytest.raises(Damaged, match="store-missing") as missing:
        location.require_store(place)
    assert missing.value.params == {"path": str(place.database)}


@pytest.mark.parametrize(("bytes_long", "is_fine"), [(180, True), (181, False)])
def test_a_name_of_180_bytes_is_the_longest(place: location.Place, bytes_long: int, is_fine: bool) -> None:
    named = place._replace(at=str(place.folder.with_name("é" * 5 + "x" * (bytes_long - 10))))
    if is_fine:
        location.require_short_name(named)
        return
    with pytest.raises(UsageProblem, match="wallet-name-long") as told:
        location.require_short_name(named)
    assert told.value.params == {"name": "ééééé" + "x" * 15 + "…", "bytes": 181, "most": 180}


def test_what_lacks_its_header_is_named_by_what_is_left(place: location.Place) -> None:
    with pytest.raises(Damaged, match="header-missing"):
        location.header_of(place)
    place.erasing.write_bytes(b"x" * 700)
    with pytest.raises(Damaged, match="erase-interrupted"):
        location.header_of(place)


def test_copies_of_one_vault_are_known_by_its_id_in_the_order_of_their_names(tmp_path: Path) -> None:
    place = location.Place(str(tmp_path / "data" / "b"), str(tmp_path / "state"))
    create.create(place, b"correct horse battery", "cheap", os.urandom).close()
    number = location.vault_id(place)
    assert (location.copies(place, number), location.seen_apart(place)) == ((), None)
    (place.folder.parent / "0").mkdir()
    for name in ("c", "a", ".hidden"):
        shutil.copytree(place.folder, place.folder.with_name(name))
    other = place._replace(at=str(tmp_path / "data" / "other"))
    create.create(other, b"correct horse battery", "cheap", os.urandom).close()
    assert location.copies(place, number) == ("a", "c")
    assert location.seen_apart(place) == f"{place.state}/{number.hex()}-b.head"


def test_a_newer_header_is_not_replaced_nor_where_it_may_not(place: location.Place) -> None:
    place.header.write_bytes(b"one")
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        location.replace_header(place, b"none of these", b"two")
    asked = []

    def refuse() -> None:
        asked.append(place.header.read_bytes())
        raise Refused("file-shut", path="")

    with pytest.raises(Refused, match="file-shut"):
        location.replace_header(place, b"one", b"two", before=refuse)
    assert (asked, place.header.read_bytes()) == ([b"one"], b"one")
    location.replace_header(place, b"one", b"two", before=lambda: None)
    assert place.header.read_bytes() == b"two"


@pytest.mark.parametrize("more", [0, 1])
def test_a_header_of_the_most_bytes_is_read_whole(place: location.Place, more: int) -> None:
    data = bytes(identity.FILE_MOST_BYTES + more)
    place.header.write_bytes(data + b"rest" * more)
    assert location.header_of(place) == data
    assert location.header_there(place) == data

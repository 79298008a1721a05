"""A key header that is mended from a store which can be read in two ways, with the log beside it or without; and one
that is looked at where nothing can be written.
"""

import errno
import fcntl

import pytest

from tests import forging
from tests.services.vault.test_entering import descriptors, no_writing
from tests.services.vault.test_prove import key, killed, lay, require_nobody
from wallet_cli.errors import Damaged, Refused, WalletError
from wallet_cli.services.vault import location, repair_header
from wallet_cli.store.vault import asides, connect, files, head, identity

__all__ = ["key"]


def test_where_both_ways_fail_what_the_store_by_itself_says_is_told_and_nothing_stays_open(
    place: location.Place, key: bytes
) -> None:
    store, log = killed(place, key, "x" * 20_000)
    seen_path = location.seen_path(place, location.vault_id(place))
    seen = head.read(seen_path)
    assert seen is not None
    lay(place, store, forging.log(log, page=1))
    head.reset(seen_path, seen._replace(operations=seen.operations + 1))
    with pytest.raises(WalletError, match="store-older") as caught:
        repair_header.repair(place, key)
    assert caught.value.slug == "store-older"
    assert not [path for path in descriptors() if path.startswith(str(place.database))]
    assert connect.log_of(place.database).exists()
    require_nobody(place)


def test_whether_a_key_header_looks_newer_is_told_on_read_only_media_as_well(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.header.write_bytes(forging.header(place.header.read_bytes()))
    no_writing(monkeypatch)
    assert repair_header.looks_newer(place, key)


def test_where_the_file_system_knows_no_locks_it_is_mended_all_the_same(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_handle: int, _how: int) -> None:
        raise OSError(95, "no locks here")

    true = place.header.read_bytes()
    place.header.write_bytes(b"x" * 500)
    monkeypatch.setattr(fcntl, "flock", unknown)
    repair_header.repair(place, key)
    assert place.header.read_bytes() == true


@pytest.mark.parametrize("size", [500, identity.FILE_MOST_BYTES, identity.FILE_MOST_BYTES + 1])
def test_what_was_there_has_its_name_again_where_the_disk_lets_nothing_be_put_in_its_place(
    place: location.Place, key: bytes, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise Refused("disk-full")

    place.header.write_bytes(b"x" * size)
    number = place.header.stat().st_ino
    with monkeypatch.context() as patch, pytest.raises(Refused, match="disk-full"):
        patch.setattr(files, "write_atomically", full)
        repair_header.repair(place, key)
    assert (place.header.read_bytes(), place.header.stat().st_ino) == (b"x" * size, number)
    assert asides.listed(place.folder) == []
    aside = repair_header.repair(place, key).aside
    assert aside is not None
    assert (aside.stat().st_ino == number) == (size > identity.FILE_MOST_BYTES), "what is too long is never copied"


def test_what_the_disk_says_too_late_takes_nothing_of_what_was_set_aside(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_folder: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    place.header.write_bytes(b"mine")
    with monkeypatch.context() as patch, pytest.raises(Damaged, match="store-io"):
        patch.setattr(files, "sync", late)
        repair_header.repair(place, key)
    assert place.header.read_bytes() != b"mine"
    assert [each.read_bytes() for each in asides.listed(place.folder)] == [b"mine"]

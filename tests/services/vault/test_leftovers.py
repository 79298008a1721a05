"""What was set aside beside a store: listed by name, and destroyed."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wallet_cli.errors import Refused, WalletError
from wallet_cli.services.vault import leftovers, location
from wallet_cli.store.vault import asides, wiping


def test_what_is_set_aside_is_listed_and_destroyed_and_counted(place: location.Place) -> None:
    assert leftovers.listed(place) == []
    place.folder.mkdir(parents=True, exist_ok=True)
    (place.folder / "kept").write_bytes(b"kept")
    names = []
    for number in range(2):
        path = place.folder / f"found{number}"
        path.write_bytes(b"found")
        names.append(asides.put(path, asides.STORE))
    assert sorted(leftovers.listed(place)) == sorted(names)
    done = leftovers.destroy(place, os.urandom)
    assert (sorted(done.gone), done.readable, done.left) == (sorted(names), (), ())
    leftovers.require_gone(place, done, "t3")
    assert (leftovers.listed(place), [each.name for each in place.folder.glob("[!.]*")]) == ([], ["kept"])
    assert leftovers.destroy(place, os.urandom).gone == ()


def test_where_no_folder_can_be_looked_into_nothing_is_listed(place: location.Place, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert leftovers.listed(place._replace(at=file / "below")) == []
    assert leftovers.listed(place._replace(at=tmp_path / "none")) == []


def test_what_can_not_go_keeps_nothing_else_from_going_and_is_told(
    place: location.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[WalletError] = []
    place = place._replace(tell=heard.append)
    place.folder.mkdir(parents=True, exist_ok=True)
    names = [place.folder / f"aside-20261120T10150{number}.wal" for number in range(3)]
    for each in names:
        each.write_bytes(b"secret")
    real, wiped = Path.unlink, wiping.overwrite

    def unlink(path: Path, **named: bool) -> None:
        if path == names[0]:
            raise PermissionError(errno.EPERM, "not permitted", str(path))
        real(path, **named)

    def overwrite(path: Path, random: Callable[[int], bytes]) -> bool:
        if path == names[1]:
            raise PermissionError(errno.EACCES, "not permitted", str(path))
        return wiped(path, random)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        patch.setattr(wiping, "overwrite", overwrite)
        done = leftovers.destroy(place, os.urandom)
    assert (done.gone, done.readable, done.left) == ((names[1], names[2]), (names[1],), (names[0],))
    assert names[0].read_bytes() != b"secret"
    with pytest.raises(Refused, match="aside-left") as caught:
        leftovers.require_gone(place, done, "t3")
    assert caught.value.params == {"names": (names[0].name,), "line": "t3"}
    assert [(each.slug, each.params) for each in heard] == [("not-overwritten", {"names": (names[1].name,)})]

"""What was set aside beside a store: listed by name, and destroyed."""

import os
from pathlib import Path

from wallet_cli.services.vault import leftovers, location
from wallet_cli.store.vault import asides


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
    assert leftovers.destroy(place, os.urandom) == 2
    assert (leftovers.listed(place), [each.name for each in place.folder.glob("[!.]*")]) == ([], ["kept"])
    assert leftovers.destroy(place, os.urandom) == 0


def test_where_no_folder_can_be_looked_into_nothing_is_listed(place: location.Place, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert leftovers.listed(place._replace(at=file / "below")) == []
    assert leftovers.listed(place._replace(at=tmp_path / "none")) == []

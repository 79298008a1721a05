"""What lies beside a store when SQLite looks there: what may lie there, and that nothing was exchanged meanwhile."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wallet_cli.errors import Busy
from wallet_cli.store.vault import beside, files
from wallet_cli.store.vault.beside import INDEX, JOURNAL, LOG, Looked, require_plain

NAMES = {"log": LOG, "index": INDEX, "journal": JOURNAL, "store": ""}


def plain(path: Path) -> None:
    path.write_bytes(b"x")


def empty(path: Path) -> None:
    path.touch()


def linked(path: Path) -> None:
    """It has a second name elsewhere."""
    plain(path)
    (path.parent.parent / "elsewhere").hardlink_to(path)


def a_link(path: Path) -> None:
    plain(path.parent.parent / "target")
    path.symlink_to(path.parent.parent / "target")


@pytest.fixture(params=["its own name", "a link to it"])
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """By which name the store is asked about; SQLite looks beside the file itself."""
    (tmp_path / "folder").mkdir()
    store = tmp_path / "folder" / "wallet.db"
    plain(store)
    if request.param == "its own name":
        return store
    link = tmp_path / "link.db"
    link.symlink_to(store)
    plain(Path(f"{link}{JOURNAL}"))  # beside the link nothing matters
    return link


@pytest.mark.parametrize(
    ("name", "lies", "reading", "writing"),
    [
        ("log", plain, True, True),
        ("log", empty, True, True),
        ("log", linked, True, False),
        ("log", a_link, True, False),
        ("log", Path.mkdir, True, False),
        ("index", plain, True, True),
        ("index", linked, False, False),
        ("index", a_link, False, False),
        ("index", os.mkfifo, False, False),
        ("journal", plain, False, False),
        ("journal", empty, True, True),
        ("journal", a_link, False, False),
        ("store", linked, True, False),
    ],
)
def test_what_may_lie_beside_a_store_that_is_read_and_one_that_is_written(
    asked: Path, name: str, lies: Callable[[Path], None], reading: bool, writing: bool
) -> None:
    require_plain(asked)
    require_plain(asked, reading=True)
    lies(Path(f"{asked.resolve()}{NAMES[name]}"))
    for wish, allowed in (({"reading": True}, reading), ({"reading": False}, writing), ({}, writing)):
        if allowed:
            require_plain(asked, **wish)
        else:
            with pytest.raises(Busy, match="vault-busy"):
                require_plain(asked, **wish)


def replaced(store: Path) -> None:
    copy = store.with_name("copy")
    copy.write_bytes(store.read_bytes())
    copy.replace(store)


def appended(store: Path) -> None:
    with Path(f"{store}{LOG}").open("ab") as log:
        log.write(b"y")


@pytest.mark.parametrize(("logged", "proven"), [(False, True), (True, True), (True, False)])
@pytest.mark.parametrize("others", [True, False, None])
@pytest.mark.parametrize("change", [None, appended, replaced])
def test_what_was_looked_at_is_so_until_something_is_exchanged(
    asked: Path, logged: bool, proven: bool, others: bool | None, change: Callable[[Path], None] | None
) -> None:
    store = asked.resolve()
    if logged:
        plain(Path(f"{store}{LOG}"))
    more = {} if others is None else {"others": others}
    looked = Looked(files.in_place(asked), files.stamp(f"{store}{LOG}") if proven else None, **more)
    if change is not None:
        change(store)
    still = change is not replaced and (bool(others) or (proven and change is None))
    assert looked.is_still_so() is still
    if still:
        looked.require()
    else:
        with pytest.raises(Busy, match="vault-busy"):
            looked.require()


def test_the_log_and_its_index_lie_beside_the_file_itself(asked: Path) -> None:
    store = asked.resolve()
    assert beside.made_by_sqlite(asked) == (
        str(store.with_name("wallet.db-wal")),
        str(store.with_name("wallet.db-shm")),
    )

"""What lies beside a store when SQLite looks there: what may lie there, and that nothing was exchanged meanwhile."""

import os
import sys
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


@pytest.mark.parametrize(
    ("index", "logged", "as_read"),
    [
        (None, False, True),
        (b"", False, True),
        (bytes(48), False, True),
        (bytes(15) + b"\1" + bytes(4) + b"\1" + bytes(27), False, True),
        (bytes(16) + (1).to_bytes(4, sys.byteorder) + bytes(28), False, False),
        (bytes(16) + (1 << 24).to_bytes(4, sys.byteorder) + bytes(28), False, False),
        (bytes(16) + (1).to_bytes(4, sys.byteorder) + bytes(28), True, True),
    ],
    ids=("no index", "empty", "no frame", "what is around the number", "one frame", "many frames", "a log expected"),
)
def test_where_no_log_was_expected_its_index_knows_of_none(
    asked: Path, index: bytes | None, logged: bool, as_read: bool
) -> None:
    store = asked.resolve()
    if index is not None:
        Path(f"{store}{INDEX}").write_bytes(index)
    if logged:
        plain(Path(f"{store}{LOG}"))
    looked = Looked(files.in_place(asked), files.stamp(f"{store}{LOG}"))
    assert (looked.nobody, looked.is_as_read()) == (False, as_read)
    replaced(store)
    assert looked.is_as_read() is False

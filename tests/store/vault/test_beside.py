"""What lies beside a store when SQLite looks there: what may lie there, and that nothing was exchanged meanwhile."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.own_process import with_few_open
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


DRAFT = "wallet.db.new-3"


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def removed(store: Path) -> None:
    store.unlink()


def moved(store: Path) -> None:
    store.parent.rename(store.parent.with_name("moved"))


def bare(store: Path) -> beside.Bare:
    return beside.Bare(str(store.parent), store.name, DRAFT)


@contextmanager
def opened(*paths: Path) -> Iterator[None]:
    """These files, open by the descriptors that follow each other."""
    with ExitStack() as held:
        for path in paths:
            held.enter_context(path.open("rb"))
        yield


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    store = tmp_path / "folder" / "wallet.db"
    store.write_bytes(bytes(beside.PAGE_BYTES))
    return store


@pytest.fixture
def other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that lists other numbers than it tells of a file."""

    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

        def inode(self) -> int:
            return 0xFFFF_FFFF

    @contextmanager
    def scandir(folder: str) -> Iterator[list[Entry]]:
        yield [Entry(name) for name in os.listdir(folder)]

    monkeypatch.setattr(os, "scandir", scandir)


@pytest.mark.parametrize("name", ["wallet.db-wal", "wallet.db-shm", "wallet.db-journal", DRAFT, "Wallet.DB-WAL"])
@pytest.mark.parametrize("lies", [plain, empty, linked, a_link, dangling, Path.mkdir, os.mkfifo])
def test_a_store_is_bare_while_none_of_the_names_is_taken_that_matter(
    store: Path, name: str, lies: Callable[[Path], None]
) -> None:
    for other in ("wallet.keys", "wallet.db.new-4", "wallet.db.older-1", "wallet.db-other", "é"):
        plain(store.with_name(other))
    looked = bare(store)
    assert looked.is_alone(str(store.parent))
    lies(store.with_name(name))
    assert not looked.is_alone(str(store.parent))


@pytest.mark.parametrize("way", ["bare", "by a link"])
@pytest.mark.parametrize("change", [replaced, removed, moved])
def test_a_store_is_bare_while_its_name_leads_to_it(store: Path, change: Callable[[Path], None], way: str) -> None:
    looked = bare(store if way == "bare" else linked_folder(store) / store.name)
    with opened(store):
        assert looked.is_plain()
        change(store)
        assert looked.is_alone(str(store.parent)) is (change is not moved)
        assert not looked.is_as_read()


@pytest.mark.usefixtures("other_numbers")
@pytest.mark.parametrize("change", [None, replaced, removed, moved])
def test_other_numbers_in_a_listing_prove_nothing(store: Path, change: Callable[[Path], None] | None) -> None:
    names = [files.in_place(store), files.in_place(store.with_name("none"))]
    looked = bare(store)
    with opened(store, *logged(store, b"", 0)):
        assert looked.is_plain()
        if change is not None:
            change(store)
        assert looked.is_as_read() is (change is None)
        assert beside.are_in_place(names) is (change is None)
        assert beside.first_replaced(names) is (None if change is None else names[0])


def linked_folder(store: Path) -> Path:
    link = store.parent.with_name("link")
    link.symlink_to(store.parent)
    return link


@pytest.mark.parametrize("way", ["bare", "by a link"])
def test_a_bare_store_is_plain_where_this_process_has_that_very_file_open(store: Path, way: str) -> None:
    path = store if way == "bare" else linked_folder(store) / store.name
    looked = bare(path)
    assert not looked.is_plain()
    with store.open("rb") as file:
        told = store.stat()
        assert looked.is_plain()
        assert looked.file[:3] == (str(path), (told.st_dev, told.st_ino), file.fileno())
        assert 0 <= beside.now_ns() - looked.file.since_ns < 60_000_000_000
        replaced(store)
        assert not bare(path).is_plain()
    assert not bare(path).is_plain()


def another_name(store: Path) -> None:
    store.with_name("copy").hardlink_to(store)


def by_a_link(store: Path) -> None:
    store.rename(store.with_name("copy"))
    store.symlink_to("copy")


def a_pipe(store: Path) -> None:
    store.unlink()
    os.mkfifo(store)


@pytest.mark.parametrize(("change", "is_plain"), [(os.stat, True), (another_name, False), (by_a_link, False)])
def test_a_bare_store_is_plain_with_its_one_name(store: Path, change: Callable[[Path], object], is_plain: bool) -> None:
    change(store)
    with opened(store):
        assert bare(store).is_plain() is is_plain


@pytest.mark.parametrize(("size", "is_plain"), [(0, False), (4095, False), (4096, True)])
def test_a_bare_store_is_plain_with_a_page(store: Path, size: int, is_plain: bool) -> None:
    store.write_bytes(bytes(size))
    with opened(store):
        assert bare(store).is_plain() is is_plain


@pytest.mark.parametrize("change", [a_pipe, Path.mkdir])
def test_a_bare_store_is_a_file(store: Path, change: Callable[[Path], None]) -> None:
    store.unlink() if change is Path.mkdir else None
    change(store)
    handle = os.open(store, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert not bare(store).is_plain()
    finally:
        os.close(handle)


def logged(store: Path, log: bytes, frames: int) -> list[Path]:
    made = [Path(f"{store}{name}") for name in (LOG, INDEX)]
    made[0].write_bytes(log)
    made[1].write_bytes(bytes(16) + frames.to_bytes(4, sys.byteorder))
    return made


@pytest.mark.parametrize("way", ["bare", "by a link"])
@pytest.mark.parametrize("listing", ["the same numbers", "other_numbers"])
@pytest.mark.parametrize(("log", "frames", "as_read"), [(b"", 0, True), (b"x", 0, False), (b"", 1, False)])
def test_a_bare_store_is_as_read_with_a_log_in_which_nothing_is(
    request: pytest.FixtureRequest, store: Path, way: str, listing: str, log: bytes, frames: int, as_read: bool
) -> None:
    if listing == "other_numbers":
        request.getfixturevalue(listing)
    path = store if way == "bare" else linked_folder(store) / store.name
    looked, made = bare(path), logged(path, log, frames)
    with opened(store, *made):
        assert looked.is_plain()
        assert looked.is_as_read() is as_read
        assert {each.numbered()[:2] for each in looked.opened} == {
            files.in_place(each)[:2] for each in map(str, (path, *made))
        }
        assert beside.are_in_place(looked.opened)
        assert beside.first_replaced(looked.opened) is None
        made[0].unlink()
        assert not beside.are_in_place(looked.opened)
        replaced_one = beside.first_replaced(looked.opened)
        assert replaced_one is not None
        assert replaced_one.path == f"{path}{LOG}"


@pytest.mark.parametrize("index", [0, 1, 2])
@pytest.mark.parametrize("change", [replaced, removed, moved])
@with_few_open
def test_of_what_is_open_each_keeps_its_name(store: Path, index: int, change: Callable[[Path], None]) -> None:
    looked, made = bare(store), logged(store, b"", 0)
    with opened(store, *made):
        assert looked.is_plain()
        assert looked.is_as_read()
        assert [each.has_name() for each in looked.opened] == [True, True, True]
        changed = (store, *made)[index]
        change(changed)
        wanted = [change is not moved and each.path != str(changed) for each in looked.opened]
        assert [each.has_name() for each in looked.opened] == wanted
        assert not beside.are_in_place(looked.opened)


def test_a_log_that_is_not_the_one_that_is_open_counts_as_replaced(store: Path) -> None:
    looked, made = bare(store), logged(store, b"", 0)
    with opened(store, *made):
        assert looked.is_plain()
        made[0].unlink()
        made[0].touch()
        assert not looked.is_as_read()
        replaced_one = beside.first_replaced(looked.opened)
        assert replaced_one is not None
        assert replaced_one.path == f"{store}{LOG}"
        assert not beside.are_in_place(looked.opened)


def test_a_file_is_looked_for_in_its_own_folder(store: Path, tmp_path: Path) -> None:
    asked = tmp_path / "link" / "wallet.db"
    asked.parent.mkdir()
    asked.symlink_to(store)
    plain(Path(f"{store}{LOG}"))
    opened = [files.in_place(asked), files.in_place(Path(f"{store}{LOG}"))]
    assert beside.first_replaced(opened) is None
    asked.unlink()
    plain(asked)
    assert beside.first_replaced(opened) is opened[0]
    assert beside.first_replaced([]) is None


def test_what_was_not_there_is_replaced_by_what_comes(store: Path) -> None:
    opened = [files.in_place(Path(f"{store}{LOG}"))]
    assert beside.first_replaced(opened) is None
    plain(Path(f"{store}{LOG}"))
    assert beside.first_replaced(opened) is opened[0]


def test_the_same_number_on_another_device_is_another_file(store: Path) -> None:
    told = store.stat()
    was = files.InPlace(str(store), (told.st_dev + 1, told.st_ino))
    assert was.is_replaced()
    assert beside.first_replaced((was,)) is was
    assert not beside.are_in_place((was,))

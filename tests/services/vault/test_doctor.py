"""The machine's set-up is told finding by finding, with or without a wallet."""

import errno
import importlib.metadata
import os
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.own_process import answer_of, powerless
from wallet_cli.errors import Locked
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, doctor, unlock
from wallet_cli.services.vault.doctor import Finding, Machine, examine
from wallet_cli.services.vault.location import Place
from wallet_cli.words import catalogue


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with private folders and no swap."""
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "state").mkdir(mode=0o700)
    (tmp_path / "swaps").write_text("Filename Type\n/dev/zram0 partition\n")
    where = Place(tmp_path / "data", tmp_path / "state")
    return Machine(where, "UTF-8", os.urandom, 1_795_000_000_000_000, lambda _moment_s: 0, tmp_path)


def found(machine: Machine) -> dict[str, Finding]:
    return {each.name: each for each in examine(machine)}


def slug(machine: Machine, name: str) -> str | None:
    problem = found(machine)[name].problem
    return problem.slug if problem else None


def test_a_machine_that_is_set_up_well(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.kernel_keyring, "put", lambda *_arguments, **_wishes: None)
    monkeypatch.setattr(doctor.kernel_keyring, "get", lambda *_named, **_wishes: b"key")
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (0, 0))
    told = found(machine)
    assert [name for name, each in told.items() if each.problem or each.wish] == []
    assert {"python", "wallet", "typer", "sqlcipher", "data-folder", "keyring", "swap", "zxing-cpp"} <= set(told)
    assert "SQLite 3" in told["sqlcipher"].value
    assert told["python"].value == ".".join(map(str, sys.version_info[:3]))
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (0, resource.RLIM_INFINITY))
    assert slug(machine, "core-dumps") is None


def test_folders_that_others_reach_or_nobody_writes(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.place.folder.chmod(0o755)
    assert slug(machine, "data-folder") == "vault-shared"
    machine.place.folder.rmdir()
    assert slug(machine, "data-folder") is None
    monkeypatch.setattr(doctor.os, "access", lambda _path, _mode: False)
    assert slug(machine, "state-folder") == "folder-read-only"

    def fail(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(doctor.permissions, "problem", fail)
    assert slug(machine, "state-folder") == "folder-unreadable"


@pytest.mark.parametrize("kind", ["none", "folder", "empty"])
def test_a_store_that_is_none_is_told_by_what_is_there(machine: Machine, place: Place, kind: str) -> None:
    place.folder.mkdir(parents=True, mode=0o700)
    place.header.touch(0o600)
    if kind != "none":
        place.database.mkdir(0o700) if kind == "folder" else place.database.touch(0o600)
    slugs = {"none": "store-missing", "folder": "store-no-file", "empty": "store-damaged"}
    here = machine._replace(place=place)
    assert slug(here, "data-folder") == slugs[kind]
    place.draft(2).touch(0o600)
    assert slug(here, "data-folder") is None, "the draft may be the store"


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Example", "Mobile Documents", "Nextcloud", "坚果云"])
def test_a_folder_that_is_copied_elsewhere(machine: Machine, name: str) -> None:
    inside = machine._replace(place=machine.place._replace(at=Path("/home/ada") / name / "wallet"))
    assert slug(inside, "synced-folder") == "folder-synced"


@pytest.mark.parametrize("reason", ["EPERM", ""])
def test_a_kernel_without_a_keyring(machine: Machine, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def put(*_arguments: object, **_wishes: object) -> None:
        if reason:
            raise Locked("keyring-refused", reason=reason)

    monkeypatch.setattr(doctor.kernel_keyring, "put", put)
    monkeypatch.setattr(doctor.kernel_keyring, "get", lambda *_named, **_wishes: None)
    problem = found(machine)["keyring"].problem
    assert problem is not None and problem.params["reason"] == (reason or "unreadable")


def test_swap_on_a_disk(machine: Machine) -> None:
    (machine.kernel / "swaps").write_text("Filename Type\n/dev/sda2 partition 8 0 -2\n\n/swapfile file 8 0 -3\n")
    problem = found(machine)["swap"].problem
    assert problem is not None and problem.params["devices"] == ("/dev/sda2", "/swapfile")
    (machine.kernel / "swaps").unlink()
    assert slug(machine, "swap") is None


def test_a_name_of_swap_that_is_no_text_is_told_as_far_as_it_is_one(machine: Machine) -> None:
    (machine.kernel / "swaps").write_bytes(b"Filename Type\n/swap\xff file 8 0 -2\n")
    assert found(machine)["swap"].value == "/swap\ufffd"


@pytest.mark.parametrize(("kind", "reason"), [("folder", "EISDIR"), ("pipe", "EINVAL")])
def test_what_is_no_file_where_a_head_is_looked_for_is_told(machine: Machine, kind: str, reason: str) -> None:
    assert slug(machine, "state-folder") is None
    for name in ("b.head", "a.lock"):
        path = machine.place.state / name
        path.mkdir(mode=0o700) if kind == "folder" else os.mkfifo(path, 0o600)
        problem = found(machine)["state-folder"].problem
        assert problem is not None and problem.params["path"] == str(path)
        assert problem.params["reason"] == os.strerror(getattr(errno, reason))
    where = machine.place._replace(heads=machine.place.state / "nowhere")
    assert slug(machine._replace(place=where), "state-folder") is None


def test_memory_images_and_another_encoding(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (100, 100))
    assert slug(machine, "core-dumps") == "core-dumps-on"
    monkeypatch.setitem(sys.modules, "resource", None)
    assert slug(machine, "core-dumps") is None
    assert slug(machine._replace(encoding="latin-1"), "encoding") == "not-utf8"


def test_a_wallet_without_a_backup_is_not_called_fine(
    machine: Machine, session: Session, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = machine._replace(place=place)
    assert (found(machine)["backup"].unknown, found(here)["backup"].unknown) == (False, True)
    key = access.derive(place, b"correct horse battery staple").database_key
    monkeypatch.setattr(unlock, "kept_key", lambda *_named, **_wishes: key)
    assert slug(here, "backup") == "backup-none"
    session.store.set_meta("backed_up_us", machine.now_us)
    assert (slug(here, "backup"), found(here)["backup"].value) == (None, "2026-11-18")
    assert slug(here._replace(now_us=machine.now_us + 40 * 86_400_000_000), "backup") == "backup-overdue"


@pytest.mark.parametrize("damage", ["garbled", "loop", "folder", "fifo", "long"])
def test_a_key_header_that_can_not_be_read_is_told_and_stops_nothing(
    machine: Machine, session: Session, place: Place, damage: str
) -> None:
    here = machine._replace(place=place)
    assert (found(here)["key-file"].problem, found(here)["key-file"].value) == (None, "1")
    place.header.unlink()
    if damage == "garbled":
        place.header.write_bytes(b"\0" * 100)
    elif damage == "loop":
        place.header.symlink_to(place.header)
    elif damage == "folder":
        place.header.mkdir()
    elif damage == "fifo":
        os.mkfifo(place.header)
    else:
        here = here._replace(place=place._replace(at=place.folder / ("l" * 300)))
    told = found(here)
    problem = told["key-file"].problem
    slugs = {"loop": "header-loop", "long": "wallet-name-long"}
    assert problem is not None and problem.slug == slugs.get(damage, "header-damaged")
    assert told["backup"].unknown


def test_a_file_that_may_not_be_read_is_told_before_what_it_may_hold(
    machine: Machine, session: Session, place: Place
) -> None:
    here = machine._replace(place=place)
    assert slug(here, "data-folder") is None
    place.database.chmod(0)

    def told() -> None:
        problem = found(here)["data-folder"].problem
        assert problem is not None
        raise problem

    assert answer_of(powerless(told)) == "file-shut"


def test_folders_of_another_user_are_told_and_stop_nothing(tmp_path: Path, session: Session, place: Place) -> None:
    """In a process that may not read them."""
    script = """
        import os, sys
        from pathlib import Path
        from wallet_cli.services.vault import doctor
        from wallet_cli.services.vault.location import Place
        folder, state = map(Path, sys.argv[1:])
        machine = doctor.Machine(Place(folder, state), "UTF-8", os.urandom, 1, lambda _moment_s: 0)
        doctor.examine(machine)  # what is loaded late is loaded now
        for each in (folder, state, folder.parent):
            os.chmod(each, 0)
        if os.getuid() == 0:
            os.setresuid(65534, 65534, 65534)
        for each in doctor.examine(machine):
            if each.name in ("data-folder", "state-folder", "key-file", "backup"):
                print(each.name, each.problem.slug if each.problem else each.unknown)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(place.folder), str(place.state)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    for each in (place.folder.parent, place.folder, place.state):
        each.chmod(0o700)
    assert done.stdout.splitlines() == [
        "data-folder folder-unreadable",
        "state-folder folder-unreadable",
        "key-file folder-unreadable",
        "backup True",
    ], done.stderr


def test_what_is_missing_or_too_old(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    monkeypatch.setattr(doctor.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (9, 9))
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    told = {name: each.problem.slug for name, each in found(machine).items() if each.problem}
    assert told["typer"] == told["sqlcipher"] == "library-missing"
    assert (told["python"], told["zxing-cpp"]) == ("python-too-old", "extra-missing")
    assert [each.name for each in examine(machine) if each.wish] == ["zxing-cpp", "pypdfium2"], (
        "a problem counts, a wish doesn't"
    )


def test_the_oldest_python_is_the_one_that_the_package_asks_for(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = importlib.metadata.metadata("wallet-cli")["Requires-Python"]
    oldest = tuple(map(int, asked.removeprefix(">=").split(".")))
    for version, said in ((oldest, None), ((oldest[0], oldest[1] - 1), "python-too-old")):
        monkeypatch.setattr(sys, "version_info", (*version, 9))
        assert slug(machine, "python") == said


def test_every_file_that_others_can_read_is_mended_by_the_line_that_is_shown(machine: Machine) -> None:
    asides = [machine.place.folder / f"aside-2026112{n}T101500.wal" for n in range(2)]
    for each in asides:
        each.write_bytes(b"log")
        each.chmod(0o644)
    problem = found(machine)["data-folder"].problem
    assert problem is not None
    assert problem.params["path"] == str(asides[0])
    line = catalogue.text_of(problem)[1].partition("`")[2].partition("`")[0] or catalogue.text_of(problem)[1]
    subprocess.run(["sh", "-c", line[line.index("chmod") :]], check=True)
    assert [each.stat().st_mode & 0o777 for each in asides] == [0o600, 0o600]
    assert slug(machine, "data-folder") is None

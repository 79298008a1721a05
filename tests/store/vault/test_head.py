"""The head outside the vault: forward only, silent where it knows nothing, loud where the vault went back."""

import hashlib
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.errors import Busy, Damaged
from wallet_cli.store.vault import files, head
from wallet_cli.store.vault.head import Seen


def mac(count: int) -> bytes:
    return bytes([count % 256]) * 32


def seen(count: int, generation: int = 1) -> Seen:
    return Seen(count, mac(count), generation)


def checksum(body: bytes) -> bytes:
    """The line that ends the file."""
    return b"sha256 %s\n" % hashlib.sha256(body).hexdigest().encode()


def new_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for all examples of a property."""
    return Path(head.head_path(tmp_path_factory.getbasetemp() / "heads" / "wallet", bytes(16)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(head.head_path(tmp_path / "state" / "wallet", bytes(16)))


def test_it_is_kept_in_a_private_folder_it_makes_itself(path: Path) -> None:
    assert head.read(path) is None
    assert head.advance(path, seen(3), mac)
    assert head.read(path) == seen(3)
    assert path.name == "0" * 32 + ".head"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_it_moves_forward_only_in_operations_and_generation(path: Path) -> None:
    head.advance(path, seen(5, 2), mac)
    head.advance(path, seen(4, 9), mac)
    assert head.read(path) == seen(5, 2)
    head.advance(path, seen(6, 1), mac)
    assert head.read(path) == seen(6, 2)
    head.advance(path, seen(6, 3), mac)
    assert head.read(path) == seen(6, 3)
    head.advance(path, Seen(6, mac(0), 3), mac)
    assert head.read(path) == seen(6, 3)


def other_mac(count: int) -> bytes:
    """Of another line, which parted from the first after three operations."""
    return mac(count) if count <= 3 else bytes(31) + bytes([count])


@pytest.mark.parametrize("chain", [other_mac, lambda _count: None])
@pytest.mark.parametrize("told", [Seen(9, other_mac(9), 1), Seen(5, other_mac(5), 2), Seen(5, other_mac(5), 9)])
def test_another_line_never_passes_for_the_newest(path: Path, told: Seen, chain: Callable[[int], bytes | None]) -> None:
    head.advance(path, seen(5), mac)
    assert not head.advance(path, told, chain)
    assert head.read(path) == seen(5)
    head.reset(path, seen(3))
    assert head.advance(path, Seen(9, other_mac(9), 1), other_mac)


def test_nothing_at_all_is_held_by_every_chain(path: Path) -> None:
    head.require_room(path)
    assert head.advance(path, seen(1), mac)
    assert head.read(path) == seen(1)


def test_what_was_seen_under_any_name_is_found_and_nothing_of_another_vault(path: Path) -> None:
    folder, number = path.parent, bytes(16)
    assert head.every(folder, number) == ()
    names = {"": 3, "-copy": 7, "-a.b": 5, "-支付": 6}
    for name, count in names.items():
        head.reset(f"{folder}/{number.hex()}{name}.head", seen(count))
    head.reset(head.head_path(folder, bytes(15) + b"1"), seen(99))
    head.reset(f"{folder}/{number.hex()}0.head", seen(98))
    (folder / f"{number.hex()}-torn.head").write_bytes(b"wallet-head/1\n")
    (folder / f"{number.hex()}-copy.lock").touch()
    assert sorted(each.operations for each in head.every(folder, number)) == sorted(names.values())


def test_the_owner_may_put_it_back_or_forget_it(path: Path) -> None:
    head.advance(path, seen(5), mac)
    head.reset(path, seen(2))
    assert head.read(path) == seen(2)
    head.forget(path)
    head.forget(path)
    assert list(path.parent.iterdir()) == []


def test_two_processes_never_move_it_back(path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from wallet_cli.store.vault.head import Seen, advance, read
        path, highest = Path(sys.argv[1]), 0
        for count in range(int(sys.argv[2]), 300, 2):
            assert advance(path, Seen(count, bytes(32), 1), lambda _: bytes(32))
            now = read(path).operations
            assert now >= max(count, highest), (now, count, highest)
            highest = now
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(path)]
    racers = [subprocess.Popen([*command, first], stderr=subprocess.PIPE, text=True) for first in ("1", "2")]
    assert [racer.communicate(timeout=60)[1] for racer in racers] == ["", ""]
    now = head.read(path)
    assert now is not None
    assert now.operations == 299


def test_a_garbled_head_knows_nothing(path: Path) -> None:
    head.advance(path, seen(1234567, 8), mac)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place])
        assert head.read(path) is None
        for flip in (0x01, 0x10, 0x80):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
            assert head.read(path) is None
    path.write_bytes(whole * 20)
    assert head.read(path) is None
    head.advance(path, seen(1), mac)
    assert head.read(path) == seen(1)


@pytest.mark.parametrize(
    "line",
    [
        b"1 00",
        b"-1 00 1",
        b"01 00 1",
        b"1 0 1",
        b"1 00 1 1",
        b"1  1",
        b"1 00 9223372036854775808",
        b"x 00 1",
        b"1 \xff 1",
    ],
)
def test_a_checksum_alone_makes_no_head(path: Path, line: bytes) -> None:
    files.private_folder(path.parent)
    body = b"wallet-head/1\n" + line + b"\n"
    path.write_bytes(body + checksum(body))
    assert head.read(path) is None or line == b"1  1"


def test_another_format_is_unknown(path: Path) -> None:
    files.private_folder(path.parent)
    body = b"wallet-head/2\n1 00 1\n"
    path.write_bytes(body + checksum(body))
    assert head.read(path) is None


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_stumble(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = new_path(tmp_path_factory)
    files.private_folder(path.parent)
    path.write_bytes(data)
    assert head.read(path) is None


@given(st.integers(0, 2**63 - 1), st.binary(min_size=1, max_size=64), st.integers(0, 2**63 - 1))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, count: int, told: bytes, generation: int
) -> None:
    path = new_path(tmp_path_factory)
    head.reset(path, Seen(count, told, generation))
    assert head.read(path) == Seen(count, told, generation)


def test_a_chain_that_went_on_is_fine_and_one_that_went_back_is_not() -> None:
    head.check(None, 0, mac)
    head.check(Seen(0, b"", 1), 0, lambda _: None)
    head.check(seen(5), 5, mac)
    head.check(seen(5), 9, mac)
    with pytest.raises(Damaged) as told:
        head.check(seen(5), 4, mac)
    assert (told.value.slug, told.value.params) == ("store-older", {"seen": 5, "found": 4, "copies": ()})
    for other in (lambda _: bytes(32), lambda _: None):
        with pytest.raises(Damaged) as told:
            head.check(seen(5), 9, other)
        assert (told.value.slug, told.value.params) == ("store-forked", {"seen": 5, "copies": ()})


def test_an_older_key_header_is_refused() -> None:
    head.check_generation(None, 1)
    head.check_generation(seen(5, 3), 3)
    with pytest.raises(Damaged) as told:
        head.check_generation(seen(5, 3), 2)
    assert (told.value.slug, told.value.params) == ("keys-older", {"seen": 3, "found": 2})


def test_a_machine_that_cannot_keep_it_says_so_quietly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.private_folder(path.parent.parent)
    path.parent.write_bytes(b"a file, not a folder")
    assert not head.advance(path, seen(1), mac)
    path.parent.unlink()
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda _seconds: None))
    head.advance(path, seen(1), mac)
    with files.locked(path.with_suffix(".lock")):
        assert not head.advance(path, seen(2), mac)
    with (
        pytest.raises(Busy),
        files.locked(path.with_suffix(".lock")),
        files.locked(path.with_suffix(".lock"), timeout_ms=0),
    ):
        pass


def test_room_is_proven_without_a_word_about_a_vault_that_was_never_seen(tmp_path: Path) -> None:
    path = tmp_path / "state" / "new.head"
    head.require_room(path)
    assert head.read(path) == Seen(0, b"", 0)
    head.reset(path, Seen(7, bytes(32), 3))
    head.require_room(path)
    assert head.read(path) == Seen(7, bytes(32), 3)


def test_room_is_proven_of_what_is_remembered_by_then(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process remembers more, right before the folder of heads is held."""
    head.reset(path, seen(1))
    locked = files.locked

    def late(*told: Any, **named: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(files, "locked", locked)
            assert head.advance(path, seen(5), mac)
        return locked(*told, **named)

    monkeypatch.setattr(files, "locked", late)
    head.require_room(path)
    assert head.read(path) == seen(5)

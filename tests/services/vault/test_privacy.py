"""What a wallet keeps where: every file and kept key, when it was changed, and who else may get in."""

import os
from pathlib import Path

import pytest

from tests.services.conftest import opened as opened_wallet
from wallet_cli.errors import Locked
from wallet_cli.services.vault import access, location, privacy, unlock
from wallet_cli.services.vault.location import Place
from wallet_cli.services.vault.privacy import StoredFile
from wallet_cli.store.vault import kernel_keyring

MOMENT = unlock.Moment(1_795_000_000, 1000)
PASSPHRASE = b"correct horse battery staple"


@pytest.fixture
def made(place: Place) -> Place:
    with opened_wallet(place):
        pass
    return place


def stored(place: Place) -> dict[str, StoredFile]:
    return {each.what: each for each in privacy.examine(place, MOMENT).stored}


def test_each_file_is_told_with_its_size_mode_and_time(made: Place) -> None:
    os.utime(made.header, ns=(1_795_000_000_123_456_789,) * 2)
    told = stored(made)["key-file"]
    assert (told.path, told.bytes, told.mode) == (str(made.header), made.header.stat().st_size, "0600")
    assert (told.changed_us, told.operations, told.pages) == (1_795_000_000_123_456, None, None)
    assert "kept-key" not in stored(made) and "keychain" not in stored(made)


def test_a_key_that_is_kept_is_told_wherever_it_is(made: Place) -> None:
    number = location.vault_id(made)
    whose = kernel_keyring.owner(number, made.folder)
    marker = Path(kernel_keyring.marker(made.state, whose))
    marker.write_text("x")
    assert stored(made)["keychain"].path == str(marker)
    marker.unlink()
    keys = access.derive(made, PASSPHRASE)
    try:
        unlock.keep_key(made, keys, unlock.Limits(60), MOMENT, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    try:
        kept = stored(made)["kept-key"]
        assert (kept.path, kept.bytes, kept.mode, kept.changed_us) == (kernel_keyring.name(whose).decode(), 0, "", 0)
    finally:
        unlock.lock(made, MOMENT)
    assert "kept-key" not in stored(made)


def test_a_folder_that_others_may_enter_is_a_problem_and_one_that_is_not_there_is_none(made: Place) -> None:
    assert [each.slug for each in privacy.examine(made, MOMENT).problems if each.slug == "vault-shared"] == []
    made.folder.chmod(0o755)
    assert "vault-shared" in [each.slug for each in privacy.examine(made, MOMENT).problems]
    for each in made.state.iterdir():
        each.unlink()
    made.state.rmdir()
    assert "head" not in stored(made)


def test_what_lies_in_the_folder_is_named_by_what_it_is(made: Place) -> None:
    names = {
        "aside-20261120T101500.wal": privacy.ASIDE,
        "wallet.db.new-2": privacy.DRAFT,
        ".wallet.keys.7.abcdef01": privacy.DRAFT,
        "notes.txt": privacy.OTHER,
    }
    for name in names:
        (made.folder / name).write_bytes(b"x")
    told = {each.path: each.what for each in privacy.examine(made, MOMENT).stored}
    assert {name: told[str(made.folder / name)] for name in names} == names


def test_what_a_keychain_keeps_of_its_copies_is_told_in_the_order_of_the_names(made: Place) -> None:
    number = location.vault_id(made)
    folders = [made.folder.with_name(f"copy{each}") for each in range(8)]
    for folder in folders:
        folder.mkdir()
    markers = [Path(kernel_keyring.marker(made.state, kernel_keyring.owner(number, folder))) for folder in folders]
    for marker in markers:
        Path(marker).write_text("x")
    told = [each.path for each in privacy.examine(made, MOMENT).stored if each.what == privacy.MARKER]
    assert told == sorted(map(str, markers))


def test_what_lets_it_out_of_the_machine_is_a_problem(made: Place, tmp_path: Path) -> None:
    assert privacy.examine(made, MOMENT, tmp_path).problems == ()
    (tmp_path / "swaps").write_text("Filename Type\n/dev/sda2 partition\n")
    assert [each.slug for each in privacy.examine(made, MOMENT, tmp_path).problems] == ["swap-on"]

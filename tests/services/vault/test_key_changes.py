"""Changes of keys: each outcome, what a machine that stops in between leaves, and older key headers put back."""

import hashlib
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.raw import harm
from wallet_cli.errors import Busy, Damaged, Locked, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.services.vault import access, create, key_changes, location
from wallet_cli.services.vault.key_changes import PASSPHRASE, RECOVERY, Making, Secret
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.store import GENERATION, Store
from wallet_cli.store.vault import files, head, header, keys, slots

FIRST = Secret(PASSPHRASE, b"correct horse battery staple")
SECOND = Secret(PASSPHRASE, b"another horse")
WORDS = Secret(RECOVERY, bytes(range(32)))
MAKING = Making("cheap", os.urandom)
Place = location.Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data" / "main", tmp_path / "state")
    create.create(made, FIRST.value, "cheap", os.urandom).close()
    return made


def opened(place: Place, secret: Secret = FIRST) -> keys.Unlocked:
    found = key_changes.open_by(place, secret)
    key_changes.settle(place, found)
    return found


def remembered(place: Place) -> int:
    store = access.open_store(place, opened(place).database_key)
    try:
        return int(store.meta(GENERATION))
    finally:
        store.close()


def refusal(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(WalletError) as caught:
        call(*args)
    return caught.value.slug


def test_a_new_passphrase_takes_the_place_of_the_old_one(place: Place) -> None:
    changed = key_changes.change_passphrase(place, opened(place), FIRST, b"another horse", MAKING)
    assert (changed.key.name, changed.generation, changed.raised) == ("passphrase", 2, False)
    assert opened(place, SECOND).generation == 2
    assert refusal(key_changes.open_by, place, FIRST) == "wrong-passphrase"
    with files.alone(place.folder, timeout_ms=0):
        assert key_changes.keyring(place).generation == 2


def test_a_weak_cost_is_raised_with_the_passphrase_and_a_strong_one_stays(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = slots.Kdf(3, 20 * 1024, 1)
    monkeypatch.setitem(slots.COSTS, "cheap", stronger)
    assert key_changes.change_passphrase(place, opened(place), FIRST, b"one horse", MAKING).raised
    assert key_changes.keyring(place).keys[0].cost == stronger
    monkeypatch.undo()
    again = key_changes.change_passphrase(
        place, opened(place, Secret(PASSPHRASE, b"one horse")), Secret(PASSPHRASE, b"one horse"), b"x", MAKING
    )
    assert (again.raised, again.key.cost) == (False, stronger)


def with_file(passphrase: bytes, file: Path) -> Secret:
    return Secret("keyfile", passphrase, key_changes.digest_of(str(file)))


def test_a_key_file_stays_with_its_new_passphrase(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(os.urandom(64))
    both = with_file(b"with a file", file)
    assert key_changes.add(place, opened(place), both, "", MAKING).key == (2, "keyfile", "keyfile", slots.TEST_KDF)
    key_changes.change_passphrase(place, opened(place, both), both, b"newer", MAKING)
    newer = with_file(b"newer", file)
    assert opened(place, newer).slot_id == 2
    key_changes.revoke(place, opened(place, newer), "passphrase", MAKING)
    assert refusal(key_changes.open_by, place, FIRST) == "key-file-needed"
    assert refusal(key_changes.open_by, place, both) == "wrong-key-file"
    file.write_bytes(b"something else")
    assert refusal(key_changes.open_by, place, with_file(b"newer", file)) == "wrong-key-file"


def test_words_replace_a_forgotten_passphrase(place: Place) -> None:
    key_changes.add(place, opened(place), WORDS, "safe", MAKING)
    key_changes.change_passphrase(place, opened(place, WORDS), WORDS, b"another horse", MAKING)
    assert opened(place, SECOND).slot_id == 1
    key_changes.add(place, opened(place, SECOND), Secret(PASSPHRASE, b"third"), "", MAKING)
    assert refusal(key_changes.change_passphrase, place, opened(place, WORDS), WORDS, b"x", MAKING) == (
        "which-passphrase-key"
    )
    key_changes.revoke(place, opened(place, WORDS), "passphrase", MAKING)
    key_changes.revoke(place, opened(place, WORDS), "passphrase 2", MAKING)
    assert (
        refusal(key_changes.change_passphrase, place, opened(place, WORDS), WORDS, b"x", MAKING) == "no-passphrase-key"
    )


def test_keys_are_added_listed_renamed_and_taken_away(place: Place) -> None:
    key_changes.add(place, opened(place), WORDS, "", MAKING)
    key_changes.add(place, opened(place), SECOND, "", MAKING)
    assert [key.name for key in key_changes.keyring(place).keys] == ["passphrase", "recovery", "passphrase 2"]
    assert key_changes.rename(place, opened(place), "3", "Anna", MAKING).key.name == "Anna"
    key_changes.revoke(place, opened(place, SECOND), "passphrase", MAKING)
    assert refusal(key_changes.open_by, place, FIRST) == "wrong-passphrase"
    assert key_changes.add(place, opened(place, SECOND), FIRST, "", MAKING).key.number == 1
    assert key_changes.key_of(place, opened(place, WORDS)).name == "recovery"


def test_the_last_key_stays_also_beside_one_of_an_unknown_type(place: Place) -> None:
    assert refusal(key_changes.revoke, place, opened(place), "passphrase", MAKING) == "last-key"

    def another(old: tuple[slots.Slot, ...]) -> tuple[slots.Slot, ...]:
        return (*old, old[0]._replace(id=9, type="fido2", name="stick"))

    key_changes.apply_change(place, opened(place), another, MAKING)
    assert refusal(key_changes.check_revocable, place, "passphrase") == "last-key"
    assert key_changes.revoke(place, opened(place), "stick", MAKING).key.type == "fido2"


@pytest.mark.parametrize("name", ["\n", "x" * 65, " x", "7", "a\u202eb"])
def test_a_bad_name_is_refused(place: Place, name: str) -> None:
    with pytest.raises(UsageProblem, match="key-name-bad"):
        key_changes.add(place, opened(place), WORDS, name, MAKING)


def test_names_are_unique_and_known(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="key-name-taken"):
        key_changes.check_new_name(place, "PassPhrase")
    with pytest.raises(NotFound, match="no-such-key-name"):
        key_changes.rename(place, opened(place), "nobody", "x", MAKING)
    assert key_changes.rename(place, opened(place), "passphrase", "Passphrase", MAKING).key.name == "Passphrase"
    monkeypatch.setattr(slots, "SLOTS_MOST", 1)
    with pytest.raises(Refused, match="keys-full"):
        key_changes.add(place, opened(place), WORDS, "", MAKING)


def test_a_dry_run_changes_nothing(place: Place) -> None:
    before = place.header.read_bytes()
    dry = MAKING._replace(dry_run=True)
    assert key_changes.change_passphrase(place, opened(place), FIRST, b"another horse", dry).dry_run
    assert key_changes.add(place, opened(place), WORDS, "", dry).generation == 1
    assert (place.header.read_bytes(), remembered(place)) == (before, 1)


def test_a_change_beside_another_is_refused(place: Place) -> None:
    early = opened(place)
    key_changes.add(place, opened(place), WORDS, "", MAKING)
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        key_changes.add(place, early, SECOND, "", MAKING)


def test_a_change_that_another_overtakes_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = opened(place), opened(place)
    opens = access.open_store

    def overtaken(*args: object, **named: object) -> Store:
        store = opens(*args, **named)  # type: ignore[arg-type]
        monkeypatch.undo()
        key_changes.add(place, other, WORDS, "", MAKING)
        return store

    monkeypatch.setattr(access, "open_store", overtaken)
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        key_changes.add(place, mine, SECOND, "", MAKING)
    assert [key.type for key in key_changes.keyring(place).keys] == ["passphrase", "recovery"]


def stops_before_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "write_atomically", stop)


def stops_before_the_store_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "set_meta", stop)


def stops_before_the_head_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "note_generation", stop)


def stop(*_args: object, **_named: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("stops", "done", "told"),
    [
        (stops_before_the_header, False, 1),
        (stops_before_the_store_hears, True, 1),
        (stops_before_the_head_hears, True, 2),
    ],
)
def test_stopped_anywhere_exactly_one_passphrase_opens_and_unlocking_completes_it(
    place: Place, stops: Callable[[pytest.MonkeyPatch], None], done: bool, told: int
) -> None:
    before, found = place.header.read_bytes(), opened(place)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        stops(patch)
        key_changes.change_passphrase(place, found, FIRST, b"another horse", MAKING)
    right, wrong = (SECOND, FIRST) if done else (FIRST, SECOND)
    assert refusal(key_changes.open_by, place, wrong) == "wrong-passphrase"
    store = access.open_store(place, found.database_key)
    assert int(store.meta(GENERATION)) == told
    store.close()
    opened(place, right)
    if done:
        place.header.write_bytes(before)
        assert refusal(opened, place, FIRST) == "header-older"


def test_completing_a_change_never_takes_back_what_another_process_did_meanwhile(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(place)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        stops_before_the_store_hears(patch)
        key_changes.add(place, found, WORDS, "", MAKING)
    late = key_changes.open_by(place, FIRST)
    lock = Store.exclusive

    def overtaken(store: Store) -> object:
        monkeypatch.undo()
        key_changes.add(place, opened(place), SECOND, "", MAKING)
        return lock(store)

    monkeypatch.setattr(Store, "exclusive", overtaken)
    key_changes.settle(place, late)
    assert (late.generation, remembered(place)) == (2, 3)


def test_an_older_key_header_is_refused_with_the_passphrase_that_it_held(place: Place) -> None:
    key_changes.add(place, opened(place), SECOND, "lent", MAKING)
    before = place.header.read_bytes()
    key_changes.revoke(place, opened(place), "lent", MAKING)
    place.header.write_bytes(before)
    for secret in (SECOND, FIRST):
        assert refusal(opened, place, secret) == "header-older"
    with pytest.raises(Damaged, match="header-older"):
        key_changes.add(place, key_changes.open_by(place, SECOND), WORDS, "", MAKING)


def test_a_whole_folder_put_back_is_refused_by_what_this_machine_saw(place: Place) -> None:
    store = access.open_store(place, opened(place).database_key)
    with store.operation(Origin("config", 1_795_000_000_000_000), os.urandom(16)) as work:
        work.put_item(Item(os.urandom(16), "setting", "x", ["y"]), new=True)
    store.close()
    before = {path: path.read_bytes() for path in (place.header, place.database)}
    key_changes.change_passphrase(place, opened(place), FIRST, b"another horse", MAKING)
    for path, data in before.items():
        path.write_bytes(data)
    assert refusal(opened, place, FIRST) == "keys-older"


def test_read_only_media_open_and_stay_as_they_are(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    opens = access.open_store
    asked: list[bool] = []

    def read_only_media(*args: object, read_only: bool = False, **named: object) -> Store:
        asked.append(read_only)
        if not read_only:
            raise Refused("vault-read-only")
        return opens(*args, read_only=True, **named)  # type: ignore[arg-type]

    found = opened(place)
    monkeypatch.setattr(access, "open_store", read_only_media)
    key_changes.settle(place, found)
    assert asked == [False, True]

    def broken(*_args: object, **_named: object) -> Store:
        raise Refused("disk-full")

    monkeypatch.setattr(access, "open_store", broken)
    with pytest.raises(Refused, match="disk-full"):
        key_changes.settle(place, found)


def test_a_key_header_of_another_vault_opens_nothing(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "data" / "other", tmp_path / "state")
    create.create(other, SECOND.value, "cheap", os.urandom).close()
    place.header.write_bytes(other.header.read_bytes())
    with pytest.raises(Locked):
        key_changes.open_by(place, FIRST)
    assert refusal(opened, place, SECOND) == "store-or-header"
    assert header.parse(other.header.read_bytes()).identity.generation == 1


def test_a_store_that_does_not_open_is_told_apart_from_its_key_header_as_far_as_anything_is_known(place: Place) -> None:
    key = opened(place).database_key
    harmed = bytearray(place.database.read_bytes())
    harmed[100] ^= 1
    place.database.write_bytes(harmed)
    assert refusal(access.open_store, place, key) == "store-or-header"
    seen = Path(location.seen_path(place, location.vault_id(place)))
    head.reset(seen, head.Seen(0, bytes(32), 1))
    assert refusal(access.open_store, place, key) == "store-damaged"
    head.reset(seen, head.Seen(0, bytes(32), 2))
    assert refusal(access.open_store, place, key) == "header-older"


def test_another_key_header_of_the_same_generation_is_refused_with_every_key(place: Place) -> None:
    before, found = place.header.read_bytes(), opened(place)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        stops_before_the_store_hears(patch)
        key_changes.add(place, found, SECOND, "lent", MAKING)
    lent = place.header.read_bytes()
    place.header.write_bytes(before)
    key_changes.add(place, opened(place), WORDS, "", MAKING)
    good = place.header.read_bytes()
    place.header.write_bytes(lent)
    assert refusal(opened, place, SECOND) == "header-differs"
    assert refusal(access.open_store, place, found.database_key) == "header-differs"
    place.header.write_bytes(good)
    opened(place)


def test_an_older_key_header_is_refused_also_while_unlocked(place: Place) -> None:
    before, key = place.header.read_bytes(), opened(place).database_key
    key_changes.add(place, opened(place), WORDS, "", MAKING)
    place.header.write_bytes(before)
    assert refusal(access.open_store, place, key) == "header-older"


def test_whoever_read_the_key_header_before_another_changed_it_sees_no_damage(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(place)
    check = Store.check_header

    def overtaken(store: Store) -> None:
        monkeypatch.undo()
        key_changes.add(place, found, WORDS, "", MAKING)
        check(store)

    monkeypatch.setattr(Store, "check_header", overtaken)
    assert refusal(access.open_store, place, found.database_key) == "keys-changed-meanwhile"
    access.open_store(place, found.database_key).close()


def test_a_store_that_knows_no_key_header_yet_learns_it_from_a_secret_alone(place: Place) -> None:
    found = opened(place)
    with closing(access.open_store(place, found.database_key)) as store:
        harm.forget(store.db, "header_sha256")
    with closing(access.open_store(place, found.database_key)) as store:
        assert store.meta("header_sha256") is None
    opened(place)
    store = access.open_store(place, found.database_key)
    assert store.meta("header_sha256") == hashlib.sha256(place.header.read_bytes()).digest()
    store.close()


def test_keys_that_cost_too_much_together_are_not_added(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(place)
    monkeypatch.setattr(slots, "WORK_MOST_KIB", 2 * 19 * 1024)
    before = place.header.read_bytes()
    with pytest.raises(Refused, match="keys-cost-too-much"):
        key_changes.add(place, found, SECOND, "", MAKING)
    assert place.header.read_bytes() == before
    key_changes.add(place, found, WORDS, "", MAKING)

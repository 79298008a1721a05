"""A store beside which something lies, as it is opened: nobody keeps the folder, and what changed meanwhile is seen."""

import shutil
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import forging
from tests.faults.holding import holding
from tests.services.conftest import opened as furnished
from wallet_cli.errors import Busy, Damaged, Refused, WalletError
from wallet_cli.services.vault import access, location, logs, pending, prove
from wallet_cli.store.vault import asides, connect, files, head

PASSPHRASE = b"correct horse battery staple"


@pytest.fixture
def key(place: location.Place) -> bytes:
    """Of a vault that nobody has open."""
    with furnished(place):
        pass
    return access.derive(place, PASSPHRASE).database_key


def killed(place: location.Place, key: bytes, name: str = "killed") -> tuple[bytes, bytes]:
    """Write to the store, and be killed: what is left of store and log."""
    store = access.open_store(place, key)
    with store.exclusive():
        store.set_meta(name, 1)
    left = place.database.read_bytes(), connect.log_of(place.database).read_bytes()
    store.close()
    return left


def lay(place: location.Place, store: bytes, log: bytes) -> None:
    place.database.write_bytes(store)
    connect.log_of(place.database).write_bytes(log)
    connect.index_of(place.database).unlink(missing_ok=True)


def require_nobody(place: location.Place) -> None:
    with files.alone(place.folder, timeout_ms=0):
        pass


def test_a_log_is_taken_in_and_the_folder_is_shared_until_it_is_closed(place: location.Place, key: bytes) -> None:
    lay(place, *killed(place, key))
    store = access.open_store(place, key, wait_ms=0)
    other = access.open_store(place, key, read_only=True, wait_ms=0)
    assert store.meta("killed") == other.meta("killed") == 1
    other.close()
    with pytest.raises(Busy, match="vault-busy"), files.alone(place.folder, timeout_ms=0):
        raise AssertionError("nobody is alone here")
    store.close()
    require_nobody(place)


def test_whoever_cannot_wait_proves_nothing_and_leaves_all_as_it_is(place: location.Place, key: bytes) -> None:
    left = killed(place, key)
    lay(place, *left)
    with pytest.raises(Busy, match="vault-busy"):
        access.open_store(place, key, read_only=True, proves=False)
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == left
    require_nobody(place)


def test_a_store_that_is_exchanged_while_the_folder_is_handed_over_is_looked_at_again(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(place, *killed(place, key))
    share = files.shared
    turns: list[int] = []

    def exchanged(number: int, *, timeout_ms: int) -> None:
        if not turns:
            shutil.copy(place.database, place.folder / "new")
            (place.folder / "new").replace(place.database)
        turns.append(number)
        share(number, timeout_ms=timeout_ms)

    monkeypatch.setattr(files, "shared", exchanged)
    store = access.open_store(place, key, wait_ms=0)
    with store.exclusive():
        store.set_meta("now", 1)
    store.close()
    assert len(turns) == 2
    require_nobody(place)
    told = access.open_store(place, key, read_only=True)
    assert (told.meta("killed"), told.meta("now")) == (1, 1)
    told.close()


def test_what_keeps_it_from_being_proven_leaves_nobody_in_the_folder(place: location.Place, key: bytes) -> None:
    left = killed(place, key)
    lay(place, *left)
    for wrong, wish, slug in ((bytes(32), {}, "store-damaged"), (key, {"epoch": 2}, "keys-changed-meanwhile")):
        with pytest.raises(WalletError, match=slug):
            access.open_store(place, wrong, **wish)  # type: ignore[arg-type]
        require_nobody(place)
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == left


def test_beside_others_a_key_that_does_not_fit_opens_nothing_and_stays_nowhere(
    place: location.Place, key: bytes
) -> None:
    lay(place, *killed(place, key))
    with holding(place.folder, place.state, key, "inside") as process:
        log = connect.log_of(place.database).read_bytes()
        with pytest.raises(Damaged):
            access.open_store(place, bytes(32), wait_ms=0)
        access.open_store(place, key, read_only=True, wait_ms=0).close()
        assert connect.log_of(place.database).read_bytes() == log
        process.communicate("\n", timeout=60)
    require_nobody(place)


def test_a_draft_waits_until_others_are_done(place: location.Place, key: bytes) -> None:
    draft = place.draft(1)
    with holding(place.folder, place.state, key, "reading") as process:
        draft.write_bytes(b"no draft")
        with pytest.raises(Busy, match="vault-busy"):
            access.open_store(place, key, wait_ms=0)
        assert draft.read_bytes() == b"no draft"
        others = threading.Timer(0.2, process.communicate, ("\n", 60))
        others.start()
        access.open_store(place, key).close()
        others.join()
    assert not draft.exists()
    assert [each.read_bytes() for each in asides.listed(place.folder)] == [b"no draft"]
    require_nobody(place)


@pytest.mark.parametrize(("wait_ms", "looks"), [(50, 5), (51, 6)])
def test_a_draft_is_waited_for_no_longer_than_was_asked(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, wait_ms: int, looks: int
) -> None:
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        assert len(naps) < 99, "it waits without end"

    monkeypatch.setattr(prove, "time", SimpleNamespace(sleep=sleep))
    with holding(place.folder, place.state, key, "reading") as process:
        place.draft(1).write_bytes(b"no draft")
        with pytest.raises(Busy, match="vault-busy"):
            access.open_store(place, key, wait_ms=wait_ms)
        process.communicate("\n", timeout=60)
    assert naps == [0.01] * looks


def test_a_draft_that_is_exchanged_while_it_is_judged_is_not_touched(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = place.draft(1)
    draft.write_bytes(b"no draft")
    judged = pending.judged

    def exchanged(*told: Any, **more: Any) -> bytes | None:
        (place.folder / "new").write_bytes(b"another one")
        (place.folder / "new").replace(draft)
        return judged(*told, **more)

    monkeypatch.setattr(pending, "judged", exchanged)
    with pytest.raises(Busy, match="vault-busy"):
        access.open_store(place, key, wait_ms=0)
    assert (draft.read_bytes(), asides.listed(place.folder)) == (b"another one", [])
    require_nobody(place)


def test_a_draft_of_ones_own_goes_and_what_lies_beside_it_stays_as_another_does(place: location.Place) -> None:
    place.folder.mkdir(parents=True)
    salt = bytes(range(pending.SALT_BYTES))
    draft, journal = place.draft(2), place.folder / f"{place.draft(2).name}-journal"
    journal.write_bytes(b"of the draft")
    for begins in (salt[::-1], salt[:-1]):
        draft.write_bytes(begins + b"\0draft")
        pending.discard(place, 2, salt)
        pending.discard(place, 2, b"")
        assert draft.exists() and journal.exists()
    draft.write_bytes(salt + b"draft")
    pending.discard(place, 2, salt)
    assert [each.read_bytes() for each in place.folder.iterdir()] == [b"of the draft"]
    assert len(asides.listed(place.folder)) == 1


def test_a_key_header_that_no_program_writes_is_set_aside_also_if_its_own_key_sealed_it(
    place: location.Place, key: bytes
) -> None:
    master = access.derive(place, PASSPHRASE).master
    true = place.header.read_bytes()
    above = b"".join(line + b"\n" for line in forging.header(true, more=b" ").split(b"\n")[:3])
    for number, data in enumerate((true, above + forging.mac_line(above, master), forging.header(true), b"")):
        (place.folder / f".wallet.keys.{number}.abcdef01").write_bytes(data)
    pending.clear(place, 1, master)
    left = {each.read_bytes() for each in asides.listed(place.folder)}
    assert left == {above + forging.mac_line(above, master), forging.header(true)}
    assert not list(place.folder.glob(".wallet.keys*"))


def chosen(place: location.Place, key: bytes, choice: str, **more: Any) -> list[str]:
    """Settle as the user chose; what was said."""
    said: list[WalletError] = []
    told = place._replace(tell=said.append)
    vault_id = location.vault_id(place)
    with files.alone(place.folder, timeout_ms=0):
        logs.settle(told, vault_id, key, logs.LogChoice(choice, **more))
    return [each.slug for each in said]


def lines_apart(place: location.Place, key: bytes) -> tuple[tuple[bytes, bytes], bytes]:
    """Store and log, which this machine knows of another line; and the store before."""
    before = place.database.read_bytes()
    left = killed(place, key)
    seen = Path(location.seen_path(place, location.vault_id(place)))
    known = head.read(seen)
    assert known is not None
    head.reset(seen, head.Seen(known.operations, bytes(32), known.generation))
    return left, before


def test_an_older_state_with_its_log_is_taken_on_purpose_alone(place: location.Place, key: bytes) -> None:
    left, _before = lines_apart(place, key)
    lay(place, *left)
    with pytest.raises(Damaged, match="store-forked"):
        access.open_store(place, key)
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == left
    store = access.open_store(place, key, unchecked=True, accepts=True)
    assert store.meta("killed") == 1
    store.close()


def test_an_older_state_beside_what_is_no_log_is_told_as_such(place: location.Place, key: bytes) -> None:
    _left, before = lines_apart(place, key)
    lay(place, before, b"x" * 5000)
    with pytest.raises(Damaged, match="store-forked"):
        access.open_store(place, key)
    assert connect.log_of(place.database).read_bytes() == b"x" * 5000
    store = access.open_store(place, key, unchecked=True, accepts=True)
    assert store.meta("killed") is None
    store.close()
    assert [each.read_bytes() for each in asides.listed(place.folder)] == [b"x" * 5000]


def test_a_wish_matters_only_where_nothing_is_proven(place: location.Place, key: bytes) -> None:
    left = killed(place, key)
    lay(place, *left)
    assert chosen(place, key, logs.WITHOUT_LOG) == []
    assert connect.log_of(place.database).read_bytes() == left[1]


def test_read_only_media_without_a_draft_need_nothing_proven(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK and allowed(path, how))
    store = access.open_store(place, key, read_only=True)
    assert not prove.is_writable(place)
    store.close()
    lay(place, *killed_before(place))
    with pytest.raises(Refused, match="read-only-with-wal"):
        access.open_store(place, key, read_only=True)
    require_nobody(place)


def killed_before(place: location.Place) -> tuple[bytes, bytes]:
    return place.database.read_bytes(), b"x" * 5000


def test_a_store_whose_first_page_was_torn_while_its_log_was_folded_in_opens_with_it(
    place: location.Place, key: bytes
) -> None:
    store, log = killed(place, key, "x" * 20_000)
    torn = bytearray(store)
    torn[50] ^= 1
    lay(place, bytes(torn), log)
    place.draft(1).write_bytes(b"no draft")
    opened = access.open_store(place, key)
    assert opened.meta("x" * 20_000) == 1
    opened.close()
    assert [each.read_bytes() for each in asides.listed(place.folder)] == [b"no draft"]


def test_what_is_named_like_a_draft_s_log_goes_aside_with_it(place: location.Place, key: bytes) -> None:
    draft = place.draft(1)
    for suffix in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + suffix).write_bytes(b"of a draft" + suffix.encode())
    access.open_store(place, key).close()
    assert sorted(each.read_bytes() for each in asides.listed(place.folder)) == [
        b"of a draft", b"of a draft-journal", b"of a draft-wal",
    ]  # fmt: skip
    assert not list(place.folder.glob("*new*"))


def test_where_neither_is_whole_the_users_choice_stands_and_a_copy_is_kept(place: location.Place, key: bytes) -> None:
    store, log = killed(place, key)
    torn = bytearray(store)
    torn[-100] ^= 1
    lay(place, bytes(torn), log)
    with pytest.raises(Damaged, match="log-unproven") as caught:
        access.open_store(place, key)
    assert all(str(caught.value.params[name]).startswith("o5 ") for name in ("store", "log", "seen"))
    assert asides.listed(place.folder) == []
    assert chosen(place, key, logs.WITH_LOG) == ["kept-a-copy", "kept-a-copy"]
    assert connect.log_of(place.database).read_bytes() == log
    kept = {each.suffix: each for each in asides.listed(place.folder)}
    assert {name: each.read_bytes() for name, each in kept.items()} == {".db": bytes(torn), ".wal": log}
    assert {each.stat().st_mode & 0o777 for each in kept.values()} == {0o600}
    assert chosen(place, key, logs.WITHOUT_LOG) == ["set-aside"]
    assert not connect.log_of(place.database).exists()


@pytest.mark.parametrize("choice", [logs.WITH_LOG, logs.WITHOUT_LOG])
def test_what_no_key_opens_is_no_choice(place: location.Place, key: bytes, choice: str) -> None:
    left = killed(place, key)
    lay(place, *left)
    with pytest.raises(Damaged, match="store-damaged"):
        chosen(place, bytes(32), choice)
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == left


def test_beside_others_too_a_torn_first_page_is_read_from_their_log(place: location.Place, key: bytes) -> None:
    store, log = killed(place, key, "x" * 20_000)
    torn = bytearray(store)
    torn[50] ^= 1
    lay(place, bytes(torn), log)
    with holding(place.folder, place.state, key, "reading") as process:
        opened = access.open_store(place, key, read_only=True, wait_ms=0)
        assert opened.meta("x" * 20_000) == 1
        opened.close()
        process.communicate("\n", timeout=60)
    require_nobody(place)


def test_on_read_only_media_what_is_named_like_a_draft_is_not_read(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    place.draft(1).write_bytes(b"no draft")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK and allowed(path, how))
    with pytest.raises(Busy, match="vault-busy"):
        access.open_store(place, key, read_only=True, proves=False)
    require_nobody(place)
    store = access.open_store(place, key, read_only=True)
    assert store.check_head()
    store.close()
    assert place.draft(1).read_bytes() == b"no draft"
    require_nobody(place)

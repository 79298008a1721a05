"""A log that ends earlier than what was acknowledged: nothing takes it in, changes it or removes it unasked, for what
was written last may be in its damaged end; and what is taken in on purpose is kept as it was.
"""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import unfolded
from tests.faults.test_company import beside_an_older_log, end, place_of, seeming
from tests.faults.test_proving import INDEX, JOURNAL, LOG, STORE, asides, cash, folder, key_of, lay, pay
from tests.own_process import answer_of
from wallet_cli.cli.access import ask
from wallet_cli.errors import Busy
from wallet_cli.services.vault import access, unlock, verify
from wallet_cli.store.vault import files as vault_files

IN_A_FRAME = 24 + 500
"""A byte of the page that a frame holds (https://www.sqlite.org/walformat.html)."""
EVERY = [
    "balance",
    "history",
    "pay 5 Coffee @cash +food",
    "verify",
    "verify --check",
    "verify --accept-older -n",
    "verify --accept-older",
    "verify --rebuild",
    "verify --rebuild -n",
    "verify --with-log -n",
    "verify --without-log -n",
    "verify --repair-keys --yes",
    "keys rotate --yes",
    "backup FOLDER/new.backup",
    "export",
    "doctor",
    "status",
    "__complete pay 5 @",
    "rm t1 --erase-body --yes",
]


@pytest.fixture
def ended(wallet: Wallet) -> Wallet:
    """A wallet whose log lost the last of two payments, by one bit in it."""
    reader = access.open_store(place_of(wallet), key_of(wallet))
    with unfolded():
        pay(wallet, "2")
        first = (folder(wallet) / LOG).stat().st_size
        pay(wallet, "3")
    store, log = (folder(wallet) / STORE).read_bytes(), bytearray((folder(wallet) / LOG).read_bytes())
    reader.close()
    log[first + IN_A_FRAME] ^= 1
    lay(wallet, {STORE: store, LOG: bytes(log)})
    return wallet


def files(wallet: Wallet) -> dict[str, bytes]:
    """All that is in the folder; the index holds nothing that isn't in the log."""
    return {each.name: each.read_bytes() for each in folder(wallet).iterdir() if each.name != INDEX}


def arrive(wallet: Wallet, name: str, data: bytes) -> None:
    """A file gets this name by a rename, as sync programs do it."""
    incoming = wallet.folder / "incoming"
    incoming.write_bytes(data)
    incoming.rename(folder(wallet) / name)


def slugs(told: str) -> list[str]:
    return [json.loads(line)["slug"] for line in told.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("kept", [False, True], ids=["locked", "unlocked"])
@pytest.mark.parametrize("line", EVERY)
def test_no_command_that_is_not_told_to_touches_a_log_that_ends_too_early(
    ended: Wallet, line: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kept:
        key = key_of(ended)
        monkeypatch.setattr(unlock, "kept_key", lambda *_args, **_named: key)
    before = files(ended)
    told = ended(*line.replace("FOLDER", str(ended.folder)).split())
    assert told.status in (0, 2, 5, 8), told.err
    assert files(ended) == before
    assert not (ended.folder / "new.backup").exists()
    assert (ended("balance").status, files(ended)) == (8, before)


def test_verify_names_the_older_state_and_leaves_its_files_to_everybody(ended: Wallet) -> None:
    before = files(ended)
    result = ended("verify", "--json")
    document = json.loads(result.out)
    assert (result.status, document["operations"]) == (8, 6)
    assert [(each["check"], each["slug"]) for each in document["problems"]] == [("head", "store-older")]
    assert files(ended) == before
    with vault_files.alone(folder(ended), timeout_ms=0):
        pass


def test_a_rebuild_of_it_is_refused(ended: Wallet) -> None:
    before = files(ended)
    assert slugs(ended("verify", "--rebuild", "--json").err) == ["store-older"]
    assert files(ended) == before


def test_who_says_no_has_not_touched_it(ended: Wallet) -> None:
    before = files(ended)
    refused = ended("verify", "--accept-older", tty=True, typed="n\n")
    assert (refused.status, "nothing was changed" in refused.err) == (0, True)
    assert files(ended) == before


def test_accepted_on_purpose_it_is_taken_in_and_kept_as_it_was(ended: Wallet) -> None:
    before = files(ended)
    told = ended("verify", "--accept-older", "--yes", "--json")
    assert told.status == 0, told.err
    assert slugs(told.err) == ["kept-a-copy", "kept-a-copy"]
    assert sorted(each.read_bytes() for each in asides(ended)) == sorted([before[STORE], before[LOG]])
    assert cash(ended) == "318.00"
    assert json.loads(ended.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("choice", ["--with-log", "--without-log"])
def test_what_is_chosen_of_it_can_be_taken_back(ended: Wallet, choice: str) -> None:
    before = files(ended)
    told = ended("verify", choice, "--json")
    assert (told.status, [each["slug"] for each in json.loads(told.out)["problems"]]) == (8, ["store-older"])
    kept = [each.read_bytes() for each in asides(ended)]
    if choice == "--with-log":
        assert sorted(kept) == sorted([before[STORE], before[LOG]])
    else:
        assert (kept, files(ended)[STORE]) == ([before[LOG]], before[STORE])
    ended.ok("verify", "--accept-older", "--yes")
    assert cash(ended) == ("318.00" if choice == "--with-log" else "320.00")


def test_the_key_header_comes_back_beside_it_and_it_is_kept_as_it_was(wallet: Wallet) -> None:
    file = str(wallet.folder / "a.backup")
    wallet.ok("backup", file)
    ended.__wrapped__(wallet)  # type: ignore[attr-defined]
    before = files(wallet)
    (folder(wallet) / "wallet.keys").write_bytes(b"")
    told = wallet("restore", file, "--keys-only", "-n")
    assert (told.status, files(wallet)) == (0, before | {"wallet.keys": b""})
    told = wallet("restore", file, "--keys-only", "--json")
    assert told.status == 0, told.err
    assert {before[STORE], before[LOG]} <= {each.read_bytes() for each in asides(wallet)}
    assert wallet("balance").status == 8


def test_with_a_foreign_journal_beside_it_nothing_is_touched_either(ended: Wallet) -> None:
    (folder(ended) / JOURNAL).write_bytes(os.urandom(5000))
    before = files(ended)
    for line, told in (("balance", "store-older"), ("verify", "older-with-journal")):
        assert slugs(ended(*line.split(), "--json").err) == [told]
        assert files(ended) == before
    assert slugs(ended("verify", "--accept-older", "--yes", "--json").err) == ["older-with-journal"]
    (folder(ended) / JOURNAL).rename(ended.folder / "elsewhere")
    ended.ok("verify", "--accept-older", "--yes")


def test_what_is_no_log_beside_an_older_store_stays_when_it_is_looked_at(wallet: Wallet) -> None:
    before = (folder(wallet) / STORE).read_bytes()
    pay(wallet)
    lay(wallet, {STORE: before, LOG: b"x" * 5000})
    laid = files(wallet)
    assert [each["slug"] for each in json.loads(wallet("verify", "--json").out)["problems"]] == ["store-older"]
    assert files(wallet) == laid
    wallet.ok("verify", "--accept-older", "--yes")
    assert [each.read_bytes() for each in asides(wallet)] == [b"x" * 5000]


def test_while_it_is_looked_at_nobody_takes_its_log_for_one_that_is_proven(ended: Wallet) -> None:
    before = files(ended)
    with closing(access.open_store(place_of(ended), key_of(ended), unchecked=True, looks=True)):
        for proves in (True, False):
            with pytest.raises(Busy, match="vault-busy"):
                access.open_store(place_of(ended), key_of(ended), unchecked=True, wait_ms=0, proves=proves)
    assert files(ended) == before


def test_an_accepted_state_is_the_one_that_was_shown(ended: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one was laid there while the question was asked."""
    whole = files(ended)
    ask_yes = ask.yes

    def exchanged(*told: Any) -> bool:
        lay(ended, {STORE: whole[STORE]})
        return ask_yes(*told)

    monkeypatch.setattr(ask, "yes", exchanged)
    assert slugs(ended("verify", "--accept-older", "--yes", "--json").err) == ["vault-busy"]
    assert slugs(ended("balance", "--json").err) == ["store-older"]


@pytest.mark.parametrize("way", ["renamed", "written"])
@pytest.mark.parametrize("typed", ["y\n", "n\n"])
def test_a_log_that_comes_while_the_question_is_asked_is_kept(
    ended: Wallet, monkeypatch: pytest.MonkeyPatch, typed: str, way: str
) -> None:
    log, ask_yes = files(ended)[LOG], ask.yes
    lay(ended, {STORE: files(ended)[STORE]})

    def laid(*told: Any) -> bool:
        if way == "renamed":
            arrive(ended, LOG, log)
        else:
            (folder(ended) / LOG).write_bytes(log)
        return ask_yes(*told)

    def asked() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(ask, "yes", laid)
            assert ended("verify", "--accept-older", tty=True, typed=typed).status == (9 if typed == "y\n" else 0)

    assert answer_of(asked) == "done"
    assert files(ended)[LOG] == log
    assert json.loads(ended("verify", "--json").out)["operations"] == 6


def test_beside_another_log_than_was_shown_nothing_is_changed(ended: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, ask_yes = files(ended), ask.yes
    cut = whole[LOG][:IN_A_FRAME]

    def laid(*told: Any) -> bool:
        arrive(ended, LOG, cut)
        return ask_yes(*told)

    monkeypatch.setattr(ask, "yes", laid)
    assert slugs(ended("verify", "--accept-older", "--yes", "--json").err) == ["vault-busy"]
    assert files(ended) == whole | {LOG: cut}


def test_what_this_machine_cannot_remember_is_not_accepted(ended: Wallet) -> None:
    before = files(ended)
    (lock,) = ended.state.glob("*.lock")
    lock.unlink()
    lock.mkdir()
    assert ended("verify", "--accept-older", "--yes").status == 5
    assert files(ended) == before


def test_the_books_of_an_older_store_are_kept_before_they_are_rebuilt(wallet: Wallet) -> None:
    before = (folder(wallet) / STORE).read_bytes()
    pay(wallet)
    (folder(wallet) / STORE).write_bytes(before)
    told = wallet("verify", "--rebuild", "--json")
    assert told.status == 8
    assert slugs(told.err) == ["kept-a-copy", "verify-problems"]
    assert [each.read_bytes() for each in asides(wallet)] == [before]
    with (
        closing(access.open_store(place_of(wallet), key_of(wallet), read_only=True, unchecked=True)),
        pytest.raises(Busy, match="vault-busy"),
    ):
        verify.keep_copy(place_of(wallet))
    assert len(asides(wallet)) == 1


def test_a_rebuild_of_the_newest_state_keeps_no_copy(wallet: Wallet) -> None:
    assert wallet.ok("verify", "--rebuild")
    assert asides(wallet) == []


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="elsewhere nobody can be asked")
@pytest.mark.parametrize("way", ["reads", "looks", "writes"])
def test_an_older_log_that_somebody_seems_to_have_open_is_not_folded_in_by_who_only_looks(
    wallet: Wallet, way: str
) -> None:
    """Somebody holds SQLite's locks, and is gone before the store is closed: as for TAB and ``status``."""
    before, older, key = beside_an_older_log(wallet)
    with seeming(folder(wallet)) as process:

        def opening() -> None:
            store = access.open_store(
                place_of(wallet),
                key,
                read_only=way == "reads",
                unchecked=True,
                accepts=way == "writes",
                looks=way == "looks",
            )
            assert store.read_only, "nor while it is looked at"
            end(process)
            store.close()

        assert answer_of(opening) == ("vault-busy" if way == "writes" else "done")
    assert (folder(wallet) / STORE).read_bytes() == before
    assert cash(wallet) == "298.00"
    assert [each.read_bytes() for each in asides(wallet)] == [older]

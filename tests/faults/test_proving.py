"""What lies beside a store is proven before anything that could write is opened: logs, journals, drafts."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.faults.holding import holding, unfolded
from wallet_cli.domain.moment import DAY_US
from wallet_cli.services.vault import access, location

STORE, LOG, INDEX, JOURNAL = "wallet.db", "wallet.db-wal", "wallet.db-shm", "wallet.db-journal"


def folder(wallet: Wallet, name: str = "main") -> Path:
    return wallet.data / name


def pay(wallet: Wallet, amount: str = "5") -> None:
    wallet.ok("pay", amount, "Coffee", "@cash", "+food")


def cash(wallet: Wallet) -> str:
    told = json.loads(wallet.ok("balance", "cash", "--json"))["accounts"]
    return str(told[0]["balance"]["amount"])


def key_of(wallet: Wallet, name: str = "main") -> bytes:
    return access.derive(location.Place(folder(wallet, name), wallet.state), PASSPHRASE.encode()).database_key


def logged(wallet: Wallet, *amounts: str, name: str = "main") -> tuple[bytes, bytes]:
    """Pay, and stop as a killed process does: the store and the log, of which the last payments are in the log."""
    place = location.Place(folder(wallet, name), wallet.state)
    reader = access.open_store(place, key_of(wallet, name))
    with unfolded():
        for amount in amounts:
            wallet.ok("pay", amount, "Logged", "@cash", "+food", "-w", name)
    found = (folder(wallet, name) / STORE).read_bytes(), (folder(wallet, name) / LOG).read_bytes()
    reader.close()
    return found


def lay(wallet: Wallet, files: dict[str, bytes]) -> None:
    for name in (LOG, INDEX, JOURNAL):
        (folder(wallet) / name).unlink(missing_ok=True)
    for name, data in files.items():
        (folder(wallet) / name).write_bytes(data)


def asides(wallet: Wallet) -> list[Path]:
    return sorted(folder(wallet).glob("aside-*"))


def test_what_a_killed_process_left_is_taken_in(wallet: Wallet) -> None:
    store, log = logged(wallet, "5", "6")
    lay(wallet, {STORE: store, LOG: log})
    result = wallet("balance", "cash", "--json")
    assert (result.status, result.err) == (0, "")
    assert cash(wallet) == "309.00"
    assert asides(wallet) == []
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


COMMANDS = [("balance",), ("pay", "1", "Tea", "@cash", "+food"), ("verify",), ("history",)]


@pytest.mark.parametrize("argv", COMMANDS)
def test_an_older_log_is_set_aside_and_told(wallet: Wallet, argv: tuple[str, ...]) -> None:
    _store, log = logged(wallet, "5")
    for amount in ("6", "7", "8"):
        pay(wallet, amount)
    store = (folder(wallet) / STORE).read_bytes()
    lay(wallet, {STORE: store, LOG: log})
    result = wallet(*argv)
    assert result.status == 0
    assert "set aside" in result.err
    (aside,) = asides(wallet)
    assert (aside.read_bytes(), aside.name in result.err) == (log, True)
    assert cash(wallet) in ("294.00", "293.00")
    assert wallet("balance").err == ""  # once
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_log_of_another_vault_is_set_aside(wallet: Wallet, argv: tuple[str, ...]) -> None:
    wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    wallet.ok("accounts", "add", "cash", "--opening", "10", "-w", "other")
    _store, log = logged(wallet, "5", name="other")
    for amount in ("6", "7"):
        pay(wallet, amount)
    lay(wallet, {LOG: log})
    before = (folder(wallet) / STORE).read_bytes()
    wrong = wallet.folder / "wrong"
    wrong.write_text("a wrong passphrase\n")
    wrong.chmod(0o600)
    assert wallet(*argv, "--passphrase-file", str(wrong)).status == 4
    wallet.key = key_of(wallet, "other")
    assert wallet(*argv).status == 8  # a key that opens nothing here
    wallet.key = None
    assert (folder(wallet) / STORE).read_bytes() == before
    assert (folder(wallet) / LOG).read_bytes() == log
    assert wallet(*argv).status == 0
    assert [each.read_bytes() for each in asides(wallet)] == [log]
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_store_beside_a_log_of_another_line_is_left_to_the_user(wallet: Wallet) -> None:
    old = (folder(wallet) / STORE).read_bytes()
    many = wallet.folder / "many"
    many.write_text("".join(f"1.{n:02} Shop{n} @bank +food -d 2026-0{n % 9 + 1}-11\n" for n in range(90)))
    wallet.ok("batch", str(many))
    pay(wallet, "7")
    _store, log = logged(wallet, "8")
    lay(wallet, {STORE: old, LOG: log})
    result = wallet("balance", "--json")
    told = json.loads(result.err)
    assert (result.status, told["slug"]) == (8, "log-unproven")
    assert told["params"]["store"].startswith("o5 ")
    assert told["params"]["seen"].startswith("o8 ")
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (old, log)
    assert wallet("verify").status == 8
    assert wallet("verify", "--with-log").status == 8  # what isn't whole is no choice beside what is
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (old, log)
    line = next(line for line in told["hint"].splitlines() if "--without-log" in line).partition(": wallet ")[2]
    assert json.loads(wallet(*line.split(), "--json").out)["problems"][0]["slug"] == "store-older"
    assert [each.read_bytes() for each in asides(wallet)] == [log]
    wallet.ok("verify", "--accept-older", "--yes")
    assert cash(wallet) == "320.00"


@pytest.mark.parametrize("at", ["before", "inside", "reading"])
def test_a_store_that_is_replaced_under_a_command_is_noticed_and_the_new_log_stays(wallet: Wallet, at: str) -> None:
    newer = wallet.folder / "newer"
    newer.mkdir()
    store, log = logged(wallet, "6", "7")
    (newer / STORE).write_bytes(store)
    (newer / LOG).write_bytes(log)
    with holding(folder(wallet), wallet.state, key_of(wallet), at) as process:
        (newer / STORE).replace(folder(wallet) / STORE)
        (newer / LOG).replace(folder(wallet) / LOG)
        said, _err = process.communicate("\n", timeout=60)
    assert said == ("" if at == "reading" else "store-replaced 8\n")
    assert (folder(wallet) / STORE).read_bytes() == store
    assert (folder(wallet) / LOG).read_bytes() == log
    assert cash(wallet) == "307.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("at", ["before", "inside"])
def test_a_store_that_is_replaced_beside_its_log_is_noticed_and_stays(wallet: Wallet, at: str) -> None:
    newer = wallet.folder / "newer"
    store, _log = logged(wallet, "6")
    newer.write_bytes(store)
    with holding(folder(wallet), wallet.state, key_of(wallet), at) as process:
        newer.replace(folder(wallet) / STORE)
        said, _err = process.communicate("\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert (folder(wallet) / STORE).read_bytes() == store


def test_while_others_have_the_store_open_their_log_is_theirs(wallet: Wallet) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "inside") as process:
        assert wallet("balance", "--json").err == ""
        process.communicate("\n", timeout=60)
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet)
        assert (folder(wallet) / LOG).stat().st_size > 0
        pay(wallet)
        assert wallet("balance", "--json").err == ""
        other = wallet.data / "other"
        wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
        before = (folder(wallet) / LOG).read_bytes()
        wallet.key = key_of(wallet, other.name)
        assert wallet("pay", "5", "Tea", "@cash", "+food").status == 8
        wallet.key = None
        assert (folder(wallet) / LOG).read_bytes() == before
        process.communicate("\n", timeout=60)
    assert cash(wallet) == "310.00"
    assert asides(wallet) == []


def journal_of_now(wallet: Wallet) -> bytes:
    """A hot rollback journal that would put the pages of this moment back."""
    import struct

    pages = (folder(wallet) / STORE).read_bytes()
    count = len(pages) // 4096
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", count, 0, count, 512, 4096)
    body = bytearray(head.ljust(512, b"\0"))
    for number in range(count):
        page = pages[number * 4096 : number * 4096 + 4096]
        total = sum(page[at] for at in range(4096 - 200, 0, -200)) & 0xFFFFFFFF
        body += struct.pack(">I", number + 1) + page + struct.pack(">I", total)
    return bytes(body)


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_rollback_journal_of_an_earlier_time_is_set_aside(wallet: Wallet, argv: tuple[str, ...]) -> None:
    journal = journal_of_now(wallet)
    pay(wallet, "6")
    lay(wallet, {JOURNAL: journal})
    assert "set aside" in wallet(*argv).err
    assert [each.read_bytes() for each in asides(wallet)] == [journal]
    assert cash(wallet) in ("314.00", "313.00")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_journal_beside_the_log_of_a_killed_process_hinders_nothing(wallet: Wallet) -> None:
    journal = journal_of_now(wallet)
    store, log = logged(wallet, "5", "6")
    lay(wallet, {STORE: store, LOG: log, JOURNAL: journal})
    assert cash(wallet) == "309.00"
    assert [each.read_bytes() for each in asides(wallet)] == [journal]


def test_a_journal_beside_a_store_that_is_not_whole_stays(wallet: Wallet) -> None:
    journal = journal_of_now(wallet)
    torn = bytearray((folder(wallet) / STORE).read_bytes())
    torn[-100] ^= 1
    lay(wallet, {STORE: bytes(torn), JOURNAL: journal})
    result = wallet("balance", "--json")
    assert (result.status, json.loads(result.err)["slug"]) == (8, "journal-unproven")
    assert (folder(wallet) / JOURNAL).read_bytes() == journal
    assert (folder(wallet) / STORE).read_bytes() == bytes(torn)
    assert asides(wallet) == []


def odd(wallet: Wallet, path: Path, kind: str) -> None:
    """Something else than a file of one's own where a log or an index is looked for."""
    target = wallet.folder / "target"
    target.write_bytes(b"somebody's")
    match kind:
        case "link":
            path.symlink_to(target)
        case "nowhere":
            path.symlink_to(wallet.folder / "nowhere")
        case "hard":
            os.link(target, path)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
            (path / "kept").write_bytes(b"kept")
        case "huge":
            path.touch()
            os.truncate(path, 1 << 40)
        case "garbage":
            path.write_bytes(os.urandom(50_000))


@pytest.mark.parametrize("name", [LOG, INDEX, JOURNAL])
@pytest.mark.parametrize("kind", ["link", "nowhere", "hard", "pipe", "folder", "huge", "garbage"])
def test_what_is_no_log_at_all_hinders_nothing_and_stays(wallet: Wallet, name: str, kind: str) -> None:
    if name != LOG:
        store, log = logged(wallet, "5")
        lay(wallet, {STORE: store, LOG: log})
    odd(wallet, folder(wallet) / name, kind)
    expected = "320.00" if name == LOG else "315.00"
    assert cash(wallet) == expected
    pay(wallet, "1")
    assert (wallet.folder / "target").read_bytes() == b"somebody's"
    if kind == "folder":
        (found,) = folder(wallet).glob("aside-*/kept")
        assert found.read_bytes() == b"kept"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_log_with_a_second_name_is_taken_in_and_the_other_copy_stays(wallet: Wallet) -> None:
    store, log = logged(wallet, "5")
    lay(wallet, {STORE: store, LOG: log})
    snapshot = wallet.folder / "snapshot"
    os.link(folder(wallet) / LOG, snapshot)
    for _each in range(3):
        pay(wallet, "1")
    assert snapshot.read_bytes() == log
    assert cash(wallet) == "312.00"


@pytest.mark.parametrize("name", ["wallet.db.new-1", "wallet.db.new-1-wal"])
@pytest.mark.parametrize("argv", COMMANDS)
def test_a_file_named_like_a_draft_takes_no_place(wallet: Wallet, argv: tuple[str, ...], name: str) -> None:
    wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    old = (folder(wallet) / STORE).read_bytes()
    pay(wallet, "6")
    for paid, data in enumerate((b"", b"x" * 5000, old, (folder(wallet, "other") / STORE).read_bytes()), 1):
        for each in asides(wallet):
            each.unlink()
        (folder(wallet) / name).write_bytes(data)
        assert wallet(*argv).status == 0
        left = [each.read_bytes() for each in (*asides(wallet), folder(wallet) / name) if each.exists()]
        assert left == [data]
        assert cash(wallet) == f"{314 - paid * (argv[0] == 'pay')}.00"


def test_the_key_of_another_time_promotes_nothing(wallet: Wallet) -> None:
    old, key = (folder(wallet) / STORE).read_bytes(), key_of(wallet)
    wallet.ok("keys", "rotate")
    now = (folder(wallet) / STORE).read_bytes()
    (folder(wallet) / "wallet.db.new-2").write_bytes(old)
    wallet.key = key  # as a process has it that was open before the rotation
    assert wallet("pay", "1", "Tea", "@cash", "+food").status == 8
    assert (folder(wallet) / STORE).read_bytes() == now
    wallet.key = None
    assert cash(wallet) == "320.00"
    assert [each.read_bytes() for each in asides(wallet)] == [old]


@pytest.mark.parametrize("kind", ["link", "nowhere", "hard", "pipe", "folder"])
def test_a_draft_that_is_no_file_takes_no_place(wallet: Wallet, kind: str) -> None:
    draft = folder(wallet) / "wallet.db.new-1"
    odd(wallet, draft, kind)
    assert cash(wallet) == "320.00"
    assert not os.path.lexists(draft)
    assert len(asides(wallet)) == 1
    assert (wallet.folder / "target").read_bytes() == b"somebody's"
    store = folder(wallet) / STORE
    store.rename(wallet.folder / "moved")
    draft.symlink_to(wallet.folder / "moved")
    assert wallet("balance").status == 8
    assert draft.is_symlink() and not store.exists()


def test_completion_proves_nothing_and_offers_nothing_then(wallet: Wallet) -> None:
    assert "cash" in complete(wallet)
    for name in (LOG, JOURNAL, "wallet.db.new-1"):
        path = folder(wallet) / name
        path.write_bytes(b"x" * 5000)
        assert complete(wallet) == ""
        assert path.read_bytes() == b"x" * 5000
        path.unlink()
    assert "cash" in complete(wallet)


def complete(wallet: Wallet) -> str:
    from wallet_cli.services.vault import unlock

    place = location.Place(folder(wallet), wallet.state)
    key = key_of(wallet)
    before = unlock.kept_key
    unlock.kept_key = lambda *_args, **_named: key
    try:
        assert place.folder.exists()
        return wallet.ok("__complete", "zsh", "--", "pay", "3", "@")
    finally:
        unlock.kept_key = before


def test_what_is_set_aside_is_listed_and_stays_for_thirty_days(wallet: Wallet) -> None:
    (folder(wallet) / "aside-notes.txt").write_text("mine")
    lay(wallet, {LOG: b"x" * 5000})
    wallet.ok("balance")
    (aside,) = (each for each in asides(wallet) if each.suffix == ".wal")
    assert aside.name in wallet.ok("doctor")
    assert f"{aside}\t5000" in wallet.ok("privacy", "--plain")
    for days, removed in ((0, []), (29, []), (31, [str(aside)])):
        wallet.microseconds = (aside.lstat().st_ctime_ns if days < 31 else time.time_ns()) // 1000 + days * DAY_US
        told = json.loads(wallet.ok("backup", str(wallet.folder / f"{days}.backup"), "--json"))
        assert told["removed"] == removed
    assert [each.name for each in asides(wallet)] == ["aside-notes.txt"]
    assert wallet("doctor").out.count("aside-") == 0


def test_erasing_a_body_destroys_what_is_set_aside(wallet: Wallet) -> None:
    pay(wallet)
    lay(wallet, {LOG: b"x" * 5000})
    wallet.ok("balance")
    assert len(asides(wallet)) == 1
    wallet.ok("rm", "t3", "--erase-body", "--yes", "-n")
    assert len(asides(wallet)) == 1
    assert "set aside" in wallet.ok("rm", "t3", "--erase-body", "--yes")
    assert asides(wallet) == []


def test_erasing_the_wallet_destroys_what_is_set_aside(wallet: Wallet) -> None:
    lay(wallet, {LOG: b"x" * 5000})
    wallet.ok("balance")
    wallet.ok("erase", "--confirm", "main", "--yes")
    assert not folder(wallet).exists()

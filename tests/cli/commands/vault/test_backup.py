"""``backup``, ``restore`` and ``verify FILE`` as people and scripts meet them."""

import errno
import json
import os
import shlex
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.own_process import answer_of, powerless
from wallet_cli.errors import UsageProblem
from wallet_cli.services import plain_file
from wallet_cli.services.vault import access, location, unlock
from wallet_cli.store.vault import head, kernel_keyring


def slug(wallet: Wallet, *argv: str) -> tuple[int, str]:
    result = wallet(*argv, "--json")
    return result.status, json.loads(result.err)["slug"]


def pay(wallet: Wallet, amount: str = "5") -> None:
    wallet.ok("pay", amount, "Coffee", "@cash", "+food")


DAY_US = 86_400_000_000


@pytest.fixture
def file(wallet: Wallet) -> str:
    """A backup of the wallet."""
    path = wallet.folder / "main.backup"
    wallet.ok("backup", str(path))
    return str(path)


def test_a_backup_says_what_is_in_it_and_is_the_owners_alone(wallet: Wallet) -> None:
    path = wallet.folder / "main.backup"
    told = wallet.ok("backup", str(path), tty=True)
    assert "5 operations, 2 transactions, read back and checked" in " ".join(told.split())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"SQLite format" not in path.read_bytes()
    assert slug(wallet, "backup", str(path)) == (5, "output-exists")
    document = json.loads(wallet.ok("backup", str(path), "--force", "--json"))
    assert (document["schema"], document["operations"], document["accounts"] > 4) == ("wallet.backup/1", 5, True)
    assert (document["bytes"], document["removed"], document["left_alone"]) == (path.stat().st_size, [], 0)
    assert document["keys_from_store"] is False
    assert wallet.ok("backup", str(wallet.folder / "q.backup"), "-q") == ""
    assert sorted(each.name for each in wallet.folder.glob(".*")) == []


def test_a_backup_that_the_wallet_can_not_remember_says_so(wallet: Wallet, file: str) -> None:
    assert "remember" not in wallet("backup", file, "--force", tty=True).err
    (wallet.data / "main").chmod(0o500)

    def backed_up() -> None:
        told = wallet("backup", f"{file}.2", tty=True)
        raise UsageProblem(f"{told.status} {'written now' in told.err}")

    assert answer_of(powerless(backed_up)) == "0 True"
    (wallet.data / "main").chmod(0o700)
    assert wallet.ok("verify", f"{file}.2")


def test_a_rehearsal_writes_nothing(wallet: Wallet, file: str) -> None:
    assert "would write" in wallet("backup", file + "2", "--dry-run").err
    assert not Path(file + "2").exists()
    assert "would restore" in wallet.ok("restore", file, "-w", "copy", "--dry-run")
    assert [each.name for each in wallet.data.iterdir()] == ["main"]


def test_what_can_not_be_written_is_told_first(wallet: Wallet) -> None:
    assert slug(wallet, "backup", str(wallet.folder)) == (2, "output-is-folder")
    assert slug(wallet, "backup", str(wallet.folder / "no" / "x")) == (2, "output-folder-missing")
    for medium in (
        "/media/no-such-stick/x",
        "/mnt/no-such-stick/x",
        "/run/media/me/no-such-stick/x",
        "/Volumes/none/x",
    ):
        assert slug(wallet, "backup", medium) == (2, "output-medium-missing")
    assert slug(wallet, "backup", "x-{week}.backup") == (2, "placeholder-unknown")
    assert slug(wallet, "backup", "x.backup", "--keep", "7q") == (2, "bad-keep")
    assert slug(wallet, "backup", "x.backup", "--keep", "7d") == (2, "keep-needs-pattern")
    assert slug(wallet, "backup", "{date}/x-{time}", "--keep", "7d") == (2, "keep-needs-pattern")


def test_without_a_passphrase_nothing_is_made_checked_or_restored(wallet: Wallet, file: str) -> None:
    wallet.env.clear()
    for argv in (("backup", file + "2"), ("verify", file)):
        assert slug(wallet, *argv) == (4, "locked")
    assert slug(wallet, "restore", file, "-w", "copy") == (4, "secret-needed")
    wrong = wallet.folder / "wrong"
    wrong.write_text("another\n")
    wrong.chmod(0o600)
    assert slug(wallet, "backup", file + "2", "--passphrase-file", str(wrong)) == (4, "wrong-passphrase")
    for argv in (("verify", file), ("restore", file, "-w", "copy")):
        assert slug(wallet, *argv, "--passphrase-file", str(wrong)) == (4, "backup-secret-unfit")
    assert [each.name for each in wallet.data.iterdir()] == ["main"]
    done = wallet("restore", file, "-w", "copy", tty=True, secrets=("nonsense", PASSPHRASE))
    assert (done.status, "once more" in done.err) == (0, True)


def test_a_backup_is_checked_without_restoring_it(wallet: Wallet, file: str) -> None:
    told = wallet("verify", file, tty=True)
    assert ("All is well: 5 operations" in told.out, "a backup of 2026-" in told.err) == (True, True)
    document = json.loads(wallet.ok("verify", file, "--json"))
    assert (document["ok"], document["backup"]["operations"]) == (True, 5)
    assert wallet.ok("verify", file, "-q") == ""
    assert slug(wallet, "verify", file, "--rebuild") == (2, "options-exclude")
    assert slug(wallet, "verify", file, "--accept-older") == (2, "options-exclude")
    pay(wallet)
    assert json.loads(wallet.ok("verify", file, "--json"))["ok"]


def test_a_failed_assertion_is_no_damage_but_is_told(wallet: Wallet, file: str) -> None:
    wallet.ok("adjust", "@cash", "--to", "300", "-d", "2026-11-10")
    pay_early = ("pay", "5", "Coffee", "@cash", "+food", "-d", "2026-11-05")
    wallet.ok(*pay_early)
    wallet.ok("backup", file, "--force")
    result = wallet("verify", file, tty=True)
    assert (result.status, "you had asserted €300.00" in result.err) == (0, True)
    assert wallet("verify", file, "--check").status == 10
    wallet.ok("restore", file, "-w", "copy")


def test_a_second_machine_opens_it_with_the_same_passphrase(wallet: Wallet, file: str, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = Wallet(tmp_path / "second")
    assert "Restored main as of" in second.ok("restore", file)
    assert second.ok("balance") == wallet.ok("balance")
    logs = [json.loads(each.ok("log", "--json"))["operations"] for each in (wallet, second)]
    assert {each.pop("device") for each in logs[0]} == {None}
    (first,) = {each.pop("device") for each in logs[1]}  # where they were done, which isn't this machine
    assert len(first) == 8
    assert logs[0] == logs[1]
    assert json.loads(second.ok("verify", "--json"))["ok"]
    pay(second)
    assert "315.00" in second.ok("balance", "cash")
    modes = {stat.S_IMODE(each.stat().st_mode) for each in second.data.rglob("*") if each.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE((second.data / "main").stat().st_mode) == 0o700
    assert sorted(each.name for each in second.data.rglob("*")) == ["main", "wallet.db", "wallet.keys"]


def test_a_wallet_is_never_replaced(wallet: Wallet, file: str) -> None:
    assert slug(wallet, "restore", file) == (5, "restore-exists")
    (wallet.data / "notes").write_text("mine")
    assert slug(wallet, "restore", file, "-w", "notes") == (5, "restore-exists")
    (wallet.data / "link").symlink_to(wallet.folder)
    assert slug(wallet, "restore", file, "-w", "link") == (5, "restore-exists")
    (wallet.data / "empty").mkdir()
    wallet.ok("restore", file, "-w", "empty", "-q")
    assert slug(wallet, "restore", file, "-w", "../x") == (2, "bad-wallet-name")


def test_a_file_that_can_not_be_read_frees_nobodys_name(wallet: Wallet) -> None:
    for more in ((), ("--keys-only",), ("-w", "other"), ("--keys-only", "-w", "other")):
        told = wallet("restore", "nope.backup", *more)
        assert (told.status, "mv " in told.err, "nope.backup" in told.err) == (2, False, True), told.err


@pytest.mark.parametrize("more", [(), ("--accept-older",), ("--keys-only",)])
def test_a_wrong_passphrase_is_told_of_the_file(wallet: Wallet, file: str, more: tuple[str, ...]) -> None:
    wrong = ("--passphrase-command", "echo something else")
    typed = ("-w", "third", "restore", *more, file)
    if more == ("--keys-only",):
        typed = ("restore", *more, file)
    told = wallet(*typed, *wrong)
    assert (told.status, "no key in this backup opens" in told.err) == (4, True), told.err
    assert f"wallet {' '.join(typed)}" in told.err
    for other in ("unlock", "passphrase --", "init", "--recovery", "--shares"):
        assert other not in told.err
    told = wallet(*typed, "--recovery")
    assert (told.status, "no key of the kind" in told.err, "wallet keys" in told.err) == (4, True, False), told.err


def test_the_other_keys_of_a_backup_are_offered(wallet: Wallet) -> None:
    key = wallet.folder / "key"
    key.write_bytes(b"k" * 64)
    wallet.ok(
        "keys", "add", "keyfile", "--new-key-file", str(key), "--new-passphrase-file", str(wallet.passphrase_file)
    )
    path = str(wallet.folder / "more.backup")
    wallet.ok("backup", path)
    wrong = ("--passphrase-command", "echo something else")
    assert f"wallet -w third restore {path} --key-file FILE" in wallet("-w", "third", "restore", path, *wrong).err
    assert f"wallet restore {path} --wallet NAME --key-file FILE" in wallet("verify", path, *wrong).err
    assert f"wallet verify {path}" in wallet("verify", path, *wrong).err
    wallet.ok("-w", "third", "restore", path, "--key-file", str(key))


def test_a_copy_beside_its_original_goes_its_own_way(wallet: Wallet, file: str) -> None:
    result = wallet("restore", file, "-w", "copy", tty=True)
    assert (result.status, "a copy of main, which stays" in result.err) == (0, True)
    pay(wallet)
    wallet.ok("pay", "7", "Tea", "@cash", "+food", "-w", "copy")
    assert "315.00" in wallet.ok("balance", "cash")
    assert "313.00" in wallet.ok("balance", "cash", "-w", "copy")
    for name in ("main", "copy"):
        assert json.loads(wallet.ok("verify", "--json", "-w", name))["ok"]


def test_an_older_backup_is_told_and_restored_on_purpose(wallet: Wallet, file: str) -> None:
    pay(wallet)
    assert slug(wallet, "restore", file, "-w", "copy") == (8, "backup-older")
    document = json.loads(wallet.ok("restore", file, "-w", "copy", "--accept-older", "--json"))
    assert (document["accepted"], document["beside"]) == ("o6", ["main"])
    assert "320.00" in wallet.ok("balance", "cash", "-w", "copy")
    assert "315.00" in wallet.ok("balance", "cash")
    shutil.rmtree(wallet.data / "main")
    result = wallet("restore", file, "--accept-older", tty=True)
    assert "accepted as it is, noted as o6" in result.err


def test_an_older_backup_that_could_not_be_noted_is_there_and_goes_on(
    wallet: Wallet, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay(wallet)
    folder, reset = wallet.data / "main", head.reset
    shutil.rmtree(folder)

    def full(path: str, seen: head.Seen) -> None:
        if folder.exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        reset(path, seen)

    with monkeypatch.context() as patch:
        patch.setattr(head, "reset", full)
        told = wallet("restore", file, "--accept-older")
    assert (told.status, "the wallet main was restored" in told.err) == (5, True)
    assert wallet("balance").status == 8
    line = told.err.splitlines()[-1].partition("wallet verify ")[2].split()
    wallet.ok("verify", *line, "--yes")
    assert "320.00" in wallet.ok("balance", "cash")


def test_the_wallet_itself_is_lost_and_comes_back(wallet: Wallet, file: str) -> None:
    pay(wallet)
    shutil.rmtree(wallet.data / "main")
    assert slug(wallet, "restore", file) == (8, "backup-older")
    assert not (wallet.data / "main").exists()
    wallet.ok("restore", file, "--accept-older")
    pay(wallet, "6")
    assert "314.00" in wallet.ok("balance", "cash")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_another_line_of_the_same_vault_is_told(wallet: Wallet, file: str, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = Wallet(tmp_path / "second")
    second.ok("restore", file)
    pay(second)
    pay(second)
    other = str(tmp_path / "other.backup")
    second.ok("backup", other)
    pay(wallet)
    assert slug(wallet, "restore", other, "-w", "copy") == (8, "backup-forked")
    wallet.ok("restore", other, "-w", "copy", "--accept-older")
    assert "310.00" in wallet.ok("balance", "cash", "-w", "copy")


def test_a_device_or_a_pipe_is_never_replaced_by_a_file(wallet: Wallet) -> None:
    pipe = wallet.folder / "pipe"
    os.mkfifo(pipe)
    (wallet.folder / "link").symlink_to(pipe)
    for command in (
        ("backup",),
        ("export", "--format", "jsonl", "-o"),
        ("statement", "@bank", "--format", "csv", "-o"),
    ):
        for name in (pipe, wallet.folder / "link"):
            for force in ((), ("--force",)):
                assert slug(wallet, *command, str(name), *force) == (2, "output-no-file")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_descriptor_and_a_command_are_read_once(wallet: Wallet, file: str) -> None:
    path, runs = wallet.passphrase_file, wallet.folder / "runs"
    wallet.env.clear()
    for argv in (("verify", file), ("restore", file, "-w", "copy")):
        reader, writer = os.pipe()
        os.write(writer, PASSPHRASE.encode() + b"\n")
        os.close(writer)
        assert wallet(*argv, "--passphrase-fd", str(reader)).status == 0
        os.close(reader)
        shutil.rmtree(wallet.data / "copy", ignore_errors=True)
        runs.write_text("")
        command = f"echo >> {shlex.quote(str(runs))}; cat {shlex.quote(str(path))}"
        assert wallet(*argv, "--passphrase-command", command).status == 0
        assert runs.read_text() == "\n"


def test_a_name_that_is_too_long_is_told(wallet: Wallet) -> None:
    for command in (("backup",), ("export", "--format", "jsonl", "-o")):
        assert slug(wallet, *command, str(wallet.folder / ("l" * 300))) == (2, "output-name-long")
    wallet.ok("export", "--format", "jsonl", "-o", str(wallet.folder / ("l" * 255)))


def test_a_draft_is_never_written_into_a_file_that_somebody_laid_there(tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    draft.write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        plain_file.fill_draft(draft, lambda out: out.write(b"secret") and None)
    assert draft.read_bytes() == b"somebody's"


def test_status_and_doctor_remind(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    place = location.Place(wallet.data / "main", wallet.state)
    key = access.derive(place, PASSPHRASE.encode()).database_key
    monkeypatch.setattr(kernel_keyring, "get", lambda *_named, **_wishes: key)
    monkeypatch.setattr(kernel_keyring, "remaining", lambda *_named, **_wishes: kernel_keyring.Limits(600))
    assert wallet("status").err == ""
    wallet.microseconds += 40 * 86_400_000_000
    result = wallet("status")
    assert "no backup was made in the last 40 days" in result.err
    checks = json.loads(wallet.ok("doctor", "--json"))["checks"]
    assert [each["slug"] for each in checks if each["name"] == "backup"] == ["backup-overdue"]
    wallet.microseconds -= 40 * DAY_US
    checks = json.loads(wallet.ok("doctor", "--json"))["checks"]
    assert [each["slug"] for each in checks if each["name"] == "backup"] == ["backup-none"]
    assert "never been backed up" in wallet("doctor", tty=True).err
    wallet.microseconds += 40 * DAY_US
    wallet.ok("backup", str(wallet.folder / "x.backup"))
    result = wallet("status")
    assert ("last backup 20" in result.out, result.err) == (True, "")
    assert json.loads(wallet.ok("status", "--json"))["last_backup"].startswith("20")
    checks = json.loads(wallet.ok("doctor", "--json"))["checks"]
    assert [each["state"] for each in checks if each["name"] == "backup"] == ["ok"]
    monkeypatch.setattr(kernel_keyring, "get", lambda *_named, **_wishes: os.urandom(32))
    assert "last backup" not in wallet.ok("status")
    assert json.loads(wallet.ok("verify", str(wallet.folder / "x.backup"), "--json"))["ok"]
    monkeypatch.setattr(unlock, "kept_keys_of", lambda *_named: [os.urandom(32), key])
    wallet.env.clear()
    assert json.loads(wallet.ok("verify", str(wallet.folder / "x.backup"), "--json"))["ok"]


def test_a_backup_adds_nothing_to_the_journal(wallet: Wallet, file: str) -> None:
    assert json.loads(wallet.ok("verify", "--json"))["operations"] == 5
    assert wallet("restore", file, "-w", "copy").status == 0


def test_a_name_that_is_too_long_for_a_wallet_is_told_and_a_long_one_keeps_a_head_of_its_own(
    wallet: Wallet, file: str
) -> None:
    for command in (("restore", file), ("init", "--currency", "EUR", "--no-input")):
        for name in ("l" * 181, "账" * 61, "l" * 256):
            assert slug(wallet, *command, "-w", name) == (2, "wallet-name-long")
            assert not any(each.name == name for each in wallet.data.iterdir())
    long = "账" * 60
    wallet.ok("restore", file, "-w", long)
    pay(wallet)
    assert len(list(wallet.state.glob(f"*-{long}.head"))) == 1
    wallet.ok("balance", "-w", long)

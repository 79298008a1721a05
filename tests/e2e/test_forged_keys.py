"""A key header that somebody without a key wrote, as its owner meets it: the real program, the real kernel keyring."""

import json
from pathlib import Path

import pytest

from tests import forging
from tests.e2e.machine import PASSPHRASE, Machine, ended
from wallet_cli.store.vault import backup_file


@pytest.fixture
def keys(machine: Machine) -> Path:
    """The key header of a wallet that is unlocked."""
    machine.unlock()
    return machine.folder / "data" / "main" / "wallet.keys"


def forge(keys: Path) -> bytes:
    """Put a forged one there; the true one."""
    true = keys.read_bytes()
    keys.write_bytes(forging.header(true))
    return true


def inside(path: Path) -> bytes:
    with path.open("rb") as stream:
        return backup_file.read(stream).keys


REMARK = "nothing has proven yet that wallet.keys is the newest"


def test_daily_commands_go_on_and_say_so_once_and_tab_is_silent(machine: Machine, keys: Path) -> None:
    forge(keys)
    for argv in (("balance",), ("pay", "3", "Tea", "@cash", "+food"), ("verify",)):
        done = machine.run(*argv)
        assert (done.returncode, done.stderr.count(REMARK)) == (0, 1), argv
    for argv in (("balance", "-q"), ("balance", "--json"), ("status",)):
        assert machine.run(*argv).stderr == ""
    done = machine.run("__complete", "zsh", "--", "pay", "3", "@")
    assert (done.stderr, "@cash" in done.stdout) == ("", True)


def test_no_backup_takes_it_and_none_goes_for_it(machine: Machine, keys: Path) -> None:
    pattern = str(machine.folder / "{date}.backup")
    assert machine.run("backup", pattern).returncode == 0
    true = forge(keys)
    done = machine.run("backup", pattern, "--keep", "1d", WALLET_TODAY="2026-11-21")
    assert (done.returncode, done.stderr.count(REMARK)) == (0, 1), done.stderr
    assert "holds the key header that the store knows" in done.stderr
    told = json.loads(machine.run("backup", str(machine.folder / "other.backup"), "--json").stdout)
    assert told["keys_from_store"] is True
    newest = machine.folder / "2026-11-21.backup"
    assert inside(newest) == true
    machine.ok("verify", str(newest))
    machine.ok("restore", str(newest), "-w", "copy")


def test_at_a_terminal_a_secret_is_asked_for_and_disproves_it(machine: Machine, keys: Path) -> None:
    true = forge(keys)
    target = machine.folder / "main.backup"
    child = machine.spawn("wallet", "backup", str(target))
    child.expect("nothing has proven yet that wallet.keys")
    child.expect("passphrase for main: ")
    child.sendline(PASSPHRASE)
    child.expect(r"key header \(wallet\.keys\) is damaged or was changed by something else")
    child.expect("wallet verify --repair-keys")
    assert ended(child) == 8
    assert not target.exists()
    child = machine.spawn("wallet", "verify", "--repair-keys")
    child.expect("treat it as forged, and put back the one that the store knows")
    child.sendline("y")
    child.expect("Put back the key header of main that the store knows, version 1")
    assert ended(child) == 0
    assert keys.read_bytes() == true
    machine.ok("backup", str(target))
    assert inside(target) == true


@pytest.mark.parametrize("argv", [("keys", "rotate"), ("keys", "rename", "1", "mine"), ("unlock",)])
def test_every_change_of_keys_asks_for_a_secret_which_disproves_it(
    machine: Machine, keys: Path, argv: tuple[str, ...]
) -> None:
    forge(keys)
    forged = keys.read_bytes()
    done = machine.run(*argv)
    assert done.returncode == 4
    done = machine.run(*argv, "--passphrase-file", str(machine.passphrase_file), "--json")
    assert (done.returncode, json.loads(done.stderr)["slug"]) == (8, "header-damaged")
    assert "wallet verify --repair-keys" in done.stderr
    assert keys.read_bytes() == forged


def test_without_a_terminal_it_is_mended_on_purpose_alone(machine: Machine, keys: Path) -> None:
    true = forge(keys)
    forged = keys.read_bytes()
    done = machine.run("verify", "--repair-keys")
    assert (done.returncode, keys.read_bytes()) == (2, forged)
    done = machine.run("verify", "--repair-keys", "--json", "--yes")
    told = json.loads(done.stdout)
    assert (told["schema"], told["generation"], told["keys"]) == ("wallet.repair-keys/1", 1, ["passphrase"])
    assert (keys.read_bytes(), Path(told["aside"]).read_bytes()) == (true, forged)
    assert machine.run("balance").stderr == ""


@pytest.mark.parametrize("damage", [b"x", None])
def test_a_damaged_or_lost_one_comes_back_while_unlocked(machine: Machine, keys: Path, damage: bytes | None) -> None:
    true = keys.read_bytes()
    keys.unlink()
    if damage is not None:
        keys.write_bytes(damage)
    done = machine.run("balance")
    assert (done.returncode, "wallet verify --repair-keys" in done.stderr) == (8, True)
    assert "would put back" in machine.run("verify", "--repair-keys", "-n").stdout
    assert machine.run("verify", "--repair-keys").returncode == 0
    assert keys.read_bytes() == true
    assert machine.run("balance").returncode == 0


def test_that_of_another_wallet_is_named_and_the_own_comes_back_while_unlocked(machine: Machine, keys: Path) -> None:
    true, passphrase = keys.read_bytes(), ("--passphrase-file", str(machine.passphrase_file))
    assert machine.run("init", "--currency", "EUR", "--no-input", "-w", "other", *passphrase).returncode == 0
    keys.write_bytes((keys.parent.parent / "other" / "wallet.keys").read_bytes())
    for command in ("balance", "verify"):
        done = machine.run(command, *passphrase)
        assert (done.returncode, "has the keys of the wallet other" in done.stderr) == (8, True), done.stderr
        assert "wallet verify --repair-keys" in done.stderr.splitlines()[1]
    assert machine.run("verify", "--repair-keys").returncode == 0
    assert keys.read_bytes() == true
    assert machine.run("balance").returncode == 0


def test_a_forged_one_is_mended_by_the_passphrase_too(machine: Machine, keys: Path) -> None:
    true = forge(keys)
    machine.run("lock")
    assert machine.run("verify", "--repair-keys").returncode == 4
    done = machine.run("verify", "--repair-keys", "--passphrase-file", str(machine.passphrase_file))
    assert (done.returncode, keys.read_bytes()) == (0, true), done.stderr
    done = machine.run("verify", "--repair-keys", "--passphrase-file", str(machine.passphrase_file))
    assert (done.returncode, "is whole" in done.stderr) == (5, True)

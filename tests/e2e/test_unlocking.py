"""Unlocking for a while, with the real kernel: limits from the command line and from the settings, and what is told."""

import json
import subprocess

from tests.e2e.machine import PASSPHRASE, Machine, ended


def status(machine: Machine) -> dict[str, object]:
    return dict(json.loads(machine.run("status", "--json").stdout))


def test_limits_are_kept_and_told(machine: Machine) -> None:
    machine.unlock()
    assert machine.run("balance").returncode == 0
    machine.ok("unlock", "--for", "8h", "--idle", "15m")
    told = status(machine)
    assert told["unlocked"] is True
    assert told["idle_seconds"] == 900
    assert 28_700 < int(str(told["seconds_left"])) <= 28_800
    assert "or until 15m pass without use" in machine.run("status", "--table").stdout
    assert machine.run("lock").returncode == 0
    assert (status(machine)["unlocked"], status(machine)["idle_seconds"]) == (False, None)
    assert machine.run("balance").returncode == 4


def test_the_settings_say_for_how_long(machine: Machine) -> None:
    machine.unlock()
    assert machine.run("config", "unlock-for", "8h").returncode == 0
    assert machine.run("config", "unlock-idle", "20m").returncode == 0
    assert machine.run("config", "unlock-for").stdout == "8h\n"
    shown = json.loads(machine.ok("unlock", "--json"))
    assert (shown["seconds"], shown["idle_seconds"]) == (28_800, 1200)
    shown = json.loads(machine.ok("unlock", "--json", "--idle", "off"))
    assert (shown["seconds"], shown["idle_seconds"]) == (28_800, None)
    shown = json.loads(machine.ok("unlock", "--json", "--for", "10m"))
    assert (shown["seconds"], shown["idle_seconds"]) == (600, None)
    machine.run("lock")


def test_a_descriptor_and_a_command_are_read_once(machine: Machine) -> None:
    machine.unlock()
    shell = 'wallet unlock --passphrase-fd 3 3<"$1" && wallet unlock --passphrase-command "$2"'
    script = machine.folder / "secret.sh"
    script.write_text(f'echo asked >>"{machine.folder}/asked"; cat "{machine.passphrase_file}"')
    done = subprocess.run(
        ["sh", "-c", shell, "sh", str(machine.passphrase_file), f"sh {script}"],
        env=machine.env,
        cwd=machine.folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert (machine.folder / "asked").read_text() == "asked\n"
    machine.run("lock")


def test_a_wallet_that_gets_another_key_stays_unlocked(machine: Machine) -> None:
    machine.unlock()
    machine.ok("keys", "rotate")
    done = machine.run("balance")
    assert (done.returncode, done.stderr) == (0, "")
    machine.ok("lock")
    assert machine.run("balance").returncode == 4
    machine.ok("keys", "rotate")
    assert machine.run("balance").returncode == 4


def test_a_restored_copy_is_locked_and_erased_by_itself(machine: Machine) -> None:
    machine.unlock()
    backup = str(machine.folder / "main.backup")
    machine.ok("backup", backup)
    machine.ok("restore", backup, "-w", "copy")
    assert machine.run("balance", "-w", "copy").returncode == 4
    machine.ok("unlock", "-w", "copy")
    assert machine.run("lock", "-w", "copy").stdout == "Locked copy\n"
    assert (machine.run("balance").returncode, machine.run("balance", "-w", "copy").returncode) == (0, 4)
    assert machine.run("verify", backup).returncode == 0
    machine.ok("erase", "-w", "copy", "--confirm", "copy", "--yes")
    assert machine.run("balance").returncode == 0
    assert machine.run("lock").stdout == "Locked main\n"


def test_a_damaged_key_header_keeps_no_key_from_being_forgotten(machine: Machine) -> None:
    machine.unlock()
    keys = machine.folder / "data" / "main" / "wallet.keys"
    whole = keys.read_bytes()
    keys.write_bytes(b"x")
    assert machine.run("lock").stdout == "Locked main\n"
    keys.write_bytes(whole)
    assert machine.run("balance").returncode == 4


def test_a_passphrase_that_a_command_asks_for_unlocks_for_the_usual_time(machine: Machine) -> None:
    machine.unlock()  # or skipped
    machine.run("lock")
    typed(machine, "balance", "unlocked for 15m")
    assert "unlocked for" in machine.run("status").stdout
    child = machine.spawn("wallet", "balance")
    child.expect("1,250.00")
    assert ended(child) == 0
    machine.ok("config", "unlock-again", "off")
    machine.run("lock")
    typed(machine, "balance", "1,250.00")
    assert "locked" in machine.run("status").stdout
    assert machine.run("balance").returncode == 4


def typed(machine: Machine, command: str, shows: str) -> None:
    """Run a command that asks for the passphrase."""
    child = machine.spawn("wallet", command)
    child.expect("passphrase for main")
    child.sendline(PASSPHRASE)
    child.expect(shows)
    assert ended(child) == 0

"""What docs/how-to/unattended.md tells to set up works as cron and systemd would run it: no terminal, hardly any
environment, and a word only where something is wrong.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.docs.page import ROOT, File, steps_of
from tests.program import SCRIPT
from tests.templates import laid
from wallet_cli.services.vault import access, location

PASSPHRASE = "correct horse battery staple"
FILES = {
    step.name: step.text
    for step in steps_of((ROOT / "docs" / "how-to" / "unattended.md").read_text())
    if isinstance(step, File)
}
READ_ONLY_BUT = """
set -e
mount --make-rprivate /
mount --rbind "$1" "$1"
mount -o remount,bind,ro "$1"
for folder in $2; do mount --bind "$folder" "$folder"; mount -o remount,bind,rw "$folder"; done
! touch "$1/probe" 2> /dev/null
shift 2
exec "$@"
"""


class Job(NamedTuple):
    """A line of a crontab."""

    when: tuple[str, ...]
    command: str
    stdin: str


class Home:
    """A home with wallet where ``pip install --user`` and ``pipx`` put it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = folder / ".local" / "bin" / "wallet"
        program.parent.mkdir(parents=True, exist_ok=True)
        path = os.pathsep.join([str(ROOT), *sys.path])
        told = f'PYTHONPATH="{path}" WALLET_TODAY=2026-11-20'
        program.write_text(f'#!/bin/sh\nexec env {told} "{sys.executable}" "{SCRIPT}" "$@"\n')
        program.chmod(0o755)
        self.secret = folder / ".wallet-pass"
        self.secret.write_text(PASSPHRASE + "\n")
        self.secret.chmod(0o600)
        for each in ("books", "backups"):
            (folder / each).mkdir(exist_ok=True)

    @property
    def bare(self) -> dict[str, str]:
        """All that cron's jobs and systemd's services find in their environment, give or take a name."""
        return {"HOME": str(self.folder), "LOGNAME": "you", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}

    def ok(self, *argv: str) -> str:
        done = self.run([str(self.folder / ".local/bin/wallet"), *argv], WALLET_PASSPHRASE_FILE=str(self.secret))
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def run(self, argv: list[str], typed: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """Without a terminal: a session of its own, whose output would be mailed."""
        return subprocess.run(
            argv, env=self.bare | env, cwd=self.folder, input=typed, capture_output=True, text=True, check=False,
            start_new_session=True, timeout=120,
        )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a wallet in it."""
    laid(_furnish, tmp_path)
    return Home(tmp_path)


def _furnish(folder: Path) -> None:
    made = Home(folder)
    made.ok("init", "--currency", "EUR", "--no-input")
    made.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250")


def as_cron_reads(text: str, home: Home) -> tuple[dict[str, str], list[Job]]:
    """By the rules of crontab(5): variables as they stand; a command up to the first bare %, the rest is its input."""
    variables, jobs = {}, []
    for line in text.replace("/home/you", str(home.folder)).splitlines():
        named = re.fullmatch(r"\s*(\w+)\s*=\s*(.*?)\s*", line)
        if named:
            variables[named[1]] = named[2]
        elif line.strip() and not line.lstrip().startswith("#"):
            *when, command = line.split(None, 5)
            told, *typed = re.split(r"(?<!\\)%", command)
            jobs.append(Job(tuple(when), told.replace("\\%", "%"), "\n".join(typed).replace("\\%", "%")))
    return variables, jobs


def test_the_reading_of_crontabs_knows_percent_signs(home: Home) -> None:
    variables, jobs = as_cron_reads("A = b c\n# no\n\n1 2 * * *  date +\\%Y%one%two\n", home)
    assert (variables, jobs) == ({"A": "b c"}, [Job(("1", "2", "*", "*", "*"), "date +%Y", "one\ntwo")])


def test_each_line_of_the_crontab_works_and_mails_nothing(home: Home) -> None:
    variables, jobs = as_cron_reads(FILES["crontab"], home)
    assert len(jobs) == 3
    for job in jobs:
        assert all(re.fullmatch(r"\*|\d+", field) for field in job.when)
        done = home.run(["/bin/sh", "-c", job.command], job.stdin, **variables)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), job
    (books,), (backup,) = (home.folder / "books").iterdir(), (home.folder / "backups").iterdir()
    assert "transaction" in books.read_text()
    assert backup.read_bytes().startswith(b"wallet-backup/1\n")
    paid = json.loads(home.ok("history", "Landlord", "--json"))["transactions"]
    assert len(paid) == 1


def test_a_record_that_cron_repeats_is_made_once_and_the_others_say_what_is_in_the_way(home: Home) -> None:
    variables, jobs = as_cron_reads(FILES["crontab"], home)
    status = []
    for job in (*jobs, *jobs):
        done = home.run(["/bin/sh", "-c", job.command], job.stdin, **variables)
        status.append((done.returncode, bool(done.stderr)))
    assert status == [(0, False)] * 3 + [(5, True), (5, True), (0, False)]
    assert len(json.loads(home.ok("history", "Landlord", "--json"))["transactions"]) == 1


def test_a_wallet_that_another_holds_is_mailed_with_its_status(home: Home) -> None:
    variables, jobs = as_cron_reads(FILES["crontab"], home)
    place = location.Place(home.folder / ".local/share/wallet/main", home.folder / ".local/state/wallet")
    store = access.open_store(place, access.derive(place, PASSPHRASE.encode()).database_key)
    try:
        with store.exclusive():
            done = home.run(["/bin/sh", "-c", jobs[2].command], **variables)
    finally:
        store.close()
    assert (done.returncode, done.stdout) == (9, "")
    assert "wallet:" in done.stderr


def test_a_locked_wallet_is_mailed_with_its_status(home: Home) -> None:
    _variables, jobs = as_cron_reads(FILES["crontab"], home)
    done = home.run(["/bin/sh", "-c", jobs[0].command])
    assert (done.returncode, done.stdout) == (4, "")
    assert "is locked" in done.stderr
    assert list((home.folder / "books").iterdir()) == []


def unit(name: str, home: Home) -> list[tuple[str, str]]:
    """The settings of a unit, in order, in this home."""
    text = FILES[name].replace("/home/you", str(home.folder))
    return [(key, value) for key, _, value in (line.partition("=") for line in text.splitlines()) if value]


def test_systemd_accepts_the_units(home: Home, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze isn't installed")
    names = [name for name in FILES if name.startswith("wallet-nightly.")]
    for name in names:
        (tmp_path / name).write_text(FILES[name].replace("/home/you", str(home.folder)))
    done = subprocess.run(
        ["systemd-analyze", "verify", *names], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "wallet-nightly" in line]
    assert (told, done.returncode) == ([], 0)
    wrong = (tmp_path / names[0]).read_text().replace("ProtectHome=read-only", "ProtectHome=perhaps")
    (tmp_path / names[0]).write_text(wrong)
    done = subprocess.run(["systemd-analyze", "verify", names[0]], cwd=tmp_path, capture_output=True, text=True)
    assert "protect home" in done.stderr


def credentials(home: Home) -> Path:
    """The folder that systemd makes for the service: 0500, its file 0400."""
    told = dict(unit("wallet-nightly.service", home))["LoadCredentialEncrypted"]
    folder = home.folder.parent / f"{home.folder.name}-credentials"
    folder.mkdir()
    credential = folder / told.partition(":")[0]
    credential.write_text(PASSPHRASE)
    credential.chmod(0o400)
    folder.chmod(0o500)
    return folder


def commands(home: Home) -> list[list[str]]:
    return [shlex.split(value) for key, value in unit("wallet-nightly.service", home) if key == "ExecStart"]


def test_the_service_works_with_a_credential_and_says_nothing(home: Home) -> None:
    folder = credentials(home)
    for argv in commands(home):
        done = home.run(argv, CREDENTIALS_DIRECTORY=str(folder))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [len(list((home.folder / each).iterdir())) for each in ("books", "backups")] == [1, 1]


def test_the_service_writes_only_where_its_unit_lets_it(home: Home) -> None:
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    if shutil.which("unshare") is None or probe.returncode:
        pytest.skip("this machine lets nobody make a mount namespace")
    told = dict(unit("wallet-nightly.service", home))
    assert (told["ProtectSystem"], told["ProtectHome"]) == ("strict", "read-only")
    folder = credentials(home)
    for argv in commands(home):
        jail = [
            "unshare",
            "-m",
            "/bin/sh",
            "-c",
            READ_ONLY_BUT,
            "jail",
            str(home.folder),
            told["ReadWritePaths"],
            *argv,
        ]
        done = home.run(jail, CREDENTIALS_DIRECTORY=str(folder))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), argv
    lesser = told["ReadWritePaths"].replace(f"{home.folder}/.local/share/wallet", "")
    home.ok("pay", "1", "Coffee", "@bank", "+food")
    jail = ["unshare", "-m", "/bin/sh", "-c", READ_ONLY_BUT, "jail", str(home.folder), lesser]
    done = home.run([*jail, *commands(home)[1], "--force"], CREDENTIALS_DIRECTORY=str(folder))
    assert (done.returncode, "read-only" in done.stderr) == (5, True)

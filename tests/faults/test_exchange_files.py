"""Files in and out by real processes: two imports at once, killed at any moment, a full disk, nobody at a terminal."""

import json
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import environment, run, start
from tests.faults.test_disks import mounted
from tests.services.bank_files import ofx, row, statement

NIGHTLY = ("export", "--format", "jsonl", "--since", "last", "--state", "nightly")


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A statement of 2,000 rows of -1.00."""
    path = tmp_path / "big.ofx"
    path.write_bytes(
        ofx(statement([row(f"202611{1 + n % 20:02}", "-1.00", f"Shop {n % 50}", f"B{n}") for n in range(2000)]))
    )
    return path


def balance(wallet: Wallet) -> str:
    return wallet.ok("balance", "bank").splitlines()[1].split("\t")[2]


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_two_imports_of_one_file_at_once_add_it_once(wallet: Wallet, big: Path) -> None:
    both = [start(wallet, "import", str(big), "@bank", "--json") for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    found = [json.loads(out)["statements"][0] for out, _ in answers]
    assert sorted((each["new"], each["known"]) for each in found) == [(0, 2000), (2000, 0)]
    assert balance(wallet) == "-750.00"


def test_an_import_killed_at_any_moment_is_there_whole_or_not_at_all(wallet: Wallet, big: Path) -> None:
    rng = random.Random(7)
    for _ in range(6):
        process = start(wallet, "import", str(big), "@bank")
        time.sleep(rng.uniform(0.1, 0.9))
        process.kill()
        process.communicate()
        assert balance(wallet) in ("1250.00", "-750.00")
    assert run(wallet, "import", str(big), "@bank")[0] == 0
    assert balance(wallet) == "-750.00"


def test_an_export_killed_at_any_moment_leaves_a_whole_file_or_none_and_loses_nothing(
    wallet: Wallet, big: Path, tmp_path: Path
) -> None:
    wallet.ok("import", str(big), "@bank")
    rng, seen = random.Random(8), set()
    for n in range(6):
        path = tmp_path / f"tx-{n}.jsonl"
        process = start(wallet, *NIGHTLY, "-o", str(path))
        time.sleep(rng.uniform(0.1, 0.6))
        process.kill()
        process.communicate()
        if path.exists():
            assert records(path)[-1]["record"] == "end"
            seen |= {each["id"] for each in records(path) if each.get("record") == "transaction"}
    path = tmp_path / "last.jsonl"
    assert run(wallet, *NIGHTLY, "-o", str(path))[0] == 0
    seen |= {each["id"] for each in records(path) if each.get("record") == "transaction"}
    assert len(seen) == 2002


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted(folder, "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_no_file_and_the_cursor_where_it_was(wallet: Wallet, big: Path, tiny: Path) -> None:
    wallet.ok("import", str(big), "@bank")
    for _ in range(2):
        done = wallet(*NIGHTLY, "-o", str(tiny / "tx.jsonl"), "--json")
        assert (done.status, json.loads(done.err)["slug"], list(tiny.iterdir())) == (5, "disk-full", [])
    assert wallet.ok(*NIGHTLY).count('"record":"transaction"') == 2002


def test_cron_exports_and_imports_without_a_terminal_a_home_or_a_question(wallet: Wallet, tmp_path: Path) -> None:
    env = {
        name: value
        for name, value in environment(wallet).items()
        if name.startswith(("WALLET_", "PYTHON", "COV", "LD_"))
    }
    env["PATH"] = "/usr/bin:/bin"
    outcome = []
    for _ in range(2):
        process = start(wallet, *NIGHTLY, "-o", str(tmp_path / "tx-{date}.jsonl"), "--force", env=env)
        out, err = process.communicate(timeout=60)
        outcome.append((process.returncode, out))
        assert err == f"wrote {tmp_path / 'tx-2026-11-20.jsonl'}\n"
    assert outcome == [(0, ""), (0, "")]
    assert len(records(tmp_path / "tx-2026-11-20.jsonl")) == 3  # nothing new the second time
    (tmp_path / "b.ofx").write_bytes(ofx(statement([row("20261105", "-1.00")])))
    process = start(wallet, "import", str(tmp_path / "b.ofx"), env=env)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert "wallet import FILE @ACCOUNT" in err

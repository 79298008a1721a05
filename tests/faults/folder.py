"""Files of one folder from different moments and vaults, laid together: ``python -m tests.faults.folder --count 5000``.

A sync program, a snapshot or half a restore leaves such folders behind. Two vaults, two lines of history of one of
them, a change of keys and a rotation are made; their stores, logs, key headers, heads, drafts and backups are taken as
they are, as a killed process leaves them, and in the middle of a checkpoint. Then they are laid together by chance,
commands run, and the judge looks:

- no byte of any file that was laid is gone, unless what it held is in the store that opens now;
- what isn't at its place any more is set aside, and was named;
- what a killed process can have left opens, whatever else lies beside it;
- nothing older than what this machine saw last is shown, or gone on from;
- each exit status is a documented one.

Some folders are exchanged while a process has the store open, see ``stopped``.

The controls show that the judge sees: the same combinations with openers that prove nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tests.cli.driver import Result
from tests.faults import stopped
from tests.faults.bench import Bench, Fault, Laid, Run, require_newest, told_by
from tests.faults.moments import HEAD, KEYS, LOG, STORE, Pieces, made
from tests.faults.oracle import State
from tests.templates import derived_once
from wallet_cli.services.vault import location, pending, prove
from wallet_cli.services.vault.location import HEADER_DRAFT
from wallet_cli.store.vault import asides, beside, in_use
from wallet_cli.store.vault.beside import Looked

JOURNAL = STORE + "-journal"
SHARED_MEMORY = Path("/dev/shm")
_SOMETIMES = ("store-io", "key-file-whole", "backup-keys-unfit", "backup-keys-older")
DOCUMENTED = (0, 4, 8)
DAILY = ("balance", "pay", "history", "backup", "keys rotate")
ACCEPTING = ("verify --with-log", "verify --without-log", "verify --accept-older")
"""Who takes an older state for the wallet's."""
STOPPED = 0.1
"""How many of the folders are exchanged while a process has the store open."""


def laid(pieces: Pieces, chance: random.Random) -> Laid:
    """A folder: a moment as it was with other things beside it, or everything by chance."""
    moment = chance.choice(pieces.moments)
    files: dict[str, bytes | Path] = dict(moment.files)
    about, sound = [moment.name], True
    foreign = chance.random() < 0.5

    def take(name: str, of: list[tuple[str, bytes]], often: float) -> bool:
        if chance.random() >= often:
            return False
        label, data = chance.choice(of)
        files[name] = data
        about.append(f"{name} of {label}")
        return True

    if foreign:
        sound = not take(STORE, pieces.stores, 0.4)
        sound = not take(KEYS, pieces.headers, 0.25) and sound
        sound = not take(HEAD, pieces.heads, 0.3) and sound
        if chance.random() < 0.1:
            files.pop(HEAD, None)
            about.append("no head")
        sound = not take(LOG, pieces.logs, 0.5) and sound
    elif LOG not in files:
        take(LOG, pieces.foreign_logs(moment), 0.6)
    epoch = moment.epoch
    for number in {epoch, chance.randint(1, 3)}:
        name = f"wallet.db.new-{number}"
        if name not in moment.files:
            take(name, pieces.drafts, 0.25)
            take(f"{name}-wal", pieces.logs, 0.05)
    if chance.random() < 0.05:
        link = chance.choice([name for name in (LOG, f"wallet.db.new-{epoch}", JOURNAL) if name not in moment.files])
        files[link] = Path("elsewhere")
        about.append(f"{link} a link")
    else:
        take(JOURNAL, pieces.journals, 0.1)
    key = pieces.keys.get(told_by(files[KEYS]), moment.key) if chance.random() < 0.9 else moment.key
    return Laid(files, key, sound and not foreign, ", ".join(about))


COMMANDS = (
    Run("balance", ("balance", "--json")),
    Run("balance", ("balance", "--json")),
    Run("pay", ("pay", "1", "Tea", "@cash", "+food", "--json")),
    Run("pay", ("pay", "1", "Tea", "@cash", "+food", "--json")),
    Run("history", ("history", "--json")),
    Run("verify", ("verify", "--json")),
    Run("doctor", ("doctor",)),
    Run("TAB", ("__complete", "zsh", "--", "pay", "3", "@")),
    Run("backup", ("backup", "{folder}/made.backup", "--force", "--json")),
    Run("wrong passphrase", ("pay", "1", "Tea", "@cash", "+food", "--json"), "passphrase"),
    Run("wrong key", ("pay", "1", "Tea", "@cash", "+food", "--json"), "key"),
    Run("verify --with-log", ("verify", "--with-log", "--json")),
    Run("verify --without-log", ("verify", "--without-log", "--json")),
    Run("verify --accept-older", ("verify", "--accept-older", "--yes", "--json")),
    Run("verify --repair-keys", ("verify", "--repair-keys", "--yes", "--json"), "kept"),
    Run("keys rotate", ("keys", "rotate", "--json"), "derived"),
    Run("restore --keys-only", ("restore", "{backup}", "--keys-only", "--json"), "derived"),
)


def attempt(bench: Bench, chance: random.Random) -> list[tuple[str, str]]:
    """Lay a folder, run some commands, judge; what each command said. Raises Fault."""
    what = laid(bench.pieces, chance)
    bench.put(what)
    said, told, kept, accepted = [], "", dict[str, bytes](), False
    try:
        for command in (chance.choice(COMMANDS) for _each in range(chance.randint(1, 3))):
            result = bench.run(command, what, chance)
            told += result.err + result.out
            kept |= {each.name: each.read_bytes() for each in asides.listed(bench.folder) if each.is_file()}
            said.append((command.name, outcome(command, result, what)))
            if command.name == "keys rotate" and not result.status:
                what = what._replace(key=bench.rotated_key())
            if result.status == 0 and command.name in DAILY and not accepted:
                require_newest(bench, what, command)
            accepted = accepted or command.name in ACCEPTING
        judge(bench, what, told, kept, rotated="keys rotate" in [name for name, slug in said if slug == "ok"])
    except Fault as fault:
        fault.add_note(f"{what.about}; then {', '.join(f'{name} ({slug})' for name, slug in said)}")
        fault.add_note(told)
        raise
    return said


def outcome(command: Run, result: Result, what: Laid) -> str:
    """What a command said: "ok", or the slug of its refusal. Raises Fault."""
    slug = "ok"
    if result.status:
        lines = [json.loads(line) for line in result.err.splitlines() if line.startswith("{")]
        slug = str(lines[-1]["slug"]) if lines else "?"
    if (result.status not in DOCUMENTED and slug not in _SOMETIMES) or slug in ("bug", "?"):
        raise Fault("status", f"{command.name}: {result.status} {slug}")
    if command.name == "TAB" and result.err:
        raise Fault("noise", f"TAB: {result.err}")
    if what.sound and result.status and not command.wrong and command.name != "verify --accept-older":
        raise Fault("false refusal", f"{command.name}: {slug}")
    return slug


def judge(bench: Bench, what: Laid, told: str, kept: dict[str, bytes], *, rotated: bool) -> None:
    """Whether everything that was laid is still there, or in the store that opens now. Raises Fault."""
    now = {each.name: each.read_bytes() for each in bench.folder.iterdir() if each.is_file() and not each.is_symlink()}
    for name in kept:
        if name not in told and not name.startswith(".wallet.keys.before."):
            raise Fault("not named", name)
    present = {*now.values(), *kept.values()}
    gone = {
        name: data
        for name, data in what.files.items()
        if isinstance(data, bytes) and data and name != HEAD and data not in present
    }
    if (bench.wallet.data / "elsewhere").read_bytes() != b"somebody's":
        raise Fault("written through a link", what.about)
    if gone:
        if KEYS in gone and not rotated:
            raise Fault("lost", "the key header")
        gone.pop(KEYS, None)
        if rotated:  # the header of before goes where the master key proves it
            gone = {name: data for name, data in gone.items() if not name.startswith(HEADER_DRAFT)}
        final = bench.oracle.look(now.get(STORE, b""), now.get(LOG, b""))
        for name, data in gone.items():
            _require_in_it(bench, what, name, data, final)


def _require_in_it(bench: Bench, what: Laid, name: str, data: bytes, final: State) -> None:
    """What a file held whose bytes are gone must be in the store."""
    store = what.files.get(STORE, b"")
    if name == LOG:
        held = bench.oracle.look(store if isinstance(store, bytes) else b"", data)
        if not held.sound:
            raise Fault("lost", f"{name}, which doesn't fit the store, is gone")
    else:
        held = bench.oracle.look(data, b"")
    if held.sound and final.chain[: len(held.chain)] != held.chain:
        raise Fault("lost", f"{name}: {len(held.chain)} operations, of which the store hasn't all")
    if not held.sound and name != STORE:
        raise Fault("lost", f"{name} is gone")
    if not held.sound and not final.sound:
        raise Fault("lost", "the store was changed, and isn't whole")


@contextmanager
def proving_nothing() -> Iterator[None]:
    """An opener that takes in whatever lies there."""
    with (
        mock.patch.object(location, "has_unproven", lambda *_args, **_named: False),
        mock.patch.object(Looked, "is_still_so", lambda _self: True),
        mock.patch.object(beside.Bare, "is_alone", lambda _self, _folder: True),
        mock.patch.object(beside.Bare, "is_as_read", lambda _self: True),
        mock.patch.object(beside, "require_plain", lambda *_args, **_named: None),
    ):
        yield


@contextmanager
def promoting_by_name() -> Iterator[None]:
    """An opener to whom a draft's name is enough, and that removes logs then."""

    def naive(place: Any, _told: Any, _key: bytes, **_named: Any) -> bytes:
        return bytes(32) if place.database.exists() else b""

    def removed(path: Path, _kind: str) -> Path:
        path.unlink()
        return path

    with mock.patch.object(pending, "judged", naive), mock.patch.object(asides, "put", removed):
        yield


@contextmanager
def trusting_others() -> Iterator[None]:
    """An opener to whom a log is proven where others have any store of this name open."""
    with (
        mock.patch.object(in_use, "is_open", lambda _path, unknown=True: unknown),
        mock.patch.object(prove, "is_theirs", lambda *_: True),
    ):
        yield


CONTROLS: dict[str, tuple[Callable[[], Any], float]] = {
    "proves nothing": (proving_nothing, 0),
    "goes by names": (promoting_by_name, 0),
    "trusts others": (trusting_others, 1),
}
"""With the share of folders that are exchanged while a process has the store open."""


def tally(
    room: Path, pieces: Pieces, count: int, seed: int, report: Callable[[Fault], None], share: float = STOPPED
) -> Counter[Any]:
    """Try so many combinations; counts of (command, what it said), and of ("fault", kind)."""
    bench, told = Bench(room, pieces), Counter[Any]()
    with derived_once():
        _tried(bench, told, count, seed, report, share)
    return told


def _tried(
    bench: Bench, told: Counter[Any], count: int, seed: int, report: Callable[[Fault], None], share: float
) -> None:
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        is_stopped = random.Random(f"stopped {seed} {number}").random() < share
        told["exchanged", ""] += is_stopped
        try:
            told.update(stopped.attempt(bench, chance) if is_stopped else attempt(bench, chance))
        except Fault as fault:
            fault.add_note(f"seed {seed}, number {number}")
            told["fault", fault.kind] += 1
            report(fault)
        told["combinations", ""] += 1


def lines(told: Counter[Any]) -> Iterator[str]:
    """The counts as a table in Markdown."""
    yield "| command | outcomes |"
    yield "|-|-|"
    for name in dict.fromkeys((*(each.name for each in COMMANDS), *stopped.NAMES)):
        found = sorted(((count, slug) for (of, slug), count in told.items() if of == name), reverse=True)
        yield f"| `{name}` | {', '.join(f'{slug} {count:,}' for count, slug in found)} |"


def main() -> int:
    """Try what is asked for; status 1 where something was lost, or where a control found nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.folder", description="files laid together by chance")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--controls", type=int, default=100, help="how many combinations each control tries")
    wish = parser.parse_args()

    def report(fault: Fault) -> None:
        sys.stderr.write("\n  ".join([str(fault), *getattr(fault, "__notes__", ())]) + "\n")

    memory = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="wallet-folder-") as folder:
        room = Path(folder)
        pieces = made(room / "pieces")
        (room / "bench").mkdir()
        told = tally(room / "bench", pieces, wish.count, wish.seed, report)
        sys.stdout.write("".join(f"{line}\n" for line in lines(told)))
        faults = sum(count for (kind, _slug), count in told.items() if kind == "fault")
        sys.stdout.write(f"\n{told['combinations', '']:,} combinations, ")
        sys.stdout.write(f"{told['exchanged', '']} of them exchanged, {faults} faults; seed {wish.seed}\n")
        seen = []
        for name, (naive, share) in CONTROLS.items():
            (room / name).mkdir()
            with naive():
                found = tally(room / name, pieces, wish.controls, wish.seed, lambda _fault: None, share)
            kinds = {slug: count for (kind, slug), count in found.items() if kind == "fault"}
            seen.append(bool(kinds))
            sys.stdout.write(f"control, an opener that {name}: {found['combinations', '']} combinations, {kinds}\n")
    return 0 if not faults and all(seen) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Files that are exchanged by their names while a process has the store open and stands still: the lid is closed, a
sync program goes on. Then commands run, and the process goes on. Always:

- a payment that was acknowledged is in the store that is there, in what was set aside, or in what whoever exchanged the
  files has replaced;
- so is all that the files held which were put there;
- what can't be kept is refused, with status 8 or 9;
- nothing older than what this machine saw last is shown, or gone on from.
"""

from __future__ import annotations

import json
import random
from typing import NamedTuple
from unittest import mock

from tests.faults.bench import Bench, Fault, Laid, Run
from tests.faults.holding import holding
from tests.faults.moments import KEYS, LOG, STORE, Moment
from wallet_cli.services.vault import access
from wallet_cli.store.vault import asides, connect, files

EXCHANGES = ("store", "store and log", "log", "header", "draft appears")
PAY = Run("pay, exchanged", ("pay", "1", "Tea", "@cash", "+food", "--json"))
COMMANDS = (
    PAY,
    PAY,
    Run("balance, exchanged", ("balance", "--json")),
    Run("verify, exchanged", ("verify", "--json")),
)
STAYED = "who stood still"
NAMES = (*dict.fromkeys(each.name for each in COMMANDS), STAYED)
_STATUSES = (0, 8, 9)


class Held(NamedTuple):
    """Stores and logs, any two of which may make a state."""

    stores: set[bytes]
    logs: set[bytes]


class Story:
    """What was acknowledged, and what there is of files."""

    def __init__(self, bench: Bench, moment: Moment) -> None:
        self.bench, self.moment = bench, moment
        self.promised: list[tuple[str, bytes]] = []
        self.replaced = Held(set(), {b""})
        self.said: list[tuple[str, str]] = []
        self.about = [moment.name]

    def now(self) -> tuple[bytes, bytes]:
        """The store and the log that are there."""
        store, log = self.bench.folder / STORE, self.bench.folder / LOG
        return store.read_bytes() if store.is_file() else b"", log.read_bytes() if log.is_file() else b""

    def promise(self, what: str) -> None:
        """What the store holds now must not be lost from here on."""
        state = self.bench.oracle.look(*self.now())
        if state.sound and state.chain:
            self.promised.append((what, state.chain[-1]))

    def run(self, command: Run, chance: random.Random) -> None:
        """Run a command; raises Fault."""
        seen = self._seen()
        what = Laid({}, self.moment.key, sound=False, about="")
        result = self.bench.run(command, what, chance)
        slug = "ok"
        if result.status:
            lines = [json.loads(line) for line in result.err.splitlines() if line.startswith("{")]
            slug = str(lines[-1]["slug"]) if lines else "?"
        self.said.append((command.name, slug))
        if result.status not in _STATUSES or slug in ("bug", "?"):
            raise Fault("status", f"{command.name}: {result.status} {slug} {result.err}")
        if result.status or command.name.startswith("verify"):
            return
        chain = self.bench.oracle.look(*self.now()).chain
        if seen and chain[seen[0] - 1 : seen[0]] != (seen[1],):
            raise Fault("older state", f"{command.name} goes by {len(chain)} operations, {seen[0]} were seen")
        if command is PAY:
            if self._seen() != (len(chain), chain[-1]):
                raise Fault("lost", f"an acknowledged payment isn't in the store with {len(chain)} operations")
            self.promise("a payment")

    def _seen(self) -> tuple[int, bytes] | None:
        path = self.bench.wallet.state / self.bench.pieces.head_name
        if not path.is_file():
            return None
        number, mac, _generation = path.read_bytes().split(b"\n")[1].split(b" ")
        return int(number), bytes.fromhex(mac.decode())

    def exchange(self, chance: random.Random) -> None:
        """Give other files the names of those that are there; what they held is promised as well."""
        kind, other = chance.choice(EXCHANGES), chance.choice(self.bench.pieces.moments)
        self.about.append(f"{kind} of {other.name}")
        store, log = self.now()
        self.replaced.stores.add(store)
        match kind:
            case "store" | "store and log":
                self._put(STORE, other.files[STORE])
                if kind == "store and log":
                    self.replaced.logs.add(log)
                    if LOG in other.files:
                        self._put(LOG, other.files[LOG])
                    else:
                        (self.bench.folder / LOG).unlink(missing_ok=True)
            case "log":
                self.replaced.logs.add(log)
                self._put(LOG, other.files.get(LOG, b""))
            case "header":
                self._put(KEYS, other.files[KEYS])
            case _:
                self._put(f"wallet.db.new-{self.moment.epoch}", other.files[STORE])
        laid = self.bench.oracle.look(other.files[STORE], other.files.get(LOG, b"") if "log" in kind else b"")
        if laid.sound and kind not in ("header", "log"):
            self.promised.append(("what was put there", laid.chain[-1]))

    def _put(self, name: str, data: bytes) -> None:
        draft = self.bench.wallet.data / "arriving"
        draft.write_bytes(data)
        draft.chmod(0o600)
        draft.replace(self.bench.folder / name)

    def judge(self) -> None:
        """Whether all that was promised is somewhere; raises Fault."""
        store, log = self.now()
        stores, logs = {store, *self.replaced.stores}, {log, *self.replaced.logs}
        found = [*asides.listed(self.bench.folder), *self.bench.folder.glob("wallet.db.new-*")]
        for path in found:
            if path.is_file():
                (logs if path.suffix == ".wal" or path.name.endswith("-wal") else stores).add(path.read_bytes())
        wanted = set(self.promised)
        for log in sorted(logs, key=len):
            for each in stores:
                if not wanted:
                    return
                state = self.bench.oracle.look(each, log)
                if state.sound:
                    wanted -= {(what, mac) for what, mac in wanted if mac in state.chain}
        if wanted:
            raise Fault("lost", ", ".join(sorted({what for what, _mac in wanted})))


def attempt(bench: Bench, chance: random.Random) -> list[tuple[str, str]]:
    """Lay a moment, let a process have the store open, exchange files, run commands, let it go on, judge; what each
    said. Raises Fault.
    """
    moment = chance.choice([each for each in bench.pieces.moments if _opens(each)])
    bench.put(Laid(dict(moment.files), moment.key, sound=True, about=moment.name))
    story = Story(bench, moment)
    try:
        with (
            mock.patch.dict(access.open_store.__kwdefaults__, wait_ms=30),
            mock.patch.dict(files.held.__kwdefaults__, timeout_ms=30),
            mock.patch.object(connect, "BUSY_TIMEOUT_MS", 30),
        ):
            _told(story, chance)
        story.judge()
    except Fault as fault:
        fault.add_note(f"{', '.join(story.about)}; then {', '.join(f'{name} ({slug})' for name, slug in story.said)}")
        raise
    return story.said


def _told(story: Story, chance: random.Random) -> None:
    bench, at = story.bench, chance.choice(("reading", "reading", "before", "inside"))
    story.about.append(at)
    with holding(bench.folder, bench.wallet.state, story.moment.key, at) as process:
        story.promise("what was there")
        if at != "inside" and chance.random() < 0.6:
            story.run(PAY, chance)
        story.exchange(chance)
        for _each in range(chance.randint(1, 2)):
            story.run(chance.choice(COMMANDS), chance)
        said, _err = process.communicate("\n", timeout=60)
    story.said.append((STAYED, said.split(" ")[0].strip() or "ok"))
    if at != "reading" and said != "acknowledged\n" and said.split()[-1:] not in (["8"], ["9"]):
        raise Fault("status", f"who stood still said {said!r}")
    for _each in range(chance.randint(1, 2)):
        story.run(chance.choice(COMMANDS), chance)


def _opens(moment: Moment) -> bool:
    return not any(name.startswith("wallet.db.new-") for name in moment.files)

"""Vaults with a history, and their files at many moments of it: as they lay there, as a killed process leaves them, and
in the middle of a checkpoint.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.cli.conftest import furnished
from tests.cli.driver import PASSPHRASE, Wallet
from tests.faults.holding import holding
from wallet_cli.services.vault import access, location, pending
from wallet_cli.store.vault import asides

STORE, KEYS, LOG, HEAD = "wallet.db", "wallet.keys", "wallet.db-wal", "head"
PAGE = 4096


class Moment(NamedTuple):
    """The files of a wallet at one moment, all of which belong together; the head outside among them."""

    name: str
    files: dict[str, bytes]
    key: bytes
    epoch: int


class Pieces(NamedTuple):
    """What folders are put together from: moments, and single files with whose they are."""

    moments: list[Moment]
    strangers: list[Moment]
    keys: dict[tuple[bytes, int], bytes]
    backups: list[Path]
    head_name: str

    def _of(self, name: str) -> list[tuple[str, bytes]]:
        return [(each.name, each.files[name]) for each in (*self.moments, *self.strangers) if name in each.files]

    @property
    def stores(self) -> list[tuple[str, bytes]]:
        """Stores of all moments and vaults, and what is none."""
        return [*self._of(STORE), ("nobody, empty", b""), ("nobody, garbage", bytes(range(256)) * 64)]

    @property
    def logs(self) -> list[tuple[str, bytes]]:
        """Logs of all moments and vaults; some end early, and some are none."""
        whole = self._of(LOG)
        cut = [(f"{name}, cut", data[: len(data) // 2]) for name, data in whole]
        return [*whole, *cut, ("nobody, empty", b""), ("nobody, garbage", bytes(range(256)) * 64)]

    def foreign_logs(self, moment: Moment) -> list[tuple[str, bytes]]:
        """Logs that can't go on from this moment: another vault's, another key's, and what is none."""
        of = [each for each in (*self.moments, *self.strangers) if each.key != moment.key and LOG in each.files]
        garbage = ("nobody, garbage", bytes(range(256)) * 64)
        return [*((each.name, each.files[LOG]) for each in of), garbage]

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        """Key headers."""
        return [*self._of(KEYS), ("nobody, garbage", b"x" * 700)]

    @property
    def heads(self) -> list[tuple[str, bytes]]:
        """Heads of this vault."""
        return [(each.name, each.files[HEAD]) for each in self.moments]

    @property
    def drafts(self) -> list[tuple[str, bytes]]:
        """What is laid under a draft's name: stores of any time, real drafts, nothing, garbage."""
        real = [
            (each.name, data)
            for each in self.moments
            for name, data in each.files.items()
            if name.startswith("wallet.db.new-") and not name.endswith("-wal")
        ]
        return [*self.stores, *real]

    @property
    def journals(self) -> list[tuple[str, bytes]]:
        """Rollback journals that would put the pages of a moment back."""
        return [(name, journal(data)) for name, data in self._of(STORE)] + [("nobody", b"x" * 5000)]


@cache
def journal(store: bytes) -> bytes:
    """A hot rollback journal with the pages of ``store``."""
    count = len(store) // PAGE
    numbers = (count, 0, count, 512, PAGE)
    head = bytes.fromhex("d9d505f920a163d7") + b"".join(each.to_bytes(4, "big") for each in numbers)
    body = bytearray(head.ljust(512, b"\0"))
    for number in range(count):
        page = store[number * PAGE : (number + 1) * PAGE]
        total = sum(page[at] for at in range(PAGE - 200, 0, -200))
        body += (number + 1).to_bytes(4, "big") + page + total.to_bytes(4, "big")
    return bytes(body)


class Line:
    """One line of history of a vault, on a machine of its own; takes moments as it goes on."""

    def __init__(self, wallet: Wallet, name: str, vault: str = "main", secret: str = PASSPHRASE) -> None:
        self.wallet, self.name, self.vault, self.secret = wallet, name, vault, secret
        self.place = location.Place(wallet.data / vault, wallet.state)
        self.found: list[Moment] = []
        self.step = 0

    def files(self) -> dict[str, bytes]:
        """As they are now; the index of the log holds nothing."""
        found = {each.name: each.read_bytes() for each in self.place.folder.iterdir() if not each.name.endswith("-shm")}
        found[HEAD] = Path(location.seen_path(self.place, location.vault_id(self.place))).read_bytes()
        return {name: data for name, data in found.items() if data}

    def note(self, what: str, files: dict[str, bytes] | None = None) -> None:
        """Take a moment."""
        keys = access.derive(self.place, self.secret.encode())
        name = f"{self.name}{self.step}{what}"
        self.found.append(Moment(name, self.files() if files is None else files, keys.database_key, keys.epoch))

    def go_on(self, *lines: tuple[str, ...]) -> None:
        """Run commands while somebody reads, so that they stay in the log; then without."""
        self.step += 1
        before = self.files()
        key = access.derive(self.place, self.secret.encode()).database_key
        with holding(self.place.folder, self.place.state, key, "reading") as process:  # files are read here meanwhile
            for line in lines:
                self.wallet.ok(*line, "-w", self.vault)
                self.note(" with its log")
            logged = self.files()
            process.communicate("\n", timeout=60)
        self.note("")
        for part in (0.3, 0.7):
            self.note(" in a checkpoint", {**logged, STORE: torn(before[STORE], self.files()[STORE], part, self.step)})


def torn(before: bytes, after: bytes, part: float, seed: int) -> bytes:
    """A store of which some pages are written already, one of them in half."""
    chance, made = random.Random(seed), bytearray(after)
    changed = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    chance.shuffle(changed)
    for number, at in enumerate(changed[int(len(changed) * part) :]):
        end = at + (PAGE // 2 if number == 0 else PAGE)
        made[at:end] = before[at:end]
    return bytes(made)


def pay(amount: str, account: str = "@cash") -> tuple[str, ...]:
    """A payment."""
    return ("pay", amount, "Coffee", account, "+food")


def made(room: Path) -> Pieces:
    """Two vaults, two lines of one of them, a change of keys, a rotation that is done and one that stops."""
    (room / "one").mkdir(parents=True)
    wallet = furnished(Wallet(room / "one"))
    many = room / "many"
    many.write_text("".join(f"1.{n:02} Shop{n} @bank +food -d 2026-0{n % 9 + 1}-11\n" for n in range(60)))
    one = Line(wallet, "A")
    one.note("")
    one.go_on(pay("1"), pay("2"))
    backups = [backup(wallet, room / "early.backup")]
    two = Line(copied(wallet, room / "two"), "B")
    one.go_on(("batch", str(many)))
    one.go_on(pay("4"), pay("3", "@bank"))
    two.go_on(pay("7"))
    two.go_on(("batch", str(many)), pay("8"))
    two.go_on(pay("9", "@bank"))
    one.found.append(killed(one))
    wallet.ok("passphrase", "--new-passphrase-file", str(wallet.passphrase_file))
    one.go_on(pay("5"))
    one.found += stopped_rotation(one)
    one.go_on(pay("6"), pay("1"))
    backups.append(backup(wallet, room / "late.backup"))
    wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    wallet.ok("accounts", "add", "cash", "--opening", "10", "-w", "other")
    other = Line(wallet, "other", "other")
    other.note("")
    other.go_on(pay("2"), pay("1"))
    moments = [*one.found, *two.found]
    number = location.vault_id(one.place)
    keys = {(number, each.epoch): each.key for each in moments}
    keys[location.vault_id(other.place), 1] = other.found[0].key
    return Pieces(moments, other.found, keys, backups, f"{number.hex()}.head")


def backup(wallet: Wallet, path: Path) -> Path:
    """A backup of now."""
    wallet.ok("backup", str(path))
    return path


def copied(wallet: Wallet, room: Path) -> Wallet:
    """The same wallet on another machine."""
    shutil.copytree(wallet.folder, room)
    return Wallet(room)


def killed(line: Line) -> Moment:
    """What is left when a process is really killed while others have paid."""
    key = access.derive(line.place, line.secret.encode()).database_key
    with holding(line.place.folder, line.place.state, key, "reading") as process:
        line.wallet.ok(*pay("1"))
        line.wallet.ok(*pay("2", "@bank"))
        process.kill()
    line.note(" killed")
    return line.found.pop()


def stopped_rotation(line: Line) -> Iterator[Moment]:
    """Before the copy has its name, and once it is done."""
    with mock.patch.object(pending, "put_in_place", side_effect=KeyboardInterrupt):
        assert line.wallet("keys", "rotate").status == 130
    line.note(" in a rotation, before its name")
    yield line.found.pop()
    line.wallet.ok("balance")
    asides.remove(line.place.folder, 1 << 62)  # the old key header, which stood in for the new one
    line.note(" after a rotation")
    yield line.found.pop()

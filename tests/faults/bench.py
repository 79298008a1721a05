"""A machine on which folders are laid and commands run, and what must never be seen there."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.cli.driver import PASSPHRASE, Result, Wallet
from tests.faults.moments import HEAD, KEYS, LOG, STORE, Pieces
from tests.faults.oracle import Oracle
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import access, location, unlock
from wallet_cli.store.vault import identity


class Laid(NamedTuple):
    """What is put into the folder: names and bytes; a ``Path`` is a link there. ``sound``: a killed process can have
    left the store with its log, and what else lies there must not keep it from opening.
    """

    files: dict[str, bytes | Path]
    key: bytes
    sound: bool
    about: str


class Fault(Exception):
    """Something that must not happen; ``kind`` groups the counts."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


class Run(NamedTuple):
    """One command: its name in the tables, and its words; ``wrong`` uses a passphrase or key that opens nothing."""

    name: str
    argv: tuple[str, ...]
    wrong: str = ""


class Bench:
    """A machine on which folders are laid and commands run."""

    def __init__(self, room: Path, pieces: Pieces) -> None:
        self.pieces, self.wallet = pieces, Wallet(room)
        self.folder = self.wallet.data / "main"
        self.folder.mkdir(parents=True)
        self.wallet.state.mkdir()
        self.oracle = Oracle(room / "oracle", sorted(set(pieces.keys.values())))
        self.wrong = room / "wrong"
        self.wrong.write_text("nobody's passphrase\n")
        self.wrong.chmod(0o600)
        (self.wallet.data / "elsewhere").write_bytes(b"somebody's")

    def put(self, what: Laid) -> None:
        """Let the folder consist of these files."""
        for folder in (self.folder, self.wallet.state):
            for each in folder.iterdir():
                each.unlink()
        for name, data in what.files.items():
            if isinstance(data, Path):
                (self.folder / name).symlink_to(Path("..") / data)
                continue
            path = self.wallet.state / self.pieces.head_name if name == HEAD else self.folder / name
            path.write_bytes(data)
            path.chmod(0o600)

    def run(self, command: Run, what: Laid, chance: random.Random) -> Result:
        """Run a command as a user with the right key does, or with a wrong one."""
        wallet = self.wallet
        wallet.key = None if command.wrong else what.key
        if command.wrong == "key":
            wallet.key = bytes(32) if chance.random() < 0.5 else self._of_another(chance)
        argv = tuple(
            word.format(folder=wallet.folder, backup=chance.choice(self.pieces.backups))
            if word.startswith("{")
            else word
            for word in command.argv
        )
        if command.wrong == "passphrase":
            argv += ("--passphrase-file", str(self.wrong))
        with (
            mock.patch.object(unlock, "kept_key", lambda *_args, **_named: what.key),
            mock.patch.object(unlock, "kept_keys_here", lambda *_args: [what.key]),
        ):
            return wallet(*argv)

    def _of_another(self, chance: random.Random) -> bytes:
        """Any key but those of this vault for another epoch: a kept key has its epoch with it, and isn't found then."""
        whose, key = chance.choice(sorted(self.pieces.keys.items()))
        here = told_by((self.folder / KEYS).read_bytes())
        return key if whose[0] != here[0] or whose == here else bytes(32)

    def rotated_key(self) -> bytes:
        """The store's key after a rotation."""
        place = location.Place(self.folder, self.wallet.state)
        key = access.derive(place, PASSPHRASE.encode()).database_key
        self.oracle.keys.append(key)
        return key


def told_by(data: object) -> tuple[bytes, int]:
    """Which vault and epoch a key header says it is for; a nonsense where it is none."""
    try:
        told = identity.identity_of(data if isinstance(data, bytes) else b"")
    except WalletError:
        return b"", 0
    return told.vault_id, told.epoch


def require_newest(bench: Bench, what: Laid, command: Run) -> None:
    """What is shown, or gone on from, holds what this machine saw last; nothing was seen of another vault, whose key
    header and draft may have been laid. Raises Fault.
    """
    if told_by((bench.folder / KEYS).read_bytes())[0].hex() not in bench.pieces.head_name:
        return
    data = what.files.get(HEAD, b"")
    assert isinstance(data, bytes)
    if not data:
        return
    number, mac, _generation = data.split(b"\n")[1].split(b" ")
    store, log = (bench.folder / STORE, bench.folder / LOG)
    now = bench.oracle.look(store.read_bytes(), log.read_bytes() if log.is_file() else b"")
    if now.chain[int(number) - 1 : int(number)] != (bytes.fromhex(mac.decode()),):
        raise Fault("older state", f"{command.name} goes by {len(now.chain)} operations, {int(number)} were seen")

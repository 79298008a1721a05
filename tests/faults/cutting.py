"""A disk that forgets: what is durable, what is pending, and what a power cut leaves of both.

Each file has durable bytes and pending writes; ``fsync`` of the file makes its writes durable. Each folder has durable
names and pending changes of names; ``fsync`` of the folder makes those durable. At a cut each pending write is lost,
torn into sectors of 512 bytes, or kept, each by itself, so that later ones may survive earlier ones.

For names there are three kinds of disk: ``kind`` (a change is durable when it returns), ``ordered`` (some first
changes survive, none after a lost one, as on a file system with a journal), ``any`` (each survives or not by itself).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.faults.recording import FOLDERS, Event

SECTOR = 512
MODES = ("kind", "ordered", "any")
LOSSES = (0.1, 0.4, 0.4, 0.9)
"""How likely a pending change is lost: one of these is drawn for each cut."""
TORN = 0.3

Write = tuple[int, bytes | None]
"""Bytes at an offset; None: the file is cut to this length."""


class Node(NamedTuple):
    """A file: what is on the disk, and the writes that may not be. A folder (``data`` None) keeps its names apart."""

    data: bytes | None
    pending: tuple[Write, ...] = ()


class Edit(NamedTuple):
    """One change of a name: ``node`` None takes it away."""

    folder: int
    name: str
    node: int | None


class Disk:
    """All files and folders under a root, as they seem and as they are."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.nodes: dict[int, Node] = {0: Node(None)}
        self.seen: dict[int, dict[str, int]] = {0: {}}  # the names as programs see them
        self.kept: dict[int, dict[str, int]] = {0: {}}  # the names that are durable
        self.changes: list[tuple[Edit, ...]] = []  # pending changes of names, in order
        self.inodes: dict[int, int] = {}
        self._load(root, 0)

    def copy(self) -> Disk:
        """The same disk, to go on with apart."""
        made = Disk.__new__(Disk)
        made.root, made.nodes, made.inodes = self.root, dict(self.nodes), dict(self.inodes)
        made.seen = {key: dict(names) for key, names in self.seen.items()}
        made.kept = {key: dict(names) for key, names in self.kept.items()}
        made.changes = list(self.changes)
        return made

    def _load(self, folder: Path, number: int) -> None:
        self.inodes[folder.lstat().st_ino] = number
        for path in sorted(folder.iterdir()):
            if (number == 0 and path.name not in FOLDERS) or path.name.endswith("-shm"):
                continue  # passphrases and other things that aren't wallet's; what lies in memory only
            made = self._new(path.lstat().st_ino, None if path.is_dir() else path.read_bytes())
            self.seen[number][path.name] = self.kept[number][path.name] = made
            if path.is_dir():
                self._load(path, made)

    def _new(self, inode: int, data: bytes | None) -> int:
        number = max(self.nodes) + 1
        self.nodes[number] = Node(data)
        if data is None:
            self.seen[number], self.kept[number] = {}, {}
        self.inodes[inode] = number
        return number

    def settle(self) -> None:
        """All that is pending reaches the disk, as it does some seconds later; what nobody can see goes."""
        for number, node in self.nodes.items():
            if node.data is not None:
                self.nodes[number] = Node(_applied(node.data, node.pending))
        self.kept, self.changes = {key: dict(names) for key, names in self.seen.items()}, []
        alive = {0} | {each for names in self.seen.values() for each in names.values()}
        for number in set(self.nodes) - alive:
            del self.nodes[number]
            self.seen.pop(number, None)
            self.kept.pop(number, None)

    def apply(self, event: Event) -> None:
        """What this operation does."""
        match event.kind:
            case "W":
                self._write(event.inode, (event.offset, event.data))
            case "T":
                self._write(event.inode, (event.offset, None))
            case "S":
                self._sync(self.inodes[event.inode])
            case "C" | "M":
                folder, name = self._place(event.path)
                self._rename((Edit(folder, name, self._new(event.inode, b"" if event.kind == "C" else None)),))
            case "U" | "D":
                self._rename((Edit(*self._place(event.path), None),))
            case "L":
                self._rename((Edit(*self._place(event.other), self._at(event.path)),))
            case "R":
                moved = Edit(*self._place(event.other), self._at(event.path))
                self._rename((moved, Edit(*self._place(event.path), None)))

    def _write(self, inode: int, write: Write) -> None:
        number = self.inodes[inode]
        node = self.nodes[number]
        self.nodes[number] = node._replace(pending=(*node.pending, write))

    def _sync(self, number: int) -> None:
        node = self.nodes[number]
        if node.data is not None:
            self.nodes[number] = Node(_applied(node.data, node.pending))
            return
        pending = self.changes
        self.changes = []
        for edits in pending:
            if any(each.folder == number for each in edits):
                _rename(self.kept, [edits])
            else:
                self.changes.append(edits)

    def _rename(self, edits: tuple[Edit, ...]) -> None:
        _rename(self.seen, [edits])
        self.changes.append(edits)

    def _place(self, path: str) -> tuple[int, str]:
        folder, _, name = path.rpartition("/")
        return self._at(folder), name

    def _at(self, path: str) -> int:
        number = 0
        for part in path.removeprefix(self.root).split("/"):
            number = self.seen[number][part] if part else number
        return number

    def cut(self, chance: random.Random, mode: str, loss: float) -> dict[str, bytes | None]:
        """What is found after a power cut: bytes by path under the root, None for a folder. ``loss``: how likely a
        pending change is lost.
        """
        names = {key: dict(each) for key, each in self.kept.items()}
        changes = self.changes
        if mode == "ordered":
            changes = changes[: chance.randint(0, len(changes))]
        elif mode == "any":
            changes = [edits for edits in changes if chance.random() >= loss]
        _rename(names, changes)
        found: dict[str, bytes | None] = {}
        for path, number in _walk(names, 0, ""):
            node = self.nodes[number]
            found[path] = None if node.data is None else _torn(node.data, node.pending, chance, loss)
        return found

    def live(self) -> dict[str, bytes | None]:
        """What programs see: what a machine without power cuts has."""
        found: dict[str, bytes | None] = {}
        for path, number in _walk(self.seen, 0, ""):
            node = self.nodes[number]
            found[path] = None if node.data is None else _applied(node.data, node.pending)
        return found


def _rename(names: dict[int, dict[str, int]], changes: Iterable[tuple[Edit, ...]]) -> None:
    for edits in changes:
        for folder, name, node in edits:
            if node is None:
                names[folder].pop(name, None)
            else:
                names[folder][name] = node


def _walk(names: dict[int, dict[str, int]], folder: int, path: str) -> Iterable[tuple[str, int]]:
    for name, number in names.get(folder, {}).items():
        yield path + name, number
        yield from _walk(names, number, path + name + "/")


def _applied(data: bytes, writes: Iterable[Write]) -> bytes:
    made = bytearray(data)
    for offset, piece in writes:
        _put(made, offset, piece)
    return bytes(made)


def _put(made: bytearray, offset: int, piece: bytes | None) -> None:
    if piece is None:
        del made[offset:]
        made.extend(bytes(offset - len(made)))
        return
    made.extend(bytes(max(0, offset - len(made))))
    made[offset : offset + len(piece)] = piece


def _torn(data: bytes, writes: Iterable[Write], chance: random.Random, loss: float) -> bytes:
    made = bytearray(data)
    for offset, piece in writes:
        if chance.random() < loss:
            continue
        if piece is None or len(piece) <= SECTOR or chance.random() >= TORN:
            _put(made, offset, piece)
            continue
        for at in range(0, len(piece), SECTOR):
            if chance.random() < 0.5:
                _put(made, offset + at, piece[at : at + SECTOR])
    return bytes(made)


def lay_out(found: dict[str, bytes | None], folder: Path) -> None:
    """Write what was found into a folder that isn't there yet; the index in memory died with the machine."""
    folder.mkdir(mode=0o700)
    for path, data in found.items():
        if data is None:
            (folder / path).mkdir(mode=0o700)
        elif not path.endswith("-shm"):
            (folder / path).write_bytes(data)
            (folder / path).chmod(0o600)

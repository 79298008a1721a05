"""What must hold of a machine's folders after any fault: the judge of power cuts and of killed commands.

``look`` tells what the wallets of a sound machine hold; ``judge`` compares a machine after a fault with what was there
before the command, and, where its answer was given, with what must be there after it. What it finds wrong is a
``Fault``.
"""

from __future__ import annotations

import io
import os
import re
import time
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.faults.recording import PASSPHRASES, TODAY
from tests.raw import journal
from wallet_cli.errors import Locked, WalletError
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, location, verify
from wallet_cli.services.vault.location import Place
from wallet_cli.store.check import copying
from wallet_cli.store.vault import backup_file, keys

Files = dict[str, bytes]


class Fault(Exception):
    """Something that must not happen: ``kind`` groups the counts."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


class Books(NamedTuple):
    """A wallet: the MACs of its operations, how many bodies of them were erased, the generation of its keys, the
    passphrases that open it.
    """

    chain: tuple[bytes, ...]
    erased: int
    generation: int
    opens: frozenset[str]


class Machine(NamedTuple):
    """All wallets by name, and the files that were handed out."""

    wallets: dict[str, Books]
    files: Files


def look(root: Path) -> Machine:
    """What a machine holds that no fault has met; whether its journal is older than its head isn't asked."""
    data = root / "data"
    names = sorted(each.name for each in data.iterdir() if not each.name.startswith(".")) if data.is_dir() else []
    wallets = {name: _books(root, name, alarmed=True) for name in names if (data / name / "wallet.keys").exists()}
    return Machine(wallets, handed_out(root))


def handed_out(root: Path) -> Files:
    """The files in the output folder; drafts, whose names begin with a dot, may be left and say so."""
    out = root / "out"
    return {each.name: each.read_bytes() for each in sorted(out.glob("[!.]*"))} if out.is_dir() else {}


class Case(NamedTuple):
    """``answered``: the command had said that it was done. ``alarmed``: an alarm stood before, which it was to settle.
    ``again``: it was run anew, so that its operations aren't those once recorded, and up to ``more`` were added.
    """

    answered: bool
    alarmed: bool = False
    again: bool = False
    more: int = 0


def judge(root: Path, before: Machine, after: Machine, case: Case) -> str:
    """What became of a command: "before", "after", "between", or "same" where both are. Raises Fault."""
    found = {_wallet(root, name, before, after, case) for name in {*before.wallets, *after.wallets}}
    now, old, new = handed_out(root), before.files, after.files
    if case.again:
        now, old, new = _alike(now), _alike(old), _alike(new)
    found.add(_handed_out(now, old, new, case.answered))
    found.discard("")
    return found.pop() if len(found) == 1 else "between" if found else "same"


def _wallet(root: Path, name: str, before: Machine, after: Machine, case: Case) -> str:
    old, new, answered, alarmed = before.wallets.get(name), after.wallets.get(name), case.answered, case.alarmed
    must = new if answered else old
    if not (root / "data" / name / "wallet.keys").exists():
        if must is not None and new is not None:
            raise Fault("wallet gone", name)
        return "before" if old is None else "after"
    if new is None:  # it was to be erased
        assert old is not None
        return _erased(root, name, old, answered)
    now = _books(root, name, alarmed=alarmed and not answered)
    if case.again:
        known = len(old.chain) if old else 0
        most = len(new.chain) + case.more
        if len(now.chain) <= most:
            now = now._replace(chain=now.chain[: max(known, min(len(now.chain), len(new.chain)))])
        now, new = _blurred(now, known), _blurred(new, known)
        must = new if answered else old
    if must is not None and (now.chain[: len(must.chain)] != must.chain or _less(now, must)):
        raise Fault("acknowledged lost", f"{name}: {len(now.chain)} of {len(must.chain)} operations")
    if old is not None and not answered and not now.opens & (old.opens | new.opens):
        raise Fault("locked out", name)
    if answered and now.opens != new.opens:
        raise Fault("locked out", f"{name}: opens with {sorted(now.opens)}, not {sorted(new.opens)}")
    if now.chain != new.chain[: len(now.chain)] and not (alarmed and now.chain == (old or new).chain):
        raise Fault("other operations", name)
    if old == new:
        return ""
    return "after" if now == new else "before" if now == old else "between"


def _less(now: Books, must: Books) -> bool:
    return now.erased < must.erased or now.generation < must.generation


def _blurred(books: Books, known: int) -> Books:
    """The same with operations behind the first ``known`` counted only."""
    return books._replace(chain=(*books.chain[:known], *(b"",) * (len(books.chain) - known)))


def _alike(files: Files) -> Files:
    """Files of which two runs make different ones, by what they have in common: backups, which are new each time."""
    found = {}
    for name, data in files.items():
        if name.endswith(".backup"):
            name = re.sub(r"-[0-9]{6}\.", "-time.", name)
            data = b"whole" if _is_whole(data) else data
        found[name] = data
    return found


@lru_cache(maxsize=64)
def _is_whole(backup: bytes) -> bool:
    with io.BytesIO(backup) as stream:
        try:
            head = backup_file.read(stream)
        except WalletError:
            return False
        label, _ = head.label, stream.seek(head.size_bytes)
        return copying.digest(stream) == (label.image_bytes, label.image_sha256)


def _erased(root: Path, name: str, old: Books, answered: bool) -> str:
    """A wallet that is being erased: whole, or without a way in for good."""
    try:
        now = _books(root, name, alarmed=False)
    except Fault:
        now = None
    if now is not None and answered:
        raise Fault("erased wallet opens", name)
    return "before" if now == old else "between"


def _handed_out(now: Files, old: Files, new: Files, answered: bool) -> str:
    must = new if answered else {name: data for name, data in old.items() if name in new}
    for name in {*now, *must}:
        if name not in now:
            raise Fault("file gone", name)
        if now[name] not in ([new[name]] if answered and name in new else [old.get(name), new.get(name)]):
            raise Fault("file torn", f"{name}: {len(now[name])} bytes")
    if old == new:
        return ""
    return "after" if now == new else "before" if now == old else "between"


def _books(root: Path, name: str, *, alarmed: bool) -> Books:
    """Open a wallet as commands do, first for reading, and check all of it. Raises Fault."""
    place = Place(root / "data" / name, root / "state")
    try:
        header = location.header_of(place)
        opened = {word: found for word in PASSPHRASES if (found := _unlocked(header, word)) is not None}
        if not opened:
            raise Fault("locked out", name)
        key = next(iter(opened.values()))
        access.open_store(
            place, key.database_key, read_only=True, proven=key.version, unchecked=alarmed, looks=alarmed
        ).close()
        store = access.open_store(place, key.database_key, proven=key.version, unchecked=alarmed, accepts=alarmed)
    except WalletError as error:
        raise Fault("does not open", f"{name}: {error}") from error
    try:
        report = verify.verify(
            Session(store, date.fromisoformat(TODAY).toordinal(), lambda: time.time_ns() // 1000, os.urandom)
        )
        problems = [each for each in report.problems if not (alarmed and each.check == "head")]
        if problems:
            raise Fault("verify finds problems", f"{name}: {problems[:3]}")
        chain = journal.chain(store.db)
        generation = int(store.meta("generation") or 0)
    finally:
        store.close()
    return Books(chain, report.erased, generation, frozenset(opened))


@lru_cache(maxsize=256)
def _unlocked(header: bytes, word: str) -> keys.Unlocked | None:
    try:
        return keys.open_header(header, PASSPHRASES[word].encode())
    except Locked:
        return None

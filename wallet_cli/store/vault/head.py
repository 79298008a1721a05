"""The outside head: how far the journal was when this machine last saw it, kept in the state folder and not in the
vault.

Nothing inside a store can tell that the whole store was put back to last month's copy; a head kept elsewhere can. A
vault that is ahead of its head is fine (a crash before the head was written, or another machine's work, as long as
the head lies in the chain). Only a shorter chain, or another operation at the head's place, is an alarm. A missing or
garbled head knows nothing and says nothing.

The file moves forward only, and only along the chain that holds what is remembered. It is replaced whole, and as a
rule isn't flushed to the disk: a power cut may leave an older head or none, never one that is ahead of the vault.
"""

from __future__ import annotations

import os
from contextlib import suppress

from wallet_cli.errors import Busy, Damaged, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.store.vault.files import StrPath

_FORMAT = b"wallet-head/1"
_LIMIT_BYTES = 512
_LARGEST = 2**63 - 1
_LOCK_TIMEOUT_MS = 2_000
_ERASED = "-."
"""How the name of a head goes on that a copy had which was erased. No wallet's name begins with a dot."""
_NAMED_BYTES = 8
"""How much of its MAC sets one such head apart from another."""


class Seen(NamedTuple):
    """How many operations the chain had, the MAC of the last one, and the generation of the key header."""

    operations: int
    mac: bytes
    generation: int


def head_path(state_folder: StrPath, vault_id: bytes) -> str:
    """Where the head of this vault is kept."""
    return f"{state_folder}/{vault_id.hex()}.head"


def every(state_folder: StrPath, vault_id: bytes) -> tuple[Seen, ...]:
    """What this machine has seen of this vault under any name: the head that its wallets share, and those that copies
    have of their own.
    """
    number = vault_id.hex()
    return _read_all(_named(state_folder, f"{number}.", f"{number}-"))


def of_erased(state_folder: StrPath, vault_id: bytes) -> tuple[str, ...]:
    """Where the heads are that copies which were erased had of their own."""
    return _named(state_folder, f"{vault_id.hex()}{_ERASED}")


def of_copies(state_folder: StrPath, vault_id: bytes) -> tuple[tuple[str, str], ...]:
    """Where the heads are that copies have of their own, each with the name of its copy."""
    begin = f"{vault_id.hex()}-"
    found = ((path, os.path.basename(path)[len(begin) : -len(".head")]) for path in _named(state_folder, begin))
    return tuple((path, name) for path, name in found if not name.startswith("."))


def shared(state_folder: StrPath, vault_id: bytes) -> Seen | None:
    """The furthest that was seen of this vault, other than what copies that weren't erased have of their own."""
    found = (head_path(state_folder, vault_id), *of_erased(state_folder, vault_id))
    return max(_read_all(found), default=None)


def lay_by(path: StrPath, state_folder: StrPath, vault_id: bytes) -> None:
    """Keep the own head of a copy that is erased, under a name that no wallet has: one that gets the copy's name isn't
    measured by it alone. What is garbled says nothing, and goes.
    """
    seen = read(path)
    if seen is not None:
        with suppress(FileNotFoundError):
            os.replace(path, f"{state_folder}/{vault_id.hex()}{_ERASED}{seen.mac[:_NAMED_BYTES].hex()}.head")
    forget(path)


def _named(state_folder: StrPath, *begins: str) -> tuple[str, ...]:
    try:
        names = sorted(os.listdir(state_folder))
    except OSError:
        return ()
    return tuple(f"{state_folder}/{name}" for name in names if name.startswith(begins) and name.endswith(".head"))


def _read_all(paths: tuple[str, ...]) -> tuple[Seen, ...]:
    return tuple(seen for seen in map(read, paths) if seen is not None)


def read(path: StrPath) -> Seen | None:
    """The head last seen, or None: there is none, or it is garbled, or it can't be read."""
    try:
        data = files.read_plain(path, _LIMIT_BYTES)
    except OSError:
        return None
    return _parsed(data)


def advance(path: StrPath, seen: Seen, mac_at: Callable[[int], bytes | None], *, durable: bool = False) -> bool:
    """Remember ``seen`` if it is further than what is remembered; safe among processes. ``durable``: on the disk when
    this returns. ``mac_at(n)`` is the MAC of the n-th operation of its chain, which must hold what is remembered:
    another line of the vault is never taken for the newest.

    Never raises for the machine's sake: False says that the head isn't kept (folder full, read-only or held; another
    line), which takes nothing from a commit that is already on the disk.
    """
    try:
        _make_room(path)
        with files.locked(_lock_path(path), timeout_ms=_LOCK_TIMEOUT_MS):
            old = read(path)
            if old is not None:
                if (seen.operations, seen.generation) <= (old.operations, old.generation):
                    return True
                if old.operations and mac_at(old.operations) != old.mac:
                    return False
                seen = seen._replace(generation=max(seen.generation, old.generation))
            files.write_atomically(path, _rendered(seen), durable=durable)
    except (OSError, Refused, Damaged, Busy):
        return False
    return True


def reset(path: StrPath, seen: Seen) -> None:
    """Remember ``seen`` whatever was remembered: the owner works on from an older vault on purpose."""
    _make_room(path)
    with files.locked(_lock_path(path)):
        files.write_atomically(path, _rendered(seen))


def require_room(path: StrPath) -> None:
    """Prove that ``reset`` will do: what is remembered is rewritten. Raises as that does."""
    _make_room(path)
    with files.locked(_lock_path(path)):
        files.write_atomically(path, _rendered(read(path) or Seen(0, b"", 0)))


def forget(path: StrPath) -> None:
    """Remove the head of a vault that is erased, its lock, and what killed processes left of it."""
    for each in (path, _lock_path(path), *files.drafts_of(path)):
        with suppress(FileNotFoundError):
            os.unlink(each)


def check(seen: Seen | None, count: int, mac_at: Callable[[int], bytes | None]) -> None:
    """Compare the vault's chain of ``count`` operations with the head; ``mac_at(n)`` is the MAC of its n-th, from 1.

    Raises Damaged("store-older", seen=, found=) for a shorter chain, Damaged("store-forked", seen=) for another
    operation there.
    """
    if seen is None or seen.operations == 0:
        return
    if count < seen.operations:
        raise Damaged("store-older", seen=seen.operations, found=count, copies=())
    if mac_at(seen.operations) != seen.mac:
        raise Damaged("store-forked", seen=seen.operations, copies=())


def check_generation(seen: Seen | None, generation: int) -> None:
    """Refuse a vault whose keys are older than those last seen, Damaged("keys-older", seen=, found=): a revoked key may
    be among them. Someone who put back a backup on purpose may accept it."""
    if seen is not None and generation < seen.generation:
        raise Damaged("keys-older", seen=seen.generation, found=generation)


def _make_room(path: StrPath) -> None:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        from pathlib import Path

        files.private_folder(Path(folder))


def _lock_path(path: StrPath) -> str:
    return os.path.splitext(path)[0] + ".lock"


def _rendered(seen: Seen) -> bytes:
    body = b"%s\n%d %s %d\n" % (_FORMAT, seen.operations, seen.mac.hex().encode(), seen.generation)
    return body + _checksum(body)


def _parsed(data: bytes) -> Seen | None:
    body, newline, checksum = data[:-1].rpartition(b"\n")
    if checksum + b"\n" != _checksum(body + newline):
        return None
    first, _, second = body.partition(b"\n")
    fields = second.split(b" ")
    if first != _FORMAT or len(fields) != 3:
        return None
    try:
        seen = Seen(int(fields[0]), bytes.fromhex(fields[1].decode("ascii")), int(fields[2]))
    except ValueError:
        return None
    if not (0 <= seen.operations <= _LARGEST and 0 <= seen.generation <= _LARGEST):
        return None
    return seen if _rendered(seen) == data else None  # one spelling only


def _checksum(body: bytes) -> bytes:
    """The line that ends the file: against torn writes, not against forgers (they could as well delete the file)."""
    import hashlib

    return b"sha256 %s\n" % hashlib.sha256(body).hexdigest().encode()

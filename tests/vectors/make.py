"""Makes the vectors of ``wallet.keys`` and of backups anew, the same bytes each time.

    python -m tests.vectors.make

What a sound file holds is made by wallet's own code; what is wrong with the others is done here, by somebody who holds
the keys and so can give every file a good checksum and, where it says so, a good MAC.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from tests import forging
from tests.vectors.vector import BACKUPS, HERE, KEYS, OPENS, WRONG_SECRET, Vector
from wallet_cli.store.vault import backup_file, keys, slots
from wallet_cli.store.vault.backup_file import Contents, Label
from wallet_cli.store.vault.key_types import PASSPHRASE, RECOVERY, SHARES, Secret
from wallet_cli.store.vault.slots import TEST_KDF

DAMAGED, NEWER = "header-damaged", "header-newer"
VAULT = bytes(range(16))
BY = Secret(PASSPHRASE, "correct horse 密码".encode())
Told = dict[str, Any]


class Stream:
    """Random bytes that are the same each time."""

    def __init__(self, seed: str) -> None:
        self._seed, self._count = seed.encode(), 0

    def __call__(self, size: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(b"%s %d" % (self._seed, self._count)).digest(size)


RANDOM = Stream("wallet's vectors")
SOUND, DATABASE_KEY = keys.create_header(BY.value, TEST_KDF, VAULT, RANDOM)
OPENED = keys.open_by(SOUND, BY)
BODY: Told = json.loads(SOUND.split(b"\n")[1])


def sealed(line: bytes, *, master: bytes = OPENED.master, first: bytes = b"wallet-keys/1") -> bytes:
    """The four lines around a second one, with the right checksum and MAC."""
    above = first + b"\n" + line + b"\n"
    above += b"sha256 " + hashlib.sha256(above).hexdigest().encode() + b"\n"
    return above + forging.mac_line(above, master)


def forged(change: Callable[[Told], object], **how: Any) -> bytes:
    """The sound header with another content."""
    told = deepcopy(BODY)
    change(told)
    return sealed(json.dumps(told, separators=(",", ":")).encode(), **how)


def line_of(change: Callable[[bytes], bytes]) -> bytes:
    """The sound header with another spelling of its second line."""
    return sealed(change(SOUND.split(b"\n")[1]))


def slot(number: int, secret: Secret, **more: Any) -> slots.Slot:
    """One more slot."""
    return slots.new_slot(secret, OPENED.master, TEST_KDF, VAULT, RANDOM, number=number, name=f"key {number}", **more)


def with_slots(*more: slots.Slot) -> bytes:
    """The sound header with more slots."""
    return keys.rewrite(SOUND, OPENED, lambda old: (*old, *more))


def sound_headers() -> Iterator[tuple[str, str, str, bytes, Secret]]:
    """What opens, and what doesn't open by this secret."""
    words, shares = Secret(RECOVERY, RANDOM(32)), Secret(SHARES, RANDOM(32))
    every = with_slots(slot(2, words), slot(3, shares), slot(4, Secret("keyfile", b"two", RANDOM(32))))
    yield "passphrase", OPENS, "one passphrase", SOUND, BY
    yield "every-type", OPENS, "a slot of each type, by the passphrase", every, BY
    yield "recovery", OPENS, "the same, by the recovery secret", every, words
    yield "shares", OPENS, "the same, by the secret of the shares", every, shares
    yield "wrong-passphrase", WRONG_SECRET, "another passphrase", SOUND, Secret(PASSPHRASE, b"correct horse")
    yield "empty-passphrase", WRONG_SECRET, "an empty passphrase", SOUND, Secret(PASSPHRASE, b"")
    yield "wrong-recovery", WRONG_SECRET, "another recovery secret", every, Secret(RECOVERY, bytes(32))
    yield "no-such-slot", WRONG_SECRET, "no slot is of this type", SOUND, words
    unknown = slots.Slot(2, "fido2", "stick", None, RANDOM(16), slot(2, words).sealed)
    yield "unknown-type-beside", OPENS, "a type of slot that isn't known stands in no way", with_slots(unknown), BY
    most = forged(lambda told: told["slots"].append(stranger("ff" * 1024)))
    yield "unknown-type-with-data", OPENS, "the same, with as much data of its own as one may have", most, BY


def stranger(data: str) -> Told:
    """A slot of a type that isn't known, with data of its own."""
    return {**BODY["slots"][0], "id": 2, "type": "fido2", "data": data}


def bound() -> Iterator[tuple[str, str, str, bytes]]:
    """Changed by somebody with every key but the slot's own: the slot doesn't open, or the header isn't believed."""
    yield (
        "other-vault",
        WRONG_SECRET,
        "the slot moved to another vault",
        forged(lambda told: told.update(vault="ff" * 16)),
    )
    yield "other-id", WRONG_SECRET, "the slot got another number", forged(lambda told: told["slots"][0].update(id=2))
    raised = forged(lambda told: told["slots"][0]["kdf"].update(t=3))
    yield "other-cost", WRONG_SECRET, "the slot says another cost than it was made with", raised
    yield "other-epoch", DAMAGED, "the database key belongs to another epoch", forged(lambda told: told.update(epoch=2))
    other = forged(lambda told: told.update(generation=9), master=bytes(32))
    yield "foreign-mac", DAMAGED, "a good checksum, and the MAC of another master key", other
    renamed = forged(lambda told: told["slots"][0].update(name="x"), master=bytes(32))
    yield "renamed-without-key", DAMAGED, "a name that was changed without the master key", renamed
    yield "mac-cut", DAMAGED, "the last digit of the MAC is missing", SOUND[:-2] + b"\n"


def costs() -> Iterator[tuple[str, str, str, bytes]]:
    """Costs out of bounds, never tried."""
    hostile: dict[str, Told] = {
        "one-pass": {"t": 1}, "many-passes": {"t": 65}, "endless-passes": {"t": 2**70}, "negative-passes": {"t": -3},
        "little-memory": {"m_kib": 19 * 1024 - 1}, "much-memory": {"m_kib": 1024 * 1024 + 1},
        "all-memory": {"m_kib": 2**32}, "negative-memory": {"m_kib": -19456}, "no-lanes": {"p": 0},
        "many-lanes": {"p": 17}, "much-work": {"t": 64, "m_kib": 1024 * 1024}, "float": {"t": 2.0},
        "string": {"t": "2"}, "true": {"t": True}, "null": {"m_kib": None}, "list": {"p": [1]},
    }  # fmt: skip
    for name, cost in hostile.items():
        data = forged(lambda told, cost=cost: told["slots"][0]["kdf"].update(cost))
        yield f"cost-{name}", DAMAGED, f"Argon2id with {json.dumps(cost)}", data
    dear = {"t": 8, "m_kib": 1024 * 1024}

    def many(told: Told) -> None:
        one = told["slots"][0]
        told["slots"] = [{**one, "id": each, "kdf": {**one["kdf"], **dear}} for each in range(1, 33)]

    yield "cost-of-all-slots", DAMAGED, "32 slots that each cost the most that one may", forged(many)


def shapes() -> Iterator[tuple[str, str, str, bytes]]:
    """Another content than a header has, and another spelling of the same content."""
    one = BODY["slots"][0]
    changed: dict[str, tuple[str, Callable[[Told], object]]] = {
        "no-slots": ("no slot at all", lambda told: told.update(slots=[])),
        "33-slots": ("a slot too many", lambda told: told.update(slots=[{**one, "id": n} for n in range(1, 34)])),
        "same-id": ("two slots of one number", lambda told: told.update(slots=[one, one])),
        "id-zero": ("a slot 0", lambda told: told["slots"][0].update(id=0)),
        "id-large": ("a slot 10000", lambda told: told["slots"][0].update(id=10_000)),
        "name-empty": ("a slot without a name", lambda told: told["slots"][0].update(name="")),
        "name-control": ("a name that writes on the terminal", lambda told: told["slots"][0].update(name="\x1b[2J")),
        "name-long": ("a name of 65 characters", lambda told: told["slots"][0].update(name="x" * 65)),
        "salt-short": ("a salt of 15 bytes", lambda told: told["slots"][0]["kdf"].update(salt="00" * 15)),
        "nonce-long": ("a nonce of 13 bytes", lambda told: told["slots"][0].update(nonce="00" * 13)),
        "wrapped-short": ("a wrapped key of 47 bytes", lambda told: told["slots"][0].update(wrapped="00" * 47)),
        "hex-not": ("a salt that isn't hex", lambda told: told["slots"][0]["kdf"].update(salt="zz" * 16)),
        "vault-short": ("a vault's id of one byte", lambda told: told.update(vault="00")),
        "generation-zero": ("generation 0", lambda told: told.update(generation=0)),
        "generation-large": ("generation 2^53", lambda told: told.update(generation=2**53)),
        "epoch-negative": ("epoch -1", lambda told: told.update(epoch=-1)),
        "extra-field": ("a field that nobody knows", lambda told: told.update(extra=1)),
        "no-database": ("no database key", lambda told: told.pop("database")),
        "quick-passphrase": ("a passphrase behind HKDF", lambda told: told["slots"][0].update(
            kdf={"name": "hkdf-sha256", "salt": one["kdf"]["salt"]})),
        "data-of-a-passphrase": ("data in a slot whose type has none", lambda told: told["slots"][0].update(data="00")),
        "data-empty": ("data without a byte", lambda told: told["slots"].append(stranger(""))),
        "data-long": ("a byte of data too many", lambda told: told["slots"].append(stranger("ff" * 1025))),
        "data-upper": ("data in capitals", lambda told: told["slots"].append(stranger("FF"))),
    }  # fmt: skip
    for name, (comment, change) in changed.items():
        yield name, DAMAGED, comment, forged(change)
    yield (
        "unknown-types-only",
        NEWER,
        "no type of slot is known",
        forged(lambda told: told["slots"][0].update(type="x")),
    )
    scrypt = forged(lambda told: told["slots"][0]["kdf"].update(name="scrypt"))
    yield "unknown-kdf", NEWER, "another derivation", scrypt
    yield "blank", DAMAGED, "a blank in the JSON", line_of(lambda line: line.replace(b'":', b'": ', 1))
    twice = line_of(lambda line: line.replace(b'"epoch":1', b'"epoch":1,"epoch":1'))
    yield "field-twice", DAMAGED, "a field that comes twice", twice
    reordered = json.dumps(dict(reversed(BODY.items())), separators=(",", ":")).encode()
    yield "reordered", DAMAGED, "the fields in another order", sealed(reordered)
    huge = line_of(lambda line: line.replace(b'"generation":1', b'"generation":' + b"1" * 5000))
    yield "huge-number", DAMAGED, "a number of 5000 digits", huge
    yield "deep", DAMAGED, "60000 brackets", sealed(b"[" * 60_000)
    for name, line in (("array", b"[]"), ("json-null", b"null"), ("line-empty", b""), ("utf-16", b"\xff\xfe{\0}\0")):
        yield name, DAMAGED, f"the second line is {name}", sealed(line)


def lines() -> Iterator[tuple[str, str, str, bytes]]:
    """Other lines around the content."""
    rest = SOUND.split(b"\n", 1)[1]
    yield "empty", DAMAGED, "an empty file", b""
    yield "version-2", NEWER, "the next version", sealed(SOUND.split(b"\n")[1], first=b"wallet-keys/2")
    yield "version-alone", NEWER, "a later version, and nothing else", b"wallet-keys/17\n"
    for name, first in (
        ("version-0", b"/0"),
        ("version-01", b"/01"),
        ("version-large", b"/99999"),
        ("version-x", b"/x"),
    ):
        yield name, DAMAGED, f"the first line is wallet-keys{first.decode()}", b"wallet-keys" + first + b"\n" + rest
    yield "crlf", DAMAGED, "lines that end as on Windows", SOUND.replace(b"\n", b"\r\n")
    yield "bom", DAMAGED, "a byte order mark", b"\xef\xbb\xbf" + SOUND
    yield "nul", DAMAGED, "a NUL at the end", SOUND + b"\0"
    yield "no-last-newline", DAMAGED, "the last line isn't ended", SOUND[:-1]
    yield "line-more", DAMAGED, "a fifth line", SOUND + b"\n"
    yield "twice", DAMAGED, "the whole header twice", SOUND * 2
    yield "checksum", DAMAGED, "another checksum", SOUND.replace(b"sha256 ", b"sha256 0", 1)
    yield (
        "upper-case",
        DAMAGED,
        "a checksum in capitals",
        b"\n".join(
            line.upper().replace(b"SHA256", b"sha256") if line.startswith(b"sha256") else line
            for line in SOUND.split(b"\n")
        ),
    )
    yield "64-kib-and-1", DAMAGED, "a byte more than a header may have", SOUND + bytes(64 * 1024 + 1 - len(SOUND))


IMAGE = Stream("an image")(512)
CONTENTS = Contents(5, bytes(32), bytes(32), 2, 4, 6, 1)
SEALS = "backup-seal-broken"
HEAD = "backup-head-damaged"


def backup(*, head: bytes = SOUND, key: bytes = DATABASE_KEY, vault: bytes = VAULT, image: bytes = IMAGE) -> bytes:
    """A backup around these bytes in place of an image."""
    label = Label(vault, 1_795_300_000_000_000, len(image), hashlib.sha256(image).digest())
    return backup_file.render(label, head, CONTENTS, bytes(range(32)), key, Stream("a nonce")(12)) + image


def relined(change: Callable[[list[bytes]], object]) -> bytes:
    """A backup with other lines, and the right checksum over them."""
    parts = backup().split(b"\n", 8)
    change(parts)
    above = b"".join(line + b"\n" for line in parts[:7])
    return above + b"sha256 " + hashlib.sha256(above).hexdigest().encode() + b"\n" + parts[8]


def backups() -> Iterator[tuple[str, str, str, bytes, Secret]]:
    """Backups: what is in them isn't judged, only that it is what was written."""
    good = backup()
    other = Secret(PASSPHRASE, b"another")

    costly = forged(lambda told: told["slots"][0]["kdf"].update(t=2**70))

    def label(old: bytes, new: bytes) -> bytes:
        return relined(lambda parts: parts.__setitem__(1, parts[1].replace(old, new)))

    def line(number: int, change: Callable[[bytes], bytes]) -> bytes:
        return relined(lambda parts: parts.__setitem__(number, change(parts[number])))

    made: dict[str, tuple[str, str, bytes]] = {
        "sound": (OPENS, "head, seal and digest fit", good),
        "empty-image": (OPENS, "an image without a byte", backup(image=b"")),
        "nothing": ("not-a-backup", "an empty file", b""),
        "keys": ("not-a-backup", "a key header", SOUND),
        "crlf": ("not-a-backup", "lines that end as on Windows", good.replace(b"backup/1\n", b"backup/1\r\n")),
        "bom": ("not-a-backup", "a byte order mark", b"\xef\xbb\xbf" + good),
        "version-0": ("not-a-backup", "version 0", good.replace(b"backup/1", b"backup/0", 1)),
        "version-2": ("backup-newer", "the next version", good.replace(b"backup/1", b"backup/2", 1)),
        "checksum": (HEAD, "another checksum", good.replace(b"sha256 ", b"sha256 0")),
        "cut-in-head": (HEAD, "ends within its head", good[:700]),
        "no-image": ("backup-length", "ends after its head", good[: -len(IMAGE)]),
        "cut": ("backup-length", "a byte is missing", good[:-1]),
        "longer": ("backup-length", "a byte too many", good + b"\0"),
        "image": ("backup-image-damaged", "a bit of the image", good[:-9] + bytes([good[-9] ^ 1]) + good[-8:]),
        "label-time": (SEALS, "another time, and a good checksum", label(b"1795", b"1796")),
        "other-key": (SEALS, "sealed under another database key", backup(key=bytes(32))),
        "label-blank": (HEAD, "a blank in the label", label(b'":', b'": ')),
        "label-huge": (HEAD, "2^70 bytes of image", label(b'bytes":512', b'bytes":%d' % 2**70)),
        "label-negative": (HEAD, "-1 bytes of image", label(b'bytes":512', b'bytes":-1')),
        "label-deep": (HEAD, "60000 brackets", line(1, lambda _: b"[" * 60_000)),
        "other-vault": (HEAD, "label and keys of two vaults", backup(vault=bytes(16))),
        "hostile-keys": (HEAD, "a cost out of bounds", backup(head=costly)),
        "newer-keys": ("backup-newer", "a key header of a later version", line(2, lambda _: b"wallet-keys/2")),
        "seal-word": (HEAD, "another word before the seal", line(6, lambda old: b"x" + old)),
        "seal-fields": (HEAD, "a field too many in the seal", line(6, lambda old: old + b" 00")),
        "seal-nonce": (HEAD, "a nonce of 11 bytes", line(6, lambda old: old[:7] + old[9:])),
    }  # fmt: skip
    yield "wrong-passphrase", WRONG_SECRET, "another passphrase", good, other
    for name, (expect, comment, data) in made.items():
        yield name, expect, comment, data, BY


@cache
def vectors() -> tuple[Vector, ...]:
    """All of them."""
    made = [Vector(KEYS, name, expect, by, comment, data) for name, expect, comment, data, by in sound_headers()]
    for group in (bound, costs, shapes, lines):
        made += [Vector(KEYS, name, expect, BY, comment, data) for name, expect, comment, data in group()]
    made += [Vector(BACKUPS, name, expect, by, comment, data) for name, expect, comment, data, by in backups()]
    return tuple(made)


def main() -> None:
    """Write them; those that are made no more go."""
    made = {each.path: each.written() for each in vectors()}
    for kind in (KEYS, BACKUPS):
        (HERE / kind).mkdir(exist_ok=True)
        for old in (HERE / kind).glob("*.txt"):
            if old not in made:
                old.unlink()
    for path, data in made.items():
        path.write_bytes(data)


if __name__ == "__main__":
    main()

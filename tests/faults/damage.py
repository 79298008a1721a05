"""Damage of every kind in every place of a wallet's files.

    python -m tests.faults.damage            a flip in each region of each page, a cut at each byte, every pair swapped
    python -m tests.faults.damage header     one kind alone

prints what each command said, and how often. The tests run the same cases, fewer of them. It takes some minutes.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from tests.cli.conftest import furnished
from tests.cli.driver import Wallet
from tests.faults import pages
from tests.faults.holding import unfolded
from tests.faults.patient import BALANCE, HISTORY, KEY_LIST, KEYS, LOG, STORE, UNLOCK, VERIFY, Case, Patient, Tally

_BY_SECRET = (UNLOCK, KEY_LIST, BALANCE, VERIFY)
_SHORT = (BALANCE, VERIFY)
_EVERY = (
    BALANCE, HISTORY, ("history", "-l", "1000"), ("show", "cash"), ("show", "t210"), ("show", "food"), ("accounts",),
    ("categories",), ("payees",), ("report",), ("budget",), ("statement", "2026-11", "@cash"), ("log",), ("config",),
    ("export", "--format", "jsonl"), ("export", "--format", "hledger"),
)  # fmt: skip
FRAME_BYTES = 24 + pages.SIZE
LOG_HEAD_BYTES = 32


def made(folder: Path) -> Patient:
    """A wallet whose store has pages of every kind, and no log."""
    wallet = furnished(Wallet(folder))
    gone = [f"{number}.50 Shop{number} @cash +food -d 2026-10-{number % 28 + 1:02}" for number in range(1, 200)]
    lines = [f"{number}.50 Kiosk{number} @bank +food -m 'note {number}' --tag t{number}" for number in range(1, 60)]
    for name, text in (("gone", gone), ("lines", lines)):
        (folder / name).write_text("\n".join(text) + "\n")
        wallet.ok("batch", str(folder / name))
        if name == "gone":
            wallet.ok("undo", "o6", "--yes")
    wallet.ok("refund", "5", "--of", "t210")
    return Patient(wallet)


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    """The same bytes but for one bit."""
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def header(patient: Patient, thorough: bool) -> Iterator[Case]:
    """A bit of each field of ``wallet.keys``; of each byte, each bit when ``thorough``."""
    data = patient.files[KEYS]
    spots = [(at, bit) for at in range(len(data)) for bit in range(8)]
    if not thorough:
        fields = [found.start() for found in re.finditer(rb"[a-z0-9:,{}\"\n\[\]/-]+?(?=[\",:\n/])|\n", data)]
        spots = [(at, at % 7) for at in fields]
    for at, bit in spots:
        files = patient.files | {KEYS: flipped(data, at, bit)}
        yield Case("wallet.keys, a bit", f"byte {at}, bit {bit}", files, _BY_SECRET)


def header_cut(patient: Patient, thorough: bool) -> Iterator[Case]:
    """``wallet.keys`` that ends early, at each byte."""
    data = patient.files[KEYS]
    for size in range(0, len(data), 1 if thorough else 29):
        yield Case("wallet.keys, cut", f"after {size}", patient.files | {KEYS: data[:size]}, _BY_SECRET)


def store(patient: Patient, thorough: bool) -> Iterator[Case]:
    """A bit in salt, body, IV and seal of one page of each kind; of every page, in three places, when ``thorough``."""
    data, seen = patient.files[STORE], set[str]()
    for number, kind in sorted(pages.kinds(patient.folder / STORE, patient.key).items()):
        if kind in seen and not thorough:
            continue
        seen.add(kind)
        for region in pages.regions(number):
            places = {region.start, (region.start + region.end) // 2, region.end - 1}
            for at in sorted(places) if thorough else [max(places)]:
                where = f"{kind}: {region.name} of page {number}, byte {at}"
                files = patient.files | {STORE: flipped(data, at, at % 8)}
                yield Case(f"wallet.db, {region.name}", where, files, (BALANCE, HISTORY, VERIFY))


def reading(patient: Patient, thorough: bool) -> Iterator[Case]:
    """Every command that reads, on a store with a bit flipped in one page of each kind; in all if ``thorough``."""
    for case in store(patient, thorough):
        if case.kind.endswith("body"):
            yield case._replace(kind="wallet.db, body, every command", commands=_EVERY, noticed=False)


def store_cut(patient: Patient, thorough: bool) -> Iterator[Case]:
    """A store that ends early: at each page, and within it when ``thorough``."""
    data = patient.files[STORE]
    step = pages.SIZE // 4 if thorough else 2 * pages.SIZE
    for size in range(0, len(data), step):
        yield Case("wallet.db, cut", f"after {size}", patient.files | {STORE: data[:size]}, _SHORT)


def swap(patient: Patient, thorough: bool) -> Iterator[Case]:
    """Two pages that changed places."""
    data = patient.files[STORE]
    numbers = range(1, len(data) // pages.SIZE + 1)
    for one, other in combinations(numbers, 2) if thorough else pairwise(numbers):
        changed = bytearray(data)
        here, there = (slice((each - 1) * pages.SIZE, each * pages.SIZE) for each in (one, other))
        changed[here], changed[there] = data[there], data[here]
        yield Case(
            "wallet.db, two pages swapped", f"{one} and {other}", patient.files | {STORE: bytes(changed)}, _SHORT
        )


def with_log(patient: Patient) -> dict[str, bytes]:
    """The files after two more payments that are in the log alone, as a power cut leaves them."""
    patient.put(patient.files)
    held = patient.wallet.key
    patient.wallet.key = patient.key
    from wallet_cli.services.vault.access import open_store

    reader = open_store(patient.place, patient.key)  # as long as it is open, nobody removes the log
    try:
        with unfolded():
            for amount in ("31", "32"):
                patient.wallet.ok("pay", amount, "Log", "@cash", "+food")
        return patient.taken()
    finally:
        reader.close()
        patient.wallet.key = held


def log(patient: Patient, thorough: bool) -> Iterator[Case]:
    """A log that ends early at each frame, or with a bit flipped in each; what is lost so is told by the head."""
    files = with_log(patient)
    patient.put(files)
    patient.files = files
    patient.truth.clear()
    data = files[LOG]
    frames = range(LOG_HEAD_BYTES, len(data), FRAME_BYTES)
    for size in (0, LOG_HEAD_BYTES - 1, *frames):
        yield Case("wallet.db-wal, cut", f"after {size}", files | {LOG: data[:size]}, _SHORT)
    for start in frames if thorough else frames[::3]:
        for at in (start + 3, start + 20, start + 24 + 100, start + FRAME_BYTES - 1):
            yield Case("wallet.db-wal, a bit", f"byte {at}", files | {LOG: flipped(data, at)}, _SHORT)


def head(patient: Patient, thorough: bool) -> Iterator[Case]:
    """The head outside: missing, cut at each byte, with a bit flipped. It knows nothing then, and stands in no way."""
    data = patient.files["head"]
    without = {name: each for name, each in patient.files.items() if name != "head"}
    yield Case("head, missing", "", without, noticed=False)
    for size in range(0, len(data), 1 if thorough else 23):
        yield Case("head, cut", f"after {size}", without | {"head": data[:size]}, _SHORT, noticed=False)
    for at in range(0, len(data), 1 if thorough else 23):
        yield Case("head, a bit", f"byte {at}", without | {"head": flipped(data, at, at % 8)}, _SHORT, noticed=False)


KINDS: dict[str, Callable[[Patient, bool], Iterator[Case]]] = {
    "header": header, "header-cut": header_cut, "store": store, "reading": reading, "store-cut": store_cut,
    "swap": swap, "log": log, "head": head,
}  # fmt: skip
BY_SECRET = ("header", "header-cut")


def tally(patient: Patient, kind: str, *, thorough: bool) -> Tally:
    """Try all cases of one kind; raises AssertionError for the first that is answered wrongly."""
    files, told = patient.files, Tally()
    patient.wallet.key = None if kind in BY_SECRET else patient.key
    try:
        patient.put(files)
        for case in KINDS[kind](patient, thorough):
            told.add(case, patient.answers(case))
    finally:
        patient.files = files
        patient.truth.clear()
    return told


def main(kinds: list[str]) -> None:
    """Try everything, and tell what was said."""
    with tempfile.TemporaryDirectory() as folder:
        patient = made(Path(folder))
        for kind in kinds or KINDS:
            began = time.process_time()
            lines = tally(patient, kind, thorough=True).lines()
            sys.stdout.write("".join(line + "\n" for line in lines))
            sys.stdout.write(f"    {time.process_time() - began:.0f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Replays: parts of the files put back to how they were before two payments and an edit.

    python -m tests.faults.replay

prints what was said. The pages that changed are sorted by what they hold; every combination of these groups is put
back, every single page, and every pair of pages. Whole files are put back alone and together, with and without the
head outside. A combination that puts back everything in the store is an older copy: the head tells it, where it is
left. That the head is put back as well leaves nothing inside this machine that could tell.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tests.faults import damage, pages
from tests.faults.patient import BALANCE, HISTORY, LOG, STORE, VERIFY, Case, Files, Tally

_LISTS = (HISTORY, ("report",), ("show", "t230"))
_SAID = (BALANCE, ("balance", "-d", "2026-11-15"), ("statement", "2026-11", "@cash"), ("budget",), *_LISTS, VERIFY)
GROUPS = {
    "postings": ("posting", "posting_register", "posting_bank_id"),
    "roll-ups": ("rollup",),
    "journal": ("op", "sqlite_autoindex_op_1", "op_key", "body", "journal_key"),
    "transactions": ("txn", "txn_uid", "txn_date", "txn_payee", "tag", "tag_txn", "link", "link_target"),
    "page 1 and the rest": (),
}
_REST = "page 1 and the rest"


class Past:
    """A patient with a past: ``before``, and the pages that are another since."""

    def __init__(self, folder: Path) -> None:
        self.patient = patient = damage.made(folder)
        wallet = patient.wallet
        wallet.key = patient.key
        self.before = patient.files
        wallet.ok("pay", "50", "Coffee", "@cash", "+food")
        wallet.ok("pay", "7", "Coffee", "@bank", "+food")
        wallet.ok("edit", "t230", "9.75")
        patient.files = patient.taken()
        kinds = pages.kinds(patient.folder / STORE, patient.key)
        old, new = (pages.Pages(files[STORE], patient.key) for files in (self.before, patient.files))
        self.changed = {
            number: group_of(kind)
            for number, kind in kinds.items()
            if number <= old.count and _meaning(old, number) != _meaning(new, number)
        }

    def with_pages(self, numbers: set[int] | list[int] | tuple[int, ...]) -> Files:
        """The files as they are, but for these pages of the store."""
        data = bytearray(self.patient.files[STORE])
        for number in numbers:
            data[(number - 1) * pages.SIZE : number * pages.SIZE] = _page(self.before[STORE], number)
        return self.patient.files | {STORE: bytes(data)}


def _meaning(of: pages.Pages, number: int) -> bytes:
    """What is in a page; in page 1 not the counters of SQLite, by which it knows that others wrote."""
    plain = of.plain(number)
    return plain[:24] + plain[28:92] + plain[100:] if number == 1 else plain


def _page(data: bytes, number: int) -> bytes:
    return data[(number - 1) * pages.SIZE : number * pages.SIZE]


def group_of(kind: str) -> str:
    """In which group of pages one of this kind is."""
    return next((group for group, names in GROUPS.items() if kind.rstrip("*") in names), _REST)


def groups(past: Past) -> Iterator[Case]:
    """Every combination of groups."""
    for count in range(1, len(GROUPS) + 1):
        for chosen in combinations(GROUPS, count):
            numbers = [number for number, group in past.changed.items() if group in chosen]
            yield Case(
                "pages put back by what they hold", ", ".join(chosen), past.with_pages(numbers), _SAID, unvouched=_LISTS
            )


def single(past: Past) -> Iterator[Case]:
    """Every single page."""
    for number, group in past.changed.items():
        yield Case("one page put back", f"{number} ({group})", past.with_pages([number]), _SAID, unvouched=_LISTS)


def pairs(past: Past) -> Iterator[Case]:
    """Every pair of pages."""
    for chosen in combinations(past.changed, 2):
        yield Case("two pages put back", f"{chosen}", past.with_pages(chosen), _SAID, unvouched=_LISTS)


def without_head(past: Past) -> Iterator[Case]:
    """Every combination of groups but all of them, where no head outside tells anything.

    The journal's last record vouches for the balances, with a salt that lies with the rest: put back together with
    both, the roll-ups are vouched for as they were.
    """
    for case in groups(past):
        chosen = case.where.split(", ")
        if len(chosen) < len(GROUPS):
            files = {name: data for name, data in case.files.items() if name != "head"}
            unvouched = _SAID if {"roll-ups", "journal", _REST} <= set(chosen) else _LISTS
            yield case._replace(kind="the same without a head", files=files, unvouched=unvouched)


KINDS = {"groups": groups, "single": single, "pairs": pairs, "without-head": without_head}


def logs(past: Past) -> Iterator[Case]:
    """The log of an earlier time beside the store of a later one."""
    patient = past.patient
    later = patient.files
    patient.files, past.before = past.before, later
    old = damage.with_log(patient)[LOG]
    patient.files, past.before = later, patient.files
    for size in range(damage.LOG_HEAD_BYTES + damage.FRAME_BYTES, len(old) + 1, damage.FRAME_BYTES):
        files = later | {LOG: old[:size]}
        yield Case("an earlier log put beside", f"{size} bytes of it", files, _SAID, noticed=False, unvouched=_LISTS)


def tally(past: Past, cases: Iterator[Case]) -> Tally:
    """Try cases; raises AssertionError for the first that is answered wrongly."""
    told = Tally()
    for case in cases:
        told.add(case, past.patient.answers(case))
    return told


def main() -> None:
    """Try everything, and tell what was said."""
    with tempfile.TemporaryDirectory() as folder:
        past = Past(Path(folder))
        for cases in (*KINDS.values(), logs):
            began = time.process_time()
            sys.stdout.write("".join(line + "\n" for line in tally(past, cases(past)).lines()))
            sys.stdout.write(f"    {time.process_time() - began:.0f} s\n")


if __name__ == "__main__":
    main()

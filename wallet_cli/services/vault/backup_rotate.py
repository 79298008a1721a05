"""Old backups that go: those that the same pattern of names made, that the vault remembers, and that no rule keeps."""

from __future__ import annotations

import re
from pathlib import Path

from wallet_cli.domain import retention
from wallet_cli.domain.moment import Offset, day_of
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault.backup_check import Label, opened
from wallet_cli.store.check import remembered
from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.retention import Rule

SHAPES = {"date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "time": r"[0-9]{6}"}
"""What is in a name where the pattern has {date} or {time}."""


def require_pattern(name: str) -> None:
    """Refuse a pattern that makes one name for ever, or many folders: UsageProblem("keep-needs-pattern")."""
    path = Path(name)
    if "{" in str(path.parent) or not any(f"{{{each}}}" in path.name for each in SHAPES):
        raise UsageProblem("keep-needs-pattern", name=name, pattern=_pattern_like(name))


def _pattern_like(name: str) -> str:
    """A pattern that goes with what was given: a file's name, or a folder's."""
    path = Path(name)
    if "{" in str(path.parent):
        return "NAME-{date}.backup"
    if name.endswith("/") or path.is_dir():
        return str(path / "{date}.backup")
    stem = path.stem.replace("{", "").replace("}", "")
    return str(path.with_name(f"{stem}-{{date}}{path.suffix}"))


class New(NamedTuple):
    """The backup that was just made and checked: where it is, its label, the digest of its head, and the backups that
    the vault remembers, by the digests of their heads, with the times when they were made.
    """

    path: Path
    label: Label
    digest: bytes
    known: remembered.Memory


class OldRemoved(NamedTuple):
    """The files that are gone, oldest first; and how many backups of this vault were left alone, with names that the
    pattern makes, because the vault doesn't remember them.
    """

    gone: tuple[Path, ...]
    strange: int


def rotate(name: str, made: New, rules: Sequence[Rule], offset: Offset) -> OldRemoved:
    """Remove what no rule keeps. ``made`` is new and stays; it counts as long as its own head is in its place.

    Only what the vault remembers counts or goes: anyone can write a label. The remembered head covers the label, the
    keys and the seal; files of one head are one backup. A backup counts for the day on which the clocks at ``offset``
    was when it was made; one that is later than ``made`` is kept and doesn't count: a clock that was wrong takes no
    other's place.
    """
    backups, strange = _backups(name, made)
    found = sorted(backups.values())
    days = [day_of(each.made_us, offset) for each in found]
    stay = retention.kept(days, rules)
    gone = [path for index, each in enumerate(found) if index not in stay for path in each.paths]
    gone = [path for path in gone if path.name != made.path.name]
    for path in gone:
        path.unlink()
    if gone:
        files.sync(Path(name).parent)
    return OldRemoved(tuple(gone), strange)


class _Backup(NamedTuple):
    """One backup that the vault remembers, and the files that are it."""

    made_us: int
    paths: list[Path]


def _backups(name: str, made: New) -> tuple[dict[bytes, _Backup], int]:
    """The backups whose names the pattern makes, by the digests of their heads; and how many the vault doesn't know."""
    pattern = Path(name)
    parts = re.split(r"\{(date|time)\}", pattern.name)
    wanted = re.compile("".join(SHAPES[part] if at % 2 else re.escape(part) for at, part in enumerate(parts)))
    found: dict[bytes, _Backup] = {}
    strange = 0
    for path in sorted(pattern.parent.iterdir()):
        if not wanted.fullmatch(path.name) or path.is_symlink() or not path.is_file():
            continue
        try:
            with opened(path) as (_stream, head):
                label, digest = head.label, remembered.short(head.digest)
        except WalletError:
            continue  # no backup, or a damaged one: not ours to remove
        if label.vault_id != made.label.vault_id:
            continue
        if digest != remembered.short(made.digest) and made.known.get(digest) != label.made_us:
            strange += 1
        elif label.made_us <= made.label.made_us:
            found.setdefault(digest, _Backup(label.made_us, [])).paths.append(path)
    return found, strange

"""Old backups that go: those that the same pattern of names made, of the same vault, and that no rule keeps."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wallet_cli.domain import retention
from wallet_cli.domain.moment import Offset, day_of
from wallet_cli.domain.retention import Rule
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.services.backup_checking import Label, fits, key_name, opened
from wallet_cli.store import files

SHAPES = {"date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "time": r"[0-9]{6}"}
"""What stands in a name where the pattern has {date} or {time}."""


def require_pattern(name: str) -> None:
    """Refuse a pattern that makes one name for ever, or many folders: UsageProblem("keep-needs-pattern")."""
    path = Path(name)
    if "{" in str(path.parent) or not any(f"{{{each}}}" in path.name for each in SHAPES):
        raise UsageProblem("keep-needs-pattern", name=name)


class New(NamedTuple):
    """The backup that was just made and checked: where it is, when it was made, and the database key that opens it."""

    path: Path
    label: Label
    database_key: bytes


def rotate(name: str, made: New, rules: Sequence[Rule], offset: Offset) -> list[Path]:
    """Remove what no rule keeps; the files that are gone, oldest first. ``made`` is new and stays.

    A backup counts for the day on which the clocks at ``offset`` stood when it was made. One whose label is later than
    that of ``made`` is kept and doesn't count: a label that lies, or a clock that was wrong, takes no other's place.
    """
    found = sorted(_backups(name, made).items(), key=lambda each: (each[1], each[0]))
    days = [day_of(made_us, offset) for _path, made_us in found]
    stay = retention.kept(days, rules)
    gone = [path for index, (path, _us) in enumerate(found) if index not in stay and path.name != made.path.name]
    for path in gone:
        path.unlink()
    if gone:
        files.sync(Path(name).parent)
    return gone


def _backups(name: str, made: New) -> Mapping[Path, int]:
    """The backups of this vault whose names the pattern makes, with the time that is written in them.

    Anybody can write a label. Where the key is at hand, the seal tells whether it is true.
    """
    pattern = Path(name)
    parts = re.split(r"\{(date|time)\}", pattern.name)
    wanted = re.compile("".join(SHAPES[part] if at % 2 else re.escape(part) for at, part in enumerate(parts)))
    found: dict[Path, int] = {}
    with opened(made.path) as (_stream, head):
        ours = key_name(head)
    for path in pattern.parent.iterdir():
        if not wanted.fullmatch(path.name) or path.is_symlink() or not path.is_file():
            continue
        try:
            with opened(path) as (_stream, head):
                if head.label.vault_id != made.label.vault_id or not 0 <= head.label.made_us <= made.label.made_us:
                    continue
                if key_name(head) != ours or fits(head, made.database_key):
                    found[path] = head.label.made_us
        except WalletError:
            continue  # no backup, or a damaged one: not ours to remove
    return found

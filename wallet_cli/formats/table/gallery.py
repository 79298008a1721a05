"""Profiles of banks and services that are known beforehand, by the keys of their headers (``gallery_rows``)."""

from __future__ import annotations

from functools import cache

from wallet_cli.domain.files.profile import TableProfile, column_names, header_key
from wallet_cli.formats.table.gallery_rows import ROWS
from wallet_cli.formats.table.roles import role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.formats.table.gallery_rows import GalleryRow

_BAR = "|"


@cache
def _by_key() -> dict[str, TableProfile]:
    return {each.header: each for each in map(profile_of, ROWS)}


def profile_of(row: GalleryRow) -> TableProfile:
    """What a row of the gallery says, as a profile."""
    columns = row.header.split(_BAR)
    roles: tuple[tuple[str, str], ...] = ()
    if row.roles:
        said = dict(row.roles)
        roles = tuple((name, said.get(name, role_of(name))) for name in column_names(columns))
    answers = dict(answer.split("=", 1) for answer in row.answers.split())
    return TableProfile(header_key(columns), roles, name=row.name, **answers)


def find(key: str) -> TableProfile | None:
    """The profile for the header with this key, None where no bank here has it."""
    return _by_key().get(key)

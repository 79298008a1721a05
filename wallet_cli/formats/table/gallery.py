"""Profiles of banks and services that are known beforehand, by the keys of their headers."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.profile import TableProfile


@cache
def _by_key() -> dict[str, TableProfile]:
    return {}


def find(key: str) -> TableProfile | None:
    """The profile for the header with this key, None where no bank here has it."""
    return _by_key().get(key)

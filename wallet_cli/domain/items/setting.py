"""Settings that live in the vault, each under its name. How a value is typed is known to anyone who reads it."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.items.base import WrittenItem


class Configured(NamedTuple):
    """A setting and its value as it is typed."""

    name: str
    value: str


def event(written: WrittenItem) -> Configured:
    """The setting and its value as it is typed, "" where it isn't set any more."""
    return Configured(written.name, "" if written.is_gone else written.books.typed(written.name, written.body))

"""A small entity as the module of its kind gets it: what an operation wrote, and what the books say of its names."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from wallet_cli.domain.currency import Currency

    class Known(Protocol):
        """What the books say now of what is kept by uid and code."""

        def path(self, uid: str) -> str:
            """The path of the account with this uid (hex); the uid where there is none."""

        def currency(self, code: str) -> Currency:
            """A currency with the scale under which the vault keeps it."""

    class Books(Known, Protocol):
        """The same, and how settings are typed."""

        def typed(self, setting: str, value: Any) -> str:
            """The value of a setting as it is typed."""


class WrittenItem(NamedTuple):
    """A small entity that an operation wrote: its ``name`` in its kind, and its ``body``, JSON values.

    ``is_gone``: the operation took it away, and this is what it was.
    """

    name: str
    body: Any
    is_gone: bool
    books: Books

    @property
    def key(self) -> list[str]:
        """The parts of its name."""
        return self.name.split(":")

"""What every use case needs: the open store, the clock, a source of ids, and how people here write numbers."""

from __future__ import annotations

from wallet_cli.domain.amounts import SCRIPT_STYLE, Style
from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.operation import SETTING
from wallet_cli.errors import Damaged, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import items
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.vault.connect import translated

TYPE_CHECKING = False
if TYPE_CHECKING:  # what only records need isn't loaded by commands that read
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import Any, Protocol

    from wallet_cli.store.store import Store

    class Joint(Protocol):
        """The operation that the lines of a batch share (``record.batch``)."""

        def add(self, session: Session, build: Callable[[], Any]) -> Any:
            """Record one line in it: a ``record.receipt.Entry`` goes in, a ``Receipt`` comes out."""
            ...


CURRENCY, DECIMAL, GROUP, LANGUAGE, FEES = "currency", "decimal", "group", "language", "fee-category"
"""The settings that every vault has from the start, as they are kept (``things.settings`` has what is typed)."""

_STATE = ""
"""Among the settings that were read: how many rows this connection had written by then, and whether in a transaction
that still may be taken back.
"""


class Session(NamedTuple):
    """One command at work on an open vault.

    ``today`` ordinal day; ``now_us`` microseconds since 1970 UTC; ``infers`` whether what was left out may be taken
    from the payee's last transaction; ``people`` whether a person types, in the vault's number style; ``joint`` the
    operation of a batch that records join (``record.batch``); ``proven`` whether a key's secret was given to this
    command; ``new_people`` and ``new_categories`` the names of those that are made where a record names them;
    ``settings`` those that were read since something was last written, None to read them each time; ``meant`` the names
    that were taken for what was typed, None where nothing but exact names counts.
    """

    store: Store
    today: int
    now_us: Callable[[], int]
    random: Callable[[int], bytes]
    command: str = ""
    terminal: str = ""
    infers: bool = False
    people: bool = False
    dry_run: bool = False
    key: str = ""
    request: bytes = b""
    joint: Joint | None = None
    proven: bool = False
    new_people: tuple[str, ...] = ()
    new_categories: tuple[str, ...] = ()
    settings: dict[str, Any] | None = None
    meant: dict[str, str] | None = None

    @property
    def db(self) -> Any:
        """The store's connection."""
        return self.store.db

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one state of the books, no matter who writes meanwhile."""
        return self.store.snapshot()

    def new_uid(self) -> bytes:
        """A fresh 128-bit uid: 48 bits of milliseconds, 80 random bits."""
        return (self.now_us() // 1000 & 0xFFFFFFFFFFFF).to_bytes(6, "big") + self.random(10)

    def origin(self, *, undoes: bytes = b"") -> Origin:
        """What the journal notes about where an operation comes from."""
        return Origin(self.command, self.now_us(), self.terminal, self.key, self.request, undoes)


def setting(session: Session, name: str, default: Any = None) -> Any:
    """A setting that lives in the vault (``CURRENCY``, ``DECIMAL``, …)."""
    known: dict[str, Any] = {} if session.settings is None else session.settings
    state = session.db.total_changes, session.db.in_transaction
    if known.get(_STATE) != state:
        known.clear()
        known[_STATE] = state
    if name not in known:
        kept = items.find(session.db, SETTING, name)
        known[name] = (_value(kept.body),) if kept else ()
    return known[name][0] if known[name] else default


def readable_setting(session: Session, name: str) -> Any:
    """The same; None where damage keeps it from being read: what reads the books next says so, or mends them."""
    try:
        with translated():
            return setting(session, name)
    except (WalletError, ValueError):
        return None


def _value(text: str) -> Any:
    """What a JSON text says; a plain string, as most settings are, without loading the library for it."""
    if text[:1] == '"' and "\\" not in text:
        return text[1:-1]
    import json

    return json.loads(text)


def style(session: Session) -> Style:
    """The vault's number style."""
    return Style(setting(session, DECIMAL, "."), setting(session, GROUP, ","))


def typing_style(session: Session) -> Style:
    """The style typed numbers are read in: the vault's for people, ``.`` and no grouping for scripts."""
    return style(session) if session.people else SCRIPT_STYLE


def home_currency(session: Session) -> str:
    """The ISO code of the vault's main currency, which every vault has from the start.

    Raises Damaged("home-currency-missing").
    """
    code = setting(session, CURRENCY)
    if code is None:
        raise Damaged("home-currency-missing")
    return str(code)


def money_of(session: Session, code: str) -> Currency:
    """A currency with the scale under which this vault keeps it (ISO 4217's before its first use)."""
    scale = accounts.scale_of(session.db, code)
    return currency(code) if scale is None else Currency(code, scale)


def has_items(session: Session, kind: str) -> bool:
    """Whether the vault holds any small entity of this kind: what a daily command asks before it loads more."""
    return items.has_any(session.db, kind)

"""Settings that live in the vault: read, and changed by an operation that can be undone like any other.

This is what ``config`` types and shows. Who needs a value asks ``session.setting``. What one is in the journal is
in ``domain/items/setting``; ``things/starting`` makes those of a new vault.

Names are never translated. ``numbers`` is one setting to people, an example of how they write numbers, and two to the
books.
"""

from __future__ import annotations

from wallet_cli.domain import duration
from wallet_cli.domain.account import bare
from wallet_cli.domain.calendar import MONTH, read_calendar
from wallet_cli.domain.currency import currency
from wallet_cli.domain.text import clean, names_near
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names, periods
from wallet_cli.services.record import limits
from wallet_cli.services.session import CURRENCY, DECIMAL, FEES, GROUP, LANGUAGE, Session, money_of, setting, style
from wallet_cli.services.things.starting import EXPENSES, setting_item
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.items.base import Known

STYLES = {
    "1,234.50": (".", ","),
    "1.234,50": (",", "."),
    "1 234,50": (",", " "),
    "1'234.50": (".", "'"),
    "1234.50": (".", ""),
    "1234,50": (",", ""),
}
"""How numbers can be written: an example of each style, with its decimal mark and its grouping."""

PLAIN_STYLE = "1,234.50"
_COMMA = (PLAIN_STYLE, "1.234,50")
_BLANK = ("1 234,50", "1.234,50", PLAIN_STYLE)
STYLES_BY_CURRENCY = {
    **dict.fromkeys(("EUR", "ARS", "BRL", "CLP", "COP", "DKK", "IDR", "RON", "TRY", "VND"), _COMMA),
    **dict.fromkeys(("BGN", "CZK", "HUF", "NOK", "PLN", "RUB", "SEK", "UAH"), _BLANK),
    "CHF": ("1'234.50", PLAIN_STYLE, "1.234,50"),
}
"""The styles of countries where a currency is used, the usual one first; elsewhere it is ``PLAIN_STYLE`` alone."""

OWNER = "owner"
"""The setting that holds the name of the wallet's owner, as banks know it."""
OWNER_CHARACTERS = 70
UNLOCK_FOR, UNLOCK_IDLE, UNLOCK_AGAIN = "unlock-for", "unlock-idle", "unlock-again"
ON, OFF = "on", "off"
SIMPLE, PLAIN = "simple", "plain"
"""How things are shown: ``cli/app`` looks at these."""
USUAL_UNLOCK_SECONDS = 15 * 60


def _as_it_is(_books: Known, kept: Any) -> str:
    return str(kept)


class SettingRow(NamedTuple):
    """One setting.

    ``meaning`` is English and is translated where it is shown. ``write`` makes of a typed text what is kept, by the
    names under which it is kept: the setting's own, or several parts, which ``read`` puts together again. ``shown`` is
    what is kept as it is typed, for the log too; ``usual`` what counts where nothing is kept.
    """

    name: str
    meaning: str
    write: Callable[[Session, str], dict[str, object]]
    shown: Callable[[Known, Any], str] = _as_it_is
    usual: object = ""
    read: Callable[[Session], str] | None = None


class Setting(NamedTuple):
    """A setting: its name, and its value as it is typed ("" where it isn't set)."""

    name: str
    value: str


class SettingChange(NamedTuple):
    """What a change did: ``op`` is "" where the setting was so already."""

    op: str
    name: str
    before: str
    after: str
    dry_run: bool = False


def style_of(example: str) -> tuple[str, str]:
    """The decimal mark and the grouping of an example; raises UsageProblem("unknown-number-style")."""
    found = STYLES.get(example.strip()) or _by_decimals(example.strip())
    if found is None:
        raise UsageProblem("unknown-number-style", style=example, styles=tuple(STYLES))
    return found


def styles_for(code: str) -> tuple[str, ...]:
    """How numbers are written where this currency is used: examples, the usual one first."""
    return STYLES_BY_CURRENCY.get(code, (PLAIN_STYLE,))


def _by_decimals(example: str) -> tuple[str, str] | None:
    """The usual style of a number without grouping, such as ``12,50``."""
    whole, mark, decimals = (example[:-3], example[-3:-2], example[-2:])
    if mark in (".", ",") and mark and whole.isdecimal() and len(whole) < 4 and decimals.isdecimal():
        return STYLES[PLAIN_STYLE if mark == "." else "1.234,50"]
    return None


def listing(session: Session) -> list[Setting]:
    """All settings, in a fixed order."""
    return [Setting(row.name, _read(session, row)) for row in ROWS.values()]


def get(session: Session, name: str) -> Setting:
    """One setting; raises NotFound("no-such-setting")."""
    return Setting(name, _read(session, _known(name)))


def shown(books: Known, name: str, kept: Any) -> str:
    """What is kept under this name as it is typed; as it is where that is only a part of a setting, or unknown here."""
    row = ROWS.get(name)
    return row.shown(books, kept) if row else str(kept)


def change(session: Session, name: str, value: str) -> SettingChange:
    """Set one setting. Raises what its kind of value raises, NotFound("no-such-setting") for an unknown name."""
    row = _known(name)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        before = _read(session, row)
        parts = row.write(session, value)
        for part, kept in parts.items():
            if setting(session, part) != kept:
                work.put_item(setting_item(part, kept))
        after = _read(session, row)
        op = work.ref
    return SettingChange(op, name, before, after, session.dry_run)


def _known(name: str) -> SettingRow:
    if name not in ROWS:
        raise NotFound("no-such-setting", name=name, known=NAMES, near=names_near(name, NAMES))
    return ROWS[name]


class _Now(NamedTuple):
    """What a value is shown by where no log has read the books already."""

    session: Session

    def path(self, uid: str) -> str:
        node = accounts.by_uid(self.session.db, bytes.fromhex(uid))
        return node.path if node else ""

    def currency(self, code: str) -> Currency:
        return money_of(self.session, code)


def _read(session: Session, row: SettingRow) -> str:
    return row.read(session) if row.read else row.shown(_Now(session), setting(session, row.name, row.usual))


def _currency(_session: Session, value: str) -> dict[str, object]:
    return {CURRENCY: currency(value.strip()).code}


def _numbers(session: Session) -> str:
    now = style(session)
    return next((example for example, style in STYLES.items() if style == now), "")


def _set_numbers(_session: Session, value: str) -> dict[str, object]:
    decimal, group = style_of(value)
    return {DECIMAL: decimal, GROUP: group}


def _set_language(_session: Session, value: str) -> dict[str, object]:
    if value not in EXPENSES:
        raise UsageProblem("unknown-language", language=value, languages=tuple(EXPENSES))
    return {LANGUAGE: value}


def _set_fees(session: Session, value: str) -> dict[str, object]:
    try:
        return {FEES: names.category(session, bare(value)).uid.hex()}
    except NotFound as error:
        if error.slug != "account-not-category":
            raise
        raise NotFound("no-such-category", name=bare(value), new="", near=()) from None  # no account is meant here


def _set_owner(_session: Session, value: str) -> dict[str, object]:
    return {OWNER: clean(value, limit=OWNER_CHARACTERS)}


def unlock_limits(session: Session) -> tuple[int, int]:
    """For how many seconds ``unlock`` opens where nothing else is said: at the most, and without use (0: no limit)."""
    most = setting(session, UNLOCK_FOR, USUAL_UNLOCK_SECONDS)
    return int(most), int(setting(session, UNLOCK_IDLE, 0))


def _duration(_books: Known, kept: Any) -> str:
    return duration.shown(int(kept))


def _set_unlock_for(_session: Session, value: str) -> dict[str, object]:
    return {UNLOCK_FOR: duration.seconds_of(value)}


def _set_unlock_idle(_session: Session, value: str) -> dict[str, object]:
    return {UNLOCK_IDLE: duration.seconds_or_off(value)}


def unlocks_again(session: Session) -> bool:
    """Whether a passphrase that is typed for a command unlocks the wallet for the usual time."""
    return bool(setting(session, UNLOCK_AGAIN, ON) == ON)


def _switch(name: str) -> Callable[[Session, str], dict[str, object]]:
    """What sets a setting that is on or off."""

    def write(_session: Session, value: str) -> dict[str, object]:
        on = duration.switch(value)
        if on is None:
            raise UsageProblem("not-on-off", text=value)
        return {name: ON if on else OFF}

    return write


def _set_period(session: Session, value: str) -> dict[str, object]:
    added = value.strip().removeprefix("+") if value.strip().startswith("+") else ""
    return {periods.PERIOD: read_calendar(f"{periods.own(session).text} {added}" if added else value).text}


_ROWS = (
    SettingRow(CURRENCY, "the main currency, for accounts that don't name one", _currency),
    SettingRow("numbers", "how numbers are typed and shown, by example", _set_numbers, read=_numbers),
    SettingRow(LANGUAGE, "the language of the categories made at the start", _set_language),
    SettingRow(FEES, "the category for fees", _set_fees, lambda books, kept: books.path(str(kept))),
    SettingRow(OWNER, "your name, as creditor in payment codes", _set_owner),
    SettingRow(
        UNLOCK_FOR, "how long `wallet unlock` keeps it open, at most", _set_unlock_for, _duration, USUAL_UNLOCK_SECONDS
    ),
    SettingRow(
        UNLOCK_IDLE,
        "after how long without use it is locked again; off: use doesn't matter",
        _set_unlock_idle,
        _duration,
        0,
    ),
    SettingRow(
        UNLOCK_AGAIN,
        "on: a passphrase that a command asks for unlocks the wallet for that time; off: it opens it once",
        _switch(UNLOCK_AGAIN),
        usual=ON,
    ),
    SettingRow(
        limits.ABOVE,
        "ask for a passphrase before payments above these amounts, and before exports",
        limits.write,
        lambda books, kept: limits.shown(books, str(kept)),
    ),
    SettingRow(
        periods.PERIOD,
        "the periods it goes by: month, month from 25, week, pay-days DATE …",
        _set_period,
        usual=MONTH.text,
    ),
    SettingRow(SIMPLE, "on: short answers, and help with what is needed every day", _switch(SIMPLE), usual=OFF),
    SettingRow(
        PLAIN,
        "on: all in words, one fact a line, as with --plain: for screen readers",
        _switch(PLAIN),
        usual=OFF,
    ),
)
ROWS: dict[str, SettingRow] = {row.name: row for row in _ROWS}
"""By name, in the order in which people see them."""

NAMES = tuple(ROWS)
"""The names of all settings."""

"""Settings that live in the vault: read, and changed by an operation that can be undone like any other.

Names are never translated. ``numbers`` is one setting to people, an example of how they write numbers, and two to the
books.
"""

from __future__ import annotations

from wallet_cli.domain import duration
from wallet_cli.domain.account import bare
from wallet_cli.domain.calendar import read_calendar
from wallet_cli.domain.currency import currency
from wallet_cli.domain.text import clean, names_near
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.record import NamedTuple
from wallet_cli.services import names, periods
from wallet_cli.services.record import limits
from wallet_cli.services.session import Session, setting
from wallet_cli.services.things.starting import EXPENSES, setting_item
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STYLES = {
    "1,234.50": (".", ","),
    "1.234,50": (",", "."),
    "1 234,50": (",", " "),
    "1'234.50": (".", "'"),
    "1234.50": (".", ""),
    "1234,50": (",", ""),
}
"""How numbers can be written: an example of each style, with its decimal mark and its grouping."""

OWNER = "owner"
"""The setting that holds the name of the wallet's owner, as banks know it."""
OWNER_CHARACTERS = 70
UNLOCK_FOR, UNLOCK_IDLE = "unlock-for", "unlock-idle"
USUAL_UNLOCK_SECONDS = 15 * 60


class Setting(NamedTuple):
    """A setting: its name, and its value as it is typed ("" where it isn't set)."""

    name: str
    value: str


class Changed(NamedTuple):
    """What a change did: ``op`` is "" where the setting was so already."""

    op: str
    name: str
    before: str
    after: str
    dry_run: bool = False


def style_of(example: str) -> tuple[str, str]:
    """The decimal mark and the grouping of an example; raises UsageProblem("unknown-number-style")."""
    found = STYLES.get(example.strip())
    if found is None:
        raise UsageProblem("unknown-number-style", style=example, styles=tuple(STYLES))
    return found


def listing(session: Session) -> list[Setting]:
    """All settings, in a fixed order."""
    return [Setting(name, read(session)) for name, (read, _write) in _KNOWN.items()]


def get(session: Session, name: str) -> Setting:
    """One setting; raises NotFound("no-such-setting")."""
    return Setting(name, _known(name)[0](session))


def change(session: Session, name: str, value: str) -> Changed:
    """Set one setting. Raises what its kind of value raises, NotFound("no-such-setting") for an unknown name."""
    read, write = _known(name)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        before = read(session)
        parts = write(session, value)
        for part, kept in parts.items():
            if setting(session, part) != kept:
                work.put_item(setting_item(part, kept))
        after = read(session)
        op = work.ref
    return Changed(op, name, before, after, session.dry_run)


def _known(name: str) -> tuple[Callable[[Session], str], Callable[[Session, str], dict[str, object]]]:
    if name not in _KNOWN:
        raise NotFound("no-such-setting", name=name, known=tuple(_KNOWN), near=names_near(name, _KNOWN))
    return _KNOWN[name]


def _currency(_session: Session, value: str) -> dict[str, object]:
    return {"currency": currency(value.strip()).code}


def _numbers(session: Session) -> str:
    now = setting(session, "decimal", "."), setting(session, "group", ",")
    return next((example for example, style in STYLES.items() if style == now), "")


def _set_numbers(_session: Session, value: str) -> dict[str, object]:
    decimal, group = style_of(value)
    return {"decimal": decimal, "group": group}


def _set_language(_session: Session, value: str) -> dict[str, object]:
    if value not in EXPENSES:
        raise UsageProblem("unknown-language", language=value, languages=tuple(EXPENSES))
    return {"language": value}


def _fees(session: Session) -> str:
    node = accounts.by_uid(session.db, bytes.fromhex(str(setting(session, "fee-category", ""))))
    return node.path if node else ""


def _set_fees(session: Session, value: str) -> dict[str, object]:
    return {"fee-category": names.category(session, bare(value)).uid.hex()}


def _set_owner(_session: Session, value: str) -> dict[str, object]:
    return {OWNER: clean(value, limit=OWNER_CHARACTERS)}


def unlock_limits(session: Session) -> tuple[int, int]:
    """For how many seconds ``unlock`` opens where nothing else is said: at the most, and without use (0: no limit)."""
    most = setting(session, UNLOCK_FOR, USUAL_UNLOCK_SECONDS)
    return int(most), int(setting(session, UNLOCK_IDLE, 0))


def _unlock_for(session: Session) -> str:
    return duration.shown(unlock_limits(session)[0])


def _unlock_idle(session: Session) -> str:
    return duration.shown(unlock_limits(session)[1])


def _set_unlock_for(_session: Session, value: str) -> dict[str, object]:
    return {UNLOCK_FOR: duration.seconds_of(value)}


def _set_unlock_idle(_session: Session, value: str) -> dict[str, object]:
    return {UNLOCK_IDLE: duration.seconds_or_off(value)}


def _period(session: Session) -> str:
    return periods.own(session).text


def _set_period(session: Session, value: str) -> dict[str, object]:
    added = value.strip().removeprefix("+") if value.strip().startswith("+") else ""
    return {periods.PERIOD: read_calendar(f"{_period(session)} {added}" if added else value).text}


def _plain(name: str) -> Callable[[Session], str]:
    return lambda session: str(setting(session, name, ""))


_KNOWN: dict[str, tuple[Callable[[Session], str], Callable[[Session, str], dict[str, object]]]] = {
    "currency": (_plain("currency"), _currency),
    "numbers": (_numbers, _set_numbers),
    "language": (_plain("language"), _set_language),
    "fee-category": (_fees, _set_fees),
    "owner": (_plain(OWNER), _set_owner),
    UNLOCK_FOR: (_unlock_for, _set_unlock_for),
    UNLOCK_IDLE: (_unlock_idle, _set_unlock_idle),
    limits.ABOVE: (limits.read, limits.write),
    periods.PERIOD: (_period, _set_period),
}

NAMES = tuple(_KNOWN)
"""The names of all settings."""

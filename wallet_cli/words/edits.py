"""What an edit changed, old and new beside each other: ``amount €12.50 → €13.50``."""

from __future__ import annotations

from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _, spells_out
from wallet_cli.words import amount, days
from wallet_cli.words.names import nothing, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wallet_cli.domain.account import Account
    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.look.version import Version

STATES = (N_("pending"), N_("booked"), N_("reconciled"), N_("void"))


def changes(before: Version, after: Version, numbers: Style, today: int) -> list[str]:
    """Each thing that differs, in the order in which a receipt says it."""
    return _said(_pairs(before, after, numbers, today))


def _said(pairs: Iterable[tuple[str, str, str]]) -> list[str]:
    form = _("{thing} changed from {old} to {new}") if spells_out() else _("{thing} {old} → {new}")
    return [
        visible(form.format(thing=thing, old=old or nothing(), new=new or nothing()))
        for thing, old, new in pairs
        if old != new
    ]


def of_account(before: Account, after: Account) -> list[str]:
    """What an edit changed of an account's numbers and currencies: ``number 123 → 456``."""
    pairs = (
        (_("number"), before.number, after.number),
        (_("called in files"), _(", ").join(before.also), _(", ").join(after.also)),
        (_("currencies"), " ".join(before.currencies), " ".join(after.currencies)),
    )
    return _said(pairs)


def _pairs(before: Version, after: Version, numbers: Style, today: int) -> Iterator[tuple[str, str, str]]:
    yield _("amount"), _amounts(before, numbers), _amounts(after, numbers)
    if before.day != after.day:
        yield _("day"), days.with_weekday(before.day, today), days.with_weekday(after.day, today)
    yield _("payee"), before.payee, after.payee
    one, other = before.moved, after.moved
    is_transfer = bool(one.sources and one.targets) or bool(other.sources and other.targets)
    yield _("out of") if is_transfer else _("account"), _(", ").join(one.sources), _(", ").join(other.sources)
    yield _("into") if is_transfer else _("account"), _(", ").join(one.targets), _(", ").join(other.targets)
    # proportions that were kept aren't a change of their own
    shared = one.amounts == other.amounts and max(len(before.shares), len(after.shares)) > 1
    yield _("category"), _purposes(before, numbers, shared), _purposes(after, numbers, shared)
    yield _("memo"), _quoted(before.memo), _quoted(after.memo)
    yield _("tags"), _tags(before), _tags(after)
    yield _("state"), _(before.state), _(after.state)


def _amounts(version: Version, numbers: Style) -> str:
    return " + ".join(amount.people(abs(minor), unit, numbers) for minor, unit in version.moved.amounts)


def _purposes(version: Version, numbers: Style, shared: bool) -> str:
    if not shared:
        return _(", ").join(spoken(path) for path in version.moved.categories)
    return _(", ").join(f"{path} {amount.people(abs(minor), unit, numbers)}" for path, minor, unit in version.shares)


def _quoted(memo: str) -> str:
    return _('"{text}"').format(text=memo) if memo else ""


def _tags(version: Version) -> str:
    return " ".join(f"#{tag}" for tag in version.tags)

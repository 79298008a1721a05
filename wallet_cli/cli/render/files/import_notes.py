"""What is said beside the result of an import: the bank's balance and ours, and how to be recognised next time."""

from __future__ import annotations

from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.words import amount
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.cli.render.output import Output
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.files.imported import Closing, Filed


def show(out: Output, statements: Iterable[Filed], numbers: Style) -> None:
    """The notes of all statements, each account's once."""
    for each in _to_note(statements):
        _notes(out, each, numbers)


def _to_note(statements: Iterable[Filed]) -> list[Filed]:
    """Of each account's statements the one with the latest balance in each currency; a number and a kind once."""
    found: dict[tuple[bytes, str], Filed] = {}
    said_of: set[bytes] = set()
    for each in statements:
        uid, closing = each.account.uid, each.closing
        key = (uid, closing.currency.code if closing else "")
        had = found.get(key)
        if uid in said_of:
            each = each._replace(number=had.number if had else "", kind=had.kind if had else "")
        said_of |= {uid} if each.number or each.kind else set()
        if had is None or had.closing is None or closing is None or had.closing.on <= closing.on:
            found[key] = each
    return list(found.values())


def _notes(out: Output, each: Filed, numbers: Style) -> None:
    if each.closing is not None:
        out.note(_closing(each, each.closing, numbers))
    fields = {"account": visible(each.account.path), "number": visible(each.number)}
    if each.number and each.learned:
        out.note(_("{account} has the number {number} from now on, and is found by it").format(**fields))
    elif each.number:
        text = _("the file names the number {number}; keep it, and the next import finds {account} by itself:")
        out.note(text.format(**fields))
        line = said("`wallet accounts edit {account} --number {number}`", account=each.account.path, number=each.number)
        out.note(f"  {line}")
    if each.kind:
        text = _("the file says that {account} is a {kind}; if so, change its kind, and its balance shows as owed:")
        out.note(text.format(account=visible(each.account.path), kind=_(each.kind)))
        line = said("`wallet accounts edit {account} --kind {kind}`", account=each.account.path, kind=each.kind)
        out.note(f"  {line}")


def _closing(each: Filed, closing: Closing, numbers: Style) -> str:
    fields = {
        "account": visible(each.account.path),
        "day": closing.on.isoformat(),
        "stated": amount.people(closing.stated_minor, closing.currency, numbers),
        "held": amount.people(closing.held_minor, closing.currency, numbers),
        "difference": amount.people(closing.stated_minor - closing.held_minor, closing.currency, numbers),
    }
    if closing.agrees:
        return _("{account}: the bank's balance of {day}, {stated}, agrees with the books").format(**fields)
    text = _("{account}: the bank's balance of {day} is {stated}, ours is {held}: a difference of {difference}")
    return text.format(**fields)

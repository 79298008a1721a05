"""What is said beside the result of an import: the bank's balance and ours, and how to be recognised next time."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.services.files.statement_account import is_tail
from wallet_cli.words import amount
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.cli.render.output import Output
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.files.imported import Closing, Filed
    from wallet_cli.services.files.matching import Fate

_SHOWN = 5
"""Of ids that several rows have, and of their lines, that many are shown."""


def show(out: Output, statements: Iterable[Filed], numbers: Style) -> None:
    """The notes of all statements, each account's once."""
    statements = list(statements)
    for each in _to_note(statements):
        _notes(out, each, numbers)
    of_account: dict[bytes, list[Filed]] = {}
    for each in statements:
        of_account.setdefault(each.account.uid, []).append(each)
    for own in of_account.values():
        _repeated(out, own)


def _repeated(out: Output, own: Sequence[Filed]) -> None:
    """Rows of one account's statements that may be one, delivered twice: all were taken, for banks use ids again."""
    found: dict[str, tuple[int, ...]] = {}
    for each in own:
        for bank_id, lines in each.repeated:
            found[bank_id] = found.get(bank_id, ()) + lines
    account = visible(own[0].account.path)
    for bank_id, lines in list(found.items())[:_SHOWN]:
        text = _(
            "{account}: {count} rows have the bank's id {id}, and each was taken as a row of its own; lines: {lines}"
        )
        shown = ", ".join(map(str, lines[:_SHOWN])) + (", …" if lines[_SHOWN:] else "")
        out.note(text.format(account=account, count=len(lines), id=visible(bank_id), lines=shown))
    if len(found) > _SHOWN:
        out.note(_("and {count} more").format(count=len(found) - _SHOWN))


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
        if not each.closing.agrees:
            _mend(out, each, each.closing)
    _apart(out, each)
    fields = {"account": visible(each.account.path), "number": visible(each.number)}
    if each.number and each.learned:
        out.note(_("{account} has the number {number} from now on, and is found by it").format(**fields))
    elif each.number:
        text = _("the file names the number {number}; keep it, and the next import finds {account} by itself:")
        out.note(text.format(**fields))
        fields = {"account": each.account.path, "number": each.number}
        if is_tail(each.number):
            line = said("`wallet accounts edit {account} --also {number}`", **fields)
        else:
            line = said("`wallet accounts edit {account} --number {number}`", **fields)
        out.note(f"  {line}")
    if each.kind:
        text = _("the file says that {account} is a {kind}; if so, change its kind, and its balance shows as owed:")
        out.note(text.format(account=visible(each.account.path), kind=_(each.kind)))
        line = said("`wallet accounts edit {account} --kind {kind}`", account=each.account.path, kind=each.kind)
        out.note(f"  {line}")


def _mend(out: Output, each: Filed, closing: Closing) -> None:
    """What can be done about a difference."""
    out.hint(_("a row that is missing, or one too many, explains it best; else make it agree:"))
    sign = -1 if kinds.of(each.account.kind).debt and closing.stated_minor > 0 > closing.held_minor else 1
    line = said(
        "`wallet adjust @{account} --to {amount} -d {day}`",
        account=each.account.path,
        amount=plain(sign * closing.stated_minor, closing.currency.scale),
        day=closing.on.isoformat(),
    )
    out.hint(line)


def _apart(out: Output, each: Filed) -> None:
    """What moved to or from an account that isn't known, and how that is said later."""
    if not each.apart:
        return
    text = _(
        "{account}: {count} rows moved from or to an account that isn't known; they are neither income nor spending"
    )
    out.note(text.format(account=visible(each.account.path), count=len(each.apart)))
    mine = each.account.uid
    own = [fate for fate in each.apart if not fate.moved or any(uid == mine for uid, _minor in fate.moved)]
    for comes in (True, False):
        refs = tuple(f"t{fate.txn}" for fate in own if (_own_minor(each, fate) > 0) == comes)
        if refs and each.other:
            text = _("if they came from {account}:") if comes else _("if they went to {account}:")
            out.hint(text.format(account=visible(each.other)))
            pair = (each.other, each.account.path) if comes else (each.account.path, each.other)
            out.hint(said("`wallet edit {refs} @{one} @{two}`", refs=refs, one=pair[0], two=pair[1]))
    if own != list(each.apart) or (own and not each.other):
        out.hint(said(_("once that account is here, name both: `wallet edit ID @FROM @TO`")))


def _own_minor(each: Filed, fate: Fate) -> int:
    """What the account got by a row."""
    return next((minor for uid, minor in fate.moved if uid == each.account.uid), fate.row.amount.minor)


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

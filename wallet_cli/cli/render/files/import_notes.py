"""What is said beside the result of an import: the bank's balance and ours, and how to be recognised next time."""

from __future__ import annotations

from datetime import timedelta

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files import unsigned
from wallet_cli.domain.files.statement import FEES_ASIDE
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services.files.imported import KEPT, TAKE
from wallet_cli.services.files.matching import ADDED
from wallet_cli.services.files.statement_account import is_tail
from wallet_cli.words import amount
from wallet_cli.words.blanks import BLANKS
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from wallet_cli.cli.render.output import Output
    from wallet_cli.domain.account import Account
    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.files.imported import Closing, Filed, Imported, Unopened
    from wallet_cli.services.files.matching import Fate

_SHOWN = 5
"""Of ids that several rows have, and of their lines, that many are shown."""


_UNSAID = {
    "broken": N_("{account}: the balances beside the rows don't follow from one another; the last one wasn't compared"),
    "several": N_("{account}: the balances beside the rows are of several currencies; the last ones weren't compared"),
    "unusable": N_("{account}: the file's last row has no balance that can be used, so none was compared"),
}
"""Why the bank's balance at the end wasn't compared (``StatementHead.closing_unsaid``)."""


_SIGNS = {
    unsigned.READ_OUT: N_("{account}: no amount has a sign; what the file calls a debit was read as money out"),
    unsigned.LEFT_IN: N_(
        "{account}: the file calls rows debits whose amount has no minus; by that sign they are money that came in"
    ),
}
"""What is remarked of types that amounts contradict (``StatementHead.evidence``)."""


def show(out: Output, done: Imported, numbers: Style, line: Sequence[str]) -> None:
    """The notes of all statements, each account's once; ``line`` are the words of the command."""
    of_account: dict[bytes, list[Filed]] = {}
    for each in done.statements:
        of_account.setdefault(each.account.uid, []).append(each)
    for each in _to_note(done.statements):
        _notes(out, each, numbers)
        closing, own = each.closing, of_account[each.account.uid]
        unopened = [one for one in done.unopened if one.account.uid == each.account.uid]
        if closing is not None and not closing.agrees:
            _missing(out, done, own, line)
            found = [one for one in unopened if one.currency == closing.currency]
            if done.dry_run:
                _unopened(out, unopened, is_dry=True)
            elif closing.mends:
                _mend(out, each, closing, found[0] if found else None)
            elif not any(change.outcome == KEPT for one in own for change in one.changes):
                out.hint(_("the books have rows of that day that this file doesn't have: another file brought them"))
        elif closing is None:
            _unopened(out, unopened, is_dry=done.dry_run)
        _after(out, each, is_dry=done.dry_run)
    others = [each for each in done.unopened if each.account.uid not in of_account]
    _unopened(out, others, is_dry=done.dry_run)
    for own in of_account.values():
        _repeated(out, own)
        for name in dict.fromkeys(name for each in own for name in each.head.evidence if name in _SIGNS):
            out.note(_(_SIGNS[name]).format(account=visible(own[0].account.path)))
        _fees_aside(out, own, numbers)
        _gaps(out, own, numbers)


def _gaps(out: Output, own: Sequence[Filed], numbers: Style) -> None:
    """Where something may be missing before a file."""
    for each in [one for one in own if one.gap is not None][:_SHOWN]:
        gap = each.gap
        if gap is None:
            continue
        fields = {"account": visible(each.account.path), "last": gap.last.isoformat(), "first": gap.first.isoformat()}
        if gap.held_minor is None:
            text = _(
                "{account}: no file brought a row between {last} and {first}; one that is missing can be imported later"
            )
            out.note(text.format(**fields))
            continue
        text = _(
            "{account}: on {first} the file begins with {stated}, and the books held {held} after {last}: {difference} "
            "is missing between those days; a file of them can be imported later as well"
        )
        held, stated = (amount.people(minor, gap.currency, numbers) for minor in (gap.held_minor, gap.stated_minor))
        difference = amount.people(gap.stated_minor - gap.held_minor, gap.currency, numbers)
        out.note(text.format(**fields, held=held, stated=stated, difference=difference))


def _fees_aside(out: Output, own: Sequence[Filed], numbers: Style) -> None:
    """What fees are beside the amounts of new rows, which nothing shows to be within them or besides."""
    total: dict[Currency, int] = {}
    count = 0
    for each in own:
        for fate in each.fates if FEES_ASIDE in each.head.evidence else ():
            charges = fate.row.charges if fate.status == ADDED else None
            if charges:
                count += 1
                total[charges.currency] = total.get(charges.currency, 0) + abs(charges.minor)
    if count:
        text = _(
            "{account}: the file has fees beside its amounts, {total} in {count} rows; nothing shows whether they are "
            "within the amounts, so they are not booked"
        )
        shown = _(", ").join(amount.people(minor, unit, numbers) for unit, minor in total.items())
        out.note(text.format(account=visible(own[0].account.path), total=shown, count=count))


def _unopened(out: Output, found: Iterable[Unopened], *, is_dry: bool) -> None:
    """That nothing says what an account held before its first rows, and how that is said once they are recorded."""
    for each in found:
        fields = {"account": visible(each.account.path), "day": each.first.isoformat()}
        if is_dry:
            text = _("nothing says what {account} held before {day}; its balance would be what came and went since")
            out.note(text.format(**fields))
            continue
        text = _("nothing says what {account} held before {day}; its balance is what came and went since. To say it:")
        out.note(text.format(**fields))
        _adjust_line(out, each.account, each.currency, each.minor, each.first - timedelta(1))


def _adjust_line(out: Output, account: Account, unit: Currency, minor: int | None, day: date) -> None:
    """The line that says what an account holds (minor units, debit positive; None: to be filled in); of a debt, what is
    owed on it.
    """
    is_owed = kinds.of(account.kind).debt and (minor is None or minor <= 0)
    told = _(BLANKS["AMOUNT"]) if minor is None else plain(-minor if is_owed else minor, unit.scale)
    fields = {"account": account.path, "amount": _in_one(told, account, unit), "day": day.isoformat()}
    if is_owed:
        out.hint(said("`wallet adjust @{account} --owed {amount} -d {day}`", **fields))
    else:
        out.hint(said("`wallet adjust @{account} --to {amount} -d {day}`", **fields))


def _in_one(told: str, account: Account, unit: Currency) -> str:
    """An amount, with its currency where the account can hold another one."""
    return told if len(account.currencies) == 1 else f"{told} {unit.code}"


def _missing(out: Output, done: Imported, own: Sequence[Filed], line: Sequence[str]) -> None:
    """What a file has, and the books don't, since it was left out or kept: a difference may come from it."""
    removed = sum(each.removed for each in own)
    kept = sum(change.outcome == KEPT and "amount" in change.parts for each in own for change in each.changes)
    refused = sum(len(done.plan.files[at].refusals) for at in dict.fromkeys(each.file for each in own))
    if removed:
        out.hint(_("rows that were removed since, and stay out: {count}; to bring them in:").format(count=removed))
        out.hint(said("`{line}`", line=spelled((*line, "--again"))))
    if kept:
        text = _("rows whose amount the bank changed since, kept as they were: {count}; to take the bank's:")
        out.hint(text.format(count=kept))
        out.hint(said("`{line}`", line=spelled((*_without(line, "--changed"), "--changed", TAKE))))
    if refused:
        out.hint(_("rows of the file that can't be used, and are missing: {count}").format(count=refused))


def _without(line: Sequence[str], option: str) -> list[str]:
    """The words without an option and its value."""
    at = line.index(option) if option in line else len(line)
    return [*line[:at], *line[at + 2 :]]


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
    elif each.head.closing_unsaid in _UNSAID:
        out.note(_(_UNSAID[each.head.closing_unsaid]).format(account=visible(each.account.path)))


def _after(out: Output, each: Filed, *, is_dry: bool) -> None:
    """What moved from or to accounts that aren't known, and how the account is found next time."""
    _apart(out, each, is_dry=is_dry)
    _own(out, each, is_dry=is_dry)
    fields = {"account": visible(each.account.path), "number": visible(each.number)}
    if each.number and each.learned and is_dry:
        out.note(_("{account} would have the number {number} then, and be found by it").format(**fields))
    elif each.number and each.learned:
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


def _mend(out: Output, each: Filed, closing: Closing, unopened: Unopened | None) -> None:
    """What can be done about a difference."""
    sign = -1 if kinds.of(each.account.kind).debt and closing.stated_minor > 0 > closing.held_minor else 1
    if unopened is not None:
        missing = sign * closing.stated_minor - closing.held_minor
        text = _("nothing says what {account} held before {day}; if all else is right, this does:")
        out.hint(text.format(account=visible(each.account.path), day=unopened.first.isoformat()))
        _adjust_line(out, unopened.account, unopened.currency, missing, unopened.first - timedelta(1))
        return
    out.hint(_("a row that is missing, or one too many, explains it best; else make it agree:"))
    _adjust_line(out, each.account, closing.currency, sign * closing.stated_minor, closing.on)


def _apart(out: Output, each: Filed, *, is_dry: bool) -> None:
    """What moved to or from an account that isn't known, and how that is said once it is recorded."""
    if not each.apart:
        return
    text = _(
        "{account}: {count} rows moved from or to an account that isn't known; they are neither income nor spending"
    )
    out.note(text.format(account=visible(each.account.path), count=len(each.apart)))
    if is_dry:
        return
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


def _own(out: Output, each: Filed, *, is_dry: bool) -> None:
    """What reads as moved between own accounts and is booked as income or spending, and how that is said."""
    if each.own and is_dry:
        text = _(
            "{account}: {count} rows read like money moved between your own accounts, and the other account isn't "
            "known; they would be booked as income or spending"
        )
        out.note(text.format(account=visible(each.account.path), count=len(each.own)))
    elif each.own:
        text = _(
            "{account}: {count} rows read like money moved between your own accounts, and the other account isn't "
            "known; they are booked as income or spending: {refs}"
        )
        refs = [f"t{fate.txn}" for fate in each.own]
        shown = ", ".join(refs[:_SHOWN]) + (", …" if refs[_SHOWN:] else "")
        out.note(text.format(account=visible(each.account.path), count=len(refs), refs=shown))
        out.hint(said(_("if they only moved, name both accounts: `wallet edit ID @FROM @TO`")))


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

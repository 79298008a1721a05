"""After a change: what was recorded, changed, undone or removed, the balances before and after, how to take it back.

``wallet.record/1`` is the one JSON document of every verb that changes something.
"""

from __future__ import annotations

import os
from datetime import date

from wallet_cli.cli.render.output import Output
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import ratio
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused
from wallet_cli.i18n import _, sign, spells_out
from wallet_cli.services.record.receipt import FAR_DAYS, Change, Early, NewPayee, Receipt, When
from wallet_cli.services.session import style
from wallet_cli.words import amount
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.amend.edit import Edited
    from wallet_cli.services.session import Session


MOST_REFS = 20
"""This many transactions are named, more are counted."""
MOST_NEW = 5
"""This many new payees are named."""


def show(app: App, receipt: Receipt, text: str, numbers: Style, more: Sequence[str] = ()) -> None:
    """Show a receipt; ``text`` says what was recorded ("€12.50 to Coffee"), ``more`` follows the balances."""
    try:
        _write(app, receipt, text, numbers, more)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused("answer-unwritten", why=os.strerror(error.errno or 0)) from None


def _write(app: App, receipt: Receipt, text: str, numbers: Style, more: Sequence[str] = ()) -> None:
    out = Output(app)
    refs = [ref for ref, _uid in receipt.transactions]
    if out.as_json:
        _as_json(out, receipt)
        return
    if app.options.quiet:
        for ref in filter(None, refs or [receipt.op]):
            out.line(ref)
        return
    if receipt.repeated:
        out.prose(_("Already recorded as {ids}; not recorded again").format(ids=" ".join(refs) or receipt.op))
        return
    head = _("Would record {what}") if receipt.dry_run else _("Recorded {what}")
    ids = "" if receipt.dry_run or app.simple else " ".join(refs or [receipt.op])
    out.prose(head.format(what=visible(dated(text, receipt.when))), dim=ids)
    for line in () if app.simple else _filled_in(receipt):
        out.prose(line)
    out.phrases(change_texts(receipt.changes, numbers, receipt.when))
    for line in (*remarks(receipt, numbers, few=app.simple), *more):
        out.prose(line)
    if not receipt.dry_run:
        out.prose("", dim=_wrong(app, receipt.op))


def _filled_in(receipt: Receipt) -> list[str]:
    """What wasn't typed, and where it is from; what was there once before is from last time."""
    remembered = [name for name in receipt.inferred if name != receipt.only]
    told = [_("filled in from last time: {names}").format(names=sign(" · ").join(remembered))] if remembered else []
    told += [_("filled in: {account}, the only account").format(account=receipt.only)] if receipt.only else []
    return [visible(line) for line in told]


def _wrong(app: App, op: str) -> str:
    """How to take it back: a person who wants it simple has one terminal, whose last operation bare ``undo`` takes."""
    if app.simple and app.around.terminal:
        return said(_("wrong? `wallet undo`"))
    return said(_("wrong? `wallet undo {op}`"), op=op)


def dated(text: str, when: When | None) -> str:
    """``text`` with the day of what was recorded, where that isn't today."""
    if when is None or when.first == when.last == when.today:
        return text
    from wallet_cli.words import days

    return _("{what}, {day}").format(what=text, day=days.span(when.first, when.last, when.today))


def change_texts(changes: Sequence[Change], numbers: Style, when: When | None) -> list[str]:
    """``cash €320.00 → €307.50`` of each, in front the day at whose end that is so, where it isn't today."""
    texts = [change_text(change, numbers) for change in changes]
    if texts and when is not None and when.balances != when.today:
        from wallet_cli.words import days

        day = days.alone(when.balances, when.today)
        texts[0] = _("on {day}: {balances}").format(day=day, balances=texts[0])
    return texts


def change_text(change: Change, numbers: Style) -> str:
    """``cash €320.00 → €307.50``."""
    if spells_out():
        before = amount.people(change.before_minor, change.currency, numbers)
        after = amount.held(change.after_minor, change.currency, change.kind, numbers)
        return _("{account}: {before}, now {after}").format(account=visible(change.account), before=before, after=after)
    sums = amount.change(change.before_minor, change.after_minor, change.currency, change.kind, numbers)
    return f"{visible(change.account)} {sums}"


def _as_json(out: Output, receipt: Receipt) -> None:
    shown = document(
        receipt.op,
        receipt.dry_run,
        transactions=named(receipt.transactions),
        inferred=list(receipt.inferred),
        repeated=receipt.repeated,
        balances=balances(receipt.changes),
        below_zero=list(receipt.below_zero),
    )
    out.json(shown | _as_of(receipt.when) | _rate(receipt))


def _as_of(when: When | None) -> dict[str, str]:
    """The day at whose end the balances are those, where it isn't today."""
    if when is None or when.balances == when.today:
        return {}
    return {"as_of": date.fromordinal(when.balances).isoformat()}


def _rate(receipt: Receipt) -> dict[str, Any]:
    """The exact rate of an exchange: how much of ``to`` one whole unit of ``from`` brought."""
    if len(receipt.summaries) != 1 or len(receipt.summaries[0].amounts) != 2:
        return {}
    gave, got = (Money(minor, unit) for minor, unit in receipt.summaries[0].amounts)
    return {"rate": {"from": gave.currency.code, "to": got.currency.code, "ratio": ratio(gave, got)}}


def changed(
    app: App,
    op: str,
    line: str,
    transactions: Sequence[tuple[str, bytes]],
    changes: Sequence[Change],
    numbers: Style,
    wrong: tuple[str, ...],
    *,
    when: When | None = None,
    details: Sequence[str | list[str]] = (),
    **more: str,
) -> None:
    """Show what was done, ``details`` in lines of their own (a list is one of several parts).

    For those who want it simple without ``op``, which bare ``undo`` takes back. ``wrong`` is the command line that
    takes it back, ``when`` the day of the balances, ``more`` further keys of the document.
    """
    out = Output(app)
    dry_run = app.options.dry_run
    if out.as_json:
        moved = {"transactions": named(transactions), "balances": balances(changes)}
        out.json(document(op, dry_run, **moved, **_as_of(when), **more))
    elif app.options.quiet:
        out.line(op)
    else:
        is_last = app.simple and bool(app.around.terminal) and wrong == ("wallet", "undo", op)
        dim = "" if dry_run or is_last else op
        out.prose(_("would do: {what}").format(what=line) if dry_run else line, dim=dim)
        for detail in details:
            if isinstance(detail, str):
                out.prose(detail, 4)
            else:
                out.phrases(detail)
        out.phrases(change_texts(changes, numbers, when))
        if not dry_run:
            out.prose("", dim=said(_("wrong? `{line}`"), line=wrong[:2] if is_last else wrong))


def edited(app: App, session: Session, change: Edited, template: str) -> None:
    """What was changed or removed, and what the accounts hold now."""
    from wallet_cli.words import edits, log
    from wallet_cli.words.counted import TRANSACTIONS, counted

    numbers, today = style(session), session.today
    told = log.sentence(change.what, numbers) if change.what else ""
    count = len(change.transactions)
    refs = " ".join(ref for ref, _uid in change.transactions) if count <= MOST_REFS else counted(count, TRANSACTIONS)
    line = template.format(refs=refs, what=told).rstrip(" :：")
    each = [edits.changes(old, new, numbers, today) for old, new in change.versions]
    days = [When(today, new.day, new.day, new.day) for _old, new in change.versions]
    if change.what:
        line = dated(line, days[0]) if days else line
        details: list[str | list[str]] = [*each]
    else:
        said_now = [log.sentence(what, numbers) for what in change.each]
        details = [
            f"  {ref}: {sign(' · ').join([dated(now, day), *parts])}"
            for (ref, _uid), now, day, parts in zip(change.transactions, said_now, days, each, strict=False)
        ]
        if change.versions and count > len(change.versions):
            details.append(_("  … and {count} more").format(count=count - len(change.versions)))
    details += new_payees(change.new)
    details += _early(change.early, change.when, numbers, dry_run=app.options.dry_run)
    if change.as_before:
        details.append(_("already so: {refs}").format(refs=" ".join(change.as_before)))
    wrong = ("wallet", "undo", change.op)
    changed(
        app, change.op, line, change.transactions, change.changes, numbers, wrong, when=change.when, details=details
    )


def recorded(op: str, dry_run: bool) -> str | None:
    """The operation that is in the journal: None in a dry run, and where nothing was to be done."""
    return None if dry_run or not op else op


def document(op: str, dry_run: bool, **more: Any) -> dict[str, Any]:
    """``op`` is "" where nothing was done; ``more`` are the verb's own keys."""
    return {"schema": "wallet.record/1", "operation": recorded(op, dry_run), "dry_run": dry_run, **more}


def named(transactions: Iterable[tuple[str, bytes]]) -> list[dict[str, str]]:
    """Transactions by short name and id."""
    return [{"ref": ref, "id": uid.hex()} for ref, uid in transactions]


def balances(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Accounts before and after."""
    return [
        {
            "account": change.account,
            "before": amount.as_json(change.before_minor, change.currency),
            "after": amount.as_json(change.after_minor, change.currency),
        }
        for change in changes
    ]


def remarks(receipt: Receipt, numbers: Style, *, few: bool = False) -> list[str]:
    """What is worth a second look, a line each; ``few`` of them: a new payee only where it is like another one."""
    new = [each for each in receipt.new if each.near or not few]
    early = _early(receipt.early, receipt.when, numbers, dry_run=receipt.dry_run)
    first = [*_ahead(receipt.when), *_paid_off(receipt), *_of(receipt), *early, *_low(receipt)]
    return [*first, *new_payees(new), *_added(receipt), *_same(receipt)]


def _ahead(when: When | None) -> list[str]:
    """That a day is more than a year ahead, which may be a slip of the year."""
    if when is None or when.last <= when.today + FAR_DAYS:
        return []
    from wallet_cli.words import days

    return [_("{day} is more than a year ahead").format(day=days.alone(when.last, when.today))]


def _paid_off(receipt: Receipt) -> list[str]:
    """That ``all`` was all of a debt."""
    if receipt.paid_off:
        return [visible(_('"all" means all that was owed on {account}').format(account=receipt.paid_off))]
    if receipt.even_with:
        text = _('"all" means all that was owed between you and {person}')
        return [visible(text.format(person=receipt.even_with))]
    return []


def _of(receipt: Receipt) -> list[str]:
    """Which purchase a refund was taken to be of."""
    return [_("taken for a refund of {ref}, the only purchase that fits").format(ref=receipt.of)] if receipt.of else []


def _early(early: Sequence[Early], when: When | None, numbers: Style, *, dry_run: bool) -> list[str]:
    """``cash: its opening balance of €80.00 is from 20 Nov, after this; if it includes this already: wallet …``."""
    if not early or when is None:
        return []
    from wallet_cli.words import days

    found = []
    for each in early:
        began = amount.held(each.amount_minor, each.currency, each.kind, numbers)
        fields = {"account": each.account, "amount": began, "day": days.alone(each.day, when.today)}
        if each.line and not dry_run:
            text = _(
                "{account}: its opening balance of {amount} is as of {day}, later than this; "
                "so this is counted on top of it; if it includes this already: `{line}`"
            )
            found.append(said(text, line=each.line, **fields))
        else:
            found.append(
                said(
                    _(
                        "{account}: its opening balance of {amount} is as of {day}, later than this; "
                        "so this is counted on top of it"
                    ),
                    **fields,
                )
            )
    return found


def _added(receipt: Receipt) -> list[str]:
    """``new person: ben``; several in one line. ``new category: sweets``."""
    found = [_("new category: {name}").format(name=name) for name in receipt.categories]
    if receipt.added:
        text = _("new person: {names}") if len(receipt.added) == 1 else _("new people: {names}")
        found.append(text.format(names=_(", ").join(receipt.added)))
    return [visible(line) for line in found]


def new_payees(new: Sequence[NewPayee]) -> list[str]:
    """``new payee: Cofee – like Coffee?``; several in one line."""
    if not new:
        return []
    named = [
        _("{name} – like {near}?").format(name=each.name, near=_(", ").join(each.near)) if each.near else each.name
        for each in new[:MOST_NEW]
    ]
    text = _("new payee: {names}") if len(new) == 1 else _("new payees: {names}")
    return [visible(text.format(names=_(", ").join([*named, *["…"][: len(new) - len(named)]])))]


def _same(receipt: Receipt) -> list[str]:
    if not receipt.same_as:
        return []
    if receipt.dry_run:
        return [_("the same as {ref}, recorded a moment ago").format(ref=receipt.same_as)]
    return [
        said(
            _("the same as {ref}, recorded a moment ago; if it was one payment: `wallet undo {op}`"),
            ref=receipt.same_as,
            op=receipt.op,
        )
    ]


def _low(receipt: Receipt) -> list[str]:
    now = _("{account} would be below zero") if receipt.dry_run else _("{account} is now below zero")
    found = [now.format(account=visible(account)) for account in receipt.low]
    when = receipt.when
    for account in receipt.below_zero:
        if account in receipt.low:
            continue
        if when is None or when.balances == when.today:
            found.append(now.format(account=visible(account)))
        else:
            from wallet_cli.words import days

            day = days.alone(when.balances, when.today)
            found.append(_("{account} is below zero on {day}").format(account=visible(account), day=day))
    return found


def told(app: App, op: str, dry_run: bool, line: str, *, short: str, **more: Any) -> None:
    """What was done where no money moved: ``line`` for people, ``short`` alone with ``--quiet``, ``more`` as keys."""
    out = Output(app)
    if out.as_json:
        out.json(document(op, dry_run, **more))
    elif app.options.quiet:
        out.line(short)
    elif not op:
        out.prose(_("{ref} is already so; nothing was changed").format(ref=short))
    else:
        out.prose(_("would do: {what}").format(what=line) if dry_run else line, dim="" if dry_run else op)

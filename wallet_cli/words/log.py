"""What operations did, in words: the log's sentences, and the answers of undo and redo."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.account import CONVERSION, OPENING, Account
from wallet_cli.domain.items.setting import Configured
from wallet_cli.domain.look import events
from wallet_cli.domain.look.events import ADDED, CHANGED, REMOVED, Booked, What
from wallet_cli.domain.operation import (
    ASSERTION,
    BUDGET,
    CARRYOVER,
    CURSOR,
    ERASED,
    FIRST_ACCOUNTS,
    FORK,
    HOLD,
    IMPORT,
    ON_BUDGET,
    PAYEE_ACCOUNT,
    PROFILE,
    RULE,
    SETTING,
)
from wallet_cli.domain.payments import payee_accounts
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _, spells_out
from wallet_cli.words import amount, calendar, setting_values
from wallet_cli.words.names import nothing, spoken
from wallet_cli.words.spelling import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.items.assertion import Asserted
    from wallet_cli.domain.items.budget import Budgeted
    from wallet_cli.domain.items.carryover import Carried
    from wallet_cli.domain.items.cursor import Exported
    from wallet_cli.domain.items.erasure import Erased
    from wallet_cli.domain.items.fork import Forked
    from wallet_cli.domain.items.hold import Held
    from wallet_cli.domain.items.imported import ImportedFile
    from wallet_cli.domain.items.on_budget import Counted
    from wallet_cli.domain.items.payee_account import Paid
    from wallet_cli.domain.items.profile import Profiled
    from wallet_cli.domain.items.rule import Ruled
    from wallet_cli.domain.look.view import View

_SEVERAL = {
    ADDED: N_("recorded {count} transactions"),
    CHANGED: N_("changed {count} transactions"),
    REMOVED: N_("removed {count} transactions"),
}
NUMBERS = "numbers"
MARKS = ("decimal", "group")
_ALONE = {
    CHANGED: N_("changed {ref}: {what}"),
    REMOVED: N_("removed {ref}: {what}"),
}


_SAID = {FIRST_ACCOUNTS: N_("first accounts"), "import": N_("import")}
"""Commands that are said in words of the person's language."""


def command(name: str) -> str:
    """The command of an operation as people know it: as they typed it, or by what they were asked."""
    return _(_SAID[name]) if name in _SAID else name


_LABELS = {
    "pay": N_("pay"), "receive": N_("receive"), "transfer": N_("transfer"), "exchange": N_("exchange"),
    "refund": N_("refund"), "lend": N_("lend"), "borrow": N_("borrow"), "repay": N_("repay"), "adjust": N_("adjust"),
    "edit": N_("edit"), "rm": N_("rm"), "batch": N_("batch"), "undo": N_("undo"), "redo": N_("redo"),
    "config set": N_("config set"), "budget set": N_("budget set"), "accounts add": N_("accounts add"),
    "accounts edit": N_("accounts edit"), "categories add": N_("categories add"),
}  # fmt: skip


def label(name: str) -> str:
    """The command of an operation inside of a sentence in the person's language."""
    return _(_LABELS[name]) if name in _LABELS else command(name)


def sentence(told: What, numbers: Style) -> str:
    """What an operation did, in a few words; foreign text made visible."""
    said = [
        text for event in _numbers_as_one(told.events, numbers) if (text := _SENTENCES[type(event)](event, numbers))
    ]
    if told.erased:
        said.append(_("a part was erased for good") if said else _("erased for good"))
    return visible(_("; ").join(dict.fromkeys(said)) or _("nothing visible"))


def _numbers_as_one(told: Sequence[Any], numbers: Style) -> list[Any]:
    """The decimal mark and the grouping, where both were set, as the one setting that a person typed: an example."""
    marks = {each.name: each for each in told if isinstance(each, events.OfItem) and each.name in MARKS}
    if len(marks) != len(MARKS) or not all(isinstance(each.said, Configured) for each in marks.values()):
        return list(told)
    decimal, group = (marks[name] for name in MARKS)
    mark = decimal.said.value or numbers.decimal  # "" where it isn't set any more: as it is written then
    between = group.said.value if decimal.said.value else numbers.group
    whole = decimal._replace(name=NUMBERS, said=Configured(NUMBERS, f"1{between}234{mark}50"))
    return [whole if each is decimal else each for each in told if each is not group]


def _started(event: events.Started, _numbers: Style) -> str:
    return _("made the wallet, in {currency}").format(currency=event.currency)


def _booked(event: Booked, numbers: Style) -> str:
    if event.moved is None:
        return _("removed {ref}").format(ref=event.ref)
    what = transaction(event, event.moved, numbers)
    if event.is_void:
        return _("made {ref} void: {what}").format(ref=event.ref, what=what)
    return what if event.change == ADDED else _(_ALONE[event.change]).format(ref=event.ref, what=what)


def transaction(event: Booked, moved: View, numbers: Style) -> str:
    """One transaction: ``paid €12.50 to Coffee from cash (food)``."""
    parts = [amount.people(abs(minor), unit, numbers) for minor, unit in moved.amounts] or [""]
    total = " + ".join(parts)
    source, target = _(", ").join(moved.sources), _(", ").join(moved.targets)
    purposes = [spoken(path) for path in moved.categories]
    if event.payee and (event.people & {*moved.sources, *moved.targets}):
        # a bill that is shared: the friend's part is shown beside what it was for
        purposes += [path for path in (*moved.sources, *moved.targets) if path in event.people]
        source, target = (
            _(", ").join(path for path in paths if path not in event.people) for paths in (moved.sources, moved.targets)
        )
    values = {"amount": total, "payee": event.payee, "source": source, "target": target}
    values |= {"given": parts[0], "got": parts[-1]}
    text = _(_shape(event, moved, source, target)).format(**values)
    if moved.categories == (OPENING,) or CONVERSION in moved.categories:
        purposes = [each for each in purposes if each not in (spoken(OPENING), spoken(CONVERSION))]
    return _("{what} ({purposes})").format(what=text, purposes=_(", ").join(purposes)) if purposes else text


def _shape(event: Booked, moved: View, source: str, target: str) -> str:
    """The sentence that a transaction's accounts make, its names still to be filled in."""
    if source and target:
        if not event.payee and event.people & {target}:
            return N_("gave {amount} to {target} from {source}")
        if not event.payee and event.people & {source}:
            return N_("got {amount} from {source} into {target}")
        if len(moved.amounts) > 1:
            return N_("exchanged {given} for {got}, {source} to {target}")
        return N_("moved {amount} from {source} to {target}")
    if moved.categories == (OPENING,):
        return N_("{target} began with {amount}") if target else N_("{source} began with {amount} owed")
    if source:
        return N_("paid {amount} to {payee} from {source}") if event.payee else N_("paid {amount} from {source}")
    if target:
        return (
            N_("received {amount} from {payee} into {target}") if event.payee else N_("received {amount} into {target}")
        )
    return N_("booked {amount}")


def _several(event: events.Several, _numbers: Style) -> str:
    return _(_SEVERAL[event.change]).format(count=_at_least(event.number, event.more))


def _at_least(count: int, more: bool) -> str:
    return f"{count}+" if more else f"{count}"


def _accounts(event: events.OfAccounts, numbers: Style) -> str:
    known = event.after or event.before
    if known is None:
        return _("removed an account")
    text = _account(event.before, event.after, known)
    if event.opening is not None:
        held = " + ".join(amount.held(minor, unit, known.kind, numbers) for minor, unit in event.opening.amounts)
        text = _("{what}, with {amount}").format(what=text, amount=held)
    if event.others:
        text = _("{what}, and {count} more").format(what=text, count=event.others)
    return text


def _account(before: Account | None, after: Account | None, known: Account) -> str:
    values = {"name": known.path, "kind": _(known.kind)}
    if after is None:
        return (_("removed category {name}") if known.is_category else _("removed account {name}")).format(**values)
    if before is None:
        return (_("added category {name}") if known.is_category else _("added account {name} ({kind})")).format(
            **values
        )
    if before.path != after.path:
        return _("renamed {old} to {name}").format(old=before.path, **values)
    if before.kind != after.kind:
        return _("changed account {name} from {old} to {kind}").format(old=_(before.kind), **values)
    if before.closed != after.closed:
        return (_("closed {name}") if after.closed else _("opened {name} again")).format(**values)
    return (_("changed category {name}") if known.is_category else _("changed account {name}")).format(**values)


def _payee(event: events.OfPayee, _numbers: Style) -> str:
    before, after = event.before, event.after
    if after is None:
        return _("removed payee {name}").format(name=before.name if before else "")
    if before is None:
        return _("added payee {name}").format(name=after.name)
    if before == after:  # what was changed is said beside it
        return ""
    if before.name != after.name:
        return _("renamed payee {old} to {name}").format(old=before.name, name=after.name)
    return _("payee {name}, also called: {aliases}").format(
        name=after.name, aliases=_(", ").join(after.aliases) or nothing()
    )


def _merged(event: events.Merged, _numbers: Style) -> str:
    text = _("merged payee {name} into {into}").format(name=event.payee, into=event.into)
    if not event.transactions:
        return text
    return _("{what}; transactions: {count}").format(what=text, count=_at_least(event.transactions, event.more))


def _configured(event: Configured, _numbers: Style) -> str:
    if event.name == NUMBERS:
        return _("numbers are written {value}").format(value=event.value)
    blank = _("blank") if spells_out() else "␣"
    is_said = bool(event.value.strip())
    value = setting_values.people(event.name, event.value) if is_said else blank if event.value else nothing()
    return _("{name}: {value}").format(name=event.name, value=value)


def _budgeted(event: Budgeted, numbers: Style) -> str:
    if event.amount_minor is None:
        return _("{envelope}: no longer budgeted").format(envelope=event.envelope)
    given = amount.people(event.amount_minor, event.currency, numbers)
    text = _("{envelope}: {amount} from {month}") if event.onward else _("{envelope}: {amount} in {month}")
    given = calendar.each(event.kind, given) if event.onward else given
    return text.format(envelope=event.envelope, amount=given, month=event.month)


def _carried(event: Carried, _numbers: Style) -> str:
    keeps = N_("{envelope}: overspending stays in it from {month}")
    stops = N_("{envelope}: overspending no longer stays in it from {month}")
    return _(keeps if event.keeps else stops).format(envelope=event.envelope, month=event.month)


def _held(event: Held, numbers: Style) -> str:
    if event.amount_minor is None:
        return _("nothing of {month} is held any more").format(month=event.month)
    held = amount.people(event.amount_minor, event.currency, numbers)
    return _("{amount} of {month} held for later").format(amount=held, month=event.month)


def _counted(event: Counted, _numbers: Style) -> str:
    text = _("{account} counts for the budget") if event.counts else _("{account} doesn't count for the budget")
    return text.format(account=event.account)


def _paid_into(event: Paid, _numbers: Style) -> str:
    if not event.number:
        return _("payee {name}: no account to be paid into any more").format(name=event.payee)
    number = payee_accounts.sort_of(event.sort).shown(event.number)
    return _("payee {name}: paid into {account}").format(name=event.payee, account=number)


def _asserted(event: Asserted, numbers: Style) -> str:
    held = amount.people(event.amount_minor, event.currency, numbers)
    day = date.fromordinal(event.day).isoformat()
    text = _("{account} held {amount} on {date}").format(account=event.account, amount=held, date=day)
    if event.adjusted is None:
        return text
    by = " + ".join(amount.people(minor, unit, numbers) for minor, unit in event.adjusted.amounts)
    return _("{what}, adjusted by {amount}").format(what=text, amount=by)


def _imported(event: ImportedFile, _numbers: Style) -> str:
    counts = [
        (N_("{count} new"), event.new),
        (N_("{count} confirmed"), event.confirmed),
        (N_("{count} known"), event.known),
        (N_("{count} changed"), event.changed),
        (N_("{count} refused"), event.refused),
    ]
    said = _(", ").join(_(text).format(count=count) for text, count in counts if count) or nothing()
    return _("imported {file} ({format}): {counts}").format(
        file=event.file, format=event.format, counts=said or nothing()
    )


def _profiled(event: Profiled, _numbers: Style) -> str:
    text = _("kept profile {name}") if event.is_kept else _("removed profile {name}")
    return text.format(name=event.name)


def _ruled(event: Ruled, _numbers: Style) -> str:
    text = _("rule {name}: {says}") if event.is_kept else _("removed rule {name}: {says}")
    if not event.says:
        text = _("rule {name} is off") if event.is_kept else _("rule {name} is on")
    return text.format(name=event.name, says=" ".join(map(quoted, event.says)))


def _exported(event: Exported, _numbers: Style) -> str:
    return _('export "{state}" has reached {op}').format(state=event.state, op=event.op)


def _forked(event: Forked, _numbers: Style) -> str:
    if not event.seen:
        return _("continued from {op}").format(op=event.at)
    return _("continued from an older copy: {op}, although {seen} had been seen").format(op=event.at, seen=event.seen)


def _erased(event: Erased, _numbers: Style) -> str:
    return _("erased {refs} for good").format(refs=" ".join(event.refs))


def _of_item(event: events.OfItem, numbers: Style) -> str:
    say = ITEMS.get(event.kind)
    return f"{event.kind} {event.name}" if say is None or event.said is None else say(event.said, numbers)


ITEMS: dict[str, Callable[[Any, Style], str]] = {
    SETTING: _configured,
    BUDGET: _budgeted,
    CARRYOVER: _carried,
    HOLD: _held,
    ON_BUDGET: _counted,
    PAYEE_ACCOUNT: _paid_into,
    ASSERTION: _asserted,
    IMPORT: _imported,
    PROFILE: _profiled,
    RULE: _ruled,
    CURSOR: _exported,
    FORK: _forked,
    ERASED: _erased,
}
"""What became of a small entity, by its kind: the value is what the module of that kind in ``domain/items`` makes."""

_SENTENCES: dict[type[Any], Callable[[Any, Style], str]] = {
    events.Started: _started,
    events.Booked: _booked,
    events.Several: _several,
    events.OfAccounts: _accounts,
    events.OfPayee: _payee,
    events.Merged: _merged,
    events.OfItem: _of_item,
}
"""How each event is said."""

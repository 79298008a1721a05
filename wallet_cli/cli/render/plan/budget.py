"""A period's envelopes as people and as programs see them; what was spent is positive."""

from __future__ import annotations

from wallet_cli.cli.render.output import DIM, RED, Column, Output
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.calendar import LAST_DAY, Period, at
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _, sign
from wallet_cli.services.plan.budget import Terms, begun, rolled
from wallet_cli.words import amount, calendar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.plan.budget import Envelope
    from wallet_cli.services.plan.budget_left import Left
    from wallet_cli.services.plan.envelopes import Budget

COLUMNS = (
    Column("category", ""),
    Column("budgeted", "", right=True),
    Column("rolled", "", right=True),
    Column("spent", "", right=True),
    Column("left", "", right=True),
    Column("currency", ""),
    Column("carryover", ""),
)
BLOCKS = "▁▂▃▄▅▆▇█"


def days_left(period: Period, today: int) -> int | None:
    """How many days ``period`` still has after ``today`` (ordinal); None for another one, and where its end is open."""
    first, last = period.first.toordinal(), period.last.toordinal()
    return last - today if first <= today <= last < LAST_DAY else None


def days_text(period: Period, today: int) -> str:
    """``9 days left``, or the period's label where it isn't the current one."""
    days = days_left(period, today)
    if days is None:
        return period.shown
    if days < 2:
        return _("1 day left") if days else _("last day")
    return _("{days} days left").format(days=days)


def rows(out: Output, budget: Budget) -> None:
    """Tab-separated rows, an envelope a line."""
    out.rows(COLUMNS, [_plain_row(budget, path, each) for path, each in begun(budget).items()])


def _plain_row(budget: Budget, path: str, each: Envelope) -> list[str]:
    figures = (each.budgeted_minor, rolled(budget, path), -each.spent_minor, each.balance_minor)
    scale = budget.currency.scale
    return [path, *[plain(minor, scale) for minor in figures], budget.currency.code, "yes" if each.carryover else ""]


def people(out: Output, budget: Budget, numbers: Style, today: int, *, few: bool = False) -> None:
    """The envelopes in columns, then the money to budget and, unless only a ``few`` lines are wanted, what it is made
    of.
    """
    unit, now, period = budget.currency, budget.now, budget.period
    found = begun(budget)
    head = period.shown
    out.painted(head if days_left(period, today) is None else f"{head}{sign(' · ')}{days_text(period, today)}", DIM)
    columns = (
        Column("category", _("envelope"), flexible=True),
        Column("budgeted", _("budgeted"), right=True),
        Column("rolled", _("carried over"), right=True, drop=2),
        Column("spent", _("spent"), right=True, drop=1),
        Column("left", _("left"), right=True),
        Column("bar", "", drop=3, said=False),
    )
    lines = [_row(budget, path, each, numbers) for path, each in found.items()]
    tints = [RED if each.balance_minor < 0 else "" for each in found.values()]
    sums = (-now.total_budgeted_minor, sum(rolled(budget, path) for path in found), -now.total_spent_minor)
    total = [_("total"), *[amount.people(minor, unit, numbers) for minor in (*sums, now.total_balance_minor)], ""]
    out.rows(columns, lines, totals=[total] if len(found) > 1 else (), tints=tints)
    if ".." in period.label and any(rolled(budget, path) for path in found):
        before = at(budget.calendar, budget.before.number).shown
        out.painted(_("carried over: what was left of {period}").format(period=before), DIM)
    _free(out, budget, numbers, few=few)


def _row(budget: Budget, path: str, each: Envelope, numbers: Style) -> list[str]:
    unit, before = budget.currency, rolled(budget, path)
    return [
        _("{category} (closed)").format(category=path) if path in budget.closed else path,
        amount.people(each.budgeted_minor, unit, numbers),
        amount.people(before, unit, numbers) if before else "",
        amount.people(-each.spent_minor, unit, numbers),
        left_text(each.balance_minor, unit, numbers),
        bar(-each.spent_minor, each.budgeted_minor + before),
    ]


def left_text(minor: int, unit: Currency, numbers: Style) -> str:
    """``€12.00``, or ``€12.00 over``."""
    if minor >= 0:
        return amount.people(minor, unit, numbers)
    return _("{amount} over").format(amount=amount.people(-minor, unit, numbers))


def bar(spent_minor: int, had_minor: int) -> str:
    """One glyph: how much of what there was is spent."""
    if spent_minor <= 0:
        return ""
    if spent_minor >= had_minor:
        return BLOCKS[-1]
    return BLOCKS[spent_minor * len(BLOCKS) // had_minor]


def _free(out: Output, budget: Budget, numbers: Style, *, few: bool) -> None:
    unit, now = budget.currency, budget.now
    free = now.to_budget_minor
    if free >= 0:
        text = _("to budget: {amount}").format(amount=amount.people(free, unit, numbers))
        out.prose(text, dim=_("money that has no envelope yet") if free else "")
    else:
        text = _("budgeted {amount} more than there is").format(amount=amount.people(-free, unit, numbers))
        out.painted(text, RED)
    if few:
        return
    rest = now.total_income_minor - budget.received_minor - budget.loose_minor
    parts = (
        (now.from_last_minor, _("carried over {amount}")),
        (budget.received_minor, _("received {amount}")),
        (rest, _("openings, exchanges and the like {amount}")),
        (-budget.loose_minor, _("spent without an envelope {amount}")),
        (-now.last_overspent_minor, _("overspent before {amount}")),
        (now.for_next_minor, _("held for later {amount}")),
    )
    texts = [text.format(amount=amount.people(minor, unit, numbers)) for minor, text in parts if minor]
    if texts:
        out.painted(sign(" · ").join(texts), DIM)


def document(budget: Budget) -> dict[str, Any]:
    """One JSON document of a period."""
    unit, now = budget.currency, budget.now
    rest = now.total_income_minor - budget.received_minor - budget.loose_minor
    return {
        "schema": "wallet.budget/1",
        "month": budget.period.label,
        "currency": unit.code,
        "envelopes": [envelope(budget, path, each) for path, each in begun(budget).items()],
        "to_budget": amount.as_json(now.to_budget_minor, unit),
        "from_last_month": amount.as_json(now.from_last_minor, unit),
        "received": amount.as_json(budget.received_minor, unit),
        "spent_without_envelope": amount.as_json(-budget.loose_minor, unit),
        "other_changes": amount.as_json(rest, unit),
        "overspent_last_month": amount.as_json(-now.last_overspent_minor, unit),
        "held": amount.as_json(now.for_next_minor, unit),
    }


def envelope(budget: Budget, path: str, each: Envelope) -> dict[str, Any]:
    """One envelope for programs."""
    unit = budget.currency
    return {
        "id": budget.uids[path].hex(),
        "category": path,
        "budgeted": amount.as_json(each.budgeted_minor, unit),
        "rolled": amount.as_json(rolled(budget, path), unit),
        "spent": amount.as_json(-each.spent_minor, unit),
        "left": amount.as_json(each.balance_minor, unit),
        "over": each.balance_minor < 0,
        "carryover": each.carryover,
    }


def explained(out: Output, terms: Terms, numbers: Style) -> None:
    """The terms of one envelope, a line each, and their sum."""
    unit = terms.currency
    words = calendar.WORDS[terms.kind]
    given = _(words.since).format(month=terms.since.since) if terms.since else _(words.alone)
    lines = [(_(words.last), terms.rolled_minor), (given, terms.budgeted_minor)]
    lines += [(_("spent on {category}").format(category=path), minor) for path, minor in terms.sources]
    texts = [[text, amount.people(minor, unit, numbers)] for text, minor in lines]
    columns = (
        Column("term", f"{visible(terms.envelope)} {terms.period.shown}"),
        Column("amount", "", right=True),
    )
    out.rows(columns, texts, totals=[[_("left"), left_text(terms.left_minor, unit, numbers)]])
    if terms.lost_minor:
        lost = amount.people(-terms.lost_minor, unit, numbers)
        out.prose(_("{amount} overspent before was taken from the money to budget").format(amount=lost))
    if terms.carryover:
        out.prose(_("overspending stays in this envelope"))


def terms_document(terms: Terms) -> dict[str, Any]:
    """The terms of one envelope for programs."""
    unit = terms.currency
    return {
        "schema": "wallet.budget-terms/1",
        "month": terms.period.label,
        "id": terms.uid.hex(),
        "category": terms.envelope,
        "rolled": amount.as_json(terms.rolled_minor, unit),
        "budgeted": amount.as_json(terms.budgeted_minor, unit),
        "budgeted_since": None if terms.since is None else terms.since.label,
        "spent": amount.as_json(-terms.spent_minor, unit),
        "sources": [{"category": path, "spent": amount.as_json(-minor, unit)} for path, minor in terms.sources],
        "left": amount.as_json(terms.left_minor, unit),
        "overspent_last_month": amount.as_json(-terms.lost_minor, unit),
        "carryover": terms.carryover,
    }


def left_line(left: Left, numbers: Style, today: int) -> str:
    """``food €187.50 of €300.00 left (62 %, 9 days left)``."""
    when = days_text(left.period, today)
    name = visible(left.envelope)
    if left.left_minor < 0 or left.had_minor <= 0:
        text = left_text(left.left_minor, left.currency, numbers)
        return _("{envelope} {left} ({when})").format(envelope=name, left=text, when=when)
    return _("{envelope} {left} of {had} left ({percent} %, {when})").format(
        envelope=name,
        left=amount.people(left.left_minor, left.currency, numbers),
        had=amount.people(left.had_minor, left.currency, numbers),
        percent=left.left_minor * 100 // left.had_minor,
        when=when,
    )

"""A kind of small entity that wallet doesn't have: all that one is, in one module. ``test_entity`` registers it.

A goal has a name; its body: minor units, currency, day, and the purchase that it was for ("" before that).
"""

import json
from collections.abc import Container
from datetime import date
from typing import Any, NamedTuple

from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import Noun, Spec, arg, opt
from wallet_cli.domain.amounts import Style
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.items.base import WrittenItem
from wallet_cli.services import short_names
from wallet_cli.services.record.typed_line import amount_of, read
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import keyed_item
from wallet_cli.words import amount

GOAL = "goal"


class Goal(NamedTuple):
    """What became of a goal; ``amount_minor`` None: it was dropped."""

    name: str
    amount_minor: int | None
    currency: Currency
    day: int


def event(one: WrittenItem) -> Goal:
    """The goal as the log tells it."""
    minor, code, day, _purchase = one.body
    return Goal(one.name, None if one.is_gone else minor, one.books.currency(code), day)


def erased(body: list[Any], targets: Container[bytes]) -> list[Any] | None:
    """Nothing, once its purchase goes."""
    return None if body[3] and bytes.fromhex(body[3]) in targets else body


def sentence(goal: Goal, numbers: Style) -> str:
    """``trip: €500.00 by 2027-06-01``."""
    if goal.amount_minor is None:
        return f"{goal.name} is no goal any more"
    held = amount.people(goal.amount_minor, goal.currency, numbers)
    return f"{goal.name}: {held} by {date.fromordinal(goal.day).isoformat()}"


def assign(app: App, name: str, text: str, by: str, bought: str | None) -> None:
    """Set a goal."""
    with opening.writing(app, "goal set") as session:
        money, day = amount_of(session, read(session, text), None), read_date(by, date.fromordinal(session.today))
        purchase = short_names.transaction(session, bought).transaction.uid.hex() if bought else ""
        body = [money.minor, money.currency.code, day.toordinal(), purchase]
        with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
            work.put_item(keyed_item(GOAL, name, body))
        receipt.told(app, work.ref, session.dry_run, f"{name} is a goal", short=name)


def remove(app: App, name: str) -> None:
    """Drop a goal."""
    with opening.writing(app, "goal rm") as session:
        with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
            work.drop_item(GOAL, name)
        receipt.told(app, work.ref, session.dry_run, f"{name} is dropped", short=name)


def listing(app: App) -> None:
    """All goals."""
    out = Output(app)
    with opening.reading(app) as session:
        rows = [(name, *map(str, json.loads(body)[:3])) for name, body in items.every(session.db, GOAL)]
        out.rows([Column(key, key) for key in ("name", "minor", "currency", "day")], [list(row) for row in rows])


NAME = arg("name", metavar="NAME", help="the goal's name")
COMMAND = Noun(
    GOAL,
    "what is saved for",
    (
        Spec("list", "all goals", listing),
        Spec(
            "set",
            "set a goal",
            assign,
            (
                NAME,
                arg("text", metavar="AMOUNT", help="how much"),
                opt("by", "--by", metavar="DATE", help="until when"),
                opt("bought", "--bought", metavar="TRANSACTION", help="what it was for"),
            ),
        ),
        Spec("rm", "drop a goal", remove, (NAME,)),
    ),
)

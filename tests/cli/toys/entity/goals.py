"""What is saved for: goals are set and dropped, each in an operation, and listed."""

import json
from datetime import date

from tests.cli.toys.entity.item import GOAL
from wallet_cli.domain.dates import read_date
from wallet_cli.services import short_names
from wallet_cli.services.record.typed_line import amount_of, read
from wallet_cli.services.session import Session
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import keyed_item


def assign(session: Session, name: str, text: str, by: str, bought: str | None) -> str:
    """Set a goal, as typed; the operation's short name."""
    money, day = amount_of(session, read(session, text), None), read_date(by, date.fromordinal(session.today))
    purchase = short_names.transaction(session, bought).transaction.uid.hex() if bought else ""
    body = [money.minor, money.currency.code, day.toordinal(), purchase]
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        work.put_item(keyed_item(GOAL, name, body))
    return work.ref


def remove(session: Session, name: str) -> str:
    """Drop a goal; the operation's short name."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        work.drop_item(GOAL, name)
    return work.ref


def listing(session: Session) -> list[list[str]]:
    """All goals: name, minor units, currency and day."""
    return [[name, *map(str, json.loads(body)[:3])] for name, body in items.every(session.db, GOAL)]

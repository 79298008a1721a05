"""The accounts into which payees are paid: a small entity a payee and sort, which goes where its payee goes.

What is kept is written with the payee in one operation, so that no payee is undone under it.
"""

from __future__ import annotations

import json

from wallet_cli.domain.operation import PAYEE_ACCOUNT
from wallet_cli.store.journal import entities, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.account import Payee
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

IBAN = "iban"
"""The sort that can be kept: a row of ``domain/payments/payee_accounts``."""


def iban_of(session: Session, payee: Payee) -> str:
    """The compact IBAN of a payee, "" for none."""
    kept = items.find(session.db, PAYEE_ACCOUNT, _name(payee))
    return str(json.loads(kept.body)[0]) if kept else ""


def put(work: Operation, payee: Payee, iban: str) -> None:
    """Keep the IBAN of a payee that the same operation writes; "" takes it away."""
    if iban:
        work.put_item(entities.keyed_item(PAYEE_ACCOUNT, _name(payee), [iban, payee.name]))
    else:
        work.drop_item(PAYEE_ACCOUNT, _name(payee))


def _name(payee: Payee) -> str:
    return f"{payee.uid.hex()}:{IBAN}"

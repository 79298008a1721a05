"""Books of several accounts and currencies, made at random from a seed, written straight into the store."""

import random
from datetime import date
from itertools import chain

from tests.raw.books import balances
from wallet_cli.domain.account import CONVERSION, Account, Payee
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.services import names
from wallet_cli.services.record.write import write_currencies
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.store.journal.journal import Operation

HOSTILE = ("; note", "a:b", "=1+1", "中文 付款", "date:2026", "x  y", "(z) [2026]", "| pipe", "'", '"q"', "$A", "-")
DAY = date(2026, 1, 1).toordinal()


def fill(session: Session, seed: int, count: int = 60, states: int = 3, mark: str = "") -> None:
    """Add accounts in three currencies and ``count`` transactions of every shape; 2 ``states`` leave out reconciled.

    With a ``mark`` every payee begins with it and a P, every memo with an M, a text as delivered D, a tag T, an id B.
    """
    payee_mark, memo_mark, text_mark, tag_mark, id_mark = [mark + letter if mark else "" for letter in "PMDTB"]
    rng = random.Random(seed)
    _add_accounts(session, rng)
    money = {"EUR": ["cash", "bank", "visa"], "USD": ["wise:usd", "visa"], "JPY": ["日元 现金"]}
    labels = ["food:coffee", "home", "other", "salary"]
    uid = {name: names.any_node(session, name).uid for name in [*chain(*money.values()), *labels]}
    conversion = names.equity(session, CONVERSION).uid
    with session.store.operation(session.origin(), session.new_uid()) as work:
        payees = _payees(session, work, payee_mark)
        earlier: list[bytes] = []
        for _ in range(count):
            day, code = DAY + rng.randrange(330), rng.choice(list(money))
            total = rng.randrange(1, 10**6) * rng.choice((1, -1))
            state, late = rng.randrange(states), day + rng.randrange(4)
            own = Posting(
                uid[rng.choice(money[code])],
                code,
                -total,
                late,
                state,
                rng.choice((0, late)),
                rng.choice(("", f"{id_mark}B{total}")),
            )
            if rng.random() < 0.2:
                other = rng.choice([each for each in money if each != code])
                got = rng.randrange(1, 10**6)
                rest = [
                    Posting(conversion, code, total, day, state),
                    Posting(conversion, other, -got, day, state),
                    Posting(uid[rng.choice(money[other])], other, got, day + 1, rng.randrange(states)),
                ]
            else:
                part = rng.randrange(total) if total > 0 else 0
                rest = [
                    Posting(uid[rng.choice(labels)], code, part, day, state, 0, "", -5, "USD"),
                    Posting(uid[rng.choice(labels)], code, total - part, day, state),
                ]
            txn = Transaction(
                session.new_uid(),
                day,
                (own, *rest),
                rng.choice([b"", rng.choice(payees).uid]),
                rng.choice(["", memo_mark + rng.choice(HOSTILE)]),
                rng.choice(["", text_mark + "DELIVERED " + rng.choice(HOSTILE)]),
                tuple(tag_mark + tag for tag in rng.sample(["trip", "2026", "日期"], rng.randrange(3))),
                (("refunds", rng.choice(earlier)),) if earlier and rng.random() < 0.1 else (),
                rng.random() < 0.1,
            )
            earlier.append(txn.uid)
            write_currencies(session, work, [txn])
            work.add_transaction(txn)


def _add_accounts(session: Session, rng: random.Random) -> None:
    for path, kind, codes in (
        ("wise:usd", "bank", ("USD",)),
        ("日元 现金", "cash", ("JPY",)),
        ("visa", "card", ("EUR", "USD")),
    ):
        tree.add(session, Account(b"", path, kind, codes, number=str(rng.randrange(10**9))))
    tree.add(session, Account(b"", "food:coffee", "expense", aliases=("koffie",)))


def _payees(session: Session, work: Operation, mark: str) -> list[Payee]:
    found = [
        Payee(session.new_uid(), f"{mark}Shop {n} {text}", (f"{mark}alias {n}",)) for n, text in enumerate(HOSTILE)
    ]
    for payee in found:
        work.put_payee(payee, new=True)
    return found


def totals(session: Session) -> dict[tuple[str, str], int]:
    """What every account, category and equity account holds."""
    return balances(session.db)

"""The figures of a real product, end to end: transactions in an encrypted store, budgets through the use cases."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.domain.plan.months import month_of
from tests.domain.plan.test_budget import ENVELOPE_FIGURES, figures_of
from wallet_cli.domain.account import Account
from wallet_cli.domain.currency import codes
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import Refused
from wallet_cli.services import names
from wallet_cli.services.plan import budget, envelopes
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts

CHUNK = 10
"""Scenarios that share a vault: few, so that its tree of categories stays as small as a person's."""


class _Replay:
    """One scenario in categories of its own: its money is in a currency of its own, so that it sees no other's."""

    def __init__(self, session: Session, scenario: dict[str, Any], code: str, prefix: str) -> None:
        self.session, self.scenario, self.code = session, scenario, code
        self.path = {name: f"{prefix}-{name}".lower() for name in scenario["categories"]}
        self.expenses = [name for name in scenario["categories"] if name.startswith("E")]
        self.received: Counter[tuple[str, str]] = Counter()
        for name, path in self.path.items():
            accounts.add(session, Account(b"", path, "expense" if name in self.expenses else "income"))

    def book(self) -> None:
        """All transactions in one operation; what has no category waits on an account of its own.

        What accounts off the budget pay for directly is left out: here that counts as received and spent.
        """
        uids = {None: names.account(self.session, "suspense").uid}
        uids |= {name: names.category(self.session, path).uid for name, path in self.path.items()}
        place = names.account(self.session, "on").uid
        made = []
        for op in self.scenario["ops"]:
            if op["op"] == "tx" and op["account"] == "on":
                day, minor = date.fromisoformat(op["date"]).toordinal(), op["amount"]
                postings = (
                    Posting(place, self.code, minor, day),
                    Posting(uids[op["category"]], self.code, -minor, day),
                )
                made.append(Transaction(self.session.new_uid(), day, postings))
                if op["category"]:
                    self.received[op["date"][:7], op["category"]] += minor
        record(self.session, lambda: Entry(made))

    def apply(self) -> None:
        first = month_of(self.scenario["months"][0])
        for name in self.expenses:
            budget.assign(self.session, self.path[name], self.code, first, 0)
        for op in self.scenario["ops"]:
            if op["op"] != "tx":
                self.step(op, month_of(op["month"]))

    def step(self, op: dict[str, Any], month: int) -> None:
        session, code = self.session, self.code
        match op["op"]:
            case "budget":
                budget.assign(session, self.path[op["category"]], code, month, op["amount"], only=True)
            case "carryover":
                budget.carry(session, self.path[op["category"]], code, month, on=op["flag"])
            case "hold" if op["returned"]:
                budget.hold(session, code, month, op["amount"])
            case "hold":
                with pytest.raises(Refused, match="nothing-to-budget"):
                    budget.hold(session, code, month, op["amount"])
            case "resetHold":
                if month in envelopes.read_cells(session, code).held:
                    budget.release(session, code, month)

    def compare(self) -> int:
        """How many figures were compared."""
        compared = 0
        for label, expected in self.scenario["result"].items():
            month = budget.show(self.session, self.code, month_of(label)).now
            place = f"seed {self.scenario['seed']} {label}"
            figures = {key: value for key, value in expected.items() if key != "categories"}
            there = figures_of(month)
            assert {key: there[key] for key in figures} == figures, place
            compared += len(figures)
            for name, wanted in expected["categories"].items():
                if "received" in wanted:
                    assert self.received[label, name] == wanted["received"]
                    continue
                envelope = month.envelopes[self.path[name]]
                found = {key: getattr(envelope, field) for key, field in ENVELOPE_FIGURES.items()}
                assert found == {key: wanted[key] for key in found}, (place, name)
                assert envelope.carryover == wanted["carryover"], (place, name)
                compared += 4
        return compared


@pytest.fixture
def books(session: Session) -> Iterator[Session]:
    for name in ("on", "suspense"):
        accounts.add(session, Account(b"", name, "bank", ("EUR",)))
    yield session


@pytest.mark.parametrize("first", range(0, 100, CHUNK))
def test_every_figure_of_the_corpus_is_reproduced_through_the_use_cases(
    first: int, books: Session, corpus: Path
) -> None:
    scenarios = json.loads((corpus / "budget" / "envelope.json").read_text())["scenarios"][first : first + CHUNK]
    compared = 0
    for scenario, code in zip(scenarios, codes(), strict=False):
        replay = _Replay(books, scenario, code, f"s{scenario['seed']}")
        replay.book()
        replay.apply()
        compared += replay.compare()
    assert compared > 100 * CHUNK

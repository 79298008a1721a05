"""A receipt tells balances as of today, as ``balance`` does, or as of the last day that the record itself reaches."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import refused
from tests.services.conftest import TODAY
from wallet_cli.services.record import debts
from wallet_cli.services.record.debts import Debt
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.receipt import Receipt
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts, balances


def told(receipt: Receipt) -> dict[str, tuple[int, int]]:
    return {change.account: (change.before_minor, change.after_minor) for change in receipt.changes}


def test_what_lies_ahead_is_not_in_the_balance_of_today(session: Session) -> None:
    ahead = pay(session, Payment(("100", "Rent", "@bank", "+home"), Notes(day="2026-12-05")))
    assert told(ahead) == {"bank": (125000, 115000)}
    now = pay(session, Payment(("1", "Bread", "@bank", "+food")))
    assert told(now) == {"bank": (125000, 124900)}


def test_a_transfer_that_arrives_later_tells_both_ends_of_it(session: Session) -> None:
    assert told(transfer(session, Transfer(("50", "@bank", "@cash"), arrives="+3d"))) == {
        "bank": (125000, 120000),
        "cash": (32000, 37000),
    }


def test_a_debt_that_begins_later_cannot_be_repaid_today(session: Session) -> None:
    debts.lend(session, Debt(("5", "anna", "@bank"), Notes(day="2026-12-01")))
    with refused("nothing-owed", 5):
        debts.repay(session, Debt(("all", "anna", "@bank")))
    debts.repay(session, Debt(("all", "anna", "@bank"), Notes(day="2026-12-02")))


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=20, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_two_ways_to_a_balance_agree_on_any_day(crowded: Session, day: date) -> None:
    db = crowded.db
    cells = {(cell.account, cell.currency): cell.total_minor for cell in balances.as_of(db, day)}
    rows = [node.row for node in accounts.every(db)]
    found = balances.of_accounts(db, rows, day.toordinal())
    assert {key: minor for key, minor in found.items() if minor} == {
        key: minor for key, minor in cells.items() if minor
    }


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Session:
    from itertools import count
    from os import urandom

    from wallet_cli.domain.account import Account
    from wallet_cli.services.things import accounts as tree
    from wallet_cli.services.things import starting
    from wallet_cli.services.vault import create, location

    folder = tmp_path_factory.mktemp("crowded")
    ticks = count(1_795_000_000_000_000, 1000)
    store = create.create(location.Place(folder / "main", folder / "state"), b"correct horse", "cheap", urandom)
    made = Session(store, TODAY, lambda: next(ticks), urandom, "test")
    starting.start(made, starting.InitialSettings("EUR"))
    for name in ("bank", "cash"):
        tree.add(made, Account(b"", name, "bank"))
    for day in (
        "2024-01-01",
        "2024-12-31",
        "2025-06-15",
        "2026-11-01",
        "2026-11-30",
        "2026-12-01",
        "2027-01-01",
        "2029-03-03",
    ):
        pay(made, Payment(("1.10", "Shop", "@bank", "+food"), Notes(day=day)))
        transfer(made, Transfer(("7", "@bank", "@cash"), Notes(day=day)))
    return made

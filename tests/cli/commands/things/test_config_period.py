"""What the receipt of other periods says: the days of the current one, and what becomes of what was budgeted."""

import re

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def budget(wallet: Wallet) -> Wallet:
    """A wallet with 300 for food a month, of which 100 is spent, on the 27th of a month."""
    wallet.today = "2026-11-27"
    wallet.ok("budget", "set", "food", "300")
    wallet.ok("pay", "100", "Market", "@cash", "+food", "-d", "2026-11-20")
    return wallet


def test_a_budget_that_is_now_one_of_the_period_before_is_said_to_be_carried_over(budget: Wallet) -> None:
    told = budget.ok("config", "set", "period", "month from 25").splitlines()
    assert told[1:3] == [
        "the current period is 2026-11-25..2026-12-24",
        "what was budgeted for 2026-11 is budgeted for 2026-10-25..2026-11-24 now; what is left of it is carried over",
    ]
    shown = budget.ok("budget", tty=True)
    assert re.search(r"€300\.00 +€200\.00", shown)
    assert "€500.00" in shown
    assert "carried over: what was left of 2026-10-25..2026-11-24" in shown
    assert "from before:" not in budget.ok("budget", "2026-11-24", tty=True)


def test_a_budget_that_stays_the_current_ones_is_not_carried_over(budget: Wallet) -> None:
    told = budget.ok("config", "set", "period", "month from 10").splitlines()
    assert told[1:3] == [
        "the current period is 2026-11-10..2026-12-09",
        "what was budgeted for 2026-11 is budgeted for 2026-11-10..2026-12-09 now",
    ]


def test_envelopes_that_count_no_more_are_named(budget: Wallet) -> None:
    told = budget.ok("config", "set", "period", "week", "-n")
    assert "the current period is 2026-11-23..2026-11-29" in told
    assert "envelopes by month don't count for these periods" in told
    assert "budget" not in budget.ok("config", "get", "period")


def test_a_wallet_without_a_budget_hears_of_the_days_alone(wallet: Wallet) -> None:
    told = wallet.ok("config", "set", "period", "week").splitlines()
    assert (told[1], len(told)) == ("the current period is 2026-11-16..2026-11-22", 3)
    assert "current period" not in wallet.ok("config", "set", "period", "month", "--json")

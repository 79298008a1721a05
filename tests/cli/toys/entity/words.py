"""The sentence of a goal in the log."""

from datetime import date

from tests.cli.toys.entity.item import Goal
from wallet_cli.domain.amounts import Style
from wallet_cli.words import amount


def sentence(goal: Goal, numbers: Style) -> str:
    """``trip: €500.00 by 2027-06-01``."""
    if goal.amount_minor is None:
        return f"{goal.name} is no goal any more"
    held = amount.people(goal.amount_minor, goal.currency, numbers)
    return f"{goal.name}: {held} by {date.fromordinal(goal.day).isoformat()}"

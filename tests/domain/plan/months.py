"""Calendar months in tests of budgets: by their labels, as numbers."""

from wallet_cli.domain.calendar import MONTH, read_key


def month_of(label: str) -> int:
    """The month of "2026-11"."""
    month = read_key(MONTH, label)
    assert month is not None, label
    return month

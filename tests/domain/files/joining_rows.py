"""Entries and rows for tests of the comparison with what was recorded by hand."""

from datetime import date, timedelta

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.dedup import BookedRow
from wallet_cli.domain.files.joins.likeness import Likeness
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import fold

EUR = Currency("EUR", 2)
DAY = date(2026, 11, 2)


def after(days: int) -> date:
    """So many days after the first."""
    return DAY + timedelta(days)


def row(day: int = 0, minor: int = -450, payee: str = "Coffee", bank_id: str = "", memo: str = "") -> Row:
    """A row of the bank's."""
    return Row(1, after(day), Money(minor, EUR), payee, memo, bank_id=bank_id)


def typed(key: object = "e", day: int = 0, minor: int = -450, payee: str = "Coffee", **more: object) -> BookedRow:
    """What was recorded by hand."""
    return BookedRow(key, after(day), Money(minor, EUR), payee, by_hand=True, **more)  # type: ignore[arg-type]


def listed(key: object = "e", day: int = 0, minor: int = -450, payee: str = "Coffee") -> BookedRow:
    """What a file listed as pending."""
    return typed(key, day, minor, payee, pending=True, listed=True)


def told(key: object = "b", day: int = 0, minor: int = -450, payee: str = "Coffee", bank_id: str = "") -> BookedRow:
    """What a bank booked."""
    return BookedRow(key, after(day), Money(minor, EUR), payee, bank_id=bank_id)


def books(*payees: str, **aliases: str) -> Likeness:
    """How texts are compared where these are payees of the books; ``aliases`` are further names of some."""
    names = {fold(name): name for name in payees} | {fold(name.replace("_", " ")): of for name, of in aliases.items()}
    return Likeness(lambda text: names.get(fold(text), fold(text)), lambda text: fold(text) in names)

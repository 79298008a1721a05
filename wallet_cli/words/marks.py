"""The marks of transactions in a list: a letter and a word for each, so that neither a colour nor a sign is needed."""

from __future__ import annotations

from wallet_cli.domain.look import marks
from wallet_cli.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

MARKS = {
    marks.VOID: N_("V void"),
    marks.IN_TRANSIT: N_("> in transit"),
    marks.PENDING: N_("P pending"),
    marks.TRANSFER: N_("T transfer"),
    marks.EXCHANGE: N_("X exchange"),
    marks.REFUND: N_("R refund"),
    marks.DEBT: N_("D debt"),
    marks.IMPORTED: N_("I imported"),
    marks.TO_REVIEW: N_("? to review"),
}
"""Each mark's letter and word, in the order in which they are shown."""


def in_words(found: tuple[str, ...]) -> str:
    """``pending, debt``."""
    return _(", ").join([_(text).partition(" ")[2] for mark, text in MARKS.items() if mark in found])


def in_letters(found: tuple[str, ...]) -> str:
    """``PD``."""
    return "".join([_(text).partition(" ")[0] for mark, text in MARKS.items() if mark in found])


def legend(found: Collection[str]) -> list[str]:
    """``T transfer``, for each of these marks."""
    return [_(text) for mark, text in MARKS.items() if mark in found]

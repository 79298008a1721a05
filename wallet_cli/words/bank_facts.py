"""What is called how of what a bank says beside a posting (``domain/files/row_facts``)."""

from __future__ import annotations

from wallet_cli.domain.files.opening import COUNTS_UNTIL
from wallet_cli.domain.files.row_facts import OWN
from wallet_cli.i18n import N_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallet_cli.domain.files.row_facts import Facts

LABELS = {
    "time": N_("time"),
    "kind": N_("kind of booking"),
    "category": N_("the platform's category"),
    "method": N_("paid with"),
    "status": N_("status"),
    "other_account": N_("their account"),
    "other_bank": N_("their bank"),
    "order_id": N_("order"),
    "merchant_order_id": N_("the shop's order"),
    "end_to_end": N_("end-to-end id"),
    "mandate": N_("mandate"),
    "cheque": N_("cheque"),
    "batch": N_("collective entry"),
    "rate": N_("exchange rate"),
    "charges": N_("charges"),
    "balance_after": N_("balance after it"),
    "rule": N_("by rule"),
    COUNTS_UNTIL: N_("counts all before"),
}
"""In the order in which they are shown; the bank's own names come last, as they are."""


def by_table(facts: Facts) -> Iterable[tuple[str, str]]:
    """Facts in the order of ``LABELS``."""
    told = dict(facts)
    known = [(name, told.pop(name)) for name in LABELS if name in told]
    return (*known, *told.items())


def label(name: str, say: Callable[[str], str]) -> str:
    """What a fact is called: ``say`` translates the names that are ours."""
    return f"{say(LABELS[name])}:" if name in LABELS else f"{name.removeprefix(OWN)}:"

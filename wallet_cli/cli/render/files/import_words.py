"""The words of an import: how an account was found, what became of a row and why, what shows that a file was read
rightly."""

from __future__ import annotations

from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallet_cli.services.files.imported import Filed
    from wallet_cli.services.files.matching import Fate

STATUSES = {
    "new": N_("new"),
    "confirmed": N_("confirmed"),
    "known": N_("known"),
    "changed": N_("changed"),
    "removed": N_("removed"),
}
REASONS = {
    "not-seen": N_("not seen before"),
    "id-repeated": N_("several rows have its id"),
    "id-reused": N_("its id belonged to another row"),
    "bank-id": N_("same id"),
    "bank-id-changed": N_("same id, now with another {changed}"),
    "content": N_("same day, amount and text"),
    "near-date": N_("recorded by hand"),
    "seen": N_("imported before, changed since"),
    "removed": N_("removed since it was imported"),
}
CHANGED_PARTS = {"date": N_("date"), "amount": N_("amount"), "text": N_("text")}
FOUND = {
    "number": (N_("account {account}, by its number"), N_("account {account}, by its number {number}")),
    "named": (N_("account {account}, as named"), N_("account {account}, as named; its number there: {number}")),
    "platform": (
        N_("account {account}, by its name"),
        N_("account {account}, by its name; its number there: {number}"),
    ),
    "asked": (N_("account {account}, as answered"), N_("account {account}, as answered; its number there: {number}")),
}
"""How the account was found: without and with a number in the file."""
OUTCOMES = {
    "taken": N_("taken over"),
    "kept": N_("kept as it was"),
    "split": N_("stays: it was split"),
    "reconciled": N_("stays: it is reconciled"),
    "transfer": N_("stays: it is a transfer"),
    "void": N_("stays: it is void"),
}
PROOFS = {
    "opening": N_(
        "{account} now begins on {day} with {amount}, as the bank's own balance says; it was {was} on {was_day}"
    ),
    "closing": N_(
        "{account} now begins on {day} with {amount}, and the bank's balance at the end agrees; "
        "it was {was} on {was_day}"
    ),
    "": N_("{account} now begins on {day} with {amount}, and today's balance stays; it was {was} on {was_day}"),
}
_EVIDENCE = {
    "balances": N_("its opening and closing balances agree with its rows"),
    "stated sums": N_("its own sums agree with its rows"),
}
_RUNNING = "running balance"


def evidence(each: Filed) -> Iterator[str]:
    """What shows that a file was read rightly, or doesn't."""
    counted = each.running
    if counted is not None and counted.rows:
        text = _("the balance beside each row agrees on {agree} of {rows} rows")
        yield text.format(agree=counted.agree, rows=counted.rows)
    for name in each.head.evidence:
        if name != _RUNNING:
            yield _(_EVIDENCE[name]) if name in _EVIDENCE else visible(name)


def period(first: str, last: str) -> str:
    """The days of a file (ISO); one alone where it has no other."""
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def reason(fate: Fate) -> str:
    """Why a row is what it is, and the transaction that it is."""
    changed = _(", ").join(_(CHANGED_PARTS[part]) for part in fate.changed)
    text = _(REASONS[fate.reason]).format(changed=changed) if fate.reason in REASONS else fate.reason
    return text if fate.status == "new" else f"{text} (t{fate.txn})"

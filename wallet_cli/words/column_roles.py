"""What the columns of a bank's table are called where people see them; files and JSON keep the names of the roles."""

from __future__ import annotations

from wallet_cli.i18n import N_, _

ROLES = {
    "booked": N_("booking date"),
    "traded": N_("date of the payment"),
    "valued": N_("value date"),
    "day": N_("date"),
    "time": N_("time"),
    "amount": N_("amount"),
    "credit": N_("amount in"),
    "debit": N_("amount out"),
    "part": N_("amount of a part"),
    "direction": N_("in or out"),
    "balance": N_("balance after it"),
    "main-amount": N_("amount charged"),
    "main-credit": N_("amount in, as charged"),
    "main-debit": N_("amount out, as charged"),
    "original": N_("amount in the shop's currency"),
    "original-currency": N_("the shop's currency"),
    "currency": N_("currency"),
    "main-currency": N_("currency charged"),
    "balance-currency": N_("currency of the balance"),
    "payee": N_("payee"),
    "payer": N_("payer"),
    "description": N_("text"),
    "memo": N_("more text"),
    "kind": N_("kind of booking"),
    "category": N_("the platform's category"),
    "status": N_("status"),
    "method": N_("paid with"),
    "account": N_("account"),
    "card-number": N_("card number"),
    "owner": N_("account holder"),
    "either-account": N_("account, yours or theirs"),
    "other-account": N_("their account"),
    "other-bank": N_("their bank"),
    "own-bank": N_("the account's bank"),
    "id": N_("id"),
    "order": N_("order"),
    "shop-order": N_("the shop's order"),
    "cheque": N_("cheque"),
    "rate": N_("exchange rate"),
    "fee": N_("charges"),
    "mandate": N_("mandate"),
    "end-to-end": N_("end-to-end id"),
    "impact": N_("whether money moved"),
    "settled": N_("whether money moved"),
    "": N_("not used"),
}
"""Every role of a column, as ``formats/table/roles.py`` names it; "" is a column without one."""


def called(role: str) -> str:
    """A role in the chosen language; one that this version doesn't know stays as it is."""
    return _(ROLES[role]) if role in ROLES else role

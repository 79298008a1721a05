"""What sets a transaction apart from a plain payment in a list."""

from __future__ import annotations

VOID, IN_TRANSIT, PENDING = "void", "in-transit", "pending"
"""Where it is."""

TRANSFER, EXCHANGE, REFUND, DEBT, IMPORTED = "transfer", "exchange", "refund", "debt", "imported"
"""What it is: between own accounts, in two currencies too; money that came back; with someone who owes or is owed;
delivered, or confirmed, by a file of the bank."""

TO_REVIEW = "to-review"
"""What its bank's file left in doubt."""

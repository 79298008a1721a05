"""Rules in the vault, and what they make of banks' rows."""

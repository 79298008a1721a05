"""Use cases about the vault: opening it, its keys, backups, checks and its end."""

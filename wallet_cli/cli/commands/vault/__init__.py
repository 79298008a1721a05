"""Commands about the vault itself: keys, backups, checks."""

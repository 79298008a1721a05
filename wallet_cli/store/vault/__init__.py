"""The vault's files: the encrypted store, the key header, backups, the head last seen."""

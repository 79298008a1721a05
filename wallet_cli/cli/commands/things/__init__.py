"""Commands about accounts, categories, payees and settings."""

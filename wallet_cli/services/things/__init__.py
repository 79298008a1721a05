"""Use cases about accounts, payees, settings, and a new wallet."""

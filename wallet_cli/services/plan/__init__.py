"""Use cases about budgets."""

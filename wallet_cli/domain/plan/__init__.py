"""Rules about periods and budgets."""

"""Commands about what should be: budgets."""

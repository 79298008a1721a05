"""What is shown of budgets."""

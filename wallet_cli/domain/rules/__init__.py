"""Rules: conditions on a bank's row, and what becomes of it. Values and functions of values; decision 37."""

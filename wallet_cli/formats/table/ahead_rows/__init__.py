"""Rows that are read while their table is surveyed."""

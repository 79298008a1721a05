"""Queries over the books."""

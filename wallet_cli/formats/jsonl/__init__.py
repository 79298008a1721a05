"""Whole books as JSON lines, in and out."""

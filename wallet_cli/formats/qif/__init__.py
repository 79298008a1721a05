"""QIF, in."""

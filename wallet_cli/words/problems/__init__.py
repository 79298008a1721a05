"""The words of every error, by area."""

"""Use cases that show what is in the books."""

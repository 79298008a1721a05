"""Use cases that record what happened."""

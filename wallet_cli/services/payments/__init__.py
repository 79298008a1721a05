"""Use cases about payment codes."""

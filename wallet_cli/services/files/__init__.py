"""Use cases about files: what goes in and out, and what already exists."""

"""Commands about payment codes."""

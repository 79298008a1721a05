"""A scheme and a format that only the tests know: registered, and nothing else is edited."""

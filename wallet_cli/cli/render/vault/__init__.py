"""What is shown of keys and checks."""

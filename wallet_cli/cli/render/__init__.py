"""What people and programs see: values and texts go in, lines come out."""

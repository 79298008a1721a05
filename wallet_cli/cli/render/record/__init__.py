"""What is shown after something was recorded."""

"""What is shown of imports."""

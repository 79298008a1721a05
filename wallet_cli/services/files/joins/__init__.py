"""What was recorded by hand is joined with a bank's rows, and what is doubtful is kept."""

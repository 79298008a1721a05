"""What is said in a line in place of what is typed: days in words, and amounts in several."""

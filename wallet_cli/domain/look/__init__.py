"""What is said about the books: values that services fill and words put into sentences."""

"""What is told of the books: values that services fill and words put into sentences."""

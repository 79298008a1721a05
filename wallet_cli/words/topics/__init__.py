"""Short pages on money and safety, shown by ``wallet help TOPIC``."""

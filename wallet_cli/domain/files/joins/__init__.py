"""One event, one transaction: what was recorded by hand and what the bank says are joined."""

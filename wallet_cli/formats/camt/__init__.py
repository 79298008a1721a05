"""ISO 20022 account reports (camt.052), statements (camt.053) and notifications (camt.054), in every version."""

"""SQL against the tests' stores, past the product: what stands there, and what harm is done.

No other test but the store's own says any. Each function takes an open connection, wherever that comes from.
"""

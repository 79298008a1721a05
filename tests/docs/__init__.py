"""The documentation's tests: the reference is generated and current, every console block is what a terminal shows."""

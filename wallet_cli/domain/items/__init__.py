"""Small entities, one module a kind: what their bodies mean, what the log is told of them, what an erasure leaves."""

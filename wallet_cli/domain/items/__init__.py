"""Small entities, one module a kind: what their bodies mean, what the log says about them, what an erasure
leaves."""

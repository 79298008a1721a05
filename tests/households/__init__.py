"""Synthetic households, whose events are known: how well imports find what was recorded by hand."""

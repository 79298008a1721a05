"""Payment codes: one module for each scheme."""

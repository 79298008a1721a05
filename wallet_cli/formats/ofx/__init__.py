"""OFX, in and out."""

"""Use cases that change what was recorded, or take it back, and the log of it all."""

"""Files of other programs, in and out: one module or package for each format."""

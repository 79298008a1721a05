"""wallet: a command-line self-custody wallet. Imports nothing, so that asking for the version costs nothing."""

__version__ = "0.1.0"

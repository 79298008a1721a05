"""Fixtures of the fault tests: the command line's wallet, on a real encrypted store."""

from tests.cli.conftest import bare, wallet

__all__ = ["bare", "wallet"]

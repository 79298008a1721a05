"""Fixtures of the documentation's tests: the command line's."""

from tests.cli.conftest import bare, wallet

__all__ = ["bare", "wallet"]

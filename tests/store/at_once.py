"""How many entities of a kind are compared together while books are verified."""

import pytest

from wallet_cli.store.journal import entities


def compared_at_once(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """That many at most, of each kind."""
    for kind in entities.STORED.values():
        monkeypatch.setattr(kind, "at_once", min(most, kind.at_once))

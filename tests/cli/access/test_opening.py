"""The key and the store that it opens, where keys are changed between the two."""

import json
from typing import Any

import pytest

from tests.cli.driver import Wallet
from wallet_cli.errors import Busy
from wallet_cli.services.vault import access


def test_a_command_finds_the_key_anew_as_often_as_it_was_changed(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store, left = access.open_store, [1, 1, 1]

    def meanwhile(*told: Any, **named: Any) -> Any:
        if left:
            left.pop()
            with monkeypatch.context() as patch:
                patch.setattr(access, "open_store", open_store)
                wallet.ok("keys", "rotate")
        return open_store(*told, **named)

    monkeypatch.setattr(access, "open_store", meanwhile)
    assert "320.00" in wallet.ok("balance", "cash")
    assert left == []


def test_where_the_key_is_the_same_as_before_it_is_told(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = []

    def refuse(*_told: Any, **_named: Any) -> Any:
        turns.append(1)
        raise Busy("keys-changed-meanwhile")

    monkeypatch.setattr(access, "open_store", refuse)
    told = wallet("balance", "cash", "--json")
    assert (told.status, json.loads(told.err)["slug"], len(turns)) == (9, "keys-changed-meanwhile", 2)

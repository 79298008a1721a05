"""Who has a store open, on systems where nobody can be asked about it."""

import importlib
import sys
from pathlib import Path

import pytest

from tests.own_process import answer_of
from tests.store.vault.test_connect import KEY, disk, store
from wallet_cli.store.vault import files, in_use
from wallet_cli.store.vault.connect import connect

__all__ = ["disk", "store"]


@pytest.mark.parametrize(("name", "value"), [("platform", "darwin"), ("maxsize", 2**31 - 1)])
def test_where_nobody_can_be_asked_it_may_be_in_use(
    store: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    def asked() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, value)
            importlib.reload(in_use)
        assert in_use.is_in_use(store) is True

    assert in_use.is_in_use(store) is False
    assert answer_of(asked) == "done"


def test_where_nobody_can_be_asked_there_may_be_company(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> None:
        connection = connect(store, KEY)
        file = files.in_place(store)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "platform", "darwin")
            importlib.reload(in_use)
        assert (in_use.has_company(store), in_use.has_company(store, unknown=False)) == (True, False)
        assert (in_use.is_shared(file), in_use.is_locked_by_others(file)) == (True, True)
        connection.close()

    assert answer_of(asked) == "done"

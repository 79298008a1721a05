"""What a new vault begins with, in either language."""

import os
from itertools import count

import pytest

from tests.services.books import refused
from wallet_cli.services import names
from wallet_cli.services.session import Session, home_currency, setting, style
from wallet_cli.services.things import starting
from wallet_cli.services.vault import create, location
from wallet_cli.store.books import accounts


@pytest.fixture
def empty(place: location.Place):
    store = create.create(place, b"correct horse battery staple", "cheap", os.urandom)
    ticks = count(1_795_000_000_000_000, 1000)
    yield Session(store, 739_000, lambda: next(ticks), os.urandom, "init")
    store.close()


def test_settings_categories_and_equity_accounts_are_there(empty: Session) -> None:
    starting.start(empty, starting.InitialSettings("eur", ",", "."))
    assert (home_currency(empty), style(empty), setting(empty, "language")) == ("EUR", (",", "."), "en")
    paths = [node.path for node in accounts.every(empty.db, ("expense",))]
    assert paths == sorted(starting.EXPENSES["en"])
    assert names.equity(empty, "equity:conversion").kind == "equity"
    fees = accounts.by_uid(empty.db, bytes.fromhex(setting(empty, "fee-category")))
    assert fees is not None
    assert fees.path == "fees"


def test_chinese_categories_answer_to_their_english_names(empty: Session) -> None:
    starting.start(empty, starting.InitialSettings("CNY", language="zh"))
    assert names.category(empty, "food").path == "餐饮"
    assert names.category(empty, "工资").kind == "income"
    fees = accounts.by_uid(empty.db, bytes.fromhex(setting(empty, "fee-category")))
    assert fees is not None
    assert fees.path == "手续费"


def test_an_unknown_currency_founds_nothing(empty: Session) -> None:
    with refused("unknown-currency", 2):
        starting.start(empty, starting.InitialSettings("EUX"))
    assert accounts.every(empty.db) == []

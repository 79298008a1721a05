"""Exchanges: both amounts kept, each balanced in its own currency through the conversion account."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, lines, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts


@pytest.fixture
def abroad(session: Session) -> Session:
    add(session, "dollars", "bank", "USD")
    add(session, "multi", "bank", "EUR", "USD")
    return session


def swap(line: str, **options: object) -> Exchange:
    return Exchange(line.split())._replace(**options)


@pytest.mark.parametrize(
    "wish",
    [
        swap("100eur 108.20usd @bank @dollars"),
        swap("100 108.20 @bank @dollars"),
        swap("€100 $108.20 @bank", target="dollars"),
        swap("100 108.20 usd @dollars", source="bank"),
    ],
)
def test_the_first_amount_leaves_the_first_account(abroad: Session, wish: Exchange) -> None:
    receipt = exchange(abroad, wish)
    assert lines(abroad, receipt) == {
        "bank": -10000,
        "equity:conversion": 10000,
        "equity:conversion USD": -10820,
        "dollars USD": 10820,
    }
    assert [(minor, unit.code) for minor, unit in receipt.summaries[0].amounts] == [(10000, "EUR"), (10820, "USD")]
    assert (held(abroad, "bank"), held(abroad, "dollars", "USD")) == (115000, 10820)


def test_one_account_may_hold_both(abroad: Session) -> None:
    found = lines(abroad, exchange(abroad, swap("100 108.20usd Revolut @multi")))
    assert (found["multi"], found["multi USD"]) == (-10000, 10820)


def test_a_fee_is_on_top_in_either_currency(abroad: Session) -> None:
    ours = lines(abroad, exchange(abroad, swap("100eur 108.20usd @bank @dollars", fee="1.50")))
    assert (ours["bank"], ours["fees"], ours["dollars USD"]) == (-10150, 150, 10820)
    theirs = lines(abroad, exchange(abroad, swap("100eur 108.20usd @bank @dollars +other", fee="2usd")))
    assert (theirs["bank"], theirs["other USD"], theirs["dollars USD"]) == (-10000, 200, 10620)


@settings(deadline=None, max_examples=40)
@given(gave=st.integers(1, 10**12), got=st.integers(2, 10**12), fee=st.integers(0, 10**6), in_theirs=st.booleans())
def test_each_currency_sums_to_zero(shared: Session, gave: int, got: int, fee: int, in_theirs: bool) -> None:
    if accounts.find(shared.db, "dollars") is None:
        add(shared, "dollars", "bank", "USD")
    fee = min(fee, got - 1) if in_theirs else fee
    text = f"{plain(fee, 2)}{'usd' if in_theirs else 'eur'}" if fee else None
    wish = Exchange([f"{plain(gave, 2)}eur", f"{plain(got, 2)}usd", "@bank", "@dollars"], fee=text)
    found = lines(shared, exchange(shared, wish))
    assert found["equity:conversion"] == gave
    assert found["equity:conversion USD"] == -got
    assert found["bank"] == -gave - (0 if in_theirs else fee)
    assert found["dollars USD"] == got - (fee if in_theirs else 0)


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("100eur 108usd @bank @usd", ("usd", "--currency", "USD")),
        ("100gbp 108usd @pounds @dollars", ("pounds", "--currency", "GBP")),
        ("100gbp 108usd @pounds", ("pounds", "--currency", "GBP")),
        ("100eur 108usd @purse @dollars", "purse"),
        ("100 108 @bank @usd", "usd"),
    ],
)
def test_an_account_that_is_missing_is_to_hold_its_amount(abroad: Session, line: str, new: object) -> None:
    with refused("no-such-account", 3) as caught:
        exchange(abroad, swap(line))
    assert caught.value.params["new"] == new


@pytest.mark.parametrize(
    ("line", "fee", "slug", "status"),
    [
        ("100eur @bank @dollars", None, "second-amount-missing", 2),
        ("100eur 5usd", None, "exchange-accounts", 2),
        ("100eur 5usd @bank @dollars @cash", None, "exchange-accounts", 2),
        ("100eur 5eur @bank @dollars", None, "exchange-same-currency", 5),
        ("100 5 @bank @cash", None, "exchange-same-currency", 5),
        ("100eur 5gbp @bank @dollars", None, "currency-not-held", 5),
        ("100eur 5usd @bank @cash", None, "currency-not-held", 5),
        ("100eur 5usd @bank @anna", None, "person-not-account", 5),
        ("100eur 0usd @bank @dollars", None, "zero-amount", 2),
        ("100eur 5usd @bank @dollars +food", None, "category-not-here", 2),
        ("100eur 5usd @bank @dollars", "5usd", "fee-too-large", 5),
        ("100eur 5usd @bank @dollars", "5gbp", "part-in-other-currency", 2),
        ("100eur 5usd @bank @dollars", "0", "zero-amount", 2),
    ],
)
def test_what_is_no_exchange_is_refused(abroad: Session, line: str, fee: str | None, slug: str, status: int) -> None:
    with refused(slug, status):
        exchange(abroad, swap(line, fee=fee))
    assert held(abroad, "bank") == 125000

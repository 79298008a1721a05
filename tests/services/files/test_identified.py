"""Which account a statement is of: by any of its numbers, by a card's last digits where it names no whole number."""

import pytest

from tests.services.books import add
from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.services.files.identified import by_number, called
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.store.books import accounts


def also(session: Session, name: str, *numbers: str, number: str | None = None) -> None:
    node = accounts.find(session.db, name)
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(number=number, add_numbers=numbers))


def found(session: Session, account: str = "", *tails: str, bank: str = "") -> str:
    node = by_number(session, StatementHead(account, bank, card_tails=tails))
    return node.path if node else ""


@pytest.fixture(autouse=True)
def _numbers(session: Session) -> None:
    for name in ("savings", "visa"):
        add(session, name, "bank" if name == "savings" else "card")
    also(session, "bank", "1234", "招商银行（5678）", "DE89 3704 0044 0532 0130 00", number="111")
    also(session, "savings", "6225 8812 3456 9999", "7777")
    also(session, "visa", "4000123412349999", "ab-7777")


@pytest.mark.parametrize(
    ("account", "path"),
    [
        ("111", "bank"),
        ("1234", "bank"),
        ("6225881234569999", "savings"),
        ("6225 8812 3456 9999", "savings"),
        ("DE89370400440532013000", "bank"),
        ("de89 3704 0044 0532 0130 00", "bank"),
        ("AB-7777", "visa"),
        ("999", ""),
        ("", ""),
        ("0000", ""),
        ("34569999", ""),
    ],
)
def test_a_whole_number_is_one_of_the_accounts(session: Session, account: str, path: str) -> None:
    assert found(session, account) == path


def test_an_iban_is_found_by_the_number_in_it(session: Session) -> None:
    assert found(session, "532013000", bank="37040044") == "bank"
    assert found(session, "532013000", bank="37040045") == ""


@pytest.mark.parametrize(
    ("account", "tails", "path"),
    [
        ("", ("1234",), "bank"),
        ("", (" 1234 ",), "bank"),
        ("", ("5678",), "bank"),
        ("", ("9999",), ""),
        ("", ("69999",), "savings"),
        ("", ("111",), ""),
        ("", ("abcd",), ""),
        ("", ("234",), ""),
        ("", ("7777",), ""),
        ("", ("", " "), ""),
        ("", ("0001", "1234"), "bank"),
        ("5", ("1234",), ""),
        ("6225********1234", (), "bank"),
        ("6225 **** **** 5678", (), "bank"),
        ("6225****", (), ""),
    ],
)
def test_a_cards_last_digits_decide_where_no_whole_number_is_named(
    session: Session, account: str, tails: tuple[str, ...], path: str
) -> None:
    assert found(session, account, *tails) == path


@pytest.mark.parametrize("masked", ["li***@qq.com", "138******78", "6225 **** **** 1234"])
def test_a_masked_number_that_was_kept_is_the_same_account(session: Session, masked: str) -> None:
    also(session, "savings", number=masked)
    assert found(session, masked) == "savings"
    also(session, "visa", masked)
    assert found(session, masked) != "savings", "of two that have it none is meant by it"


@pytest.mark.parametrize("masked", ["****", "0**0", "*-*"])
def test_a_number_that_shows_nothing_is_no_account_s(session: Session, masked: str) -> None:
    also(session, "savings", masked)
    assert found(session, masked) == ""


def test_a_closed_account_is_not_meant(session: Session) -> None:
    node = accounts.find(session.db, "visa")
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(closed=True))
    assert found(session, "", "9999") == "savings"


@pytest.mark.parametrize(
    ("text", "path"),
    [("招商银行(5678)", "bank"), ("招商银行 （5678）", "bank"), ("5678", ""), ("", ""), ("1234", "bank")],
)
def test_a_means_of_payment_is_an_account_by_its_whole_name(session: Session, text: str, path: str) -> None:
    node = called(session, text)
    assert (node.path if node else "") == path

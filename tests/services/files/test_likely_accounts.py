"""In what order own accounts are offered for a statement: by card, by the names of bank and file, by kind."""

import pytest

from tests.services.books import add
from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.services import names
from wallet_cli.services.files import likely_accounts, statement_account
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.store.books import accounts

OWN = {"余额宝": "savings", "支付宝": "ewallet", "招行信用卡": "card", "招行储蓄卡": "bank", "工商银行": "bank"}


@pytest.fixture(autouse=True)
def _own(session: Session) -> None:
    for name, kind in OWN.items():
        add(session, name, kind)


def first(session: Session, head: StatementHead, file: str = "a.csv") -> str:
    found = [node.path for node in statement_account.likely(session, head, file)]
    assert sorted(found) == sorted(node.path for node in names.own_accounts(session))
    return found[0]


@pytest.mark.parametrize(
    ("head", "file", "path"),
    [
        (StatementHead(source="cmb", kind="bank"), "a.csv", "招行储蓄卡"),
        (StatementHead(source="cmb-card", kind="card"), "a.csv", "招行信用卡"),
        (StatementHead(source="icbc", kind="bank"), "招商银行.csv", "工商银行"),
        (StatementHead(kind="bank"), "招商银行交易流水.csv", "招行储蓄卡"),
        (StatementHead(kind="bank"), "CMB 2026-11.csv", "招行储蓄卡"),
        (StatementHead(), "支付宝11月.csv", "支付宝"),
        (StatementHead(), "cash-2026.csv", "cash"),
        (StatementHead(kind="savings"), "a.csv", "余额宝"),
        (StatementHead(kind="card"), "a.csv", "card"),
        (StatementHead(kind="bank", account="62250000", source="hxsec"), "bank.csv", "bank"),
    ],
)
def test_what_is_called_as_the_bank_or_the_file_comes_first(
    session: Session, head: StatementHead, file: str, path: str
) -> None:
    assert first(session, head, file) == path


def test_a_card_s_last_digits_and_a_number_of_another_count_more(session: Session) -> None:
    for name, number in (("招行储蓄卡", "6225881234567777"), ("工商银行", "")):
        node = accounts.find(session.db, name)
        assert node is not None
        tree.edit(session, node, tree.AccountEdit(number=number or None, add_numbers=() if number else ("4321",)))
    assert first(session, StatementHead("12345678", source="cmb", kind="bank")) == "招行信用卡"
    assert first(session, StatementHead("99994321", source="cmb", kind="bank")) == "工商银行"
    assert first(session, StatementHead(card_tails=("4321",), source="cmb", kind="bank")) == "工商银行"


def test_a_bank_s_short_name_in_letters_is_a_word_of_its_own(session: Session) -> None:
    add(session, "bmother", "bank")
    found = likely_accounts.ordered(session, StatementHead(source="bmo", kind="bank"), "a.csv", None)
    assert found[0].path != "bmother"

"""``wallet history`` for people: marks, orders, and what a search comes to. Today is 2026-11-20."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.driver import Wallet
from wallet_cli.services.look import sorting
from wallet_cli.words.marks import MARKS

OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:NONE\nCOMPRESSION:NONE\n"
    "OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1"
    "<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261101<DTEND>20261130<STMTTRN><TRNTYPE>DEBIT"
    "<DTPOSTED>20261112<TRNAMT>-7.00<FITID>f1<NAME>Kiosk</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1>"
    "</OFX>\n"
)


@pytest.fixture
def lived(wallet: Wallet, tmp_path: Path) -> Wallet:
    """One of each: t3 a payment, t4 a refund of it, t5 a transfer, t6 an exchange, t7 a loan, t8 pending, t9 under
    way, t10 imported, t11 void.
    """
    wallet.ok("accounts", "add", "dollars", "--currency", "USD")
    wallet.ok("pay", "30", "Shop", "@cash", "+food", "-d", "2026-11-02")
    wallet.ok("refund", "5", "--of", "t3", "-d", "2026-11-03")
    wallet.ok("transfer", "100", "@bank", "@cash", "--fee", "1", "-d", "2026-11-04")
    wallet.ok("exchange", "100eur", "110usd", "@bank", "@dollars", "-d", "2026-11-05")
    wallet.ok("lend", "20", "@cash", "anna", "-d", "2026-11-06")
    wallet.ok("pay", "9", "Shop", "@bank", "+food", "--pending", "-d", "2026-11-07")
    wallet.ok("transfer", "50", "@bank", "@card", "-d", "2026-11-19", "--arrives", "2026-11-23")
    file = tmp_path / "bank.ofx"
    file.write_text(OFX, encoding="utf-8")
    wallet.ok("import", str(file), "@bank", "--yes")
    return wallet


def marked(wallet: Wallet, cells: int, *argv: str) -> dict[str, str]:
    """What stands between the accounts and the short name of each transaction, by that name."""
    wallet.width = cells
    lines = re.sub(r"\x1b\[\d+m", "", wallet.ok("history", *argv, tty=True)).splitlines()
    words = "|".join(mark.partition(" ")[2] for mark in MARKS.values())
    found = (re.search(rf"  +(?P<mark>[A-Z>途待转换退借导]|{words}|) *(?P<ref>t\d+)$", line) for line in lines)
    return {each["ref"]: each["mark"].strip() for each in found if each}


def test_what_is_no_plain_payment_has_a_mark_in_words_or_in_letters(lived: Wallet) -> None:
    words = marked(lived, 120)
    kinds = {
        "t4": "refund",
        "t5": "transfer",
        "t6": "exchange",
        "t7": "debt",
        "t8": "pending",
        "t9": "in transit",
        "t10": "imported",
    }
    assert {ref: words[ref] for ref in kinds} == kinds
    letters = marked(lived, 50)
    assert {ref: letters[ref] for ref in kinds} == {
        "t4": "R",
        "t5": "T",
        "t6": "X",
        "t7": "D",
        "t8": "P",
        "t9": ">",
        "t10": "I",
    }
    chinese = marked(lived, 50, "--lang", "zh")
    assert [chinese[ref] for ref in kinds] == ["退", "转", "换", "借", "待", "途", "导"]


def test_a_plain_payment_and_income_have_none(lived: Wallet) -> None:
    lived.ok("receive", "100", "Acme", "@bank", "+salary", "--less", "tax=20")
    for cells in (50, 120):
        lines = lived.ok("history", tty=True).splitlines()
        assert marked(lived, cells)["t11"] == ""
        assert all("Shop" in line for line in lines if line.endswith(" t3"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_says_what_each_letter_stands_for(wallet: Wallet, language: str) -> None:
    text = " ".join(wallet.ok("help", "history", "--lang", language).split())
    told = (
        list(MARKS.values())
        if language == "en"
        else ["废 作废", "途 在途", "待 待入账", "转 账户互转", "换 兑换", "退 退款", "借 借还", "导 导入"]
    )
    assert [mark for mark in told if mark not in text] == []


def refs(wallet: Wallet, *argv: str) -> list[str]:
    return wallet.ok("history", "-q", *argv).split()


def test_it_is_sorted_by_date_amount_or_payee_and_the_other_way_round(lived: Wallet) -> None:
    newest = refs(lived)
    assert refs(lived, "--sort", "date") == newest
    assert refs(lived, "--reverse") == refs(lived, "--sort", "date", "--reverse") == newest[::-1]
    assert refs(lived, "--sort", "amount", "-l", "3") == ["t2", "t1", "t6"]
    for order in sorting.ORDERS:
        assert refs(lived, "--sort", order, "--reverse") == refs(lived, "--sort", order)[::-1]
    assert refs(lived, "--sort", "payee", "-l", "4") == ["t10", "t8", "t4", "t3"]
    payees = [line.split("\t")[2] for line in lived.ok("history", "--sort", "payee").splitlines()[1:]]
    assert [each for each in payees if each] == sorted(each for each in payees if each)
    amounts = [
        abs(float(line.split("\t")[3])) for line in lived.ok("history", "@cash", "--sort", "amount").splitlines()[1:]
    ]
    assert amounts == sorted(amounts, reverse=True)
    document = json.loads(lived.ok("history", "--sort", "amount", "--json"))["transactions"]
    assert [each["ref"] for each in document] == refs(lived, "--sort", "amount")


def test_an_order_that_there_is_not_names_those_there_are(lived: Wallet) -> None:
    refused = lived("history", "--sort", "size", "--json")
    assert refused.status == 2
    error = json.loads(refused.err)
    assert (error["slug"], error["params"]["known"]) == ("option-not-one-of", ["date", "amount", "payee"])


def ends(wallet: Wallet, *argv: str) -> list[str]:
    """The lines below the rule."""
    text = re.sub(r"\x1b\[\d+m", "", wallet.ok("history", *argv, tty=True))
    return [" ".join(line.split()) for line in text.partition("─\n")[2].splitlines()]


def test_below_a_search_stands_how_many_there_are_and_what_they_come_to_in_each_currency(lived: Wallet) -> None:
    assert ends(lived, "Shop") == ["3 found -€34.00"]
    assert ends(lived, "+food") == ["3 found -€34.00"]
    assert ends(lived, "2026-11", "-l", "2") == ["10 found €1,408.00", "$110.00"]
    assert ends(lived, "@cash") == ["5 found €375.00"]
    assert ends(lived, "@cash") == ends(lived, "@cash", "-l", "1", "--sort", "amount")
    assert ends(lived) == ends(lived, "-l", "3") == ends(lived, "Kiosk") == []
    assert ends(lived, "--state", "void") == []


def test_the_total_of_a_search_is_that_of_its_lines_for_programs(lived: Wallet) -> None:
    for asked in ("@cash", "@bank", "+food", "Shop"):
        cents = sum(
            round(float(line.split("\t")[3]) * 100)
            for line in lived.ok("history", asked).splitlines()[1:]
            if line.split("\t")[4] == "EUR"
        )
        shown = ends(lived, asked)[0].partition("found ")[2].replace("€", "").replace(",", "")
        assert round(float(shown) * 100) == cents, asked


@given(st.sampled_from(sorted(MARKS)))
def test_every_mark_has_one_letter_and_a_word(mark: str) -> None:
    letter, _blank, word = MARKS[mark].partition(" ")
    assert (len(letter), bool(word)) == (1, True)


def test_tab_offers_the_orders(wallet: Wallet) -> None:
    offers = wallet.ok("__complete", "zsh", "--", "history", "--sort", "").split()
    assert offers == list(sorting.ORDERS)

"""``wallet accounts edit --kind`` at the command line, and the kind that ``accounts add`` reads off a name."""

import json
from pathlib import Path

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement


def test_a_card_that_was_added_as_a_bank_is_mended(wallet: Wallet) -> None:
    wallet.ok("pay", "1300", "Rent", "@bank", "+home")
    assert "owed" not in wallet.ok("balance", "bank", tty=True)
    said = wallet.ok("accounts", "edit", "@bank", "--kind", "card", tty=True)
    assert said.startswith("changed bank from bank to card")
    assert "€50.00 owed" in wallet.ok("balance", "bank", tty=True)
    assert "changed account bank from bank to card" in wallet.ok("log", tty=True)
    assert "changed account bank from bank to card" in wallet.ok("undo", "o7")
    assert "owed" not in wallet.ok("balance", "bank", tty=True)


def test_chinese_says_it_in_chinese(wallet: Wallet) -> None:
    assert "已把 bank 由“银行”改为“信用卡”" in wallet.ok("accounts", "edit", "bank", "--kind", "card", "--lang", "zh")
    assert "已把账户 bank 由“银行”改为“信用卡”" in wallet.ok("log", "--lang", "zh", tty=True)


def test_programs_see_the_account_as_it_is_now(wallet: Wallet) -> None:
    document = json.loads(wallet.ok("accounts", "edit", "bank", "--kind", "savings", "--json"))
    assert (document["schema"], document["operation"], document["account"]["kind"]) == (
        "wallet.record/1",
        "o6",
        "savings",
    )
    preview = json.loads(wallet.ok("accounts", "edit", "bank", "--kind", "card", "-n", "--json"))
    assert (preview["dry_run"], preview["account"]["kind"]) == (True, "card")
    assert "bank\tsavings" in wallet.ok("accounts")


def test_kind_and_number_change_in_one_operation(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "bank", "--kind", "savings", "--number", "12 34", "--alias", "giro")
    assert "bank\tsavings\tEUR\tgiro\t1234" in wallet.ok("accounts")
    wallet.ok("undo", "o6")
    assert "bank\tbank\tEUR\t\t" in wallet.ok("accounts")


def test_what_that_means_for_the_budget_is_said_only_where_there_is_one(wallet: Wallet) -> None:
    assert wallet("accounts", "edit", "bank", "--kind", "asset").err == ""
    wallet.ok("budget", "set", "food", "100")
    on = wallet("accounts", "edit", "bank", "--kind", "bank").err
    assert "bank counts for the budget now" in on
    assert "wallet budget account bank off" in on
    off = wallet("accounts", "edit", "bank", "--kind", "loan").err
    assert "bank doesn't count for the budget now" in off
    assert "wallet budget account bank on" in off


def test_a_name_says_its_kind(wallet: Wallet) -> None:
    for name, kind in (("招行信用卡", "card"), ("微信零钱", "ewallet"), ("my-mortgage", "loan"), ("giro", "bank")):
        assert json.loads(wallet.ok("accounts", "add", name, "--json"))["account"]["kind"] == kind
    assert json.loads(wallet.ok("accounts", "add", "visa", "--kind", "bank", "--json"))["account"]["kind"] == "bank"


def test_a_file_that_says_otherwise_is_pointed_out(wallet: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "card.ofx"
    whole = ofx(statement([row("20261105", "-40.00", "Market", "A2")]))
    file.write_bytes(whole.replace(b"<ACCTTYPE>CHECKING", b"<ACCTTYPE>CREDITLINE"))
    done = wallet("import", str(file), "@bank", tty=True, typed="n\n")
    assert "the file says that bank is a loan" in done.err
    assert "wallet accounts edit bank --kind loan" in done.err
    wallet.ok("accounts", "edit", "bank", "--kind", "loan")
    assert "the file says" not in wallet("import", str(file), "@bank", tty=True, typed="n\n").err

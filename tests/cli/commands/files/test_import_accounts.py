"""Which account a file is of, and what it begins with: named wrongly, learned once, made by the import."""

import json
from pathlib import Path

import pytest

from tests.cli.commands.files.test_import_ewallets import sample
from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement

DKB = """"Girokonto";"DE89370400440532013000"
"Kontostand vom 19.11.2026:";"1.194,90 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";\
"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"
"19.11.26";"19.11.26";"Gebucht";"Max";"Stadtwerke";"Strom";"Ausgang";"DE02120300000000202051";"-48,90";"";"";""
"17.11.26";"18.11.26";"Gebucht";"Max";"City Market";"Karte";"Ausgang";"";"-6,20";"";"";""
"""
QIF = """!Account
NCash
TCash
^
!Type:Cash
D2026-11-01
T100.00
POpening Balance
L[Cash]
^
D2026-11-05
T-12.00
PCoffee
^
!Account
NCash
TBank
^
!Type:Bank
D2026-11-07
T-50.00
PMarket
^
D2026-11-01
T1000.00
POpening Balance
^
"""
CARD = """招商银行信用卡对账单（个人消费卡账户 2024年01月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
,12/29,掌上生活还款,-30.00,1234,-30.00
01/02,01/03,影票,56.78,1234,56.78
"""


@pytest.fixture
def empty(bare: Wallet) -> Wallet:
    return begun(bare, founded)


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def held(wallet: Wallet) -> dict[str, str]:
    return {
        each["account"]: each["balance"]["amount"] for each in json.loads(wallet.ok("balance", "--json"))["accounts"]
    }


def test_the_number_in_a_title_is_learned_and_its_balance_is_compared(empty: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, "dkb.csv", DKB)
    done = empty("import", file, tty=True, typed="dkb\n+\ny\n")
    assert (done.status, held(empty)) == (0, {"dkb": "1194.90"})
    assert "which account is number DE89370400440532013000" in done.err
    assert "the file says that dkb had €1,250.00 before 2026-11-17" in done.err
    assert "dkb begins on 2026-11-17 with €1,250.00, as the file says" in done.out
    assert "the bank's balance of 2026-11-19, €1,194.90, agrees" in done.err
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1]) == (0, "dkb\t0\t0\t2\t0\t0\t0")


def test_a_difference_names_the_line_that_mends_it(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "dkb", "--currency", "EUR")
    done = empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb")
    assert "a difference of €1,250.00" in done.err
    assert "nothing says what dkb held before 2026-11-17; if all else is right, this does:" in done.err
    assert "  wallet adjust @dkb --to 1250.00 -d 2026-11-16\n" in done.err
    empty.ok("adjust", "@dkb", "--to", "1250.00", "-d", "2026-11-16")
    assert "agrees with the books" in empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb").err
    earlier = "".join(line for line in DKB.splitlines(keepends=True) if "Kontostand" not in line).replace(
        ".11.26", ".10.26"
    )
    empty.ok("import", put(tmp_path, "october.csv", earlier), "@dkb", "--before-opening", "move")
    assert held(empty) == {"dkb": "1194.90"}  # with the line it was said what it had on that evening


def test_a_difference_of_rows_that_are_there_no_more_names_what_mends_it(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "dkb", "--currency", "EUR", "--opening", "1250", "-d", "2026-11-01")
    file = put(
        tmp_path, "dkb.csv", DKB.replace('"17.11.26";"18', '"x";"";"";"";"";"";"";"";"-1";"";"";""\n"17.11.26";"18')
    )
    empty.ok("import", file, "@dkb", "--skip-refused")
    empty.ok("rm", "t2", "-y")
    done = empty("import", file, "@dkb", "--skip-refused")
    assert "a difference of" in done.err
    assert f"  wallet import {file} @dkb --skip-refused --again\n" in done.err
    assert "rows that were removed since, and stay out: 1; to bring them in:" in done.err
    assert "rows of the file that can't be used, and are missing: 1" in done.err
    assert "agrees with the books" in empty("import", file, "@dkb", "--skip-refused", "--again").err


def test_rows_that_the_bank_changed_and_that_were_kept_are_named(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "giro", "--currency", "EUR", "--opening", "100", "-d", "2026-11-01")
    paths = [tmp_path / "one.ofx", tmp_path / "two.ofx"]
    for path, paid in zip(paths, ("-40.00", "-44.00"), strict=True):
        path.write_bytes(ofx(statement((row("20261105", paid, "Market", "A2"),), closing=f"{100 + float(paid):.2f}")))
    assert "agrees with the books" in empty("import", str(paths[0]), "@giro").err
    done = empty("import", str(paths[1]), "@giro", "--changed", "keep")
    assert f"  wallet import {paths[1]} @giro --changed take\n" in done.err
    assert "agrees with the books" in empty("import", str(paths[1]), "@giro", "--changed", "take").err


def test_an_account_of_which_nothing_says_what_it_began_with_names_the_line(empty: Wallet, tmp_path: Path) -> None:
    text = "".join(line for line in DKB.splitlines(keepends=True) if "Kontostand" not in line)
    empty.ok("accounts", "add", "dkb", "--currency", "EUR")
    file = put(tmp_path, "dkb.csv", text)
    done = empty("import", file, "@dkb")
    assert "nothing says what dkb held before 2026-11-17; its balance is what came and went since. To say" in done.err
    assert "  wallet adjust @dkb --to AMOUNT -d 2026-11-16\n" in done.err
    assert "nothing says" not in empty("import", file, "@dkb").err
    told = json.loads(empty.ok("import", file, "@dkb", "-n", "--json"))
    assert told["unopened"] == []
    empty.ok("adjust", "@dkb", "--to", "1250", "-d", "2026-11-16")
    assert held(empty) == {"dkb": "1194.90"}
    empty.ok("accounts", "add", "second", "--currency", "EUR")
    told = json.loads(empty.ok("import", file, "@second", "-n", "--json"))
    assert (told["unopened"][0]["first"], told["unopened"][0]["said"]) == ("2026-11-17", None)


def test_why_no_balance_was_compared_is_said(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "giro", "--currency", "EUR")
    text = "Date;Text;Amount;Balance\n2026-11-03;Tea;-1.00;99.00\n2026-11-04;Cake;-2.00;1.00\n2026-11-05;Pie;-3.00;7\n"
    done = empty("import", put(tmp_path, "giro.csv", text), "@giro", "-n")
    assert "giro: the balances beside the rows don't follow from one another; the last one wasn't" in done.err


def test_a_file_in_another_currency_names_both_ways(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "dkb", "--currency", "CNY")
    done = empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb")
    assert done.status == 5
    assert "wallet accounts edit dkb --currency CNY,EUR" in done.err
    assert "wallet accounts add NAME --currency EUR" in done.err


def test_what_an_old_program_s_account_began_with_is_no_income(empty: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, "old.qif", QIF)
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    refused = empty("import", file, "@cash")
    assert (refused.status, "Cash cash, Cash bank" in refused.err) == (5, True)
    done = empty("import", file, tty=True, typed="cash\n+\n")
    assert (done.status, held(empty)) == (0, {"cash": "88.00", "bank": "950.00"})
    assert 'which account is "Cash" (bank)?' in done.err
    assert "it says what the account began with" in done.out
    assert "what the account began with" in done.out
    assert "uncategorised-income" not in empty.ok("history")
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1:]) == (0, ["cash\t0\t0\t1\t0\t1\t0", "bank\t0\t0\t1\t0\t1\t0"])


def test_an_opening_that_cannot_be_read_is_refused_in_its_place(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    text = "!Type:Cash\nD2026-11-01\nTx\nPOpening Balance\n^\nD2026-11-02\nT-1.00\nPTea\n^\n"
    done = empty("import", put(tmp_path, "bad.qif", text), "@cash", "--skip-refused")
    assert (done.status, held(empty)) == (0, {"cash": "-1.00"})
    assert "line 2" in done.err


def test_days_of_a_qif_file_are_asked_about_at_a_terminal(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    file = put(tmp_path, "days.qif", "!Type:Cash\nD03/04/2026\nT-1.00\nPTea\n^\n")
    script = empty("import", file, "@cash")
    assert (script.status, f"wallet import {file} @cash --dates dmy" in script.err) == (2, True)
    done = empty("import", file, "@cash", tty=True, typed="2\n")
    assert (done.status, "2026-03-04" in empty.ok("history"), "03/04/2026  Tea" in done.err) == (0, True, True)


def test_a_card_s_last_digits_are_learned_once_and_mean_no_bank_account(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "debit", "--currency", "CNY", "--also", "1234")
    file = put(tmp_path, "card.csv", CARD)
    done = empty("import", file, tty=True, typed="cmb\n+\n0\n")
    assert (done.status, "which account is card.csv of?" in done.err) == (0, True)
    assert (held(empty)["cmb"], "cmb has the number 1234 from now on" in done.err) == ("-26.78", True)
    assert "wallet edit t2 @debit @cmb" in done.err or "wallet edit t1 @debit @cmb" in done.err
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1]) == (0, "cmb\t0\t0\t2\t0\t0\t0")
    empty.ok("accounts", "add", "master", "--kind", "card", "--currency", "CNY")
    other = put(tmp_path, "other.csv", CARD.replace("1234", "9876"))
    assert "wallet accounts edit master --also 9876" in empty("import", other, "@master").err
    both = put(tmp_path, "both.csv", CARD.replace("1234,-30", "5555,-30").replace("1234,56", "6666,56"))
    assert "--also" not in empty("import", both, "@master").err


def test_another_platform_s_file_is_refused(empty: Wallet) -> None:
    empty.ok("accounts", "add", "支付宝", "--kind", "ewallet", "--currency", "CNY")
    done = empty("import", sample("wechat"), "@支付宝")
    assert (done.status, "the statement is from 微信" in done.err, "支付宝" in done.err) == (5, True, True)
    empty.ok("accounts", "add", "bank", "--currency", "CNY")
    assert empty("import", sample("alipay"), "@支付宝").status == 2


def test_a_command_at_a_question_is_said_to_be_one_and_the_question_comes_again(empty: Wallet) -> None:
    done = empty("import", sample("wechat"), tty=True, typed="wallet history\n12.50 Coffee @cash\nx\n0\n")
    assert (done.status, done.err.count("which number? [0]: ")) == (2, 4)
    assert (done.err.count("that is a command"), done.err.count("answers are: +, 0")) == (1, 3)
    assert done.err.count("that reads as a line to be recorded, and nothing was: this question comes first") == 1


def test_each_account_of_a_file_is_offered_by_its_own_name_and_another_number_by_another(
    empty: Wallet, tmp_path: Path
) -> None:
    each = "!Account\nN{}\nT{}\n^\n!Type:{}\nD19/11/2026\nT-1.00\nPTea\n^\n"
    text = each.format("Checking", "Bank", "Bank") + each.format("Holiday pot", "Bank", "Bank")
    done = empty("import", put(tmp_path, "two.qif", text), tty=True, typed="+\n+\n")
    assert (done.status, held(empty)) == (0, {"Checking": "-1.00", "Holiday pot": "-1.00"}), done.err
    path = tmp_path / "two.ofx"
    path.write_bytes(ofx(*(statement([row("20261105", "-2.00", "Tea", "A")], f"1000000{n}") for n in (1, 2, 3))))
    done = empty("import", str(path), tty=True, typed="+\n" * 3 + "n\n" * 9)
    assert (done.status, [name for name in held(empty) if name.startswith("bank")]) == (0, ["bank", "bank2", "bank3"])


def test_an_account_that_a_file_calls_otherwise_than_its_name_says_is_found_again(
    wallet: Wallet, tmp_path: Path
) -> None:
    """The file has a bank's account; the name that it has here says savings."""
    wallet.ok("accounts", "add", "Savings", "--kind", "savings", "--number", "Savings")
    file = tmp_path / "old.qif"
    file.write_text("!Account\nNSavings\nTBank\n^\n!Type:Bank\nD2026-11-07\nT-50.00\nPShop\n^\n")
    assert wallet.ok("import", str(file), "--before-opening", "move").splitlines()[1].split("\t")[:2] == [
        "Savings",
        "1",
    ]
    assert wallet.ok("import", str(file)).splitlines()[1].split("\t")[:4] == ["Savings", "0", "0", "1"]
    wallet.ok("accounts", "add", "plastic", "--kind", "card", "--number", "Savings")
    assert wallet.ok("import", str(file)).splitlines()[1].split("\t")[:4] == ["Savings", "0", "0", "1"]


def test_the_end_of_input_at_any_question_records_nothing(empty: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, "dkb.csv", DKB)
    for typed in ("dkb\n+\n", "dkb\n+\nq\n"):
        left = empty("import", file, tty=True, typed=typed)
        assert (left.status, "a question about the file was left without an answer" in left.err) == (7, True)
        assert "dkb had \u20ac1,250.00 before" in left.err
        assert held(empty) == {}
    empty.ok("accounts", "add", "dkb", "--currency", "EUR", "--opening", "1250", "-d", "2026-11-01")
    left = empty("import", file, "@dkb", tty=True, typed="")
    assert ("the file names the number" in left.err, left.status, held(empty)) == (True, 7, {"dkb": "1250.00"})


DOLLARS = "Date;Text;Amount\n2026-11-05;Tea;12.00 USD\n2026-11-06;Cake;-3.00 USD\n"


def test_an_account_made_for_a_file_is_in_the_file_s_currency(empty: Wallet, tmp_path: Path) -> None:
    done = empty("import", put(tmp_path, "dollars.csv", DOLLARS), tty=True, typed="dollars\n+\n\n")
    assert (done.status, held(empty)) == (0, {"dollars": "9.00"}), done.err
    (found,) = json.loads(empty.ok("accounts", "--json"))["accounts"]
    assert found["currencies"] == ["USD"]
    mixed = DOLLARS.replace("Cake;-3.00 USD", "Cake;-3.00 GBP")
    done = empty("import", put(tmp_path, "mixed.csv", mixed), tty=True, typed="mixed\n+\n\n\n")
    assert done.status == 0, done.err
    found = json.loads(empty.ok("balance", "mixed", "--json"))["accounts"]
    assert sorted(each["balance"]["currency"] for each in found) == ["GBP", "USD"]


MOVES = """!Account
NCash
TCash
^
!Type:Cash
D2026-11-05
T-12.00
PCoffee
LFood
^
D2026-11-06
T50.00
PMachine
L[Bank]
^
!Account
NBank
TBank
^
!Type:Bank
D2026-11-06
T-50.00
PMachine
L[Cash]
^
D2026-11-07
T-30.00
PPiggy bank
L[Savings]
^
"""


def test_what_an_old_program_moved_between_own_accounts_is_no_spending(empty: Wallet, tmp_path: Path) -> None:
    for name, kind in (("cash", "cash"), ("bank", "bank")):
        empty.ok("accounts", "add", name, "--kind", kind, "--currency", "EUR", "--number", name)
    file = put(tmp_path, "old.qif", MOVES)
    refused = empty("import", file)
    assert (refused.status, "transfers" in refused.err or "moves money" in refused.err) == (2, True)
    assert f"wallet import {file} --method Savings=+Savings" in refused.err
    done = empty("import", file, "-v", "--method", "Savings=+Savings")
    assert (done.status, held(empty)) == (0, {"cash": "38.00", "bank": "-80.00", "Savings": "30.00"}), done.err
    spent = json.loads(empty.ok("report", "spending", "2026-11", "--json"))
    assert "50.00" not in json.dumps(spent) and "30.00" not in json.dumps(spent)
    assert [line.split("\t")[1:4] for line in empty.ok("import", file).splitlines()[1:]] == [["0", "0", "2"]] * 2
    again = MOVES.replace("2026-11-07", "2026-11-09")
    assert empty("import", put(tmp_path, "more.qif", again)).status == 0  # the name was learned
    assert held(empty)["Savings"] == "60.00"
    empty.ok("verify")


def test_where_the_other_account_is_not_known_the_rows_are_kept_apart(empty: Wallet, tmp_path: Path) -> None:
    for name, kind in (("cash", "cash"), ("bank", "bank")):
        empty.ok("accounts", "add", name, "--kind", kind, "--currency", "EUR", "--number", name)
    file = put(tmp_path, "old.qif", MOVES)
    left = empty("import", file, tty=True, typed="")
    assert (left.status, 'bank: which account is "Savings"? (rows: 1)' in left.err, held(empty)) == (
        7, True, {"bank": "0.00", "cash": "0.00"},
    )  # fmt: skip
    done = empty("import", file, tty=True, typed="0\n")
    assert (done.status, held(empty)) == (0, {"cash": "38.00", "bank": "-80.00"})
    assert "0 not known: keep these rows apart, neither income nor spending" in done.err
    again = MOVES.replace("2026-11-07", "2026-11-09")
    assert empty("import", put(tmp_path, "more.qif", again)).status == 0  # as it was answered
    assert held(empty) == {"cash": "38.00", "bank": "-110.00"}


def test_an_old_program_s_other_account_joins_what_was_kept_apart(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "bank", "--currency", "EUR", "--number", "bank")
    first = "!Type:Bank\nD2026-11-07\nT-30.00\nPPiggy bank\nL[Savings]\n^\n"
    empty.ok("import", put(tmp_path, "bank.qif", first), "@bank", "--method", "Savings=")
    empty.ok("accounts", "add", "savings", "--currency", "EUR")
    second = "!Type:Bank\nD2026-11-07\nT30.00\nPBank\nL[bank]\n^\n"
    done = empty("import", put(tmp_path, "savings.qif", second), "@savings")
    assert (done.status, held(empty)) == (0, {"bank": "-30.00", "savings": "30.00"}), done.err
    (only,) = json.loads(empty.ok("history", "-l", "0", "--json"))["transactions"]
    assert {each["account"] for each in only["postings"]} == {"bank", "savings"}


def test_what_pays_an_e_wallet_s_credit_off_moves_where_that_is_an_account(bare: Wallet, tmp_path: Path) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input")
    bare.ok("accounts", "add", "cmb", "--kind", "bank", "--currency", "CNY")
    text = "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要\n"
    text += "2026-11-05,人民币,-100.00,900.00,花呗还款,支付宝,\n2026-11-06,人民币,-10.00,890.00,快捷支付,财付通,\n"
    file = put(tmp_path, "cmb.csv", text)
    bare.ok("import", file, "@cmb", "-n")
    bare.ok("accounts", "add", "花呗", "--kind", "card", "--currency", "CNY")
    done = bare("import", file, "@cmb", "-v")
    assert "\tmoved\t" in done.out
    assert held(bare)["花呗"] == "100.00"


NAMELESS = "Date;Text;Amount;Balance\n2026-11-0{0};Tea;-1.00;{1}9.00\n2026-11-0{0};Cake;-2.00;{1}7.00\n"


def test_a_table_without_a_number_that_goes_on_where_the_books_are_asks_nothing(empty: Wallet, tmp_path: Path) -> None:
    first = put(tmp_path, "one.csv", NAMELESS.format(3, 9))
    done = empty("import", first, tty=True, typed="giro\n+\n")
    assert (done.status, "which account is one.csv of?" in done.err) == (0, True), done.err
    more = NAMELESS.format(5, 9).replace("99.00", "96.00").replace("97.00", "94.00")
    done = empty("import", put(tmp_path, "two.csv", more), tty=True, typed="")
    assert (done.status, held(empty)) == (0, {"giro": "94.00"}), done.err
    assert "account giro, as files of this kind before; another one is named behind the file" in done.out
    assert json.loads(empty.ok("import", first, "--json"))["statements"][0]["found"] == "table"


def test_another_account_s_table_of_the_same_kind_is_asked_about_as_ever(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("import", put(tmp_path, "one.csv", NAMELESS.format(3, 9)), tty=True, typed="giro\n+\n")
    other = put(tmp_path, "savings.csv", NAMELESS.format(4, 5))
    assert empty("import", other).status == 2
    asked = empty("import", other, tty=True, typed="savings\n+\n")
    assert (asked.status, "1 giro" in asked.err, held(empty)) == (0, True, {"giro": "97.00", "savings": "57.00"})
    more = put(tmp_path, "more.csv", NAMELESS.format(5, 9).replace("99.00", "96.00").replace("97.00", "94.00"))
    assert empty("import", more).status == 2  # by now such a table may be of either
    empty.ok("accounts", "add", "usd", "--currency", "USD")
    empty.ok("undo", "-y", "o3")
    assert empty("import", more).status == 0

"""What is typed at the questions for the first accounts that answers another one: it is said what is asked, and a line
about another account comes next.
"""

import re

import pytest

from tests.cli.commands.vault.test_init import accounts
from tests.cli.driver import Wallet


@pytest.mark.parametrize("answer", ["undo", "99 -", "how much?", "balance", "help", "12.50 Coffee @cash", "no idea"])
def test_what_is_no_amount_owed_gets_one_line(bare: Wallet, answer: str) -> None:
    told = accounts(bare, "visa", answer, "200")
    assert told.count("asked here: what is owed on visa now") == 1
    assert "wallet: " not in told
    assert "1  visa · card · €200.00 owed" in told


def test_an_amount_gone_wrong_is_said_to_be_so(bare: Wallet) -> None:
    told = accounts(bare, "visa", "12..5", "200")
    assert 'wallet: "12..5"' in told
    assert told.count("asked here: what is owed on visa now") == 1


def test_another_account_in_place_of_what_is_owed_comes_next(bare: Wallet) -> None:
    told = accounts(bare, "visa", "bank 50", "food 300", "200")
    assert told.count("that reads as an account of its own: it comes next") == 2
    assert "1  visa · card · €200.00 owed" in told
    assert "account: bank 50\n  2  bank · bank · €50.00" in told
    assert 'account: food 300\nwallet: "food" is a category' in told


def test_another_account_where_a_yes_is_asked_comes_next(bare: Wallet) -> None:
    told = accounts(bare, "cash 1.250,00", "bank 50", "y", "")
    assert "it comes next; answer y or n first" in told
    assert "1  cash · cash · €1.250,00" in told
    assert "2  bank · bank · €50,00" in told


@pytest.mark.parametrize("line", ["昨天", "yesterday", "2026-11-20", "11-20", "20 Nov", "昨天 80", "yesterday 80"])
def test_a_day_is_not_an_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert "is a day, not an account" in told
    assert "1  cash · cash · €80.00" in told


@pytest.mark.parametrize("line", ["sixty", "seven", "one hundred"])
@pytest.mark.parametrize("first", [(), ("bank 5",)])
def test_a_number_in_words_is_not_an_account(bare: Wallet, line: str, first: tuple[str, ...]) -> None:
    told = accounts(bare, *first, line, "cash 80")
    assert f'"{line}" is a number in words' in told
    digits = {"sixty": 60, "seven": 7, "one hundred": 100}[line]
    assert f"write it in digits: {'bank' if first else 'cash'} {digits}\n" in told


@pytest.mark.parametrize(
    ("line", "corrected", "shown"),
    [
        ("I have eighty euros in my purse", "80 euros in my purse", "my purse · cash · €80.00"),
        ("three hundred euros under the bed", "300 euros under the bed", "the bed · bank · €300.00"),
        ("savings: two thousand", "savings: 2000", "savings · savings · €2,000.00"),
        ("My brother owes me twenty euros", "My brother owes me 20 euros", "brother · person · €20.00 owes you"),
        ("wallet 50 cents", "wallet 0.50", "wallet · "),
        ("purse twenty thirty", "purse AMOUNT", ""),
        ("In my bank there are 1,250.00 euros", "", "my bank · bank · €1,250.00"),
    ],
)
def test_an_amount_in_words_or_cents_is_never_guessed_and_the_hint_can_be_typed(
    bare: Wallet, line: str, corrected: str, shown: str
) -> None:
    told = accounts(bare, line, *([corrected] if corrected and shown else []))
    assert corrected in " ".join(told.split())
    assert shown in told
    assert "2  " not in told
    assert "€0.00" not in told


@pytest.mark.parametrize("line", ["3 Tea @cash", "3 Tea +food", "3 茶 ＋餐饮"])
def test_a_payment_is_not_an_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80", "card +5")
    assert f'"{line}" reads as a payment; here are only accounts' in told
    assert "payments come right after this: Enter alone ends the accounts, then record it: wallet pay\n" in told
    assert "2  card · card · €5.00 in credit\n" in told, "a sum with its sign is no category"


@pytest.mark.parametrize("line", ["visa 欠多少", "how much is owed on visa?"])
def test_a_question_about_a_balance_gets_the_balance(bare: Wallet, line: str) -> None:
    told = accounts(bare, "visa owed 200", "cash 80", line)
    assert told.count("1  visa · card · €200.00 owed") == 2
    assert told.count("2  cash · cash · €80.00") == 1
    assert "An account is a place" not in told


def test_a_question_about_no_account_of_the_list_shows_all_and_the_command(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "how much is there?")
    assert told.count("1  cash · cash · €80.00") == 2
    assert "later wallet balance shows what each account holds" in told


@pytest.mark.parametrize(
    ("line", "shown"),
    [("bank 50", "2  bank · bank · €50.00"), ("1 90", "1  cash · cash · €90.00"), ("1 -", ""), ("visa", "visa · card")],
)
def test_a_line_about_an_account_where_the_day_is_asked_comes_next(bare: Wallet, line: str, shown: str) -> None:
    told = accounts(bare, "cash 80", "", line, *(["20"] if line == "visa" else []), "savings 7", "", "yesterday")
    assert f"account: {line}\n" in told
    assert told.count("it comes next, and after the accounts the day once more\n") == 1
    assert (told.count("that is what they held on"), "is not a date" in told) == (2, False)
    assert shown in told
    assert "as of 2026-11-19" in told


@pytest.mark.parametrize("line", ["3 Tea @cash", "balance", "how much?", "help"])
def test_a_payment_or_a_command_where_the_day_is_asked_is_met_with_what_is_asked(bare: Wallet, line: str) -> None:
    told = accounts(bare, "cash 80", "", line, "yesterday")
    assert told.count("asked here: the day of these balances, Enter alone for today; payments come right after") == 1
    assert ("wallet: " in told, "Added cash (o2), as of 2026-11-19" in told) == (False, True)


@pytest.mark.parametrize("answer", ["soon", "bob", "9 10"])
def test_what_is_no_day_is_said_to_be_none(bare: Wallet, answer: str) -> None:
    told = accounts(bare, "cash 80", "", answer, "yesterday")
    assert f'"{answer}" is not a date' in told
    assert "Added cash (o2), as of 2026-11-19" in told


@pytest.mark.parametrize("line", ["house loan 900", "shares 500"])
def test_with_nothing_to_pay_from_init_and_pay_propose_the_same_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "1 loan" if "loan" in line else "1 asset")
    assert told.splitlines()[-1] == "Next, an account to pay from: wallet accounts add cash"
    pay = bare("pay", tty=True, typed="\n").err
    assert pay.startswith("there is no account to pay from yet; add one first: wallet accounts add cash\n")
    assert "like 12.50 Coffee @cash +food" in pay
    assert bare("adjust", tty=True, typed="\n").err.startswith("like @")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("car 9k asset", "car · asset · €9,000.00"),
        ("9k car asset", "car asset · asset · €9,000.00"),
        ("ring 80 eur person", "ring · person · €80.00"),
        ("checking about 100 euros", "checking · bank · €100.00"),
        ("my bank has around 100", "my bank · bank · €100.00"),
        ("Chase 1234 blue", "Chase 1234 blue · bank · €0.00"),
        ("Fidelity 401k plan", "Fidelity 401k plan · asset · €0.00"),
        ("open 24/7 shop", "open 24/7 shop · bank · €0.00"),
    ],
)
def test_a_kind_behind_the_amount_is_the_kind(bare: Wallet, line: str, shown: str) -> None:
    assert f"1  {shown}" in accounts(bare, line)


def test_a_kind_behind_the_amount_of_a_known_account_changes_it(bare: Wallet) -> None:
    assert "1  car · card · €9,000.00 owed" in accounts(bare, "car", "car 9k card")


@pytest.mark.parametrize(
    ("line", "corrected"),
    [("car 9k second hand", "car second hand 9k"), ("box 80 eur at home", "box at home 80 eur")],
)
def test_an_amount_between_other_words_is_not_a_name(bare: Wallet, line: str, corrected: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert f'"{line}" has an amount between other words' in told
    assert f"the name first, the amount last: {corrected}\n" in told
    assert "1  cash · cash · €80.00" in told


def test_delete_and_a_number_drop_that_account(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "bank 5", "delete 1", "remove 9")
    assert told.count("2  bank · bank · €5.00") == 2
    assert "9" in told.split("account: ")[4]
    assert "delete" not in told.replace("account: delete", "")


@pytest.mark.parametrize("line", ["rename 1 to Giro", "1 = Giro", "1: = Giro", "call 1 Giro"])
def test_an_account_of_the_list_gets_another_name(bare: Wallet, line: str) -> None:
    told = accounts(bare, "Sparkasse 80", line)
    assert "1  Giro · bank · €80.00" in told
    assert "2  " not in told.partition("account: ")[2]


def test_a_name_that_another_one_has_or_a_kind_that_is_none_is_refused(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "bank 5", "1 = Bank", "1 laon", "1 =", "1 = food")
    assert "or, if the account is called so: 1 = laon\n" in told
    assert '"Bank"' in told
    assert '"food" is a category' in told
    assert "Added cash (o2)  bank (o3)" in told


@pytest.mark.parametrize(
    ("line", "shown"), [("cash80", "cash · cash · €80.00"), ("cash80.50", "cash · cash · €80.50"),
                        ("visa2", "visa2"), ("N26", "N26"), ("Number26", "Number26")],
)  # fmt: skip
def test_an_amount_behind_the_letters_of_a_kind_is_one(bare: Wallet, line: str, shown: str) -> None:
    assert f"  1  {shown} · " in accounts(bare, line) if "·" not in shown else f"1  {shown}" in accounts(bare, line)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("支付宝1500", "支付宝 · ewallet · €1,500.00"),
        ("现金三百", "现金 · cash · €300.00"),
        ("公交卡５０", "€50.00"),
        ("饭卡，80", "€80.00"),
        ("房贷82万", "房贷 · loan · €820,000.00 owed"),
        ("花呗欠八百", "€800.00 owed"),
        ("养老金卡，一万五", "€15,000.00"),
        ("信用卡2000", "信用卡 · card · €2,000.00 owed"),
    ],
)
def test_a_name_and_its_amount_without_a_blank_are_an_account_and_its_balance(
    bare: Wallet, line: str, shown: str
) -> None:
    told = accounts(bare, line)
    assert shown in told
    assert f"  1  {re.split('[0-9０-９，三八欠]', line)[0]} · " in told
    assert "how much is owed" not in told


def test_lines_about_other_accounts_where_what_is_owed_is_asked_come_next(bare: Wallet) -> None:
    told = accounts(bare, "现金 5", "房贷", "支付宝300", "小王欠我500", "1 -", "82万")
    assert told.count("it comes next") == 3
    assert "房贷 · loan · €820,000.00 owed" in told
    assert "小王 · person · €500.00" in told
    assert "现金 (o" not in told


@pytest.mark.parametrize("line", ["35 午饭 支付宝", "午饭 35 支付宝", "35 Lunch 支付宝"])
def test_a_payment_without_signs_is_no_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, "支付宝 80", line, "", line, "yesterday")
    assert told.count("reads as a payment; here are only accounts") == 1
    assert told.count("asked here: the day of these balances") == 1
    assert "Added 支付宝 (o2), as of 2026-11-19" in told


def test_the_kind_that_an_account_has_already_says_how_it_is_renamed(bare: Wallet) -> None:
    told = accounts(bare, "支付宝 80", "1 bank", "1 bank")
    assert told.count('it is of that kind already; another name is written like "1 = bank"') == 1


@pytest.mark.parametrize("line", ["怎么改名字", "help"])
def test_how_an_account_is_renamed_is_said_where_it_is_tried(bare: Wallet, line: str) -> None:
    assert accounts(bare, "支付宝 80", line).count('another name is written like "1 = cash"') == 1


@pytest.mark.parametrize(
    ("line", "said"), [("今天的", "is a day, not an account"), ("我不知道", "An account is a place")]
)
def test_what_is_said_about_the_question_is_no_account(bare: Wallet, line: str, said: str) -> None:
    told = accounts(bare, line, "现金 80", "完了")
    assert said in told
    assert "Added 现金 (o2)" in told


def test_a_line_keeps_its_number_when_another_one_goes(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "bank 5", "visa owed 9", "1 -", "3 12", "savings 70", "1 -", "1 loan")
    assert "  2  bank · bank · €5.00\n  3  visa · card · €9.00 owed\n" in told
    assert "  3  visa · card · €12.00 owed\n" in told
    assert "  4  savings · savings · €70.00\n" in told
    assert "there is no account number 1 in this list, which has 2, 3 and 4" in told.replace("2, 3, 4", "2, 3 and 4")
    assert "or, if 1 is what it holds: loan 1" in told


@pytest.mark.parametrize("line", ["what", "What?", "how", "什么"])
def test_a_question_of_one_word_shows_the_help(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert "An account is a place" in told
    assert "Added cash (o2)" in told

"""``wallet init`` at the keyboard: wrong answers are asked about again, and accounts are what was meant."""

import pytest

from tests.cli.driver import PASSPHRASE, Wallet


def accounts(bare: Wallet, *lines: str) -> str:
    """Make a wallet with these lines at the account prompt; what was said meanwhile."""
    done = bare("init", tty=True, typed="\n".join(["", "", *lines, "", ""]))
    assert done.status == 0
    return done.err


def test_a_wrong_answer_is_asked_again(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="doubloons\ndollars\n€\ngerman\n1.234,50\n\n")
    assert done.status == 0
    assert 'no currency "doubloons"' in done.err
    assert '"dollars" can mean USD' in done.err
    assert 'no number style is written "german"' in done.err
    assert "EUR" in bare.ok("config", "get", "currency")


@pytest.mark.parametrize(("typed", "code"), [("rmb", "CNY"), ("us$", "USD"), ("chf", "CHF")])
def test_a_currency_may_be_called_by_a_name(bare: Wallet, typed: str, code: str) -> None:
    bare.ok("init", "--currency", typed, "--no-input")
    assert code in bare.ok("config", "get", "currency")


def test_an_amount_in_another_currency_makes_an_account_in_it(bare: Wallet) -> None:
    assert "1  paypal · ewallet · $20.00" in accounts(bare, "paypal 20 usd")
    assert "20.00\tUSD" in bare.ok("balance", "--plain")


def test_a_name_may_have_several_words(bare: Wallet) -> None:
    assert "1  my bank · bank · €1,250.00" in accounts(bare, "my bank 1,250.00")


def test_what_is_no_account_is_told_and_asked_again(bare: Wallet) -> None:
    told = accounts(bare, "50", "purse 3x", "help", "cash 80")
    assert '"50" is an amount without an account' in told
    assert 'no currency "x"' in told
    assert told.count("Your first accounts") == 2
    assert "Added cash (o2)" in told
    assert len(bare.ok("accounts", "--plain").splitlines()) == 2


def test_one_line_is_one_account_and_a_slip_is_told_how_to_write_it(bare: Wallet) -> None:
    told = accounts(bare, "y", "cash 80 · bank 5.00", "cash 80 bank 5.00", "my bank", "5.00", "cash: 60")
    assert '"y" is not an account' in told
    assert told.count("looks like several accounts") == 2
    assert "in one line: my bank 5.00" in told
    assert "2  cash · cash · €60.00" in told
    assert "  cash 80\n  bank 1,250.00\n" in told
    assert "Added my bank (o2)  cash (o3)" in told


@pytest.mark.parametrize("leaving", ["exit\n", ""])
def test_leaving_the_accounts_ends_well(bare: Wallet, leaving: str) -> None:
    done = bare("init", tty=True, typed=f"\n\ncash 80\n{leaving}")
    assert done.status == 0
    assert "Now record something" in done.err


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("visa owed 200", "visa · card · €200.00 owed"),
        ("visa 200 owed", "visa · card · €200.00 owed"),
        ("visa 200", "visa · card · €200.00 owed"),
        ("visa -200", "visa · card · €200.00 owed"),
        ("visa +200", "visa · card · €200.00 in credit"),
        ("信用卡 欠 200", "信用卡 · card · €200.00 owed"),
        ("信用卡欠200", "信用卡 · card · €200.00 owed"),
        ("招行信用卡 欠款 1.2k", "招行信用卡 · card · €1,200.00 owed"),
        ("my credit card owed 200 usd", "my credit card · card · $200.00 owed"),
        ("Klarna owed 40", "Klarna · card · €40.00 owed"),
        ("mortgage 150,000", "mortgage · loan · €150,000.00 owed"),
        ("房贷 80万", "房贷 · loan · €800,000.00 owed"),
        ("my bank owed 50", "my bank · bank · -€50.00"),
        ("微信零钱 88", "微信零钱 · ewallet · €88.00"),
        ("余额宝 88", "余额宝 · savings · €88.00"),
        ("45.50 in my pocket", "my pocket · cash · €45.50"),
        ("口袋里45", "口袋 · cash · €45.00"),
        ("身上有30", "身上 · cash · €30.00"),
        ("裤兜 20", "裤兜 · cash · €20.00"),
        ("手头还有100", "手头 · cash · €100.00"),
        ("妈妈 500", "妈妈 · person · €500.00 owes you"),
        ("妈妈欠500", "妈妈 · person · €500.00 owes you"),
        ("我欠 妈妈 500", "妈妈 · person · €500.00 you owe"),
        ("owe dad 500", "dad · person · €500.00 you owe"),
        ("欠儿子 1000", "儿子 · person · €1,000.00 you owe"),
        ("小王 欠我50", "小王 · person · €50.00 owes you"),
        ("I owe my son 1000", "my son · person · €1,000.00 you owe"),
        ("lent 20 to bob", "bob · person · €20.00 owes you"),
    ],
)
def test_what_is_owed_is_a_debt_and_the_kind_is_shown_before_it_is_booked(bare: Wallet, line: str, shown: str) -> None:
    told = accounts(bare, line)
    assert f"  1  {shown}\n" in told
    assert told.index(shown) < told.index("Added ")


@pytest.mark.parametrize(("line", "question"), [("visa", "how much is owed on visa [0]: "), ("房贷", "房贷 [0]: ")])
def test_a_card_or_a_loan_asks_what_is_owed(bare: Wallet, line: str, question: str) -> None:
    told = accounts(bare, line, "33", "")
    assert question in told
    assert "-33.00" in bare.ok("balance", "--plain")


@pytest.mark.parametrize(("answer", "day"), [("yes", "2026-11-20"), ("是", "2026-11-20"), ("yesterday", "2026-11-19")])
def test_yes_to_the_day_of_the_balances_is_the_day_shown(bare: Wallet, answer: str, day: str) -> None:
    told = accounts(bare, "cash 80", "", answer)
    assert f"Added cash (o2), as of {day}" in told
    assert day in bare.ok("history", "@cash", "--plain")


def test_whose_debt_it_is_is_asked_where_a_line_does_not_say_it(bare: Wallet) -> None:
    told = accounts(bare, "anna owes 50", "anna owes me 50", "1 owe 30", "1 I owe 30", "1 我欠40", "")
    assert "anna owes 50\" doesn't say for certain who owes whom" in told
    assert "I owe anna 50 · anna owes me 50 · a card or a loan: anna owed 50" in told
    assert "1  anna · person · €50.00 owes you" in told
    assert "1  anna · person · €30.00 you owe" in told
    assert bare.ok("balance", "--plain").splitlines()[1:] == ["anna\tperson\t-40.00\tEUR\t0.00"]


def test_a_guess_is_corrected_and_an_account_dropped_before_anything_is_booked(bare: Wallet) -> None:
    told = accounts(bare, "Penny 40", "1 savings", "purse 5", "2 6", "2 -", "Oma 10", "2 Person", "1 nonsense", "")
    assert "1  Penny · savings · €40.00" in told
    assert "2  purse · cash · €6.00" in told
    assert "2  Oma · person · €10.00 owes you" in told
    assert 'no kind "nonsense"' in told
    held = bare.ok("balance", "--plain").splitlines()[1:]
    assert [line.split("\t")[:3] for line in held] == [["Oma", "person", "10.00"], ["Penny", "savings", "40.00"]]


def test_in_chinese_kinds_go_by_their_chinese_names(bare: Wallet) -> None:
    done = bare("init", "--lang", "zh", tty=True, typed="CNY\n小金库 40\n1 电子钱包\n\n\n\n")
    assert "1  小金库 · 电子钱包 · ¥40.00" in done.err
    assert "小金库\tewallet\t40.00" in bare.ok("balance", "--plain")


def test_an_amount_given_later_for_the_same_name_sets_it(bare: Wallet) -> None:
    accounts(bare, "cash 80", "Cash 90,", "cash 90", "")
    assert "cash\tcash\t90.00" in bare.ok("balance", "--plain")
    assert len(bare.ok("history", "--plain").splitlines()) == 2


def test_the_day_of_the_balances_is_asked_once_and_only_where_there_are_any(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "bank 5", "", "2026-11-01")
    assert told.count("that is what they held on") == 1
    dates = {line.split("\t")[1] for line in bare.ok("history", "--plain").splitlines()[1:]}
    assert dates == {"2026-11-01"}


def test_without_amounts_no_day_is_asked(bare: Wallet) -> None:
    assert "that is what they held on" not in accounts(bare, "cash")


def test_enter_at_the_first_question_says_what_it_means_and_asks_once_more(bare: Wallet) -> None:
    told = accounts(bare, "", "cash 80", "")
    assert told.count("Enter once more goes on without any") == 1
    assert "cash\tcash\t80.00" in bare.ok("balance", "--plain")


def test_enter_twice_goes_on_without_accounts(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="\n\n\n\nlater\n")
    assert (done.status, "Added" in done.err, done.err.count("account: ")) == (0, False, 2)


def test_one_line_takes_all_first_accounts_back(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "visa owed 5", "bank 9", "")
    assert "wrong? wallet undo o4 o3 o2 takes all of them back, wallet undo o4 the last one" in told
    bare.ok("undo", "o4", "o3", "o2")
    assert len(bare.ok("accounts", "--plain").splitlines()) == 1


@pytest.mark.parametrize(("language", "word"), [("en", "first accounts"), ("zh", "首批账户")])
def test_the_log_says_in_words_what_init_did(bare: Wallet, language: str, word: str) -> None:
    accounts(bare, "cash 80", "")
    assert word in bare.ok("log", "--table", "--lang", language)
    assert word in bare.ok("show", "o2", "--table", "--lang", language)
    assert word in bare.ok("undo", "o2", "--lang", language)
    assert "first-accounts" in bare.ok("log", "--plain")


def test_a_wrong_language_of_the_words_lists_the_languages(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="\n\ncash 80\n\n\nbank 90\n\n")
    assert '"bank 90" is neither\n  write en or zh' in done.err


def test_each_account_can_be_taken_back(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "visa owed 5", "")
    assert "Added cash (o2)  visa (o3), as of " in told
    assert bare("undo", "o3", tty=True).status == 0
    assert bare("undo", "o2", tty=True).status == 0
    assert len(bare.ok("accounts", "--plain").splitlines()) == 1


def test_what_made_the_wallet_names_what_takes_it_away(bare: Wallet) -> None:
    accounts(bare)
    told = bare("undo", "o1", tty=True)
    assert (told.status, "wallet erase --help" in told.err, "wallet categories rm NAME" in told.err) == (5, True, True)


@pytest.mark.parametrize(
    ("code", "typed", "style"),
    [("EUR", "", "1,234.50"), ("EUR", "2", "1.234,50"), ("EUR", "12,50", "1.234,50"), ("CHF", "", "1'234.50"),
     ("SEK", "1", "1 234,50"), ("EUR", "1234,50", "1234,50")],
)  # fmt: skip
def test_the_number_style_fits_the_currency(bare: Wallet, code: str, typed: str, style: str) -> None:
    done = bare("init", tty=True, typed=f"{code}\n{typed}\n\n\n")
    assert done.status == 0
    assert f") {style}" in done.err or typed == "1234,50"
    assert bare.ok("config", "get", "numbers") == f"{style}\n"


@pytest.mark.parametrize("code", ["CNY", "USD", "GBP", "JPY"])
def test_where_one_style_is_usual_nothing_is_asked_and_the_other_is_named(bare: Wallet, code: str) -> None:
    done = bare("init", tty=True, typed=f"{code}\ncash 5\n\n\n\n")
    assert "how do you write numbers" not in done.err
    assert "wallet config numbers 1.234,50" in done.err
    assert "cash\tcash\t5" in bare.ok("balance", "--plain")


def test_a_comma_that_is_refused_names_the_setting_that_takes_it(bare: Wallet) -> None:
    accounts(bare, "cash 80")
    told = bare("pay", "12,50", "Coffee", "@cash", "+food", tty=True)
    line = told.err.partition("to write 1.234,50 instead: wallet ")[2].partition("\n")[0]
    bare.ok(*line.split())
    assert "€12,50" in bare.ok("pay", "12,50", "Coffee", "@cash", "+food", tty=True)


def test_declining_the_words_names_the_command_that_makes_them(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="\n\n\n\n")
    assert "wallet keys add recovery" in done.err
    assert PASSPHRASE not in done.err


def test_examples_are_in_the_numbers_that_were_chosen(bare: Wallet) -> None:
    typed = "\n2\nbank 1.250,00\n\n\n\n"
    told = bare("init", tty=True, typed=typed, secrets=[PASSPHRASE, PASSPHRASE])
    assert "  bank 1.250,00\n" in told.err
    assert told.err.endswith("12,50 Coffee @bank +food\n")
    asked = bare("pay", tty=True, typed="Coffee\n12,50 Coffee @bank +food\n\n")
    assert asked.err.startswith("like 12,50 Coffee @bank +food")
    assert "write it first, for example 12,50 Coffee" in asked.err
    assert "Recorded €12,50 to Coffee" in asked.out
    assert "wallet pay 12,50 Coffee @cash +food\n" in bare("help", "pay", tty=True).out
    assert "printf '12.50 Coffee" in bare("help", "batch", tty=True).out.replace(" \\\n   ", "")
    assert "for example 12.50 Coffee" in bare("pay", "Coffee").err, "scripts write a point"
    assert "12,50" in bare("pay", "5y5", "Tea", "@bank", "+food", tty=True).err


@pytest.mark.parametrize("line", ["undo", "wallet balance", "wallet pay 5", "pay 5 tea", "撤销", "撤销 1", "history"])
def test_a_command_is_not_an_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert f'"{line}" is a command, not an account; nothing was done' in told
    assert "then write: wallet " in told
    assert len(bare.ok("accounts", "--plain").splitlines()) == 2


@pytest.mark.parametrize("line", ["wallet 50", "goals 50", "lock box 50"])
def test_a_name_that_is_also_a_command_can_have_an_amount(bare: Wallet, line: str) -> None:
    assert f"  1  {line[:-3]} · " in accounts(bare, line)


@pytest.mark.parametrize("line", ["?", "what is an account", "什么是账户"])
def test_a_question_gets_what_an_account_is(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert "An account is a place where money is, or a debt" in told
    assert told.index("An account is") < told.index("kinds: cash  bank")
    assert len(bare.ok("accounts", "--plain").splitlines()) == 2


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("80 cash", "cash · cash · €80.00"),
        ("my cash is 80", "my cash · cash · €80.00"),
        ("房贷 剩 82万", "房贷 · loan · €820,000.00 owed"),
    ],
)
def test_the_amount_may_be_first_or_behind_is(bare: Wallet, line: str, shown: str) -> None:
    assert f"  1  {shown}\n" in accounts(bare, line)


def test_several_accounts_may_be_in_a_line(bare: Wallet) -> None:
    told = accounts(bare, "cash 80, bank 1,250.00, visa", "200")
    assert "  1  cash · cash · €80.00\n  2  bank · bank · €1,250.00\n  3  visa · card · €200.00 owed\n" in told


def test_a_number_of_no_line_is_said(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "99 -", "7 savings", "9 5200")
    assert "there is no account number 99 in this list, which has 1" in told
    assert "there is no account number 7 in this list, which has 1" in told
    assert "or, if 7 is what it holds: savings 7" in told
    assert "savings · savings" not in told
    assert "there is no account number 9 in this list, which has 1" in told
    assert "there is no account number 3 in this list\n" in accounts_again(bare, "3 -")


def accounts_again(bare: Wallet, *lines: str) -> str:
    return bare("init", "-w", "again", tty=True, typed="\n".join(["", "", *lines, "", "", "", ""])).err


def test_each_line_shows_what_became_of_it(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "bank 5", "2 checking", '"1 savings"', "cash eighty", "food 300")
    assert told.count("  2  bank · bank · €5.00\n") == 2
    assert "  1  cash · savings · €80.00\n" in told
    assert '"eighty" is a number in words\n  write it in digits: cash 80\n' in told
    assert '"food" is a category' in told
    assert "write a payment later, with +food" in told


def test_numbers_past_nine_are_aligned(bare: Wallet) -> None:
    told = accounts(bare, "a, b, c, d, e, f, g, h, i, j")
    assert "\n  9  i · " in told
    assert "\n 10  j · " in told


def test_an_amount_in_another_style_offers_that_style(bare: Wallet) -> None:
    told = accounts(bare, "cash 80,50", "n", "cash 80,50", "y", "bank 1.250,00", "visa", "5,20")
    assert told.count("write numbers like 1.234,50 in this wallet from now on?") == 2
    assert '"80,50" is not in the number style of this wallet, which writes 1,234.50' in told
    assert "  1  cash · cash · €80,50\n" in told
    assert "visa · card · €5,20 owed" in told
    assert bare.ok("config", "get", "numbers") == "1.234,50\n"


def test_the_style_that_is_offered_is_the_one_that_was_typed(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="EUR\n1234,50\ncash 1.250,00\ny\n\n\n\n")
    assert "write numbers like 1.234,50 in this wallet" in done.err
    assert "  1  cash · cash · €1.250,00\n" in done.err


@pytest.mark.parametrize(
    ("answer", "owed"),
    [("还欠80万", "800,000.00"), ("82万", "820,000.00"), ("八十万零三千二", "803,200.00"), ("about 300", "300.00")],
)
def test_what_is_owed_is_read_as_people_say_it(bare: Wallet, answer: str, owed: str) -> None:
    assert f"房贷 · loan · €{owed} owed" in accounts(bare, "房贷", "?", "no idea", answer)


def test_a_refused_answer_to_what_is_owed_shows_the_way_out(bare: Wallet) -> None:
    told = accounts(bare, "visa", "no idea", "")
    assert "asked here: what is owed on visa now, like 1,250.00; Enter alone leaves it at 0 for now" in told
    assert "wallet: " not in told


def test_balances_are_not_of_a_day_to_come(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "", "tomorrow", "对")
    assert "2026-11-21 is in the future" in told
    assert "Added cash (o2), as of 2026-11-20" in told


def test_without_an_account_one_is_proposed(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="\n\n\n\n\n\n")
    assert done.err.endswith("Next, an account to pay from: wallet accounts add cash\n")
    assert "next     wallet accounts add cash  wallet help" in bare.ok()
    assert bare("pay", tty=True, typed="\n").err.startswith("there is no account yet; add one first: wallet accounts")

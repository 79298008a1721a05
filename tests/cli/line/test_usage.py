"""Command lines that can't be understood: each slip has its own slug and is answered with the line that was meant."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.line import guesses, registry
from wallet_cli.domain.text import slips

SLIPS = [
    (("blance",), "no-such-command-near", 3, "write: wallet balance"),
    (("frobnicate",), "no-such-command", 3, "wallet --help"),
    (("month",), "month-of-what", 2, "what was spent: wallet report -p month"),
    (("edit", "t16", "--with", "Anna"), "edit-with", 2, "wallet rm ID"),
    (("spend", "5", "Tea shop"), "synonym", 2, 'write: wallet pay 5 "Tea shop"'),
    (("report", "last", "month"), "no-such-verb-near", 2, "write: wallet report lastmonth"),
    (("budget", "last", "month", "-q"), "no-such-verb-near", 2, "write: wallet budget lastmonth -q"),
    (("split",), "synonym", 2, "write: wallet pay --with NAME"),
    (("split", "40"), "synonym", 2, "write: wallet pay 40 NAME @ACCOUNT +CATEGORY --with NAME"),
    (("split", "40", "Dinner", "--with", "anna"), "synonym", 2, "write: wallet pay 40 Dinner --with anna"),
    (("debts",), "synonym", 2, "write: wallet balance"),
    (("owes", "anna"), "synonym", 2, "write: wallet balance anna"),
    (("owe", "anna", "5"), "synonym", 2, "write: wallet balance anna"),
    (("repaid", "5", "anna"), "synonym", 2, "write: wallet repay 5 anna"),
    (("settle", "5", "anna"), "synonym", 2, "write: wallet repay 5 anna"),
    (("withdraw", "5"), "synonym", 2, "write: wallet transfer 5 @FROM @TO"),
    (("deposit", "5", "@bank"), "synonym", 2, "write: wallet transfer 5 @FROM @bank"),
    (("deposit", "5", "bank", "-m", "hi"), "synonym", 2, "write: wallet transfer 5 @FROM @bank -m hi"),
    (("withdraw", "5", "bank", "--date=y"), "synonym", 2, "write: wallet transfer 5 @bank @TO --date=y"),
    (("deposit", "5", "@cash", "bank"), "synonym", 2, "write: wallet transfer 5 @cash @bank"),
    (("-v", "withdraw", "@bank", "5"), "synonym", 2, "write: wallet -v transfer 5 @bank @TO"),
    (("move", "5", "@bank", "@cash"), "synonym", 2, "write: wallet transfer 5 @bank @cash"),
    (("提现", "500", "@bank"), "synonym", 2, "write: wallet transfer 500 @bank @TO"),
    (("充值", "500", "@bank"), "synonym", 2, "write: wallet transfer 500 @FROM @bank"),
    (("还款", "500", "花呗", "@bank"), "synonym", 2, "write: wallet repay 500 花呗 @bank"),
    (("查账",), "synonym", 2, "write: wallet history"),
    (("收红包", "88", "外婆"), "synonym", 2, "write: wallet receive 88 外婆"),
    (("借出", "50", "小王"), "synonym", 2, "write: wallet lend 50 小王"),
    (("借入", "50", "小王"), "synonym", 2, "write: wallet borrow 50 小王"),
    (("withdraw",), "synonym", 2, "write: wallet transfer AMOUNT @FROM @TO"),
    (("withdraw", "5", "--from", "bank"), "synonym", 2, "write: wallet transfer 5 --from bank"),
    (("-v", "bal"), "synonym", 2, "write: wallet -v balance"),
    (("12.50", "Coffee", "@cash"), "verb-missing", 2, "write: wallet pay 12.50 Coffee @cash"),
    (("accounts", "delete", "cash"), "no-such-verb-near", 2, "write: wallet accounts rm cash"),
    (("accounts", "renam", "a", "b"), "no-such-verb-near", 2, "write: wallet accounts rename a b"),
    (("accounts", "reopen", "old"), "no-such-verb-near", 2, "write: wallet accounts close old --reopen"),
    (("categories", "reopen", "old"), "no-such-verb-near", 2, "write: wallet categories close old --reopen"),
    (("budget", "reopen"), "no-such-verb", 2, "wallet help budget"),
    (("keys", "revise", "x"), "no-such-verb", 2, "wallet help keys"),
    (("accounts", "clos", "old"), "no-such-verb-near", 2, "write: wallet accounts close old"),
    (("review",), "no-such-command", 3, "wallet --help"),
    (("rmm", "t3"), "no-such-command", 3, "wallet --help"),
    (("hist",), "no-such-command-near", 3, "write: wallet history"),
    (("accounts", "xyzzy"), "no-such-verb", 2, "wallet help accounts"),
    (("pay", "5", "Tea", "--memmo", "x"), "no-such-option-near", 2, "write: wallet pay 5 Tea --memo x"),
    (("pay", "5", "Tea", "--memmo=x y"), "no-such-option-near", 2, 'write: wallet pay 5 Tea "--memo=x y"'),
    (("pay", "5", "Tea", "-k"), "no-such-option", 2, "wallet help pay"),
    (("accounts", "add", "x", "-k"), "no-such-option", 2, "wallet help accounts add"),
    (("-k",), "no-such-global-option", 2, "wallet help options"),
    (("-help",), "no-such-global-option", 2, "wallet help options"),
    (("--nix",), "no-such-global-option", 2, "wallet help options"),
    (("pay", "5", "Tea", "--payee", "X"), "no-such-option", 2, "wallet help pay"),
    (("export", "csv"), "word-is-option", 2, "write: wallet export --format csv"),
    (("export", "books.csv"), "word-is-option", 2, "write: wallet export -o books.csv"),
    (("add", "account", "purse"), "synonym", 2, "write: wallet accounts add purse"),
    (("version",), "synonym", 2, "write: wallet --version"),
    (("wallet", "balance", "cash"), "no-such-command-near", 3, "write: wallet balance cash\n"),
    (("账单",), "synonym", 2, "write: wallet history\n"),
    (("付款", "5"), "synonym", 2, "write: wallet pay 5"),
    (("budget", "food", "300"), "no-such-verb-near", 2, "write: wallet budget set food 300"),
    (("rm",), "argument-missing", 2, "wallet rm ID"),
    (("pay", "-5.20", "Tea"), "amount-has-sign", 2, "write 5.20"),
    (("pay", "5", "Tea", "-m"), "option-needs-value", 2, "wallet help pay"),
    (("accounts", "-v", "list", "-w"), "option-needs-value", 2, "wallet help accounts list"),
    (("tags", "--json"), "synonym", 2, "write: wallet history --tag TAG --json"),
    (("import",), "argument-missing", 2, "write: wallet import FILE @ACCOUNT"),
    (("balance", "--json=3"), "option-takes-nothing", 2, "without the ="),
    (("history", "-l", "many"), "option-value", 2, "wallet help history"),
    (("history", "-l", "9999999999"), "option-value", 2, "wallet help history"),
    (("accounts", "rename", "cash"), "argument-missing", 2, "wallet help accounts rename"),
    (("accounts", "rename", "cash", "my", "purse"), "too-many-words", 2, "quotes"),
    (("init", "main2"), "word-is-wallet", 2, "wallet init --wallet main2"),
    (("init", "my", "home", "-n"), "word-is-wallet", 2, "wallet init -n --wallet my-home"),
    (("unlock", "工作"), "word-is-wallet", 2, "wallet unlock --wallet 工作"),
    (("status", "main2", "-w", "main"), "too-many-words", 2, "wallet help status"),
    (("status", "a/b"), "too-many-words", 2, "wallet help status"),
    (("init", "EUR"), "word-is-option", 2, "write: wallet init --currency EUR"),
    (("init", "欧元"), "word-is-option", 2, "write: wallet init --currency 欧元"),
    (("init", "1.234,50"), "word-is-option", 2, "write: wallet init --numbers 1.234,50"),
    (("balance", "--table", "--json"), "options-exclude", 2, "one of them"),
    (("--jsonl", "balance", "--plain"), "options-exclude", 2, "one of them"),
    (("balance", "--lang", "fr"), "unknown-language", 2, "en, zh"),
    (("balance", "-w", "../x"), "bad-wallet-name", 2, "not a path"),
    (("adjust", "cash", "-420"), "balance-needs-option", 2, "write: wallet adjust cash --to -420"),
    (("completion", "tcsh"), "unknown-shell", 2, "bash, zsh, fish"),
    (("pay",), "line-missing", 2, "wallet help pay"),
    (("history", "-n", "3"), "no-such-option-near", 2, "write: wallet history -l 3\n"),
    (("history", "-n", "3", "+food", "--since", "y"), "no-such-option-near", 2, "history -l 3 --since y +food\n"),
    (("history", "-n3", "@cash"), "no-such-option-near", 2, "write: wallet history -l 3 @cash\n"),
    (("history", "-20"), "no-such-option-near", 2, "write: wallet history -l 20\n"),
    (("history", "--last", "3"), "no-such-option-near", 2, "write: wallet history --limit 3\n"),
    (("history", "--from", "11-01", "--to=y"), "no-such-option-near", 2, "history --since 11-01 --until=y\n"),
    (("history", "--account=cash", "--category", "food"), "no-such-option-near", 2, "history @cash +food\n"),
    (("history", "--month", "10"), "no-such-option-near", 2, "write: wallet history --period 10\n"),
    (("history", "--month"), "no-such-option-near", 2, "write: wallet history -p month\n"),
    (("history", "--search", "a b"), "no-such-option-near", 2, 'write: wallet history "a b"\n'),
    (("history", "--from", "@cash"), "no-such-option-near", 2, "write: wallet history @cash\n"),
    (("accounts", "-a"), "no-such-option-near", 2, "write: wallet accounts --closed\n"),
    (("balance", "--all"), "no-such-option-near", 2, "write: wallet accounts --closed\n"),
    (("balance", "--as-of", "y"), "no-such-option-near", 2, "write: wallet balance --date y\n"),
    (("balance", "--account", "cash"), "no-such-option-near", 2, "write: wallet balance cash\n"),
    (("pay", "5", "T", "-a", "cash", "-c", "food", "--note", "x"), "no-such-option-near", 2, "@cash +food --memo x\n"),
    (("expense", "5", "Tea"), "synonym", 2, "write: wallet pay 5 Tea\n"),
]


@pytest.mark.parametrize(("argv", "slug", "status", "hint"), SLIPS, ids=[" ".join(slip[0]) for slip in SLIPS])
def test_a_slip_is_answered_with_what_was_meant(
    kept: Wallet, argv: tuple[str, ...], slug: str, status: int, hint: str
) -> None:
    people = kept(*argv)
    assert (people.status, people.out) == (status, "")
    if {"--json", "--jsonl"}.isdisjoint(argv):
        assert people.err.startswith("wallet: ")
    assert hint in people.err
    if slug != "options-exclude":
        assert json.loads(kept("--json", *argv).err)["slug"] == slug


def test_nothing_is_done_for_a_synonym(wallet: Wallet) -> None:
    before = wallet.ok("balance")
    wallet("spend", "5", "Tea", "@cash", "+food")
    assert wallet.ok("balance") == before


def test_global_options_stand_anywhere(wallet: Wallet) -> None:
    assert wallet.ok("--json", "balance") == wallet.ok("balance", "--json")
    assert wallet.ok("--json", "accounts", "list") == wallet.ok("accounts", "list", "--json")
    assert wallet.ok("accounts", "--json") == wallet.ok("accounts", "list", "--json")


def test_a_verb_may_come_behind_options_of_the_default_verb(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    for argv in (("-p", "2026", "spending"), ("--by", "month", "spending", "2026"), ("--json", "spending", "2026")):
        told = json.loads(wallet.ok("report", *argv, "--json"))
        assert {each["kind"] for each in told["rows"]} == {"expense"}
    assert "amounts" not in wallet.ok("report", "-p", "2026")
    assert '"period-unreadable"' in wallet("report", "-p", "spending", "--json").err


def test_options_without_a_verb_are_the_default_verb_s(wallet: Wallet) -> None:
    assert wallet.ok("accounts", "--closed", "-v") == wallet.ok("accounts", "list", "--closed")
    assert wallet.ok("accounts", "-vq", "--lang", "en") == wallet.ok("accounts", "list", "-q")


def test_the_value_of_an_option_may_begin_with_a_minus(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card", "--opening", "-420")
    assert "visa\tcard\t-420.00" in wallet.ok("balance")


def test_letters_behind_one_hyphen_are_named_together(kept: Wallet) -> None:
    assert '"-help"' in kept("-help").err


GUESSED = [
    ("shwo", ("show",)),
    ("trasnfer", ("transfer",)),
    ("delte", ("rm",)),
    ("erse", ("erase",)),
    ("review", ()),
    ("reopen", ()),
    ("rem", ("history",)),
    ("remov", ("rm",)),
    ("rmv", ()),
    ("r m", ()),
    ("loc", ("log",)),
    ("erasure", ()),
]


@pytest.mark.parametrize(("typed", "meant"), GUESSED)
def test_what_takes_something_away_is_guessed_for_one_slip_alone(typed: str, meant: tuple[str, ...]) -> None:
    assert guesses.commands(typed) == meant


def test_no_guess_takes_away_more_than_one_slip_from_what_was_typed() -> None:
    """Every word of the table, two letters off: whatever is guessed then takes nothing away."""
    for word in {**registry.SYNONYMS, **{entry.name: entry.name for entry in registry.ENTRIES}}:
        for typed in (word[:-2], word[2:], f"{word}xx", f"qq{word}"):
            near = [each for each in guesses.commands(typed) if each in guesses.TAKING_AWAY]
            spellings = [each for each, meant in registry.SYNONYMS.items() if meant in near] + near
            assert not near or min(slips(typed, each) for each in spellings) <= 1


EMPTY = (
    ("pay 5 Tea @cash +food", "--id"),
    ("pay 5 Tea @cash +food", "-d"),
    ("pay 5 Tea @cash +food", "--tag"),
    ("pay 5 Tea +food", "--from"),
    ("batch -", "--id"),
    ("transfer 5 @bank @cash", "--id"),
    ("history", "--payee"),
    ("history", "--since"),
    ("history", "-l"),
    ("balance", "--date"),
    ("accounts add purse", "--opening"),
)


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize(("line", "option"), EMPTY)
def test_an_option_that_is_given_is_not_empty(wallet: Wallet, line: str, option: str, value: str) -> None:
    before = wallet.ok("log", "--json")
    ways = [(option, value), (f"{option}={value}",)] if option.startswith("--") else [(option, value)]
    for given in ways:
        refused = wallet(*line.split(), *given, "--json", typed="5 Tea @cash +food\n")
        told = json.loads(refused.err)
        assert (refused.status, told["slug"], told["params"]["option"]) == (2, "option-empty", option)
        assert refused.out == ""
    assert wallet.ok("log", "--json") == before


@pytest.mark.parametrize("option", ['--id ""', "--id=", '--id " "', '-d ""'])
def test_so_it_is_in_a_line_of_a_batch(wallet: Wallet, option: str) -> None:
    refused = wallet("batch", "-", "--json", typed=f"5 Tea @cash +food {option}\n")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "option-empty")


def test_an_empty_text_takes_away_what_can_be_taken_away(wallet: Wallet) -> None:
    ref = wallet.ok("pay", "5", "Tea", "@cash", "+food", "-m", "green", "-q").strip()
    wallet.ok("edit", ref, "-m", "")
    assert "green" not in wallet.ok("show", ref)
    wallet.ok("accounts", "edit", "bank", "--number", "12")
    wallet.ok("accounts", "edit", "bank", "--number", "")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("预算", "餐饮", "1500"), "wallet budget set 餐饮 1500"),
        (("预算",), "wallet budget"),
        (("预算", "餐饮"), "wallet budget 餐饮"),
        (("还花呗", "800", "招行"), "wallet transfer 800 @招行 @花呗"),
        (("还花呗", "招行", "800"), "wallet transfer 800 @招行 @花呗"),
        (("还花呗",), "wallet transfer AMOUNT @FROM @花呗"),
        (("help", "还花呗"), "wallet transfer AMOUNT @FROM @花呗"),
        (("还花呗500",), "wallet transfer 500 @FROM @花呗"),
        (("借给老王500",), "wallet lend 500 老王"),
        (("昨天", "借给老王500"), "wallet lend 500 老王 -d 昨天"),
        (("老王还了我500",), "wallet repay 500 老王"),
        (("改", "t10", "40"), "wallet edit t10 40"),
        (("调整", "现金", "300"), "wallet adjust @现金 --to 300"),
        (("对账单", "招行"), "wallet statement 招行"),
        (("解锁",), "wallet unlock"),
        (("上锁",), "wallet lock"),
        (("状态",), "wallet status"),
        (("设置",), "wallet config"),
        (("查找", "午饭"), "wallet history 午饭"),
        (("恢复词",), "wallet keys"),
        (("忘记密码",), "wallet help emergency"),
        (("本月花了多少",), "wallet report spending month"),
        (("关闭分类", "餐饮"), "wallet categories close 餐饮"),
        (("记录",), "wallet history"),
        (("备份",), "wallet backup"),
    ],
)
def test_what_chinese_calls_a_command_leads_to_a_whole_line(bare: Wallet, words: tuple[str, ...], line: str) -> None:
    result = bare(*words, "--lang", "en")
    assert (result.status, f"write: {line} --lang en\n" in result.err or f"write: {line}\n" in result.err) == (2, True)


def test_what_is_closed_has_to_be_said(bare: Wallet) -> None:
    told = bare("close", "clothes").err
    assert "wallet accounts close clothes\n" in told and "wallet categories close clothes\n" in told
    assert "write: wallet lock\n" in bare("close").err
    assert "write: wallet accounts close NAME\n" in bare("关闭账户").err
    assert "write: wallet rm ID\n" in bare("删").err


def test_the_line_for_what_is_closed_closes_it(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "spare")
    assert "for the account: wallet accounts close spare\n" in wallet("close", "spare").err
    assert "closed spare" in wallet.ok("accounts", "close", "spare", "--table").casefold()


def test_help_finds_what_people_call_it(bare: Wallet) -> None:
    for word, line in (("忘记密码", "wallet unlock"), ("恢复词", "wallet keys"), ("对账单", "wallet statement")):
        assert line in bare("help", word).out


def test_other_words_that_begin_like_a_repayment_are_none(bare: Wallet) -> None:
    assert "transfer" not in bare("还有").err
    assert "wallet backup" in bare("help", "备份").out


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("pay 5 Tea @cash +food -d y -d 3d", ["-d"]),
        ("pay 5 Tea @cash +food -d y --date=3d", ["-d", "--date"]),
        ("pay 5 Tea @cash +food --id a --id a", ["--id"]),
        ("pay 5 Tea @cash +food -d y -d=y", ["-d"]),
        ("history -l 3 -l 4", ["-l"]),
        ("balance -w main -w second", ["-w"]),
        ("-w main --wallet second balance", ["-w", "--wallet"]),
        ("accounts -w main -w second list", ["-w"]),
        ("import none.zip --member a --member b", ["--member"]),
    ],
)
def test_an_option_that_takes_one_value_is_given_once(wallet: Wallet, line: str, options: list[str]) -> None:
    before = wallet.ok("log", "-q")
    refused = wallet(*line.split(), "--json")
    told = json.loads(refused.err)
    assert (refused.status, told["slug"], told["params"]["options"]) == (2, "option-twice", options)
    assert wallet.ok("log", "-q") == before


def test_so_it_is_at_the_prompt_and_in_a_batch(wallet: Wallet) -> None:
    line = "5 Tea @cash +food -d y -d 3d"
    refused = wallet("batch", "-", "--json", typed=f"{line}\n")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "option-twice")
    told = wallet("pay", "-d", "y", typed=f"{line}\n5 Tea @cash +food -d 3d --tag a --tag b\n", tty=True)
    assert "-d: given more than once" in told.err


def test_what_is_given_once_more_behind_a_command_goes_before(wallet: Wallet) -> None:
    assert "\tcash\t" in wallet.ok("-w", "second", "balance", "-w", "main", "-v", "-v")
    assert "usage: wallet pay" in wallet.ok("pay", "-d", "y", "-d", "3d", "--help")
    assert "Recorded" in wallet.ok("pay", "5", "Tea", "@cash", "+food", "--tag", "a", "--tag", "b")

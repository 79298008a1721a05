"""A period is the same word in every command, bare and behind ``-p``, in English and in Chinese."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli import i18n
from wallet_cli.words.calendar import EXAMPLES, examples


@pytest.fixture(scope="module")
def spent(kept: Wallet) -> Wallet:
    kept.ok("pay", "10", "Coffee", "@cash", "+food", "-d", "2026-11-03")
    kept.ok("budget", "set", "food", "300", "--from", "2026-10")
    return kept


@pytest.mark.parametrize("word", sorted({*EXAMPLES["en"], *EXAMPLES["zh"]}))
def test_every_example_means_the_same_bare_and_behind_its_option_everywhere(spent: Wallet, word: str) -> None:
    for command in (
        ["history"],
        ["report"],
        ["report", "summary"],
        ["report", "spending"],
        ["report", "income"],
        ["report", "cashflow"],
        ["statement", "@cash"],
        ["export", "--format", "jsonl"],
    ):
        assert spent.ok(*command, word) == spent.ok(*command, "-p", word)


def test_an_envelopes_period_too(spent: Wallet) -> None:
    for word in ("2026-11", "十一月", "november", "本月", "11-20"):
        for command in (["budget"], ["budget", "show"], ["budget", "explain", "food"]):
            assert spent.ok(*command, word, "--json") == spent.ok(*command, "-p", word, "--json")
        assert json.loads(spent.ok("budget", word, "--json"))["month"] == "2026-11"


@pytest.mark.parametrize("command", ["report", "budget", "report spending", "export", "budget explain food"])
def test_a_period_that_is_given_twice_is_refused(spent: Wallet, command: str) -> None:
    told = spent(*command.split(), "2026-10", "-p", "2026-11")
    assert (told.status, "2026-10 and 2026-11" in told.err) == (2, True)


def test_a_noun_takes_a_period_for_its_usual_verb_and_nothing_else(spent: Wallet) -> None:
    assert "2026-13" in spent("report", "2026-13").err
    assert 'has no "foo"' in spent("report", "foo").err
    assert spent.ok("report", "2026", "-n") == spent.ok("report", "2026")


def test_a_statement_without_an_account_keeps_the_period_in_its_hint(spent: Wallet) -> None:
    assert "wallet statement lastperiod @ACCOUNT" in spent("statement", "lastperiod").err
    assert "wallet statement q4 @ACCOUNT" in spent("statement", "-p", "q4").err


def test_the_examples_are_those_of_the_language_in_every_hint_and_help(spent: Wallet) -> None:
    for language in i18n.LANGUAGES:
        i18n.choose(language)
        assert examples() == EXAMPLES[language]
        last = EXAMPLES[language][5:7]
        for shown in (
            spent("report", "--lang", language, "2026-13").err,
            spent("history", "--lang", language, "2026-13").err,
            spent("statement", "--lang", language, "@a", "@b").err,
            spent.ok("help", "report", "spending", "--lang", language),
            spent.ok("help", "export", "--lang", language),
            spent.ok("help", "statement", "--lang", language),
            spent.ok("help", "history", "--lang", language),
        ):
            assert last[1] in shown, shown


@pytest.fixture
def paid(wallet: Wallet) -> Wallet:
    """A wallet that goes by pay-days, the next of which isn't recorded."""
    wallet.ok("pay", "10", "Coffee", "@cash", "+food", "-d", "2026-11-03")
    wallet.ok("config", "set", "period", "发薪日 2026-10-28")
    wallet.ok("budget", "set", "food", "200")
    return wallet


def test_an_open_pay_period_has_no_end_that_nobody_typed(paid: Wallet) -> None:
    for command in (["budget"], ["report"], ["report", "cashflow"], ["report", "income", "本期"], ["statement"]):
        told = paid(*command, *(["thisperiod", "@bank"] if command == ["statement"] else []), tty=True)
        assert "2199" not in told.out + told.err
        assert "2026-10-28" in told.out + told.err
    assert "2199" not in paid.ok("pay", "5", "Coffee", "@cash", "+food")
    assert paid.ok("statement", "2026-10-28..", "@bank") == paid.ok("statement", "thisperiod", "@bank")


def test_the_next_pay_period_is_refused_until_its_day_is_recorded(paid: Wallet) -> None:
    for command in (["statement", "@bank"], ["report"], ["budget"], ["history"], ["export", "--format", "jsonl"]):
        told = paid(*command, "nextperiod")
        assert (told.status, "wallet config set period +DATE" in told.err) == (2, True)
    paid.ok("config", "set", "period", "+2026-11-27")
    assert paid("report", "nextperiod").status == 0


def test_envelopes_of_another_kind_of_period_are_named(paid: Wallet) -> None:
    paid.ok("config", "set", "period", "月")
    assert "there are envelopes by pay-days, and the wallet goes by month now" in paid("budget", tty=True).err
    assert "有按“发薪日”设的分类预算，而钱包现在按“月”算" in paid("budget", "--lang", "zh", tty=True).err


def test_kinds_are_typed_and_shown_in_chinese(wallet: Wallet) -> None:
    for name, kind, known in (("小王", "往来", "person"), ("工资卡", "银行卡", "bank"), ("招行", "信用卡", "card")):
        wallet.ok("accounts", "add", name, "--kind", kind)
        made = json.loads(wallet.ok("accounts", "show", name, "--json"))["accounts"][0]
        assert made["kind"] == known
    wallet.ok("accounts", "edit", "招行", "--kind", "储蓄")
    told = wallet("accounts", "add", "x", "--kind", "什么", "--lang", "zh")
    assert (told.status, "信用卡" in told.err, "card" in told.err) == (2, True, False)
    told = wallet("report", "--by", "什么", "--lang", "zh")
    assert "季度" in told.err and "quarter" not in told.err
    told = wallet("config", "set", "period", "什么", "--lang", "zh")
    assert "两周 从 2026-11-06" in told.err
    assert wallet.ok("report", "2026", "--by", "月") == wallet.ok("report", "2026", "--by", "month")


def test_every_kind_as_it_is_shown_is_understood() -> None:
    from wallet_cli.domain import calendar, kinds
    from wallet_cli.words.calendar import kind

    i18n.choose("zh")
    assert [kinds.typed(kind(name)) for name in kinds.usable()] == list(kinds.usable())
    for row in calendar.KINDS.values():
        text = row.example or row.name
        assert calendar.read_calendar(kind(text)) == calendar.read_calendar(text)


def test_times_and_off_are_typed_in_chinese(wallet: Wallet) -> None:
    for name, typed, kept in (
        ("unlock-for", "1小时", "1h"),
        ("unlock-idle", "9分钟", "9m"),
        ("unlock-idle", "关闭", "off"),
        ("confirm-above", "关闭", "off"),
    ):
        wallet.ok("config", "set", name, typed)
        assert f"{name}\t{kept}" in wallet.ok("config")
    wallet.ok("budget", "set", "food", "300")
    wallet.ok("budget", "carry", "food", "开启")

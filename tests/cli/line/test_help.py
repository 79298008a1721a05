"""Help is everywhere, from one description, in both languages."""

import json
from collections.abc import Sequence

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli import __version__, i18n
from wallet_cli.cli.line import registry
from wallet_cli.domain import kinds
from wallet_cli.i18n import _
from wallet_cli.services import completion, periods
from wallet_cli.services.vault import access, location


def test_alone_it_says_in_six_lines_what_there_is(bare: Wallet) -> None:
    assert len(bare.ok().splitlines()) == 6
    assert len(bare.ok("--lang", "zh").splitlines()) == 6


@pytest.mark.parametrize("argv", [("--help",), ("-h",), ("help",), ("--no-input", "--help")])
def test_all_commands_are_listed(bare: Wallet, argv: tuple[str, ...]) -> None:
    out = bare.ok(*argv)
    for entry in registry.ENTRIES:
        assert f"  {entry.name}" in out


def test_three_ways_lead_to_a_command_s_help(bare: Wallet) -> None:
    assert bare.ok("help", "pay") == bare.ok("pay", "--help") == bare.ok("p", "-h")
    assert bare.ok("help", "accounts", "add") == bare.ok("accounts", "add", "--help")
    assert bare.ok("help", "accounts") == bare.ok("accounts", "-h")
    assert "usage: wallet pay [LINE…] [OPTIONS]" in bare.ok("help", "pay")


def test_help_wins_over_what_is_missing(bare: Wallet) -> None:
    assert "usage: wallet accounts rename" in bare.ok("accounts", "rename", "--help")


def test_a_noun_without_a_default_verb_shows_its_help(bare: Wallet) -> None:
    assert bare.ok("qr") == bare.ok("help", "qr")


@pytest.mark.parametrize(("argv", "status"), [(("help", "blance"), 3), (("help", "accounts", "xyzzy"), 2)])
def test_help_for_what_is_not_there_is_refused(bare: Wallet, argv: tuple[str, ...], status: int) -> None:
    assert bare(*argv).status == status


@pytest.mark.parametrize("argv", [("--version",), ("-V",), ("--lang", "zh", "--version")])
def test_the_version_is_told(bare: Wallet, argv: tuple[str, ...]) -> None:
    assert bare.ok(*argv) == f"wallet {__version__}\n"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (("accounts", "add"), kinds.money()),
        (("export",), completion.export_formats()),
        (("statement",), completion.statement_formats()),
        (("import",), completion.import_formats()),
        (("qr", "request"), completion.scheme_names()),
    ],
)
def test_what_an_option_takes_is_listed_whole(
    bare: Wallet, argv: tuple[str, ...], names: Sequence[str], language: str
) -> None:
    assert ", ".join(names) in bare.ok("__complete", "zsh", "--", *argv, "--")
    i18n.choose(language)
    try:
        listed = _(", ").join(_(each) if each in kinds.money() else each for each in names)
    finally:
        i18n.choose("en")
    assert listed in bare.ok("help", *argv, "--lang", language)


def test_every_described_command_has_help_in_both_languages(bare: Wallet) -> None:
    for entry in registry.ENTRIES:
        assert bare.ok("help", entry.name).startswith("usage: ")
        assert bare.ok("help", entry.name, "--lang", "zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_commands_fit_on_sixty_lines(bare: Wallet, lang: str) -> None:
    bare.width = 80
    shown = bare.ok("--lang", lang, "help", tty=True)
    assert len(shown.splitlines()) <= 60
    assert all(f"  {entry.name} " in shown for entry in registry.ENTRIES)
    assert "wallet help options" in shown
    assert "--passphrase-command" in bare.ok("--lang", lang, "help", "options")


def test_what_chinese_help_lists_is_chinese_and_understood(wallet: Wallet) -> None:
    """Kinds of accounts and of periods: the words of the help do in a line what the English ones do."""
    shown = wallet.ok("--lang", "zh", "help", "accounts", "add")
    listed = shown.split("可选：")[1].split("；")[0].split("、")
    assert len(listed) == len(kinds.money())
    for kind, word in zip(kinds.money(), listed, strict=True):
        name = f"a-{kind}"
        wallet.ok("accounts", "add", name, "--kind", word)
        assert json.loads(wallet.ok("accounts", "show", name, "--json"))["accounts"][0]["kind"] == kind
    shown = wallet.ok("--lang", "zh", "help", "report", "summary")
    listed = shown.split("每个期间占一列（或一行），可用：")[1].split("（")[0].split("、")
    for meant, word in zip(periods.groupings(), listed, strict=True):
        assert wallet.ok("report", "summary", "--by", word) == wallet.ok("report", "summary", "--by", meant)
        assert word != meant


@pytest.mark.parametrize(("language", "told"), [("en", "written with a decimal point"), ("zh", "这里用小数点")])
def test_examples_of_a_locked_wallet_say_which_mark_they_have(wallet: Wallet, language: str, told: str) -> None:
    wallet.ok("config", "numbers", "1.234,50")
    wallet.env["WALLET_LANG"] = language
    place = location.Place(wallet.data / "main", wallet.state)
    shut = wallet.ok("help", "pay", tty=True)
    assert "wallet pay 12.50 " in shut or "wallet pay 35" in shut
    assert told in shut
    assert told not in wallet.ok("help", "pay"), "a script writes a point"
    assert told not in wallet.ok("help", "refund", tty=True), "no example has decimals"
    assert told not in wallet.ok("help", "batch", tty=True), "what is piped has a point anyway"
    assert told not in wallet.ok("help", "config", "get", tty=True)
    wallet.key = access.derive(place, PASSPHRASE.encode()).database_key
    opened = wallet.ok("help", "pay", tty=True)
    assert ("12,50" in opened or language == "zh", told in opened) == (True, False)


@pytest.mark.parametrize(("language", "style"), [("en", "1.234,50"), ("zh", "1234.50")])
def test_a_number_style_in_an_example_is_the_same_in_each_wallet(wallet: Wallet, language: str, style: str) -> None:
    line = f"wallet config set numbers {style}\n"
    wallet.env["WALLET_LANG"] = language
    shut = wallet.ok("help", "config", "set", tty=True)
    assert (line in shut, "decimal point" in shut or "小数点" in shut) == (True, False)
    wallet.ok("config", "numbers", "1.234,50")
    wallet.key = access.derive(location.Place(wallet.data / "main", wallet.state), PASSPHRASE.encode()).database_key
    assert line in wallet.ok("help", "config", "set", tty=True)


def test_without_a_wallet_nothing_is_said_of_how_numbers_are_written(bare: Wallet) -> None:
    assert "decimal point" not in bare.ok("help", "pay", tty=True)

"""What is offered at TAB, and that bash gets it in a form in which nothing can run."""

import shlex
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.driver import Wallet
from wallet_cli.cli.line import complete, offers, registry
from wallet_cli.cli.line.complete import escaped, read_line
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import Noun
from wallet_cli.domain.period_words import read_period
from wallet_cli.services import completion
from wallet_cli.services.vault import access, location, unlock

BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture(scope="module")
def unlocked(kept: Wallet) -> Iterator[Wallet]:
    """A wallet whose key the kernel keeps, as far as commands can tell."""
    kept.ok("accounts", "add", "Main Account", "--kind", "bank")
    kept.ok("accounts", "add", "支付宝")
    kept.ok("accounts", "add", "招商银行")
    kept.ok("categories", "add", "treats:coffee beans")
    kept.ok("pay", "3", "Bob's Diner", "@cash", "+food")
    place = location.Place(kept.data / "main", kept.state)
    key = access.derive(place, kept.passphrase_file.read_bytes().strip()).database_key
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unlock, "kept_key", lambda where, *_wish, **_used: key if where.folder == place.folder else None)
        yield kept


def offered(wallet: Wallet, *words: str) -> list[str]:
    return [line.split("\t")[0] for line in wallet.ok("__complete", "zsh", "--", *words).splitlines()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("bala",), ["balance"]),
        (("help", "bala"), ["balance"]),
        (("-w", "ma"), ["main"]),
        (("--wallet", "ma"), ["main"]),
        (("--ver",), ["--verbose"]),
        (("accounts", "re"), ["rename"]),
        (("account", "-v", "re"), ["rename"]),
        (("accounts", "--clo"), ["--closed"]),
        (("accounts", "list", "--clo"), ["--closed"]),
        (("accounts", "rename", "ma"), ["Main-Account"]),
        (("accounts", "rename", "cash", "x", "y"), []),
        (("accounts", "add", "x", "--kind", "sa"), ["savings"]),
        (("accounts", "xyzzy", ""), []),
        (("pay", "3", "Tea", "@ma"), ["@Main-Account"]),
        (("p", "3", "Tea", "+FO"), ["+food"]),
        (("pay", "3", "bob"), ["Bob's Diner"]),
        (("pay", "bob"), []),
        (("pay", "3", "--from", "ma"), ["Main-Account"]),
        (("pay", "3", "--from=ma"), ["--from=Main-Account"]),
        (("pay", "3", "--nope=ma"), []),
        (("pay", "3", "--with", "a"), ["anna"]),
        (("pay", "3", "--memo", "a"), []),
        (("pay", "3", "--pend"), ["--pending"]),
        (("refund", "5", "--of", "t3"), ["t3"]),
        (("undo", "o7"), ["o7"]),
        (("init", "--currency", "E"), ["EUR"]),
        (("completion", "f"), ["fish"]),
        (("batch", ""), [":files"]),
        (("export", "--format", ""), [*completion.export_formats()]),
        (("import", "--format", "o"), ["ofx"]),
        (("statement", "--format", ""), [*completion.statement_formats()]),
        (("qr", "request", "--scheme", ""), [name for name, _title in completion.schemes()]),
        (("config", "get", "cur"), ["currency"]),
        (("budget", "carry", "food", ""), ["on", "off"]),
        (("--lang", ""), ["en", "zh"]),
        (("show", "treats:"), ["treats:coffee-beans"]),
        (("show", "t3"), ["t3"]),
        (("xyzzy", ""), []),
        (("qr", "xyzzy", ""), []),
        (("pay", "3", "Tea", "@zfb"), ["@支付宝"]),
        (("pay", "3", "Tea", "@招商y"), ["@招商银行"]),
        (("pay", "3", "Tea", "@招商x"), []),
        (("pay", "3", "Tea", "@zh"), [":list", "@招商银行", "@支付宝"]),
        (("pay", "3", "--from", "zh"), [":list", "招商银行", "支付宝"]),
    ],
)
def test_what_fits_is_offered(unlocked: Wallet, words: tuple[str, ...], found: list[str]) -> None:
    assert offered(unlocked, *words) == found


def test_whatever_a_command_asks_for_by_kind_can_be_offered() -> None:
    described = [registry.load(entry) for entry in registry.ENTRIES]
    specs = [spec for each in described for spec in (each.verbs if isinstance(each, Noun) else (each,))]
    kinds = {param.complete for spec in specs for param in (*spec.params, *GLOBALS)}
    assert kinds == {"", "file", "line", "payee", *offers.BOOKS, *offers.FIXED}


def test_offers_say_what_they_are(unlocked: Wallet) -> None:
    assert unlocked.ok("__complete", "fish", "--", "pay", "3", "@ca") == "@card\tcard\n@cash\tcash\n"
    assert "t3\t2026-11-20 Bob's Diner" in unlocked.ok("__complete", "zsh", "--", "refund", "5", "--of", "")


def test_periods_are_months_so_far(unlocked: Wallet) -> None:
    assert offered(unlocked, "budget", "set", "food", "3", "-m", "2026-1") == ["2026-11", "2026-10"]


def test_the_words_for_periods_are_all_those_that_are_read(unlocked: Wallet) -> None:
    words = offered(unlocked, "report", "summary", "")
    assert {"nextperiod", "thisweek", "lastquarter", "all"} < set(words)
    today = date(2026, 11, 20)
    assert all(read_period(word, today) for word in words)
    assert offered(unlocked, "budget", "show", "nextp") == ["nextperiod"]


def test_a_locked_wallet_offers_no_names_and_asks_nothing(wallet: Wallet) -> None:
    assert wallet("__complete", "zsh", "--", "pay", "3", "@", tty=True) == ("", "", 0)


@pytest.mark.parametrize(
    "argv", [(), ("zsh",), ("bash",), ("bash", "x"), ("zsh", "--"), ("tcsh", "--", "-w", "../x", "pay", "1", "@")]
)
def test_whatever_goes_wrong_the_answer_is_silence(bare: Wallet, argv: tuple[str, ...]) -> None:
    assert bare("__complete", *argv) == ("", "", 0)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("wallet bala", ["balance"]),
        ("wallet pay 3 @ma", ["@Main-Account"]),
        ("wallet pay 3 +food:", []),
        ("wallet pay 3 --from=ma", ["Main-Account"]),
        ("wallet pay 3 bob", ["Bob\\'s\\ Diner"]),
        ("wallet pay 3 Bob\\'s", ["Bob\\'s\\ Diner"]),
        ("wallet pay 3 Bob\\'s\\ d", ["Bob\\'s\\ Diner"]),
        ("wallet pay 3 'Bob", []),
        ('wallet pay "3" @ma', ["@Main-Account"]),
        ("A=1 wallet pay 3 @ma", ["@Main-Account"]),
        ("ls | wallet pay 3 @ma", ["@Main-Account"]),
        ("wallet batch ", [":files"]),
        ("wallet", []),
        ("wallet pay 3 @zfb", ["@支付宝"]),
        ("wallet pay 3 @zh", ["招商银行", "支付宝"]),
    ],
)
def test_bash_gets_what_readline_inserts(unlocked: Wallet, line: str, found: list[str]) -> None:
    assert unlocked.ok("__complete", "bash", BREAKS, line).splitlines() == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("@zh", ["@zhaoshangyinhang\t招商银行 bank", "@zhifubao\t支付宝 ewallet"]),
        ("@ma", ["@Main-Account\tbank"]),
        ("zh", []),
    ],
)
def test_fish_gets_accounts_in_the_letters_that_were_typed(unlocked: Wallet, typed: str, found: list[str]) -> None:
    assert unlocked.ok("__complete", "fish", "--", "pay", "3", "Tea", typed).splitlines() == found


def test_what_stands_before_a_break_is_not_inserted_again(unlocked: Wallet) -> None:
    assert unlocked.ok("__complete", "bash", BREAKS, "wallet pay 3 +treats:c") == "coffee-beans\n"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
@settings(max_examples=30, deadline=None)
def test_an_escaped_word_is_that_word_to_a_shell(text: str) -> None:
    shown = subprocess.run(
        ["bash", "-c", f"printf %s {escaped(text)}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert shown.stdout.decode() == text


@given(st.lists(st.text(st.sampled_from("ab@+: $'\"\\;&"), min_size=1), min_size=1))
def test_a_quoted_line_is_taken_apart_again(words: list[str]) -> None:
    typed = read_line("wallet " + shlex.join(words))
    assert typed.words == ["wallet", *words]
    assert not typed.in_quotes


@given(st.text(st.sampled_from("ab '\"\\;|=")))
def test_any_line_can_be_read(line: str) -> None:
    assert read_line(line).words


@given(st.lists(st.text(st.sampled_from("ab@$`: '\"\\"), min_size=1), min_size=1))
def test_an_escaped_line_is_taken_apart_again(words: list[str]) -> None:
    assert read_line("wallet " + " ".join(map(escaped, words))).words == ["wallet", *words]


def test_the_scripts_are_printed_and_said_where_they_belong(bare: Wallet) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "wallet __complete" in bare.ok("completion", shell)
        assert shell in bare("completion", shell, tty=True).err
    assert complete.answer(["zsh"], None) == 0  # type: ignore[arg-type]


def test_profiles_are_offered(unlocked: Wallet, tmp_path: Path) -> None:
    (tmp_path / "tea.csv").write_text("Date,Description,Amount\n2026-11-03,Tea,-3.50\n")
    unlocked.ok("profiles", "add", str(tmp_path / "tea.csv"))
    assert unlocked.ok("__complete", "fish", "--", "profiles", "show", "t").startswith("tea")
    unlocked.ok("profiles", "rm", "tea")

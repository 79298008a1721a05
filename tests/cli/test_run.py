"""One run: its language, its status, and what happens when the streams or the person leave."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.driver import Wallet
from wallet_cli import __version__, i18n
from wallet_cli.cli.commands.vault import status as status_command


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.choose("en")


@pytest.mark.parametrize(
    ("argv", "env", "language"),
    [
        ((), {}, "en"),
        (("--lang", "zh"), {"WALLET_LANG": "en"}, "zh"),
        (("--lang=zh",), {}, "zh"),
        ((), {"WALLET_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ((), {"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ((), {"LANG": "en_US.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ((), {"LANG": "C.UTF-8", "LANGUAGE": "zh"}, "en"),
        ((), {"WALLET_LANG": "tlh", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language_is_the_option_s_the_variable_s_then_the_locale_s(
    bare: Wallet, argv: tuple[str, ...], env: dict[str, str], language: str
) -> None:
    bare.env |= env
    bare(*argv)
    assert i18n.language() == language


def failing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(app: Any) -> None:
        raise error

    monkeypatch.setattr(status_command, "COMMAND", status_command.COMMAND._replace(run=run))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_who_leaves_gets_130(bare: Wallet, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(error, monkeypatch)
    assert bare("status") == ("", "\n", 130)
    told = json.loads(bare("status", "--json").err)
    assert (told["slug"], told["exit"]) == ("interrupted", 130)


def test_a_closed_pipe_is_quiet(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(BrokenPipeError(), monkeypatch)
    assert bare("status") == ("", "", 141)


def test_what_the_system_refuses_is_no_bug(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(PermissionError(13, "no", "/some/where"), monkeypatch)
    result = bare("status")
    assert (result.status, "/some/where" in result.err) == (5, True)
    failing(PermissionError(13, "no", b"/some/\xff"), monkeypatch)
    assert bare("status").status == 5


@pytest.mark.parametrize(
    ("module", "package", "argv"),
    [
        ("argon2", "argon2-cffi", ("init", "--currency", "EUR", "--no-input")),
        ("sqlcipher3", "sqlcipher3", ("init", "--currency", "EUR", "--no-input")),
        ("typer", "typer", ("status", "-qv")),
    ],
)
def test_a_library_that_is_not_installed_is_named_and_is_no_bug(
    bare: Wallet, monkeypatch: pytest.MonkeyPatch, module: str, package: str, argv: tuple[str, ...]
) -> None:
    for loaded in {module, *(name for name in sys.modules if name.partition(".")[0] == module)}:
        monkeypatch.setitem(sys.modules, loaded, None)  # type: ignore[arg-type]
    monkeypatch.delitem(sys.modules, "wallet_cli.cli.line.build", raising=False)
    monkeypatch.delattr("wallet_cli.cli.line.build", raising=False)
    told = json.loads(bare(*argv, "--json").err)
    assert (told["slug"], told["exit"], told["params"]) == ("library-missing", 5, {"package": package})
    bare.env["WALLET_LANG"] = "zh"
    assert package in bare(*argv).err


def test_a_module_of_wallet_s_own_is_a_bug(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(ModuleNotFoundError("No module", name="wallet_cli.nowhere"), monkeypatch)
    told = json.loads(bare("status", "--json").err)
    assert (told["slug"], told["exit"]) == ("bug", 1)


def test_a_bug_is_told_without_what_was_typed(bare: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(ZeroDivisionError("secret"), monkeypatch)
    result = bare("status")
    assert (result.status, "ZeroDivisionError" in result.err, "secret" in result.err) == (1, True, False)
    bare.env["WALLET_DEBUG"] = "1"
    with pytest.raises(ZeroDivisionError):
        bare("status")


def test_bytes_that_are_no_text_are_the_user_s_and_a_secret_among_them_is_not_told(
    bare: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash")
    for option in ("--for", "--from", "--with", "--id"):
        result = bare("pay", "5", "Shop", "@cash", "+food", option, "caf\udce9")
        assert (result.status, "<U+DCE9>" in result.err) == (2, True), result.err
    failing(UnicodeEncodeError("utf-8", "secret\udcff", 6, 7, "no"), monkeypatch)
    result = bare("status")
    assert (result.status, "secret" in result.err) == (2, False)


def test_an_error_is_one_json_object(bare: Wallet) -> None:
    for argv in (("--json", "balance"), ("balance", "--jsonl"), ("xyzzy", "--json"), ("pay", "-k", "--json")):
        result = bare(*argv)
        (line,) = result.err.splitlines()
        assert json.loads(line).keys() == {"slug", "message", "hint", "params", "exit"}
        assert json.loads(line)["exit"] == result.status


@pytest.mark.parametrize("argv", [("-w", ""), ("--wallet=",)])
def test_an_empty_name_is_no_wallet_and_an_empty_variable_is_none(wallet: Wallet, argv: tuple[str, ...]) -> None:
    for typed in ((*argv, "pay", "5", "Tea", "@cash", "+food"), ("pay", "5", "Tea", "@cash", "+food", *argv)):
        told = json.loads(wallet(*typed, "--json").err)
        assert (told["slug"], told["exit"]) == ("bad-wallet-name", 2)
    wallet.env["WALLET_NAME"] = ""
    wallet.ok("pay", "5", "Tea", "@cash", "+food")


def test_an_empty_source_of_the_passphrase_is_not_passed_over(wallet: Wallet) -> None:
    for option in ("--passphrase-file", "--passphrase-fd", "--passphrase-command"):
        assert wallet("balance", option, "").status == 2


@pytest.mark.parametrize("words", [("--version", "--json"), ("--json", "-V"), ("--version", "--jsonl")])
def test_the_version_for_a_program(bare: Wallet, words: tuple[str, ...]) -> None:
    assert json.loads(bare.ok(*words)) == {"schema": "wallet.version/1", "version": __version__}

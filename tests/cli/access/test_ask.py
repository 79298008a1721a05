"""Questions: asked at a terminal only, no by default, and no at the end of input."""

import io

import pytest

from tests.cli.driver import Wallet
from wallet_cli.cli.access import ask
from wallet_cli.cli.app import App, Surroundings
from wallet_cli.cli.options import Options
from wallet_cli.errors import UsageProblem

PLAIN = Options()


def app(typed: str = "", *, asks: bool = True, options: Options = PLAIN, secrets: tuple[str, ...] = ()) -> App:
    hidden = iter(secrets)
    around = Surroundings(
        io.StringIO(typed), io.StringIO(), io.StringIO(), {}, None, int, int, int, bytes, int, "", len,  # type: ignore[arg-type]
        io.BytesIO, lambda _prompt: next(hidden), asks, "cheap",
    )  # fmt: skip
    return App(around, options)


@pytest.mark.parametrize(
    ("typed", "agreed"), [("y\n", True), ("YES\n", True), ("是\n", True), ("\n", False), ("no\n", False), ("", False)]
)
def test_only_yes_is_yes(typed: str, agreed: bool) -> None:
    assert ask.yes(app(typed), "sure?") is agreed


def test_without_a_terminal_nothing_is_asked() -> None:
    for question in (lambda: ask.line(app(asks=False), "name: "), lambda: ask.secret(app(asks=False), "secret: ")):
        with pytest.raises(UsageProblem, match="would-ask"):
            question()
    with pytest.raises(UsageProblem, match="needs-yes"):
        ask.yes(app(asks=False), "sure?", flag="--confirm")
    with pytest.raises(UsageProblem, match="would-ask"):
        ask.line(app("x\n", options=Options(no_input=True)), "name: ")


def test_yes_beforehand_asks_nothing() -> None:
    assert ask.yes(app(asks=False, options=Options(yes=True)), "sure?")


def test_a_line_is_literal_and_its_end_is_the_person_leaving() -> None:
    assert ask.line(app("$12 H&M 'x\\\r\n"), "> ") == "$12 H&M 'x\\"
    with pytest.raises(EOFError):
        ask.line(app(), "> ")


def test_enter_takes_the_default() -> None:
    assert ask.default(app("\n"), "currency", "EUR") == "EUR"
    assert ask.default(app(" usd \n"), "currency", "EUR") == "usd"


def test_a_new_passphrase_is_long_enough_and_typed_twice() -> None:
    asked = app(secrets=("short", "long enough", "other one", "long enough", "long enough"))
    assert ask.new_passphrase(asked) == b"long enough"
    assert "too short" in asked.around.stderr.getvalue()  # type: ignore[attr-defined]


def test_a_weak_passphrase_can_be_chosen_anew_by_enter() -> None:
    asked = app(secrets=("12345678", "", "correct horse battery", "correct horse battery"))
    assert ask.new_passphrase(asked) == b"correct horse battery"
    told = asked.around.stderr.getvalue()  # type: ignore[attr-defined]
    assert "to choose another one, press Enter" in told and "differ" not in told
    assert told.count("to choose another") == 1


def test_what_is_wrong_at_a_prompt_is_said_of_a_keyboard() -> None:
    asked = app(secrets=("", "some\x1b[A long words", "correct horse battery", "correct horse battery"))
    assert ask.new_passphrase(asked) == b"correct horse battery"
    told = asked.around.stderr.getvalue()  # type: ignore[attr-defined]
    assert "a key was pressed that types no character" in told and "no arrow keys" in told
    assert "file" not in told and "UTF-8" not in told and "byte order" not in told


def test_leaving_at_a_prompt_records_nothing(wallet: Wallet) -> None:
    before = wallet.ok("log", "--plain")
    assert wallet("pay", tty=True, typed="").status == 130
    assert wallet.ok("log", "--plain") == before

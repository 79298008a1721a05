"""``wallet init``: what may be meant in two ways is asked again, what is left out is said, and one account is named."""

import re
from pathlib import Path

import pytest

from tests.cli.commands.vault.test_init import accounts, accounts_again
from tests.cli.driver import Wallet


@pytest.mark.parametrize("answer", ["y", "Y", "ｙ"])
def test_a_y_that_may_be_yes_or_yesterday_is_asked_again(bare: Wallet, answer: str) -> None:
    told = accounts(bare, "cash 80", "", answer, "yesterday")
    assert f'"{answer}" can mean 2026-11-20 or 2026-11-19\n  write 2026-11-20 or 2026-11-19\n' in told
    assert "Added cash (o2), as of 2026-11-19" in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_spelling_that_the_hint_lists_is_taken(tmp_path: Path, language: str) -> None:
    def asked(number: int, answer: str) -> str:
        (tmp_path / str(number)).mkdir()
        bare = Wallet(tmp_path / str(number))
        bare.env["WALLET_LANG"] = language
        return bare("init", tty=True, typed="\n".join(["EUR", "1", "cash 80", "", answer, "", "", ""])).err

    told = asked(0, "soon")
    (hint,) = [line.strip() for line in told.splitlines() if "2026-11-20, 11-20" in line or "2026-11-20、11-20" in line]
    words = re.split("[,、]| or | 或 ", hint.removeprefix("write it like ").removeprefix("写成 ").removesuffix(" 这样"))
    days = {"yesterday": "19", "昨天": "19", "3d": "17", "三天前": "17", "mon": "16", "月初": "01", "周五": "20"}
    assert len(words) >= 7
    for number, word in enumerate(words, 1):
        text = word.strip()
        assert f"2026-11-{days.get(text, '20')}" in asked(number, text).partition("(o2)")[2].partition("\n")[0], text


def test_the_account_to_pay_from_is_the_one_that_pay_names(bare: Wallet) -> None:
    told = accounts(bare, "visa 200", "savings 5", "bank 5", "1 -", "house", "cash", "")
    assert told.splitlines()[-1].endswith("12.50 Coffee @savings +food")
    assert bare("pay", tty=True, typed="\n").err.startswith("like 12.50 Coffee @savings +food")


@pytest.mark.parametrize("line", ["visa owed 20, cash 5", "cash\nbank 5", "house 3\nmy bank 4", "mum 4\nvisa\n4"])
def test_whatever_was_added_init_and_pay_name_the_same_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, *line.split("\n"), "")
    account = told.rpartition("12.50 Coffee @")[2].partition(" ")[0]
    assert account
    assert bare("pay", tty=True, typed="\n").err.startswith(f"like 12.50 Coffee @{account} +food")


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("cash 80,50", "cash 80.50"),
        ("my bank 1.250,00", "my bank 1,250.00"),
        ("80,50 cash", "80.50 cash"),
        ("cash 80,5, bank 1.250,00", "cash 80.5, bank 1,250.00"),
    ],
)
def test_a_line_in_the_style_that_was_declined_is_left_out_and_says_what_to_type(
    bare: Wallet, line: str, instead: str
) -> None:
    told = accounts(bare, line, "n", "purse 5")
    assert f'left out: "{line}"; type it once more like this: {instead}\n' in told
    assert "Added purse (o2)" in told
    assert accounts_again(bare, instead).count("left out") == 0


def test_a_declined_line_that_has_no_other_spelling_is_said_to_be_left_out(bare: Wallet) -> None:
    told = accounts(bare, "cash 80,50, y", "n")
    assert 'left out: "cash 80,50, y"\n' in told


def test_a_debt_in_the_style_that_was_declined_is_asked_again(bare: Wallet) -> None:
    told = accounts(bare, "visa", "5,20", "n", "5.20")
    assert 'left out: "5,20"; type it once more like this: 5.20\n' in told
    assert "visa · card · €5.20 owed" in told


@pytest.mark.parametrize("answer", ["?", "help", "what is this?"])
def test_a_question_in_place_of_an_answer_is_answered(bare: Wallet, answer: str) -> None:
    typed = [answer, "EUR", answer, "1", "cash 80", "", "", answer, ""]
    told = bare("init", tty=True, typed="\n".join(typed)).err
    assert "the currency of most of your money" in told
    assert "which sign comes before the cents" in told
    assert "wallet shows 24 words for you to copy" in told
    assert "wallet: " not in told


@pytest.mark.parametrize("wish", [("--currency", "FOO"), ("--numbers", "9"), ("--categories", "fr")])
def test_a_dry_run_refuses_what_the_run_refuses(bare: Wallet, wish: tuple[str, str]) -> None:
    line = ("init", "--no-input", "--currency", "EUR", *wish)
    real, dry = bare(*line), bare(*line, "-n")
    assert (real.status, dry.status, dry.out) == (2, 2, "")
    assert dry.err == real.err
    assert bare("init", "-n", "--no-input").status == 0

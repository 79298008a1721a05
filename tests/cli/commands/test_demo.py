"""``wallet demo``: it plays through in both languages and leaves nothing behind, however it ends."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Wallet
from wallet_cli.errors import Ended


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(("language", "payee"), [("en", "Bakery"), ("zh", "面馆")])
@pytest.mark.parametrize("today", ["2026-11-20", "2027-01-01", "2028-02-29"])
def test_the_month_plays_through_on_any_day(
    bare: Wallet, temporary: Path, language: str, payee: str, today: str
) -> None:
    out = bare.ok("demo", "--lang", language, today=today)
    assert out.count("$ wallet ") >= 25
    assert payee in out
    assert ("█" in out or "▀" in out) is (language == "en")  # a code is drawn where this country has one to draw
    assert not bare.data.exists()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("calls", [1, 5, 40])
def test_an_interrupted_demo_leaves_nothing(
    bare: Wallet, temporary: Path, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter(range(calls))
    usual = bare.now_us

    def now_us() -> int:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return usual()

    monkeypatch.setattr(bare, "now_us", now_us)
    assert bare("demo").status == 130
    assert list(temporary.iterdir()) == []


def test_a_signal_while_the_folder_is_removed_leaves_nothing(
    bare: Wallet, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, signals = shutil.rmtree, iter([1])

    def rmtree(*args: Any, **kwargs: Any) -> None:
        if next(signals, 0):  # as the closing of a window: the input has ended before
            raise Ended(1)
        usual(*args, **kwargs)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    monkeypatch.setattr(tempfile, "_shutil", shutil, raising=False)
    assert bare("demo").status == 129
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(("language", "whole"), [("en", "€300.00"), ("zh", "¥1,500.00")])
def test_the_budget_of_the_month_is_what_the_story_says(
    bare: Wallet, temporary: Path, language: str, whole: str
) -> None:
    out = bare.ok("demo", "--lang", language, today="2026-11-28")
    said = "left (" if language == "en" else "，共"
    of = [line for line in out.splitlines() if said in line]
    assert of
    assert all(whole in line for line in of)


def test_the_chinese_story_is_told_with_what_people_pay_with_there(bare: Wallet, temporary: Path) -> None:
    out = bare.ok("demo", "--lang", "zh")
    assert all(word in out for word in ("支付宝", "微信", "花呗", "收款码"))
    assert not any(word in out for word in ("IBAN", "DE89", "EUR", "€"))


def test_the_person_s_own_wallet_is_not_touched(wallet: Wallet, temporary: Path) -> None:
    before = wallet.ok("balance")
    wallet.ok("demo")
    assert wallet.ok("balance") == before


@pytest.mark.parametrize("how", [(), ("--plain",)])
def test_on_a_terminal_it_waits_at_each_screen_and_splits_no_code(
    bare: Wallet, temporary: Path, how: tuple[str, ...]
) -> None:
    bare.width = 80
    told = bare("demo", *how, tty=True, typed="\n" * 60)
    assert told.status == 0
    assert told.err.count("-- Enter goes on, q ends --") > 5
    assert bare("demo", *how, tty=True, typed="q\n").err.count("-- Enter goes on, q ends --") == 1


def test_what_is_typed_at_its_pause_is_said_not_to_be_done(bare: Wallet, temporary: Path) -> None:
    told = bare("demo", tty=True, typed="wallet init\nbalance\n\nq\n")
    assert told.err.count("only shown here, and nothing was done with that; q ends") == 2
    assert told.err.count("-- Enter goes on, q ends --") == 4
    assert told.status == 0

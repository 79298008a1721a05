"""Names behind commands that look or change: taken to look, asked about before a change, exact for scripts."""

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def books(wallet: Wallet) -> Wallet:
    wallet.ok("accounts", "add", "支付宝", "--opening", "100")
    wallet.ok("categories", "add", "交通")
    wallet.ok("pay", "5", "公交", "@支付宝", "+交通")
    return wallet


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("balance @zfb", "95.00"),
        ("history @zfb", "公交"),
        ("history +jiaotong", "公交"),
        ("statement month @zfb", "公交"),
        ("accounts show zfb", "支付宝"),
        ("categories show jt", "交通"),
    ],
)
def test_to_look_a_clear_name_is_taken_and_said(books: Wallet, line: str, shown: str) -> None:
    told = books(*line.split(), tty=True)
    assert (told.status, shown in told.out, "means" in told.err or "→" in told.err) == (0, True, True), told.err
    script = books(*line.split())
    assert (script.status, script.out) == (3, "")


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("accounts edit zfb --alias ali", "changed 支付宝"),
        ("accounts rename zfb alipay", "renamed to alipay"),
        ("categories edit jt --alias bus", "changed 交通"),
        ("budget set jiaotong 300", "交通 gets €300.00"),
    ],
)
def test_before_a_change_it_is_asked_about(books: Wallet, line: str, done: str) -> None:
    before = books.ok("log", "-q")
    told = books(*line.split(), tty=True, typed="\n")
    assert (told.status, "is it this one?" in told.err, books.ok("log", "-q")) == (3, True, before)
    assert done in books.ok(*line.split(), tty=True, typed="1\n")


def test_a_category_has_no_balance_even_on_a_terminal(books: Wallet) -> None:
    told = books("balance", "@交通", tty=True)
    assert (told.status, "holds none" in " ".join(told.err.split())) == (3, True)

"""What ``history`` finds about people: by former names, too, and with a word about what the total leaves out."""

import pytest

from tests.cli.driver import Wallet


def test_a_person_is_found_by_a_former_name(wallet: Wallet) -> None:
    wallet.ok("lend", "20", "anna", "@cash")
    wallet.ok("accounts", "rename", "anna", "bella")
    for name in ("anna", "bella", "ANN"):
        assert wallet.ok("history", name, "-q").split() == ["t3"]
    assert wallet.ok("history", "nobody", "-q") == ""


def test_below_the_total_is_said_whose_beginning_it_leaves_out(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bob", "--kind", "person", "--opening", "50")
    wallet.ok("lend", "20", "bob", "@cash")
    said = wallet("history", "bob", tty=True)
    assert "-€20.00" in said.out.splitlines()[-1]
    assert "starting balances of people aren't in the total: bob\n" in said.err + said.out
    wallet.env["WALLET_LANG"] = "zh_CN"
    said = wallet("history", "2026-11", tty=True)
    assert "合计不含往来人的期初余额：bob\n" in said.err + said.out
    for line in ("@bob", "@cash"):  # there they are counted, or not found
        said = wallet("history", line, tty=True)
        assert "期初余额：" not in said.err + said.out


@pytest.mark.parametrize(
    "line", ["history 13月", "history 2026年13月", "history 0月份", "report 13月", "statement @cash 13月"]
)
def test_a_month_that_there_is_not_is_refused(kept: Wallet, line: str) -> None:
    told = kept(*line.split(), tty=True)
    assert told.status == 2
    assert "is not a month" in told.err
    assert "January to December" in told.err
    kept.env["WALLET_LANG"] = "zh_CN"
    told = kept(*line.split(), tty=True)
    del kept.env["WALLET_LANG"]
    assert "没有“" in told.err
    assert "1月到12月" in told.err


def test_a_month_may_be_written_as_it_is_said(kept: Wallet) -> None:
    assert kept.ok("history", "11月份", "-q") == kept.ok("history", "2026-11", "-q") != ""

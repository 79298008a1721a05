"""A new kind of period is one row and its words: two toy kinds, registered here alone, through the command line."""

import json

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain import calendar
from wallet_cli.domain.calendar import PeriodKind
from wallet_cli.words.calendar import WORDS, Words

HALF_YEAR = PeriodKind("half-year", "/P6M", calendar.whole_months, 6, "{year}-H{at}")
TEN_DAYS = PeriodKind("ten-days", "/P10D", calendar.days, 10, example="ten-days from 2026-11-06")
WORDS_OF = {
    "half-year": Words("{amount} a half-year", "from last half", "every half since {month}", "this half alone"),
    "ten-days": Words("{amount} every ten days", "from ten days ago", "each ten since {month}", "these ten alone"),
}
TYPED = ("half-year", "ten-days from 2026-11-06")
NOW = {"half-year": "2026-H2", "ten-days": "2026-11-16..2026-11-25"}
LAST = {"half-year": "2026-H1", "ten-days": "2026-11-06..2026-11-15"}


@pytest.fixture
def toy(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> Wallet:
    """A wallet that spent in two periods of each toy kind, which has its row and its words."""
    for kind in (HALF_YEAR, TEN_DAYS):
        monkeypatch.setitem(calendar.KINDS, kind.name, kind)
        monkeypatch.setitem(WORDS, kind.name, WORDS_OF[kind.name])
    for day, amount in (("2026-06-30", "1"), ("2026-11-07", "2"), ("2026-11-18", "4")):
        wallet.ok("pay", amount, "Shop", "@cash", "+food", "-d", day)
    return wallet


def offered(wallet: Wallet, *words: str) -> list[str]:
    return [line.split("\t")[0] for line in wallet.ok("__complete", "zsh", "--", *words).splitlines()]


def columns(wallet: Wallet, *line: str) -> dict[str, str]:
    """Period and amount of food."""
    rows = [row.split("\t") for row in wallet.ok("report", "spending", *line).splitlines()[1:]]
    return {row[0]: row[4] for row in rows if row[1] == "food" and row[4] != "0.00"}


def test_it_is_offered_where_its_name_is_enough_and_shown_by_example_where_not(toy: Wallet) -> None:
    assert offered(toy, "report", "--by", "h") == ["half-year"]
    assert offered(toy, "report", "--by", "ten") == []
    assert "half-year" in calendar.named()
    assert "ten-days" not in calendar.named()
    listed = ", ".join((*calendar.named(), "period (the wallet's own)"))
    assert listed in " ".join(toy.ok("help", "report", "summary").split())
    unknown = json.loads(toy("report", "--by", "day", "--json").err)["params"]["kinds"]
    assert [each for each in unknown if toy("report", "--by", each).status] == []
    assert ("half-year" in unknown, "ten-days" in unknown) == (True, False)
    examples = json.loads(toy("config", "set", "period", "day", "--json").err)["params"]["kinds"]
    assert set(TYPED) < set(examples)
    assert [each for each in examples if toy("config", "set", "period", each).status] == []


@pytest.mark.parametrize("typed", TYPED)
def test_a_wallet_goes_by_it(toy: Wallet, typed: str) -> None:
    name = typed.split()[0]
    toy.ok("config", "set", "period", typed)
    assert toy.ok("config", "get", "period") == f"{typed}\n"
    assert set(columns(toy, "2026-01..2026-12-31", "--by", name)) >= {NOW[name], LAST[name]}
    assert columns(toy, "2026", "--by", name) == columns(toy, "2026", "--by", "period")
    assert columns(toy, "lastperiod") == {LAST[name]: "1.00" if name == "half-year" else "2.00"}
    assert name in toy("report", "--by", "day").err
    statement = json.loads(toy.ok("statement", "lastperiod", "@cash", "--json"))
    days = {"half-year": "2026-01-01..2026-06-30"}.get(name, LAST[name])
    assert f"{statement['first']}..{statement['last']}" == days


def test_its_label_is_read_wherever_a_period_is(toy: Wallet) -> None:
    toy.ok("config", "set", "period", "half-year")
    for label, amount in (("2026-H1", "1.00"), ("2026-h1", "1.00"), ("2026-H2", "6.00")):
        assert columns(toy, label) == {label.upper(): amount}
        assert json.loads(toy.ok("statement", label, "@cash", "--json"))["period"] == label.upper()
        toy.ok("budget", "show", label)
        assert "Shop" in toy.ok("history", label)
    assert json.loads(toy("report", "2026-H3", "--json").err)["slug"] == "period-unreadable"


@pytest.mark.parametrize("typed", TYPED)
def test_its_envelopes_are_set_told_and_kept(toy: Wallet, typed: str) -> None:
    name = typed.split()[0]
    each = WORDS_OF[name].each.format(amount="€30.00")
    toy.ok("config", "set", "period", typed)
    assert each in toy.ok("budget", "set", "food", "30", "--from", "lastperiod", tty=True)
    assert each in toy.ok("log", "-l", "1", tty=True)
    assert f"{NOW[name]} · {'41' if name == 'half-year' else '5'} days left" in toy.ok("budget", tty=True)
    spent = ("6.00", "1.00") if name == "half-year" else ("4.00", "2.00")
    for period, figure in zip(("thisperiod", "lastperiod"), spent, strict=True):
        assert json.loads(toy.ok("budget", "show", period, "--json"))["envelopes"][0]["spent"]["amount"] == figure
    shown = toy.ok("budget", "explain", "food", tty=True)
    assert WORDS_OF[name].last in shown
    assert WORDS_OF[name].since.format(month=LAST[name].partition("..")[0]) in shown
    toy.ok("budget", "move", "5", "to-budget", "food")
    assert WORDS_OF[name].alone in toy.ok("budget", "explain", "food", tty=True)
    toy.ok("config", "set", "period", "month")
    assert json.loads(toy.ok("budget", "--json"))["envelopes"] == []
    toy.ok("config", "set", "period", typed)
    assert json.loads(toy.ok("budget", "--json"))["envelopes"][0]["category"] == "food"
    toy.ok("verify")

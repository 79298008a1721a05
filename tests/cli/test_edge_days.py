"""Every command on the first and the last day that a date can be, and on days that none can be: an answer or one clear
refusal, never a fault.
"""

import shlex
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.docs.reference import leaves
from wallet_cli import wiring
from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR
from wallet_cli.services.vault import access, location

RELATIVE = [
    *(f"pay 3 Coffee @cash +food -d {day}" for day in ("yesterday", "monday", "9999w", "+9999w", "0d")),
    *(f"history -p {span}" for span in ("yesterday", "lastmonth", "lastweek", "nextyear", "q1", "week", "all", "12")),
    *(f"report cashflow {span}" for span in ("lastyear", "month", "nextweek")),
    "balance -d yesterday", "balance --json", "budget", "budget lastmonth", "budget nextmonth", "statement @bank",
    "statement lastmonth @bank", "adjust @cash --to 3 -d yesterday", "transfer 3 @bank @cash --arrives +3d",
    "refund 3 Coffee @cash", "debts", "export --since yesterday", "verify", "doctor", "log yesterday",
]  # fmt: skip


def lines() -> list[str]:
    """Each command and its examples, but those that destroy the wallet or make another."""
    found = set(RELATIVE)
    for _entry, words, spec in leaves():
        found |= {words, *(line.removeprefix("wallet ") for line in spec.examples if line.startswith("wallet "))}
    return sorted(line for line in found if line.split()[0] not in ("erase", "demo", "init"))


@pytest.mark.parametrize("day", [f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31"])
def test_on_the_edges_of_the_calendar_no_command_stumbles(
    bare: Wallet, day: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    bare.today = day
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320")
    bare.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250")
    bare.ok("pay", "3", "Coffee", "@cash", "+food")
    _keep_open(bare)
    told = {line: bare(*shlex.split(line, comments=True)) for line in lines()}
    assert [line for line, done in told.items() if done.status == 1 or "Traceback" in done.err] == []
    assert sum(done.status == 0 for done in told.values()) > 40


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_on_a_day_that_no_date_can_be_no_command_stumbles(
    wallet: Wallet, day: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The days come through the composition root, as they do in the program."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tests.cli.driver.date", _Root(day))
    _keep_open(wallet)
    told = {line: wallet(*shlex.split(line, comments=True)) for line in lines()}
    assert [line for line, done in told.items() if done.status == 1 or "Traceback" in done.err] == []
    refused = [line for line, done in told.items() if f"WALLET_TODAY={day}" in done.err and done.status == 2]
    assert {"balance", "pay 12.50 Coffee @cash +food", "history", "budget"} <= set(refused)


def _keep_open(wallet: Wallet) -> None:
    """One derivation of the key for all commands."""
    place = location.Place(wallet.data / "main", wallet.state)
    wallet.key = access.derive(place, PASSPHRASE.encode()).database_key


class _Root:
    """In place of ``date`` in the driver: the day as the program's own root reads it."""

    def __init__(self, day: str) -> None:
        self._day = day

    def fromisoformat(self, _text: str) -> "_Root":
        return self

    def toordinal(self) -> int:
        return wiring.today({"WALLET_TODAY": self._day})

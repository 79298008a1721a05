"""``wallet statement`` at the command line: for people at any width, for pipes, as JSON, as files."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain.text import width


@pytest.fixture
def moved(wallet: Wallet) -> Wallet:
    wallet.ok(
        "pay", "12.50", "Coffee with a rather long name of its own", "@bank", "+food", "-d", "11-03", "-m", "to go"
    )
    wallet.ok("pay", "35", "午饭在一个很远的地方", "@bank", "+food", "-d", "11-04", "--pending")
    wallet.ok("receive", "2500", "Acme", "@bank", "+salary", "-d", "11-05")
    return wallet


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_table_fits_its_terminal_and_never_cuts_an_amount(moved: Wallet, columns: int) -> None:
    moved.width = columns
    out = moved.ok("statement", "2026-11", "@bank", tty=True)
    lines = out.replace("\x1b[2m", "").replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert all(width(line) <= columns for line in lines)
    assert lines[0].startswith("bank · EUR · 2026-11-01")
    for amount in ("-€12.50", "€1,237.50", "€2,500.00", "€3,702.50"):
        assert amount in out
    assert "opening balance" in out
    assert "closing balance" in out
    assert lines[-1] == "in €3,750.00 (2)   out -€47.50 (2)"
    assert ("pending" in out) == (columns > 60) or "pending" in out


def test_a_pipe_gets_rows_between_the_balances(moved: Wallet) -> None:
    rows = [line.split("\t") for line in moved.ok("statement", "11", "bank").splitlines()]
    assert rows[0][:4] == ["row", "ref", "date", "value_date"]
    assert [row[0] for row in rows[1:]] == ["opening", "entry", "entry", "entry", "entry", "closing"]
    assert rows[3][6:] == ["food", "-12.50", "EUR", "1237.50", "booked"]
    assert rows[4][10] == "pending"


def test_json_has_strings_for_amounts_and_ids(moved: Wallet) -> None:
    document = json.loads(moved.ok("statement", "2026-11", "@bank", "--json"))
    assert (document["schema"], document["account"], document["period"]) == ("wallet.statement/1", "bank", "2026-11")
    (each,) = document["statements"]
    assert (each["opening"]["minor"], each["closing"]["minor"], each["in"]["count"]) == ("0", "370250", 2)
    assert (each["lines"][1]["ref"], each["lines"][1]["others"], each["lines"][1]["amount"]["amount"]) == (
        "t3",
        ["food"],
        "-12.50",
    )
    line = json.loads(moved.ok("statement", "2026-11", "@bank", "--jsonl"))
    assert (line["schema"], line["currency"]) == ("wallet.statement/1", "EUR")


def test_a_card_owes(moved: Wallet) -> None:
    moved.ok("pay", "5", "Tea", "@card", "+food", "-d", "11-06")
    assert "€5.00 owed" in moved.ok("statement", "11", "@card", tty=True)


def test_a_transfer_under_way_says_so(moved: Wallet) -> None:
    moved.ok("transfer", "100", "@bank", "@cash", "-d", "11-10", "--arrives", "12-02")
    assert "in transit" in moved.ok("statement", "11", "@bank", tty=True)
    assert "in transit" in moved.ok("statement", "11", "@bank")


def test_files_are_csv_or_ofx_and_come_back_by_import(moved: Wallet, tmp_path: Path) -> None:
    moved.ok("statement", "2026-11", "@bank", "-o", str(tmp_path / "{account}-{period}.csv"))
    path = tmp_path / "bank-2026-11.csv"
    assert path.read_text().splitlines()[-1].startswith("closing,2026-11-30,")
    assert path.stat().st_mode & 0o777 == 0o600
    assert moved("statement", "2026-11", "@bank", "-o", str(path)).status == 5
    moved.ok("statement", "2026-11", "@bank", "-o", str(path), "--force")
    moved.ok("statement", "2026-11", "@bank", "-o", str(tmp_path / "x.ofx"))
    known = moved.ok("import", str(tmp_path / "x.ofx"), "@bank", "--plain")
    assert known.splitlines()[1].split("\t")[1] == "0"
    assert moved.ok("statement", "2026-11", "@bank", "--format", "csv").startswith("row,date,")
    assert moved("statement", "2026-11", "@bank", "-o", str(tmp_path / "x.pdf")).status == 2


def test_each_currency_has_its_own_statement_and_file(moved: Wallet, tmp_path: Path) -> None:
    moved.ok("accounts", "add", "wise", "--kind", "bank", "--currency", "EUR,USD")
    moved.ok("pay", "5usd", "Tea", "@wise", "+food", "-d", "11-06")
    out = moved.ok("statement", "11", "@wise", tty=True)
    assert "wise · EUR" in out
    assert "wise · USD" in out
    assert moved("statement", "11", "@wise", "-o", str(tmp_path / "x.csv")).status == 2
    assert moved("statement", "11", "@wise", "--format", "csv").status == 2
    moved.ok("statement", "11", "@wise", "-o", str(tmp_path / "x-{currency}.csv"))
    assert sorted(path.name for path in tmp_path.glob("x-*.csv")) == ["x-EUR.csv", "x-USD.csv"]


def test_what_is_missing_is_said(moved: Wallet) -> None:
    assert moved("statement", "2026-11").status == 2
    assert moved("statement", "2026-11", "@nobody").status == 3
    assert moved("statement", "2026-13", "@bank").status != 0


def test_the_wallets_own_period_is_meant_where_none_is_given(moved: Wallet) -> None:
    moved.ok("config", "period", "month from 4")
    document = json.loads(moved.ok("statement", "@bank", "--json"))
    assert (document["period"], document["first"], document["last"]) == (
        "2026-10-04..2026-11-03",
        "2026-10-04",
        "2026-11-03",
    )
    assert [line["payee"] for line in document["statements"][0]["lines"]][-1].startswith("Coffee")
    assert json.loads(moved.ok("statement", "thisperiod", "bank", "--json"))["first"] == "2026-11-04"
    assert json.loads(moved.ok("statement", "2026-w45", "bank", "--json"))["period"] == "2026-11-02..2026-11-08"
    assert "wallet statement 2026-11-04..2026-12-03 @cash" in moved("statement", "2026-06", "cash", "--table").err


def test_each_line_names_its_transaction_on_a_terminal(wallet: Wallet) -> None:
    wallet.ok("pay", "9", "Shop", "@cash", "+food", "-d", "2026-11-10")
    for cells in (60, 80, 120):
        wallet.width = cells
        lines = wallet.ok("statement", "2026-11", "@cash", tty=True).splitlines()
        assert [line.split()[-1] for line in lines if "Shop" in line] == ["t3"], cells


@pytest.mark.parametrize("wish", [("-o", "s.txt"), ("--format", "mt940"), ("-o", "s.pdf", "-q")])
def test_a_dry_run_refuses_what_the_run_refuses(moved: Wallet, wish: tuple[str, ...]) -> None:
    real, dry = moved("statement", "2026-11", "@bank", *wish), moved("statement", "2026-11", "@bank", *wish, "-n")
    assert (real.status, dry.status, dry.out) == (2, 2, "")
    assert dry.err == real.err


def test_a_dry_run_writes_no_statement(moved: Wallet, tmp_path: Path) -> None:
    told = moved("statement", "2026-11", "@bank", "-o", str(tmp_path / "s.csv"), "-n")
    assert (told.status, "would write" in told.err, list(tmp_path.glob("s.csv"))) == (0, True, [])

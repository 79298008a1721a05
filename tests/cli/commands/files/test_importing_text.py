"""``wallet import`` of MT940 and QIF: end to end, twice, with the questions that a file leaves open."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet

DAY = (
    ":20:S\n:25:37040044/532013000\n:28C:{n}/1\n:60F:C2611{n}EUR100,\n:61:2611{n}11{n}DR4,50NTRFNONREF//B{n}\n"
    ":86:005?00KARTE?20Kaffee {n}?32Coffee\n:62F:C2611{n}EUR{left},50\n-\n"
)
QIF = "!Type:Bank\nD02/03/2026\nT-5.00\nPShop\n^\nD04/03/2026\nT-6.00\nPShop\n^\n"


@pytest.fixture
def mt940(tmp_path: Path) -> Path:
    path = tmp_path / "month.sta"
    path.write_text(DAY.format(n=11, left=3205) + DAY.format(n=12, left=3201) + ":61:x\n")
    return path


def test_a_statement_a_day_is_one_line_an_account_and_the_second_time_nothing_is_new(
    wallet: Wallet, mt940: Path
) -> None:
    done = wallet("import", str(mt940), "@bank", "--skip-refused")
    assert (done.status, done.out.splitlines()) == (
        0,
        ["account\tnew\tconfirmed\tknown\tchanged\tnotes\tleft", "bank\t2\t0\t0\t0\t0\t0"],
    )
    assert 'line 17: "x" does not begin like a booking' in done.err
    assert done.err.count("accounts edit bank --number 532013000") == 1
    assert "2026-11-12" in done.err and done.err.count("2026-11-11") == 1, "and that once, for what is missing"
    again = wallet("import", str(mt940), "@bank", "--skip-refused")
    assert again.out.splitlines()[1:] == ["bank\t0\t0\t2\t0\t0\t0"]
    assert len(json.loads(wallet.ok("import", str(mt940), "@bank", "--skip-refused", "--json"))["statements"]) == 2


def test_a_report_within_the_day_is_pending_until_the_statement_books_it(
    wallet: Wallet, mt940: Path, tmp_path: Path
) -> None:
    interim = tmp_path / "interim.sta"
    rows = mt940.read_text().partition(":61:")[2].partition(":62F:")[0]
    interim.write_text(f":20:R\n:25:37040044/532013000\n:28C:1/1\n:34F:EUR0,\n:13D:2611111200+0100\n:61:{rows}-\n")
    assert wallet.ok("import", str(interim), "@bank").splitlines()[1] == "bank\t1\t0\t0\t0\t0\t0"
    assert wallet.ok("import", str(interim), "@bank").splitlines()[1] == "bank\t0\t0\t1\t0\t0\t0"
    assert wallet.ok("import", str(mt940), "@bank", "--skip-refused").splitlines()[1] == "bank\t1\t1\t0\t0\t0\t0"


def test_a_qif_file_whose_days_are_ambiguous_is_a_question_that_an_option_answers(
    wallet: Wallet, tmp_path: Path
) -> None:
    file = tmp_path / "bank.qif"
    file.write_text(QIF)
    told = wallet("import", str(file), "@bank")
    assert told.status == 2
    assert "02/03/2026 can be 2026-03-02 or 2026-02-03" in told.err and "--dates dmy" in told.err
    answered = ("import", str(file), "@bank", "--dates", "dmy", "--before-opening", "move")
    assert wallet.ok(*answered).splitlines()[1] == "bank\t2\t0\t0\t0\t0\t0"
    assert wallet.ok(*answered).splitlines()[1] == "bank\t0\t0\t2\t0\t0\t0"
    days = [each["date"] for each in json.loads(wallet.ok("history", "--json", "--all-dates"))["transactions"]]
    assert {"2026-03-02", "2026-03-04"} <= set(days)  # fmt: skip
    assert wallet("import", str(file), "@bank", "--dates", "ydm").status == 2


def test_an_mt940_file_has_no_use_for_the_order_of_dates(wallet: Wallet, mt940: Path) -> None:
    told = wallet("import", str(mt940), "@bank", "--dates", "dmy")
    assert (told.status, "qif" in told.err) == (2, True)


def test_a_qif_file_without_a_usable_record_records_nothing(wallet: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "bank.qif"
    file.write_text("!Type:Bank\nD2026-11-20\nT5\n")
    told = wallet("import", str(file), "@bank")
    assert (told.status, "the file ends inside this row" in told.err) == (7, True)

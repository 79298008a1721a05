"""What an import asks at a terminal: digits, Enter, leaving; and how it is shown in words alone."""

from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.services.bank_files import IBAN, ofx, row, statement

ROWS = (row("20261105", "-40.00", "Market", "A2", "card 1234"), row("20261106", "2000.00", "Acme", "A3"))


def put(folder: Path, *rows: str, number: str = "532013000", name: str = "bank.ofx") -> str:
    path = folder / name
    path.write_bytes(ofx(statement(rows, number)))
    return str(path)


def test_in_plain_words_there_is_a_fact_a_line(wallet: Wallet, tmp_path: Path) -> None:
    done = wallet("import", put(tmp_path, *ROWS), "@bank", "--plain", tty=True, typed="\n")
    lines = done.out.splitlines()
    assert lines[:5] == [
        "bank.ofx: ofx",
        "bank 37040044",
        "account bank, as named; its number there: 532013000",
        "2026-11-05 to 2026-11-06",
        "EUR",
    ]
    assert lines[6:10] == ["date: 2026-11-05", "payee: Market", "amount: minus €40.00", "category: uncategorised"]
    assert "(yes or no; Enter alone is yes)" in " ".join(done.err.split())


def test_of_very_many_refused_rows_the_first_are_shown_before_the_question(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, *ROWS, *[row("20261106", "x")] * 25)
    asked = wallet("import", file, "@bank", tty=True, typed="2\n")
    assert (asked.status, asked.err.count('"x" is not'), "and 5 more" in asked.err) == (7, 20, True)
    assert wallet("import", file, "@bank").err.count('"x" is not') == 25


def test_a_file_without_a_number_is_asked_about_by_its_name_and_enter_alone_leaves(
    wallet: Wallet, tmp_path: Path
) -> None:
    file = put(tmp_path, *ROWS, number="")
    asked = wallet("import", file, tty=True, typed="bank\n")
    assert (asked.status, "which account is bank.ofx of? @" in asked.err) == (0, True)
    left = wallet("import", file, tty=True, typed="\n")
    assert (left.status, "stopped; nothing was recorded" in left.err, "--number" in left.err) == (2, True, False)
    narrowed = wallet("import", file, tty=True, typed="nowhere\nba\n1\n")
    assert (narrowed.status, narrowed.err.count("which account is")) == (0, 3)


@pytest.mark.parametrize(
    ("typed", "keeps"),
    [("\n", True), ("y\n", True), ("是\n", True), ("n\n", False), ("?\nno\n", False)],
)
def test_whether_the_number_is_kept(wallet: Wallet, tmp_path: Path, typed: str, keeps: bool) -> None:
    done = wallet("import", put(tmp_path, *ROWS), "@bank", tty=True, typed=typed)
    assert (done.status, "bank has the number 532013000 from now on" in done.err) == (0, keeps)
    assert ("532013000" in wallet.ok("accounts", "list", "--json")) == keeps
    assert "2000.00" in wallet.ok("history", "Acme")


@pytest.mark.parametrize("typed", ["", "q\n"])
def test_the_question_about_the_number_is_left_like_any_other(wallet: Wallet, tmp_path: Path, typed: str) -> None:
    left = wallet("import", put(tmp_path, *ROWS), "@bank", tty=True, typed=typed)
    assert (left.status, "keep it, so that bank is found by itself?" in left.err) == (7, True)
    assert wallet.ok("history").count("Acme") == 0


def test_a_preview_asks_nothing_about_the_number_and_y_agrees(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, *ROWS)
    assert "[Y/n]" not in wallet("import", file, "@bank", "-n", tty=True).err
    assert "from now on" in wallet("import", file, "@bank", "-y", tty=True).err


def test_a_script_keeps_the_number_where_it_says_so(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, *ROWS, number=IBAN)
    assert "accounts edit bank --number" in wallet("import", file, "@bank").err
    assert f"bank has the number {IBAN} from now on" in wallet("import", file, "@bank", "--learn-number").err
    wallet.ok("import", file)


def test_where_an_account_cannot_begin_earlier_the_rows_can_only_be_left_out(wallet: Wallet, tmp_path: Path) -> None:
    (began,) = (line.split("\t")[0] for line in wallet.ok("history", "@bank").splitlines() if "1250.00" in line)
    wallet.ok("edit", began, "--reconciled")
    file = put(tmp_path, row("20261010", "-1.00", "Early", "B1"), *ROWS)
    asked = wallet("import", file, "@bank", tty=True, typed="1\n2\nn\n")
    assert "can't begin earlier" in asked.err and "  1 let" not in asked.err
    assert (asked.status, "bank: 2 new" in asked.out) == (0, True)
    assert wallet("import", file, "@bank", "--before-opening", "move").status == 5


def test_an_account_that_isn_t_there_yet_is_made_by_the_import(bare: Wallet, tmp_path: Path) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    files = [tmp_path / "one.ofx", tmp_path / "two.ofx"]
    for at, file in enumerate(files, 1):
        file.write_bytes(ofx(statement([row(f"2026110{at}", "-4.50")])))
    asked = bare("import", *map(str, files), tty=True, typed="Sparkasse\n+\n")
    assert (asked.status, asked.err.count("which account is number")) == (0, 2)
    assert "+ a new account Sparkasse" in asked.err
    assert "-9.00" in bare.ok("balance", "--plain")
    again = bare("import", str(files[0]))
    assert (again.status, again.out.splitlines()[-1].split("\t")[1:4]) == (0, ["0", "0", "1"])
    bare.ok("undo", "o2", "-y")
    assert "Sparkasse" not in bare.ok("accounts", "--plain")
    assert bare("import", str(files[0])).status == 2
    bare.ok("verify")


def test_files_without_a_number_may_be_of_one_account_that_is_made(bare: Wallet, tmp_path: Path) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    files = [tmp_path / "one.ofx", tmp_path / "two.ofx"]
    for at, file in enumerate(files, 1):
        file.write_bytes(ofx(statement([row(f"2026110{at}", "-4.50")], "")))
    asked = bare("import", *map(str, files), tty=True, typed="+\n+\n")
    assert (asked.status, asked.err.count("+ a new account bank")) == (0, 2)
    assert bare.ok("balance", "--plain").splitlines()[-1].startswith("bank\tbank\t-9.00")


def test_the_question_whose_file_it_is_offers_to_stop_and_takes_a_yes_for_the_only_offer(
    bare: Wallet, tmp_path: Path
) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    file = put(tmp_path, *ROWS, number="")
    left = bare("import", file, tty=True, typed="5 Coffee @cash\nhistory\n7\n?\n0\n")
    assert left.status == 2 and "0 stop; nothing is recorded" in left.err and "leave" not in left.err
    assert "answer + ; Enter" not in left.err and "answer +; Enter alone stops" in left.err
    assert bare("import", file, tty=True, typed="y\n").status == 0


def test_enter_alone_asks_again_where_rows_are_of_days_before_the_beginning(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, row("20261010", "-1.00", "Early", "B1"), *ROWS)
    asked = wallet("import", file, "@bank", tty=True, typed="\n\n2\nn\n")
    assert (asked.status, asked.err.count("1 or 2?")) == (0, 3)
    left = wallet("import", file, "@bank", tty=True, typed="\nq\n")
    assert (left.status, left.err.count("1 or 2?")) == (7, 2)

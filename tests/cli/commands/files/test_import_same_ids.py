"""``wallet import`` of rows whose id is another's too, or that say something else by now than they did."""

import json
from pathlib import Path

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement


def test_rows_with_the_same_id_are_all_taken_and_said_with_their_lines(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "bank.ofx"
    rows = [row("20261105", f"-{n}.00", "Kiosk\n", f"\u202eA{n // 7}") for n in range(1, 50)]
    path.write_bytes(ofx(statement(rows)))
    done = wallet("import", str(path), "@bank", "-n", "--json")
    found = json.loads(done.out)["statements"][0]
    assert found["new"] == 49 and len(found["repeated"]) == 7
    assert found["repeated"][0] == {"bank_id": "<U+202E>A0", "lines": [3, 4, 5, 6, 7, 8]}
    said = "bank: 7 rows have the bank's id <U+202E>A1, and each was taken as a row of its own; lines: 9, 10, 11, 12,"
    told = wallet("import", str(path), "@bank", "-n").err
    assert said in " ".join(told.split()) and "and 2 more" in told
    path.write_bytes(ofx(statement(rows[:2])))
    told = wallet("import", str(path), "@bank").err
    assert "2 rows have the bank's id <U+202E>A0" in told and "lines: 3, 4\n" in told and "more" not in told
    again = wallet("import", str(path), "@bank", "--json")
    assert (json.loads(again.out)["statements"][0]["repeated"], again.err) == ([], "")
    assert "the bank's id" not in wallet("import", str(path), "@bank").err


def test_rows_with_the_same_id_are_said_once_for_an_account_and_not_where_they_were_left_out(
    wallet: Wallet, tmp_path: Path
) -> None:
    path = tmp_path / "bank.ofx"
    days = [
        statement([row(f"202611{day}", f"-{n}.00", "Kiosk", f"A{n // 2}") for n in (2, 3, 4)]) for day in ("05", "06")
    ]
    path.write_bytes(ofx(*days))
    told = wallet("import", str(path), "@bank").err
    assert (told.count("rows have the bank's id"), "4 rows have the bank's id A1" in told) == (1, True)
    path.write_bytes(ofx(statement([row("20261005", f"-{n}.00", "Kiosk", "B") for n in (1, 2)])))
    done = wallet("import", str(path), "@bank", "--before-opening", "skip", "--json")
    assert (done.status, json.loads(done.out)["statements"][0]["repeated"]) == (0, [])


def test_another_text_of_a_transfer_is_no_change_however_it_is_shown(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "bank.ofx"
    path.write_bytes(ofx(statement([row("20261105", "-40.00", "Card", "A2")])))
    ref = json.loads(wallet.ok("import", str(path), "@bank", "--json"))["statements"][0]["rows"][0]["ref"]
    wallet.ok("edit", ref, "@bank", "@cash")
    path.write_bytes(ofx(statement([row("20261105", "-40.00", "Another text", "A2")])))
    (each,) = json.loads(wallet.ok("import", str(path), "@bank", "--json"))["statements"]
    found = each["rows"][0]
    assert (each["known"], each["changed"]) == (1, 0)
    assert (found["status"], found["reason"], found["changed"]) == ("known", "bank-id", [])
    assert wallet.ok("import", str(path), "@bank").splitlines()[1] == "bank\t0\t0\t1\t0\t0\t0"
    assert wallet.ok("import", str(path), "@bank", "-v").splitlines()[1].split("\t")[6:9] == ["known", "bank-id", ""]
    shown = wallet("import", str(path), "@bank", "-v", tty=True, typed="n\n").out
    assert ("same id (" in shown, "changed" in shown) == (True, False)

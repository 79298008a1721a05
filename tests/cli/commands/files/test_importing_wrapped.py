"""``wallet import`` of what is packed or has a password: asked without echo, given by a file, never kept or shown."""

import io
import json
import os
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.formats.papers import Page, paper
from tests.formats.papers import statement as papers_of
from tests.formats.test_pdf import ROWS
from tests.formats.test_sheets import HEADER, booked
from tests.formats.workbooks import sheet, xlsx, zipped
from tests.services.bank_files import ofx, row, statement
from tests.services.files.test_wrapping import encrypted, locked

OFX = ofx(statement([row("20261105", "-40.00", "Market", "A2")]))
PASSWORD = "sesame-0815"


def put(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def secret(folder: Path, password: str = PASSWORD, mode: int = 0o600) -> str:
    path = folder / "password"
    path.write_text(password + "\n")
    path.chmod(mode)
    return str(path)


def test_a_zip_is_imported_like_what_it_holds(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(tmp_path, "账单.zip", zipped({"2026/bank.ofx": OFX}))
    assert "bank\t1\t0\t0" in wallet.ok("import", packed, "@bank")
    assert "bank\t0\t0\t1" in wallet.ok("import", put(tmp_path, "bank.ofx", OFX), "@bank")
    assert "账单.zip/2026/bank.ofx" in wallet.ok("log", tty=True)


def test_a_pdf_beside_the_statement_in_a_zip_is_named(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(tmp_path, "x.zip", zipped({"bank.ofx": OFX, "bank.pdf": b"%PDF-1.7\n"}))
    done = wallet("import", packed, "@bank")
    assert (done.status, "bank\t1\t0\t0" in done.out) == (0, True)
    assert "left out, as a statement is beside it: bank.pdf" in done.err


def test_a_workbook_is_imported(wallet: Wallet, tmp_path: Path) -> None:
    data = xlsx(sheet(HEADER, booked(more="<c t='inlineStr'><is><t>A1</t></is></c>")))
    assert "bank\t1\t0\t0" in wallet.ok("import", put(tmp_path, "card.dat", data), "@bank")


def test_which_of_several_is_said_on_the_line(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(
        tmp_path, "x.zip", zipped({"a.ofx": OFX, "b.ofx": OFX, "c.csv": b"Date;Text;Amount\n2026-11-05;A;-1\n"})
    )
    refused = wallet("import", packed, "@bank")
    assert (refused.status, "a.ofx" in refused.err) == (2, True)
    assert f"wallet import {packed} @bank --member a.ofx\n" in refused.err
    assert "bank\t1\t0\t0" in wallet.ok("import", packed, "@bank", "--member", "b.ofx")
    assert wallet("import", put(tmp_path, "bank.ofx", OFX), "--member", "b.ofx").status == 2


def test_statements_in_several_formats_are_one_import(wallet: Wallet, tmp_path: Path) -> None:
    later = b"Date;Text;Amount\n2026-11-15;A;-1\n2026-11-16;B;-2\n"
    parts = {"a.ofx": OFX, "c.csv": later, "readme.txt": b"hello"}
    done = wallet("import", put(tmp_path, "x.zip", zipped(parts)), "@bank", "--json")
    assert (done.status, "left out, as wallet finds no statement in it: readme.txt" in done.err) == (0, True)
    told = json.loads(done.out)
    assert [(each["file"], each["format"]) for each in told["files"]] == [
        ("x.zip/a.ofx", "ofx"),
        ("x.zip/c.csv", "csv"),
    ]
    assert [each["new"] for each in told["statements"]] == [1, 2]
    wallet.ok("undo", told["operation"], "-y")
    both = put(tmp_path, "y.zip", zipped({**parts, "d.csv": later.replace(b"11-15", b"11-01")}))
    refused = wallet("import", both, "@bank")
    assert (refused.status, f"wallet import {both} @bank --member a.ofx\n" in refused.err) == (2, True)
    refused = wallet("import", both, put(tmp_path, "bank.ofx", OFX), "@bank")
    assert (refused.status, "y.zip" in refused.err, "--member a.ofx" in refused.err) == (2, True, False)


def test_a_year_in_one_zip_is_one_import(wallet: Wallet, tmp_path: Path) -> None:
    months = {
        f"2026-{at:02}.ofx": ofx(statement([row(f"2026{at:02}05", "-1.00", "Tea", f"A{at}")])) for at in range(1, 13)
    }
    packed = put(tmp_path, "2026.zip", zipped(months))
    done = json.loads(wallet.ok("import", packed, "@bank", "--before-opening", "move", "--json"))
    assert [each["new"] for each in done["statements"]] == [1] * 12
    assert [each["file"] for each in done["files"]][:2] == ["2026.zip/2026-01.ofx", "2026.zip/2026-02.ofx"]
    assert wallet.ok("balance", "bank", "--plain").splitlines()[1].split("\t")[2] == "1249.00"  # December is to come
    wallet.ok("undo", done["operation"], "-y")
    one = wallet.ok("import", packed, "@bank", "--member", "2026-12.ofx")
    assert "bank\t1\t0\t0" in one


def test_a_pdf_is_imported(wallet: Wallet, tmp_path: Path) -> None:
    data = paper(papers_of(ROWS))
    assert "bank\t3\t0\t0" in wallet.ok("import", put(tmp_path, "Kontoauszug.dat", data), "@bank")
    scan = put(tmp_path, "scan.pdf", paper([Page([], picture=True)]))
    refused = wallet("import", scan, "@bank", "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (7, "pdf-is-scan")


@pytest.mark.parametrize("kind", ["zip", "old-zip", "xlsx", "pdf"])
def test_a_password_is_asked_for_three_times_on_a_terminal(wallet: Wallet, tmp_path: Path, kind: str) -> None:
    if kind == "pdf":
        data = paper(papers_of(ROWS), password=PASSWORD, aes=True)
    else:
        data = locked(PASSWORD) if kind == "xlsx" else encrypted(PASSWORD, strength=256 if kind == "zip" else 0, a=OFX)
    packed = put(tmp_path, "x.bin", data)
    done = wallet("import", packed, "@bank", "-n", tty=True, secrets=["no", PASSWORD])
    assert done.status == 0, done.err
    assert done.err.count("password for x.bin: ") == 2
    assert done.err.count("this password doesn't open it") == 1
    done = wallet("import", packed, "@bank", tty=True, secrets=["a", "b", "c"])
    assert (done.status, "the password doesn't open the file x.bin" in done.err) == (7, True)


def test_a_script_gives_the_password_in_a_file_or_by_a_descriptor(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(tmp_path, "x.zip", encrypted(PASSWORD, strength=256, a=OFX))
    refused = wallet("import", packed, "@bank", "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "file-password-needed")
    refused = wallet("import", packed, "@bank", "--file-password-file", secret(tmp_path, "wrong"), "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (7, "file-password-wrong")
    assert "bank\t1\t0\t0" in wallet.ok("import", packed, "@bank", "--file-password-file", secret(tmp_path))
    reader, writer = os.pipe()
    os.write(writer, PASSWORD.encode() + b"\n")
    os.close(writer)
    try:
        assert "bank\t0\t0\t1" in wallet.ok("import", packed, "@bank", "--file-password-fd", str(reader))
    finally:
        os.close(reader)
    refused = wallet("import", packed, "@bank", "--file-password-fd", "999", "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "file-password-fd")


def test_a_password_that_others_may_read_is_refused(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(tmp_path, "x.zip", encrypted(PASSWORD, strength=256, a=OFX))
    refused = wallet("import", packed, "@bank", "--file-password-file", secret(tmp_path, mode=0o644), "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "file-password-open")
    refused = wallet("import", packed, "@bank", "--file-password-file", str(tmp_path / "none"))
    assert (refused.status, "the file's password can't be read from" in refused.err) == (2, True)
    assert "check --file-password-file" in refused.err


@pytest.mark.parametrize("name", ["bill.zip", "bill.XLSX", "bill.pdf", "bill.csv"])
def test_a_password_of_the_file_where_the_wallets_passphrase_is_asked_for_is_said_to_come_later(
    wallet: Wallet, tmp_path: Path, name: str
) -> None:
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    packed = put(tmp_path, name, encrypted(PASSWORD, strength=256, a=OFX))
    done = wallet("import", packed, "@bank", tty=True, secrets=[PASSWORD] * 3)
    assert (done.status, done.err.count("that is not the passphrase for main; once more")) == (4, 2)
    told = f"this is the wallet's passphrase; the password of {name} is asked for after it" in done.err
    assert told == (not name.endswith("csv"))
    as_json = wallet("import", packed, "@bank", "--json", tty=True, secrets=[PASSWORD] * 3)
    error = json.loads(as_json.err[as_json.err.index("{") :])
    assert error["params"]["files"] == ([name] if told else [])
    shut = wallet("balance", "--json", tty=True, secrets=[PASSWORD] * 3)
    assert json.loads(shut.err[shut.err.index("{") :])["params"]["files"] == []


def test_a_password_in_the_letters_of_windows_in_china_is_understood(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_bytes("密码".encode("gb18030"))
    path.chmod(0o600)
    packed = put(tmp_path, "x.zip", encrypted("密码", strength=128, a=OFX))
    assert "bank\t1\t0\t0" in wallet.ok("import", packed, "@bank", "--file-password-file", str(path))


def test_a_password_is_kept_nowhere(wallet: Wallet, tmp_path: Path) -> None:
    packed = put(tmp_path, "x.zip", encrypted(PASSWORD, strength=256, a=OFX))
    done = wallet("import", packed, "@bank", "-v", tty=True, typed="n\n", secrets=["other-4711", PASSWORD])
    assert done.status == 0
    shown = done.out + done.err + wallet.ok("log", "--json") + wallet.ok("export", "-o", "-", "--json")
    assert not re.search(f"{PASSWORD}|other-4711", shown)


def test_a_pipe_may_be_packed(wallet: Wallet, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.ofx", OFX)
    reader, writer = os.pipe()
    os.write(writer, out.getvalue())
    os.close(writer)
    assert "bank\t1\t0\t0" in wallet.ok("import", f"/dev/fd/{reader}", "@bank")
    os.close(reader)

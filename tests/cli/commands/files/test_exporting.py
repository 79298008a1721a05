"""``wallet export`` at the command line: files, names, cursors, questions, interruptions."""

import json
import os
import signal
import tempfile
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from wallet_cli.services import plain_file
from wallet_cli.services.files import export

NIGHTLY = ("export", "--format", "jsonl", "--since", "last", "--state", "nightly")


def ids(text: str) -> list[str]:
    records = [json.loads(line) for line in text.splitlines()]
    return [each["id"] for each in records if each.get("record") in ("transaction", "removed")]


def test_to_standard_output_in_every_format(wallet: Wallet) -> None:
    assert wallet.ok("export").startswith('{"schema":"wallet.books/1"}\n')
    assert wallet.ok("export", "--format", "csv").startswith("transaction,date,")
    assert "account assets:bank" in wallet.ok("export", "--format", "hledger", "-o", "-")
    assert wallet("export", "--format", "pdf").status == 2


def test_a_files_name_says_the_format_and_only_its_owner_can_read_it(wallet: Wallet, tmp_path: Path) -> None:
    for name, start in (("a.jsonl", "{"), ("a.csv", "transaction"), ("a.journal", "; -*-"), ("a.hledger", "; -*-")):
        done = wallet("export", "-o", str(tmp_path / name))
        assert (done.status, done.out, f"wrote {tmp_path / name}" in done.err) == (0, "", True)
        assert (tmp_path / name).read_text().startswith(start)
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert wallet("export", "-o", str(tmp_path / "a.xyz")).status == 2


def test_blanks_in_the_name_are_filled_and_nothing_is_replaced_without_force(wallet: Wallet, tmp_path: Path) -> None:
    argv = ("export", "-p", "2026-11", "--account", "@bank", "-o", str(tmp_path / "{account}-{period}-{date}.csv"))
    wallet.ok(*argv)
    path = tmp_path / "bank-2026-11-2026-11-20.csv"
    assert len(path.read_text().splitlines()) == 3
    path.write_text("mine")
    assert (wallet(*argv).status, path.read_text()) == (5, "mine")
    assert wallet(*argv, "--force", "-q").err == ""
    assert path.read_text() != "mine"
    assert wallet("export", "-o", str(tmp_path / "{nothing}.csv")).status == 2
    assert wallet("export", "-o", str(tmp_path / "{account}.csv")).status == 2


def test_a_choice_by_date(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-d", "11-03")
    assert len(ids(wallet.ok("export", "--since", "2026-11-02"))) == 1
    assert ids(wallet.ok("export", "-p", "2026-10")) == []
    assert wallet("export", "-p", "2026-10", "--fail-if-empty").status == 3
    assert wallet("export", "--since", "2026-11-02", "--fail-if-empty").status == 0


def test_the_nightly_export_has_what_changed_since_and_follows_edits_and_removals(
    wallet: Wallet, tmp_path: Path
) -> None:
    name = str(tmp_path / "tx-{date}.jsonl")
    wallet.ok(*NIGHTLY, "-o", name, today="2026-11-20")
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    wallet.ok("edit", "t3", "13.50")
    wallet.ok("rm", "t1")
    wallet.ok(*NIGHTLY, "-o", name, today="2026-11-21")
    records = [json.loads(line) for line in (tmp_path / "tx-2026-11-21.jsonl").read_text().splitlines()]
    assert [each["record"] for each in records[1:]] == ["currency", "payee", "transaction", "removed", "end"]
    assert records[3]["postings"][0]["amount"]["amount"] == "13.50"
    assert records[4]["id"] in ids((tmp_path / "tx-2026-11-20.jsonl").read_text())
    # nothing new: a file that says so, no operation, and a status of its own only where asked for
    operations = wallet.ok("log", "--plain")
    wallet.ok(*NIGHTLY, "-o", name, today="2026-11-22")
    assert ids((tmp_path / "tx-2026-11-22.jsonl").read_text()) == []
    assert wallet(*NIGHTLY, "-o", name, "--fail-if-empty", today="2026-11-23").status == 3
    assert not (tmp_path / "tx-2026-11-23.jsonl").exists()
    assert wallet.ok("log", "--plain") == operations


def test_a_file_that_could_not_be_put_in_place_leaves_the_cursor_where_it_was(wallet: Wallet, tmp_path: Path) -> None:
    name = str(tmp_path / "tx.jsonl")
    wallet.ok(*NIGHTLY, "-o", name)
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    assert wallet(*NIGHTLY, "-o", name).status == 5
    assert wallet(*NIGHTLY, "-o", str(tmp_path / "no" / "tx.jsonl")).status == 2
    assert wallet(*NIGHTLY, "-n").out == ""
    assert "would write" in wallet(*NIGHTLY, "-n", "-o", str(tmp_path / "x.jsonl")).err
    assert len(ids(wallet.ok(*NIGHTLY))) == 1


def test_killed_between_file_and_cursor_the_same_comes_again(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(export, "advance", dies)
        assert wallet(*NIGHTLY, "-o", str(tmp_path / "one.jsonl")).status == 130
    wallet.ok(*NIGHTLY, "-o", str(tmp_path / "two.jsonl"))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert ids(wallet.ok(*NIGHTLY)) == []


def test_a_reader_who_leaves_does_not_move_the_cursor(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_args: object) -> None:
        raise BrokenPipeError

    with monkeypatch.context() as broken:
        broken.setattr(export, "write", breaks)
        assert wallet(*NIGHTLY).status == 141
    assert len(ids(wallet.ok(*NIGHTLY))) == 2


def test_nothing_is_left_behind_when_the_disk_is_full(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_session: object, _export: object, out: object) -> None:
        out.write(b"half a file")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(export, "write", full)
        done = wallet(*NIGHTLY, "-o", str(tmp_path / "tx.jsonl"))
    assert (done.status, [path.name for path in tmp_path.glob("*tx*")]) == (5, [])
    assert "full" in done.err
    assert len(ids(wallet.ok(*NIGHTLY))) == 2


@pytest.mark.parametrize(
    "argv",
    [
        ("--since", "last"),
        ("--state", "nightly"),
        ("--since", "2026-11-01", "--state", "nightly"),
        ("--since", "last", "--state", "nightly", "--account", "bank"),
        ("--since", "last", "--state", "nightly", "-p", "2026"),
        ("--since", "last", "--state", "nightly", "--format", "csv"),
        ("--since", "nonsense"),
    ],
)
def test_options_that_contradict_one_another_are_refused(wallet: Wallet, argv: tuple[str, ...]) -> None:
    assert wallet("export", *argv).status == 2


def test_what_a_killed_export_left_in_plain_text_goes_with_the_next(wallet: Wallet, tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        plain_file.stream(tmp_path / "a.jsonl", lambda _out: os.kill(os.getpid(), signal.SIGKILL), force=False)
    os.waitpid(child, 0)
    (left,) = tmp_path.glob(".*")
    assert left.stat().st_mode & 0o077 == 0
    os.utime(left, (0, 0))
    wallet.ok("export", "-o", str(tmp_path / "b.jsonl"))
    assert [each.name for each in tmp_path.glob("*.jsonl")] == ["b.jsonl"]
    assert list(tmp_path.glob(".*")) == []


def test_a_folder_in_which_everybody_may_write_is_asked_about(wallet: Wallet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        path = Path(folder) / "books.jsonl"
        assert wallet("export", "-o", str(path)).status == 2
        no = wallet("export", "-o", str(path), tty=True, typed="\n")
        assert (no.status, path.exists(), "nothing was written" in no.err) == (0, False, True)
        wallet.ok("export", "-o", str(path), tty=True, typed="y\n")
        wallet.ok("export", "-o", str(path), "--force", "--yes")
        os.chmod(folder, 0o1777)
        wallet.ok("export", "-o", str(path), "--force")


def test_a_declined_question_leaves_the_cursor(wallet: Wallet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        wallet(*NIGHTLY, "-o", f"{folder}/x.jsonl", tty=True, typed="n\n")
    assert len(ids(wallet.ok(*NIGHTLY))) == 2


def test_redacted_where_the_command_line_says_so(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-m", "with Anna Smith")
    for form in ("jsonl", "csv", "hledger"):
        text = wallet.ok("export", "--format", form, "--redact", "payees,memos")
        assert ("payee-1" in text, "Coffee" in text, "Smith" in text) == (True, False, False)
    for argv in (("--json",), ("--plain",), ("--table",), ("--format", "csv"), ("--format", "ofx")):
        text = wallet.ok("statement", "2026-11", "@cash", "--redact", "payees,memos", *argv)
        assert ("payee-1" in text, "Coffee" in text, "Smith" in text) == (True, False, False)
    wallet.ok("export", "--redact", "memos", "-o", str(tmp_path / "books.jsonl"))
    books = wallet.ok("export")
    refused = wallet("import", str(tmp_path / "books.jsonl"))
    assert (refused.status, "redacted" in refused.err, wallet.ok("export")) == (7, True, books)
    for argv in (("export",), ("statement", "@cash")):
        unknown = wallet(*argv, "--redact", "payees,names")
        assert (unknown.status, '"names"' in unknown.err, "payees, memos, tags" in unknown.err) == (2, True, True)
    offered = wallet.ok("__complete", "zsh", "--", "export", "--redact", "")
    assert offered.split() == ["payees,memos", "payees,memos,tags", "payees", "memos", "tags"]


@pytest.mark.parametrize("line", [("export",), ("statement", "@cash", "2026-11")])
def test_a_program_is_told_which_files_were_written(wallet: Wallet, line: tuple[str, ...]) -> None:
    path = wallet.folder / "books.csv"
    would = json.loads(wallet.ok(*line, "-o", str(path), "--json", "-n"))
    assert would == {
        "schema": "wallet.written/1", "files": [{"path": str(path), "bytes": None}], "dry_run": True,
    }  # fmt: skip
    result = wallet(*line, "-o", str(path), "--json")
    size = path.stat().st_size
    assert json.loads(result.out) == would | {"files": [{"path": str(path), "bytes": size}], "dry_run": False}
    assert result.err == ""

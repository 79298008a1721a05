"""``wallet import`` at the command line: preview, counts, refusals, questions, JSON, pipes, hostile texts."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement

ROWS = (row("20261105", "-40.00", "Market", "A2", "card 1234"), row("20261106", "2000.00", "Acme", "A3"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A statement of two rows and one that can't be read, with the balance that it leads to."""
    path = tmp_path / "bank.ofx"
    path.write_bytes(ofx(statement([*ROWS, row("20261107", "abc", "Odd")], closing="3210.00")))
    return path


def test_a_preview_shows_the_same_and_records_nothing(wallet: Wallet, file: Path) -> None:
    shown = wallet("import", str(file), "@bank", "-n", "--skip-refused", tty=True)
    assert shown.status == 0
    assert _plain(shown.out).splitlines()[2:] == [
        "bank: 2 new, 0 confirmed, 0 known",
        "date        payee      amount  category",
        "2026-11-05  Market    -€40.00  uncategorised",
        "2026-11-06  Acme    €2,000.00  uncategorised-income",
        "nothing was recorded: leave out -n to record it",
    ]
    assert 'line 3: "abc" is not an amount' in shown.err
    assert json.loads(wallet.ok("history", "--json"))["transactions"][0]["payee"] != "Acme"
    done = wallet("import", str(file), "@bank", "--skip-refused", tty=True, typed="n\n")
    assert _plain(done.out).splitlines()[:-1] == _plain(shown.out).splitlines()[:-1]


def test_an_import_says_what_was_new_what_is_refused_and_that_the_balances_agree(wallet: Wallet, file: Path) -> None:
    done = wallet("import", str(file), "@bank", "--skip-refused", tty=True, typed="n\n")
    assert done.status == 0
    assert _plain(done.out).splitlines()[0].startswith("bank.ofx: ofx    bank 37040044    account bank, as named")
    assert _plain(done.out).endswith("\nrecorded as o6; wrong? wallet undo o6\n")
    assert "can't be used: 1\n" in done.err
    assert "the bank's balance of 2026-11-20, €3,210.00, agrees with the books" in done.err
    assert "wallet accounts edit bank --number 532013000" in done.err
    again = wallet("import", str(file), "@bank", "--skip-refused", tty=True, typed="n\n")
    assert again.out.endswith("bank: 0 new, 0 confirmed, 2 known\nnothing new; nothing was recorded\n")


def _plain(text: str) -> str:
    return text.replace("\x1b[2m", "").replace("\x1b[0m", "")


def test_in_a_pipe_counts_are_rows_and_with_v_every_row_is_one(wallet: Wallet, file: Path) -> None:
    skips = ("import", str(file), "@bank", "--skip-refused")
    counts = ["account\tnew\tconfirmed\tknown\tchanged\tnotes\tleft", "bank\t2\t0\t0\t0\t0\t0"]
    assert wallet.ok(*skips, "-n").splitlines() == counts
    assert wallet.ok(*skips).splitlines() == counts
    rows = [line.split("\t") for line in wallet.ok(*skips, "-v").splitlines()]
    assert rows[0] == ["line", "account", "date", "amount", "currency", "text", "status", "reason", "changed", "ref"]
    assert rows[1][2:8] == ["2026-11-05", "-40.00", "EUR", "Market card 1234", "known", "bank-id"]


def test_json_is_one_document_and_nothing_else(wallet: Wallet, file: Path) -> None:
    done = wallet("import", str(file), "@bank", "--json", "--skip-refused")
    document = json.loads(done.out)
    assert (document["schema"], document["operation"], done.err) == ("wallet.import/1", "o6", "")
    assert [(each["file"], each["format"]) for each in document["files"]] == [("bank.ofx", "ofx")]
    (each,) = document["statements"]
    assert (each["account"], each["new"], each["closing"]["agrees"], len(each["rows"])) == ("bank", 2, True, 2)
    assert each["rows"][0]["amount"]["minor"] == "-4000"
    assert [(row["status"], row["reason"]) for row in each["rows"]] == [("new", "not-seen")] * 2
    refused = [(line["file"], line["line"], line["slug"]) for line in document["refused"]]
    assert refused == [("bank.ofx", 3, "row-amount-unreadable")]
    again = json.loads(wallet.ok("import", str(file), "@bank", "--json", "-n", "--skip-refused"))
    assert again["operation"] is None


def test_quiet_is_the_operation_or_nothing(wallet: Wallet, file: Path) -> None:
    assert wallet.ok("import", str(file), "@bank", "-q", "-n", "--skip-refused") == ""
    assert wallet.ok("import", str(file), "@bank", "-q", "--skip-refused") == "o6\n"
    assert wallet.ok("import", str(file), "@bank", "-q", "--skip-refused") == ""


def test_without_a_terminal_the_account_must_be_named_or_known_and_on_one_it_is_asked(
    wallet: Wallet, file: Path
) -> None:
    refused = wallet("import", str(file))
    assert (refused.status, "532013000" in refused.err, "@ACCOUNT" in refused.err) == (2, True, True)
    asked = wallet("import", str(file), "--skip-refused", tty=True, typed="@bank\n")
    assert (asked.status, "which account is number 532013000?" in asked.err) == (0, True)
    # the answer is kept: nobody is asked again, and a script finds the account, too
    assert wallet.ok("import", str(file), "--skip-refused").splitlines()[1] == "bank\t0\t0\t2\t0\t0\t0"


@pytest.mark.parametrize("argv", [(), ("@bank",), ("-", "-"), ("a.ofx", "@bank", "@cash")])
def test_files_into_one_account_at_most(wallet: Wallet, argv: tuple[str, ...]) -> None:
    assert wallet("import", *argv).status == 2


def test_standard_input_is_a_file_too(wallet: Wallet, file: Path) -> None:
    out = wallet.ok("import", "-", "--account", "bank", "--skip-refused", typed=file.read_text())
    assert out.splitlines()[1] == "bank\t2\t0\t0\t0\t0\t0"


@pytest.mark.parametrize(
    ("argv", "status"), [(("/nowhere.ofx", "@bank"), 2), (("/", "@bank"), 2), (("/dev/null", "@bank"), 7)]
)
def test_what_cannot_be_read_is_refused(wallet: Wallet, argv: tuple[str, ...], status: int) -> None:
    assert wallet("import", *argv).status == status


def test_a_script_records_nothing_where_anything_is_refused_unless_that_is_to_be_left_out(
    wallet: Wallet, file: Path
) -> None:
    done = wallet("import", str(file), "@bank")
    assert (done.status, done.out, "line 3" in done.err) == (7, "", True)
    dry = wallet("import", str(file), "@bank", "-n")
    assert (dry.status, dry.out, dry.err) == (done.status, done.out, done.err)
    as_json = wallet("import", str(file), "@bank", "--json")
    assert (as_json.status, json.loads(as_json.err)["slug"]) == (7, "rows-refused")
    assert wallet.ok("balance", "bank", "--plain").splitlines()[1].split("\t")[2] == "1250.00"
    told = wallet("import", str(file), "@bank", "--strict")
    assert (told.status, "--skip-refused" in told.err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "status"), [("1\nn\n", 0), ("2\n", 7), ("\n", 7), ("q\n", 7), ("", 7), ("9\n1\nn\n", 0)]
)
def test_on_a_terminal_it_is_asked_whether_the_rest_is_recorded(
    wallet: Wallet, file: Path, typed: str, status: int
) -> None:
    done = wallet("import", str(file), "@bank", tty=True, typed=typed)
    assert (done.status, done.err.count("can't be used: 1"), "1 leave them out" in done.err) == (status, 1, True)
    assert ("Acme" in wallet.ok("history")) == (status == 0)


def test_a_file_of_which_nothing_can_be_used_lists_every_reason(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "bad.ofx"
    path.write_bytes(ofx(statement([row("20261106", "abc"), row("yesterday", "-1"), row("20261107", "1,500")])))
    as_json = wallet("import", str(path), "@bank", "--json")
    error = json.loads(as_json.err)
    assert (as_json.status, as_json.out, error["slug"], error["params"]["refused"]) == (7, "", "nothing-usable", 3)
    found = error["params"]["refusals"]
    assert [each["slug"] for each in found] == ["row-amount-unreadable", "row-date-unreadable", "row-amount-ambiguous"]
    assert all(set(each) == {"line", "slug", "message", "excerpt"} and each["line"] for each in found)
    for_people = wallet("import", str(path), "@bank")
    assert for_people.status == 7
    assert all(each["message"] in for_people.err for each in found)
    assert "1.500 or 1500" in found[-1]["message"] and "by hand" in found[-1]["message"]


def test_what_is_refused_is_listed_in_json_too(wallet: Wallet, file: Path) -> None:
    error = json.loads(wallet("import", str(file), "@bank", "--json").err)
    assert [(each["line"], each["slug"]) for each in error["params"]["refusals"]] == [(3, "row-amount-unreadable")]


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_books_of_which_nothing_can_be_used_list_every_reason(
    wallet: Wallet, tmp_path: Path, more: tuple[str, ...]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"schema": "wallet.books/1"}\n{"record": "fish"}\nnot json\n{"record": "end", "records": 2}\n')
    done = wallet("import", str(path), *more)
    assert (done.status, done.out) == (7, "")
    wanted = ["record-unknown", "json-unreadable"]
    if more:
        error = json.loads(done.err)
        assert [each["slug"] for each in error["params"]["refusals"]] == wanted
    else:
        assert "line 2: " in done.err and "line 3: " in done.err


def test_rows_in_several_currencies_the_account_cannot_hold_are_all_named(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "x.ofx"
    parts = [statement([row("20261106", "-1.00")]).replace("EUR", code) for code in ("USD", "GBP")]
    path.write_bytes(ofx(*parts))
    wallet.ok("accounts", "add", "euros", "--kind", "bank", "--currency", "EUR")
    done = wallet("import", str(path), "@euros", "--json")
    error = json.loads(done.err)
    assert (done.status, error["slug"], len(error["params"]["refusals"])) == (5, "currency-not-held", 2)
    assert {each["slug"] for each in error["params"]["refusals"]} == {"currency-not-held"}


def test_one_undo_takes_it_all_back(wallet: Wallet, file: Path) -> None:
    before = wallet.ok("export")
    wallet.ok("import", str(file), "@bank", "--skip-refused")
    wallet.ok("undo", "o6")
    assert wallet.ok("export") == before


def test_a_difference_of_the_balances_is_told_with_its_amount(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "x.ofx"
    path.write_bytes(ofx(statement(ROWS, closing="3200.00")))
    done = wallet("import", str(path), "@bank")
    assert "is €3,200.00, ours is €3,210.00: a difference of -€10.00" in done.err


def test_hostile_texts_are_shown_harmlessly(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[31m.ofx"
    name = "Evil\x1b[2J\u202epay"
    path.write_bytes(
        ofx(statement([row("20261105", "-1.00", name), row("20261106", "\x1b]0;x\x07", name)], "\x1b[1m9"))
    )
    for argv in (("-n",), ("--json",), ()):
        done = wallet("import", str(path), "@bank", "--skip-refused", *argv, tty=True, typed="n\n")
        assert done.status == 0
        for sign in ("\x1b]", "\x1b[2J", "\x1b[31m", "\u202e", "\x07"):
            assert sign not in done.out + done.err


def test_books_go_into_a_new_wallet_and_come_out_the_same(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food")
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "-o", str(books))
    wallet.ok("init", "-w", "second", "--currency", "EUR", "--no-input")
    dry = wallet.ok("import", str(books), "-w", "second", "-n", tty=True)
    assert "transactions: 3 new, 0 known" in dry
    assert "nothing was recorded" in dry
    assert wallet.ok("import", str(books), "-w", "second", "-q") == "o2\n"
    assert wallet.ok("export", "-w", "second") == books.read_text()
    assert wallet.ok("balance", "-w", "second") == wallet.ok("balance")
    again = json.loads(wallet.ok("import", str(books), "-w", "second", "--json"))
    assert (again["operation"], again["books"]["transactions"]) == (None, {"new": 0, "known": 3})
    assert wallet.ok("import", str(books), "-w", "second").splitlines()[3] == "transactions\t0\t3"


def test_books_name_their_accounts_themselves(wallet: Wallet, tmp_path: Path) -> None:
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "-o", str(books))
    assert wallet("import", str(books), "@bank").status == 2
    books.write_bytes(books.read_bytes().replace(b'"bank"', b'"bank","x"', 1).replace(b'"record":"payee"', b"x"))
    assert wallet("import", str(books), "-n").status == 7
    told = wallet("import", str(books), "-n", tty=True, typed="1\n")
    assert (told.status, told.err.count("can't be used")) == (0, 1)
    assert wallet("import", str(books), "-n", "--skip-refused").status == 0
    assert wallet("import", str(books), str(books), "-n").status == 2


@pytest.mark.parametrize("rows", [400, 600])
def test_of_a_long_file_it_is_said_what_is_being_done_and_of_a_short_one_nothing(
    wallet: Wallet, tmp_path: Path, rows: int
) -> None:
    path = tmp_path / "long.ofx"
    path.write_bytes(ofx(statement([row("20261105", f"-{n}.00", f"Shop {n % 9}", f"I{n}") for n in range(1, rows)])))
    wallet.env["TERM"] = "dumb"
    tick = wallet.now_us

    def slow() -> int:
        wallet.microseconds += 600_000
        return tick()

    wallet.now_us = slow  # type: ignore[method-assign]
    done = wallet("import", str(path), "@bank", "-n", tty=True)
    assert (done.status, "comparing and recording" in done.err) == (0, rows > 500)
    assert "10 more" not in done.out and f"and {rows - 11} more; -v lists every row" in done.out
    piped = wallet("import", str(path), "@bank", "-n")
    assert "comparing" not in piped.err


def test_several_files_are_one_import(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "card.ofx"
    other.write_bytes(ofx(statement([row("20261106", "-1.00", "Shop", "C1")], "222")))
    wallet.ok("accounts", "edit", "card", "--number", "222")
    wallet.ok("accounts", "edit", "bank", "--number", "532013000")
    done = json.loads(wallet.ok("import", str(file), str(other), "--json", "--skip-refused"))
    assert [(each["file"], each["account"], each["new"]) for each in done["statements"]] == [
        ("bank.ofx", "bank", 2),
        ("card.ofx", "card", 1),
    ]
    listed = json.loads(wallet.ok("imports", "--json"))["imports"]
    assert [(each["operation"], len(each["files"]), each["refused"]) for each in listed] == [(done["operation"], 2, 1)]
    wallet.ok("undo", done["operation"])
    assert json.loads(wallet.ok("imports", "--json"))["imports"] == []
    broken = tmp_path / "broken.txt"
    broken.write_text("hello")
    told = wallet("import", str(file), str(broken))
    assert (told.status, "broken.txt: " in told.err) == (7, True)


def test_one_import_is_shown_with_what_was_refused(wallet: Wallet, file: Path) -> None:
    op = wallet.ok("import", str(file), "@bank", "--skip-refused", "-q").strip()
    shown = wallet("imports", "show", op, tty=True)
    assert 'line 3: "abc" is not an amount' in shown.out and f"wallet undo {op}" in shown.out
    rows = [line.split("\t") for line in wallet.ok("imports", "show", op).splitlines()]
    assert rows[0] == ["file", "line", "slug", "message", "excerpt"]
    assert rows[1][:3] == ["bank.ofx", "3", "row-amount-unreadable"]
    document = json.loads(wallet.ok("imports", "show", op, "--json"))
    assert (document["schema"], document["refusals"][0]["line"]) == ("wallet.imported/1", 3)
    assert wallet.ok("imports", "-q") == f"{op}\n" == wallet.ok("imports", "show", op, "-q")
    (line,) = wallet.ok("imports", "--jsonl").splitlines()
    assert json.loads(line)["operation"] == op
    assert wallet.ok("imports").splitlines()[1].split("\t")[2:] == ["bank.ofx", "bank", "2", "0", "0", "0", "0", "1"]
    listed = wallet("imports", tty=True)
    assert "bank.ofx" in listed.out
    assert wallet("imports", "show", "o1").status == 3


def test_books_are_listed_as_imports_too(wallet: Wallet, tmp_path: Path) -> None:
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "-o", str(books))
    wallet.ok("init", "-w", "second", "--currency", "EUR", "--no-input")
    assert "nothing was imported yet" in wallet("imports", "-w", "second", tty=True).out
    op = wallet.ok("import", str(books), "-w", "second", "-q").strip()
    shown = wallet("imports", "show", op, "-w", "second", tty=True)
    assert "transactions: 2 new, 0 known" in shown.out
    (each,) = json.loads(wallet.ok("imports", "-w", "second", "--json"))["imports"]
    assert (each["books"]["transactions"], each["accounts"]) == ({"new": 2, "known": 0}, [])


def test_changed_rows_are_shown_and_taken_over(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    wallet.ok("import", str(file), "@bank", "--skip-refused")
    later = tmp_path / "later.ofx"
    later.write_bytes(ofx(statement([row("20261105", "-46.00", "Market", "A2", "card 1234")])))
    kept = wallet("import", str(later), "@bank", tty=True, typed="n\n")
    assert "-€40.00  -€46.00" in kept.out and "--changed take" in kept.out
    assert "nothing new; nothing was recorded" in kept.out
    (each,) = json.loads(wallet.ok("import", str(later), "@bank", "--changed", "take", "--json"))["statements"]
    assert (each["changed"], each["known"]) == (1, 0)
    found = each["rows"][0]
    assert (found["status"], found["was"]["amount"]["minor"], found["outcome"]) == ("changed", "-4000", "taken")
    assert wallet("import", str(later), "@bank", "--changed", "both").status == 2


def test_rows_from_before_the_beginning_are_a_question_and_an_option(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "early.ofx"
    rows = [row(f"202610{day}", "-1.00", "Early", f"B{day}") for day in range(10, 18)]
    path.write_bytes(ofx(statement(rows)))
    refused = wallet("import", str(path), "@bank")
    assert (refused.status, refused.out, "--before-opening move" in refused.err) == (7, "", True)
    stopped = wallet("import", str(path), "@bank", tty=True, typed="\n")
    assert (stopped.status, "and 3 more" in stopped.err) == (7, True)
    left = wallet("import", str(path), "@bank", tty=True, typed="2\nn\n")
    assert "8 left out, of days before it begins" in left.out
    moved = wallet("import", str(path), "@bank", tty=True, typed="1\nn\n")
    assert "1 let bank begin on 2026-10-10 with €1,258.00; today's balance stays €1,250.00" in moved.err
    assert "bank now begins on 2026-10-10 with €1,258.00; it was €1,250.00 on 2026-11-01; today's" in moved.out
    assert wallet.ok("balance", "bank", "--plain").splitlines()[1].split("\t")[2] == "1250.00"


def test_the_banks_own_balance_says_with_what_the_account_began(wallet: Wallet, tmp_path: Path) -> None:
    """The beginning was typed as of the evening, when a row of its day was in it already."""
    path = tmp_path / "bank.csv"
    path.write_text(
        "Date;Payee;Amount;Balance\n2026-10-30;Shop;-10.00;1290.00\n2026-11-01;Rent;-40.00;1250.00\n"
        "2026-11-13;Shop;-5.00;1245.00\n"
    )
    said = wallet("import", str(path), "@bank", "--before-opening", "move", "-n", tty=True)
    assert "today's balance changes from €1,250.00 to €1,245.00" in said.out
    done = json.loads(wallet.ok("import", str(path), "@bank", "--before-opening", "move", "--json"))
    assert (done["began"][0]["now"]["balance"]["minor"], done["began"][0]["proof"]) == ("130000", "closing")
    assert [done["began"][0]["today"][at]["minor"] for at in ("was", "now")] == ["125000", "124500"]
    assert done["statements"][0]["closing"]["agrees"]
    assert done["statements"][0]["running"] == {"agree": 2, "rows": 2}
    wallet.ok("undo", done["operation"])
    asked = wallet("import", str(path), "@bank", tty=True, typed="1\n")
    assert "€1,300.00; then the bank's balance agrees with the books" in asked.err
    assert "the bank's balance at the end agrees; it was €1,250.00" in " ".join(asked.out.split())


def test_a_date_of_a_table_is_refused_as_it_is_written(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("Date,Payee,Amount,Currency\n2026/11/05,Tea,-1.50,EUR\n2026/02/30,Tea,-2.50,EUR\n")
    shown = wallet("import", str(path), "@bank", "-n", "--skip-refused")
    assert 'line 3: there is no day "2026/02/30"' in shown.err

"""``wallet history``, ``show``, ``log`` and ``report`` at the command line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import begun, furnished
from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement
from wallet_cli.cli.render import stream
from wallet_cli.errors import Damaged
from wallet_cli.services.look import show
from wallet_cli.store.books import register


@pytest.fixture
def lived(wallet: Wallet) -> Wallet:
    """A week of somebody's money: t3 to t8."""
    return begun(wallet, _lived)


def _lived(bare: Wallet) -> None:
    wallet = furnished(bare)
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-d", "2026-11-10", "-m", "with Müller", "--tag", "trip")
    wallet.ok("pay", "300", "超市", "@bank", "+food=220", "+home", "-d", "2026-11-11")
    wallet.ok("pay", "86", "Dinner", "@bank", "+food", "--with", "anna", "--pending", "-d", "2026-11-12")
    wallet.ok("receive", "2500", "Acme", "@bank", "+salary", "-d", "2026-11-13")
    wallet.ok("transfer", "100", "@bank", "@cash", "--arrives", "2026-11-22")
    wallet.ok("pay", "9", "Coffee", "@bank", "+food", "-d", "+3d")


def test_into_a_pipe_every_posting_of_an_account_is_a_line(lived: Wallet) -> None:
    result = lived("history")
    lines = result.out.splitlines()
    assert lines[0] == "ref\tdate\tpayee\tamount\tcurrency\taccount\tcategory\tstate\tmemo\ttags"
    assert lines[-1] == "t1\t2026-11-01\t\t320.00\tEUR\tcash\tequity:opening\tbooked\t\t"
    assert "t3\t2026-11-10\tCoffee\t-12.50\tEUR\tcash\tfood\tbooked\twith Müller\ttrip" in lines
    assert "1 more lies ahead of today; --all-dates shows it" in result.err
    assert lived("history", "--all-dates").err == ""
    assert lived.ok("h", "-q", "+home") == "t4\n"


def test_on_a_terminal_the_last_ones_are_shown_and_the_rest_counted(lived: Wallet) -> None:
    result = lived("history", "-l", "3", tty=True)
    assert "date        payee      amount  account · category" in result.out
    assert "bank → cash" in result.out
    assert "in transit" in result.out
    assert "-€86.00  bank → anna · food  pending" in result.out
    assert "4 more: -l 0 shows all" in result.err
    assert "超市" in lived.ok("h", "超市", tty=True)
    assert "#trip" in lived.ok("h", "@cash", tty=True)
    assert "nothing found" in lived("h", "zzz", tty=True).err
    assert "more:" not in lived("h", "-l", "0", tty=True).err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_amounts_stay_whole(lived: Wallet, width: int) -> None:
    from wallet_cli.domain.text import width as cells

    lived.width = width
    lines = lived.ok("history", tty=True).splitlines()
    assert max(cells(line.replace("\x1b[2m", "").replace("\x1b[0m", "")) for line in lines) <= width
    assert any("€2,500.00" in line for line in lines)


def test_json_is_as_documented(lived: Wallet) -> None:
    document = json.loads(lived.ok("history", "coffee", "--json"))
    assert document["schema"] == "wallet.history/1"
    (coffee,) = document["transactions"]
    assert list(coffee) == ["id", "ref", "date", "payee", "state", "memo", "tags", "postings"]
    assert (coffee["ref"], coffee["date"], coffee["payee"], coffee["tags"]) == ("t3", "2026-11-10", "Coffee", ["trip"])
    food, cash = coffee["postings"]
    assert list(food) == ["account", "type", "id", "date", "state", "amount"]
    assert (food["type"], cash["type"], cash["account"]) == ("category", "account", "cash")
    assert cash["amount"] == {"currency": "EUR", "amount": "-12.50", "minor": "-1250", "scale": 2}
    rows = [json.loads(line) for line in lived.ok("history", "--jsonl").splitlines()]
    assert [row["ref"] for row in rows] == ["t7", "t6", "t5", "t4", "t3", "t2", "t1"]


def test_void_ones_are_shown_when_asked_for(lived: Wallet) -> None:
    lived.ok("edit", "t3", "--void")
    assert "\tvoid\t" in lived.ok("h", "--state", "void")
    assert "void" in lived.ok("h", "--state", "void", tty=True)


def test_show_tells_everything_about_one_thing(lived: Wallet) -> None:
    lived.ok("refund", "20", "--of", "t4")
    lived.ok("edit", "t4", "310")
    for name, words in {
        "t4": ("超市", "food", "-€310.00", "refunds", "t9", "o13 o7"),
        "t9": ("refund of", "t4"),
        "o6": ("pay", "paid €12.50 to Coffee", "t3"),
        "bank": ("balance", "€3,274.00"),
        "food": ("category", "until today"),
        "Coffee": ("transactions", "2", "t8"),
    }.items():
        shown = lived.ok("show", name, tty=True)
        assert all(word in shown for word in words), (name, shown)
        document = json.loads(lived.ok("show", name, "--json"))
        assert document["schema"] == "wallet.show/1"
        assert lived.ok("show", name).count("\t") > 1
    assert json.loads(lived.ok("show", "t4", "--json"))["refunds"] == ["t9"]
    assert lived("show", "nobody").status == 3


def test_show_tells_what_the_bank_and_the_shop_said(lived: Wallet) -> None:
    lived.ok("pay", "45usd", "Hotel", "@card", "+travel", "--charged", "41.87")
    document = json.loads(lived.ok("show", "t9", "--json"))
    assert document["postings"][1]["original"]["amount"] == "-45.00"
    assert document["postings"][0]["value_date"] is None
    assert "(-$45.00)" in lived.ok("show", "t9", tty=True)


def test_the_log_says_what_was_done_where(lived: Wallet) -> None:
    lived.ok("pay", "1", "Kiosk", "@cash", "+fun", tty=True)
    lived.ok("undo", tty=True)
    shown = lived.ok("log", tty=True)
    assert "pay           paid €1.00 to Kiosk from cash (fun)" in shown
    assert "undid o12: paid €1.00 to Kiosk from cash (fun)" in shown
    assert shown.count("undone") == 1
    assert "where" not in shown
    lived.terminal = "/dev/pts/7:1"
    assert "tty1" in lived.ok("log", tty=True)
    rows = lived.ok("log", "-l", "2").splitlines()
    assert rows[0] == "ref\ttime\tcommand\tundoes\tundone_by\tterminal\tdevice"
    assert rows[1].split("\t")[2:5] == ["undo", "o12", ""]
    assert rows[2].split("\t")[2:] == ["pay", "", "o13", "tty1", ""]
    document = json.loads(lived.ok("log", "-l", "2", "--json"))
    assert [(op["ref"], op["command"], op["undone"]) for op in document["operations"]] == [
        ("o13", "undo", False),
        ("o12", "pay", True),
    ]
    assert [(op["terminal"], op["device"]) for op in document["operations"]] == [("tty1", None)] * 2
    assert document["operations"][0]["time"].endswith("Z")
    assert len(document["operations"][0]["id"]) == 32
    assert json.loads(lived.ok("log", "-l", "1", "--jsonl"))["schema"] == "wallet.log/1"
    assert lived.ok("log", "-q", "-l", "1") == "o13\n"
    assert lived("log", "-l", "-1").status == 2


def test_the_log_can_be_asked_for_days(lived: Wallet) -> None:
    everything = lived.ok("log", "-q").split()
    assert (
        lived.ok("log", "-q", "--since", "2026-11-01", "--until", "2026-11-30", today="2026-11-30").split()
        == everything
    )
    assert lived.ok("log", "-q", "--until", "2026-11-01") == ""


def test_report_shows_this_month_and_months_as_columns(lived: Wallet) -> None:
    alone = lived.ok("report", tty=True)
    assert "spending" in alone
    assert "income" in alone
    assert "salary    €2,500.00" in alone
    assert ["total", "€364.50"] in [line.split() for line in alone.splitlines()]
    assert "2026-11\tfood\texpense\tEUR\t284.50\t284.50" in lived.ok("report", "spending")
    by_month = lived.ok("report", "spending", "2026", "--by", "month", tty=True)
    assert "2026-11" in by_month
    flow = json.loads(lived.ok("report", "cashflow", "2026-11", "--json"))
    assert flow["rows"][0]["net"]["amount"] == "2135.50"
    assert (
        lived.ok("report", "cashflow")
        == "period\tcurrency\tincome\tspending\tnet\n2026-11\tEUR\t2500.00\t-364.50\t2135.50\n"
    )
    assert "€2,135.50" in lived.ok("report", "cashflow", tty=True)
    document = json.loads(lived.ok("report", "income", "--json"))
    assert (document["schema"], document["rows"][0]["amount"]["amount"]) == ("wallet.report/1", "-2500.00")
    assert json.loads(lived.ok("report", "income", "--jsonl"))["category"] == "salary"
    for kind in ("income", "cashflow"):
        assert "nothing was " in lived("report", kind, "2020", tty=True).err
    assert lived("report", "income", "--by", "day").status == 2


def test_several_months_have_a_total_and_currencies_their_own_line(lived: Wallet) -> None:
    lived.ok("accounts", "add", "usd", "--currency", "USD")
    lived.ok("categories", "add", "food:bar")
    lived.ok("pay", "7usd", "Bar", "@usd", "+food:bar", "-d", "2026-10-02")
    shown = lived.ok("report", "spending", "2026", "--by", "month", tty=True)
    lines = shown.splitlines()
    assert "  total" in shown
    assert "  bar" in shown
    assert len([line for line in lines if line.startswith("total ")]) == 2


def test_days_and_minutes_are_those_of_the_clocks_here(lived: Wallet) -> None:
    last = lived.ok("log", "-q", "-l", "1")
    assert json.loads(lived.ok("log", "-l", "1", "--json"))["operations"][0]["time"].startswith("2026-11-18T11:06:")
    assert "2026-11-18 11:06" in lived.ok("log", "-l", "1", tty=True)
    assert lived.ok("log", "-q", "-l", "1", "--since", "2026-11-18") == last
    assert lived.ok("log", "-q", "--since", "2026-11-19") == ""
    lived.ahead_s = 14 * 3600
    assert "2026-11-19 01:06" in lived.ok("log", "-l", "1", tty=True)
    assert lived.ok("log", "-q", "-l", "1", "--since", "2026-11-19") == last
    assert lived.ok("log", "-q", "--until", "2026-11-18") == ""


def test_a_word_that_is_a_period_is_the_period(lived: Wallet) -> None:
    for typed in (
        ["2026"],
        ["all"],
        ["2026-11-10"],
        ["november"],
        ["nov", "2026"],
        ["十一月"],
        ["近90天"],
        ["第四季度"],
    ):
        assert lived.ok("history", *typed, "-q") == lived.ok("history", "-p", " ".join(typed), "-q") != ""
    assert lived.ok("history", "coffee", "november", "-q") == lived.ok("history", "coffee", "-p", "11", "-q") != ""
    assert lived.ok("history", "coffee", "october", "-q") == ""


def test_a_period_in_quotes_is_a_word_to_look_for(lived: Wallet) -> None:
    told = lived("history", "may", tty=True)
    assert "wallet history '\"may\"'" in told.err
    assert lived.ok("history", '"november"', "-q") == ""
    assert lived.ok("history", "7-11", "-q") == ""
    assert lived.ok("history", "24/7", "-q") == ""


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("2026-13",), "wallet history '\"2026-13\"'"),
        (("october", "november"), "2026-10..2026-11"),
        (("november", "-p", "2026"), "given twice"),
        (("november", "--since", "11-01"), "given twice"),
        (("11-20..11-10",), "swap its ends"),
        (("05/06",), "2026-05-06"),
    ],
)
def test_what_can_only_be_a_period_gone_wrong_is_refused(lived: Wallet, typed: tuple[str, ...], hint: str) -> None:
    told = lived("history", *typed)
    assert (told.status, hint in told.err) == (2, True)


def test_all_is_offered_for_its_option(lived: Wallet) -> None:
    told = lived("history", "--all")
    assert (told.status, "wallet history -p all" in told.err) == (2, True)
    assert lived.ok("history", "-p", "all", "-q").count("\n") == 8


@pytest.mark.parametrize("argv", [("--json",), ("--table", "-l", "0"), ("--plain",), ("--jsonl",)])
def test_what_is_too_long_to_be_held_is_the_same(
    lived: Wallet, argv: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    short = lived.ok("history", *argv)
    assert len(short) > 300
    monkeypatch.setattr(stream, "FEW", 2)
    assert lived.ok("history", *argv) == short


def test_nothing_goes_out_of_a_document_that_cannot_be_read_to_its_end(
    lived: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = register.rows

    def damaged(db: Any, query: Any) -> Iterator[Any]:
        for at, each in enumerate(rows(db, query)):
            if at == 9:
                raise Damaged("store-damaged")
            yield each

    monkeypatch.setattr(stream, "FEW", 2)
    monkeypatch.setattr(register, "rows", damaged)
    for form in ("--json", "--table"):
        result = lived("history", form, "-l", "0")
        assert (result.out, result.status) == ("", 8)


def test_of_a_large_operation_the_first_transactions_are_shown(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    file = wallet.folder / "lines"
    file.write_text("".join(f"pay {amount} Kiosk @cash +food\n" for amount in (1, 2, 3)))
    wallet.ok("batch", str(file), "--json")
    op = json.loads(wallet.ok("log", "-l", "1", "--json"))["operations"][0]["ref"]
    whole = json.loads(wallet.ok("show", op, "--json"))
    refs = [each["ref"] for each in whole["transactions"]]
    assert (len(refs), "more" in whole) == (3, False)
    monkeypatch.setattr(show, "MOST_COUNTED", 3)  # the payee is the first thing that it wrote
    cut = json.loads(wallet.ok("show", op, "--json"))
    assert cut["more"] is True
    assert [each["ref"] for each in cut["transactions"]] == refs
    assert wallet.ok("show", op, "--table").count("…") == 1


@pytest.mark.parametrize(("tongue", "word"), [("en", "uncategorised"), ("zh", "未分类"), ("zh", "Uncategorised")])
def test_what_has_no_category_is_found_whichever_way_it_went(
    bare: Wallet, tmp_path: Path, tongue: str, word: str
) -> None:
    bare.ok("init", "--currency", "EUR", "--categories", tongue, "--no-input")
    bare.ok("accounts", "add", "bank")
    assert '"no-such-category"' in bare("history", f"+{word}", "--json").err
    file = tmp_path / "bank.ofx"
    file.write_bytes(ofx(statement([row("20261106", "2000.00", "Acme", "A3")], closing="2000.00")))
    bare.ok("import", str(file), "@bank")
    assert [each["payee"] for each in _found(bare, f"+{word}")] == ["Acme"]
    file.write_bytes(ofx(statement([row("20261107", "-40.00", "Market", "A2")], closing="1960.00")))
    bare.ok("import", str(file), "@bank")
    assert [each["payee"] for each in _found(bare, f"+{word}")] == ["Market", "Acme"]
    assert [each["payee"] for each in _found(bare, "+uncategorised-income")] == ["Acme"]


def _found(wallet: Wallet, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(wallet.ok("history", *argv, "--json"))["transactions"]
    return found


def test_a_word_finds_the_debts_with_a_person(lived: Wallet) -> None:
    lived.ok("accounts", "add", "Bob Smith", "--kind", "person")
    lived.ok("accounts", "add", "bobby-jar", "--kind", "cash")
    lent = lived.ok("lend", "20", "Bob Smith", "@bank", "-q").strip()
    shared = lived.ok("pay", "10", "Pizza", "@bank", "+food", "--with", "Bob Smith", "-q").strip()
    paid = lived.ok("pay", "3", "Bob", "@bank", "+food", "-q").strip()
    other = lived.ok("transfer", "1", "@bank", "@bobby-jar", "-q").strip()
    for words in (["Bob"], ["bob"], ["smith"], ["Bob Smith"]):
        found = lived.ok("history", *words, "-q").split()
        assert {lent, shared} <= set(found) and other not in found, words
        assert (paid in found) is (words[0].casefold() == "bob")
    assert lived.ok("history", "bob", "pizza", "-q").split() == [shared]
    assert lived.ok("history", "bob", "@bank", "+food", "-q").split() == [paid, shared]
    assert lived.ok("history", "bob", "--max", "10", "@bank", "-q").split() == [paid, shared]


@pytest.mark.parametrize("value", ["-1", "-10", "1.5", "many"])
def test_a_limit_below_zero_is_refused_clearly(lived: Wallet, value: str) -> None:
    refused = lived("history", "-l", value)
    assert (refused.status, refused.out) == (2, "")
    assert f'"{value}" is not a whole number from 0 up, and the option "-l"' in refused.err

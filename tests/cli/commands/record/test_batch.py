"""``wallet batch``: many lines, one operation."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet

LINES = """\ufeff# November
12.50 Bob's H&M $5 @cash +food -d y -m "two words"
r 1800 Acme @bank +salary

p 3 Bob's H&M $5 @cash +food --tag treat
86 Dinner @cash +food --with anna
repay all anna @bank
transfer 20 @bank @cash
"""


def balances(wallet: Wallet) -> dict[str, str]:
    rows = [line.split("\t") for line in wallet.ok("balance").splitlines()[1:]]
    return {row[0]: row[2] for row in rows}


def test_all_lines_are_one_operation(wallet: Wallet) -> None:
    out = wallet.ok("batch", "-", typed=LINES)
    assert "Recorded 6 lines as 6 transactions" in out
    assert "cash €320.00 → €238.50" in out
    assert balances(wallet) == {"anna": "0.00", "bank": "3073.00", "card": "0.00", "cash": "238.50"}


def test_a_file_is_read_like_a_pipe(wallet: Wallet, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text(LINES)
    wallet.ok("batch", str(tmp_path / "lines.txt"))
    assert balances(wallet)["cash"] == "238.50"


@pytest.mark.parametrize(
    ("bad", "slug", "status"),
    [
        ("5 Shop @nowhere +food", "no-such-account", 3),
        ("5 Shop @cash", "category-missing", 2),
        ("balance", "not-a-record", 2),
        ("5 Shop @cash +food --id", "option-needs-value", 2),
        ("pay", "line-missing", 2),
        ("5 Caf\udce9 @cash +food", "text-not-unicode", 2),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_recorded(wallet: Wallet, bad: str, slug: str, status: int) -> None:
    file = wallet.folder / "lines"
    file.write_bytes(f"1 Fine @cash +food\n\n{bad}\n".encode("utf-8", "surrogateescape"))
    result = wallet("batch", str(file), "--json")
    told = json.loads(result.err)
    assert (told["slug"], told["params"]["line_number"], result.status) == (slug, 3, status)
    assert told["message"].startswith("line 3: ")
    assert balances(wallet)["cash"] == "320.00"


def test_a_preview_shows_the_lines_and_keeps_nothing(wallet: Wallet) -> None:
    result = wallet("batch", "-", "-n", typed=LINES)
    assert "Would record 6 lines as 6 transactions" in result.err
    assert result.out.splitlines()[1] == "€12.50\tBob's H&M $5\tcash\t\tfood\t2026-11-19"
    assert balances(wallet)["cash"] == "320.00"


def test_a_repeated_batch_answers_the_first(wallet: Wallet) -> None:
    first = json.loads(wallet.ok("batch", "-", "--id", "nov", "--json", typed=LINES))
    again = json.loads(wallet.ok("batch", "-", "--id", "nov", "--json", typed=LINES))
    assert again["transactions"] == first["transactions"]
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert wallet("batch", "-", "--id", "nov", typed=LINES + "1 More @cash +food\n").status == 6


def test_a_line_with_an_id_is_recorded_once(wallet: Wallet) -> None:
    line = "5 Shop @cash +food --id k1\n"
    wallet.ok("batch", "-", typed=line + line)
    wallet.ok("batch", "-", typed=line + "1 Kiosk @cash +food\n")
    out = wallet.ok("pay", "5", "Shop", "@cash", "+food", "--id", "k1", "--json")
    assert json.loads(out)["repeated"]
    assert balances(wallet)["cash"] == "314.00"
    assert wallet("pay", "6", "Shop", "@cash", "+food", "--id", "k1").status == 6


def test_a_batch_whose_lines_have_ids_answers_what_it_answered_first(wallet: Wallet) -> None:
    lines = "5 Shop @cash +food --id k1\n500 @bank @cash --id k2\n".replace("500", "t 500")
    first = json.loads(wallet.ok("batch", "-", "--json", typed=lines))
    again = json.loads(wallet.ok("batch", "-", "--json", typed=lines))
    assert (again["transactions"], again["operation"]) == (first["transactions"], first["operation"])
    assert again["repeated"]
    assert "Already recorded as t3 t4" in wallet.ok("batch", "-", "--table", typed=lines)
    assert wallet.ok("batch", "-", "-q", typed=lines).split() == ["t3", "t4"]


@pytest.mark.parametrize(
    "spelled",
    ["5.00 Shop @cash +food", "5eur @CASH +food shop", "5 Shop --from cash --for food", "5 Shop @cash +food -d 11-20"],
)
def test_the_same_in_other_words_is_the_same_under_its_id(wallet: Wallet, spelled: str) -> None:
    wallet.ok("batch", "-", typed="5 Shop @cash +food --id k1\n")
    wallet.ok("pay", "6", "Shop", "@cash", "+food", "--id", "k2")
    assert "Already recorded as t3" in wallet.ok("batch", "-", "--table", typed=f"{spelled} --id k1\n")
    assert "Already recorded as t3" in wallet.ok("pay", *spelled.split(), "--id", "k1", "--table")
    other = spelled.replace("5", "6", 1)
    assert "Already recorded as t4" in wallet.ok("pay", *other.split(), "--id", "k2", "--table")
    wallet.ok("edit", "t4", "7")
    assert "Already recorded as t4" in wallet.ok("pay", *other.split(), "--id", "k2", "--table")
    assert balances(wallet)["cash"] == "308.00"


@pytest.mark.parametrize(
    "other", ["5.01 Shop @cash +food", "5.00 Shop @bank +food", "5.00 Shop @cash +fun", "5.00 Shops @cash +food",
              "5.00 Shop @cash +food -m x", "5.00 Shop @cash +food -d y", "5.00 Shop @nowhere +food"],
)  # fmt: skip
def test_anything_else_is_not_the_same_under_its_id(wallet: Wallet, other: str) -> None:
    wallet.ok("pay", "5", "Shop", "@cash", "+food", "--id", "k1")
    assert wallet("pay", *other.split(), "--id", "k1").status == 6


def test_an_id_of_a_single_record_holds_in_a_batch(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Shop", "@cash", "+food", "--id", "k1")
    wallet.ok("batch", "-", typed="5 Shop @cash +food --id k1\n")
    assert balances(wallet)["cash"] == "315.00"


def test_with_inference_a_line_knows_the_line_before(wallet: Wallet) -> None:
    assert wallet("batch", "-", typed="5 Shop @cash +food\n6 Shop\n").status == 2
    wallet.ok("batch", "-", "--infer", typed="5 Shop @cash +food\n6 Shop\n")
    assert balances(wallet)["cash"] == "309.00"


def test_refunds_in_one_batch_never_exceed_the_purchase(wallet: Wallet) -> None:
    ref = json.loads(wallet.ok("pay", "10", "Shop", "@cash", "+food", "--json"))["transactions"][0]["ref"]
    result = wallet("batch", "-", "--json", typed=f"refund 6 --of {ref}\nrefund 6 --of {ref}\n")
    assert json.loads(result.err)["slug"] == "refund-too-large"
    assert json.loads(result.err)["params"]["line_number"] == 2


def test_numbers_are_the_same_by_hand_and_in_cron(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input", "--numbers", "1.234,50")
    bare.ok("accounts", "add", "cash", "--kind", "cash")
    bare.ok("batch", "-", typed="1.50 Shop @cash +food\n")
    bare.ok("batch", "-", tty=True, typed="1.50 Shop @cash +food\n")
    assert balances(bare)["cash"] == "-3.00"


@pytest.mark.parametrize("typed", ["", "\n# nothing\n\n"])
def test_lines_that_say_nothing_record_nothing(wallet: Wallet, typed: str) -> None:
    result = wallet("batch", "-", typed=typed)
    assert (result.status, result.out) == (0, "")
    assert "nothing was recorded" in result.err


def test_a_missing_file_is_told(wallet: Wallet) -> None:
    result = wallet("batch", "nowhere.txt")
    assert (result.status, "nowhere.txt" in result.err) == (2, True)


def test_ids_alone_are_one_a_line(wallet: Wallet) -> None:
    assert len(wallet.ok("batch", "-", "-q", typed=LINES).split()) == 6


def test_a_line_or_a_batch_whose_id_was_undone_is_a_conflict(wallet: Wallet) -> None:
    line = "5 Shop @cash +food --id k1\n"
    wallet.ok("batch", "-", "--id", "b1", typed=line + "6 Kiosk @cash +fun\n")
    wallet.ok("rm", "t4")
    whole = wallet(
        "batch",
        "-",
        "--id",
        "b1",
        typed=line + "6 Kiosk @cash +fun\n",
    )
    assert whole.status == 6 and "t4" in whole.err and "wallet undo o7" in whole.err
    assert "5.00" in wallet.ok("history", "--plain")
    wallet.ok("batch", "-", typed=line)  # its own transaction stands
    wallet.ok("undo", "o7")
    wallet.ok("undo", "o6")
    for argv, typed in ((("batch", "-"), line), (("batch", "-", "--id", "b1"), line + "6 Kiosk @cash +fun\n")):
        again = wallet(*argv, typed=typed)
        assert again.status == 6 and "wallet redo o6" in again.err
    wallet.ok("redo", "o6")
    wallet.ok("batch", "-", typed=line)


def test_lines_that_were_recorded_before_are_said(wallet: Wallet) -> None:
    lines = "5 Shop @cash +food --id k1\n6 Kiosk @cash +fun --id k2\n"
    wallet.ok("batch", "-", typed=lines)
    trial = wallet("batch", "-", "-n", "--table", typed=lines + "7 Market @cash +food --id k3\n")
    for told in (trial.err, wallet.ok("batch", "-", "--table", typed=lines + "7 Market @cash +food --id k3\n")):
        assert "ecord" in told and "1 line as 1 transaction" in told
        assert "2 lines already recorded as t3 t4; not recorded again\n" in told
    assert "already recorded" not in wallet.ok("batch", "-", "--table", typed="7 Market @cash +food --id k4\n")
    whole = ("batch", "-", "--id", "b1", "--table")
    wallet.ok(*whole, typed="8 Market @cash +food\n")
    assert "Already recorded as t7; not recorded again" in wallet.ok(*whole, typed="8 Market @cash +food\n")


def test_a_line_that_comes_through_a_pipe_leads_to_batch(wallet: Wallet) -> None:
    refused = wallet("pay", typed="5 Shop @cash +food\n")
    assert (refused.status, "wallet batch -\n" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("1 Coffee @cash +food --id d2\n2 Coffee @cash +food --id d2\n", 6),
        ("1 Coffee @cash +food --id d2\n1 Coffee @bank +food --id d2\n", 6),
        ("1 Coffee @cash +food --id d2\n5 @cash --to --id d2\n", 2),
        ("1 Coffee @cash +food --id d2\nadjust @cash --to 5 --id d2\n", 6),
        ("adjust @cash --to 5 --id d2\nadjust @cash --to 6 --id d2\n", 6),
        ("1 Coffee @cash +food --id d2\n1.00 Coffee +food @cash --id d2\n", 0),
        ("1 Coffee @cash +food --id d2\n1 Coffee @cash +food --id d2\n", 0),
    ],
)
def test_an_id_that_two_lines_have(wallet: Wallet, lines: str, status: int) -> None:
    done = wallet("batch", "-", "--json", typed=lines)
    assert done.status == status
    if status == 6:
        assert json.loads(done.err)["slug"] == "id-reused-here"
        assert "cash\tEUR\t332.50" not in wallet.ok("balance")
    elif not status:
        assert len(json.loads(done.out)["transactions"]) == 1

"""``wallet rules``: made, listed, used by an import, changed, removed and taken back."""

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet
from tests.shape.source import ROOT

ROWS = """Date,Payee,Memo,Amount
2026-11-03,STARBUCKS 4711 SEATTLE,card,-3.50
2026-11-04,Netflix.com,monthly,-12.99
2026-11-05,Corner shop,,-30.00
2026-11-06,Transfer to savings,,-100.00
"""


@pytest.fixture
def wallet(bare: Wallet) -> Wallet:
    """A wallet in euro with a bank, a card and savings."""
    return begun(bare, _wallet)


def _wallet(bare: Wallet) -> None:
    founded(bare)
    for name in ("bank", "card", "savings"):
        bare.ok("accounts", "add", name, "--kind", "bank" if name == "savings" else name)
    bare.ok("categories", "add", "coffee")


@pytest.fixture
def rows(tmp_path: Path) -> str:
    return put(tmp_path, ROWS)


def put(folder: Path, text: str, name: str = "bank.csv") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def test_a_rule_is_made_listed_followed_by_an_import_and_taken_back(wallet: Wallet, rows: str) -> None:
    assert wallet.ok("rules", "add", "starbucks", "+coffee", "-q") == "r1\n"
    wallet.ok("rules", "add", "/netflix/", "--below", "20", "@bank", "+fun", "--name", "Netflix", "--tag", "tv")
    wallet.ok("rules", "add", "corner", "shop", "+food=20", "+home")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    assert wallet.ok("rules", "list").splitlines()[-1] == "r1\tstarbucks\t+coffee\t"
    wallet.ok("import", rows, "@bank")
    shown = wallet.ok("show", "t1")
    assert "coffee" in shown
    assert "by rule: r1" in shown
    assert "Netflix" in wallet.ok("history", "--tag", "tv")
    assert "by rule: r3" in wallet.ok("show", "t3")
    assert "savings" in wallet.ok("show", "t4")
    wallet.ok("rules", "rm", "r1")
    done = wallet.ok("log", "-l", "1", "-q").strip()
    assert "removed rule r1: starbucks +coffee" in wallet.ok("show", done)
    wallet.ok("undo", done, "--yes")
    assert wallet.ok("rules", "-q") == "r4\nr3\nr2\nr1\n"
    wallet.ok("verify")
    wallet.ok("verify", "--rebuild", "--yes")


def test_rules_are_tried_and_applied_to_the_past_in_one_operation(wallet: Wallet, rows: str) -> None:
    wallet.ok("import", rows, "@bank")
    before = wallet.ok("history")
    wallet.ok("rules", "add", "starbucks", "+coffee")
    wallet.ok("rules", "add", "corner shop", "+food=20", "+home", "--tag", "split")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    tried = wallet.ok("rules", "test", "--table")
    assert "category uncategorised → coffee" in tried
    assert wallet.ok("rules", "test", "r1", "-q") == "t1\n"
    assert wallet.ok("rules", "test", "netflix", "+fun", "-q") == "t2\n"
    assert wallet.ok("history") == before
    wallet.ok("rules", "apply", "--yes")
    done = wallet.ok("log", "-l", "1", "-q").strip()
    assert "by rule: r2" in wallet.ok("show", "t3")
    assert "€100.00" in wallet.ok("balance", "savings", "--table")
    assert "nothing would change" in wallet("rules", "apply", "--yes").err
    wallet.ok("verify")
    wallet.ok("undo", done, "--yes")
    assert wallet.ok("history") == before
    wallet.ok("verify")


def test_payees_are_cleaned_by_rules_that_ship_and_can_be_off(wallet: Wallet, tmp_path: Path) -> None:
    text = "Date,Payee,Amount\n2026-11-03,SQ *BLUE BOTTLE 4711,-3.50\n2026-11-04,PAYPAL *SPOTIFY,-9.99\n"
    assert "PAYPAL *SPOTIFY" in wallet.ok("rules", "list", "--shipped")
    wallet.ok("rules", "off", "paypal")
    assert "paypal\tPAYPAL *SPOTIFY\tSPOTIFY\toff" in wallet.ok("rules", "list", "--shipped")
    wallet.ok("import", put(tmp_path, text), "@bank")
    shown = wallet.ok("show", "t1")
    assert "payee\tBLUE BOTTLE\n" in shown
    assert "as delivered\tSQ *BLUE BOTTLE 4711\n" in shown
    assert "by rule: square branch" in shown
    assert "payee\tPAYPAL *SPOTIFY\n" in wallet.ok("show", "t2")
    wallet.ok("rules", "on", "paypal")
    wallet.ok("verify")
    again = wallet.ok("import", put(tmp_path, text.replace("-04,", "-06,")), "@bank")
    assert again.endswith("bank\t1\t0\t1\t0\t0\t0\n")
    assert "payee\tPAYPAL *SPOTIFY\n" in wallet.ok("show", "t3")


def test_a_rule_that_is_off_stays_and_is_not_followed(wallet: Wallet, rows: str) -> None:
    wallet.ok("rules", "add", "starbucks", "+coffee")
    wallet.ok("rules", "off", "r1")
    assert wallet.ok("rules").endswith("r1\tstarbucks\t+coffee\toff\n")
    wallet.ok("import", rows, "@bank")
    assert "coffee" not in wallet.ok("show", "t1")
    assert "already so" in wallet.ok("rules", "off", "r1")


def test_rules_go_with_whole_books_and_come_back(wallet: Wallet, rows: str, tmp_path: Path) -> None:
    wallet.ok("rules", "add", "starbucks", "--below", "20", "@bank", "+coffee", "--tag", "cup")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings", "--stop")
    wallet.ok("rules", "add", "corner", "--in", "+food=20", "+home")
    wallet.ok("rules", "off", "r2")
    wallet.ok("import", rows, "@bank")
    books, again = tmp_path / "books.jsonl", tmp_path / "again.jsonl"
    wallet.ok("export", "-o", str(books))
    wallet.ok("-w", "other", "init", "--no-input", "--currency", "EUR")
    wallet.ok("-w", "other", "import", str(books))
    assert wallet.ok("-w", "other", "rules") == wallet.ok("rules")
    wallet.ok("-w", "other", "export", "-o", str(again))
    assert again.read_text() == books.read_text()
    assert "0" in wallet.ok("-w", "other", "import", str(books))
    wallet.ok("-w", "other", "verify")
    wallet.ok("-w", "other", "rules", "edit", "r1", "+fun")
    assert wallet("-w", "other", "import", str(books)).status == 6
    part = tmp_path / "part.jsonl"
    wallet.ok("export", "2026-11", "-o", str(part))
    assert '"rules"' not in part.read_text()


@pytest.mark.parametrize(
    ("line", "status", "slug"),
    [
        ("+coffee", 2, "rule-without-condition"),
        ("starbucks", 2, "rule-without-action"),
        ("* +coffee", 2, "rule-text-empty"),
        ("/(a/ +coffee", 2, "rule-pattern"),
        ("/(((a{50}){50}){50})/ +coffee", 2, "rule-pattern-large"),
        ("a --days 32 +coffee", 2, "rule-days"),
        ("a --hours noon +coffee", 2, "rule-hours"),
        ("a --below 100/3 +coffee", 2, "rule-amount"),
        ("a --below 5 --above 5 +coffee", 2, "rule-never"),
        ("a @bank @card +coffee", 2, "rule-one-account"),
        ("a +coffee --transfer @card", 2, "rule-where-twice"),
        ("a +coffee=5", 2, "rule-share-unsaid"),
        ("a +coffee +food", 2, "one-rest"),
        ("a +coffee +coffee", 2, "category-twice"),
        ("a @bank --transfer @bank", 5, "rule-to-itself"),
        ("a --below 20 +coffee=20 +food", 5, "rule-shares-too-large"),
        ("a +nowhere", 3, "no-such-category"),
        ("a @nowhere +food", 3, "no-such-account"),
        ("a --transfer @food", 3, "category-not-account"),
        ("a +food --after r9", 3, "no-such-rule"),
        ("a +food --first --last", 2, "options-exclude"),
        ("a +food --in --out", 2, "options-exclude"),
        ("a +food --below", 2, ""),
        ("a +food --below five", 2, ""),
    ],
)
def test_what_makes_no_rule_is_one_clear_error(wallet: Wallet, line: str, status: int, slug: str) -> None:
    refused = wallet("rules", "add", *line.split(), "--json")
    assert refused.status == status
    error = json.loads(refused.err)
    assert not slug or error["slug"] == slug
    assert wallet.ok("rules", "-q") == ""


def test_rules_are_changed_and_ordered(wallet: Wallet) -> None:
    for text in ("one", "two", "three"):
        wallet.ok("rules", "add", text, "+food")
    assert wallet.ok("rules", "-q") == "r3\nr2\nr1\n"
    wallet.ok("rules", "add", "four", "+food", "--last")
    wallet.ok("rules", "add", "five", "+food", "--after", "r3")
    wallet.ok("rules", "edit", "r4", "--before", "r2")
    assert wallet.ok("rules", "-q") == "r3\nr5\nr4\nr2\nr1\n"
    for _turn in range(12):  # there is no room between two places for ever
        wallet.ok("rules", "edit", "r1", "--after", "r3")
        wallet.ok("rules", "edit", "r2", "--after", "r3")
    assert wallet.ok("rules", "-q") == "r3\nr2\nr1\nr5\nr4\n"
    wallet.ok("rules", "edit", "r1", "uno", "--below", "9.50", "--in", "--tag", "a", "--stop", "@bank", "--days", "mon")
    assert wallet.ok("rules", "show", "r1").splitlines()[-1] == (
        "r1\tuno --below 9.50 --days mon --in @bank\t+food --tag a --stop\t"
    )
    wallet.ok(
        "rules", "edit", "r1", "--below", "", "--both", "--untag", "a", "--no-stop", "--transfer", "@card", "--days", ""
    )
    assert wallet.ok("rules", "show", "r1").splitlines()[-1] == "r1\tuno @bank\t--transfer @card\t"
    assert "already so" in wallet.ok("rules", "edit", "r1", "uno")
    assert wallet("rules", "edit", "r1", "--transfer", "").status == 2
    shown = json.loads(wallet.ok("rules", "--json"))
    assert [each["rule"] for each in shown["rules"]] == ["r3", "r2", "r1", "r5", "r4"]
    assert shown["rules"][2] == {
        "rule": "r1", "conditions": "uno @bank", "actions": "--transfer @card", "account": "bank", "to": "card",
        "terms": ["uno"],
    }  # fmt: skip
    wallet.ok("verify")


def test_a_name_is_never_given_again(wallet: Wallet) -> None:
    wallet.ok("rules", "add", "one", "+food")
    wallet.ok("rules", "rm", "r1")
    assert wallet.ok("rules", "add", "two", "+food", "-q") == "r2\n"
    assert wallet("rules", "rm", "r1").status == 3


def test_a_transfer_is_never_booked_twice(wallet: Wallet, rows: str, tmp_path: Path) -> None:
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    other = put(tmp_path, "Date,Payee,Amount\n2026-11-07,From bank,100.00\n", "savings.csv")
    wallet.ok("import", other, "@savings", "--sign", "in")
    wallet.ok("import", rows, "@bank")
    assert "€100.00" in wallet.ok("balance", "savings", "--table")
    assert "nothing would change" in wallet("rules", "apply", "--yes").err
    wallet.ok("verify")


def test_the_other_file_meets_a_transfer_that_a_rule_made(wallet: Wallet, rows: str, tmp_path: Path) -> None:
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    wallet.ok("import", rows, "@bank")
    other = put(tmp_path, "Date,Payee,Amount\n2026-11-07,From bank,100.00\n", "savings.csv")
    told = wallet.ok("import", other, "@savings", "--sign", "in")
    assert told.endswith("savings\t0\t1\t0\t0\t0\t0\n"), "each side has the day of its own bank"
    assert "€100.00" in wallet.ok("balance", "savings", "--table")


HOSTILE = (
    "\x1b[31mred", "\u202egnp.exe", "=cmd|' /C calc'!A0", "'; DROP TABLE item; --", "<script>", "a\nb", "%s{0}", "+5",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_do_no_harm_in_any_field(wallet: Wallet, tmp_path: Path, text: str) -> None:
    wallet.ok("rules", "add", "--text", text, "--payee", text, "--their-category", text, "--paid-with", text,
              "--item", text, "--name", text, "--memo", text, "+food")  # fmt: skip
    wallet.ok("rules", "add", "tea", "--name", text, "--memo", text, "+food")
    wallet.ok("import", put(tmp_path, "Date,Payee,Amount\n2026-11-03,Tea,-3.50\n"), "@bank")
    for line in (("rules",), ("rules", "--table"), ("rules", "--json"), ("show", "t1"), ("rules", "test"), ("log",)):
        shown = wallet.ok(*line)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "-o", str(books))
    wallet.ok("-w", "other", "init", "--no-input", "--currency", "EUR")
    wallet.ok("-w", "other", "import", str(books))
    assert wallet.ok("-w", "other", "rules", "--json") == wallet.ok("rules", "--json")
    wallet.ok("verify")


def test_apply_leaves_what_was_split_refunded_confirmed_void_or_between_people(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "anna", "--kind", "person")
    wallet.ok("pay", "10", "Tea", "@bank", "+food=4", "+home")
    wallet.ok("pay", "20", "Tea", "@bank", "+food")
    wallet.ok("refund", "5", "--of", "t2")
    wallet.ok("pay", "30", "Tea", "@bank", "+food")
    wallet.ok("edit", "t4", "--void")
    wallet.ok("pay", "8", "Tea", "@bank", "+food", "--with", "anna")
    wallet.ok("transfer", "5", "@bank", "@card", "-m", "tea")
    wallet.ok("pay", "9", "Tea", "@bank", "+food")
    wallet.ok("edit", "t7", "--reconciled")
    wallet.ok("rules", "add", "tea", "+fun", "--tag", "leaf")
    wallet.ok("rules", "add", "tea", "--above", "8.99", "--transfer", "@savings", "--last")
    tried = {each["ref"]: each for each in json.loads(wallet.ok("rules", "test", "--json"))["transactions"]}
    assert sorted(tried) == ["t1", "t2", "t3", "t7"]
    kept = {ref: [part["category"] for part in each["after"]["categories"]] for ref, each in tried.items()}
    assert kept == {"t1": ["food", "home"], "t2": ["fun"], "t3": ["food"], "t7": ["fun"]}
    assert all(each["after"]["tags"] == ["leaf"] for each in tried.values())
    wallet.ok("rules", "apply", "r2", "--yes")
    assert "bank  -€9.00  2026-11-20  reconciled" in wallet.ok("show", "t7")
    assert "savings" in wallet.ok("show", "t7")
    assert "savings" not in wallet.ok("show", "t2")  # money came back for it
    wallet.ok("verify")


def test_apply_shows_and_asks_on_a_terminal(wallet: Wallet, rows: str) -> None:
    wallet.ok("import", rows, "@bank")
    wallet.ok("rules", "add", "netflix", "+fun", "--name", "Netflix")
    no = wallet("rules", "apply", tty=True, typed="n\n")
    assert (no.status, "nothing was changed" in no.err) == (0, True)
    assert "uncategorised → fun" in no.out
    assert wallet("rules", "apply", "-p", "2026-10", tty=True).err.count("nothing would change") == 1
    yes = wallet("rules", "apply", tty=True, typed="y\n")
    assert yes.status == 0
    assert "payee\tNetflix\n" in wallet.ok("show", "t2")
    assert json.loads(wallet.ok("rules", "apply", "--json"))["operation"] is None
    assert wallet.ok("rules", "apply", "-q") == ""
    assert wallet("rules", "test", "-q", "--jsonl").out == ""


def test_without_rules_there_is_nothing_to_apply(wallet: Wallet) -> None:
    refused = wallet("rules", "apply", "--yes", "--json")
    assert (refused.status, json.loads(refused.err)["slug"]) == (2, "no-rules")
    assert wallet("rules", "test").status == 2


def test_an_e_wallets_rows_follow_rules_on_what_it_says(bare: Wallet) -> None:
    begun(bare, lambda each: each.ok("init", "--currency", "CNY", "--lang", "zh", "--no-input"))
    bare.today = "2027-03-01"
    bare.ok("categories", "add", "测试")
    bare.ok("rules", "add", "--their-category", "餐饮美食", "--hours", "00:00-23:59", "--out", "+测试", "--tag", "吃")
    before = bare("import", str(ROOT / "tests" / "vectors" / "statements" / "alipay.csv"), tty=True, typed="+\n" * 5)
    assert before.status == 0
    found = json.loads(bare.ok("history", "--tag", "吃", "-l", "0", "--json"))["transactions"]
    assert found
    assert all("测试" in [part["account"] for part in each["postings"]] for each in found)
    bare.ok("verify")
    assert json.loads(bare.ok("rules", "apply", "--yes", "--json"))["operation"] is None


@pytest.mark.parametrize(
    "words",
    [
        ["/netflix|spotify/", "--text", "@x", "--tag", "t"],
        ["--text", "a", "--text", "b", "--memo=-x"],
        ["--text=-5", "--text=$HOME `id` 'x' \"y\" \\ !", "--name=-n"],
        ["a b", "--text", "r1", "--payee", "-p", "+food=1.5", "+home"],
        ["--text", "＋x", "--text", "=1", "--item", "#1", "--amount", "5.50 EUR", "--transfer", "@savings"],
    ],
)
def test_a_rule_as_it_is_listed_makes_the_same_rule_in_a_shell(wallet: Wallet, words: list[str]) -> None:
    wallet.ok("rules", "add", *words)
    one = json.loads(wallet.ok("rules", "show", "r1", "--json"))
    assert f"rule r1: {one['conditions']} {one['actions']}" in wallet.ok(
        "show", wallet.ok("log", "-l", "1", "-q").strip()
    )
    wallet.ok("rules", "add", *shlex.split(f"{one['conditions']} {one['actions']}"))
    other = json.loads(wallet.ok("rules", "show", "r2", "--json"))
    assert {**one, "rule": ""} == {**other, "rule": ""}


def test_an_import_says_which_rules_counted(wallet: Wallet, rows: str) -> None:
    wallet.ok("rules", "add", "starbucks", "+coffee")
    done = json.loads(wallet.ok("import", rows, "@bank", "--json"))
    assert [row["rules"] for row in done["statements"][0]["rows"]] == [["r1", "city", "branch"], [], [], []]
    assert "r1\u00a0(1)" in wallet.ok("imports", "show", done["operation"], "--table")
    kept = json.loads(wallet.ok("imports", "show", done["operation"], "--json"))
    assert kept["rules"] == {"branch": 1, "city": 1, "r1": 1}


def test_a_name_that_is_cleaned_is_the_payee_of_what_was_recorded_by_hand(wallet: Wallet, tmp_path: Path) -> None:
    for day, amount in (("2026-11-03", "3.50"), ("2026-11-08", "3.50")):
        wallet.ok("pay", amount, "Blue Bottle", "@bank", "+food", "-d", day)
    text = "Date,Payee,Memo,Amount\n2026-11-04,SQ *BLUE BOTTLE 4711,card,-3.50\n2026-11-09,SQ *BLUE BOTTLE,card,-3.50\n"
    done = json.loads(wallet.ok("import", put(tmp_path, text), "@bank", "--json"))
    found = done["statements"][0]
    assert (found["new"], found["confirmed"], found["review"]) == (0, 2, 0)

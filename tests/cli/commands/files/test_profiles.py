"""``wallet profiles``, and the questions of ``import`` from which a profile comes."""

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet

PLAIN = "Date,Description,Amount\n05/03/2026,Tea house,-3.50\n06/03/2026,Cake,-4.00\n"
ODD = (
    'When,Shop,Note,Miles,Spent\n05/03/2026,Tea house,two cups,1.50,"3,500"\n06/03/2026,Cake,with cream,2.10,"4,500"\n'
)


@pytest.fixture
def wallet(bare: Wallet) -> Wallet:
    """A wallet in euro whose accounts begin with their first row."""
    return begun(bare, _wallet)


def _wallet(bare: Wallet) -> None:
    founded(bare)
    for name in ("cash", "bank", "card"):
        bare.ok("accounts", "add", name, "--kind", name)


@pytest.fixture
def plain(tmp_path: Path) -> str:
    return put(tmp_path, PLAIN)


def put(folder: Path, text: str, name: str = "tea-2026.csv") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def test_the_question_shows_rows_takes_a_digit_and_is_asked_once(wallet: Wallet, plain: str, tmp_path: Path) -> None:
    asked = wallet("import", plain, "@bank", tty=True, typed="x\n3\n2\n")
    assert (asked.status, asked.err.count("which number? [1]:")) == (0, 3)
    lines = asked.err.splitlines()
    assert lines[0] == "tea-2026.csv leaves something open:"
    assert lines[1].split() == ["Date", "Description", "Amount"]
    assert lines[2].split() == ["05/03/2026", "Tea", "house", "-3.50"]
    assert lines[4:7] == ["what day is 05/03/2026?", "  1 2026-03-05", "  2 2026-05-03"]
    assert "kept as profile tea; wallet profiles shows it" in asked.err
    assert "2026-05-03" in wallet.ok("history", "Tea house")
    done = wallet("import", put(tmp_path, PLAIN.replace("05/03", "07/03")), "@bank", tty=True)
    assert (done.status, "?" in done.err, "no file brought a row between" in done.err) == (0, False, True)


def test_enter_is_the_likely_answer_and_undo_takes_it_back(wallet: Wallet, plain: str) -> None:
    wallet.ok("import", plain, "@bank", tty=True, typed="\n")
    assert "2026-03-05" in wallet.ok("history", "Tea house")
    assert wallet.ok("profiles", "-q") == "tea\n"
    done = wallet.ok("log", "-l", "1", "-q").strip()
    wallet.ok("undo", done, "--yes")
    assert wallet.ok("profiles", "-q") == ""
    wallet.ok("redo", done, "--yes")
    assert wallet.ok("profiles", "-q") == "tea\n"


def test_a_dry_run_keeps_nothing(wallet: Wallet, plain: str) -> None:
    done = wallet("import", plain, "@bank", "-n", tty=True, typed="\n")
    assert "would be kept as profile tea" in done.err
    assert wallet.ok("profiles", "-q") == ""


def test_a_script_gets_the_line_that_answers(wallet: Wallet, plain: str) -> None:
    refused = wallet("import", plain, "@bank")
    assert refused.status == 2
    assert f"wallet import {plain} @bank --dates dmy" in " ".join(refused.err.split())
    assert wallet.ok("import", plain, "@bank", "--dates", "dmy").endswith("bank\t2\t0\t0\t0\t0\t0\n")


@pytest.mark.parametrize(
    ("slug", "text", "account"),
    [
        ("dates-ambiguous", PLAIN, "@bank"),
        (
            "decimal-ambiguous",
            PLAIN.replace("-3.50", '"-3,500"').replace("-4.00", "-4").replace("05/0", "25/0"),
            "@bank",
        ),
        ("sign-unknown", PLAIN.replace("-", "").replace("05/0", "25/0"), "@bank"),
        (
            "amount-column-unclear",
            ODD.replace("05/0", "25/0").replace("1.50", "-1.50").replace("3,500", "-3.50").replace("4,500", "4.50"),
            "@bank",
        ),
        ("payee-column-unclear", "When,Shop,Hue,Amount\n2026-03-05,Tea,red,-3.50\n2026-03-06,Bun,tan,-4.00\n", "@bank"),
        ("currency-unclear", "Date,Text,Amount\n2026-03-05,Tea,-3.50\n", "@both"),
    ],
)
def test_the_line_of_each_question_works(slug: str, text: str, account: str, wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("accounts", "add", "both", "--currency", "EUR,USD")
    refused = wallet("import", put(tmp_path, text), account, "--json")
    problem = json.loads(refused.err)
    assert (problem["slug"], refused.status) == (slug, 2)
    words = shlex.split(problem["params"]["corrected"])
    assert " ".join(words) in " ".join(problem["hint"].split())
    assert wallet(*words[1:]).status == 0


CARD = "Date,Description,Amount\n13/01/2026,TESCO,45.10\n14/01/2026,SHOP,-12.00\n"


def test_which_way_a_cards_rows_went_is_asked_once(wallet: Wallet, tmp_path: Path) -> None:
    card = put(tmp_path, CARD)
    refused = json.loads(wallet("import", card, "@card", "--json").err)
    assert (refused["slug"], refused["exit"]) == ("sign-of-debt", 2)
    assert refused["params"]["corrected"] == f"wallet import {card} @card --sign out"
    asked = wallet("import", card, "@card", tty=True, typed="1\n")
    lines = asked.err.splitlines()
    assert (asked.status, lines[2].split()) == (0, ["13/01/2026", "TESCO", "45.10"])
    assert lines[4:7] == ["amounts without a minus: which way did that money go?", "  1 spent", "  2 came in"]
    assert "-33.10" in wallet.ok("balance", "card", "--plain")
    wallet.ok("import", put(tmp_path, CARD.replace("45.10", "40.00")), "@card")
    assert "-40.00" in wallet.ok("history", "TESCO", "--plain")


def test_a_card_that_is_found_by_asking_is_read_as_one(wallet: Wallet, tmp_path: Path) -> None:
    paid = CARD.replace("SHOP", "PAYMENT RECEIVED - THANK YOU")
    wallet.ok("import", put(tmp_path, paid), tty=True, typed="card\n\n")
    assert "-33.10" in wallet.ok("balance", "card", "--plain")


def test_two_questions_are_asked_and_no_third(wallet: Wallet, tmp_path: Path) -> None:
    odd = put(tmp_path, ODD)
    asked = wallet("import", odd, "@bank", tty=True, typed="2\n1\n")
    assert (asked.status, asked.err.count("which number?")) == (2, 2)
    line = f"wallet import {odd} @bank --columns amount=5 --dates dmy --decimal ."
    assert line in " ".join(asked.err.split())
    assert wallet.ok("history", "Cake") == wallet.ok("history", "nothing")
    words = ("--columns", "amount=5,payee=2", "--decimal", ",")
    wallet.ok("import", odd, "@bank", *words, tty=True, typed="1\n1\n")
    assert "-3.50" in wallet.ok("history", "Tea house")
    shown = wallet.ok("profiles", "show", "tea", tty=True)
    assert ("day first" in shown, "spent" in shown, "Spent" in shown) == (True, True, True)


def test_columns_and_currency_can_be_said_and_wrong_ones_are_refused(wallet: Wallet, tmp_path: Path) -> None:
    odd = put(tmp_path, ODD)
    for words in ("amount", "amount=", "sum=3", "=3"):
        assert "the number of its column" in wallet("import", odd, "@bank", "--columns", words).err
    assert 'no column "9"' in wallet("import", odd, "@bank", "--columns", "amount=9").err
    assert wallet("import", odd, "@bank", "--currency", "EURO").status == 2
    text = "Date,Description,Amount\n2026-03-05,Tea,-3.50\n"
    refused = wallet("import", put(tmp_path, text))
    assert (refused.status, "--currency EUR" in refused.err) == (2, True)
    asked = wallet("import", put(tmp_path, text), tty=True, typed="bank\n")
    assert (asked.status, "which currency" in asked.err, "which account" in asked.err) == (0, False, True)


def test_the_number_in_a_table_says_its_currency_too(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("accounts", "add", "dollars", "--currency", "USD", "--iban", "DE89370400440532013000")
    text = "Date,Text,Amount,IBAN\n2026-03-05,Tea,-3.50,DE89370400440532013000\n"
    wallet.ok("import", put(tmp_path, text))
    assert "-3.50\tUSD" in wallet.ok("balance", "--plain")


def test_who_was_paid_is_asked_where_several_columns_could_say_it(wallet: Wallet, tmp_path: Path) -> None:
    text = "When,Shop,Colour,Amount\n2026-03-05,Tea house,green,-3.50\n2026-03-06,Cake,brown,-4.00\n"
    asked = wallet("import", put(tmp_path, text), "@bank", tty=True, typed="1\n")
    assert (asked.status, "which column says who was paid?" in asked.err) == (0, True)
    assert "Tea house" in wallet.ok("history", "Tea house")
    assert wallet("import", put(tmp_path, text.replace("Shop", "Place")), "@bank").status == 2


def test_a_wide_table_is_cut_around_the_column_in_question(wallet: Wallet, tmp_path: Path) -> None:
    names = ",".join(f"x{at}" for at in range(12))
    text = f"{names},Date,Amount,Text\n" + "".join(
        f"{'z,' * 12}0{day}/03/2026,-3.50,{'very long text ' * 4}\n" for day in (5, 6)
    )
    asked = wallet("import", put(tmp_path, text), "@bank", "--columns", "payee=15", tty=True, typed="1\n")
    assert (asked.status, "x5" in asked.err, "x1 " in asked.err) == (0, True, False)


def test_profiles_are_added_shown_exported_and_removed(wallet: Wallet, plain: str, tmp_path: Path) -> None:
    assert wallet("profiles", "add", plain).status == 2
    wallet.ok("profiles", "add", plain, "--dates", "dmy", "--name", "Tea Bank")
    listed = wallet.ok("profiles").splitlines()
    assert listed == ["name\tdates\tdecimal\tsign\tcurrency", "Tea Bank\tdmy\t.\tin\t"]
    assert wallet.ok("profiles", "show", "tea bank").splitlines()[1:] == [
        "Date\tday", "Description\tdescription", "Amount\tamount",
    ]  # fmt: skip
    body = json.loads(wallet.ok("profiles", "show", "tea bank", "--json"))
    assert (body["schema"], body["dates"], body["name"]) == ("wallet.profile/1", "dmy", "Tea Bank")
    assert json.loads(wallet.ok("profiles", "export", "tea bank")) == body
    out = str(tmp_path / "tea.json")
    assert "wrote" in wallet("profiles", "export", "tea bank", "-o", out).err
    assert json.loads(wallet.ok("profiles", "list", "--json"))["profiles"][0]["dates"] == "dmy"
    assert json.loads(wallet.ok("profiles", "--jsonl"))["schema"] == "wallet.profiles/1"
    assert "removed profile Tea Bank" in wallet.ok("profiles", "rm", "Tea Bank")
    missing = wallet("profiles", "show", "Tea Bank")
    assert missing.status == 3
    assert json.loads(wallet.ok("profiles", "add", out, "--json"))["profile"]["name"] == "Tea Bank"
    assert "did you mean Tea Bank?" in wallet("profiles", "rm", "Tea Bnak").err
    assert wallet.ok("profiles", "add", out) == "Tea Bank is already so; nothing was changed\n"
    log = wallet.ok("log", tty=True)
    assert ("kept profile Tea Bank" in log, "removed profile Tea Bank" in log) == (True, True)
    assert wallet("verify").status == 0


def test_a_profile_s_question_is_asked_too(wallet: Wallet, plain: str) -> None:
    assert "kept profile tea" in wallet.ok("profiles", "add", plain, tty=True, typed="\n")
    assert wallet.ok("import", plain, "@bank").endswith("bank\t2\t0\t0\t0\t0\t0\n")


def test_a_name_is_one_profile_s_and_the_line_that_frees_it_works(wallet: Wallet, plain: str, tmp_path: Path) -> None:
    wallet.ok("profiles", "add", plain, "--dates", "dmy")
    other = put(tmp_path, PLAIN.replace("Amount", "Amount,Balance"), "other.csv")
    refused = wallet("profiles", "add", other, "--dates", "dmy", "--name", "Tea")
    assert (refused.status, "wallet profiles rm Tea" in refused.err) == (5, True)
    wallet.ok("profiles", "rm", "Tea")
    wallet.ok("profiles", "add", other, "--dates", "dmy", "--name", "Tea")
    assert wallet("profiles", "add", "nowhere.csv").status == 2

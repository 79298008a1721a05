"""Every list at the widths of real terminals, in both languages, of books with long names.

No line is wider than the terminal, no amount is cut, and no word is cut in two: what stands on a narrow terminal is
made of the amounts and words that stand on one that is wide enough for all.
"""

import re

import pytest

from tests.cli.conftest import furnished
from tests.cli.driver import Wallet
from wallet_cli.domain.text import width
from wallet_cli.words.marks import MARKS

WIDE = 600
AMOUNT = re.compile(r"[-+]?(?:[€$¥£]|JP¥)[\d.,]*\d")
WORD = re.compile(r"[^\W_\u2e80-\U0003ffff]+")
OTHERS = {text[0] for text in MARKS.values()} | {"period", "amount"}
"""What stands on narrow terminals alone: letters for marks, titles of a report in rows."""
LISTS = [
    ("balance",),
    ("balance", "main-account-of-the-household"),
    ("history",),
    ("history", "-l", "0", "--sort", "amount"),
    ("history", "supermarkt"),
    ("history", "@main-account-of-the-household", "2026"),
    ("accounts",),
    ("accounts", "show", "main-account-of-the-household"),
    ("show", "t7"),
    ("show", "anna"),
    ("categories",),
    ("payees",),
    ("budget",),
    ("report", "2026"),
    ("report", "spending", "2026", "--by", "month"),
    ("report", "income", "2026", "--by", "month"),
    ("report", "cashflow", "2026", "--by", "month"),
    ("statement", "2026", "@main-account-of-the-household"),
    ("statement", "2026", "@招商银行信用卡（金卡）"),
    ("log",),
    ("keys",),
    ("status",),
    ("config",),
    ("doctor",),
]


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    """Books with long names, large amounts, a debt, several currencies and ten months."""
    made = furnished(Wallet(tmp_path_factory.mktemp("long")))
    made.ok(
        "accounts",
        "add",
        "main-account-of-the-household",
        "--kind",
        "bank",
        "--opening",
        "1234567.89",
        "--number",
        "DE89370400440532013000",
        "--alias",
        "the account that everything is paid from",
        "-d",
        "2026-01-01",
    )
    made.ok("accounts", "add", "招商银行信用卡（金卡）", "--kind", "card", "--owed", "23456.78", "-d", "2026-01-01")
    made.ok("accounts", "add", "dollars for travelling", "--kind", "bank", "--currency", "USD", "-d", "2026-01-01")
    made.ok("accounts", "add", "yen", "--kind", "cash", "--currency", "JPY", "--opening", "1234567", "-d", "2026-01-01")
    made.ok("categories", "add", "food:restaurants, cafés and canteens")
    home, card = "@main-account-of-the-household", "@招商银行信用卡（金卡）"
    made.ok(
        "pay",
        "1234.56",
        "Supermarkt am Bahnhof Zoologischer Garten",
        home,
        "+food",
        "--tag",
        "groceries",
        "-m",
        "a memo that says at some length what was bought there, and for whom",
        "--pending",
    )
    for month in range(1, 11):
        day = f"2026-{month:02}-10"
        made.ok(
            "pay",
            f"{month}234.56",
            "海底捞火锅店（人民广场店）",
            card,
            "+food:restaurants, cafés and canteens",
            "-d",
            day,
        )
        made.ok("receive", f"{month}2345.67", "Acme International Holdings", home, "+salary", "-d", day)
    made.ok("lend", "12345.67", home, "anna", "-m", "for the flat")
    made.ok("transfer", "5000.25", home, card, "--arrives", "2026-11-24")
    made.ok("exchange", "1000eur", "1082.01usd", home, "@dollars for travelling")
    made.ok("refund", "100", "--of", "t7")
    made.ok("undo", "o30", "--yes")
    for name, amount in (("food", "3000"), ("transport", "123456.78")):
        made.ok("budget", "set", name, amount)
    return made


def shown(wallet: Wallet, cells: int, language: str, argv: tuple[str, ...]) -> list[str]:
    wallet.width = cells
    out = wallet.ok(*argv, "--lang", language, tty=True)
    return re.sub(r"\x1b\[\d+m", "", out).splitlines()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argv", LISTS, ids=" ".join)
def test_a_list_fits_its_terminal_and_cuts_no_amount_and_no_word(
    long_names: Wallet, argv: tuple[str, ...], language: str
) -> None:
    whole = "\n".join(shown(long_names, WIDE, language, argv))
    words, amounts = set(WORD.findall(whole)), set(AMOUNT.findall(whole))
    for cells in (60, 80, 120):
        lines = shown(long_names, cells, language, argv)
        assert [line for line in lines if width(line) > cells] == [], cells
        text = "\n".join(lines)
        assert set(AMOUNT.findall(text)) - amounts == set(), cells
        assert set(WORD.findall(text)) - words - OTHERS == set(), cells


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "argv", [argv for argv in LISTS if argv[0] in ("balance", "history", "report", "statement")], ids=" ".join
)
def test_every_amount_of_the_books_is_there_however_narrow_the_terminal(
    long_names: Wallet, argv: tuple[str, ...], language: str
) -> None:
    whole, narrow = ("\n".join(shown(long_names, cells, language, argv)) for cells in (WIDE, 60))
    assert set(AMOUNT.findall(whole)) - set(AMOUNT.findall(narrow)) == set()
    refs = re.compile(r"(?m)\bt\d+$")
    assert len(refs.findall(whole)) == len(refs.findall(narrow)) or argv[0] not in ("history", "statement")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_ends_of_a_transfer_can_be_read_at_60_columns(long_names: Wallet, language: str) -> None:
    lines = shown(long_names, 60, language, ("history", "--min", "5000.25", "--max", "5000.25"))
    text = "".join("".join(lines).split())
    assert all(part in text for part in ("main-account-", "household", "→", "招商银行"))


SAID = [
    (),
    ("help",),
    ("help", "options"),
    ("help", "pay"),
    ("help", "batch"),
    ("help", "accounts", "add"),
    ("help", "emergency"),
    ("help", "simple"),
    ("pay", "1234.56", "海底捞火锅店（人民广场店）", "-n"),
    ("pay", "20", "Supermarkt am Bahnhof", "@dollars for travelling", "+food", "--charged", "21.5", "-n"),
    ("pay", "20", "A new restaurant at the corner", "@bank", "+food", "--with", "anna", "-d", "2026-10-11", "-n"),
    ("receive", "20", "Acme International Holding", "@main-account-of-the-household", "+salary", "-n"),
    ("transfer", "20", "@main-account-of-the-household", "@招商银行信用卡（金卡）", "-n"),
    ("edit", "t7", "t8", "t9", "+fun", "-n"),
    ("edit", "t7", "13.50", "-d", "y", "-n"),
    ("rm", "t9", "-n"),
    ("undo", "o1"),
    ("undo", "o3", "-n"),
    ("accounts", "close", "main-account-of-the-household"),
    ("init",),
    ("init", "main2"),
    ("pay", "1.234,50", "Tea", "@cash", "+food"),
    ("pay", "12.345", "Tea", "@cash", "+food"),
    ("balance", "nowhere"),
    ("history", "2026-13"),
    ("history", "zzz"),
    ("statement", "2019", "@cash"),
    ("export", "--format", "nix"),
    ("privacy",),
    ("doctor",),
    ("verify",),
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("argv", SAID, ids=lambda argv: " ".join(argv) or "alone")
def test_what_is_said_cuts_no_word_either(long_names: Wallet, argv: tuple[str, ...], language: str) -> None:
    long_names.env["WALLET_LANG"] = language
    for cells in (60, 80, 120):
        long_names.width = cells
        told = long_names(*argv, tty=True)
        text = re.sub(r"\x1b\[\d+m", "", told.out + told.err)
        wide = [line for line in text.splitlines() if width(line) > cells]
        # a line of one word, such as a path, or a command line that is copied whole has nowhere to be broken
        assert [line for line in wide if not re.fullmatch(r"\s*(\S+|'[^']*' \\|wallet .+)", line)] == [], cells
    del long_names.env["WALLET_LANG"]


@pytest.mark.parametrize("cells", [30, 40])
def test_a_table_that_is_too_wide_however_it_is_folded_says_a_column_a_line(long_names: Wallet, cells: int) -> None:
    argv = ("report", "cashflow", "2026", "--by", "month")
    lines = shown(long_names, cells, "en", argv)
    assert lines[:4] == ["period    2026-01", "income    €12,345.67", "spending  -€1,234.56", "net       €11,111.11"]
    assert lines[4] == ""
    whole = "\n".join(shown(long_names, WIDE, "en", argv))
    assert set(AMOUNT.findall("\n".join(lines))) == set(AMOUNT.findall(whole))

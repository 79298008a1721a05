"""``wallet log``: every command as a sentence, on any width, in both languages, with nothing that moves a cursor."""

from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement
from wallet_cli.domain.text import width

FOOD = ("pay", "12.50", "Coffee", "@cash", "+food")


def sentences(wallet: Wallet, count: int = 1) -> list[str]:
    """What the newest operations did, oldest first."""
    wallet.width = 200
    lines = wallet.ok("log", "-l", str(count), tty=True).splitlines()[1:]
    return [_plain(line).split("  ", 3)[3].strip() for line in reversed(lines)]


def _plain(line: str) -> str:
    return line.replace("\x1b[2m", "").replace("\x1b[0m", "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("pay 12.50 Coffee @cash +food", "paid €12.50 to Coffee from cash (food)"),
        ("pay 86 Dinner @bank +food --with anna", "paid €86.00 to Dinner from bank (food, anna)"),
        ("pay 45usd Hotel @card +travel --charged 41.87", "paid €41.87 to Hotel from card (travel)"),
        ("receive 2500 Acme @bank +salary", "received €2,500.00 from Acme into bank (salary)"),
        ("transfer 100 @bank @cash --fee 1.20", "moved €100.00 from bank to cash (fees)"),
        ("lend 20 anna @cash", "gave €20.00 to anna from cash"),
        ("borrow 20 anna @cash", "got €20.00 from anna into cash"),
        ("adjust @cash --to 61.30", "cash held €61.30 on 2026-11-20, adjusted by -€258.70"),
        ("adjust @cash --to 320", "cash held €320.00 on 2026-11-20"),
        ("budget set food 300 --from 2026-11", "food: €300.00 a month from 2026-11"),
        ("budget account bank off", "bank doesn't count for the budget"),
        ("accounts add purse --kind cash --opening 5", "added account purse (cash), with €5.00"),
        ("accounts add loan --kind loan", "added account loan (loan)"),
        ("accounts rename card visa", "renamed card to visa"),
        ("accounts close card", "closed card"),
        ("accounts edit bank --number 1", "changed account bank"),
        ("accounts rm anna", "removed account anna"),
        ("categories add food:bar", "added category food:bar"),
        ("categories rm gifts", "removed category gifts"),
        ("config set numbers 1.234,50", "numbers are written 1.234,50"),
        ("config set owner Ada", "owner: Ada"),
        ("config set unlock-for 8h", "unlock-for: 8h"),
        ("config set confirm-above 500.50eur", "confirm-above: 500.50eur"),
        ("config set fee-category other", "fee-category: other"),
        ("export --since last --state nightly", 'export "nightly" has reached o5'),
    ],
)
def test_a_command_is_told_as_a_sentence(wallet: Wallet, line: str, told: str) -> None:
    wallet.ok(*line.split())
    assert sentences(wallet) == [told]


def test_what_follows_something_names_it(wallet: Wallet) -> None:
    wallet.ok(*FOOD)
    told = "paid €12.50 to Coffee from cash (food)"
    for argv, sentence in (
        (("edit", "t3", "-m", "x"), f"changed t3: {told}"),
        (("edit", "t3", "--void"), f"made t3 void: {told}"),
        (("edit", "t3", "--unvoid"), f"changed t3: {told}"),
        (("rm", "t3"), f"removed t3: {told}"),
        (("undo", "o10"), f"undid o10: removed t3: {told}"),
        (("redo", "o10"), f"redid o10: removed t3: {told}"),
        (("undo", "o12"), f"undid o10: removed t3: {told}"),
        (("refund", "5", "--of", "t3"), "received €5.00 from Coffee into cash (food)"),
    ):
        wallet.ok(*argv)
        assert sentences(wallet) == [sentence]
    wallet.ok("accounts", "add", "usd", "--currency", "USD")
    wallet.ok("exchange", "100eur", "108.20usd", "@bank", "@usd")
    assert sentences(wallet) == ["exchanged €100.00 for $108.20, bank to usd"]


def test_an_undone_setting_says_what_holds_now(wallet: Wallet) -> None:
    wallet.ok("config", "set", "numbers", "1.234,50")
    told = wallet.ok("undo", "o6")
    assert "Undid o6 (config set): numbers are written 1.234,50" in told and "now: numbers are written 1,234.50" in told
    wallet.ok("config", "set", "unlock-for", "8h")
    wallet.ok("config", "set", "unlock-for", "4h")
    assert "now: unlock-for: 8h" in wallet.ok("undo", "o9", "--plain")


def test_budgets_payees_and_trees(wallet: Wallet) -> None:
    for line in ("budget set food 300", "budget set fun 50", "pay 1 Kiosk @cash +fun", "pay 1 Bude @cash +fun"):
        wallet.ok(*line.split())
    wallet.ok("categories", "add", "food:bar")
    for line, told in (
        ("budget move 20 food fun", "food: €280.00 in 2026-11; fun: €70.00 in 2026-11"),
        ("budget carry food on", "food: overspending stays in it from 2026-11"),
        ("budget carry food off", "food: overspending no longer stays in it from 2026-11"),
        ("budget hold 10", "€10.00 of 2026-11 held for later"),
        ("budget rm fun", "fun: no longer budgeted"),
        ("payees rename Kiosk Laden", "renamed payee Kiosk to Laden"),
        ("payees alias Laden Shop", "payee Laden, also called: Kiosk, Shop"),
        ("payees merge Bude Laden", "merged payee Bude into Laden; transactions: 1"),
        ("categories rename food meals", "renamed food to meals, and 1 more"),
    ):
        wallet.ok(*line.split())
        assert sentences(wallet) == [told]


def test_files_and_several_at_once(wallet: Wallet, tmp_path: Path) -> None:
    rows = [row("20261112", "-5.00"), row("20261113", "-6.00")]
    (tmp_path / "bank.ofx").write_bytes(ofx(statement(rows)))
    wallet.ok("import", str(tmp_path / "bank.ofx"), "--account", "bank")
    assert sentences(wallet) == ["imported bank.ofx (ofx): 2 new"]
    wallet.ok("rm", "t3", "t4")
    (tmp_path / "lines").write_text("pay 1 Kiosk @cash +fun\npay 2 Bude @cash +fun\n")
    wallet.ok("batch", str(tmp_path / "lines"))
    assert sentences(wallet, 2) == ["removed 2 transactions", "recorded 2 transactions"]
    wallet.ok("export", "-o", str(tmp_path / "books.jsonl"))
    second = Wallet(tmp_path)
    second.data, second.state = tmp_path / "data2", tmp_path / "state2"
    second.ok("init", "--currency", "EUR", "--no-input")
    second.ok("import", str(tmp_path / "books.jsonl"))
    assert sentences(second, 2) == ["made the wallet, in EUR", "imported books.jsonl (jsonl): 4 new"]


def test_narrow_terminals_lose_columns_and_nothing_runs_over(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "招商银行", "--kind", "bank")
    wallet.ok("pay", "3500", "面馆\u202e\x1b[31m吃饭", "@招商银行", "+food", tty=True)
    wallet.ok("undo", "o7")
    wallet.terminal = "tty2"
    shown = {}
    for cells in (60, 80, 120):
        wallet.width = cells
        shown[cells] = [_plain(line) for line in wallet.ok("log", tty=True).splitlines()]
        assert max(width(line) for line in shown[cells]) <= cells
        assert "\x1b" not in "".join(shown[cells])
        assert "\u202e" not in "".join(shown[cells])
    assert [line.split()[1:3] for line in (shown[60][0], shown[80][0], shown[120][0])] == [
        ["what", "it"],
        ["command", "what"],
        ["command", "what"],
    ]
    assert "where" in shown[120][0]
    ops = [line for line in shown[120] if line.startswith("o")]
    assert "tty1" in ops[1]
    assert [line.endswith("undone") for line in ops[:3]] == [False, True, False]
    # what follows a Chinese name is below what follows an English one
    places = {width(line[: line.index("paid")]) for line in shown[60] if line.startswith("o7")}
    assert places == {width(shown[60][0][: shown[60][0].index("what")])}


def test_a_period_shows_what_was_done_in_it(wallet: Wallet) -> None:
    every = wallet.ok("log", "-q").split()
    wallet.microseconds += 40 * 86_400_000_000
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    later = [op for op in wallet.ok("log", "-q").split() if op not in every]
    days = wallet.ok("log").splitlines()
    first, last = days[-1].split("\t")[1][:7], days[1].split("\t")[1][:7]
    assert first != last
    for argv in ((last,), ("-p", last), (f"{last}..",)):
        assert wallet.ok("log", *argv, "-q").split() == later
    assert wallet.ok("log", f"..{first}", "-q").split() == every
    assert wallet.ok("log", "all", "-q").split() == [*later, *every]
    assert wallet("log", "2019", tty=True).err == "nothing was done then\n"
    for argv in ((last, "-p", first), (last, "--since", "11-01"), (last, "--until", "11-01")):
        assert '"several-periods"' in wallet("log", *argv, "--json").err

"""``--plain`` on a terminal: every verb says all in words, and what it says is what the table shows."""

import random
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import furnished
from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Spec

SAID = set(" \n.,:;!?'\"()[]<>{}/\\|@#+-=*&%_~`^$€£¥₿…“”、。，：；？！（）《》＋＠")
"""What may stand beside letters and digits: punctuation that is said or paused at, signs that are typed, currencies.
No arrow, dot in the middle, dash for a range, minus sign of typography, bar, block, rule, tick, cross, or escape.
"""
LETTERS = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u4e00-\u9fff]")
NAMES = ("cash", "bank", "card", "anna", "usd", "food", "salary", "home", "Coffee", "Dinner", "Acme", "Lunch", "fees")
STORY = """
pay 12.50 Coffee @cash +food -d 2026-11-18 -m "two cups"
pay 86 Dinner @card +food --with anna
pay 40 Market @cash +food=30 +home --pending
receive 2500 Acme @bank +salary
transfer 200 @bank @cash
accounts add usd --kind bank --currency USD
exchange 100eur 108.20usd @bank @usd
lend 30 @cash @anna
borrow 10 @anna @cash
repay 5 @anna @cash
refund 5 --of t4
adjust @cash --to 400
edit t3 13.50 -m three
rm t5
undo -y
redo -y
log
history
history coffee
balance
balance anna
show t3
show t4
show o9
show bank
show Coffee
accounts edit bank --number DE89370400440532013000
qr request 25 Lunch --to bank --name Ada
qr show --text bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.001
qr read --text bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.001
budget set food 50
budget set home 100
budget move 5 home food
pay 90 Feast @cash +food
budget cover food
budget hold 20
budget carry food on
budget account usd off
budget show
budget explain food
budget rm home
statement 2026-11 @bank
statement 2026-11 @card
report summary
report spending
report income
report cashflow
report 2026
report summary 2026-10..2026-11
accounts list
accounts add old --kind cash --opening 5
accounts show bank
accounts rename old older
adjust @older --to 0
accounts close older
accounts add spare --kind cash
accounts rm spare
categories list
categories add pets
categories show food
categories rename pets animals
categories edit animals --alias zoo
categories close animals
categories merge gifts fun -y
categories rm animals
payees add Landlord --iban DE89370400440532013000
payees edit Landlord --iban ""
payees list
payees show Coffee
payees rename Coffee Cafe
payees alias Cafe Kaffee
payees merge Dinner Cafe -y
!payees rm Acme
batch {folder}/lines
export --format csv -o {folder}/books.csv -y
export --format jsonl -o {folder}/books.jsonl -y
import {folder}/books.jsonl -n
imports
profiles add {folder}/tea.csv
profiles export tea
profiles rm tea
rules add tea +food --tag leaf
rules edit r1 --above 1
rules test
rules off r1 branch
rules on r1 branch
rules apply --yes
rules
rules list --shipped
rules rm r1
!import {folder}/books.csv
init -w second --currency EUR
unlock
lock
status
passphrase -n
keys list
keys add keyfile --new-key-file {folder}/key
keys test --key-file {folder}/key
keys rename keyfile other
keys revoke other -y
keys rotate -n
backup {folder}/a.backup
!restore {folder}/a.backup
restore {folder}/a.backup -w third
verify
privacy
erase -n
config
config get currency
config set owner Ada
config plain on
doctor
help
help pay
help accounts
help scams
!pay nonsense
!balance nobody
"""
"""A line for every verb. What is refused, behind a !, shows how errors are said."""
UNSAID = {
    "completion": "prints a program for a shell",
    "demo": "runs other commands, which are here",
}


def test_every_verb_has_its_line() -> None:
    lines = [line.lstrip("!").split() for line in STORY.splitlines() if line]
    for entry in registry.ENTRIES:
        described = registry.load(entry)
        verbs = [] if isinstance(described, Spec) else [verb.name for verb in described.verbs]
        told = {line[1] if len(line) > 1 else "" for line in lines if line[0] == entry.name}
        missing = set(verbs) - told - {"list", "show"}
        assert entry.name in UNSAID or (told and not missing), f"{entry.name}: {missing}"


def _machine(folder: Path, language: str) -> Wallet:
    folder.mkdir()
    made = furnished(Wallet(folder))
    made.env["WALLET_LANG"], made.width = language, 200
    made.random = random.Random(7).randbytes
    (folder / "lines").write_text("4 Bread @cash +food\n5 Bread @cash +food\n")
    (folder / "tea.csv").write_text("Date,Description,Amount\n2026-11-03,Tea,-3.50\n")
    key = folder / "key"
    key.touch(mode=0o600)
    key.write_bytes(bytes(range(64)))
    return made


def _said(wallet: Wallet, line: str, *options: str) -> str:
    words = shlex.split(line.lstrip("!").format(folder=wallet.folder))
    secrets = [PASSPHRASE] * 6
    result = wallet(*words, *options, tty=True, typed="\n" * 6, secrets=secrets)
    assert bool(result.status) == line.startswith("!") and result.status != 1, f"{line}: {result.err}"
    return (result.out + result.err).replace(str(wallet.folder), "")


def _facts(text: str) -> set[str]:
    """The amounts, days, short names, counts and names in a text."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    found = set(re.findall(r"[€$]?\b\d[\d,.:-]*\d\b|\b[tos]\d+\b|\b\d\b", text))
    return {each.lstrip("€$") for each in found} | {name for name in NAMES if re.search(rf"\b{name}\b", text)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verb_says_in_words_what_its_table_shows(tmp_path: Path, language: str) -> None:
    plain, table = _machine(tmp_path / "plain", language), _machine(tmp_path / "table", language)
    for line in filter(None, STORY.splitlines()):
        said, shown = _said(plain, line, "--plain"), _said(table, line)
        strange = {char for char in said if char not in SAID and not LETTERS.match(char)}
        assert not strange, f"{line}: {strange}\n{said}"
        if not line.startswith("help"):  # a code's picture has digits in its escapes only
            assert _facts(shown) <= _facts(said), f"{line}: {_facts(shown) - _facts(said)}\n{shown}\n{said}"


def test_nothing_is_told_by_where_it_stands(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", tty=True)
    history = wallet.ok("history", "--plain", "-l", "1", tty=True)
    assert history.splitlines() == [
        "date: 2026-11-20", "payee: Coffee", "amount: minus €12.50", "account, category: cash, food", "t3",
    ]  # fmt: skip
    for line in ("balance", "history", "accounts", "categories", "log", "show t3", "config", "keys", "help", "doctor"):
        text = wallet.ok(*line.split(), "--plain", tty=True)
        assert not re.search(r"\S {2,}\S", text), text


def test_amounts_below_zero_are_said_so(wallet: Wallet) -> None:
    wallet.ok("pay", "400", "Market", "@cash", "+food", tty=True)
    assert "balance: minus €80.00" in wallet.ok("balance", "cash", "--plain", tty=True)
    assert "余额：负€80.00" in wallet.ok("balance", "cash", "--plain", "--lang", "zh", tty=True)


def test_names_that_people_gave_stay_as_they_are(wallet: Wallet) -> None:
    wallet.ok("pay", "4", "A · B → C", "@cash", "+food", "--force")
    assert "payee: A · B → C" in wallet.ok("history", "--plain", tty=True)


def test_the_setting_and_the_environment_do_the_same(wallet: Wallet) -> None:
    told = wallet.ok("balance", "--plain", tty=True)
    assert told != wallet.ok("balance", tty=True)
    wallet.env["WALLET_PLAIN"] = "1"
    assert wallet.ok("balance", tty=True) == told
    del wallet.env["WALLET_PLAIN"]
    wallet.ok("config", "plain", "on")
    assert wallet.ok("balance", tty=True) == told
    assert wallet.ok("balance", "--table") == told
    wallet.env["WALLET_PLAIN"] = "off"
    assert wallet.ok("balance", tty=True) != told


def test_into_a_pipe_it_is_rows_as_without_it(wallet: Wallet) -> None:
    wallet.ok("transfer", "5", "@cash", "@bank")
    before = wallet.ok("history"), wallet.ok("log")
    assert (wallet.ok("history", "--plain"), wallet.ok("log", "--plain")) == before
    wallet.ok("config", "plain", "on")
    assert wallet.ok("history") == before[0]


def test_todays_picture_and_the_welcome_are_said(wallet: Wallet, tmp_path: Path) -> None:
    assert "money: €1,570.00: bank €1,250.00, cash €320.00" in wallet.ok("--plain", tty=True)
    (tmp_path / "new").mkdir()
    new = Wallet(tmp_path / "new")
    assert "mistake: wallet undo" in new.ok("--plain", tty=True).splitlines()


def test_a_question_says_what_can_be_answered(wallet: Wallet) -> None:
    asked = wallet("categories", "merge", "gifts", "fun", "--plain", tty=True, typed="yes\n")
    assert "[y/N]" not in asked.err

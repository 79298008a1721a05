"""Makes the kept vault of a version: a month of commands, and the balances that must come out for ever.

``python -m tests.vaults.make 0003`` writes tests/vaults/0003 anew. Run it only before the version is released.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement

HERE = Path(__file__).parent
DAYS = (*(f"2026-10-{day:02}" for day in (1, 15, 31)), "2026-11-20")

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("init", "--currency", "EUR", "--no-input"),
    ("accounts", "add", "cash", "--kind", "cash", "--opening", "320", "-d", "2026-10-01"),
    ("accounts", "add", "bank", "--kind", "bank", "--opening", "1250", "-d", "2026-10-01"),
    ("accounts", "add", "visa", "--kind", "card", "--owed", "420", "-d", "2026-10-01"),
    ("accounts", "add", "支付宝", "--kind", "ewallet", "--currency", "CNY", "--opening", "500", "-d", "2026-10-02"),
    ("accounts", "add", "anna", "--kind", "person"),
    ("receive", "2500", "Acme", "@bank", "+salary", "-d", "2026-10-02"),
    ("pay", "12.50", "Coffee", "@cash", "+food", "-d", "2026-10-03", "--tag", "treat", "-m", "with Ben"),
    ("pay", "35", "午饭", "@支付宝", "+food", "-d", "2026-10-03"),
    ("pay", "300", "Market", "@bank", "+food=220", "+home", "-d", "2026-10-05"),
    ("pay", "86", "Dinner", "@visa", "+food", "--with", "anna", "-d", "2026-10-06"),
    ("transfer", "500", "@bank", "@cash", "--fee", "1.20", "-d", "2026-10-08"),
    ("exchange", "100eur", "780cny", "@bank", "@支付宝", "-d", "2026-10-10"),
    ("pay", "45", "Shoes", "@bank", "+fun", "-d", "2026-10-12"),
    ("refund", "5", "--of", "t12", "-d", "2026-10-14"),
    ("repay", "43", "anna", "@cash", "-d", "2026-10-16"),
    ("edit", "t6", "13.50"),
    ("pay", "9", "Mistake", "@cash", "+other", "-d", "2026-10-17"),
    ("undo", "--yes", "o18"),
    ("budget", "set", "food", "300"),
    ("adjust", "@visa", "--owed", "506", "-d", "2026-10-20"),
    ("accounts", "rename", "visa", "card"),
    ("config", "set", "numbers", "1.234,50"),
    ("pay", "30", "Book", "@card", "+fun", "--pending", "-d", "2026-11-02"),
)  # fmt: skip

WITH_IDS: tuple[tuple[str, ...], ...] = (
    *COMMANDS,
    ("pay", "3", "Kiosk", "@cash", "+fun", "-d", "2026-10-18", "--id", "kiosk"),
    ("receive", "3", "Kiosk", "@cash", "+salary", "-d", "2026-10-18"),
    ("pay", "70", "Clinic", "@bank", "+other", "-d", "2026-10-19", "--id", "clinic"),
    ("rm", "t19", "--erase-body", "--yes"),
)  # fmt: skip
STATEMENT = ofx(
    statement(
        [
            row("20261118", "-4.50", "Kiosk", "K1", "card 1234", "<CHECKNUM>12"),
            row("20261118", "4.50", "Kiosk"),
            row("20261119", "-7.00", "Mistake"),
        ],
        closing="2801.80",
    )
)
WITH_FACTS: tuple[tuple[str, ...], ...] = (
    *WITH_IDS,
    ("accounts", "edit", "bank", "--also", "1234", "--also", "招商银行(1234)"),
    ("import", "bank.ofx", "@bank"),
    ("edit", "t20", "+fun", "-d", "2026-11-17"),
    ("rm", "t22"),
)  # fmt: skip
"""At the end a row of a statement is edited, and another one removed."""
MADE = {"0001": COMMANDS, "0002": WITH_IDS, "0003": WITH_FACTS}
"""What was done in each; 0001 has records of version 1, which today's wallet reads and doesn't write; 0003 has the
third layout of the tables: facts beside postings, further numbers of an account, rows that were seen.
"""


def balances(wallet: Wallet) -> dict[str, object]:
    """What the balances are on some days, as the command tells them."""
    return {day: json.loads(wallet.ok("balance", "--json", "-d", day))["accounts"] for day in DAYS}


def make(version: str) -> None:
    """Write the vault of ``version`` and its expected balances."""
    with tempfile.TemporaryDirectory() as folder:
        wallet = Wallet(Path(folder))
        (Path(folder) / "bank.ofx").write_bytes(STATEMENT)
        for command in MADE[version]:
            wallet.ok(*[str(Path(folder) / word) if word == "bank.ofx" else word for word in command])
        wallet.ok("verify")
        target = HERE / version
        target.mkdir(exist_ok=True)
        for name in ("wallet.db", "wallet.keys"):
            shutil.copyfile(wallet.data / "main" / name, target / name)
        text = json.dumps(balances(wallet), ensure_ascii=False, indent=1)
        (target / "balances.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(sys.argv[1])

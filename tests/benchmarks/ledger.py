"""A ledger for the benchmark where no other generator is at hand: seeded, the same bytes on every run.

``main(n, folder)`` writes ``n.full.csv`` (one row a posting) and ``n.journal`` (for hledger and ledger).
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

START, DAYS = date(2020, 1, 1), 1827
BANK = "Assets:Bank:ICBC:Checking"
SOURCES = (BANK, "Assets:Wallet:Alipay", "Assets:Cash", "Liabilities:CreditCard:Visa")
SHOPS = (
    ("Luckin Coffee", "Expenses:Food:Coffee", 900, 3200), ("Hema Fresh", "Expenses:Food:Groceries", 2000, 60000),
    ("老王菜场", "Expenses:Food:Groceries", 500, 15000), ("Metro", "Expenses:Transport:Metro", 300, 1000),
    ("State Grid", "Expenses:Home:Utilities", 5000, 40000), ("Cinema", "Expenses:Fun:Cinema", 3500, 12000),
)  # fmt: skip
HEAD = [
    "txn",
    "date",
    "status",
    "payee",
    "note",
    "tag",
    "link",
    "account",
    "amount",
    "commodity",
    "price",
    "price_commodity",
]


def main(n: int, folder: str | Path) -> None:
    """Write the ledger of ``n`` transactions."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(20260101 + n)
    with (folder / f"{n}.full.csv").open("w", newline="") as rows, (folder / f"{n}.journal").open("w") as journal:
        out = csv.writer(rows)
        out.writerow(HEAD)
        for number in range(n):
            day = START + timedelta(days=number * DAYS // n)
            if number % 15 == 0:
                payee, postings = "ACME Ltd", ((BANK, 900000), ("Income:Salary", -900000))
            elif number % 15 == 7:
                amount = rng.randint(10000, 100000)
                payee, postings = "Repayment", (("Liabilities:CreditCard:Visa", amount), (BANK, -amount))
            else:
                payee, category, low, high = rng.choice(SHOPS)
                amount = rng.randint(low, high)
                postings = ((category, amount), (rng.choice(SOURCES), -amount))
            journal.write(f"{day} * {payee}\n")
            for account, minor in postings:
                text = f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"
                out.writerow([number, day, "*", payee, "", "", "", account, text, "CNY", "", ""])
                journal.write(f"    {account}    {text} CNY\n")
            journal.write("\n")

"""Small bank files as a bank would deliver them, and the way they take into the books."""

from collections.abc import Sequence
from io import BytesIO

from wallet_cli.services.files import bank_import, source
from wallet_cli.services.files.imported import MOVE, Choices, Imported
from wallet_cli.services.files.statement_account import Choose
from wallet_cli.services.session import Session

SKIPS = Choices(skip_refused=True, before_opening=MOVE)
IBAN = "DE89370400440532013000"


def row(day: str, amount: str, name: str = "Coffee", bank_id: str = "", memo: str = "", more: str = "") -> str:
    """One movement; ``day`` is YYYYMMDD."""
    fields = (("DTPOSTED", day), ("TRNAMT", amount), ("FITID", bank_id), ("NAME", name), ("MEMO", memo))
    return (
        "<STMTTRN><TRNTYPE>OTHER" + "".join(f"<{tag}>{value}" for tag, value in fields if value) + more + "</STMTTRN>"
    )


def pending(day: str, amount: str, name: str = "Coffee", bank_id: str = "") -> str:
    """One movement that the bank has not booked yet."""
    return row(day, amount, name, bank_id).replace("DTPOSTED", "DTTRAN").replace("STMTTRN>", "STMTTRNP>")


def statement(
    rows: Sequence[str], number: str = "532013000", bank: str = "37040044", code: str = "EUR", closing: str = ""
) -> str:
    """One statement; ``closing`` is the balance at the end of 2026-11-20."""
    balance = f"<LEDGERBAL><BALAMT>{closing}<DTASOF>20261120</LEDGERBAL>" if closing else ""
    account = f"<BANKACCTFROM><BANKID>{bank}<ACCTID>{number}<ACCTTYPE>CHECKING</BANKACCTFROM>" if number else ""
    unit = f"<CURDEF>{code}" if code else ""
    return f"<STMTRS>{unit}{account}<BANKTRANLIST>{''.join(rows)}</BANKTRANLIST>{balance}</STMTRS>"


def ofx(*statements: str) -> bytes:
    """A file of statements."""
    return ("OFXHEADER:100\n<OFX>\n" + "\n".join(statements) + "\n</OFX>\n").encode()


def take(
    session: Session,
    data: bytes,
    account: str | None = "bank",
    *,
    choose: Choose | None = None,
    choices: Choices = SKIPS,
) -> Imported:
    """Import a file; what can't be used is left out."""
    return take_all(session, [data], account, choose=choose, choices=choices)


def take_all(
    session: Session,
    files: Sequence[bytes],
    account: str | None = "bank",
    *,
    choose: Choose | None = None,
    choices: Choices = SKIPS,
) -> Imported:
    """Import several files as one."""
    found = [source.source(BytesIO(data), f"bank{at or ''}.ofx") for at, data in enumerate(files)]
    return bank_import.record(session, bank_import.planned(session, found, account, choose), choices)


def counts(done: Imported) -> list[tuple[int, int, int]]:
    """(new, confirmed, known) of each statement."""
    return [(each.new, each.confirmed, each.known) for each in done.statements]


def reasons(done: Imported) -> list[tuple[str, str]]:
    """(status, reason) of each row."""
    return [(fate.status, fate.reason) for each in done.statements for fate in each.fates]

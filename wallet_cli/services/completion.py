"""What a shell may offer at TAB: names from the books, each with a word about it, and the words of a kind.

Reads a few rows, decides nothing.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.store.books import accounts, recent

TYPE_CHECKING = False
if TYPE_CHECKING:  # the tables are loaded where they are asked for
    from wallet_cli.formats import facts
    from wallet_cli.services.session import Session

    FormatOption = facts.Option

Offer = tuple[str, str]
"""What would be typed, and a word about it."""

LIMIT = 50
"""How many payees, transactions or operations are offered at once."""


def nodes(session: Session, among: tuple[str, ...]) -> list[Offer]:
    """Open accounts or categories of these kinds, by path."""
    return [(node.path, node.kind) for node in accounts.every(session.db, among) if not node.closed]


def accounts_of(session: Session) -> list[Offer]:
    """Open money accounts."""
    return nodes(session, kinds.money())


def categories(session: Session) -> list[Offer]:
    """Open categories."""
    return nodes(session, kinds.categories())


def people(session: Session) -> list[Offer]:
    """Persons who owe or are owed."""
    return nodes(session, kinds.people())


def payees(session: Session, start: str) -> list[Offer]:
    """Payees whose name begins with ``start``; where none does, those whose Chinese name does in pinyin."""
    found = recent.payees(session.db, start, LIMIT)
    if not found and start.isascii() and start[:1].isalpha():
        known = accounts.chinese_payees(session.db)
        if known:
            from wallet_cli.domain import pinyin

            found = list(dict.fromkeys(name for shown, name in known if pinyin.begins(start, shown)))[:LIMIT]
    return [(name, "") for name in found]


def transactions(session: Session) -> list[Offer]:
    """The latest transactions by short name, with day (ISO 8601) and payee."""
    rows = recent.transactions(session.db, LIMIT)
    return [(f"t{row}", f"{date.fromordinal(day).isoformat()} {payee}".rstrip()) for row, day, payee in rows]


def operations(session: Session) -> list[Offer]:
    """The latest operations by short name, with their command."""
    return [(f"o{row}", command) for row, command in recent.operations(session.db, LIMIT)]


def currencies(session: Session) -> list[Offer]:
    """The currencies that the vault has used."""
    return [(code, "") for code in accounts.scales(session.db)]


def profiles(session: Session) -> list[Offer]:
    """How tables are read, by the profiles' names."""
    from wallet_cli.services.files import profiles as kept

    return [(each.name, "") for each in kept.listing(session)]


def rules(session: Session) -> list[Offer]:
    """What becomes of banks' rows, by the rules' names."""
    from wallet_cli.services.files.rules import kept

    return [(each.name, " ".join(each.terms)) for each in kept.listing(session)]


def things(session: Session) -> list[Offer]:
    """Whatever ``show`` knows: open accounts and categories, the latest transactions and operations."""
    return [*nodes(session, kinds.usable()), *transactions(session), *operations(session)]


def export_formats() -> tuple[str, ...]:
    """The formats in which whole books are written."""
    from wallet_cli.formats import facts

    return facts.names(facts.BOOK_WRITER)


def statement_formats() -> tuple[str, ...]:
    """The formats in which a statement is written."""
    from wallet_cli.formats import facts

    return facts.names(facts.BANK_WRITER)


def import_formats() -> tuple[str, ...]:
    """The formats that can be read."""
    from wallet_cli.formats import facts

    return facts.names(facts.BANK_READER, facts.BOOK_READER)


def export_options() -> tuple[FormatOption, ...]:
    """The options that the formats of whole books declare."""
    from wallet_cli.formats import facts

    return facts.writing_options(facts.BOOK_WRITER)


def statement_options() -> tuple[FormatOption, ...]:
    """The options that the formats of statements declare."""
    from wallet_cli.formats import facts

    return facts.writing_options(facts.BANK_WRITER)


def import_options() -> tuple[FormatOption, ...]:
    """The options that the formats that are read declare."""
    from wallet_cli.formats import facts

    return facts.reading_options()


def redactions() -> tuple[str, ...]:
    """What can be redacted, together and alone."""
    from wallet_cli.services.redaction import MEMOS, PAYEES, WORDS

    return (f"{PAYEES},{MEMOS}", ",".join(WORDS), *WORDS)


def schemes() -> list[Offer]:
    """The schemes in which payment codes are made, each with its proper name."""
    from wallet_cli.schemes import facts

    return [(each.name, each.title) for each in facts.makers()]


def scheme_names() -> tuple[str, ...]:
    """The same, each with the word that people know it by."""
    from wallet_cli.schemes import facts

    return tuple(f"{each.name} ({each.network})" for each in facts.makers())


def settings() -> tuple[str, ...]:
    """The names of the settings."""
    from wallet_cli.services.things import settings as configuring

    return configuring.NAMES

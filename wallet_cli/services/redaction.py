"""Books and statements for someone who needs the figures and not the names: redacted here, before a format sees them.

What always holds: of what was asked to go nothing is left in any format. A payee becomes a number, counted by first
appearance in what is written, so that nothing can be guessed from it (a digest could be: names are few). A bank's own
texts, ids and facts go along, because they hold names and memos. Amounts, dates, accounts and categories stay.
"""

from __future__ import annotations

from wallet_cli.domain.files.statement import BookEntry, BookTransaction, ChangeEntry, PayeeDeclaration
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAYEES, MEMOS, TAGS = "payees", "memos", "tags"
WORDS = (PAYEES, MEMOS, TAGS)
"""What can be redacted."""


class Texts(NamedTuple):
    """The texts of one movement."""

    payee: str
    memo: str
    delivered: str
    bank_id: str


def read_words(text: str) -> tuple[str, ...]:
    """``payees,memos`` as the words of ``WORDS`` that it names; raises UsageProblem("redact-unknown")."""
    named = [part.strip().lower() for part in text.replace("，", ",").split(",")]
    for part in named:
        if part not in WORDS:
            raise UsageProblem("redact-unknown", word=part, known=WORDS)
    return tuple(word for word in WORDS if word in named)


class Redactor:
    """Redacts what goes into one file, or into files that belong together; ``prefix`` begins each pseudonym."""

    def __init__(self, words: Iterable[str], prefix: str = "payee-") -> None:
        self._words = frozenset(words)
        self._prefix = prefix
        self._pseudonyms: dict[str, str] = {}

    def entries(self, entries: Iterable[BookEntry]) -> Iterator[BookEntry]:
        """Whole books, redacted."""
        for entry in entries:
            if isinstance(entry, BookTransaction):
                yield self._transaction(entry)
            elif not (isinstance(entry, PayeeDeclaration) and PAYEES in self._words):
                # payees are declared by name: their order alone would reveal names
                yield entry

    def changes(self, entries: Iterable[ChangeEntry]) -> Iterator[ChangeEntry]:
        """Changes of books, redacted."""
        for entry in entries:
            if isinstance(entry, BookTransaction):
                yield self._transaction(entry)
            elif not (isinstance(entry, PayeeDeclaration) and PAYEES in self._words):
                yield entry

    def texts(self, texts: Texts) -> Texts:
        """The texts of a statement's movement, redacted."""
        if self._drops_banks_texts:
            texts = texts._replace(delivered="", bank_id="")
        if MEMOS in self._words:
            texts = texts._replace(memo="")
        return texts._replace(payee=self._payee(texts.payee))

    @property
    def _drops_banks_texts(self) -> bool:
        return bool(self._words & {PAYEES, MEMOS})

    def _payee(self, name: str) -> str:
        if PAYEES not in self._words or not name:
            return name
        return self._pseudonyms.setdefault(name, f"{self._prefix}{len(self._pseudonyms) + 1}")

    def _transaction(self, entry: BookTransaction) -> BookTransaction:
        postings = entry.postings
        if self._drops_banks_texts:
            entry = entry._replace(
                delivered="", postings=tuple([each._replace(bank_id="", facts=()) for each in postings])
            )
        if MEMOS in self._words:
            entry = entry._replace(memo="")
        if TAGS in self._words:
            entry = entry._replace(tags=())
        return entry._replace(payee=self._payee(entry.payee))

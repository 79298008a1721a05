"""Books as a plain-text journal, write only, in a form that hledger and ledger both take at their strictest.

That is ``hledger check -s ordereddates`` and ``ledger --strict --pedantic``. Accounts, their parents, commodities,
payees and tags are declared, at the latest just before they are first used. Amounts are exact and literal: an exchange
shows its two conversion postings instead of a price, so that sums per account and currency are ours. The transaction's
id is its code, and what a bank says beside a posting becomes tags of it. Void transactions are comments. What the
syntax gives a meaning to is replaced by a look-alike: JSON lines are the lossless form. Transactions must come by date.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, parents
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookEntry,
    BookPosting,
    BookTransaction,
    CurrencyDeclaration,
    RuleDeclaration,
)
from wallet_cli.domain.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from wallet_cli.domain.money import Money
    from wallet_cli.formats import hledger as itself
    from wallet_cli.formats.base import BookWriter

    _held: BookWriter = itself

_MARKS = {"pending": "! ", "reconciled": "* "}
_LOOKALIKES = str.maketrans({";": "；", "|": "¦"})
# in comments "name:" is a tag and "[…]" a date
_COMMENT_LOOKALIKES = str.maketrans({":": "：", "[": "［", "]": "］"})
_VALUE_LOOKALIKES = str.maketrans({",": "，", "[": "［", "]": "］"})
_MEANT_BY_TOOLS = frozenset({"date", "date2", "payee", "type", "value", "uuid"})


def write(books: Iterable[BookEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
    """All of ``books``, streaming: what is kept is the names declared so far; ``redacted`` is said in a comment."""
    journal = _Journal()
    out.write(b"; -*- ledger -*-\n")
    if redacted:
        out.write(f"; redacted by wallet: {', '.join(redacted)}\n".encode())
    for entry in books:
        lines = journal.lines(entry)
        out.write("".join(line + "\n" for line in lines).encode("utf-8", errors="replace"))


class _Journal:
    """The names declared so far."""

    def __init__(self) -> None:
        self._declared: set[str] = set()
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def lines(self, entry: BookEntry) -> list[str]:
        if isinstance(entry, BookTransaction):
            return self._transaction(entry)
        if isinstance(entry, AccountDeclaration):
            return self._account(self._name(entry.path, entry.type, entry.kind))
        if isinstance(entry, CurrencyDeclaration):
            return self._directive("commodity", _commodity(entry.currency.code))
        if isinstance(entry, RuleDeclaration):  # hledger has none
            return []
        return self._directive("payee", _payee(entry.name))

    def _directive(self, word: str, name: str) -> list[str]:
        line = f"{word} {name}"
        if line in self._declared:
            return []
        self._declared.add(line)
        return [line]

    def _account(self, name: str) -> list[str]:
        return [line for path in (*reversed(parents(name)), name) for line in self._directive("account", path)]

    def _name(self, path: str, type_: str, kind: str) -> str:
        """The journal's name of an account: under one of the five usual roots, and no two accounts under one name."""
        key = f"{type_} {path}"
        if key not in self._names:
            root = kinds.of(kind).root
            base = name = SEPARATOR.join(_component(part) for part in path.split(SEPARATOR))
            if root != kinds.EQUITY or base.split(SEPARATOR)[0] != root:
                base = name = f"{root}:{base}"
            n = 1
            while name in self._taken:
                n += 1
                name = f"{base} ({n})"
            self._taken.add(name)
            self._names[key] = name
        return self._names[key]

    def _transaction(self, entry: BookTransaction) -> list[str]:
        payee = _payee(entry.payee or entry.delivered)
        if entry.void or not entry.postings:
            why = "void" if entry.void else "without postings"
            return ["", f"; {why}: {entry.date.isoformat()} ({entry.uid}) {payee}"]
        names = [self._name(posting.account, posting.type, posting.kind) for posting in entry.postings]
        tags = [_tag(tag) for tag in entry.tags]
        before = self._directive("payee", payee)
        told = dict.fromkeys(name for posting in entry.postings for name, _value in posting.facts)
        for tag in (*tags, *map(_tag, told)):
            before += self._directive("tag", tag)
        for name, posting in zip(names, entry.postings, strict=True):
            before += self._account(name) + self._directive("commodity", _commodity(posting.amount.currency.code))
        memo = _one_line(entry.memo).translate(_COMMENT_LOOKALIKES)
        return [
            *before,
            "",
            f"{entry.date.isoformat()} ({entry.uid}) {payee}",
            *([f"    ; {memo}"] if memo else []),
            *(f"    ; {tag}:" for tag in tags),
            *(
                line
                for name, posting in zip(names, entry.postings, strict=True)
                for line in _posting(name, posting, entry)
            ),
        ]


def _posting(name: str, posting: BookPosting, entry: BookTransaction) -> list[str]:
    day = f"  ; [{posting.date.isoformat()}]" if posting.date != entry.date else ""
    line = f"    {_MARKS.get(posting.state, '')}{name}  {_amount(posting.amount)}{day}"
    return [line, *(f"      ; {_tag(fact)}: {_value(text)}" for fact, text in posting.facts)]


def _amount(money: Money) -> str:
    return f"{plain(money.minor, money.currency.scale)} {_commodity(money.currency.code)}"


def _commodity(code: str) -> str:
    """Bare if it is ASCII letters alone; anything else, a digit first for instance, in quotes."""
    if code.isascii() and code.isalpha():
        return code
    return '"' + (_one_line(code).replace('"', "'") or "-") + '"'


def _one_line(text: str) -> str:
    """Single blanks only: two end an account's name."""
    return " ".join(visible(text).translate(_LOOKALIKES).split())


def _value(text: str) -> str:
    """The value of a tag: a comma would end it."""
    return _one_line(text).translate(_VALUE_LOOKALIKES)


def _component(part: str) -> str:
    return _one_line(part) or "-"


def _payee(text: str) -> str:
    return _one_line(text) or "-"


def _tag(text: str) -> str:
    name = re.sub(r"[^\w-]+", "-", visible(text)).strip("-") or "tag"
    return f"tag-{name}" if name.casefold() in _MEANT_BY_TOOLS else name

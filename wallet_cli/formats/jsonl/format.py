"""JSON lines: whole books, without loss. One record a line, the schema first, a count last (``base.BookFormat``).

    {"schema": "wallet.books/1"}
    {"record": "currency", "code": "EUR", "scale": 2}
    {"record": "account", "id": "…", "account": "food:coffee", "type": "category", "kind": "expense", …}
    {"record": "payee", "id": "…", "name": "Coffee", "aliases": []}
    {"record": "transaction", "id": "…", "date": "2026-11-21", "payee": "Coffee", …, "postings": [{"account": "cash", …,
     "amount": {"currency": "EUR", "amount": "-12.50", "minor": "-1250", "scale": 2}}, …]}
    {"record": "end", "records": 4}

Every key is always there; what is missing is null or empty. Amounts are strings, debit positive; ``minor`` and
``scale`` count, ``amount`` is for the eye and must agree. Keys of a later version are ignored; another schema's number
is not. Redacted books say so in the first line (``"redacted": ["payees"]``) and are not read back: invented names would
mix with real ones.
"""

from wallet_cli.domain.files.statement import Score
from wallet_cli.formats.jsonl.reader import read
from wallet_cli.formats.jsonl.writer import SCHEMA, write

__all__ = ["SCHEMA", "read", "sniff", "write"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.formats.base import BookFormat
    from wallet_cli.formats.jsonl import format as itself

    _held: BookFormat = itself


def sniff(head: bytes) -> Score:
    """Sure of a first line that names the schema, in whatever version; of changes too, to say what they are."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    named = b'"wallet.books/' in first or b'"wallet.changes/' in first
    return Score.SURE if first.startswith(b"{") and named else Score.NO

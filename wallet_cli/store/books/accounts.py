"""Finding accounts, categories and payees in the books: by exact name or alias, by uid, or all of them."""

from __future__ import annotations

from wallet_cli.domain.account import NUMBERS_BETWEEN, SEPARATOR, WIDE_SEPARATOR, Account, Payee, name_key
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_COLUMNS = "a.id, a.uid, a.path, a.kind, a.currencies, a.number, a.closed"


class Node(NamedTuple):
    """A row of the tree without its aliases: what most commands need. ``row`` is local to this vault."""

    row: int
    uid: bytes
    path: str
    kind: str
    currencies: tuple[str, ...]
    number: str
    closed: bool
    also: tuple[str, ...] = ()

    @property
    def account(self) -> Account:
        """The same without the row and the aliases."""
        return Account(self.uid, self.path, self.kind, self.currencies, self.number, (), self.closed, self.also)


def _node(row: tuple[Any, ...]) -> Node:
    number, *also = row[5].split(NUMBERS_BETWEEN)
    return Node(row[0], row[1], row[2], row[3], tuple(row[4].split()), number, bool(row[6]), tuple(also))


def named(kinds: Iterable[str]) -> str:
    """Names of kinds as SQL compares with them: ``('cash', 'bank')``."""
    return "(" + ", ".join("'" + kind.replace("'", "''") + "'" for kind in kinds) + ")"


def find(db: Any, name: str) -> Node | None:
    """The account or category with exactly this name or alias (folded), or this uid in hex."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM account_name AS n JOIN account AS a ON a.id = n.account"  # noqa: S608
        " WHERE n.name = ? AND a.gone = 0",
        (name_key(name),),
    ).fetchone()
    if row is None and len(name) == 32:
        try:
            return by_uid(db, bytes.fromhex(name))
        except ValueError:
            return None
    if row is None and WIDE_SEPARATOR in name:
        return find(db, name.replace(WIDE_SEPARATOR, SEPARATOR))
    return _node(row) if row else None


def by_uid(db: Any, uid: bytes) -> Node | None:
    """The account or category with this uid."""
    row = db.execute(f"SELECT {_COLUMNS} FROM account AS a WHERE a.uid = ? AND a.gone = 0", (uid,)).fetchone()  # noqa: S608
    return _node(row) if row else None


def every(db: Any, kinds: Iterable[str] | None = None) -> list[Node]:
    """All accounts and categories that aren't gone, by path; only those of ``kinds`` where given."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM account AS a WHERE a.gone = 0 ORDER BY a.path").fetchall()  # noqa: S608
    wanted = None if kinds is None else set(kinds)
    return [_node(row) for row in rows if wanted is None or row[3] in wanted]


def by_row(db: Any) -> Mapping[int, Node]:
    """Every account ever, by its row: to name the accounts of many postings."""
    return {row[0]: _node(row) for row in db.execute(f"SELECT {_COLUMNS} FROM account AS a")}  # noqa: S608


def aliases(db: Any, node: Node) -> tuple[str, ...]:
    """The names an account answers to besides its path."""
    rows = db.execute("SELECT shown FROM account_name WHERE account = ? ORDER BY name", (node.row,))
    return tuple(row[0] for row in rows if row[0] != node.path)


def names(db: Any) -> list[tuple[int, str]]:
    """Every name and alias as it is shown, with the row of its account."""
    rows = db.execute("SELECT account, shown FROM account_name ORDER BY name")
    return [(row[0], row[1]) for row in rows]


def find_payee(db: Any, name: str) -> Payee | None:
    """The payee with exactly this name or alias (folded)."""
    row = db.execute(
        "SELECT p.uid, p.name FROM payee_name AS n JOIN payee AS p ON p.id = n.payee WHERE n.name = ? AND p.gone = 0",
        (name_key(name),),
    ).fetchone()
    return Payee(row[0], row[1]) if row else None


def payees_beside(db: Any, name: str, count: int) -> list[str]:
    """The names of payees that are beside ``name`` in the alphabet, up to ``count`` before it and as many behind."""
    query = (
        "SELECT p.name FROM payee_name AS n JOIN payee AS p ON p.id = n.payee"
        " WHERE n.name {} ? AND p.gone = 0 ORDER BY n.name {} LIMIT ?"
    )
    sides = (("<", "DESC"), (">", "ASC"))
    return [row[0] for side in sides for row in db.execute(query.format(*side), (name_key(name), count))]


def chinese_payees(db: Any) -> list[tuple[str, str]]:
    """The payees with a name that begins with a Chinese character: (the name or alias, the payee's name)."""
    rows = db.execute(
        "SELECT n.shown, p.name FROM payee_name AS n JOIN payee AS p ON p.id = n.payee"
        " WHERE n.name >= ? AND n.name < ? AND p.gone = 0 ORDER BY n.name",
        ("\u4e00", "\ua000"),
    )
    return [(row[0], row[1]) for row in rows]


def payee_by_uid(db: Any, uid: bytes) -> Payee | None:
    """The payee with this uid, with its aliases."""
    row = db.execute("SELECT id, name FROM payee WHERE uid = ? AND gone = 0", (uid,)).fetchone()
    if row is None:
        return None
    names = db.execute("SELECT shown FROM payee_name WHERE payee = ? ORDER BY name", (row[0],))
    return Payee(uid, row[1], tuple(each[0] for each in names if each[0] != row[1]))


def scale_of(db: Any, code: str) -> int | None:
    """The scale under which this vault keeps a currency; None before its first use."""
    row = db.execute("SELECT scale FROM currency WHERE code = ?", (code,)).fetchone()
    return int(row[0]) if row else None


def scales(db: Any) -> dict[str, int]:
    """The scale of every currency that this vault has used."""
    return {row[0]: int(row[1]) for row in db.execute("SELECT code, scale FROM currency ORDER BY code")}

"""Which account a bank's statement is of: the one named, else the one that has its number, else the one asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from wallet_cli.domain import kinds
from wallet_cli.domain.account import number_key
from wallet_cli.domain.files import beginning
from wallet_cli.domain.files.seen import Keys
from wallet_cli.domain.files.statement import StatementHead
from wallet_cli.domain.text import is_marked
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.files import ewallet_places, import_kept, likely_accounts
from wallet_cli.services.files.identified import TAIL_DIGITS, by_number, is_number, is_of
from wallet_cli.services.files.imported import BY_ANSWER, BY_NAME, BY_NUMBER, BY_PLATFORM, BY_TABLE
from wallet_cli.services.files.matching import comparable
from wallet_cli.store.books import accounts, balances, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.imported import Assigned
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

Choose = Callable[[StatementHead, str], "str | ewallet_places.Fresh"]
"""Asks for the account of a statement in the file of this name; answers the account's name, or one that is to be made.
"""


def account_of(
    session: Session,
    head: StatementHead,
    file: str,
    named: Node | None,
    choose: Choose | None,
    rows: Sequence[Row] = (),
) -> tuple[Node, str]:
    """The account of a statement, and how it was found; one that is made holds what its ``rows`` are in, any currency
    where these are several.

    UsageProblem("import-account-missing", "import-account-unsaid"), NotFound, Refused("statement-of-other-account",
    "statement-of-other-platform").
    """
    known = by_number(session, head)
    if named:
        if known and known.uid != named.uid:
            raise Refused("statement-of-other-account", account=named.path, number=head.account, owner=known.path)
        other = ewallet_places.other_platform(named, head)
        if other and not known:
            platform = ewallet_places.platform_of(head)
            raise Refused("statement-of-other-platform", account=named.path, platform=platform, owner=other)
        return named, BY_NUMBER if known else BY_NAME
    if known:
        return known, BY_NUMBER
    found = ewallet_places.account_of(session, head)
    if found is not None and not (found.number and is_number(head.account)):
        return found, BY_PLATFORM
    before = _of_table(session, head)
    if before is not None and _fits(session, before, head, rows):
        return before, BY_TABLE
    if choose is None:
        if not is_number(head.account):
            raise UsageProblem("import-account-unsaid")
        raise UsageProblem("import-account-missing", number=head.account)
    chosen = choose(head, file)
    if isinstance(chosen, str):
        return names.own_account(session, chosen), BY_ANSWER
    codes = {row.amount.currency.code for row in rows if row.moves_money}
    if (codes and chosen.currency not in codes) or len(codes) > 1:
        chosen = chosen._replace(currency=next(iter(codes)) if len(codes) == 1 else "")
    return ewallet_places.made(session, chosen), BY_ANSWER


def _of_table(session: Session, head: StatementHead) -> Node | None:
    """The only account that earlier tables with this header were of, where none of them says whose it is."""
    header = import_kept.nameless_table(head)
    found = import_kept.of_table(session, header) if header else ()
    nodes = [node for node in names.own_accounts(session) if node.uid in found]
    return nodes[0] if len(found) == len(nodes) == 1 else None


def _fits(session: Session, node: Node, head: StatementHead, rows: Sequence[Row]) -> bool:
    """Whether a statement goes on where an account's books are: they know some of its rows, or hold what it begins
    with. Two accounts of one bank have tables of one kind.
    """
    codes = {row.amount.currency.code for row in rows}
    if not rows or (node.currencies and not codes <= set(node.currencies)):
        return False
    if seen.found(session.db, node.row, Keys().of([comparable(row) for row in rows])):
        return True
    before = beginning.before_first(head, rows)
    if before is None or not seen.are_any(session.db, node.row):
        return False
    day = min(row.booking_date for row in rows) - timedelta(1)
    held = balances.without_pending(session.db, node.row, codes.pop(), day)
    return held in ((before, -before) if kinds.of(node.kind).debt else (before,))


def likely(session: Session, head: StatementHead, file: str = "") -> list[Node]:
    """The own accounts that a statement in the file of this name may be of, the likely ones first."""
    return likely_accounts.ordered(session, head, file, _of_table(session, head))


def learnable(session: Session, statements: Iterable[Assigned]) -> dict[bytes, tuple[Node, str]]:
    """The accounts (by uid) that have no number yet and whose statements all name the same one: that number; where they
    name none, a card's last digits by which no account is known. A number with signs that aren't seen is none.
    """
    heads: dict[bytes, tuple[Node, list[StatementHead]]] = {}
    for each in statements:
        is_new = is_number(each.head.account) and not is_marked(each.head.account)
        if is_new and not each.account.number and not by_number(session, each.head):
            heads.setdefault(each.account.uid, (each.account, []))[1].append(each.head)
    found = {uid: (node, tail) for uid, (node, tail) in _tails(session, statements).items() if tail}
    for uid, (node, told) in heads.items():
        # one bank's files name an account by its IBAN, by its number, or by both
        longest = max((_written(head.account) for head in told), key=len)
        if all(is_of(number_key(longest), number_key(head.account), number_key(head.bank)) for head in told):
            found[uid] = node, longest
    return found


def _tails(session: Session, statements: Iterable[Assigned]) -> dict[bytes, tuple[Node, str]]:
    """The last digits of the only card that an account's statements name; "" where they name several."""
    found: dict[bytes, tuple[Node, str]] = {}
    for each in statements:
        tails = [
            tail for tail in each.head.card_tails if len(tail) >= TAIL_DIGITS and tail.isdecimal() and tail.isascii()
        ]
        if tails and not is_number(each.head.account) and not by_number(session, each.head):
            one = tails[0] if len(tails) == 1 else ""
            had = found.get(each.account.uid, (each.account, one))[1]
            found[each.account.uid] = each.account, one if one == had else ""
    return found


def _written(number: str) -> str:
    """A number as it is kept: an IBAN in capitals; what is none, an address for example, as it came."""
    text = number.replace(" ", "")
    return text.upper() if text.isalnum() and any(map(str.isdigit, text)) else text


def learn(session: Session, work: Operation, node: Node, number: str) -> None:
    """Keep the number of an account in the operation of an import; a card's last digits among its further ones."""
    work.flush()
    node = accounts.by_uid(session.db, node.uid) or node
    known = tuple(accounts.aliases(session.db, node))
    if is_tail(number):
        work.put_account(node.account._replace(also=(*node.also, number), aliases=known))
    else:
        work.put_account(node.account._replace(number=number, aliases=known))


def is_tail(number: str) -> bool:
    """Whether this is a card's last digits rather than a number."""
    return len(number) == TAIL_DIGITS and number.isdecimal()

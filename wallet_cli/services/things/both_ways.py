"""A category for both directions: what is given and what is received under one name, such as 红包.

Two categories, because each keeps its one flow: the second is right below the first, and a line that names the first
means the one whose flow it needs. So no report, envelope or file ever meets a category of two flows.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, Account
from wallet_cli.errors import Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.things.accounts import add_in, require_free
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.session import Session


class Pair(NamedTuple):
    """A category and the one below it for the other flow; ``op`` is "" where both were there already."""

    op: str
    category: Account
    other: Account
    dry_run: bool = False


def add(session: Session, path: str, last_parts: dict[str, str], aliases: Sequence[str] = ()) -> Pair:
    """Make a category serve both directions; one that isn't there is made for spending first.

    ``last_parts`` is how the second is called below the first, by its flow.

    Raises Refused("name-taken", "parent-kind").
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        path = names.checked_path(path)
        found = accounts.find(session.db, path)
        if found is None:
            first = add_in(session, work, Account(b"", path, kinds.categories(kinds.SPENT)[0], (), "", tuple(aliases)))
        elif found.account.is_category:
            first = found.account._replace(aliases=accounts.aliases(session.db, found))
        else:
            raise Refused("name-taken", name=path, by="", owner=found.path, noun="accounts")
        flow = kinds.SPENT if kinds.of(first.kind).flow == kinds.EARNED else kinds.EARNED
        there = names.below(session, first, flow)
        if there:
            second = there[0].account._replace(aliases=accounts.aliases(session.db, there[0]))
        else:
            below = first.path + SEPARATOR + last_parts[flow]
            require_free(session, below)
            second = add_in(session, work, Account(b"", below, kinds.categories(flow)[0]))
    return Pair(work.ref, first, second, session.dry_run)

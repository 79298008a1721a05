"""Finding accounts, categories and payees by what was typed. Recording needs an exact name, alias or id."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, Payee, name_key
from wallet_cli.domain.text import clean
from wallet_cli.errors import Damaged, NotFound, Refused, UsageProblem
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.account import Account
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

NAME_CHARACTERS = 200
NEW = 0
"""The row of a person who is made with what is recorded."""
_FORBIDDEN = "@+=%#\"'"
UNCATEGORISED = {
    kinds.SPENT: {"en": "uncategorised", "zh": "未分类"},
    kinds.EARNED: {"en": "uncategorised-income", "zh": "未分类收入"},
}
"""Where a bank's row goes whose payee has no category yet, by the language of the categories; made where none is there,
and answering to the English name in any language.
"""
COMES_IN = ("receive", "refund")
"""The commands whose payee is where money comes from."""
WITH_OTHERS = ("pay", *COMES_IN)
"""The commands that have a payee."""


def checked_path(path: str) -> str:
    """A path fit for the tree; raises UsageProblem("bad-name") for empty parts and for signs that the line uses."""
    parts = [clean(part, limit=NAME_CHARACTERS) for part in path.split(SEPARATOR)]
    if not all(parts) or any(sign in path for sign in _FORBIDDEN) or parts[0].startswith("-"):
        raise UsageProblem("bad-name", name=clean(path, limit=NAME_CHARACTERS))
    return SEPARATOR.join(parts)


def addable(name: str) -> str:
    """``name`` where an account or a category can get it, "" where none can."""
    try:
        return checked_path(name) and name
    except UsageProblem:
        return ""


def account(session: Session, name: str, *, closed: bool = False, beside: Sequence[str] = ()) -> Node:
    """The money account of this exact name, alias or id; refuses a closed one unless ``closed``. The names ``beside``
    it in the line aren't offered for it.
    """
    found = _found(session, name)
    if found is None or not found.account.is_money:
        if found is not None and found.account.is_category:
            raise NotFound("category-not-account", name=name, corrected="")
        raise NotFound(
            "no-such-account", name=name, new=addable(name), near=_near(session, name, kinds.money(), beside)
        )
    if found.closed and not closed:
        raise Refused("account-closed", account=found.path)
    return found


def category(session: Session, name: str, *, closed: bool = False, flow: str = "", beside: Sequence[str] = ()) -> Node:
    """The category of this exact name, alias or id; refuses a closed one unless ``closed``. One that the session adds
    is of ``flow``. The names ``beside`` it in the line aren't offered for it.
    """
    found = _found(session, name)
    if found is None and flow and name in session.new_categories:
        return accounts.Node(NEW, session.new_uid(), checked_path(name), kinds.categories(flow)[0], (), "", False)
    if found is None or not found.account.is_category:
        if found is not None and found.account.is_money:
            raise NotFound("account-not-category", name=name, corrected="")
        near = _near(session, name, kinds.categories(), beside)
        raise NotFound("no-such-category", name=name, new=addable(name), near=near)
    if found.closed and not closed:
        raise Refused("category-closed", category=found.path)
    return found


def is_in_an_account(session: Session, text: str) -> bool:
    """Whether an account has this name, or has it in its path."""
    found = _found(session, text)
    if found is not None and found.account.is_money:
        return True
    return any(name_key(text) in name_key(node.path) for node in accounts.every(session.db, kinds.money()))


def meant_account(session: Session, name: str) -> str:
    """The path of the one open own account that ``name`` clearly means part of or spells, "" for none or several."""
    from wallet_cli.services import near_names

    found = near_names.meant(session, name, kinds.own())
    return found[0] if len(found) == 1 else ""


def below(session: Session, category: Account, flow: str) -> list[Node]:
    """The open categories right below one whose money flows the other way."""
    shown = accounts.every(session.db, kinds.categories(flow))
    return [node for node in shown if not node.closed and node.path.rpartition(SEPARATOR)[0] == category.path]


def uncategorised(session: Session, name: str) -> list[Node]:
    """What a look at ``+uncategorised`` finds, in any language: all that has no category yet, income too; [] for any
    other name.
    """
    if name_key(name) not in UNCATEGORISED[kinds.SPENT].values():
        return []
    every = [accounts.find(session.db, each) for by_language in UNCATEGORISED.values() for each in by_language.values()]
    return list({node.row: node for node in every if node and node.account.is_category}.values())


def category_called(session: Session, name: str) -> str:
    """The path of the category of this name, closed or not, as it is typed; "" where there is none."""
    found = accounts.find(session.db, name)
    return typed(found.path) if found is not None and found.account.is_category else ""


def person(session: Session, name: str) -> Node:
    """The person of this exact name; refused with the command that adds one, unless the session adds them."""
    found = _found(session, name)
    if found is None and name in session.new_people:
        return accounts.Node(NEW, session.new_uid(), checked_path(name), kinds.people()[0], (), "", False)
    if found is not None and not kinds.of(found.kind).is_person:
        raise NotFound("not-a-person", name=found.path)
    if found is None:
        raise NotFound("no-such-person", name=name, new=addable(name), near=_near(session, name, kinds.people()))
    if found.closed:
        raise Refused("account-closed", account=found.path)
    return found


def new_among(nodes: Iterable[Node]) -> tuple[Account, ...]:
    """Those that are not in the books yet, to be made with what is recorded."""
    return tuple(node.account for node in nodes if node.row == NEW)


def own_account(session: Session, name: str, beside: Sequence[str] = ()) -> Node:
    """The own account of this exact name: a person is refused, because debts have their own verbs."""
    found = account(session, name, beside=beside)
    if kinds.of(found.kind).is_person:
        raise Refused("person-not-account", person=typed(found.path))
    return found


def own_accounts(session: Session) -> list[Node]:
    """The open own accounts, by path: where only one is, it needn't be named."""
    return [node for node in accounts.every(session.db) if node.account.is_own and not node.closed]


def is_same(session: Session, name: str, path: str) -> bool:
    """Whether ``name`` is one of the names of the account at ``path``."""
    found = accounts.find(session.db, name)
    return found is not None and found.path == path


def is_kind(session: Session, name: str, among: Sequence[str]) -> bool:
    """Whether ``name`` is one of the names of something of these kinds."""
    found = accounts.find(session.db, name)
    return found is not None and found.kind in among


def typed(path: str) -> str:
    """A name as it is typed behind a sigil: blanks as ``-``."""
    return path.replace(" ", "-")


def any_node(session: Session, name: str) -> Node:
    """The account or category of this exact name, closed ones too."""
    found = accounts.find(session.db, name)
    if found is None or found.account.type == kinds.EQUITY:
        raise NotFound("no-such-account", name=name, new=addable(name), near=_near(session, name, kinds.usable()))
    return found


def equity(session: Session, path: str) -> Node:
    """One of the three equity accounts that every vault has. Raises Damaged("equity-account-missing")."""
    found = accounts.find(session.db, path)
    if found is None:
        raise Damaged("equity-account-missing", account=path)
    return found


def payee(session: Session, text: str, *, literal: bool = False) -> tuple[Payee, bool]:
    """The payee of this text and whether it is new; a name that is an own account is refused. ``literal``: it isn't the
    pinyin of another.

    The lines that would be right are put in by the caller, who knows what else was typed.
    """
    name = clean(text, limit=NAME_CHARACTERS)
    if not name:
        raise UsageProblem("payee-missing", corrected="")
    own = accounts.find(session.db, name)
    if own is not None and own.account.is_own:
        raise Refused("payee-is-account", name=own.path, corrected="", other="", line="")
    found = accounts.find_payee(session.db, name) or (None if literal else _spelled(session, name))
    return (found, False) if found else (Payee(session.new_uid(), name), True)


def _found(session: Session, name: str) -> Node | None:
    """The account or category of this exact name, or the one that was taken for it."""
    found = accounts.find(session.db, name)
    if found is None and session.meant:
        return accounts.find(session.db, session.meant.get(name, name))
    return found


def _spelled(session: Session, name: str) -> Payee | None:
    """The payee whose Chinese name this is in letters, where a person types and sees the answer."""
    if session.meant is None or not name.isascii():
        return None
    from wallet_cli.services import near_names

    meant = near_names.payee(session, name)
    if meant:
        session.meant[name] = meant
    return accounts.find_payee(session.db, meant) if meant else None


def _near(session: Session, name: str, among: tuple[str, ...], beside: Sequence[str] = ()) -> tuple[str, ...]:
    from wallet_cli.services import near_names

    return tuple(typed(path) for path in near_names.near(session, name, among, beside))

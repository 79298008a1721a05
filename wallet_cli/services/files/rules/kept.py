"""Rules in the vault: their order, their names, and what changes of them. Each change is one operation.

What always holds: a name "r3" is never another rule's, not even after it was removed; every rule has one place.
"""

from __future__ import annotations

import json

from wallet_cli.domain.account import name_key
from wallet_cli.domain.operation import RULE
from wallet_cli.domain.rules import payee_names
from wallet_cli.domain.rules.rule import Rule, from_json
from wallet_cli.domain.text import names_near
from wallet_cli.errors import NotFound
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import entities, items
from wallet_cli.store.journal.entities import Item, keyed_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

FIRST, LAST, BEFORE, AFTER = "first", "last", "before", "after"
"""Where a rule goes among the others."""
GAP = 1024
"""Between the places of two rules: room for others before all get new places."""


class RuleMade(NamedTuple):
    """What an operation on rules did: ``op`` is "o12", "" where it was so already; ``rule`` as it is now."""

    op: str
    rule: Rule
    dry_run: bool = False


class RuleSwitched(NamedTuple):
    """The rules that were switched on or off by ``op``; none where they were so already."""

    op: str
    names: tuple[str, ...]
    dry_run: bool = False


def listing(session: Session) -> list[Rule]:
    """One's own rules in their order."""
    found = [(name, json.loads(body)) for name, body in items.every(session.db, RULE)]
    return sorted((from_json(name, body) for name, body in found if "place" in body), key=_order)


def _order(rule: Rule) -> tuple[int, str]:
    return rule.place, rule.name


def find(session: Session, name: str) -> Rule:
    """The rule of this name; NotFound("no-such-rule")."""
    every = listing(session)
    found = next((each for each in every if name_key(each.name) == name_key(name)), None)
    if found is None:
        known = [*(each.name for each in every), *(each.name for each in payee_names.SHIPPED)]
        raise NotFound("no-such-rule", name=name, near=names_near(name, known))
    return found


def shipped_off(session: Session) -> frozenset[str]:
    """The names of the rules that ship and are off."""
    return frozenset(name for name, body in items.every(session.db, RULE) if "place" not in json.loads(body))


def switch(session: Session, wanted: Sequence[str], *, on: bool) -> RuleSwitched:
    """Switch rules on or off, one's own and those that ship, in one operation. NotFound("no-such-rule")."""
    off = shipped_off(session)
    changed = []
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        for name in dict.fromkeys(wanted):
            shipped = payee_names.find(name)
            rule = None if shipped else find(session, name)
            if shipped and (shipped.name in off) == on:
                if on:
                    work.drop_item(RULE, shipped.name)
                else:
                    work.put_item(keyed_item(RULE, shipped.name, {"off": True}))
                changed.append(shipped.name)
            elif rule and rule.is_off == on:
                _put(session, work, rule._replace(is_off=not on))
                changed.append(rule.name)
    return RuleSwitched(work.ref if changed else "", tuple(changed), session.dry_run)


def path_of(session: Session) -> Callable[[str], str]:
    """Names an account or category by its uid (hex)."""

    def path(uid: str) -> str:
        node = accounts.by_uid(session.db, bytes.fromhex(uid))
        return node.path if node is not None else uid

    return path


def is_free(session: Session, name: str) -> bool:
    """Whether a rule can be called so: a name like "r3" that none has, or had."""
    number = name[1:]
    is_name = name[:1] == "r" and number.isascii() and number.isdecimal() and number[:1] != "0" and len(number) < 10
    return is_name and name not in items.ever(session.db, RULE)


def next_name(session: Session) -> str:
    """A name that no rule has, or had."""
    numbers = [int(name[1:]) for name in items.ever(session.db, RULE) if name[1:].isdecimal()]
    return f"r{max(numbers, default=0) + 1}"


def add(session: Session, rule: Rule, where: str, beside: str = "") -> RuleMade:
    """Keep a new rule: FIRST, LAST, or BEFORE or AFTER the one called ``beside``. NotFound("no-such-rule")."""
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        rule = rule._replace(name=next_name(session))
        rule = _placed(session, work, rule, where, beside)
        work.put_item(Item(session.new_uid(), RULE, rule.name, rule.as_json()), new=True)
    return RuleMade(work.ref, rule, session.dry_run)


def change(session: Session, before: Rule, after: Rule, where: str = "", beside: str = "") -> RuleMade:
    """Keep a rule as it is to be, at its place or another."""
    if before == after and not where:
        return RuleMade("", after, session.dry_run)
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        if where:
            after = _placed(session, work, after, where, beside)
        _put(session, work, after)
    return RuleMade(work.ref, after, session.dry_run)


def remove(session: Session, names: Sequence[str]) -> list[RuleMade]:
    """Take rules away, all in one operation; NotFound("no-such-rule")."""
    found = [find(session, name) for name in names]
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        for each in dict.fromkeys(found):
            work.put(entities.ITEM, _uid(session, each.name), None)
    return [RuleMade(work.ref, each, session.dry_run) for each in dict.fromkeys(found)]


def _put(session: Session, work: Operation, rule: Rule) -> None:
    work.put_item(Item(_uid(session, rule.name), RULE, rule.name, rule.as_json()))


def _uid(session: Session, name: str) -> bytes:
    return items.uid_of(session.db, RULE, name) or session.new_uid()


def _placed(session: Session, work: Operation, rule: Rule, where: str, beside: str) -> Rule:
    """The rule with its place; where there is no room for it, the others get new ones."""
    others = [each for each in listing(session) if each.name != rule.name]
    at = 0 if where == FIRST else len(others)
    if where in (BEFORE, AFTER):
        at = others.index(find(session, beside)) + (where == AFTER)
    before = others[at - 1].place if at else None
    after = others[at].place if at < len(others) else None
    if before is None or after is None:
        edge = before if before is not None else after
        step = GAP if before is not None else -GAP
        return rule._replace(place=0 if edge is None else edge + step)
    if after - before > 1:
        return rule._replace(place=(before + after) // 2)
    rule = rule._replace(place=at * GAP)
    for n, each in enumerate(others):
        _put(session, work, each._replace(place=(n + (n >= at)) * GAP))
    return rule

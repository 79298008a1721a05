"""Rules with whole books: out with the paths of their accounts, and in again by these."""

from __future__ import annotations

import json

from wallet_cli.domain import kinds
from wallet_cli.domain.files.statement import RuleDeclaration
from wallet_cli.domain.operation import RULE
from wallet_cli.domain.rules.rule import Rule, from_json
from wallet_cli.domain.rules.sense import require_sense
from wallet_cli.errors import Conflict
from wallet_cli.services.files.rules import kept
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation


def body(rule: Rule, path: Callable[[str], str]) -> dict[str, Any]:
    """What a rule says, with the paths of accounts; its place is that among the others."""
    says = rule.as_json()
    del says["place"]
    for name in ("account", "to"):
        if name in says:
            says[name] = path(says[name])
    if rule.shares:
        says["shares"] = [[path(uid), part] for uid, part in rule.shares]
    return says


def out(session: Session) -> Iterator[RuleDeclaration]:
    """One's own rules in their order. One that a later wallet wrote, or whose account is gone, stays here."""
    path = kept.path_of(session)
    for rule in kept.listing(session):
        uid = items.uid_of(session.db, RULE, rule.name)
        named = [each for each in (rule.account, rule.to, *(uid for uid, _part in rule.shares)) if each]
        if uid is not None and not rule.is_newer and all(path(each) != each for each in named):
            yield RuleDeclaration(uid.hex(), rule.name, body(rule, path))


def bring(session: Session, work: Operation, entry: RuleDeclaration, find: Callable[[str, str], bytes]) -> None:
    """Keep a rule that came with books, behind those that are there; ``find`` gives an account by path and type.

    Conflict("rule-differs"), BadFile("account-undeclared"), and what ``require_sense`` raises.
    """
    rule = _read(entry, find)
    work.flush()
    uid = bytes.fromhex(entry.uid)
    known = items.by_uid(session.db, uid)
    if known is not None:
        same = from_json(known[0], json.loads(known[1]))
        if same._replace(place=0, name="") != rule._replace(place=0, name=""):
            raise Conflict("rule-differs", rule=entry.name, kept=known[0])
        return
    others = kept.listing(session)
    name = entry.name if kept.is_free(session, entry.name) else kept.next_name(session)
    place = others[-1].place + kept.GAP if others else 0
    rule = rule._replace(name=name, place=place)
    work.put_item(Item(uid, RULE, rule.name, rule.as_json()))
    work.flush()


def _read(entry: RuleDeclaration, find: Callable[[str, str], bytes]) -> Rule:
    found = from_json(entry.name, {**entry.body, "place": 0})
    rule = found._replace(
        account=find(found.account, kinds.ACCOUNT).hex() if found.account else "",
        to=find(found.to, kinds.ACCOUNT).hex() if found.to else "",
        shares=tuple([(find(path, kinds.CATEGORY).hex(), part) for path, part in found.shares]),
    )
    require_sense(rule, lambda uid: uid)
    return rule

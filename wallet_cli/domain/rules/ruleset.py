"""Rules in their order, and what they make of a row.

All conditions of a rule must hold. Rules are looked at from the first to the last; for each thing that can be done
(where it goes, the payee's name, the memo) the first rule that matches and does it counts, and tags of all of them come
together; after one that ``stops`` no other is looked at. Conditions are about what the bank wrote, never about what
another rule made of it: no rule sets off another, so that none can go round in circles. A rule whose action can't be
done with this row (moved to the row's own account, more shared out than there is, an account that is closed or doesn't
hold the currency) leaves that to the next one.

Few rules are looked at for a row: an index has a word of each rule's text, or a part of it of four characters or fewer,
and a rule is looked at only where that is in the row. A thousand rules cost about as much as ten.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.rules import moments, texts
from wallet_cli.domain.rules.bounds import bound
from wallet_cli.domain.rules.index import Index
from wallet_cli.domain.rules.rule import IN, Rule
from wallet_cli.named_tuple import NamedTuple, unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wallet_cli.domain.rules.texts import Term


class Fact(NamedTuple):
    """What is known of a row: texts as keys (``rules.texts``), ``payee`` and ``account`` as uids (hex, "" for none),
    the amount in minor units, positive where money comes in, of a currency; ``day`` as ordinal, ``minute`` of the day,
    -1 where it isn't known.
    """

    text: str
    payee: str
    account: str
    minor: int
    scale: int
    code: str
    day: int
    minute: int = -1
    category: str = ""
    method: str = ""
    item: str = ""


class Outcome(NamedTuple):
    """What rules make of a row. ``shares`` are categories (uid, hex) with their part (minor units, not negative),
    ``to`` an own account; ``by`` the names of the rules of which anything counts, in their order.
    """

    shares: tuple[tuple[str, int], ...] = ()
    to: str = ""
    called: str = ""
    tags: tuple[str, ...] = ()
    memo: str = ""
    by: tuple[str, ...] = ()


NOTHING = Outcome()


class _Ready(NamedTuple):
    """A rule with its texts read: ``terms`` in the row's text, of which ``left`` are to be looked for in an ASCII
    one that the index found; ``others`` in a field of the platform's.
    """

    rule: Rule
    terms: tuple[Term, ...]
    left: tuple[Term, ...]
    others: tuple[tuple[int, Term], ...]
    tests: tuple[Callable[[Fact], bool], ...]


_FIELDS = ("category", "method", "item")


class RuleSet:
    """Rules, ready for many rows. ``allowed`` are the accounts and categories (uid) that can be booked on, each with
    the currencies that it holds, () for any.
    """

    def __init__(self, rules: Iterable[Rule], allowed: Mapping[str, Sequence[str]]) -> None:
        """Rules that are off, or a later wallet's, don't count. Their texts were read before: nothing is refused."""
        used = sorted((rule for rule in rules if not (rule.is_off or rule.is_newer)), key=_order)
        self._rules = [_ready(rule) for rule in used]
        self._allowed = allowed
        self._index = Index()
        self._looks_further = any(each.others for each in self._rules)
        for at, each in enumerate(self._rules):
            word = self._index.enter(at, (*each.terms, *(term for _field, term in each.others)))
            if (
                word and not self._looks_further
            ):  # among ASCII a word ends where its piece does, so that it has been found
                self._rules[at] = each._replace(left=tuple([term for term in each.terms if term.key != word]))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def matching(self, fact: Fact) -> list[Rule]:
        """The rules whose conditions hold, in their order."""
        text, rules = fact.text, self._rules
        if self._looks_further:
            text = "\n".join((text, fact.category, fact.method, fact.item))
        return [rules[at].rule for at in self._index.of(text) if _holds(rules[at], fact)]

    def of(self, fact: Fact, besides: str = "", *, is_sided: bool = False) -> Outcome:
        """What they make of a row, ``NOTHING`` where none matches; never a transfer with the account ``besides``, and
        no other side where it ``is_sided``: it has one that stays.
        """
        shares: tuple[tuple[str, int], ...] = ()
        to = called = memo = ""
        tags: dict[str, None] = {}
        by = []
        for rule in self.matching(fact):
            counts = False
            if not shares and not to and not is_sided:
                shares, to = self._shared(rule, fact), self._moved(rule, fact, besides)
                counts = bool(shares or to)
            if rule.called and not called:
                called, counts = rule.called, True
            if rule.memo and not memo:
                memo, counts = rule.memo, True
            if rule.tags and not tags.keys() >= set(rule.tags):
                tags, counts = {**tags, **dict.fromkeys(rule.tags)}, True
            if counts:
                by.append(rule.name)
            if rule.stops:
                break
        return unchecked(Outcome, (shares, to, called, tuple(tags), memo, tuple(by))) if by else NOTHING

    def _moved(self, rule: Rule, fact: Fact, besides: str) -> str:
        can_be = rule.to and rule.to not in (fact.account, besides) and self._can_hold(rule.to, fact.code)
        return rule.to if can_be else ""

    def _shared(self, rule: Rule, fact: Fact) -> tuple[tuple[str, int], ...]:
        """The parts of a row's amount, () where they can't be taken from it."""
        if not rule.shares:
            return ()
        rest, parts = abs(fact.minor), []
        for uid, text in rule.shares[:-1]:
            part = bound(text)
            minor = part.minor(fact.scale)
            if not part.is_of(fact.code) or minor is None or not self._can_hold(uid, fact.code):
                return ()
            rest -= minor
            parts.append((uid, minor))
        last = rule.shares[-1][0]
        return (*parts, (last, rest)) if rest > 0 and self._can_hold(last, fact.code) else ()

    def _can_hold(self, uid: str, code: str) -> bool:
        held = self._allowed.get(uid)
        return held is not None and (not held or code in held)


def _holds(each: _Ready, fact: Fact) -> bool:
    text = fact.text
    for term in each.left if text.isascii() else each.terms:
        if not texts.has(text, term):
            return False
    for test in each.tests:
        if not test(fact):
            return False
    return not each.others or all(texts.has(str(fact[field]), term) for field, term in each.others)


def _order(rule: Rule) -> tuple[int, str]:
    return rule.place, rule.name


def _ready(rule: Rule) -> _Ready:
    others = tuple(
        (Fact._fields.index(name), texts.term(getattr(rule, name))) for name in _FIELDS if getattr(rule, name)
    )
    terms = tuple([texts.term(each) for each in rule.terms])
    return _Ready(rule, terms, terms, others, tuple(_tests(rule)))


def _tests(rule: Rule) -> Iterator[Callable[[Fact], bool]]:
    """What is asked of a row besides its texts."""
    if rule.account:
        yield lambda fact: fact.account == rule.account
    if rule.payee:
        yield lambda fact: fact.payee == rule.payee
    if rule.way:
        yield lambda fact: (fact.minor > 0) == (rule.way == IN)
    below, above, exactly = (bound(each) if each else None for each in (rule.below, rule.above, rule.exactly))
    if below:
        yield lambda fact: below.is_of(fact.code) and below.against(abs(fact.minor), fact.scale) < 0
    if above:
        yield lambda fact: above.is_of(fact.code) and above.against(abs(fact.minor), fact.scale) > 0
    if exactly:
        yield lambda fact: exactly.is_of(fact.code) and exactly.against(abs(fact.minor), fact.scale) == 0
    if rule.days:
        days = moments.days(rule.days)
        yield lambda fact: days.has(date.fromordinal(fact.day))
    if rule.hours:
        hours = moments.hours(rule.hours)
        yield lambda fact: hours.has(fact.minute)

"""What a look back asks for: words and filters as typed come in, a query over the register goes out.

Loose matching is for reading on a terminal alone; a script names accounts, categories and payees exactly. What is void
is found only when it is asked for, and days to come only when the dates asked for reach there.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, name_key
from wallet_cli.domain.amounts import read_amount
from wallet_cli.domain.currency import currency_of_word, unknown
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.period_words import means_period
from wallet_cli.domain.text import loose, names_near, narrow
from wallet_cli.domain.transaction import MAX_MINOR, STATES
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names, periods
from wallet_cli.services.session import Session, typing_style
from wallet_cli.store.books import accounts, register
from wallet_cli.store.books.register import LAST_DAY, Range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Query = register.Query
"""What was asked, resolved: rows of accounts, ordinal days, words as they are searched."""

VOID = "void"


class SearchWish(NamedTuple):
    """What to look for, as typed. ``words`` may hold ``@account`` and ``+category``; ``limit`` 0 means no limit."""

    words: Sequence[str] = ()
    accounts: Sequence[str] = ()
    categories: Sequence[str] = ()
    payee: str | None = None
    tag: str | None = None
    state: str | None = None
    least: str | None = None
    most: str | None = None
    since: str | None = None
    until: str | None = None
    period: str | None = None
    all_dates: bool = False
    limit: int = 0


def question(session: Session, wish: SearchWish) -> Query:
    """What was typed as a query. Days after today are left out unless the request reaches there.

    Raises UsageProblem("options-exclude", "unknown-state", "limit-negative", "search-period", "several-periods…",
    "date-…", "amount-…"), NotFound.
    """
    plain, within = _apart(session, [word for word in wish.words if narrow(word[:1]) not in ("@", "+")])
    if within:
        wish = _within(wish, within)
    typed = {sigil: [word[1:] for word in wish.words if narrow(word[:1]) == sigil] for sigil in "@+"}
    if wish.limit < 0:
        raise UsageProblem("limit-negative", limit=wish.limit)
    if wish.state is not None and wish.state not in (*STATES, VOID):
        raise UsageProblem("unknown-state", state=wish.state, states=(*STATES, VOID))
    first, last = _days(session, wish)
    tree = accounts.every(session.db)
    query = Query(
        first,
        last,
        _rows(session, tree, [*typed["@"], *wish.accounts], kinds.ACCOUNT),
        _rows(session, tree, [*typed["+"], *wish.categories], kinds.CATEGORY),
        _payee(session, wish.payee) if wish.payee else 0,
        tuple(loose(word) for word in plain if loose(word)),
        (wish.tag or "").lstrip("#%"),
        STATES.index(wish.state) if wish.state in STATES else None,
        _ranges(session, wish),
        wish.state == VOID,
        wish.limit,
    )
    if not (query.words or query.tag):
        return query
    query = query._replace(people=_people(session, tree, query.words))
    from wallet_cli.store.books.narrowing import narrowed

    return query._replace(among=narrowed(session.db, query))


def is_narrow(query: Query) -> bool:
    """Whether anything was asked for besides days and how many."""
    asked = (query.accounts, query.categories, query.payee, query.words, query.tag, query.amounts)
    return any(asked) or query.state is not None


def meant(session: Session, query: Query) -> tuple[str, ...]:
    """What a single word that found nothing may stand for, as words: ``+food``, ``@cash``; or none."""
    word = query.words[0] if len(query.words) == 1 else ""
    every = accounts.every(session.db) if word else []
    node = accounts.find(session.db, word) or next((node for node in every if loose(node.path) == word), None)
    if node is None:
        return ()
    sigil = "@" if node.account.is_money else "+" if node.account.is_category else ""
    return (sigil + names.typed(node.path),) if sigil else ()


def period_word(session: Session, words: Sequence[str]) -> str:
    """The words among these that are the period, "" where there are none. Raises as ``question``."""
    return _apart(session, [word for word in words if narrow(word[:1]) not in ("@", "+")])[1]


_WORDS_OF_A_PERIOD = 3
"""``last 90 days``."""


def _apart(session: Session, words: Sequence[str]) -> tuple[list[str], str]:
    """The words to look for, and those that are the period; a word in quotes of its own is looked for.

    Raises UsageProblem("search-period", "several-periods-found").
    """
    plain, found, at = list[str](), list[str](), 0
    while at < len(words):
        if words[at][:1] == words[at][-1:] == '"' and len(words[at]) > len('""'):
            plain.append(words[at][1:-1])
            at += 1
            continue
        count = next(
            (size for size in range(_WORDS_OF_A_PERIOD, 0, -1) if _is_period(session, words[at : at + size])), 0
        )
        (found if count else plain).append(" ".join(words[at : at + max(1, count)]))
        at += max(1, count)
    if len(found) > 1:
        raise UsageProblem("several-periods-found", found=tuple(found), quoted=f'"{found[-1]}"')
    return plain, "".join(found)


def _is_period(session: Session, words: Sequence[str]) -> bool:
    text = " ".join(words)
    try:
        return means_period(text, date.fromordinal(session.today), periods.own(session))
    except UsageProblem as problem:
        if len(words) > 1:
            return False
        if problem.slug == "period-unreadable":
            raise UsageProblem("search-period", text=text, quoted=f'"{text}"') from None
        raise


def _within(wish: SearchWish, word: str) -> SearchWish:
    """The request with the period that a word is. UsageProblem("several-periods") where options say one, too."""
    other = wish.period or wish.since or wish.until
    if other is not None:
        raise UsageProblem("several-periods", one=word, other=other)
    return wish._replace(period=word)


def _days(session: Session, wish: SearchWish) -> tuple[int, int]:
    today = date.fromordinal(session.today)
    if wish.period is not None:
        if wish.since is not None or wish.until is not None:
            raise UsageProblem("options-exclude", options=("--period", "--since/--until"))
        period = periods.asked(session, wish.period)
        return period.first.toordinal(), period.last.toordinal()
    last = LAST_DAY if wish.all_dates else session.today
    first = 1
    if wish.since is not None:
        first = _day(wish.since, today)
        last = max(last, first)
    if wish.until is not None:
        last = _day(wish.until, today)
    return first, last


def _day(text: str, today: date) -> int:
    return read_date(text, today, future=narrow(text).startswith("+")).toordinal()


def _rows(session: Session, tree: list[accounts.Node], typed: Sequence[str], type_: str) -> tuple[int, ...]:
    """The accounts (or categories) of these names, with everything below them."""
    found: dict[int, None] = {}
    for name in typed:
        pair = names.uncategorised(session, name) if type_ == kinds.CATEGORY else []
        for top in pair or [_node(session, tree, name, type_)]:
            below = top.path + SEPARATOR
            found.update((node.row, None) for node in tree if node.row == top.row or node.path.startswith(below))
    return tuple(found)


def _people(session: Session, tree: list[accounts.Node], words: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The words that are in a name of a person, each with that account: debts have no payee to be found by. A name
    from before a renaming is one, too, and so is one as hints spell it: ``my-daughter-Petra``.
    """
    rows = {node.row for node in tree if kinds.of(node.kind).is_person}
    people = [(loose(name), row) for row, name in accounts.names(session.db) if row in rows] if rows else []
    found = [(word, row) for word in words for name, row in people if word in name or word in loose(names.typed(name))]
    return tuple(dict.fromkeys(found))


def _node(session: Session, tree: list[accounts.Node], name: str, type_: str) -> accounts.Node:
    """Exactly this name; on a terminal also a part of it, where only one account has it."""
    exact = accounts.find(session.db, name)
    if session.people and exact is None:
        loose = [node for node in tree if node.account.type == type_ and name_key(name) in name_key(node.path)]
        if len(loose) == 1:
            return loose[0]
    look = names.account if type_ == kinds.ACCOUNT else names.category
    return look(session, name, closed=True)


def _payee(session: Session, name: str) -> int:
    exact = register.payee_rows(session.db, name_key(name))
    if exact:
        return exact[0]
    every = register.payee_names(session.db)
    loose = {row for row, shown in every if name_key(name) in name_key(shown)} if session.people else set()
    if len(loose) == 1:
        return loose.pop()
    raise NotFound("no-payee-called", name=name, near=names_near(name, [shown for _row, shown in every]))


def _ranges(session: Session, wish: SearchWish) -> tuple[Range, ...]:
    """The amounts asked for in every currency that is meant: without a currency's name in every one of the books."""
    if wish.least is None and wish.most is None:
        return ()
    numbers = typing_style(session)
    least = read_amount(wish.least, numbers) if wish.least is not None else None
    most = read_amount(wish.most, numbers) if wish.most is not None else None
    found = []
    for code, scale in accounts.scales(session.db).items():
        if not all(typed is None or _means(typed.word, code) for typed in (least, most)):
            continue
        unit = 10**scale
        low = -(-least.numerator * unit // least.denominator) if least else 0
        high = most.numerator * unit // most.denominator if most else MAX_MINOR
        found.append(Range(code, min(low, MAX_MINOR), min(high, MAX_MINOR)))
    return tuple(found) or (Range("", 0, 0),)


def _means(word: str | None, code: str) -> bool:
    if word is None:
        return True
    candidates = currency_of_word(word)
    if not candidates:
        raise unknown(word)
    return code in candidates

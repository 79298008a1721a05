"""What a name that nobody has may be meant for: part of a name, its pinyin, a bank's short name, a slip.

What is clearly meant by one name alone may be taken where a person types and sees the answer. All else is asked
about, or offered with the refusal. Loaded only once a name was not found.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, name_key, parents
from wallet_cli.domain.text import names_near
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

    _Named = tuple[Node, tuple[str, ...]]
    """An account and the keys of its names."""

_LEAST = 2
"""One letter is part of too much; one Chinese character isn't."""
_BANK, _IN_FULL = "行", "银行"
"""招行信用卡 is short for 招商银行信用卡, and for 招商信用卡."""
MOST = 3


def meant(session: Session, name: str, among: Iterable[str], beside: Sequence[str] = ()) -> tuple[str, ...]:
    """The paths of open accounts (of the kinds ``among``) that ``name`` clearly means part of or spells; one alone is
    the one that is meant. Those that answer to ``beside`` aren't: the line names them already. A bank's short name is
    asked about: with one that begins so, it is among several.
    """
    named = _named(session, among, beside)
    key = name_key(name)
    spelled, begun = _by_pinyin(key, named)
    found = [node for node, keys in named if node in spelled or any(_is_part(key, each) for each in keys)] or begun
    found += [node for node in _by_bank(key, named) if node not in found] if found else []
    return tuple(node.path for node in _topmost(found))


def of_words(session: Session, name: str, among: Iterable[str]) -> tuple[str, ...]:
    """The paths that begin with these words, or have them in this order; the one that is called so, if any."""
    key = name_key(name)
    named = _named(session, among, ())
    exact = [node.path for node, keys in named if key in keys]
    return tuple(exact or [node.path for node, keys in named if any(f"-{key}-" in f"-{each}-" for each in keys)])


def likely(session: Session, name: str, among: Iterable[str], beside: Sequence[str] = ()) -> tuple[str, ...]:
    """The paths that ``name`` is perhaps short for, where it means none clearly: to ask about."""
    key = name_key(name)
    named = _named(session, among, beside)
    banks = _by_bank(key, named)
    return tuple(
        node.path
        for node in _topmost([node for node, keys in named if node in banks or any(_may_be(key, k) for k in keys)])
    )


def near(session: Session, name: str, among: Sequence[str], beside: Sequence[str] = ()) -> tuple[str, ...]:
    """Up to three paths for "did you mean": what is clearly meant, else what may be and what looks alike."""
    found = meant(session, name, among, beside)
    if not found:
        paths = [node.path for node, _keys in _named(session, among, beside)]
        found = (*likely(session, name, among, beside), *names_near(name, paths))
    return tuple(dict.fromkeys(found))[:MOST]


def person(session: Session, name: str) -> tuple[str, ...]:
    """The persons whose Chinese name is spelled so, in full or by first letters; part of a name is another's."""
    named = _named(session, kinds.people(), ())
    return tuple(node.path for node in _by_pinyin(name_key(name), named)[0])


def payee(session: Session, text: str) -> str:
    """The one payee whose Chinese name is spelled so, "" for none or several. First letters count in lower case only:
    in capitals they are a name of their own, and one character alone is a word of any language.
    """
    known = accounts.chinese_payees(session.db)
    if not known:
        return ""
    from wallet_cli.domain import pinyin

    if not pinyin.is_typed_so(text):
        return ""
    ways = (pinyin.WHOLE, pinyin.INITIALS) if text == text.lower() else (pinyin.WHOLE,)
    found = {name for shown, name in known if len(shown) >= _LEAST and pinyin.match(text, shown) in ways}
    return found.pop() if len(found) == 1 else ""


def _named(session: Session, among: Iterable[str], beside: Sequence[str]) -> list[_Named]:
    keys: dict[int, list[str]] = {}
    for row, shown in accounts.names(session.db):
        keys.setdefault(row, []).append(name_key(shown))
    used = {name_key(name) for name in beside}
    nodes = [node for node in accounts.every(session.db, among) if not node.closed]
    return [(node, tuple(keys[node.row])) for node in nodes if used.isdisjoint(keys[node.row])]


def _by_pinyin(key: str, named: Sequence[_Named]) -> tuple[list[Node], list[Node]]:
    """Those that are spelled so, and those whose pinyin or first letters begin so."""
    if not key.isascii() or all(each.isascii() for _node, keys in named for each in keys):
        return [], []
    from wallet_cli.domain import pinyin

    if not pinyin.is_typed_so(key):
        return [], []

    def those(fits: Callable[[str], bool]) -> list[Node]:
        parted = [(node, [part for each in keys for part in _ends_of(each)]) for node, keys in named]
        return [node for node, parts in parted if any(map(fits, parts))]

    spelled = those(lambda part: pinyin.match(key, part) in (pinyin.WHOLE, pinyin.INITIALS))
    return spelled, those(lambda part: pinyin.match(key, part) in (pinyin.BEGINS, pinyin.BEGINS_INITIALS))


def _by_bank(key: str, named: Sequence[_Named]) -> list[Node]:
    """Those whose name begins so with the bank's short name in it, in characters or pinyin: 招行 and ``zhaohang`` are
    招商银行.
    """
    short = [
        (node, [f"{each[:at][-2]}{_BANK}{each[at + len(_IN_FULL) :]}" for each, at in _banks(keys)])
        for node, keys in named
    ]
    if not key.isascii():
        return [node for node, keys in short if len(key) >= _LEAST and any(each.startswith(key) for each in keys)]
    return [node for found in _by_pinyin(key, [(node, tuple(keys)) for node, keys in short]) for node in found]


def _banks(keys: Iterable[str]) -> list[tuple[str, int]]:
    """The names with a bank's full name in them, and where its last word is."""
    return [(each, each.find(_IN_FULL)) for each in keys if each.find(_IN_FULL) >= _LEAST]


def _ends_of(path: str) -> list[str]:
    """A path, and what it ends in: ``餐饮:咖啡`` and ``咖啡``."""
    parts = path.split(SEPARATOR)
    return [SEPARATOR.join(parts[start:]) for start in range(len(parts))]


def _is_part(key: str, name: str) -> bool:
    """Whether ``key`` begins a name, or is words of it; of a Chinese name, any part of some length."""
    if key.isascii() and len(key) < _LEAST:
        return False
    if name.startswith(key) or f"-{key}-" in f"-{name.replace(SEPARATOR, '-')}-":
        return True
    return not key.isascii() and len(key) >= _LEAST and key in name


def _may_be(key: str, name: str) -> bool:
    """Whether a word of the name begins so; or one of two Chinese names is short for the other."""
    if key.isascii() or name.isascii():
        return len(key) >= _LEAST and any(word.startswith(key) for word in name.replace(SEPARATOR, "-").split("-"))
    short, long = sorted((key, name), key=len)
    return len(short) >= _LEAST and (_is_within(short, long) or _is_within(short.replace(_BANK, ""), long, _LEAST))


def _is_within(short: str, long: str, least: int = 0) -> bool:
    """Whether the characters of one stand in the other in this order."""
    rest = iter(long)
    return len(short) >= least and all(char in rest for char in short)


def _topmost(nodes: Sequence[Node]) -> list[Node]:
    """Those that aren't below another of them."""
    paths = {node.path for node in nodes}
    return [node for node in nodes if paths.isdisjoint(parents(node.path))]

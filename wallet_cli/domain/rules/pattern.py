r"""Patterns that can't hang: a row's text is read once, character by character, whatever the pattern is.

The syntax is that part of regular expressions which needs no going back: characters, ``.``, ``[a-z]``, ``\d \w \s`` and
their opposites, ``\b``, ``^`` and ``$``, ``|``, groups, and ``* + ? {2} {2,} {2,5}``. What needs going back (``\1``,
``(?=…)``) is refused. A pattern becomes an automaton of at most ``MOST_STATES`` states, which are followed all at once
(K. Thompson, "Regular Expression Search Algorithm", CACM 11 (6), 1968); the sets of states that are met are kept, so
that a character costs a look-up. The worst text costs its length times the number of states. Python's ``re`` tries one
way after the other: ``(a+)+b`` takes it hours on thirty characters.
"""

from __future__ import annotations

from wallet_cli.domain.text import loose
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Node = tuple[str, tuple["Node", ...], "Callable[[str], bool] | str | tuple[int, int]"]
    """What it is, its parts, and a character, a test of one, or how often."""
    _Led = tuple[bool, dict[str, list[int]], list[tuple[Callable[[str], bool], tuple[int, ...]]]]
    """Whether the pattern has ended, and to which states characters lead, and those that pass a test."""

LONGEST = 200
"""Characters of a pattern."""
MOST_STATES = 500
_DEEPEST = 20
_MOST_REPEATED = 100
MOST_KEPT = 2_000
"""Sets of states that are kept; beyond that they are forgotten, and found again where they are needed."""

_CHAR, _TEST, _SEQ, _ALT, _REPEAT, _ASSERT = "char", "test", "seq", "alt", "repeat", "assert"
_OPEN = -1
_EDGE, _WORD, _OTHER = 0, 1, 2
"""What is beside a place in the text: nothing, a letter or digit, anything else."""
_FOUND = -1


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_CLASSES: dict[str, Callable[[str], bool]] = {
    "d": str.isdecimal,
    "w": _is_word,
    "s": str.isspace,
    "D": lambda char: not char.isdecimal(),
    "W": lambda char: not _is_word(char),
    "S": lambda char: not char.isspace(),
}
_CONTROLS = {"t": " ", "n": " "}
_REPEATS = {"*": (0, _OPEN), "+": (1, _OPEN), "?": (0, 1)}


def _any(_char: str) -> bool:
    return True


def _folded(char: str) -> str:
    """A character as it is in a key: several, or none, where it is written so there."""
    return " " if char.isspace() else loose(char)


class _Reader:
    """A pattern being read: recursive descent, one level a group."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> Node:
        """The pattern's node; UsageProblem where something is left or can't be read."""
        node = self._either(0)
        if self.at < len(self.text):
            raise self._unreadable(self.at)
        return node

    def _unreadable(self, at: int) -> UsageProblem:
        return UsageProblem("rule-pattern", pattern=self.text, part=self.text[at:][:20], at=at + 1)

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _either(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self._unreadable(self.at)
        found = [self._sequence(depth)]
        while self._peek() == "|":
            self.at += 1
            found.append(self._sequence(depth))
        return found[0] if len(found) == 1 else (_ALT, tuple(found), "")

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._peek() not in ("", "|", ")"):
            start = self.at
            one = self._one(depth)
            times = self._times()
            if times is not None:
                if one[0] == _ASSERT or self._peek() in _REPEATS or self._peek() == "{":
                    raise self._unreadable(start)
                one = (_REPEAT, (one,), times)
            parts.append(one)
        return (_SEQ, tuple(parts), "")

    def _one(self, depth: int) -> Node:
        char, start = self._peek(), self.at
        self.at += 1
        if char == "(":
            if self.text[self.at : self.at + 2] == "?:":
                self.at += 2
            elif self._peek() == "?":
                raise self._unreadable(start)
            node = self._either(depth + 1)
            if self._peek() != ")":
                raise self._unreadable(start)
            self.at += 1
            return node
        if char == "[":
            return (_TEST, (), self._class(start))
        if char in "*+?{":
            raise self._unreadable(start)
        if char in "^$":
            return (_ASSERT, (), char)
        if char == ".":
            return (_TEST, (), _any)
        return self._escaped(start) if char == "\\" else _literal(char)

    def _escaped(self, start: int) -> Node:
        char = self._peek()
        self.at += 1
        if char in _CLASSES:
            return (_TEST, (), _CLASSES[char])
        if char in ("b", "B"):
            return (_ASSERT, (), char)
        return _literal(self._plain(char, start))

    def _plain(self, char: str, start: int) -> str:
        """The character that an escape means."""
        if char == "" or (char.isascii() and char.isalnum() and char not in _CONTROLS):
            raise self._unreadable(start)
        return _CONTROLS.get(char, char)

    def _class(self, start: int) -> Callable[[str], bool]:
        is_not = self._peek() == "^"
        self.at += is_not
        tests: list[Callable[[str], bool]] = []
        chars: set[str] = set()
        spans: list[tuple[str, str]] = []
        is_first = True
        while self._peek() != "]" or is_first:
            is_first = False
            low = self._of_class(start, tests)
            if low and self._peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("", "]"):
                self.at += 1
                high = self._of_class(start, [])
                if not high or high < low:
                    raise self._unreadable(start)
                spans.append((low, high))
            elif low:
                chars.update(_folded(low))
        self.at += 1
        return _class_test(is_not, frozenset(chars), tuple(spans), tuple(tests))

    def _of_class(self, start: int, tests: list[Callable[[str], bool]]) -> str:
        """The next character of a class, "" for one of ``\\d \\w \\s``, which goes to ``tests``."""
        char = self._peek()
        if char == "":
            raise self._unreadable(start)
        self.at += 1
        if char != "\\":
            return char
        char = self._peek()
        self.at += 1
        if char in _CLASSES:
            tests.append(_CLASSES[char])
            return ""
        return self._plain(char, start)

    def _times(self) -> tuple[int, int] | None:
        """How often the node before counts, None where nothing is said."""
        char, start = self._peek(), self.at
        if char in _REPEATS:
            self.at += 1
            return _REPEATS[char]
        if char != "{":
            return None
        end = self.text.find("}", start)
        low, comma, high = self.text[start + 1 : max(end, start + 1)].partition(",")
        numbers = (low, high) if comma and high else (low,)
        if end < 0 or not all(each.isascii() and each.isdecimal() for each in numbers):
            raise self._unreadable(start)
        least = int(low)
        most = (int(high) if high else _OPEN) if comma else least
        if least > _MOST_REPEATED or most > _MOST_REPEATED or -1 < most < least:
            raise self._unreadable(start)
        self.at = end + 1
        return least, most


def _literal(char: str) -> Node:
    folded = _folded(char)
    if len(folded) == 1:
        return (_CHAR, (), folded)
    return (_SEQ, tuple([(_CHAR, (), each) for each in folded]), "")


def _class_test(
    is_not: bool,
    chars: frozenset[str],
    spans: tuple[tuple[str, str], ...],
    tests: tuple[Callable[[str], bool], ...],
) -> Callable[[str], bool]:
    def test(char: str) -> bool:
        found = (
            char in chars
            or any(low <= each <= high for low, high in spans for each in (char, char.upper()))
            or any(one(char) for one in tests)
        )
        return found != is_not

    return test


class Pattern:
    """A pattern, ready to be looked for. ``literals``: one of them is in all that it finds; () where none is known."""

    def __init__(self, text: str) -> None:
        """Raises UsageProblem("rule-pattern", "rule-pattern-large")."""
        if len(text) > LONGEST:
            raise UsageProblem("rule-pattern-large", pattern=text[:40], limit=LONGEST)
        node = _Reader(text).whole()
        self._text = text
        self._tests: list[Callable[[str], bool] | str] = []
        self._ways: list[tuple[int, ...]] = []
        self._sorts: list[str] = []
        self._end = self._state("end", "", ())
        self._start = self._built(node, self._end)
        self.literals = _literals(node)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._numbers: dict[tuple[frozenset[int], int], int] = {}
        self._sets: list[tuple[frozenset[int], int]] = []
        self._next: list[dict[str, int]] = []
        self._led: dict[tuple[int, int], _Led] = {}
        self._number(frozenset((self._start,)), _EDGE)

    def _state(self, sort: str, test: Callable[[str], bool] | str, ways: tuple[int, ...]) -> int:
        if len(self._sorts) >= MOST_STATES:
            raise UsageProblem("rule-pattern-large", pattern=self._text[:40], limit=LONGEST)
        self._sorts.append(sort)
        self._tests.append(test)
        self._ways.append(ways)
        return len(self._sorts) - 1

    def _built(self, node: Node, then: int) -> int:
        """The state at which this node begins, with ``then`` after it."""
        sort, parts, what = node
        if sort == _SEQ:
            for part in reversed(parts):
                then = self._built(part, then)
            return then
        if sort == _ALT:
            return self._state("split", "", tuple([self._built(part, then) for part in parts]))
        if isinstance(what, tuple):
            return self._repeated(parts[0], what, then)
        return self._state(sort, what, (then,))

    def _repeated(self, node: Node, times: tuple[int, int], then: int) -> int:
        least, most = times
        if most == _OPEN:
            again = self._state("split", "", ())
            self._ways[again] = (self._built(node, again), then)
            then = again
        for _one in range(most - least):
            then = self._state("split", "", (self._built(node, then), then))
        for _one in range(least):
            then = self._built(node, then)
        return then

    @property
    def kept(self) -> int:
        """How many sets of states are kept now: so often was work done that a look-up couldn't do."""
        return len(self._sets)

    def is_in(self, text: str) -> bool:
        """Whether it is found anywhere in a text, which is a key (``rules.texts``)."""
        at = 0
        for char in text:
            following = self._next[at].get(char)
            at = self._follow(at, char) if following is None else following
            if at == _FOUND:
                return True
        states, before = self._sets[at]
        return self._end in self._reached(states, before, _EDGE)

    def _follow(self, at: int, char: str) -> int:
        """The number of the set of states after this character, ``_FOUND`` where the pattern ended before it."""
        kind = _WORD if _is_word(char) else _OTHER
        led = self._led.get((at, kind))
        if led is None:
            led = self._led[at, kind] = self._leading(at, kind)
        is_found, chars, tests = led
        if is_found:
            following = _FOUND
        else:
            on = frozenset(
                (self._start, *chars.get(char, ()), *(to for test, ways in tests if test(char) for to in ways))
            )
            if len(self._sets) >= MOST_KEPT:
                self._begin_anew()
                return self._number(on, kind)
            following = self._number(on, kind)
        self._next[at][char] = following
        return following

    def _leading(self, at: int, kind: int) -> _Led:
        """Where a set of states leads before a character of this kind."""
        states, before = self._sets[at]
        reached = self._reached(states, before, kind)
        chars: dict[str, list[int]] = {}
        tests: list[tuple[Callable[[str], bool], tuple[int, ...]]] = []
        for one in reached:
            test = self._tests[one]
            if not isinstance(test, str):
                tests.append((test, self._ways[one]))
            elif self._sorts[one] == _CHAR:
                chars.setdefault(test, []).extend(self._ways[one])
        return self._end in reached, chars, tests

    def _number(self, states: frozenset[int], before: int) -> int:
        known = self._numbers.get((states, before))
        if known is None:
            known = self._numbers[states, before] = len(self._sets)
            self._sets.append((states, before))
            self._next.append({})
        return known

    def _reached(self, states: Iterable[int], before: int, after: int) -> set[int]:
        """All states that are reached from these without a character, between what is ``before`` and ``after``."""
        reached: set[int] = set()
        waiting = list(states)
        while waiting:
            one = waiting.pop()
            if one in reached:
                continue
            reached.add(one)
            sort = self._sorts[one]
            if sort == "split" or (sort == _ASSERT and _holds(str(self._tests[one]), before, after)):
                waiting.extend(self._ways[one])
        return reached


def _holds(what: str, before: int, after: int) -> bool:
    if what == "^":
        return before == _EDGE
    if what == "$":
        return after == _EDGE
    return ((before == _WORD) != (after == _WORD)) == (what == "b")


def _literals(node: Node) -> tuple[str, ...]:
    """Texts of which one is in all that a node finds: the longest run of characters, of each way the pattern can go."""
    sort, parts, what = node
    if sort == _ALT:
        each = [_literals(part) for part in parts]
        return tuple(dict.fromkeys(text for found in each for text in found)) if all(each) else ()
    if sort == _CHAR:
        return (str(what),)
    if sort == _REPEAT and isinstance(what, tuple) and what[0]:
        return _literals(parts[0])
    if sort != _SEQ:
        return ()
    best: tuple[str, ...] = ()
    runs, run = [""], ""
    for part in parts:
        if part[0] == _CHAR:
            run += str(part[2])
            runs.append(run)
            continue
        run = ""
        found = _literals(part)
        if found and min(map(len, found)) > min(map(len, best), default=0):
            best = found
    longest = max(runs, key=len)
    return best if not longest or (best and min(map(len, best)) > len(longest)) else (longest,)

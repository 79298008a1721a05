"""Our records against typing's: whatever typing's named tuples do, ours do, with the same refusals."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli import named_tuple


class Ours(named_tuple.NamedTuple):
    """A record."""

    first: int
    second: str
    third: tuple[int, ...] = ()
    fourth: str | None = "four"

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"

    def more(self, count: int) -> Ours:
        return self._replace(first=self.first + count)

    @staticmethod
    def of(text: str) -> Ours:
        return Ours(len(text), text)


class Theirs(typing.NamedTuple):
    """A record."""

    first: int
    second: str
    third: tuple[int, ...] = ()
    fourth: str | None = "four"


class Narrow(Ours):
    """One with another way of being shown."""

    def __repr__(self) -> str:
        return "narrow"


NAMES = ("first", "second", "third", "fourth", "fifth")
VALUES = st.none() | st.integers() | st.text(max_size=3) | st.tuples(st.integers())
POSITIONAL = st.lists(VALUES, max_size=5)
NAMED = st.dictionaries(st.sampled_from(NAMES), VALUES)
WHOLE = st.tuples(VALUES, VALUES, VALUES, VALUES)


def tried(call: typing.Callable[[], object]) -> object:
    """What comes of it: a tuple, or the kind of refusal."""
    try:
        found = call()
    except (TypeError, ValueError):
        return "refused"
    assert isinstance(found, tuple)
    return tuple(found)


@given(POSITIONAL, NAMED)
def test_made_from_the_same_values_and_of_no_others(given: list[object], named: dict[str, object]) -> None:
    assert tried(lambda: Ours(*given, **named)) == tried(lambda: Theirs(*given, **named))  # type: ignore[arg-type]


@given(WHOLE, NAMED)
def test_replaced_alike(values: tuple[typing.Any, ...], named: dict[str, typing.Any]) -> None:
    assert tried(lambda: Ours(*values)._replace(**named)) == tried(lambda: Theirs(*values)._replace(**named))


@given(POSITIONAL)
def test_made_of_a_row_alike(values: list[object]) -> None:
    assert tried(lambda: Ours._make(values)) == tried(lambda: Theirs._make(values))


@given(WHOLE, WHOLE)
def test_compared_hashed_and_shown_alike(one: tuple[typing.Any, ...], other: tuple[typing.Any, ...]) -> None:
    ours, theirs = Ours(*one), Theirs(*one)
    assert (ours == Ours(*other)) == (theirs == Theirs(*other)) == (one == other)
    assert ours == one == theirs
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert [getattr(ours, name) for name in NAMES[:4]] == list(one)


@given(WHOLE)
def test_copied_and_pickled(values: tuple[typing.Any, ...]) -> None:
    for kind in (Ours, Narrow):
        kept = kind(*values)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(kept, protocol))
            assert (type(back), back) == (kind, kept)
        assert (type(copy.copy(kept)), copy.deepcopy(kept)) == (kind, kept)


def test_the_class_tells_the_same() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name), name
    assert list(Ours.__annotations__) == list(Theirs.__annotations__)
    assert (Ours.__module__, Ours.__name__, Ours.__qualname__) == (__name__, "Ours", "Ours")
    assert type(Ours) is type(Theirs) is type


def test_what_a_class_adds_stays() -> None:
    made = Ours.of("ab")
    assert (made.both, made.more(2).both) == ("2ab", "4ab")
    match made:
        case Ours(2, text, fourth=last):
            assert (text, last) == ("ab", "four")
        case _:
            pytest.fail("not matched")


def test_a_class_below_keeps_the_fields() -> None:
    narrow = Narrow(1, "b")
    assert repr(narrow) == "narrow"
    assert (narrow, type(narrow._replace(first=2)), issubclass(Narrow, tuple)) == ((1, "b", (), "four"), Narrow, True)


def test_nothing_can_be_set() -> None:
    with pytest.raises(AttributeError):
        Ours(1, "b").first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Ours(1, "b").fifth = 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: Ours(1), "Ours() has no value for 'second'"),
        (lambda: Ours(1, "b", third=(), fifth=5), "Ours() has no room for 'fifth'"),
        (lambda: Ours(1, "b", first=5), "Ours() has no room for 'first'"),
        (lambda: Ours(1, "b", (), None, 5), "Ours() has no room for (5,)"),
        (lambda: Ours(1, "b")._replace(fifth=5), "Ours has no field 'fifth'"),
    ],
)
def test_refusals_name_the_field(call: typing.Callable[[], object], why: str) -> None:
    with pytest.raises(TypeError) as refused:
        call()
    assert str(refused.value) == why


def test_a_default_must_not_stand_before_a_field_without_one() -> None:
    with pytest.raises(TypeError, match="Wrong: a field without a default follows one that has one"):

        class Wrong(named_tuple.NamedTuple):
            first: int = 1
            second: int

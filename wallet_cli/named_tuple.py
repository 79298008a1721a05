"""Records: what typing's ``NamedTuple`` makes of a class body, without ``typing`` and without compiling source text.

In goes a class with annotated fields and their defaults; out comes a class of tuples with those names. Annotations must
stay text where a record is written (``from __future__ import annotations``): their order is all that is read of them.
A type checker takes it for typing's. Why: decision 23.
"""

from __future__ import annotations

unchecked = tuple.__new__
"""``unchecked(Row, values)``: a record of all its fields in their order, without a call of Python or a check. For what
there are several of in each row of a file; a value too few makes a record that lacks its end.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter as _field

    def _constructor(fields, defaults):
        make, count, required = tuple.__new__, len(fields), len(fields) - len(defaults)

        def new(cls, /, *given, **named):
            if named or len(given) != count:
                if not named and required <= len(given) < count:
                    return make(cls, given + defaults[len(given) - required :])
                try:
                    given += tuple(map(named.pop, fields[len(given) : required]))
                except KeyError as missing:
                    raise TypeError(f"{cls.__name__}() has no value for {missing}") from None
                given += tuple(map(named.pop, fields[len(given) :], defaults[len(given) - required :]))
                if named or len(given) != count:
                    raise TypeError(f"{cls.__name__}() has no room for {next(iter(named), given[count:])!r}")
            return make(cls, given)

        return new

    class _Fields(tuple):
        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no field {next(iter(changed))!r}")
            return made

        __replace__ = _replace

        def __repr__(self):
            told = [f"{name}={value!r}" for name, value in self._asdict().items()]
            return f"{type(self).__name__}({', '.join(told)})"

        def __getnewargs__(self):
            return tuple(self)

    class _Making(type):
        def __new__(cls, name, bases, body):  # noqa: ARG004 - always NamedTuple alone
            fields = tuple(body["__annotations__"])
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            body.update({field: _field(at, None) for at, field in enumerate(fields)})
            body |= {"__slots__": (), "__new__": _constructor(fields, tuple(defaults.values()))}
            body |= {"_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
            return type(name, (_Fields,), body)

    NamedTuple = type.__new__(_Making, "NamedTuple", (), {})

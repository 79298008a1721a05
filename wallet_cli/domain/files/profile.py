"""What was settled about the tables of one bank, so that the next file of that shape asks nothing.

A profile knows columns by name and how the bank writes, never an account or a person: others may have it.
As JSON it is an object of texts, with the version of its form.
"""

from __future__ import annotations

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERSION = 1
SIGNS = ("", "in", "out")
DATE_ORDERS = ("", "dmy", "mdy", "ymd")
MARKS = ("", ".", ",")
_TEXT_LIMIT = 200
_MOST_COLUMNS = 200


class TableProfile(NamedTuple):
    """``header`` is the key of the header that it is for; what is "" or not there is left to the file.

    ``roles`` are (column's name as in ``column_names``, role); ``sign`` says which way a plain amount went, ``in`` or
    ``out``; ``dates`` dmy, mdy or ymd; ``decimal`` the mark; ``currency`` a code; ``zone`` as in the tz database;
    ``source`` the kind of source: bank, card or ewallet; ``name`` is what people call it.
    """

    header: str
    roles: tuple[tuple[str, str], ...] = ()
    sign: str = ""
    dates: str = ""
    decimal: str = ""
    currency: str = ""
    zone: str = ""
    source: str = ""
    name: str = ""

    def as_json(self) -> dict[str, object]:
        """The object that ``from_json`` reads back."""
        found = {name: value for name, value in self._asdict().items() if value}
        return {"version": VERSION, **found, "roles": dict(self.roles)}


class Unclear(NamedTuple):
    """What is seen of a table that leaves something open: names and roles of its columns, and some rows of cells.

    ``at`` is the column that is asked about (-1: none), ``likely`` the likely answer ("": none is); ``header`` the
    header's key, "" for a table without one.
    """

    header: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: int = -1
    likely: str = ""


def column_names(names: Sequence[str]) -> tuple[str, ...]:
    """The columns' names, each once: one without a name or with another's is ``#3``, or has it after its name."""
    found: list[str] = []
    for at, name in enumerate(names, 1):
        name = name.strip()
        found.append(f"{name} #{at}".strip() if not name or name in found else name)
    return tuple(found)


def header_key(names: Iterable[str]) -> str:
    """What two files of one shape share: a digest of the columns' names, without case and blanks around.

    Columns without a name behind the last that has one don't count: rows may have more cells than the header.
    """
    import hashlib

    from wallet_cli.domain.text import fold

    text = "\x1f".join(fold(name) for name in names).rstrip("\x1f")
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def from_json(body: Mapping[str, object]) -> TableProfile:
    """The profile of an object; BadFile("field-missing", "field-wrong")."""
    if body.get("version") != VERSION:
        raise BadFile("field-wrong", field="version")
    if "header" not in body:
        raise BadFile("field-missing", field="header")
    texts = {name: body.get(name, "") for name in TableProfile._fields if name != "roles"}
    for name, value in texts.items():
        if not isinstance(value, str) or len(value) > _TEXT_LIMIT:
            raise BadFile("field-wrong", field=name)
    for name, known in (("sign", SIGNS), ("dates", DATE_ORDERS), ("decimal", MARKS)):
        if texts[name] not in known:
            raise BadFile("field-wrong", field=name)
    code = texts["currency"]
    if code and currency_of_word(str(code)) != (code,):
        raise BadFile("field-wrong", field="currency")
    roles = body.get("roles", {})
    if not isinstance(roles, dict) or len(roles) > _MOST_COLUMNS:
        raise BadFile("field-wrong", field="roles")
    pairs = tuple((str(name)[:_TEXT_LIMIT], str(role)[:_TEXT_LIMIT]) for name, role in roles.items())
    return TableProfile(roles=pairs, **{name: str(value) for name, value in texts.items()})

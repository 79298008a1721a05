"""The words of every error: an error's slug and parameters go in, a message and a hint in the chosen language come out.

Each module under ``problems`` holds the texts of one area; they are read only when something went wrong. A template
is translated before its fields are filled, numbers in a hint are written as they are to be typed, and every value is
made visible: what it says may come from anywhere. A command line is between backticks (``words.spelling``). What is
between ``[[`` and ``]]`` is said only where all its fields have something to say: ``[[ (did you mean {near}?)]]``.
{periods} are examples of periods, the same everywhere; ``{left:currency}`` is an amount in the currency that another
field names, ``{found:operations}`` a number of these.
"""

from __future__ import annotations

from wallet_cli.i18n import N_, _
from wallet_cli.words.blanks import blank
from wallet_cli.words.calendar import examples, kind
from wallet_cli.words.spelling import Shown, bare, example, filled, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wallet_cli.errors import WalletError

# What the system says most often; the rest stays in its own words
REASONS = (
    N_("No such file or directory"), N_("Permission denied"), N_("Is a directory"), N_("Not a directory"),
    N_("File name too long"), N_("Read-only file system"), N_("No space left on device"), N_("Input/output error"),
)  # fmt: skip


def text_of(error: WalletError) -> tuple[str, str]:
    """Message and hint ("" if there is none); the slug itself where no area has words for it."""
    message, hint = marked_text_of(error)
    return bare(message), bare(hint)


def marked_text_of(error: WalletError) -> tuple[str, str]:
    """The same, with the marks at the ends of command lines, for what is folded."""
    message, hint = _templates(error.slug)
    fields = {"periods": shown(examples()), **{name: _shown(name, value) for name, value in error.params.items()}}
    if ":" in message or ":" in hint:  # a field that is shown in the currency that another names, or counted
        fields = {name: _amount(fields, value) for name, value in fields.items()}
    return _filled(_(message), fields), _filled(example(_(hint)), fields)


def _amount(fields: dict[str, Shown], value: Shown) -> Shown:
    from wallet_cli.words import amount

    return amount.in_messages(fields, value) if isinstance(value, str) else value


def _filled(template: str, fields: dict[str, Shown]) -> str:
    """``template`` with its fields, without the optional parts that would be empty."""
    said, *optional = template.split("[[")
    said = filled(said, fields)
    if not optional:
        return said
    from string import Formatter

    for part in optional:
        inside, _end, after = part.partition("]]")
        if all(fields.get(name) for _text, name, _spec, _conversion in Formatter().parse(inside) if name):
            said += filled(inside, fields)
        said += filled(after, fields)
    return said


def areas() -> Iterator[Mapping[str, tuple[str, str]]]:
    """Message and hint by slug, area by area; each is read when it is asked for."""
    from importlib import import_module
    from pkgutil import iter_modules

    import wallet_cli.words.problems as package

    for area in iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{area.name}").TEXTS


def _templates(slug: str) -> tuple[str, str]:
    for texts in areas():
        if slug in texts:
            return texts[slug]
    return slug, ""


def _shown(name: str, value: object) -> Shown:
    if name == "kinds" and isinstance(value, tuple):
        return shown(tuple(kind(str(each)) for each in value))
    if name == "styles" and isinstance(value, tuple):  # they have commas in them
        return shown("   ".join(map(str, value)))
    if name == "type":  # of a key
        return shown(_(str(value)))
    if name == "argument":
        return shown(blank(str(value)))
    return shown(_(value) if value in REASONS else value)

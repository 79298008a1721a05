"""The words of every error: an error's slug and parameters go in, a message and a hint in the chosen language come out.

Each module of this package holds the texts of one area; they are read only when something went wrong. A template is
translated before its fields are filled, and every value is made visible: what it says may come from anywhere. What
stands between ``[[`` and ``]]`` is said only where all its fields have something to say: ``[[ (did you
mean {near}?)]]``.
"""

from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

from wallet_cli.domain.text import visible
from wallet_cli.errors import WalletError
from wallet_cli.i18n import N_, _

# What the system says most often; the rest stays in its own words
REASONS = (
    N_("No such file or directory"), N_("Permission denied"), N_("Is a directory"), N_("Not a directory"),
    N_("File name too long"), N_("Read-only file system"), N_("No space left on device"), N_("Input/output error"),
)  # fmt: skip


MOST_CHARACTERS = 1000
"""How much of a value an error repeats: enough to know it again, and for a whole corrected line."""


def text_of(error: WalletError) -> tuple[str, str]:
    """Message and hint ("" if there is none); the slug itself where no area has words for it."""
    message, hint = _templates(error.slug)
    shown = {name: _shown(value) for name, value in error.params.items()}
    return _filled(_(message), shown), _filled(_(hint), shown)


def _filled(template: str, shown: dict[str, str]) -> str:
    """``template`` with its fields, without the optional parts that would be empty."""
    said, *optional = template.split("[[")
    for part in optional:
        inside, _end, after = part.partition("]]")
        if all(shown[name] for _text, name, _spec, _conversion in Formatter().parse(inside) if name):
            said += inside
        said += after
    return said.format_map(shown)


def _templates(slug: str) -> tuple[str, str]:
    for area in iter_modules(__path__):
        texts: dict[str, tuple[str, str]] = import_module(f"{__name__}.{area.name}").TEXTS
        if slug in texts:
            return texts[slug]
    return slug, ""


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return _(", ").join(_shown(part) for part in value)
    text = _(value) if value in REASONS else str(value)
    return visible(text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…")

"""Languages: English is the source, 简体中文 a catalogue. ``_`` translates now, ``N_`` marks a text for later."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
_CATALOGUES = {"zh": "zh_CN"}
_current: NullTranslations | None = None
_language = "en"
_words: tuple[tuple[str, str], ...] = ()
"""Signs, and the words that stand for them from now on."""


def choose(language: str) -> None:
    """Make ``language`` ("en" or "zh") the language of every text from now on; without its catalogue, English."""
    global _current, _language, _words
    _language, _current, _words = language, None, ()
    if language in _CATALOGUES:
        import gettext

        folder = os.path.join(os.path.dirname(__file__), "locale")
        _current = gettext.translation("wallet", folder, languages=[_CATALOGUES[language]], fallback=True)


def language() -> str:
    """The language chosen: "en" or "zh"."""
    return _language


def _(text: str) -> str:
    """``text`` in the chosen language."""
    text = _current.gettext(text) if _current and text else text
    return sign(text) if _words else text


def spell_out(words: tuple[tuple[str, str], ...]) -> None:
    """Say words in place of signs in every text from now on: pairs of a sign and what is said. Names that people gave
    aren't texts of ours, and stay as they are.
    """
    global _words
    _words = words


def spells_out() -> bool:
    """Whether words are said in place of signs."""
    return bool(_words)


def sign(text: str) -> str:
    """A text of signs, such as " → ", or what is said in place of it."""
    for each, word in _words:
        text = text.replace(each, word)
    return text


def N_(text: str) -> str:
    """Mark ``text`` for translation without translating it now."""
    return text


def match(wish: str) -> str | None:
    """The supported language a locale name asks for ("zh_CN.UTF-8" is "zh"), or None."""
    head = wish.replace("-", "_").split("_")[0].split(".")[0].lower()
    return head if head in LANGUAGES else None

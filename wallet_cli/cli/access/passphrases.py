"""One rule for every entrance of a passphrase, whether a file, a descriptor, a command or a person gives it.

A new one is refused where nobody could type it, or where it is too short, and is kept in one form. One that opens is
never refused: what a wallet was once made with is tried as it comes; the reason is named only where that opens nothing.
"""

from __future__ import annotations

from wallet_cli.domain.passphrase import LEAST, MOST_BYTES, fault, kept_form, size
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    _Opened = TypeVar("_Opened")

WHY = {
    "utf-16": N_("it is in UTF-16"),
    "bom": N_("it begins with a byte order mark"),
    "nul": N_("it has a zero byte"),
    "long": N_("it is too long"),
    "not-utf-8": N_("it isn't UTF-8"),
    "control": N_("it has a control character"),
}
TYPED_WHY = {
    "utf-16": N_("the terminal sent characters that can't be read"),
    "bom": N_("it begins with an invisible character"),
    "nul": N_("a key was pressed that types no character"),
    "not-utf-8": N_("the terminal sent characters that can't be read"),
    "control": N_("a key was pressed that types no character"),
}
"""The same of what was typed at a prompt."""
WRONG = ("wrong-passphrase", "wrong-key-file", "wrong-secret")
TYPED_WRONG = (*WRONG, "passphrase-untypable", "passphrase-empty")
"""What someone at the keyboard can mend by typing it again."""
_CUT_BYTES = 4096
"""Longer lines were cut here once, and a key made of one still opens by it."""


class Typed(bytes):
    """A passphrase that someone typed at a prompt: how to mend it is said of a keyboard, not of a file."""


class Told(bytes):
    """A passphrase that came from a ``source``, such as ``--passphrase-file``: there is no keyboard to look at."""

    source = ""


def from_source(told: bytes, source: str) -> Told:
    """The passphrase that ``source`` gave."""
    found = Told(told)
    found.source = source
    return found


def typed(text: str) -> bytes:
    """The bytes of what was typed, even where they aren't UTF-8."""
    return Typed(text.encode(errors="surrogateescape"))


def made_of(told: bytes) -> bytes:
    """A new passphrase as it is kept. Raises UsageProblem("passphrase-empty", "passphrase-untypable",
    "passphrase-short").
    """
    _require_typable(told)
    new = kept_form(told)
    length = size(new.decode())
    if length < LEAST:
        raise UsageProblem("passphrase-short", length=length, least=LEAST)
    return new


def same(told: bytes, kept: bytes) -> bool:
    """Whether this is the passphrase that is kept as ``kept``."""
    return told == kept or (not fault(told) and kept_form(told) == kept)


def opened_by(told: bytes, derive: Callable[[bytes], _Opened]) -> _Opened:
    """What a passphrase opens: as it was given, and where that opens nothing, once more in the form that is kept.

    Raises as ``derive``, and for what opens nothing because it can't be a passphrase as ``made_of``.
    """
    source = told.source if isinstance(told, Told) else ""
    told = type(told)(told[:_CUT_BYTES]) if len(told) > _CUT_BYTES else told
    try:
        return _derived(told, derive, source)
    except Locked as error:
        if error.slug not in WRONG:
            raise
        _require_typable(told)
        kept = kept_form(told)
        if kept == told:
            raise
    return _derived(kept, derive, source)


def _derived(told: bytes, derive: Callable[[bytes], _Opened], source: str) -> _Opened:
    """What it opens; the refusal of one that nobody typed names its source, and no keyboard."""
    try:
        return derive(told)
    except Locked as error:
        if error.slug == "wrong-passphrase":
            error.params |= {"source": source, "line": "" if source else spelled(["unlock"])}
        raise


def words_of(told: bytes) -> str:
    """Recovery words as a source gives them; they are in a list, so a byte order mark means nothing here."""
    if fault(told) in ("utf-16", "nul"):
        _require_typable(told)
    return told.decode("utf-8-sig", errors="replace")


def _require_typable(told: bytes) -> None:
    found = fault(told)
    at_prompt = isinstance(told, Typed)
    if found == "empty":
        raise UsageProblem("passphrase-empty", line="" if at_prompt else 1)
    if found and at_prompt:
        raise UsageProblem("passphrase-untypable", why=_(TYPED_WHY.get(found, WHY[found])), typed=MOST_BYTES, most="")
    if found:
        raise UsageProblem("passphrase-untypable", why=_(WHY[found]), most=MOST_BYTES, typed="")

"""The catalogue of 简体中文: its file read, written in one form only, compiled, and compared with the source's texts.

The form has no line numbers, dates or versions and one text a line, sorted, so that two branches merge without conflict
where they add different texts. What always holds: writing what was read changes nothing.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from tests.i18n.texts import fields_of
from tests.shape.source import ROOT

FOLDER = ROOT / "wallet_cli" / "locale" / "zh_CN" / "LC_MESSAGES"
HEADER = (
    "Language: zh_CN\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
)
COMMENT = "# The texts of wallet in 简体中文. After changing texts in the source: python -m tests.i18n.update\n"


class Entry(NamedTuple):
    """A translation, "" if there is none yet; ``fuzzy`` if it was made for another text."""

    translation: str
    fuzzy: bool = False


Catalogue = Mapping[str, Entry]


def read(path: Path) -> dict[str, Entry]:
    """The entries of a .po file; none where there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale="zh_CN", abort_invalid=True)
    return {str(message.id): Entry(str(message.string or ""), message.fuzzy) for message in messages if message.id}


def render(catalogue: Catalogue) -> str:
    """The .po file."""
    entries = [f"{COMMENT}{_field('msgid', '')}{_field('msgstr', HEADER)}"]
    for text, entry in sorted(catalogue.items()):
        flag = "#, fuzzy\n" if entry.fuzzy else ""
        entries.append(f"{flag}{_field('msgid', text)}{_field('msgstr', entry.translation)}")
    return "\n".join(entries)


def _field(keyword: str, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    quoted = [f'"{_escape(line)}"\n' for line in (lines if len(lines) == 1 else ["", *lines])]
    return f"{keyword} {''.join(quoted)}"


def _escape(text: str) -> str:
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, escape)
    return text


def compile_catalogue(catalogue: Catalogue) -> bytes:
    """The .mo file (GNU gettext manual, "The Format of GNU MO Files"), without what is empty or fuzzy."""
    usable = {text: entry.translation for text, entry in catalogue.items() if entry.translation and not entry.fuzzy}
    pairs = sorted((text.encode(), words.encode()) for text, words in {**usable, "": HEADER}.items())
    table = 28
    strings = table + 16 * len(pairs)
    body, rows = b"", ([], [])  # type: tuple[bytes, tuple[list[int], list[int]]]
    for side in (0, 1):
        for pair in pairs:
            rows[side].extend((len(pair[side]), strings + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), table, table + 8 * len(pairs), 0, strings)
    return head + struct.pack(f"<{4 * len(pairs)}I", *rows[0], *rows[1]) + body


def updated(catalogue: Catalogue, texts: set[str]) -> dict[str, Entry]:
    """The catalogue of exactly these texts: new ones empty, those of no text gone."""
    return {text: catalogue.get(text, Entry("")) for text in texts}


def untranslated(catalogue: Catalogue, texts: set[str]) -> list[str]:
    """Texts that have no translation."""
    return sorted(text for text in texts if not catalogue.get(text, Entry("")).translation)


def stale(catalogue: Catalogue, texts: set[str]) -> list[str]:
    """Entries whose text is no longer in the source."""
    return sorted(catalogue.keys() - texts)


def fuzzy(catalogue: Catalogue, texts: set[str]) -> list[str]:
    """Entries that somebody has yet to look at."""
    return sorted(text for text, entry in catalogue.items() if entry.fuzzy)


def other_fields(catalogue: Catalogue, texts: set[str]) -> list[str]:
    """Translations whose {fields} differ from those of the text: they would break when they are filled in."""
    return sorted(
        text
        for text, entry in catalogue.items()
        if entry.translation and fields_of(entry.translation) != fields_of(text)
    )

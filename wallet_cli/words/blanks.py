"""What a line has in place of what has still to be filled in, ``NAME`` or ``@ACCOUNT``, in the chosen language."""

from __future__ import annotations

from wallet_cli.i18n import N_, _, language

BLANKS = {
    "ACCOUNT": N_("ACCOUNT"),
    "ALIAS": N_("ALIAS"),
    "AMOUNT": N_("AMOUNT"),
    "BALANCE": N_("BALANCE"),
    "CATEGORY": N_("CATEGORY"),
    "CHOICE": N_("CHOICE"),
    "CODE": N_("CODE"),
    "COLUMNS": N_("COLUMNS"),
    "COMMAND": N_("COMMAND"),
    "DATE": N_("DATE"),
    "DAYS": N_("DAYS"),
    "EXAMPLE": N_("EXAMPLE"),
    "FILE": N_("FILE"),
    "FOLDER": N_("FOLDER"),
    "FORMAT": N_("FORMAT"),
    "FROM": N_("FROM"),
    "ID": N_("ID"),
    "INTO": N_("INTO"),
    "KEY": N_("KEY"),
    "KIND": N_("KIND"),
    "LANG": N_("LANG"),
    "LINE": N_("LINE"),
    "MARK": N_("MARK"),
    "MONTH": N_("MONTH"),
    "NAME": N_("NAME"),
    "NEW": N_("NEW"),
    "NEWEST-BACKUP": N_("NEWEST-BACKUP"),
    "NUMBER": N_("NUMBER"),
    "OPERATION": N_("OPERATION"),
    "OPTIONS": N_("OPTIONS"),
    "ORDER": N_("ORDER"),
    "OTHER": N_("OTHER"),
    "OTHER-FOLDER": N_("OTHER-FOLDER"),
    "PART": N_("PART"),
    "PAYEE": N_("PAYEE"),
    "PAYER": N_("PAYER"),
    "PAYLOAD": N_("PAYLOAD"),
    "PERIOD": N_("PERIOD"),
    "PERSON": N_("PERSON"),
    "PICTURE": N_("PICTURE"),
    "RULE": N_("RULE"),
    "RULES": N_("RULES"),
    "SCHEME": N_("SCHEME"),
    "SHOP": N_("SHOP"),
    "STATE": N_("STATE"),
    "TAG": N_("TAG"),
    "TEXT": N_("TEXT"),
    "TIME": N_("TIME"),
    "TIMES": N_("TIMES"),
    "TO": N_("TO"),
    "TOPIC": N_("TOPIC"),
    "TYPE": N_("TYPE"),
    "VALUE": N_("VALUE"),
    "VERB": N_("VERB"),
    "WAY": N_("WAY"),
    "WORDS": N_("WORDS"),
}
"""Each is one word of a line, or a part of one: ``@ACCOUNT``, ``PERSON[=PART]``, ``COMMAND|TOPIC``."""

SUGGESTED = frozenset(
    (
        "NAME",
        "AMOUNT",
        "SHOP",
        "ACCOUNT",
        "@ACCOUNT",
        "CATEGORY",
        "+CATEGORY",
        "@FROM",
        "@TO",
        "TAG",
        "FILE",
        "DATE",
        "ALIAS",
        "ID",
    )
)
"""Those in lines made of what was typed: any other word there is someone's own, capitals or not."""


def blank(text: str) -> str:
    """``text`` with its blanks in the chosen language: ``文件 @账户`` for ``FILE @ACCOUNT``."""
    if language() == "en":
        return text
    out, word = "", ""
    for char in f"{text}\n":
        if "A" <= char <= "Z" or (char == "-" and word):
            word += char
        else:
            out, word = out + (_(BLANKS[word]) if word in BLANKS else word) + char, ""
    return out[:-1]


def suggested(word: str) -> str:
    """A word of a line that was made of what was typed: in the chosen language where it has still to be filled in."""
    return blank(word) if word in SUGGESTED else word

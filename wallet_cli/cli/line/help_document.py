"""Help for programs: ``wallet.help/1``, what ``wallet help --json`` and every ``--help --json`` answer.

In go the same descriptions of which help screens are made, out comes one document; its texts are in the chosen
language, its keys never.
"""

from __future__ import annotations

from wallet_cli.cli.line import registry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG, MANY, WORDS
from wallet_cli.i18n import _, language
from wallet_cli.words.spelling import bare, named, said
from wallet_cli.words.topics import contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.spec import Noun, Param, Spec

Document = dict[str, "Any"]


def everything() -> Document:
    """All commands and topics, and the options that every command takes."""
    commands = [
        {"name": each.name, "aliases": list(each.aliases), "group": _(each.group), "summary": _(each.summary)}
        for each in registry.ENTRIES
    ]
    topics = [{"name": contents.name(each, language()), "summary": _(each.summary)} for each in contents.TOPICS]
    return _document(commands=commands, topics=topics, options=_options(GLOBALS))


def options() -> Document:
    """The options that every command takes."""
    return _document(options=_options(GLOBALS))


def of_noun(noun: Noun) -> Document:
    """A noun and its verbs; ``default`` is the verb that the noun alone means, null for none."""
    verbs = [{"name": each.name, "summary": _(each.summary)} for each in noun.verbs]
    return _document(
        command=noun.name,
        summary=_(noun.summary),
        details=_text(noun.details),
        default=noun.default or None,
        verbs=verbs,
    )


def of_command(spec: Spec, path: str, usage: str) -> Document:
    """One command: what it does, and what it takes."""
    arguments = [
        {"name": each.name, "required": each.required, "several": each.takes == WORDS, "help": _help(each)}
        for each in spec.params
        if not each.flags
    ]
    return _document(
        command=path,
        summary=_(spec.summary),
        details=_text(spec.details),
        usage=usage,
        arguments=arguments,
        options=_options([each for each in spec.params if each.flags]),
        examples=[named(_(each)) for each in spec.examples],
    )


def of_topic(topic: contents.Topic) -> Document:
    """A page, line by line, as it is written: ``# `` begins its title, ``## `` its parts."""
    lines = [bare(said(line)) for line in contents.page(topic, language())]
    return _document(topic=contents.name(topic, language()), summary=_(topic.summary), lines=lines)


def of_lines(lines: Sequence[str]) -> Document:
    """A few lines of advice."""
    return _document(lines=[bare(said(_(line))) for line in lines])


def _document(**fields: Any) -> Document:
    return {"schema": "wallet.help/1", **fields}


def _options(params: Sequence[Param]) -> list[Document]:
    return [
        {
            "flags": list(each.flags),
            "value": None if each.takes == FLAG else each.metavar or each.name.upper(),
            "several": each.takes == MANY,
            "help": _help(each),
        }
        for each in params
    ]


def _help(param: Param) -> str:
    return param.filled(_(param.help))


def _text(text: str) -> str:
    return bare(said(_(text))) if text else ""

"""Help screens, made from the commands' descriptions: plain, translated, quick."""

from __future__ import annotations

from wallet_cli.cli.line import registry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.render.output import BOLD, Output
from wallet_cli.cli.spec import FLAG, WORDS, Noun, Param, Spec
from wallet_cli.domain.text import width
from wallet_cli.i18n import N_, _, language
from wallet_cli.words.blanks import blank
from wallet_cli.words.spelling import bare, named, said
from wallet_cli.words.topics import contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App

WELCOME = (
    N_("wallet keeps your money matters in an encrypted store that only you can open."),
    N_("start      `wallet init`          then  `wallet pay`  and type: 12.50 Coffee @cash +food"),
    N_("look       `wallet balance`       `wallet history`       `wallet budget`"),
    N_("mistake    `wallet undo`"),
    N_("try it     `wallet demo`          a sample month; leaves nothing behind"),
    N_("help       `wallet --help`        `wallet help pay`"),
)

WELCOME_COLUMN = 11
LEFT_COLUMN = 26


def show_welcome(app: App) -> None:
    """Six lines: what there is and what to do next."""
    out = Output(app)
    for line in WELCOME:
        out.prose(said(_(line)), WELCOME_COLUMN)


def show_all(app: App) -> None:
    """Every command with its summary."""
    out = Output(app)
    out.line(_("usage: {command}").format(command=blank("wallet COMMAND [WORDS] [OPTIONS]")))
    groups = dict.fromkeys(entry.group for entry in registry.ENTRIES)
    for group in groups:
        out.line()
        out.line(out.paint(_(group), BOLD))
        for entry in registry.ENTRIES:
            if entry.group == group:
                short = f" ({entry.aliases[0]})" if entry.aliases and len(entry.aliases[0]) == 1 else ""
                _two(out, entry.name + short, _(entry.summary))
    out.line()
    out.line(out.paint(bare(said(_("money and safety: `wallet help TOPIC`"))), BOLD))
    for topic in contents.TOPICS:
        _two(out, f"{topic.name} {topic.chinese}" if language() == "zh" else topic.name, _(topic.summary))
    out.line()
    out.line(said(_("`wallet help COMMAND` shows the rest; global options:")))
    _options(out, GLOBALS)


def show_topic(app: App, topic: contents.Topic) -> None:
    """A page on money and safety."""
    out = Output(app)
    for line in contents.page(topic, language()):
        mark, blank, rest = line.partition(" ")
        if mark in ("#", "##") and blank:
            if mark == "##":
                out.line()
            out.line(out.paint(rest, BOLD))
        else:
            out.prose(said(line), len(mark) + 1 if mark in ("-", "1.", "2.", "3.", "4.", "5.", "6.") else 0)


def show_noun(app: App, noun: Noun) -> None:
    """A noun and its verbs."""
    out = Output(app)
    out.line(_("usage: {command}").format(command=f"wallet {noun.name} {blank('VERB')}"))
    out.line(_(noun.summary))
    out.line()
    for verb in noun.verbs:
        _two(out, verb.name, _(verb.summary))
    if noun.details:
        out.line()
        out.prose(said(_(noun.details)))


def usage(spec: Spec, path: str) -> str:
    """The usage line of a command."""
    words = [_argument(param) for param in spec.params if not param.flags]
    return " ".join(["wallet", path, *words, blank("[OPTIONS]")])


def show_command(app: App, spec: Spec, path: str) -> None:
    """One command: usage, what it does, arguments, options, examples."""
    out = Output(app)
    out.line(_("usage: {command}").format(command=usage(spec, path)))
    out.line(_(spec.summary))
    if spec.details:
        out.line()
        out.prose(said(_(spec.details)))
    arguments = [param for param in spec.params if not param.flags]
    options = [param for param in spec.params if param.flags]
    if arguments:
        out.line()
        for param in arguments:
            _two(out, _argument(param), param.filled(_(param.help)))
    if options:
        out.line()
        out.line(out.paint(_("options"), BOLD))
        _options(out, options)
    if spec.examples:
        out.line()
        out.line(out.paint(_("examples"), BOLD))
        for example in spec.examples:
            out.line(f"  {named(_(example))}")
    topic = contents.about(path)
    if topic is not None:
        out.line()
        out.prose(said(_("more about this: `wallet help {topic}`"), topic=contents.name(topic, language())))
    out.line()
    out.prose(said(_("global options: {names}; `wallet --help` shows what they do"), names=_names(GLOBALS)))


def _names(params: Sequence[Param]) -> str:
    return " ".join(param.flags[-1] for param in params)


def value_name(param: Param) -> str:
    """What stands for the value of an option or an argument, in the chosen language."""
    name = param.metavar or param.name.upper()
    return blank(_(name))


def _argument(param: Param) -> str:
    name = value_name(param)
    if param.takes == WORDS:
        name += "…"
    return name if param.required else f"[{name}]"


def _options(out: Output, params: Sequence[Param]) -> None:
    for param in params:
        metavar = "" if param.takes == FLAG else f" {value_name(param)}"
        _two(out, ", ".join(param.flags) + metavar, param.filled(_(param.help)))


def _two(out: Output, left: str, right: str) -> None:
    blanks = " " * max(2, LEFT_COLUMN - width(left))
    out.prose(f"  {left}{blanks}{right}", LEFT_COLUMN + 2)

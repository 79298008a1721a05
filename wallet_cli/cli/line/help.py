"""Help screens, made from the commands' descriptions: plain, translated, quick."""

from __future__ import annotations

from wallet_cli.cli.line import help_document, registry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.render.output import BOLD, Output
from wallet_cli.cli.spec import FLAG, WORDS, Noun, Param, Spec
from wallet_cli.domain.text import width
from wallet_cli.i18n import N_, _, language
from wallet_cli.words.blanks import blank
from wallet_cli.words.spelling import EDGE, bare, example, named, said, unbroken
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

WAYS = (
    N_("simple     `wallet config set simple on`   short answers, and help with the commands of every day"),
    N_("read aloud `wallet config set plain on`    all in words, a fact a line, for screen readers"),
    N_("as before  `wallet config set simple off`  `wallet config set plain off`"),
)
"""How answers can be shown."""

WELCOME_COLUMN = 11
EVERY_DAY = (
    *(
        "pay",
        "receive",
        "transfer",
        "balance",
        "history",
        "edit",
        "undo",
        "unlock",
        "lock",
        "backup",
        "restore",
        "help",
    ),
)
"""The commands shown to a person who wants it simple."""
EVERYDAY_OPTIONS = ("day", "memo")
FEW = 3
"""The number of examples in their help."""
EVERYDAY_VERBS = {
    "accounts": ("list", "add", "show", "rename", "edit"),
    "budget": ("show", "set", "move", "cover", "rm"),
    "categories": ("list", "add", "rename"),
    "payees": ("list", "show", "edit"),
}
"""The verbs of nouns that a person who wants it simple is shown."""
LEFT_COLUMN = 26


def show_welcome(app: App) -> None:
    """Six lines: what there is and what to do next."""
    out = Output(app)
    for line in WELCOME:
        welcome(out, line)


def welcome(out: Output, line: str) -> None:
    """A line of the six: what it is about, and command lines."""
    text = said(_(line))
    if out.plain:
        label, edge, lines = text.partition(EDGE)
        label, rest = label.strip(), [part.strip(" ") for part in (edge + lines).split("  ") if part.strip(" ")]
        out.prose(label + (_(": ") + _(", ").join(rest) if rest else ""), 2)
    else:
        out.prose(text, WELCOME_COLUMN)


def _settle(app: App) -> bool:
    """Find out how the person wants help shown, who may have said so in the wallet; False where it is locked."""
    if not app.for_people:
        return True
    from wallet_cli.cli.access import opening

    return opening.settle(app)


def show_all(app: App) -> None:
    """Every command with its summary."""
    _settle(app)
    out = Output(app)
    if out.as_json:
        out.json(help_document.everything())
        return
    if app.simple:
        _few(out)
        return
    out.prose(_("usage: {command}").format(command=blank("wallet COMMAND [WORDS] [OPTIONS]")))
    groups = dict.fromkeys(entry.group for entry in registry.ENTRIES)
    for group in groups:
        out.line(out.paint(_(group), BOLD))
        for entry in registry.ENTRIES:
            if entry.group == group:
                short = f" ({entry.aliases[0]})" if entry.aliases and len(entry.aliases[0]) == 1 else ""
                _two(out, entry.name + short, _(entry.summary))
    out.line(out.paint(bare(said(_("money and safety: `wallet help TOPIC`"))), BOLD))
    names = [f"{topic.name} {topic.chinese}" if language() == "zh" else topic.name for topic in contents.TOPICS]
    out.prose(f"  {_(', ').join(map(unbroken, names))}", 2)
    out.line()
    out.prose(said(_("`wallet help COMMAND` shows the rest, `wallet help options` what all of them share")))
    out.prose(said(_("simpler, or for a screen reader: `wallet help simple`")))


def show_options(app: App) -> None:
    """The options that every command takes."""
    out = Output(app)
    if out.as_json:
        out.json(help_document.options())
        return
    out.line(out.paint(_("options of every command"), BOLD))
    _options(out, GLOBALS)


def _few(out: Output) -> None:
    """The commands of every day, with an example each."""
    for entry in registry.ENTRIES:
        if entry.name in EVERY_DAY:
            _two(out, entry.name, _(entry.summary))
    out.line()
    out.prose(said(_("`wallet help pay` shows how; all commands: `wallet help --verbose`")))
    out.prose(said(_("something is lost: `wallet help emergency`; all as before: `wallet config set simple off`")))


def show_ways(app: App) -> None:
    """How answers can be shown: simple, or to be read aloud."""
    out = Output(app)
    if out.as_json:
        out.json(help_document.of_lines(WAYS))
        return
    for line in WAYS:
        welcome(out, line)


def show_topic(app: App, topic: contents.Topic) -> None:
    """A page on money and safety."""
    out = Output(app)
    if out.as_json:
        out.json(help_document.of_topic(topic))
        return
    for line in contents.page(topic, language()):
        mark, blank, rest = line.partition(" ")
        if mark in ("#", "##") and blank:
            if mark == "##":
                out.line()
            out.line(out.paint(rest, BOLD))
        else:
            out.prose(said(line), len(mark) + 1 if mark in ("-", "1.", "2.", "3.", "4.", "5.", "6.") else 0)


def show_noun(app: App, noun: Noun) -> None:
    """A noun and its verbs; simple: those of every day."""
    _settle(app)
    out = Output(app)
    if out.as_json:
        out.json(help_document.of_noun(noun))
        return
    out.prose(_("usage: {command}").format(command=f"wallet {noun.name} {blank('VERB')}"))
    out.prose(_(noun.summary))
    out.line()
    few = EVERYDAY_VERBS.get(noun.name) if app.simple else None
    for verb in noun.verbs:
        if few is None or verb.name in few:
            _two(out, verb.name, _(verb.summary))
    if few is not None:
        out.line()
        out.prose(said(_("everything about it: `wallet help {command} --verbose`"), command=(noun.name,)))
        return
    if noun.details:
        out.line()
        out.prose(said(_(noun.details)))


def usage(spec: Spec, path: str) -> str:
    """The usage line of a command."""
    words = [_argument(param) for param in spec.params if not param.flags]
    return " ".join(["wallet", path, *words, blank("[OPTIONS]")])


def show_command(app: App, spec: Spec, path: str) -> None:
    """One command: usage, what it does, arguments, options, examples; simple: what its examples use."""
    knows_numbers = _settle(app)
    out = Output(app)
    if out.as_json:
        out.json(help_document.of_command(spec, path, usage(spec, path)))
        return
    out.prose(_("usage: {command}").format(command=usage(spec, path)), 2)
    out.prose(_(spec.summary))
    if spec.details and not app.simple:
        out.line()
        out.prose(said(_(spec.details)))
    arguments = [param for param in spec.params if not param.flags]
    options = [
        param for param in spec.params if param.flags and (not app.simple or _is_everyday(param, spec.examples[:FEW]))
    ]
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
        for each in spec.examples[: FEW if app.simple else None]:
            _example(app, out, named(_(each)))
        if not knows_numbers and any(_has_decimals(_(each)) for each in spec.examples):
            out.prose(said(_("written with a decimal point; once unlocked (`wallet unlock`), as your wallet does")))
    topic = contents.about(path)
    if topic is not None:
        out.line()
        out.prose(said(_("more about this: `wallet help {topic}`"), topic=contents.name(topic, language())))
    out.line()
    if app.simple:
        out.prose(said(_("everything about it: `wallet help {command} --verbose`"), command=tuple(path.split())))
        return
    out.prose(said(_("global options: {names}; `wallet help options` shows what they do"), names=_names(GLOBALS)))


def _example(app: App, out: Output, line: str) -> None:
    """A command line as it can be typed, or copied, here."""
    text = f"  {line if _is_same_for_all(line) else example(line)}"
    if not app.to_terminal or out.plain:
        out.line(text)
        return
    from wallet_cli.cli.render.wrap import continued

    for each in continued(text.lstrip(), app.around.width() - 2, 2):
        out.line(f"  {each}")


def _is_same_for_all(line: str) -> bool:
    """Whether an example is the same whatever the number style: what is piped, and a number style itself."""
    from wallet_cli.services.things.settings import STYLES

    return "|" in line or any(word in STYLES for word in line.split())


def _has_decimals(line: str) -> bool:
    """Whether an example has an amount that wallets write differently."""
    if _is_same_for_all(line) or "," in line:
        return False
    places = (at for at, sign in enumerate(line) if sign == ".")
    return any(line[at - 1 : at].isdigit() and line[at + 1 : at + 2].isdigit() for at in places)


def _is_everyday(param: Param, examples: Sequence[str]) -> bool:
    """Whether a person who wants it simple is shown this option: the day, a note, and what the examples use."""
    return param.name in EVERYDAY_OPTIONS or any(flag in line.split() for flag in param.flags for line in examples)


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
    if out.plain:
        out.fact(left, right)
        return
    blanks = " " * max(2, LEFT_COLUMN - width(left))
    out.prose(f"  {left}{blanks}{right}", LEFT_COLUMN + 2)

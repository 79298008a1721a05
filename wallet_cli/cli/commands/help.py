"""``wallet help``: help for everything, a command, a noun's verb, or a topic of money and safety."""

from __future__ import annotations

from wallet_cli.cli.line import help as screen
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import WORDS, Noun, Spec, arg
from wallet_cli.i18n import N_, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


OPTIONS = ("options", "option", "选项")
SHOWN = ("simple", "简单", "plain", "screen-reader", "screenreader", "读屏", "朗读")
"""What people look for who want it shown in another way."""
ALSO = {
    "主题": [], "topics": [], "topic": [], "aa": ["pay"], "分摊": ["pay"], "语言": ["options"], "language": ["options"],
}  # fmt: skip
"""What else help is asked about, and the words that show it."""


def run(app: App, words: list[str]) -> None:
    """Show the screen that ``wallet WORDS --help`` shows."""
    words = ALSO.get(words[0].lower(), words) if len(words) == 1 else words
    if words in ([], ["wallet"]):
        screen.show_all(app)
        return
    if words[0].lower() in OPTIONS:
        screen.show_options(app)
        return
    found = registry.find(words[0])
    if found is None:
        meant = registry.SYNONYMS.get(words[0], "").split()
        found = registry.find(meant[0]) if meant else None
        words = [*meant, *words[1:]] if found else words
    if found is None:
        from wallet_cli.words.topics import contents

        topic = contents.sought(words[0])
        if topic is not None:
            screen.show_topic(app, topic)
            return
        if words[0].lower() in SHOWN:
            screen.show_ways(app)
            return
        from wallet_cli.cli.line import usage
        from wallet_cli.domain.text import names_near

        error = usage.no_such_command(["help", *words], words[0])
        near = names_near(words[0], topics())
        if near and error.slug == "no-such-command":
            from wallet_cli.errors import NotFound
            from wallet_cli.words.spelling import spelled

            corrected = spelled(["help", near[0]])
            raise NotFound("no-such-command-near", command=words[0], near=tuple(near), corrected=corrected)
        raise error
    described = registry.load(found)
    if isinstance(described, Spec):
        screen.show_command(app, described, described.name)
    elif len(words) == 1:
        screen.show_noun(app, described)
    else:
        _verb(app, described, words)


def _verb(app: App, noun: Noun, words: list[str]) -> None:
    for verb in noun.verbs:
        if verb.name == words[1]:
            screen.show_command(app, verb, f"{noun.name} {verb.name}")
            return
    from wallet_cli.cli.line import usage

    raise usage.no_such_verb(["help", *words], noun, words[1])


def topics() -> list[str]:
    """The names of the pages on money and safety."""
    from wallet_cli.words.topics import contents

    return [topic.name for topic in contents.TOPICS]


def _listed() -> list[str]:
    """The names of those pages in the chosen language."""
    from wallet_cli.words.topics import contents

    return [contents.name(topic, language()) for topic in contents.TOPICS]


COMMAND = Spec(
    "help",
    N_("help for a command, or a page on money and safety"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="COMMAND|TOPIC",
            help=N_("the command, and its verb; or a topic: {names}"),
            complete="help",
            names=_listed,
        ),
    ),
    ("wallet help", "wallet help pay", "wallet help accounts add", "wallet help emergency"),
)

"""``wallet help``: help for everything, a command, a noun's verb, or a topic of money and safety."""

from __future__ import annotations

from wallet_cli.cli.line import help as screen
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import WORDS, Noun, Spec, arg
from wallet_cli.i18n import N_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App, words: list[str]) -> None:
    """Show the screen that ``wallet WORDS --help`` shows."""
    if words in ([], ["wallet"]):
        screen.show_all(app)
        return
    found = registry.find(words[0])
    if found is None:
        meant = registry.SYNONYMS.get(words[0], "").split()
        found = registry.find(meant[0]) if meant else None
        words = [*meant, *words[1:]] if found else words
    if found is None:
        from wallet_cli.words.topics import contents

        topic = contents.find(words[0])
        if topic is not None:
            screen.show_topic(app, topic)
            return
        from wallet_cli.cli.line import usage

        raise usage.no_such_command(["help", *words], words[0])
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


COMMAND = Spec(
    "help",
    N_("show help for a command, or a page on money and safety"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="COMMAND|TOPIC",
            help=N_("the command, and its verb; or a topic: {names}"),
            complete="help",
            names=topics,
        ),
    ),
    ("wallet help", "wallet help pay", "wallet help accounts add", "wallet help emergency"),
)

"""``wallet help``: help for everything, a command, or a noun's verb."""

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


COMMAND = Spec(
    "help",
    N_("show help for a command"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="COMMAND",
            help=N_("the command, and its verb"),
            complete="command",
        ),
    ),
    ("wallet help", "wallet help pay", "wallet help accounts add"),
)

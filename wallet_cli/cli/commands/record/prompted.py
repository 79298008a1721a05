"""What is said of a line that was typed at the prompt of a money verb: there only lines of that verb count."""

from __future__ import annotations

from wallet_cli.cli.render.output import Output
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.domain.quickline import Word


def behind_verb(words: Sequence[Word], verb: str) -> Sequence[Word]:
    """The words behind ``wallet`` and the verb, where the whole command line was typed once more.

    Raises UsageProblem("other-command") for the line of another command.
    """
    names_wallet = _is(words, "wallet")
    rest = words[1:] if names_wallet else words
    if _is(rest, verb):
        return rest[1:]
    # an adjustment begins with the name of an account, which may be that of a command
    if rest and (names_wallet or verb != "adjust") and _is_command(rest[0], names_wallet=names_wallet):
        raise UsageProblem("other-command", command=verb, corrected=spelled([word.text for word in rest]))
    return rest


def _is(words: Sequence[Word], name: str) -> bool:
    return bool(words) and not words[0].is_quoted and words[0].text == name


def _is_command(word: Word, *, names_wallet: bool) -> bool:
    """Whether a command line begins with this word; behind ``wallet`` an option or an alias may, too."""
    from wallet_cli.cli.line import registry

    if word.is_quoted:
        return False
    found = registry.find(word.text)
    if names_wallet:
        return found is not None or word.text in registry.SYNONYMS or word.text[:1] == "-"
    return found is not None and found.name == word.text


def refuse(app: App, error: WalletError) -> None:
    """Say why the line was refused; it is asked for again."""
    from wallet_cli.cli.render import problem

    if error.slug == "amount-missing":
        error = UsageProblem("amount-missing-here")
    problem.show(error, app.around, as_json=Output(app).as_json)

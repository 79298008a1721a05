"""A sentence in place of a line: the command that it is about is named, and done where a person agrees to it. Loaded
only where a line is refused.
"""

from __future__ import annotations

from wallet_cli.cli.commands.record import prompted, restyled
from wallet_cli.cli.commands.record.questions import Question, choose
from wallet_cli.domain.quickline import Word, join_words, read_line
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import _
from wallet_cli.services.record import told_line
from wallet_cli.words.blanks import BLANKS
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError
    from wallet_cli.services.record.told_line import Meant
    from wallet_cli.services.session import Session


def named(session: Session, error: WalletError, wished: Any) -> WalletError:
    """The error that names the command of a sentence; ``error`` where nothing is found, and for a line of the verb that
    it was typed for with the line that is meant, if nothing else may be.
    """
    found = _meant(session, wished)
    if found is None:
        return error
    line = found.lines[0].lacks
    if line[0] == session.command:
        return UsageProblem("amount-first", corrected=joined(restyled.words(session, line[1:])))
    return UsageProblem("synonym", word=found.word, command=line[0], corrected=_spelled(session, line, wished))


def asks(app: App, session: Session, wished: Any) -> bool:
    """Whether the line is a sentence: it is asked about then, and done where one of its lines is chosen.

    Raises Beside with the words of the one that is chosen; UsageProblem("other-command") for one of another verb that
    the books don't understand: it isn't a line of this one.
    """
    found = _meant(session, wished)
    if found is None:
        said, words = prompted.told_verb([Word(word, False) for word in getattr(wished, "words", ())])
        if said and said != session.command:
            raise prompted.other_verb(session.command, said, words)
        return False
    lines = {_spelled(session, line.words, wished): line.words for line in found.lines}
    text = _("is this what you mean? (1, or Enter alone to leave this line out)")
    text = text if len(lines) == 1 else _("which is meant?")
    chosen = choose(app, Question(text, list(lines), agrees=True))
    if chosen is not None:
        raise prompted.Beside(*restyled.words(session, lines[chosen.name]), *_notes(wished, lines[chosen.name]))
    return True


def _meant(session: Session, wished: Any) -> Meant | None:
    if session.key or not hasattr(wished, "words") or not hasattr(wished, "notes"):
        return None  # what repeats an id has to be typed as it was
    found = told_line.meant(session, wished.words, any_payment=_lacks_amount(wished.words))
    if found is not None and own_options(wished) and any(line.words[0] != session.command for line in found.lines):
        return None  # another command has no such options
    return found


def _lacks_amount(words: Sequence[str]) -> bool:
    try:
        read_line(words)
    except UsageProblem as error:
        return error.slug in ("amount-missing", "amounts-several")
    return False


def _spelled(session: Session, words: Sequence[str], wished: Any) -> str:
    written = restyled.words(session, words)
    return spelled([_blank(word) for word in (*written, *_notes(wished, words))])


def _blank(word: str) -> str:
    return f"@{_(BLANKS[word[1:]])}" if word in ("@FROM", "@TO") else word


def _notes(wished: Any, words: Sequence[str]) -> list[str]:
    notes = wished.notes
    day = ["-d", notes.day] if notes.day and "-d" not in words else []
    tags = [word for tag in notes.tags for word in ("--tag", tag)]
    memo, pending = ["-m", notes.memo] if notes.memo else [], ["--pending"] if notes.pending else []
    return [*day, *memo, *tags, *pending, *([] if "--with" in words else own_options(wished))]


def own_options(wished: Any) -> list[str]:
    """What only its command has: who shares a payment, what it was charged as, what was taken off."""
    charged = getattr(wished, "charged", None)
    people = [word for name in getattr(wished, "people", ()) for word in ("--with", name)]
    less = [word for part in getattr(wished, "less", ()) for word in ("--less", part)]
    return [*people, *(["--charged", charged] if charged else []), *less]


def joined(words: Sequence[str]) -> str:
    """The words as a line of the prompt, options bare."""
    return " ".join(word if word.startswith("-") else join_words([word]) for word in words)

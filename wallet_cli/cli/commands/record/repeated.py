"""The prompt of a money verb: line after line, until Enter alone. Loaded only where someone is asked."""

from __future__ import annotations

from functools import partial

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.commands.record import offered, prompted
from wallet_cli.cli.commands.record.prompted import Beside
from wallet_cli.cli.line import sentences
from wallet_cli.domain.quickline import is_line, is_short_name
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.services.short_names import is_last
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.record.receipt import Receipt

_LEFT = "left"
"""Of an EOFError: someone left with Enter alone, or a word for that."""
TAKING_BACK = ("undo", "u", "撤销", "记错了", "错了", "撤回")
"""Typed alone at the prompt, for the last line that was recorded there."""


DOING_AGAIN = ("redo", "重做")
"""The same for the last one that was undone there."""


class TakeBack(Exception):
    """What was recorded at this prompt is to be undone: the operation that is the argument, else the last one."""


class DoAgain(Exception):
    """What was undone at this prompt is to be redone: the operation that is the argument, else the last one."""


def typed(app: App, verb_name: str) -> str:
    """The next line: one that waits, or one that is typed. EOFError where Enter alone, or ``quit``, ends it; TakeBack;
    DoAgain; Beside.

    What waits is shown behind the prompt, as if it were typed now.
    """
    prompt = f"{verb_name}> "
    if app.waiting:
        text = app.waiting.pop(0)
        app.around.stderr.write(f"{prompt}{visible(text)}\n")
    else:
        text = ask.edited(app, prompt, partial(offered.completions, app, verb_name))
    words = text.split()
    if not words or text.strip().lower() in ask.LEAVING:
        raise EOFError(_LEFT)
    behind = words[1:] if words[:1] == ["wallet"] else words
    named = _named(behind[1:])
    if behind and named is not None:
        if behind[0].lower() in TAKING_BACK:
            raise TakeBack(*named)
        if behind[0].lower() in DOING_AGAIN:
            raise DoAgain(*named)
    if words[0] == "wallet" or not is_line(text):
        from wallet_cli.cli.commands.record import beside

        if words := beside.line(app, verb_name, text):
            raise Beside(*words)
    if "@" not in text and (said := sentences.refused(text)):
        raise said
    if text[:1].isalpha() and text.isascii():
        from wallet_cli.cli.commands.record import beside

        if words := beside.bare(verb_name, text):
            raise Beside(*words)
    return text


def _named(words: Sequence[str]) -> list[str] | None:
    """The operation that is named behind a word for undoing, none for the last one; None for a line of another kind."""
    if not words or (len(words) == 1 and is_last(words[0])):
        return []
    is_operation = len(words) == 1 and words[0][:1] == "o" and is_short_name(words[0])
    return [words[0]] if is_operation else None


def lines(
    app: App,
    name: str,
    read: Callable[[], Any],
    write: Callable[[Any], Receipt],
    whole: Callable[[WalletError], WalletError],
    *,
    once: bool,
) -> None:
    """Line after line at the prompt; told why one was refused, the person is asked again. ``once``: until one is taken.

    Raises EOFError where nothing was recorded.
    """
    is_recorded, once = False, once or app.options.json or app.options.jsonl
    made: list[str] = []
    undone: list[str] = []
    with opening.held(app):
        offered.invite(app, name)
        app.waiting, app.verb = None if once else [], name
        app.keeps = partial(_keeps, app)
        began = app.around.uptime()
        while not (once and is_recorded):
            try:
                wished = read()
                if app.around.uptime() - began > opening.HELD_SECONDS:  # who types now may be another person
                    app.around = app.around._replace(key=None)
                    opening.hold(app)
                done = write(wished)
                made += [done.op] if done.op and not (done.dry_run or done.repeated) else []
                is_recorded, began, app.proven = True, app.around.uptime(), False
            except TakeBack as wished:
                _turn(app, name, "undo", made, undone, *wished.args)
            except DoAgain as wished:
                _turn(app, name, "redo", undone, made, *wished.args)
            except Beside as wished:
                made += _beside(app, wished.args)
            except prompted.REFUSALS as error:
                prompted.refuse(app, whole(error))
            except EOFError as end:
                if not is_recorded:
                    raise
                if _LEFT not in end.args:
                    offered.left(app)
                return


def _keeps(app: App, typed: str) -> bool:
    """Whether an answer to a yes or a no is for this prompt, and said to be."""
    from wallet_cli.cli.commands.record import questions  # only then

    return questions.is_kept_at_yes(app, typed)


def _beside(app: App, words: Sequence[str]) -> list[str]:
    """Do a line that isn't recorded; the operation that it made, as long as it did."""
    from wallet_cli.cli.commands.record import beside

    try:
        return [op for op in [beside.run(app, words)] if op]
    except prompted.REFUSALS as error:
        prompted.refuse(app, error)
        return []


def _turn(app: App, name: str, verb: str, here: list[str], there: list[str], op: str = "") -> None:
    """Undo or redo an operation of this prompt, else the last of those that are ``here``; where that is none, say how
    an operation, or the last one of all, is undone or redone.
    """
    from wallet_cli.cli.commands.amend import redo, undo

    if op and op not in here:
        prompted.refuse(app, UsageProblem("other-command", command=name, corrected=spelled([verb, op])))
        return
    if not here:
        if verb == "undo":
            prompted.refuse(app, UsageProblem("nothing-here-to-undo", command=name, corrected=spelled([verb])))
        else:
            prompted.refuse(app, UsageProblem("nothing-here-to-redo", command=name, corrected=spelled([verb])))
        return
    op = op or here[-1]
    try:
        {"undo": undo.run, "redo": redo.run}[verb](app, [op])
    except prompted.REFUSALS as error:
        prompted.refuse(app, error)
        return
    here.remove(op)
    there.append(op)

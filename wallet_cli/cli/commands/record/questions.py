"""Questions at a terminal: one of several answers, each with a digit. Loaded only where one is asked.

What always holds: an answer that reads as a line of its own is never lost. It waits for the prompt, and the question is
asked again. What was shown with a digit keeps that digit, in the same question asked again and in the next line's.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.cli.commands.record import prompted
from wallet_cli.cli.commands.record.understood import taken
from wallet_cli.domain.account import SEPARATOR, bare, name_key
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.answers import is_other, is_yes
from wallet_cli.domain.quickline import is_line, parted, split_line
from wallet_cli.domain.text import fold, names_near, narrow, visible, width
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wallet_cli.cli.app import App

MOST = 9
"""As many as digits tell apart."""
MORE = "0"
MAKES = ("+", "new", "新建")
"""Answers that make what isn't there yet."""
LEAVES = "0"
"""What stops the command where a question does, and no more names wait."""
_STOPS = {
    "offer": N_("stop; nothing is recorded"),
    "digits": N_("answer {digits}; Enter alone stops, and nothing is recorded"),
    "names": N_("answer with a digit, a name of the list or a new one; Enter alone stops, and nothing is recorded"),
    "command": N_("that is a command; this question comes first"),
    "line": N_("that reads as a line to be recorded, and nothing was: this question comes first"),
}
"""What is said at a question that stops the command."""


class Question(NamedTuple):
    """What is asked: ``names`` the answers that have a digit, the likely ones first; ``first`` those of them that are
    shown alone at the beginning; ``known`` whether another word is one, too; ``meant`` the names that a word clearly
    means part of or spells. ``making`` is what is said of a name that isn't there yet and can be made, "" where none
    can; ``fresh`` is such a name. ``agrees``: as long as one answer is shown, a yes takes it and a no doesn't;
    ``others`` is what is asked about all names then, "" where nothing is. ``stops``: no line waits for the answer, and
    without one the whole command stops.
    """

    text: str
    names: Sequence[str]
    known: Callable[[str], bool] = lambda _name: False
    meant: Callable[[str], Sequence[str]] = lambda _name: ()
    first: Sequence[str] = ()
    making: str = ""
    fresh: str = ""
    agrees: bool = False
    others: str = ""
    stops: bool = False


class Chosen(NamedTuple):
    """The answer, and whether it is to be made."""

    name: str
    is_new: bool = False


def choose(app: App, question: Question) -> Chosen | None:
    """The answer; None for Enter alone, a word for leaving, or the end of input."""
    pool, start, fresh, text = list(question.first or question.names), 0, question.fresh, question.text
    while True:
        offers = app.digits = with_digits(pool[start : start + MOST], app.digits)
        rows = [f"{digit} {visible(name)}" for digit, name in offers.items()]
        rows += [f"{MORE} " + _("more…")] if len(pool) > MOST or len(pool) < len(question.names) else []
        rows += [f"{MAKES[0]} " + visible(question.making.format(name=fresh))] if fresh and question.making else []
        can_stop = question.stops and MORE not in [row[:1] for row in rows]
        rows += [f"{LEAVES} " + _(_STOPS["offer"])] if can_stop else []
        for line in [f"  {row}" for row in rows] if app.plain else in_rows(rows, app.around.width()):
            app.around.stderr.write(line + "\n")
        try:
            typed = ask.line(app, text + " ").strip()
        except EOFError:
            app.around.stderr.write("\n")
            return None
        answer = narrow(typed) if narrow(typed) == MAKES[0] else narrow(bare(typed))
        if picked := offers.get(answer) or _shown(offers, answer):
            return Chosen(picked)
        is_one = question.agrees and len(offers) == 1
        declines = is_one and is_other(answer) and not is_yes(answer)
        is_left = not answer or fold(answer) in ask.LEAVING or (can_stop and answer == LEAVES)
        if is_left or (declines and not question.others):
            if not question.stops:
                _say_left_out(app)
            return None
        if is_one and is_yes(answer):
            return Chosen(next(iter(offers.values())))
        is_only = not question.names or (question.stops and not offers)
        if fresh and question.making and is_only and is_yes(answer):
            return Chosen(fresh, is_new=True)
        if declines:
            pool, start, text = [each for each in question.names if each not in offers.values()], 0, question.others
            continue
        if fresh and question.making and fold(answer) in MAKES:
            return Chosen(fresh, is_new=True)
        if ask.is_question(typed):
            _say_answers(app, question)
            continue
        if answer == MORE and MORE in [row[:1] for row in rows]:
            start = start + MOST if start + MOST < len(pool) else 0
            pool, start = (pool, start) if len(pool) > MOST else (list(question.names), 0)
            continue
        name = next((each for each in question.names if name_key(each) == name_key(answer)), "")
        if name or (not is_other(answer) and question.known(bare(typed))):
            return Chosen(name or bare(typed))
        if is_other(answer) or answer.isdecimal():
            signs = [*offers, *(MAKES[:1] if fresh and question.making else ())]
            what = _STOPS["digits"] if question.stops else N_("answer {digits}; Enter alone leaves the line out")
            say(app, _(what).format(digits=_digits(signs)))
            continue
        if _is_kept_here(app, question, typed):
            continue
        found = [each for each in question.meant(answer) if each in question.names]
        if len(found) == 1:
            say(app, taken(answer, found[0]))
            return Chosen(found[0])
        fresh = bare(typed) if question.making and can_be_made(bare(typed)) else fresh
        pool, start = found or _narrowed(app, question.names, bare(typed)), 0


def _shown(offers: Mapping[str, str], answer: str) -> str:
    """The answer on the screen that was typed by its name, whatever else that word may mean; "" for none."""
    return next((each for each in offers.values() if answer and name_key(each) == name_key(answer)), "")


def _digits(offered: Sequence[str]) -> str:
    """The digits that can be answered: ``1``, ``1 or 2``, ``1 to 5``."""
    if len(offered) < 2:
        return "".join(offered) or _("with a name")
    text = _("{one} or {other}") if len(offered) == 2 else _("{one} to {other}")
    return text.format(one=offered[0], other=offered[-1])


def with_digits(names: Sequence[str], before: Mapping[str, str]) -> dict[str, str]:
    """The names by their digits, in the order of these; those that were shown ``before`` keep theirs."""
    offers: dict[str, str] = {}
    at = {name: digit for digit, name in before.items() if name in names}
    offers.update((digit, name) for name, digit in at.items())
    free = (str(number) for number in range(1, MOST + 1) if str(number) not in offers)
    offers.update({next(free): name for name in names if name not in at})
    return dict(sorted(offers.items()))


def named(app: App, text: str) -> list[str]:
    """The words of a name that is typed, with what else of the line; none for Enter alone, a word for leaving, or the
    end of input. What isn't a name is said, and asked about again.
    """
    while True:
        try:
            typed = ask.line(app, text + " ").strip()
        except EOFError:
            app.around.stderr.write("\n")
            return []
        if not typed or fold(narrow(typed)) in ask.LEAVING:
            _say_left_out(app)
            return []
        words = [word.text for word in parted(typed)]
        has_amount = any(is_amount_like(word) for word in words)
        if is_other(typed) or (has_amount and len(words) == 1):
            say(app, _("a name is asked for here, of a shop or a person; Enter alone leaves the line out"))
        elif not (has_amount or is_command(typed, app.verb)) or not is_kept(app, typed):
            return words


def _say_left_out(app: App) -> None:
    is_kept_here = app.waiting is None or app.around.edited is not None
    say(app, _("left out, nothing was recorded; the up arrow brings the line back") if is_kept_here else _("left out"))


def is_kept_at_yes(app: App, typed: str) -> bool:
    """The same where a yes or a no is asked at the prompt of a verb."""
    if is_command(typed, app.verb):
        say(app, _("that is a command; answer y or n first"))
        return True
    if app.waiting is None or not reads_as_line(typed):
        return False
    app.waiting.append(typed)
    say(app, _("that reads as a line of its own: it comes next; answer y or n first"))
    return True


def is_kept(app: App, typed: str) -> bool:
    """Whether an answer reads as a line of its own, or as a command, which is said; the line waits for the prompt,
    where there is one.
    """
    if is_command(bare(typed), app.verb):
        say(app, _("that is a command; this question first, or Enter alone to leave this line out"))
        return True
    if not reads_as_line(typed):
        return False
    if app.waiting is None:
        text = _("that reads as a line of its own; this one first, or Enter alone to leave it out; then: `{line}`")
        text = said(text, line=spelled([app.verb or "pay", *split_line(typed)]))
    else:
        app.waiting.append(typed)
        text = _("that reads as a line of its own: it comes next; this one first, or Enter alone to leave it out")
    say(app, text)
    return True


def _say_answers(app: App, question: Question) -> None:
    """What can be answered, where help is asked for."""
    new = _("answer with a digit, a name of the list or a new one; Enter alone leaves the line out")
    new = _(_STOPS["names"]) if question.stops else new
    say(app, new if question.making else _("answer with a digit or a name; Enter alone leaves the line out"))


def _is_kept_here(app: App, question: Question, typed: str) -> bool:
    """As ``is_kept``; where the question stops the command no line waits."""
    if not question.stops:
        return is_kept(app, typed)
    what = "command" if is_command(bare(typed), app.verb) else "line" if reads_as_line(typed) else ""
    if what:
        say(app, _(_STOPS[what]))
    return bool(what)


def reads_as_line(typed: str) -> bool:
    """Whether an answer is a line that records something, or a sentence that says that: ``今天吃饭花了35``."""
    from wallet_cli.services.record import sentence

    return is_line(typed) or sentence.tells(split_line(typed))


def is_command(typed: str, verb: str = "") -> bool:
    """Whether an answer is a command, typed as at the prompt of a shell: never a name to be made. A line of the
    ``verb`` whose prompt waits isn't one: that takes it.
    """
    from wallet_cli.cli.line import registry

    words = parted(typed)
    if not words or (len(words) == 1 and words[0].text == "wallet") or prompted.is_told(words):
        return False
    try:
        rest = prompted.behind_verb(words, verb)
    except UsageProblem:
        return True
    return not rest or registry.SYNONYMS.get(words[0].text) in (*prompted.NEVER_NAMES, "balance")


def say(app: App, text: str) -> None:
    """A remark between two questions."""
    from wallet_cli.cli.render.output import folded

    app.around.stderr.write(folded(text, app.around.width()) + "\n")


def in_rows(offers: Sequence[str], columns: int) -> list[str]:
    """The offers in as few lines as they have room in, none of them broken."""
    lines: list[str] = []
    for offer in offers:
        longer = f"{lines[-1]}  {offer}" if lines else ""
        if longer and width(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(f"  {offer}")
    return lines


def _narrowed(app: App, names: Sequence[str], part: str) -> list[str]:
    """The names that have ``part`` in them, else those that look like it, else all."""
    found = [name for name in names if name_key(part) in name_key(name)] or list(names_near(part, names))
    if not found:
        say(app, _('none of these is called "{name}"').format(name=visible(part)))
    return found or list(names)


def can_be_made(name: str) -> bool:
    """Whether a category can get this name as it is, below none."""
    from wallet_cli.services.names import addable

    return bool(addable(name)) and SEPARATOR not in name and not is_amount_like(name)

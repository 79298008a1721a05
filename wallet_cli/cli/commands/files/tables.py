"""What a table leaves open, asked once at the terminal; a script gets the line that answers it.

A question shows rows of the file; answers are digits, which every input method lets through, and Enter is the likely
one. What was answered is kept as a profile by the operation that records the rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

from wallet_cli.cli.commands.files.by_digit import by_digit
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.files.profile import Unclear
from wallet_cli.domain.text import visible, width
from wallet_cli.errors import UnclearFile, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import plain_file
from wallet_cli.services.files import questions
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO, TypeVar

    from wallet_cli.cli.app import App
    from wallet_cli.domain.files.profile import TableProfile
    from wallet_cli.services.files.questions import Choice, Question
    from wallet_cli.services.files.source import Source
    from wallet_cli.services.session import Session

    _Read = TypeVar("_Read")

QUESTIONS = {
    "dates-ambiguous": N_("what day is {example}?"),
    "decimal-ambiguous": N_("how much is {example}?"),
    "sign-unknown": N_("no amount has a sign: which way did the money go?"),
    "sign-of-debt": N_("amounts without a minus: which way did that money go?"),
    "amount-column-unclear": N_("which column is the amount?"),
    "payee-column-unclear": N_("which column says who was paid?"),
    "currency-unclear": N_("which currency are the amounts in?"),
}
READINGS = {"out": N_("spent"), "in": N_("came in")}
_CELL = 24
"""Cells of a terminal that a cell of the table may take."""
_MOST_COLUMNS = 8


@contextmanager
def opened(app: App, name: str) -> Iterator[BinaryIO]:
    """A file that is to be read; UsageProblem("file-unreadable", "path-tilde", "input-closed")."""
    if name == "-":
        yield app.standard_input.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below, where only opening it may fail like this
    except OSError as error:
        plain_file.require_expanded(name)
        raise UsageProblem("file-unreadable", path=name, why=error.strerror or "") from None
    with stream:
        yield stream


def answered(
    app: App,
    session: Session,
    line: Sequence[str],
    away: Callable[[], None],
    file: Source,
    read: Callable[[Source], _Read],
) -> _Read:
    """What ``read`` makes of a file once its questions are answered, which then are options of the file.

    ``line`` are the words of the command, which a script's error repeats with an option that answers; ``away`` takes
    the progress out of the way of a question. UnclearFile where nothing asks, and after ``questions.MOST`` of them.
    """
    asked = 0
    while True:
        try:
            file.stream.seek(0)
            return read(file)
        except UnclearFile as problem:
            seen = problem.seen
            if not isinstance(seen, Unclear):
                raise
            away()
            question = questions.of(session, problem, seen)
            choice = _asked(app, file, question, problem) if app.asks and asked < questions.MOST else None
            if choice is None:
                told = questions.answered(dict(file.options), question, question.choices[question.likely])
                given = [word for name, value in told.items() for word in (f"--{name}", value)]
                problem.params["corrected"] = spelled((*line, *given))
                raise
            file = file._replace(options=questions.answered(dict(file.options), question, choice))
            asked += 1


def _asked(app: App, file: Source, question: Question, problem: UnclearFile) -> Choice | None:
    """The answer; None where it is left open."""
    out = Output(app)
    out.note(_("{file} leaves something open:").format(file=visible(file.name)))
    for text in _rows(question.seen):
        out.note(f"  {text}", 4)
    example = str(problem.params.get("date", problem.params.get("amount", "")))
    out.note(_(QUESTIONS[question.slug]).format(example=visible(example)))
    offers = {
        str(number): visible(choice.reading) if choice.reading else _(READINGS.get(choice.value, choice.value))
        for number, choice in enumerate(question.choices, 1)
    }
    chosen = by_digit(app, _("which number?"), offers, str(question.likely + 1))
    return question.choices[int(chosen) - 1] if chosen else None


def _rows(seen: Unclear) -> list[str]:
    """The names of the columns and some rows, below one another: the column in question, and those around it."""
    count = min(len(seen.names), _MOST_COLUMNS)
    first = max(0, min(seen.at, len(seen.names) - 1) - _MOST_COLUMNS + 1)
    rows = [seen.names[first : first + count], *(row[first : first + count] for row in seen.rows)]
    shown = [[_cut(visible(cell)) for cell in row] for row in (rows if seen.header else rows[1:])]
    widths = [max((width(row[at]) for row in shown if at < len(row)), default=0) for at in range(count)]
    return ["  ".join(cell + " " * (widths[at] - width(cell)) for at, cell in enumerate(row)).rstrip() for row in shown]


def _cut(text: str) -> str:
    while width(text) > _CELL:
        text = text[: min(len(text) - 1, _CELL) - 1] + "…"
    return text


def show_kept(app: App, table: TableProfile | None) -> None:
    """That a profile was kept, in a line."""
    if table is None or app.options.quiet or app.options.json or app.options.jsonl:
        return
    text = (
        N_("would be kept as profile {name}") if app.options.dry_run
        else N_("kept as profile {name}; `wallet profiles` shows it")
    )  # fmt: skip
    Output(app).note(said(_(text), name=table.name))

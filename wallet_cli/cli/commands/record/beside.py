"""What the prompt of a money verb does besides recording: the help, and the lines of receipts that mend a record, which
work where they are printed. Loaded only where one is typed.
"""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.line import strict
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG
from wallet_cli.domain.quickline import parted
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services.amend import undo
from wallet_cli.services.things import first_lines
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MENDING = ("edit", "adjust")
"""What a receipt's remarks say to write."""
HELP = ("help", "帮助")


def line(app: App, verb: str, text: str) -> list[str]:
    """The words of a line that isn't recorded but done, ``edit t1 68``; none for any other line.

    Raises UsageProblem("other-command") for a question that another command answers.
    """
    words = [word.text for word in parted(text)] if text.startswith("wallet ") else [text.strip()]
    behind = words[1:] if words[:1] == ["wallet"] else words
    if behind[:1] == ["-w"] and behind[1:2] == [app.name]:
        behind = behind[2:]
    if behind[0].lower() in HELP and len(behind) == 1:
        return ["help", verb]
    if first_lines.asks(text) and words == behind:
        if first_lines.asks_how_much(text):
            raise UsageProblem("other-command", command=verb, corrected=spelled(["balance"]))
        return ["help", verb]
    names_wallet = any(word == "-w" or word.startswith("--wallet") for word in behind)
    return behind if words != behind and behind[:1] and behind[0] in MENDING and not names_wallet else []


def run(app: App, words: Sequence[str]) -> str:
    """Run the line on the wallet of the prompt, as its options say; the operation that it made, "" for none."""
    before = _newest(app)
    flags = [param for param in GLOBALS if param.takes == FLAG and getattr(app.options, param.name)]
    whole = ["-w", app.name, *[param.flags[-1] for param in flags], *words]
    read = strict.read(whole)
    if read is None:
        from wallet_cli.cli.line import build

        build.execute(whole, app.around)
    else:
        spec, options, values = read
        spec.run(App(app.around, options), **values)
    after = _newest(app)
    return after if after != before else ""


def _newest(app: App) -> str:
    """The operation that an undo would take back now."""
    with opening.reading(app) as session:
        try:
            return undo.last(session).op.ref
        except Refused:
            return ""

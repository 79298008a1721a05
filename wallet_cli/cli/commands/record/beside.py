"""What the prompt of a money verb does besides recording: the help, and whole lines of other commands, which work where
a receipt or a refusal prints them. Loaded only where one is typed.
"""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.commands.record import prompted
from wallet_cli.cli.line import registry, strict
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG
from wallet_cli.domain.quickline import parted
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services.amend import undo
from wallet_cli.services.things import first_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS = (registry.DAILY, registry.PLAN, registry.LOOK, registry.THINGS)
"""The commands that leave the wallet as open as it is, and need nothing else that is on the way."""
ALSO = ("config", "log")
PROMPTS = ("pay", "receive", "transfer", "exchange", "refund", "lend", "borrow", "repay", "adjust")
"""Those that alone are a prompt themselves."""
HELP = ("help", "帮助")


def line(app: App, verb: str, text: str) -> list[str]:
    """The words of a line that isn't recorded but done, ``edit t1 68``; none for any other line."""
    words = [word.text for word in parted(text)] if text.startswith("wallet ") else [text.strip()]
    behind = words[1:] if words[:1] == ["wallet"] else words
    if behind[:1] == ["-w"] and behind[1:2] == [app.name]:
        behind = behind[2:]
    if len(behind) == 1 and behind[0].lower() in HELP:
        return ["help", verb]
    if first_lines.asks(text) and words == behind:
        return ["balance"] if first_lines.asks_how_much(text) else ["help", verb]
    names_wallet = any(word == "-w" or word.startswith("--wallet") for word in behind)
    return behind if words != behind and _can_run(behind, verb) and not names_wallet else []


def bare(verb: str, text: str) -> list[str]:
    """The words of a line that begins with the name of another command, ``transfer 20 @bank @cash``, where it isn't one
    of ``verb``; none for any other line.
    """
    words = parted(text)
    try:
        prompted.behind_verb(words, verb)
    except UsageProblem:
        typed = [word.text for word in words]
        entry = registry.find(typed[0])
        return typed if entry is not None and entry.name == typed[0] and _can_run(typed, verb) else []
    return []


def _can_run(words: Sequence[str], verb: str) -> bool:
    entry = registry.find(words[0]) if words else None
    if entry is None or entry.name == verb or (entry.name in PROMPTS and len(words) == 1):
        return False
    return entry.group in GROUPS or entry.name in ALSO


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
    return f"o{after}" if after > before else ""


def _newest(app: App) -> int:
    """The number of the operation that an undo would take back now; 0 for none."""
    with opening.reading(app) as session:
        try:
            return undo.last(session).op.number
        except Refused:
            return 0

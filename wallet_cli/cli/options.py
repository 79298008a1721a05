"""The global options: declared on the root and on every command, so that ``wallet --json balance`` and
``wallet balance --json`` are the same. What was given at either place is merged into ``Options``.
"""

from __future__ import annotations

from wallet_cli.cli.spec import FLAG, Param, opt
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import LANGUAGES, N_, match
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

GLOBALS: tuple[Param, ...] = (
    opt("wallet", "-w", "--wallet", metavar="NAME", help=N_("use the wallet of this name"), complete="wallet"),
    opt("json", "--json", takes=FLAG, help=N_("one JSON document")),
    opt("jsonl", "--jsonl", takes=FLAG, help=N_("one JSON object a line")),
    opt(
        "plain",
        "--plain",
        takes=FLAG,
        help=N_("words, one fact a line, no colour: for screen readers; into a pipe tab-separated rows"),
    ),
    opt("table", "--table", takes=FLAG, help=N_("aligned columns, even into a pipe")),
    opt("quiet", "-q", "--quiet", takes=FLAG, help=N_("ids only")),
    opt("verbose", "-v", "--verbose", takes=FLAG, help=N_("more detail")),
    opt("dry_run", "-n", "--dry-run", takes=FLAG, help=N_("show what would be done and do nothing")),
    opt("yes", "-y", "--yes", takes=FLAG, help=N_("answer yes to every question")),
    opt("no_input", "--no-input", takes=FLAG, help=N_("never ask")),
    opt("lang", "--lang", metavar="LANG", help=N_("language of messages: en or zh"), complete="language"),
    opt(
        "passphrase_file",
        "--passphrase-file",
        metavar="FILE",
        help=N_("read the passphrase from a file that only you can read"),
        complete="file",
    ),
    opt("passphrase_fd", "--passphrase-fd", metavar="N", help=N_("read the passphrase from this file descriptor")),
    opt(
        "passphrase_command",
        "--passphrase-command",
        metavar="COMMAND",
        help=N_("read the passphrase from the output of a command"),
    ),
)


class Options(NamedTuple):
    """The global options as given."""

    wallet: str | None = None
    json: bool = False
    jsonl: bool = False
    plain: bool = False
    table: bool = False
    quiet: bool = False
    verbose: bool = False
    dry_run: bool = False
    yes: bool = False
    no_input: bool = False
    lang: str | None = None
    passphrase_file: str | None = None
    passphrase_fd: str | None = None
    passphrase_command: str | None = None


def merged(outer: Options, values: Mapping[str, Any]) -> Options:
    """``outer`` with what ``values`` say on top.

    Raises UsageProblem("options-exclude") for output forms that exclude one another, ("unknown-language").
    """
    given = {name: value for name, value in values.items() if value or value == ""}  # -w "" isn't main
    options = outer._replace(**given)
    forms = [name for name in ("json", "jsonl", "plain", "table") if getattr(options, name)]
    if len(forms) - (options.plain and options.table) > 1:  # those two go together: read aloud, also into a pipe
        raise UsageProblem("options-exclude", options=tuple(f"--{name}" for name in forms))
    if options.lang is not None and match(options.lang) is None:
        raise UsageProblem("unknown-language", language=options.lang, languages=LANGUAGES)
    return options


def after_globals(args: Sequence[str]) -> int:
    """Where the first word is that is neither a global option nor the value of one."""
    takes = {flag: param.takes != FLAG for param in GLOBALS for flag in param.flags}
    at = 0
    while at < len(args):
        name = args[at].partition("=")[0]
        bundle = name[:1] == "-" and name[1:2] != "-" and all(takes.get(f"-{letter}") is False for letter in name[1:])
        if name not in takes and not (bundle and len(name) > 1):
            break
        at += 2 if takes.get(name) and name == args[at] else 1
    return min(at, len(args))

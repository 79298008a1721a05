"""One run: arguments in, exit status out. Every error is met here, shown once, and becomes its documented status."""

import os
from collections.abc import Sequence
from typing import Any

from wallet_cli import __version__, i18n
from wallet_cli.cli.app import Surroundings
from wallet_cli.errors import INTERRUPTED_EXIT, UsageProblem, WalletError

CLOSED_PIPE_EXIT = 141


def main(argv: Sequence[str], around: Surroundings) -> int:
    """Run ``wallet`` with these arguments; the exit status."""
    words = list(argv)
    i18n.choose(language(words, around))
    try:
        if words in (["--version"], ["-V"]):
            around.stdout.write(f"wallet {__version__}\n")
            status = 0
        else:
            status = _dispatch(words, around)
        around.stdout.flush()
        return status
    except BrokenPipeError:
        return closed_pipe(around)
    except (KeyboardInterrupt, EOFError):
        around.stderr.write("\n")
        return INTERRUPTED_EXIT
    except WalletError as error:
        return _problem(error, words, around)
    except Exception as error:
        if around.env.get("WALLET_DEBUG"):
            raise
        return _problem(WalletError("bug", kind=type(error).__name__), words, around)


def closed_pipe(around: Surroundings) -> int:
    """Whoever read our output has gone: be quiet, also when Python flushes at its end."""
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, around.stdout.fileno())
    except (OSError, ValueError):
        pass
    return CLOSED_PIPE_EXIT


def _dispatch(words: list[str], around: Surroundings) -> int:
    from wallet_cli.cli.build import Root

    try:
        with Root(around).make_context("wallet", words) as ctx:
            result = ctx.command.invoke(ctx)
    except Exception as error:
        usage = _usage(error)
        if usage is None:
            raise
        raise usage from None
    return int(result or 0)


def _usage(error: Exception) -> WalletError | None:
    """What Typer's parser says, as our error; None for anything else."""
    from typer._click import exceptions as click

    if not isinstance(error, click.UsageError):
        return None
    command = error.ctx.command_path if error.ctx else "wallet"
    if isinstance(error, click.NoSuchOption):
        name = error.option_name
        if name[1:2].isdigit():
            return UsageProblem("amount-has-sign", text=name)
        return UsageProblem("no-such-option", option=name, command=command, near=tuple(error.possibilities or ()))
    if isinstance(error, click.BadOptionUsage):
        return UsageProblem("option-needs-value", option=error.option_name, command=command)
    if isinstance(error, click.BadParameter):
        param: Any = error.param
        return UsageProblem("option-value", option=(param.opts[-1] if param else ""), command=command)
    return UsageProblem("too-many-words", command=command)


def _problem(error: WalletError, words: list[str], around: Surroundings) -> int:
    from wallet_cli.cli.render import problem

    as_json = "--json" in words or "--jsonl" in words
    try:
        problem.show(error, around, as_json=as_json)
    except BrokenPipeError:
        pass
    return error.exit


def language(words: Sequence[str], around: Surroundings) -> str:
    """The language to speak: ``--lang``, ``$WALLET_LANG``, then the locale; English where none is known."""
    wishes = []
    for at, word in enumerate(words):
        if word.startswith("--lang="):
            wishes.append(word[7:])
        elif word == "--lang" and at + 1 < len(words):
            wishes.append(words[at + 1])
    wishes += [around.env.get(name, "") for name in ("WALLET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    for wish in wishes:
        found = i18n.match(wish)
        if found:
            return found
    return "en"



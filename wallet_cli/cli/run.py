"""One run: arguments in, exit status out. Every error is met here, shown once, and becomes its documented status."""

from __future__ import annotations

import errno
import os

from wallet_cli import i18n
from wallet_cli.cli.app import App, Surroundings, wished
from wallet_cli.cli.options import Options
from wallet_cli.errors import INTERRUPTED_EXIT, Ended, Refused, UsageProblem, WalletError
from wallet_cli.i18n import _
from wallet_cli.words import spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSED_PIPE_EXIT = 141
COMPLETE = "__complete"
"""The hidden word by which a shell asks what could come next."""
NO_ROOM = ("disk-full", "store-io", "system-refused")
"""What is said of a system that takes no more, by those who can't know what it was."""
NO_MEMORY = ("failed to map segment", "cannot allocate memory", "cannot create shared object descriptor")
"""What the loader says of a library that finds no room."""
PACKAGES = {"argon2": "argon2-cffi"}
"""The packages of libraries whose modules have another name."""
AS_JSON = ("--json", "--jsonl")
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def main(argv: Sequence[str], around: Surroundings) -> int:
    """Run ``wallet`` with these arguments; the exit status."""
    words = list(argv)
    i18n.choose(language(words, around))
    if around.stdout.isatty() and wished(around.env, "plain", lambda _name: "--plain" in words):  # for errors, too
        from wallet_cli.words import signs

        signs.choose()
    usual = around.env.get("WALLET_NAME")
    spelling.choose(usual or spelling.USUAL, usual)
    spelling.choose_numbers()
    spelling.choose_python(around.python)
    try:
        status = _dispatch(words, around)
        return _finished(status, words, around)
    except BrokenPipeError:
        return closed_pipe(around)
    except (KeyboardInterrupt, EOFError):
        return _interrupted(words, around, INTERRUPTED_EXIT)
    except Ended as ended:
        return _interrupted(words, around, ended.exit)
    except WalletError as error:
        return _problem(_unwritten(error, around) or error, words, around)
    except Exception as error:
        if around.env.get("WALLET_DEBUG"):
            raise
        return _problem(_unwritten(error, around) or _meaning(error, words), words, around)


def _finished(status: int, words: list[str], around: Surroundings) -> int:
    """What was asked is done; where its answer can't be written, say that it need not be asked again."""
    try:
        around.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        return _problem(Refused("answer-unwritten", why=os.strerror(error.errno or 0)), words, around)
    return status


def _unwritten(error: Exception, around: Surroundings) -> WalletError | None:
    """What is said where it was standard output that took no more, and not the disk of the wallet."""
    if not isinstance(error, OSError) and getattr(error, "slug", "") not in NO_ROOM:
        return None
    try:
        around.stdout.flush()  # what couldn't be written is still there
    except BrokenPipeError:
        return None
    except OSError as why:
        return Refused("answer-unwritten", why=os.strerror(why.errno or 0))
    return None


def closed_pipe(around: Surroundings) -> int:
    """Anyone who read our output has gone: be quiet, even when Python flushes at its end."""
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, around.stdout.fileno())
        os.close(quiet)
    except (OSError, ValueError):
        pass
    return CLOSED_PIPE_EXIT


def _dispatch(words: list[str], around: Surroundings) -> int:
    status = _without_parser(words, around)
    if status is not None:
        return status
    from wallet_cli.cli.line import strict

    read = strict.read(words)
    if read is not None:
        spec, options, values = read
        return int(spec.run(App(around, options), **values) or 0)
    from wallet_cli.cli.line import build

    return build.execute(words, around)


def _without_parser(words: list[str], around: Surroundings) -> int | None:
    """What needs no parser, and so none of its start-up: the overview, the list of commands, completion."""
    if words[:1] == [COMPLETE]:
        from wallet_cli.cli.line import complete

        return complete.answer(words[1:], around)
    if words[:1] == ["--lang"]:
        words = words[2:]
    if words[:1] == ["--plain"]:  # ``main`` has seen to it
        words = words[1:] if words[1:] in ([], ["-h"], ["--help"], ["help"]) else words
    if [word for word in words if word not in AS_JSON] in (["--version"], ["-V"]):
        from wallet_cli import __version__

        document = f'{{"schema": "wallet.version/1", "version": "{__version__}"}}'
        around.stdout.write(f"{document if as_json(words) else f'wallet {__version__}'}\n")
        return 0
    if not words:
        from wallet_cli.cli.line import todays_picture

        todays_picture.show(App(around, Options()))
        return 0
    if words in (["-h"], ["--help"], ["help"]):
        from wallet_cli.cli.line import help as screen

        screen.show_all(App(around, Options()))
        return 0
    return None


def _interrupted(words: list[str], around: Surroundings, status: int) -> int:
    if not as_json(words):
        if status == INTERRUPTED_EXIT:  # the prompt comes after what was being typed
            around.stderr.write("\n")
        return status
    return _problem(WalletError("interrupted"), words, around, status)


def _lacks_memory(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    is_unloadable = isinstance(error, ImportError) and any(sign in str(error) for sign in NO_MEMORY)
    return isinstance(error, MemoryError) or is_unloadable


def _missing_library(error: Exception) -> str:
    """The package of the library that isn't installed; "" where none is missing. Wallet's own modules are none."""
    module = error.name or "" if isinstance(error, ModuleNotFoundError) else ""
    name = module.partition(".")[0]
    return "" if name == "wallet_cli" else PACKAGES.get(name, name)


def _meaning(error: Exception, words: Sequence[str]) -> WalletError:
    """What the system refused, a library that isn't installed, and bytes that are not text, are the user's to mend;
    anything else is a bug in wallet.
    """
    if _lacks_memory(error):
        return Refused("too-little-memory")
    missing = _missing_library(error)
    if missing:
        return Refused("library-missing", package=missing)
    if isinstance(error, OSError) and error.errno:
        where = error.filename.decode(errors="replace") if isinstance(error.filename, bytes) else error.filename
        return Refused("system-refused", reason=os.strerror(error.errno), path=str(where or ""))
    if isinstance(error, UnicodeEncodeError):  # the error's own text is not shown: it may be a typed secret
        from wallet_cli.domain.text import visible

        typed = next((word for word in words if any("\ud800" <= char <= "\udfff" for char in word)), "…")
        return UsageProblem("text-not-unicode", text=visible(typed)[:80])
    return WalletError("bug", kind=type(error).__name__)


def _problem(error: WalletError, words: list[str], around: Surroundings, status: int | None = None) -> int:
    """Show an error; its status, or the one that it has this time."""
    from wallet_cli.cli.render import problem

    status = error.exit if status is None else status
    if error.slug == "no-wallet" and not as_json(words):
        from wallet_cli.cli.line import wallets

        error = wallets.meant(error, words, around.data_folder)
    again = spelling.spelled(words) if error.params.pop("again", False) else ""
    try:
        problem.show(error, around, as_json=as_json(words), status=status)
        if again and not as_json(words):  # what is typed next, such as secret words, must not go to the shell
            last = _("that was the last try, and nothing reads more now; start again: `{line}`")
            problem.note(spelling.said(last, line=again), around)
        around.stderr.flush()
    except OSError:  # nobody is there to read it
        pass
    return status


def as_json(words: Sequence[str]) -> bool:
    """Whether errors go out as JSON: even when the command line itself is what can't be understood."""
    return any(word in AS_JSON for word in words)


def language(words: Sequence[str], around: Surroundings) -> str:
    """The language to speak: ``--lang``, ``$WALLET_LANG``, then the locale; English where none is known.

    A setting inside the wallet can't have a say: errors are reported before it is open. As everywhere, the first of
    ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` that is set is the locale, and ``LANGUAGE`` goes before any but the C locale.
    """
    env = around.env
    locale = next((env[name] for name in LOCALE_VARIABLES if env.get(name)), "")
    wishes = [*_lang_options(words), env.get("WALLET_LANG", "")]
    if locale and locale.split(".")[0] not in ("C", "POSIX"):
        wishes += env.get("LANGUAGE", "").split(":")
    found = (i18n.match(wish) for wish in (*wishes, locale))
    return next((each for each in found if each), "en")


def _lang_options(words: Sequence[str]) -> list[str]:
    wishes = [word[7:] for word in words if word.startswith("--lang=")]
    return wishes + [words[at + 1] for at, word in enumerate(words[:-1]) if word == "--lang"]

"""The only composition root: streams, folders, clock, randomness and environment enter here and nowhere else."""

from __future__ import annotations

import io
import os
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache

from wallet_cli.cli import run as cli
from wallet_cli.cli.app import Surroundings
from wallet_cli.errors import Ended, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import ModuleType
    from typing import NoReturn, TextIO

USUAL_WIDTH, USUAL_HEIGHT = 80, 24
"""Columns and lines where no terminal says."""


def run(argv: Sequence[str] | None = None, *, cheap_keys: bool = False) -> int:
    """Run the command line of this process; its exit status.

    ``cheap_keys``: new keys get the least derivation that is accepted. Tests alone ask for it, by a program of their
    own: what reaches the real one (an argument, the environment, a file) makes no key cheaper to guess.
    """
    _end_tidily()
    _prepare_streams()
    words = [as_utf8(word) for word in sys.argv[1:]] if argv is None else argv
    return cli.main(words, surroundings(cheap_keys=cheap_keys))


def leave(status: int) -> NoReturn:
    """End the process without taking the interpreter apart, which would cost a seventh of a short command's time.

    Nothing waits for that: everything is written when ``run`` returns, and a stream that can't be written was reported
    of.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or 1
    os._exit(status)


def _end_tidily() -> None:
    """Being asked to end, or losing the terminal, takes the same way as Ctrl-C: drafts go, and nothing is half there.

    A caller that started us with a signal ignored, as nohup does, keeps it so. A second signal doesn't disturb the
    tidying.
    """
    import signal

    asks = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def end(number: int, _frame: object) -> None:
        for each in asks:
            signal.signal(each, signal.SIG_IGN)
        raise Ended(number)

    for each in asks:
        if signal.getsignal(each) == signal.SIG_DFL:
            signal.signal(each, end)


def _prepare_streams() -> None:
    """UTF-8 wherever no terminal with an encoding of its own is; what can't be shown is escaped, never an error."""
    for name in ("stdout", "stderr", "stdin"):
        stream = getattr(sys, name)
        if stream is None:  # closed by what started us
            setattr(sys, name, _in_place_of(name))
            continue
        if name == "stdout" and isinstance(stream.buffer, io.RawIOBase):  # unbuffered: what can't be written is kept
            stream = sys.stdout = io.TextIOWrapper(io.BufferedWriter(stream.detach()), encoding=stream.encoding)
        errors = "surrogateescape" if name == "stdin" else "backslashreplace"
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors=errors)


def _in_place_of(name: str) -> TextIO:
    """A stream for one that is closed: nothing to read, notes that nobody reads, and answers that can't be written."""
    if name == "stdout":
        return open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    return open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8")


def as_utf8(word: str) -> str:
    """An argument as UTF-8, even where the locale is another one and the script that calls us is not."""
    if word.isascii() or sys.getfilesystemencoding() == "utf-8":
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def surroundings(*, cheap_keys: bool = False) -> Surroundings:
    """This process's surroundings."""
    env = os.environ
    return Surroundings(
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        env=env,
        python=sys.executable or "",
        folders=cache(lambda: (data_folder(env), state_folder(env))),
        now_us=lambda: time.time_ns() // 1000,
        today=lambda: today(env),
        offset=offset_s,
        random=os.urandom,
        width=lambda: terminal_width(env),
        terminal=terminal_name(),
        run=call,
        binary_stdout=lambda: sys.stdout.buffer,
        read_secret=read_secret,
        interactive=sys.stdin.isatty() and sys.stderr.isatty(),
        kdf="cheap" if cheap_keys else "standard",
        edited=edited_line if sys.stdin.isatty() and sys.stdout.isatty() else None,
        unseen=unseen if sys.platform != "win32" and sys.stdin.isatty() else None,
        uptime=uptime,
        height=lambda: terminal_height(env),
        forget_typed=forget_typed,
        has_input=getattr(sys.stdin, "name", "") != os.devnull,
    )


def data_folder(env: Mapping[str, str]) -> str:
    """Where wallets live: ``$WALLET_HOME``, else the platform's data folder. Raises UsageProblem("home-unknown")."""
    if env.get("WALLET_HOME"):
        return _tidy(os.path.join(os.getcwd(), env["WALLET_HOME"]))
    if sys.platform == "darwin":
        return os.path.join(home(env), "Library", "Application Support", "wallet")
    if sys.platform == "win32":
        return os.path.join(_whole(env.get("LOCALAPPDATA")) or os.path.join(home(env), "AppData", "Local"), "wallet")
    return os.path.join(_whole(env.get("XDG_DATA_HOME")) or os.path.join(home(env), ".local", "share"), "wallet")


def state_folder(env: Mapping[str, str]) -> str:
    """Where the heads last seen on this machine are kept, apart from the wallets. Raises as ``data_folder``."""
    if env.get("WALLET_STATE"):
        return _tidy(os.path.join(os.getcwd(), env["WALLET_STATE"]))
    if sys.platform in ("darwin", "win32"):
        usual = {key: value for key, value in env.items() if key != "WALLET_HOME"}
        return os.path.join(data_folder(usual), "state")
    return os.path.join(_whole(env.get("XDG_STATE_HOME")) or os.path.join(home(env), ".local", "state"), "wallet")


def home(env: Mapping[str, str]) -> str:
    """The user's own folder: ``$HOME``, else what the system knows. Raises UsageProblem("home-unknown").

    A relative one would lay a wallet into whatever folder a command is called from, and not find it from another.
    """
    if sys.platform == "win32":
        return os.path.expanduser("~")
    told = _whole(env.get("HOME"))
    if told is not None:
        return told
    import pwd

    try:
        known = pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:  # a container's user without an entry
        known = ""
    if not os.path.isabs(known):
        raise UsageProblem("home-unknown", value=env.get("HOME", ""))
    return known


def _whole(value: str | None) -> str | None:
    """The folder that a variable's value names, None where it names none by its whole path: the XDG Base Directory
    Specification (0.8) has relative paths ignored.
    """
    return _tidy(value) if value and os.path.isabs(value) else None


def _tidy(path: str) -> str:
    """A whole path without the signs that say nothing; ``..`` stays, for a link before it may lead elsewhere."""
    if sys.platform == "win32":
        return os.path.normpath(path)
    return "/" + "/".join([part for part in path.split("/") if part not in ("", ".")])


def today(env: Mapping[str, str]) -> int:
    """The local day as an ordinal; ``$WALLET_TODAY`` (2026-11-20) instead of the clock, for demos and tests.

    A day that no date of the books can be is refused here, for every command: UsageProblem("date-out-of-range",
    "today-unreadable").
    """
    from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR

    wish = env.get("WALLET_TODAY")
    try:
        day = date.fromisoformat(wish) if wish else date.today()
    except ValueError:
        raise UsageProblem("today-unreadable", text=wish) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = f"WALLET_TODAY={wish}" if wish else day.isoformat()
        raise UsageProblem("date-out-of-range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return day.toordinal()


def uptime() -> int:
    """Seconds since the machine started, time asleep included where the system counts it; nobody can set them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return int(time.monotonic() if boot is None else time.clock_gettime(boot))


def offset_s(moment_s: int) -> int:
    """By how many seconds this machine's clocks are ahead of UTC at a moment (seconds since 1970 UTC)."""
    try:
        return time.localtime(moment_s).tm_gmtoff
    except (OSError, OverflowError, ValueError):  # a year that the platform doesn't know
        return 0


def terminal_width(env: Mapping[str, str]) -> int:
    """Columns of the terminal: ``$COLUMNS``, else what the terminal says, else 80."""
    return _extent(env.get("COLUMNS", ""), "columns", USUAL_WIDTH)


def terminal_height(env: Mapping[str, str]) -> int:
    """Lines of the terminal: ``$LINES``, else what the terminal says, else 24."""
    return _extent(env.get("LINES", ""), "lines", USUAL_HEIGHT)


def _extent(wish: str, which: str, usual: int) -> int:
    if wish.isascii() and wish.isdecimal() and int(wish):
        return int(wish)
    try:
        return getattr(os.get_terminal_size(sys.stdout.fileno()), which) or usual
    except (OSError, ValueError):
        return usual


def terminal_name() -> str:
    """The terminal this process sits at, "" for none: ``undo`` takes this terminal's last operation."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        try:
            return f"{os.ttyname(stream.fileno())}:{os.getsid(0)}"
        except (OSError, ValueError, AttributeError):
            continue
    return ""


def read_secret(prompt: str) -> str:
    """A secret from the terminal without echo; bytes that are not UTF-8 come as surrogates.

    Raises UsageProblem("terminal-echoes") where what is typed would show.
    """
    import getpass
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt, sys.stderr)
        except getpass.GetPassWarning:
            raise UsageProblem("terminal-echoes") from None
        except UnicodeDecodeError as error:
            return error.object.decode(errors="surrogateescape").rstrip("\r\n")


@contextmanager
def unseen() -> Iterator[None]:
    """The terminal shows nothing of what is typed. ``getpass`` after each line would drop the lines pasted with it."""
    import termios

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    quiet = list(before)
    quiet[3] = before[3] & ~termios.ECHO | termios.ECHONL
    termios.tcsetattr(keyboard, termios.TCSAFLUSH, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)


def forget_typed() -> None:
    """Drop what waits to be read from the terminal, as ``getpass`` does before it asks."""
    if not sys.stdin.isatty():
        return
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    with suppress(termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def edited_line(prompt: str, complete: Callable[[str], list[str]] | None = None) -> str:
    """A line from the terminal, edited with its keys; earlier lines come back with ↑, and are kept in memory alone.

    At TAB the last word becomes one of those that ``complete`` makes of the line up to the cursor.
    """
    with suppress(ImportError):  # Windows edits lines itself
        import readline  # importing it is what makes input() edit

        if complete is not None:
            _offer(readline, prompt, complete)
    return input(prompt)


def _offer(readline: ModuleType, prompt: str, complete: Callable[[str], list[str]]) -> None:
    """Words end at blanks alone; what goes wrong while offers are made is silence: TAB never disturbs.

    Of several, what they have in common takes the place of the word; where that isn't more than the word, as where
    pinyin means several names, they are listed and the word stays.
    """
    offers: list[str] = []

    def at(word: str, number: int) -> str | None:
        if number == 0:
            offers.clear()
            with suppress(Exception):
                offers.extend(complete(readline.get_line_buffer()[: readline.get_endidx()]))
                if len(offers) > 1 and not all(offer.startswith(word) for offer in offers):
                    _list(offers, prompt + readline.get_line_buffer())
                    offers.clear()
                offers[:] = [f"{offer} " for offer in offers] if len(offers) == 1 else offers
        return offers[number] if number < len(offers) else None

    readline.set_completer_delims(" \t")
    readline.set_completer(at)
    bindings = "bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete"
    readline.parse_and_bind(bindings)


def _list(offers: list[str], line: str) -> None:
    """Show offers below the line, and the line again below them, as it was."""
    from wallet_cli.cli.commands.record.questions import in_rows

    rows = "\n".join(in_rows(offers, _extent("", "columns", USUAL_WIDTH)))
    sys.stdout.write(f"\n{rows}\n{line}")
    sys.stdout.flush()


def call(command: list[str]) -> int:
    """Run another program that the user named; its status."""
    import subprocess

    return subprocess.call(command)  # noqa: S603 - words, never a shell

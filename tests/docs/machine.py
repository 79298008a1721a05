"""A machine on which a page is tried: a real encrypted store in folders of its own, and a terminal that keeps all it
shows.

A plain ``wallet …`` runs in this process; a line with pipes, redirections or other programs runs in a real shell that
finds a ``wallet`` and a ``python3`` of the same machine. What is typed at a prompt is what the page shows behind that
prompt.
"""

import contextlib
import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from tests.docs.compare import ANY, same_line
from tests.program import SCRIPT
from tests.streams import Stream
from wallet_cli.cli import run
from wallet_cli.cli.app import Surroundings
from wallet_cli.domain.text import width
from wallet_cli.store.vault import kept_keys, kernel_keyring

PASSPHRASE = "correct horse battery staple"
WIDTH = 100
EPOCH = date(1970, 1, 1).toordinal()
NOON_US = 12 * 3600 * 1_000_000
FIRST_DAY = "2026-11-20"
SHELL_SIGNS = set("|&;<>()")


class _Kept(NamedTuple):
    """A key in the machine's keyring."""

    epoch: int
    key: bytes
    limits: kernel_keyring.Limits


class Unanswered(BaseException):
    """The command asked what the page doesn't answer; no command may catch this as a fault of its own."""


class Result(NamedTuple):
    """What the terminal showed, and the exit status; ``compared`` is false where a program is missing here."""

    shown: list[str]
    status: int
    compared: bool = True


class _Keyboard(io.StringIO):
    """Answers each prompt with what the page shows behind it, and echoes it as a terminal does.

    A page that doesn't know the prompt's words yet says ``… 12.50 Coffee``, and ``… ⏎`` for Enter alone.
    """

    def __init__(self, screen: Stream, page: Sequence[str]) -> None:
        super().__init__()
        self._screen, self._page = screen, list(page)

    def readline(self, size: int | None = -1, /) -> str:
        typed = self._answer(self._screen.text.rpartition("\n")[2])
        self._screen.write(typed + "\n")
        return typed + "\n"

    def read_secret(self, prompt: str) -> str:
        self._screen.write(prompt + "\n")
        return PASSPHRASE

    def _answer(self, prompt: str) -> str:
        for take in (_typed, _typed_early):
            for at, line in enumerate(self._page):
                typed = take(line, prompt)
                if typed is not None:
                    del self._page[: at + 1]
                    return typed
        raise Unanswered(prompt)


def _typed(line: str, prompt: str) -> str | None:
    """What a line of the page says was typed at this prompt; None if it isn't this prompt."""
    if line.startswith(prompt.rstrip()):
        return line[len(prompt) :]
    return "" if ANY in line and line.strip() != ANY and same_line(line, prompt) else None


def _typed_early(line: str, _prompt: str) -> str | None:
    return line[2:].replace("⏎", "") if line.startswith(f"{ANY} ") else None


class Machine:
    """Folders, day, language and terminal of one page."""

    def __init__(self, folder: Path, *, language: str = "en") -> None:
        self.folder, self.today, self.tty = folder, FIRST_DAY, True
        self.place, self.data, self.state = folder / "here", folder / "data", folder / "state"
        programs = folder / "bin"
        for each in (self.place, programs):
            each.mkdir(parents=True)
        secret = folder / "passphrase"
        secret.write_text(PASSPHRASE + "\n")
        secret.chmod(0o600)
        for name, script in (("wallet", f' "{SCRIPT}"'), ("python3", "")):
            shim = programs / name
            shim.write_text(f'#!/bin/sh\nexec "{sys.executable}"{script} "$@"\n')
            shim.chmod(0o755)
        self._env = {"NO_COLOR": "1", "WALLET_LANG": language, "HOME": str(folder)}
        self._shell_env = {
            **self._env,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "WALLET_HOME": str(self.data),
            "WALLET_STATE": str(self.state),
            "WALLET_PASSPHRASE_FILE": str(secret),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self._secret = str(secret)
        self._asked = 0
        self._kept: dict[bytes, _Kept] = {}

    def write(self, name: str, text: str) -> None:
        """Make a file in the folder that the page works in."""
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, command: str, page: Sequence[str] = (), *, hidden: bool = False) -> Result:
        """Run a command line; ``page`` holds the answers to its prompts. ``hidden`` asks nothing."""
        words = plain_words(command)
        if words is None or words[0] != "wallet":
            return self._in_shell(command)
        return self._here(words[1:], page, asks=self.tty and not hidden)

    def _here(self, argv: list[str], page: Sequence[str], *, asks: bool) -> Result:
        screen = Stream(self.tty)
        keyboard = _Keyboard(screen, page)
        env = dict(self._env)
        if not (asks and self._asks_secret(argv, page)):
            env["WALLET_PASSPHRASE_FILE"] = self._secret
        around = Surroundings(
            stdin=keyboard,
            stdout=screen,
            stderr=screen,
            env=env,
            folders=lambda: (self.data, self.state),
            now_us=self._clock,
            today=lambda: date.fromisoformat(self.today).toordinal(),
            offset=lambda _moment_s: 0,
            random=os.urandom,
            width=lambda: WIDTH,
            terminal="tty1" if self.tty else "",
            run=lambda command: 0,
            binary_stdout=lambda: screen.buffer,
            read_secret=keyboard.read_secret,
            interactive=asks,
            kdf="cheap",
        )
        with contextlib.chdir(self.place), self._keyring():
            status = run.main(argv, around)
        return Result(self._readable(screen.text), status)

    def _asks_secret(self, argv: list[str], page: Sequence[str]) -> bool:
        """Only these show a passphrase prompt on a page, and what the page shows one for; every other command finds the
        wallet open.
        """
        if any(line.startswith("passphrase for ") or line.endswith("的密码短语：") for line in page):
            return True
        asking = argv[:1] in (["init"], ["unlock"], ["passphrase"], ["keys"])
        return asking and not {"--passphrase-file", "--no-input"} & set(argv)

    def _in_shell(self, command: str) -> Result:
        ask = f"command -v {shlex.quote(last_program(command))}"
        known = subprocess.run(["/bin/sh", "-c", ask], env=self._shell_env, capture_output=True)
        env = {**self._shell_env, "WALLET_TODAY": self.today}
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env=env,
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return Result(self._readable(done.stdout.decode("utf-8")), done.returncode, known.returncode == 0)

    def _clock(self) -> int:
        """Noon of the page's day, and a millisecond more at each question."""
        self._asked += 1
        return (date.fromisoformat(self.today).toordinal() - EPOCH) * 86_400_000_000 + NOON_US + self._asked * 1000

    @contextlib.contextmanager
    def _keyring(self) -> Iterator[None]:
        """A kernel keyring for this machine alone: containers refuse the real one, and tests leave no keys in it."""
        ring = self._kept

        def put(
            whose: kernel_keyring.Owner, epoch: int, key: bytes, limits: kernel_keyring.Limits, *, uptime: int
        ) -> None:
            ring[kernel_keyring.name(whose)] = _Kept(epoch, key, limits)

        def found(whose: kernel_keyring.Owner, epoch: int) -> _Kept | None:
            there = ring.get(kernel_keyring.name(whose))
            return there if there is not None and there.epoch == epoch else None

        def get(whose: kernel_keyring.Owner, epoch: int, *, uptime: int | None = None) -> bytes | None:
            there = found(whose, epoch)
            return None if there is None else there.key

        def remaining(whose: kernel_keyring.Owner, epoch: int, *, uptime: int) -> kernel_keyring.Limits | None:
            there = found(whose, epoch)
            return None if there is None else there.limits

        def of_vault(vault: bytes, epoch: int, *, uptime: int | None = None) -> list[bytes]:
            return [each.key for name, each in ring.items() if vault.hex().encode() in name and each.epoch == epoch]

        def here(folder: Path) -> list[bytes]:
            return [name for name in ring if name.endswith(f":{kernel_keyring.mark_of(str(folder))}".encode())]

        def of_folder(folder: Path, *, uptime: int) -> list[bytes]:
            return [ring[name].key for name in here(folder)]

        def drop(folder: Path, _vault: bytes | None) -> bool:
            return [ring.pop(name) for name in here(folder)] != []

        with (
            mock.patch.multiple(kernel_keyring, put=put, get=get, remaining=remaining),
            mock.patch.multiple(kept_keys, of_vault=of_vault, of_folder=of_folder, drop=drop),
        ):
            yield

    def _readable(self, text: str) -> list[str]:
        """Lines as a reader's machine would show them: their home, not our temporary folder, whose longer name may be
        all that broke a line in front of it.
        """
        text = text.replace(str(self.data), "/home/you/.local/share/wallet")
        text = text.replace(str(self.state), "/home/you/.local/state/wallet")
        text = text.replace(str(self.place), "/home/you").replace(str(self.folder), "/home/you")
        lines: list[str] = []
        for line in text.splitlines():
            whole = f"{lines[-1]} {line}" if lines else ""
            if lines[-1:] != [""] and whole and line.startswith("/home/you/.local") and width(whole) <= WIDTH:
                lines[-1] = whole
            else:
                lines.append(line)
        return lines


def plain_words(command: str) -> list[str] | None:
    """The words of a simple command; None where only a shell can tell: pipes, redirections, variables, the home."""
    for token in shell_tokens(command):
        quoted = token[0] == "'" == token[-1]
        if set(token) <= SHELL_SIGNS or token[0] == "~" or (not quoted and ("$" in token or "`" in token)):
            return None
    return shlex.split(command)


def shell_tokens(command: str) -> list[str]:
    """Words with their quotes, and the signs between them."""
    tokens = shlex.shlex(command, posix=False, punctuation_chars=True)
    tokens.whitespace_split = True
    tokens.commenters = ""
    return list(tokens)


def last_program(command: str) -> str:
    """The program at the end of a pipeline."""
    tokens = shell_tokens(command)
    pipes = [at for at, token in enumerate(tokens) if token == "|"]
    return tokens[pipes[-1] + 1] if pipes else "true"

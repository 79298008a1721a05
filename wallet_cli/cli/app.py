"""What surrounds a command: streams, folders, clock, randomness, environment; made in ``wiring``, replaced in tests."""

from __future__ import annotations

from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import spells_out
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.words import spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import BinaryIO, Literal, TextIO

    from wallet_cli.cli.options import Options
    from wallet_cli.domain.moment import Offset
    from wallet_cli.services.session import Session

NO = ("0", "off", "no", "false", "关闭", "否")
"""Values of an environment variable that say no."""


class Surroundings(NamedTuple):
    """All that comes from the machine. ``now_us`` microseconds since 1970 UTC; ``today`` the local day (ordinal);
    ``offset`` what its clocks say.

    ``folders`` where wallets lie, and where the heads last seen on this machine do: asked for by what needs them, since
    a machine may not know (UsageProblem("home-unknown")), and still shows its help.
    ``key`` is the database key of a wallet that this process keeps open from command to command; ``uptime`` seconds
    since the machine started, time asleep included.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    env: Mapping[str, str]
    folders: Callable[[], tuple[str, str]]
    now_us: Callable[[], int]
    today: Callable[[], int]
    offset: Offset
    random: Callable[[int], bytes]
    width: Callable[[], int]
    terminal: str
    run: Callable[[list[str]], int]
    binary_stdout: Callable[[], BinaryIO]
    read_secret: Callable[[str], str]
    interactive: bool
    kdf: Literal["standard", "cheap"]
    key: bytes | None = None
    edited: Callable[[str, Callable[[str], list[str]] | None], str] | None = None
    """Reads a line that can be edited, and completed by what the second function makes of the line up to the cursor;
    None where no terminal is at both ends.
    """
    unseen: Callable[[], AbstractContextManager[None]] | None = None
    """While it holds, what is typed isn't shown; None where only ``read_secret`` can do that."""
    uptime: Callable[[], int] = lambda: 0
    height: Callable[[], int] = lambda: 24
    """Lines of the terminal."""
    python: str = ""
    """The path of what runs this program, by which further packages are installed beside it; "" where that is unknown.
    """
    forget_typed: Callable[[], None] = lambda: None
    """Drops what was typed before there was a question that it could answer."""
    has_input: bool = True
    """Whether there is a standard input; False where it was closed before this program began."""

    @property
    def data_folder(self) -> Path:
        """Where wallets lie."""
        from pathlib import Path

        return Path(self.folders()[0])

    @property
    def state_folder(self) -> Path:
        """Where the heads last seen on this machine are kept."""
        from pathlib import Path

        return Path(self.folders()[1])


def wished(env: Mapping[str, str], name: str, kept: Callable[[str], bool]) -> bool:
    """Whether this way of showing things is wanted: by the environment, or else by what is ``kept``."""
    wish = env.get(f"WALLET_{name.upper()}", "").strip().lower()
    return wish not in NO if wish else kept(name)


class App:
    """One run of one command: its surroundings and its global options.

    ``joined`` is the open session that what is recorded joins, in place of one of its own: a batch's. ``proven``
    whether a key's secret was given to this run; ``waiting`` the lines that were typed where something else was asked,
    for the prompt to take next; None where there is no prompt; ``verb`` is that of the prompt, and ``keeps`` puts an
    answer aside that is a line for it, where a yes or a no is asked; ``digits`` the answers of the last question, by
    their digits. From the start on, command lines that are printed are about its wallet.
    """

    def __init__(self, around: Surroundings, options: Options, joined: Session | None = None) -> None:
        self.around, self.options, self.joined = around, options, joined
        self.proven = self.simple = False
        self.waiting: list[str] | None = None
        self.verb = ""
        self.keeps: Callable[[str], bool] = lambda _typed: False
        self.digits: dict[str, str] = {}
        self.suit(lambda _name: False)
        spelling.choose(self.name, around.env.get("WALLET_NAME"))

    def suit(self, kept: Callable[[str], bool]) -> None:
        """Find out how the person wants things shown: plain is all in words, one fact a line; simple the little that is
        needed every day. ``kept`` says what the wallet's settings are; options and the environment go before.
        """
        if not self.for_people:
            return
        env = self.around.env
        self.simple = not self.options.verbose and wished(env, "simple", kept)
        if not spells_out() and (self.options.plain or wished(env, "plain", kept)):
            from wallet_cli.words import signs

            signs.choose()

    @property
    def plain(self) -> bool:
        """Whether everything is said in words, one fact a line, as for a screen reader."""
        return spells_out() and self.for_people

    @property
    def for_people(self) -> bool:
        """Whether results are written for a person rather than for a program."""
        return (self.options.table or self.to_terminal) and not (self.options.json or self.options.jsonl)

    @property
    def asks(self) -> bool:
        """Whether questions may be asked: a terminal at both ends and no ``--no-input``."""
        return self.around.interactive and not self.options.no_input

    @property
    def reads_names(self) -> bool:
        """Whether a name may be taken for what it clearly means: where a person reads what was taken."""
        silent = self.options.json or self.options.jsonl or self.options.quiet or self.joined is not None
        return self.asks and not silent

    @property
    def to_terminal(self) -> bool:
        """Whether a person reads standard output."""
        return self.around.stdout.isatty()

    @property
    def standard_input(self) -> TextIO:
        """What ``-`` in place of a file reads. Raises UsageProblem("input-closed") where there is nothing to read."""
        if not self.around.has_input:
            raise UsageProblem("input-closed")
        return self.around.stdin

    @property
    def name(self) -> str:
        """The wallet's name."""
        if self.options.wallet is not None:
            return self.options.wallet
        return self.around.env.get("WALLET_NAME") or spelling.USUAL

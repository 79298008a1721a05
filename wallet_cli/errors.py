"""The error tree: one class per exit status; a slug says which error, parameters say about what.

No texts here and no I/O: ``words/problems`` holds the words in every language.

    WalletError (1: a fault of wallet itself)
    ├── UsageProblem  2   the command line or a typed value
    ├── NotFound      3   nothing, or more than one thing, by that name
    ├── Locked        4   locked, or the wrong passphrase
    ├── Refused       5   a rule of the books
    ├── Conflict      6   the same id with other content
    ├── BadFile       7   an input file whose contents can't be used
    │   └── UnclearFile  2   one that can be read in several ways, which an option decides
    ├── Damaged       8   the vault is damaged, replayed or forked
    ├── Busy          9   another process holds the vault
    └── Advisory     10   something to look at; a status only with --check
"""

FINDINGS_EXIT = 10
INTERRUPTED_EXIT = 130
SIGNALLED_EXIT = 128
"""Added to the number of the signal that ended wallet."""


class Ended(BaseException):
    """A signal asks the process to end: what was begun is taken back, drafts go. ``exit`` is 128 and its number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit = SIGNALLED_EXIT + number


class WalletError(Exception):
    """Any refusal that a user sees: ``slug`` (stable, kebab-case), ``params`` (for the text and for JSON), ``exit``."""

    exit = 1

    def __init__(self, slug: str, **params: object) -> None:
        super().__init__(slug)
        self.slug = slug
        self.params = params

    def __str__(self) -> str:
        fields = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.slug}({fields})"


class UsageProblem(WalletError):
    """The command line, or a value typed on it, can't be understood."""

    exit = 2


class NotFound(WalletError):
    """No such thing, or several by that name."""

    exit = 3


class Locked(WalletError):
    """The wallet is locked, or the passphrase is wrong."""

    exit = 4


class Refused(WalletError):
    """A rule of the books forbids it."""

    exit = 5


class Conflict(WalletError):
    """An id that was used before, with other content."""

    exit = 6


class BadFile(WalletError):
    """An input file whose contents can't be used."""

    exit = 7


class UnclearFile(BadFile):
    """A file that can be read in more than one way: an option says which. ``seen`` is what to show when asking."""

    exit = 2
    seen: object = None


class Damaged(WalletError):
    """The vault is damaged, replayed, older than the last one seen, or forked."""

    exit = 8


class Busy(WalletError):
    """Another process holds the vault for longer than the timeout."""

    exit = 9


class Advisory(WalletError):
    """Something about the person's money or set-up to look at: listed, and a status only with ``--check``."""

    exit = FINDINGS_EXIT

"""Running the command line in this process, on a real encrypted store with a cheap key derivation.

``Wallet(tmp_path)`` is a machine of its own: call it with arguments, get ``Result(out, err, status)``. ``tty=True``
makes it a terminal: what ``typed`` holds is what the person types, ``secrets`` what they type without echo.
"""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.streams import Stream
from wallet_cli.cli import run
from wallet_cli.cli.app import Surroundings
from wallet_cli.services.vault import access, location
from wallet_cli.store.store import Store
from wallet_cli.words.spelling import EDGE

PASSPHRASE = "correct horse battery staple"
TODAY = "2026-11-20"


class Result(NamedTuple):
    """What a run wrote and answered."""

    out: str
    err: str
    status: int


class Wallet:
    """One machine: its folders, its clock, its environment."""

    def __init__(self, folder: Path, *, today: str = TODAY) -> None:
        self.folder, self.today, self.env = folder, today, {}
        self.data, self.state = folder / "data", folder / "state"
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.passphrase_file.chmod(0o600)
        self.env["WALLET_PASSPHRASE_FILE"] = str(self.passphrase_file)
        self.microseconds = 1_795_000_000_000_000
        self.width = 100
        self.terminal = "tty1"
        self.ahead_s = 0
        self.random = os.urandom
        self.uptime = lambda: 0
        self.key: bytes | None = None

    def now_us(self) -> int:
        self.microseconds += 1000
        return self.microseconds

    def __call__(
        self,
        *argv: str,
        tty: bool = False,
        stdout_tty: bool | None = None,
        typed: str = "",
        secrets: Sequence[str] = (),
        today: str | None = None,
    ) -> Result:
        out = Stream(tty if stdout_tty is None else stdout_tty)
        err = Stream(tty)
        hidden = iter(secrets)

        def read_secret(prompt: str) -> str:
            err.write(prompt)
            return next(hidden)

        stdin = io.TextIOWrapper(io.BytesIO(typed.encode("utf-8")), encoding="utf-8")
        around = Surroundings(
            stdin=stdin,
            stdout=out,
            stderr=err,
            env=dict(self.env),
            folders=lambda: (self.data, self.state),
            now_us=self.now_us,
            today=lambda: date.fromisoformat(today or self.today).toordinal(),
            offset=lambda _moment_s: self.ahead_s,
            random=self.random,
            width=lambda: self.width,
            terminal=self.terminal if tty else "",
            run=lambda command: 0,
            binary_stdout=lambda: out.buffer,
            read_secret=read_secret,
            interactive=tty,
            kdf="cheap",
            key=self.key,
            uptime=self.uptime,
        )
        status = run.main(list(argv), around)
        assert EDGE not in out.text + err.text
        return Result(out.text, err.text, status)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store of the usual wallet, opened by its passphrase."""
        place = location.Place(self.data / "main", self.state)
        store = access.open_store(place, access.derive(place, PASSPHRASE.encode()).database_key)
        try:
            yield store
        finally:
            store.close()

    def ok(self, *argv: str, **options: object) -> str:
        """Standard output of a run that must succeed."""
        result = self(*argv, **options)  # type: ignore[arg-type]
        assert result.status == 0, f"{argv}: status {result.status}\n{result.err}"
        return result.out

"""Keychains for a platform whose kernel keeps no keys: one in a file, and some that fail."""

import json
import os
from pathlib import Path

from keyring import errors
from keyring.backend import KeyringBackend


class InFile(KeyringBackend):
    """A keychain in the file ``$KEYCHAIN_FILE``."""

    priority = 5  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._all(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        kept = self._all()
        del kept[f"{service} {username}"]
        self._write(kept)

    def _all(self) -> dict[str, str]:
        path = Path(os.environ["KEYCHAIN_FILE"])
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        Path(os.environ["KEYCHAIN_FILE"]).write_text(json.dumps(kept))


class Shut(InFile):
    """One that nobody has unlocked."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise errors.KeyringLocked(password)

    def get_password(self, service: str, username: str) -> str | None:
        raise errors.KeyringLocked(username)


class Plain(InFile):
    """One that its makers don't recommend."""

    priority = 0.5  # type: ignore[assignment]


class Forgetful(InFile):
    """One that takes what it doesn't keep."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass

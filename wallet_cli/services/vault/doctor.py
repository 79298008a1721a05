"""The set-up of this machine: whether it can keep a wallet, and keep it private. Needs no wallet and no key.

What is examined comes in as values, so that every answer can be tested; nothing is changed, nothing is sent anywhere.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import metadata, util
from pathlib import Path, PurePath

from wallet_cli import __version__
from wallet_cli.domain.moment import Offset, wall_clock
from wallet_cli.errors import Advisory, Damaged, Locked, NotFound, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import backup_age, key_changes, leftovers, location
from wallet_cli.store.check import soundness
from wallet_cli.store.vault import head, kernel_keyring, permissions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.vault.location import Place

SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "pclouddrive": "pCloud",
    "syncthing": "Syncthing",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
}
"""Names of folders (folded) that a program copies elsewhere, and whose it is."""

KERNEL = Path("/proc")
"""Where Linux describes itself."""
OLDEST_PYTHON = (3, 11)
LIBRARIES = ("typer", "rich", "sqlcipher3", "argon2-cffi", "cryptography", "qrcode")
EXTRAS = {"zxing-cpp": "zxingcpp", "pypdfium2": "pypdfium2"}
"""What may be installed besides: the package and the module that it brings."""
FOR_PDF = "pypdfium2"


class Machine(NamedTuple):
    """What is examined. ``encoding`` is standard output's; ``now_us`` microseconds since 1970 UTC, and ``offset`` where
    clocks say; ``kernel`` is the folder where Linux describes itself.
    """

    place: Place
    encoding: str
    random: Callable[[int], bytes]
    now_us: int
    offset: Offset
    kernel: Path = KERNEL


class Finding(NamedTuple):
    """One thing that was looked at: ``problem`` says what is wrong; a mere ``wish`` is not a finding for ``--check``.
    ``unknown``: it can't be seen now. ``name`` is that of its row, or of a package.
    """

    value: str
    problem: WalletError | None = None
    wish: bool = False
    unknown: bool = False
    name: str = ""


MACHINE_CHECKS: dict[str, Callable[[Machine], Finding]] = {
    "data-folder": lambda machine: _folder(machine.place.folder),
    "state-folder": lambda machine: _state_folder(machine.place.state),
    "synced-folder": lambda machine: synced(machine.place.folder),
    "key-file": lambda machine: _key_header(machine.place),
    "backup": lambda machine: _backup(machine),
    "set-aside": lambda machine: _aside(machine.place),
    "unfinished-restore": lambda machine: _unfinished(machine.place),
    "keyring": lambda machine: _keyring(machine),
    "swap": lambda machine: swap(machine.kernel),
    "core-dumps": lambda _machine: _core_dumps(),
    "encoding": lambda machine: _encoding(machine.encoding),
}
"""What is looked at besides packages, in this order. What people call each is in
``cli/render/vault/checks.MACHINE_TITLES``.
"""


def examine(machine: Machine) -> list[Finding]:
    """Look at everything, in a fixed order. Never raises for what it finds."""
    return [
        _python(),
        *_libraries(),
        *[look(machine)._replace(name=name) for name, look in MACHINE_CHECKS.items()],
        *_extras(),
    ]


def _python() -> Finding:
    text = ".".join(map(str, sys.version_info[:3]))
    too_old = sys.version_info < OLDEST_PYTHON
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Finding(text, Refused("python-too-old", version=text, oldest=oldest) if too_old else None, name="python")


def _libraries() -> list[Finding]:
    found = [Finding(__version__, name="wallet")]
    for name in LIBRARIES:
        try:
            found.append(Finding(metadata.version(name), name=name))
        except metadata.PackageNotFoundError:
            found.append(Finding("", Refused("library-missing", package=name), name=name))
    return [*found, _sqlcipher()]


def _sqlcipher() -> Finding:
    version = soundness.library_version()
    return Finding(version, None if version else Refused("library-missing", package="sqlcipher3"), name="sqlcipher")


def _folder(folder: Path) -> Finding:
    """Nobody else may get in, and it can be written to; the nearest that exists stands for one that doesn't yet."""
    nearest = folder
    problem: WalletError | None = None
    try:
        while not nearest.exists() and nearest != nearest.parent:
            nearest = nearest.parent
        problem = _unusable(folder) or permissions.problem(folder) if folder.is_dir() else None
    except OSError:
        problem = Refused("folder-unreadable", path=str(folder))
    if problem is None and not os.access(nearest, os.W_OK):
        problem = Refused("folder-read-only", path=str(nearest))
    return Finding(str(folder), problem)


def _unusable(folder: Path) -> WalletError | None:
    """A file that may not be read or written; a wallet's store that isn't there, or can't be one."""
    shut = permissions.shut_among(*sorted(folder.iterdir()))
    if shut is not None:
        return shut
    store = folder / location.DATABASE
    if not (folder / location.HEADER).exists() or any(folder.glob(f"{location.DRAFT}*")):
        return None
    if not store.is_file():
        return Damaged("store-no-file" if os.path.lexists(store) else "store-missing", path=str(store))
    return None if store.stat().st_size else Damaged("store-damaged")


def _state_folder(folder: Path) -> Finding:
    """Nothing is remembered of a wallet where the file for it is something else."""
    found = _folder(folder)
    if found.problem is None and folder.is_dir():
        for each in sorted((*folder.glob("*.head"), *folder.glob("*.lock"))):
            if not each.is_file():
                reason = os.strerror(errno.EISDIR if each.is_dir() else errno.EINVAL)
                return found._replace(problem=Refused("system-refused", reason=reason, path=str(each)))
    return found


def synced(folder: PurePath) -> Finding:
    """Whether the folder lies in one that a known program copies elsewhere."""
    for part in folder.parts:
        for word, service in SYNCED.items():
            if part.casefold().startswith(word):
                return Finding(service, Refused("folder-synced", path=str(folder), service=service))
    return Finding("")


def _keyring(machine: Machine) -> Finding:
    """Tried out, with a key of no use that lives for a second."""
    name = kernel_keyring.Owner(machine.random(16), "0.0", "")
    try:
        kernel_keyring.put(name, 1, machine.random(32), kernel_keyring.Limits(1), uptime=0)
        works = kernel_keyring.get(name, 1) is not None
        kernel_keyring.forget(name)
    except Locked as error:
        reason = str(error.params.get("reason", ""))
        return Finding(reason, Locked("keyring-refused", reason=reason))
    return Finding("kernel", None if works else Locked("keyring-refused", reason="unreadable"))


def _key_header(place: Place) -> Finding:
    """Whether it is there, readable, and whole as far as anyone without a key can see; nothing without a wallet."""
    try:
        found = key_changes.keyring(place).generation
        seen = head.read(location.seen_path(place, location.vault_id(place)))
        is_older = seen is not None and seen.generation > found
        problem = Damaged("header-older", seen=seen.generation, found=found) if seen and is_older else None
        return Finding(str(found), problem)
    except NotFound:
        return Finding("")
    except WalletError as error:
        return Finding("", error)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return Finding("", Refused("system-refused", reason=reason, path=str(place.header)))


def _backup(machine: Machine) -> Finding:
    """Only while the wallet is unlocked: the time of the backup is in the wallet."""
    try:
        location.identity_of(machine.place)
        age = backup_age.age(machine.place, machine.now_us)
    except NotFound:
        return Finding("")
    except (OSError, WalletError):
        age = None
    if age is None:
        return Finding("", unknown=True)
    if age.last_us is None:
        days = age.overdue_days
        return Finding("", Refused("backup-overdue", days=days) if days else Refused("backup-none"))
    day = wall_clock(age.last_us, machine.offset).date().isoformat()
    return Finding(day, Refused("backup-overdue", days=age.overdue_days) if age.overdue_days else None)


def _aside(place: Place) -> Finding:
    """What no key has proven to belong to the wallet, and a backup hasn't made superfluous yet."""
    found = [each.name for each in leftovers.listed(place)]
    return Finding(" ".join(found), Advisory("aside-kept", names=tuple(found)) if found else None)


def _unfinished(place: Place) -> Finding:
    """What a killed restore left beside the wallets: the next one removes it, but till then a key opens it."""
    found = [str(each) for each in leftovers.unfinished(place)]
    return Finding(" ".join(found), Advisory("draft-left", path=found[0]) if found else None)


def swap(kernel: Path) -> Finding:
    """Swap on a disk may keep what was in memory; compressed memory is none."""
    try:
        lines = (kernel / "swaps").read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    except OSError:
        return Finding("")
    devices = [line.split()[0] for line in lines if line.strip() and not line.startswith("/dev/zram")]
    return Finding(" ".join(devices), Refused("swap-on", devices=tuple(devices)) if devices else None)


def _core_dumps() -> Finding:
    try:
        import resource
    except ImportError:  # Windows writes none for a program like this
        return Finding("")
    limit = resource.getrlimit(resource.RLIMIT_CORE)[0]
    return Finding(str(limit), Refused("core-dumps-on", limit=limit) if limit else None)


def _encoding(encoding: str) -> Finding:
    names = encoding.lower().replace("-", ""), sys.getfilesystemencoding().lower().replace("-", "")
    text = " ".join(dict.fromkeys(names))
    return Finding(text, None if set(names) == {"utf8"} else Refused("not-utf8", encoding=text))


def _extras() -> list[Finding]:
    found = []
    for package, module in EXTRAS.items():
        if util.find_spec(module) is None:
            missing = Refused("extra-missing", package=package)
            if package == FOR_PDF:
                missing = Refused("pdf-extra-missing", package=package)
            found.append(Finding("", missing, wish=True, name=package))
        else:
            found.append(Finding(metadata.version(package), name=package))
    return found

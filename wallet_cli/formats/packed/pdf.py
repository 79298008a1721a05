"""PDFs, looked into by a process of their own (``pdf_engine``): is there a password, the file without it, its words.

What always holds: whatever a file does to that process, it ends, and here it is one BadFile. Nothing is written to a
disk. The password goes through a pipe, never onto a line.
"""

from __future__ import annotations

import json
import re
import sys
from contextlib import contextmanager
from importlib.util import find_spec

from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.formats.packed.ciphers import WrongPassword
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from typing import IO

BEGINNING = b"%PDF-"
PACKAGE = "pypdfium2"
PAGES_LIMIT, CHARS_LIMIT, CHARS_OF_PAGE_LIMIT = 5000, 32 << 20, 1 << 18
SECONDS_LIMIT, BYTES_LIMIT = 60, 1 << 30
"""Time of a processor, and address space: a statement of 100,000 rows needs half of them at most."""
LIMITS = {
    "pages": PAGES_LIMIT,
    "chars": CHARS_LIMIT,
    "chars_of_page": CHARS_OF_PAGE_LIMIT,
    "seconds": SECONDS_LIMIT,
    "bytes": BYTES_LIMIT,
}
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_OWN_ID = re.compile(rb"(/ID\s?\[\s?<[0-9A-Fa-f]*>\s?)<[0-9A-Fa-f]*>")
_TAIL = 4096


class Word(NamedTuple):
    """A word on a page: its edges, the line that it is written on and its height, to the right and down.

    All in hundredths of a point.
    """

    text: str
    left: int
    right: int
    base: int
    high: int


class Page(NamedTuple):
    """``is_picture``: the page has no word, and shows something."""

    words: list[Word]
    is_picture: bool = False


def may_be_locked(data: bytes) -> bool:
    """Whether a file is a PDF that says it is encrypted; many of those open without a password."""
    return data.startswith(BEGINNING) and _ENCRYPTED.search(data) is not None


def is_locked(data: bytes) -> bool:
    """Whether it needs a password to be read; raises as ``pages``."""
    with _asked(data, "try", "") as answers:
        try:
            _require(_value(answers.readline()))
        except WrongPassword:
            return True
    return False


def unlocked(data: bytes, password: str) -> bytes:
    """The same PDF without its password, equal each time; WrongPassword, and as ``pages``."""
    with _asked(data, "unlock", password) as answers:
        _require(_value(answers.readline()))
        plain = answers.read()
    start = len(plain) - _TAIL
    tail = _OWN_ID.sub(rb"\1<>", plain[max(start, 0) :])  # half of it is by chance
    return plain[: max(start, 0)] + tail


def pages(data: bytes) -> Iterator[bytes]:
    """The pages of a PDF without a password, one by one, each as ``page`` takes it.

    BadFile("pdf-damaged", "pdf-too-long", "pdf-takes-too-much"), UsageProblem("needs-extra", "pdf-process"),
    WrongPassword.
    """
    with _asked(data, "words", "") as answers:
        while (line := answers.readline()).startswith(b"["):
            yield line
        _require(_value(line))


def page(line: bytes) -> Page:
    """One of ``pages``."""
    words, is_picture = json.loads(line)
    return Page([Word(*word) for word in words], is_picture)


@contextmanager
def _asked(data: bytes, task: str, password: str) -> Iterator[IO[bytes]]:
    """What the process answers."""
    if find_spec(PACKAGE) is None:
        raise UsageProblem("needs-extra", package=PACKAGE)
    running = _started()
    assert running.stdin is not None and running.stdout is not None
    try:
        asked = {"task": task, "passwords": [password] if password else [], "limits": LIMITS}
        try:
            running.stdin.write(json.dumps(asked).encode() + b"\n")
            running.stdin.write(data)
            running.stdin.close()
        except OSError:
            pass  # it has ended: its last answer, or that there is none, says why
        yield running.stdout
    finally:
        running.kill()
        running.stdout.close()
        running.wait()


def _started() -> subprocess.Popen[bytes]:
    import subprocess

    program = __file__.removesuffix("pdf.py") + "pdf_engine.py"
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and a file of our own
            [sys.executable, "-E", "-P", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=-1,
        )
    except OSError:
        raise UsageProblem("pdf-process") from None


def _value(line: bytes) -> object:
    try:
        found: object = json.loads(line)
    except ValueError:  # it was ended, by its own fault or because it took too much
        return {"problem": "much"}
    return found


def _require(found: object) -> None:
    """Refuse an answer that isn't the end."""
    problem = found.get("problem") if isinstance(found, dict) else "much"
    if problem is None:
        return
    if problem == "locked":
        raise WrongPassword
    if problem == "damaged":
        raise BadFile("pdf-damaged")
    if problem == "library":
        raise UsageProblem("pdf-process")
    if problem == "long":
        raise BadFile("pdf-too-long", limit=PAGES_LIMIT)
    raise BadFile("pdf-takes-too-much")

"""Finding schemes by the rows of ``facts``: a module is imported when its code is made, all of them to read one."""

from __future__ import annotations

from importlib import import_module

from wallet_cli.errors import BadFile
from wallet_cli.schemes import facts
from wallet_cli.schemes.base import PAYLOAD_LIMIT_BYTES, Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.schemes.facts import SchemeFacts


def maker(name: str) -> Scheme:
    """The scheme called ``name``, to make a code in; raises UsageProblem ``unknown-scheme`` with the names known."""
    return _load(facts.maker(name))


def recognise(payload: bytes) -> Scheme:
    """The scheme that ``payload`` says it is of; raises BadFile ``unknown-code`` or ``code-too-long``."""
    if len(payload) > PAYLOAD_LIMIT_BYTES:
        raise BadFile("code-too-long", bytes=len(payload), limit=PAYLOAD_LIMIT_BYTES)
    readers = [_load(row) for row in facts.SCHEMES.values() if row.reads]
    found = [scheme for scheme in readers if scheme.recognises(payload)]
    if not found:
        raise BadFile("unknown-code", start=_start_of(payload), bytes=len(payload))
    return min(found, key=lambda scheme: scheme.facts.is_general)


def _load(row: SchemeFacts) -> Scheme:
    scheme: Scheme = import_module(row.module).SCHEME
    return scheme


def _start_of(payload: bytes) -> str:
    """The first bytes, to recognise an unknown code by: ASCII as it is, everything else as a dot."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in payload[:24])

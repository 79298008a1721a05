"""Finding schemes: every module of this package with a constant ``SCHEME`` is one, and none is named anywhere else.

Modules are imported when asked for; a name on the command line imports that module alone.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

import wallet_cli.schemes as package
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.schemes.base import PAYLOAD_LIMIT_BYTES, Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def names() -> tuple[str, ...]:
    """The names of all schemes, sorted."""
    return tuple(sorted(scheme.name for scheme in _all()))


def by_name(name: str) -> Scheme:
    """The scheme called ``name``; raises UsageProblem ``unknown-scheme`` with the names there are."""
    module = name.replace("-", "_")
    if module in _modules():
        scheme = _scheme_of(module)
        if scheme is not None and scheme.name == name:
            return scheme
    raise UsageProblem("unknown-scheme", scheme=name, known=names())


def recognise(payload: bytes) -> Scheme:
    """The scheme that ``payload`` claims to be of; raises BadFile ``unknown-code`` or ``code-too-long``."""
    if len(payload) > PAYLOAD_LIMIT_BYTES:
        raise BadFile("code-too-long", bytes=len(payload), limit=PAYLOAD_LIMIT_BYTES)
    found = [scheme for scheme in _all() if scheme.recognises(payload)]
    if not found:
        raise BadFile("unknown-code", start=_start_of(payload), bytes=len(payload))
    return min(found, key=lambda scheme: scheme.is_general)


def _modules() -> tuple[str, ...]:
    return tuple(module.name for module in pkgutil.iter_modules(package.__path__))


def _all() -> Iterator[Scheme]:
    for module in _modules():
        scheme = _scheme_of(module)
        if scheme is not None:
            yield scheme


def _scheme_of(module: str) -> Scheme | None:
    scheme: Scheme | None = getattr(import_module(f"{package.__name__}.{module}"), "SCHEME", None)
    return scheme


def _start_of(payload: bytes) -> str:
    """The first bytes, to recognise an unknown code by: ASCII as it is, everything else as a dot."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in payload[:24])

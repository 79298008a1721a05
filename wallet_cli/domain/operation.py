"""The journal's records: what an operation is, and its canonical bytes.

An operation carries complete after-images of what it changed, keyed by uid. Records are length-framed, so that no
field can be shifted into another; images are canonical JSON arrays inside frames. Decoders of a version stay for ever.
In: values; out: bytes, and back. What always holds: decode(encode(x)) == x, and one x has one form.

Version 2 knows devices: whose operation it is, the how-manieth of that device, and which one that device made before.
What could be guessed from its digests is salted: see ``request_digest`` here and ``rollup.digest``.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

VERSION = 2
"""What is written now."""
DIGEST_BYTES = 32
UID_BYTES = 16
DEVICE_AT = 31
"""Where the device's id begins in the bytes of a record of any version, counted from 1 as SQL does."""

SETTING, BUDGET, CARRYOVER, HOLD, ON_BUDGET = "setting", "budget", "carryover", "hold", "on-budget"
ASSERTION, CURSOR, FORK, PAYEE_ACCOUNT = "assertion", "cursor", "fork", "payee-account"
PROFILE = "profile"
"""The kind of the item that says how the tables with a header are read, named by the header's key."""
RULE = "rule"
"""The kind of the item that says what becomes of certain rows of banks, named "r3"; one that ships by its own name."""
ERASED = "erased"
"""The kind of the item that says which chunks of the journal an erasure emptied."""
RECORD_ID = "record-id"
"""The kind of the item that remembers the ``--id`` of a line of a batch."""
FIRST_ACCOUNTS = "first-accounts"
"""The command of an operation that adds one of the accounts for which ``init`` asks."""
IMPORT = "import"
"""The kind of the item that says what an import brought, named by its operation's uid."""

_FIELDS = {1: 14, 2: 15}


class Image(NamedTuple):
    """An entity after an operation.

    ``previous`` is the uid of the operation whose image this one replaces, b"" where there is none (in operations of
    version 1 even where nobody looked); ``body`` holds its fields as JSON values, or None when the entity is gone.
    """

    kind: str
    uid: bytes
    previous: bytes
    body: Any


class Record(NamedTuple):
    """One operation's record: all that the chain's MAC covers.

    ``counter`` which one of its device's operations it is, from 1, and ``predecessor`` the uid of the one that this
    device made before, b"" for its first; ``time_us`` microseconds since 1970 UTC; ``parents`` MACs of the heads it
    follows; ``origin`` the terminal it came from; ``key`` and ``request`` the idempotency key and the digest of what
    was asked; ``undoes`` an operation's uid; ``bodies`` salted digests of the chunks; ``balances`` the digest of all
    current balances after it.

    In ``version`` 1 the counter is the operation's place in the whole chain, there is no predecessor, and ``request``
    and ``balances`` aren't salted.
    """

    uid: bytes
    device: bytes
    counter: int
    time_us: int
    parents: tuple[bytes, ...]
    epoch: int
    command: str
    origin: str
    key: str
    request: bytes
    undoes: bytes
    bodies: tuple[bytes, ...]
    balances: bytes
    predecessor: bytes = b""
    version: int = VERSION


def frame(*parts: bytes) -> bytes:
    """Each part after its length (4 bytes, big-endian)."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def unframe(data: bytes) -> Iterator[bytes]:
    """The parts of ``frame``; raises Damaged when a length runs over the end."""
    at, end = 0, len(data)
    while at < end:
        size = int.from_bytes(data[at : at + 4], "big")
        at += 4 + size
        if at > end or at < 4:
            raise Damaged("journal-unreadable")
        yield data[at - size : at]


def encode(record: Record) -> bytes:
    """The canonical bytes of a record, in its version."""
    return frame(
        record.version.to_bytes(2, "big"),
        record.uid,
        record.device,
        record.counter.to_bytes(8, "big"),
        record.time_us.to_bytes(8, "big", signed=True),
        b"".join(record.parents),
        record.epoch.to_bytes(4, "big"),
        record.command.encode(),
        record.origin.encode(),
        record.key.encode(),
        record.request,
        record.undoes,
        b"".join(record.bodies),
        record.balances,
        *([record.predecessor] if record.version > 1 else []),
    )


def decode(data: bytes) -> Record:
    """The record of canonical bytes; raises Damaged for anything else."""
    parts = list(unframe(data))
    if not parts or len(parts[0]) != 2:
        raise Damaged("journal-unreadable")
    version = int.from_bytes(parts[0], "big")
    if version not in _FIELDS:
        raise Damaged("journal-newer", version=version)
    if len(parts) != _FIELDS[version] or len(parts[5]) % DIGEST_BYTES or len(parts[12]) % DIGEST_BYTES:
        raise Damaged("journal-unreadable")
    if version > 1 and not _is_in_form(parts):
        raise Damaged("journal-unreadable")
    try:
        texts = [part.decode() for part in parts[7:10]]
    except UnicodeDecodeError:
        raise Damaged("journal-unreadable") from None
    return Record(
        uid=parts[1],
        device=parts[2],
        counter=int.from_bytes(parts[3], "big"),
        time_us=int.from_bytes(parts[4], "big", signed=True),
        parents=_split(parts[5]),
        epoch=int.from_bytes(parts[6], "big"),
        command=texts[0],
        origin=texts[1],
        key=texts[2],
        request=parts[10],
        undoes=parts[11],
        bodies=_split(parts[12]),
        balances=parts[13],
        predecessor=parts[14] if version > 1 else b"",
        version=version,
    )


_SIZES = (UID_BYTES, UID_BYTES, 8, 8, 4, DIGEST_BYTES)
"""Of uid, device, counter, time, epoch and balances."""


def _is_in_form(parts: list[bytes]) -> bool:
    """Whether each number has its one length, and each uid and digest is whole: version 1 was read with less care."""
    sizes = [*map(len, parts)]
    return (
        (sizes[1], sizes[2], sizes[3], sizes[4], sizes[6], sizes[13]) == _SIZES
        and sizes[10] in (0, DIGEST_BYTES)
        and sizes[11] in (0, UID_BYTES)
        and sizes[14] in (0, UID_BYTES)
    )


def _split(data: bytes) -> tuple[bytes, ...]:
    return tuple(data[at : at + DIGEST_BYTES] for at in range(0, len(data), DIGEST_BYTES))


def seal(journal_key: bytes, record: bytes) -> bytes:
    """The keyed MAC of a record (HMAC-SHA256, RFC 2104): the head that the next operation names as its parent."""
    return hmac.digest(journal_key, record, "sha256")


def body_digest(salt: bytes, body: bytes) -> bytes:
    """The salted digest of a chunk: once salt and body are erased, nothing can be guessed from it."""
    return hashlib.sha256(frame(salt, body)).digest()


def request_digest(salts: Iterable[bytes], asked: bytes) -> bytes:
    """What a record keeps of the digest of what was asked: salted with the salts of all its chunks, in their order.

    So nothing can be guessed from it once any chunk is erased; the word in front keeps it apart from ``body_digest``.
    """
    return hashlib.sha256(frame(b"request", *salts, asked)).digest()


_ESCAPES = {sign: f"\\u{sign:04x}" for sign in range(32)}
_ESCAPES |= {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r", 34: r"\"", 92: r"\\"}


def canonical(value: Any) -> str:
    """A value as JSON without blanks, byte for byte what ``json`` writes: loading that takes longer than writing one.

    Raises TypeError for what no body holds, a float among it.
    """
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, list | tuple):
        return f"[{','.join([canonical(each) for each in value])}]"
    if isinstance(value, dict):
        return "{" + ",".join([f"{canonical(name)}:{canonical(each)}" for name, each in value.items()]) + "}"
    raise TypeError(f"{type(value).__name__} in a body")


def encode_image(image: Image, *, of_many: bool = False) -> bytes:
    """The canonical bytes of an after-image: a JSON array without blanks, in UTF-8. The same for one ``of_many``."""
    fields = [image.kind, image.uid.hex(), image.previous.hex(), image.body]
    return encoder(of_many=of_many)(fields).encode()


def image_of_bytes(kind: str, uid: bytes, previous: bytes, body: bytes) -> bytes:
    """What ``encode_image`` makes of an image, where the canonical bytes of its body are at hand."""
    return b'["%b","%b","%b",%b]' % (kind.encode(), uid.hex().encode(), previous.hex().encode(), body)


def encoder(*, of_many: bool) -> Callable[[Any], str]:
    """What writes a value as ``canonical`` does: that, or the library where many are written."""
    return _json_encoder() if of_many else canonical


def text_encoder(*, of_many: bool) -> Callable[[str], str]:
    """The same for what can only be a text: nothing is asked of it."""
    return _json_text_encoder() if of_many else canonical


@cache
def _json_text_encoder() -> Callable[[str], str]:
    from json.encoder import encode_basestring

    return encode_basestring


@cache
def _json_encoder() -> Callable[[Any], str]:
    """Made once, and only where much is written: in C, and several times as fast."""
    import json

    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def decode_images(chunk: bytes) -> Iterator[Image]:
    """The after-images of a chunk, in order."""
    return map(decode_image, unframe(chunk))


def heads_of_images(chunk: bytes) -> Iterator[Image]:
    """As ``decode_images``, but each body stays the bytes it was written as, for ``decode_body``: who reads many
    needs few. Raises Damaged for what isn't in the one form.
    """
    kinds: dict[bytes, str] = {}
    for part in unframe(chunk):
        try:
            begin, kind, comma, uid, other, previous, rest = part.split(b'"', 6)
            if (begin, comma, other, rest[:1], rest[-1:]) != (b"[", b",", b",", b",", b"]"):
                raise ValueError
            name = kinds.get(kind) or kinds.setdefault(kind, kind.decode())
            yield Image(name, bytes.fromhex(uid.decode()), bytes.fromhex(previous.decode()), rest[1:-1])
        except ValueError:
            raise Damaged("journal-unreadable") from None


NOTHING = b"null"
"""The bytes of the body of an entity that is gone."""


def decode_body(data: bytes) -> Any:
    """The body of its canonical bytes; raises Damaged for anything else."""
    try:
        text = data.decode()
        body, end = _json_decoder()(text)
        if end != len(text):
            raise ValueError
    except ValueError:
        raise Damaged("journal-unreadable") from None
    return body


@cache
def _json_decoder() -> Callable[[str], tuple[Any, int]]:
    import json

    return json.JSONDecoder().raw_decode


def decode_image(part: bytes) -> Image:
    """The after-image of its canonical bytes; raises Damaged for anything else."""
    import json

    try:
        kind, uid, previous, body = json.loads(part)
        return Image(kind, bytes.fromhex(uid), bytes.fromhex(previous), body)
    except (ValueError, TypeError):
        raise Damaged("journal-unreadable") from None

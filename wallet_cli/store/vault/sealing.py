"""Sealing one key under another: ChaCha20-Poly1305, and the subkeys of the master by HKDF. Random bytes are handed in.

A slot's key has a salt of its own and seals once; the database key is sealed again, under a random nonce, only when
the keys change. ``cryptography`` is imported here, inside the functions: daily commands never load it.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

KEY_BYTES = 32
NONCE_BYTES = 12
SEALED_KEY_BYTES = KEY_BYTES + 16  # the tag


class Sealed(NamedTuple):
    """A key under another key: the nonce, and the ciphertext with its tag."""

    nonce: bytes
    wrapped: bytes


def seal(key: bytes, nonce: bytes, secret: bytes, bound_to: bytes) -> Sealed:
    """``secret`` under ``key``; it opens only beside the same ``bound_to``."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return Sealed(nonce, ChaCha20Poly1305(key).encrypt(nonce, secret, bound_to))


def unseal(key: bytes, sealed: Sealed, bound_to: bytes) -> bytes | None:
    """The secret, or None: another key, other bytes, or another ``bound_to``."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(sealed.nonce, sealed.wrapped, bound_to)
    except InvalidTag:
        return None


def subkey(master: bytes, purpose: bytes) -> bytes:
    """A key for one purpose; it reveals neither the master nor another subkey (RFC 5869, expand)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    return HKDFExpand(algorithm=hashes.SHA256(), length=KEY_BYTES, info=purpose).derive(master)


def extracted(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A key from a secret that nobody can guess (RFC 5869, extract and expand)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)

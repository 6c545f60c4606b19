"""Sealing of bids: encrypted for two keys, one inside the other, so that only both together open it.

Each holder's private key is a code that is shown once and kept nowhere here. Every layer has a key of
its own (X25519 with a fresh pair, HKDF), so the nonce need not vary. Texts are padded, that their length
tells nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY = 32
_CHECK = 3  # bytes of a checksum, so that a slip of the pen is told from a wrong part
_NONCE = bytes(12)
_BLOCK = 4096
_GROUP = 4


class SealBroken(ValueError):
    """What was sealed does not open with these keys, or was altered."""


class WrongCode(ValueError):
    """This is not the code of a key."""


def key_pair() -> tuple[str, bytes]:
    """A new key: the code of its private part, to be shown once, and the public part."""
    private = X25519PrivateKey.generate()
    raw = private.private_bytes_raw()
    text = base64.b32encode(raw + _checksum(raw)).decode().rstrip("=")
    code = "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))
    return code, private.public_key().public_bytes_raw()


def public_of(code: str) -> bytes:
    """The public part of a code. Raises WrongCode."""
    return _private(code).public_key().public_bytes_raw()


def seal(text: bytes, publics: Sequence[bytes], about: bytes) -> bytes:
    """Encrypt for all of the keys; ``about`` says what it is, and opening it asks the same."""
    sealed = text + b"\x01" + bytes(-(len(text) + 1) % _BLOCK)
    for public in publics:
        fresh = X25519PrivateKey.generate()
        own = fresh.public_key().public_bytes_raw()
        shared = fresh.exchange(X25519PublicKey.from_public_bytes(public))
        box = ChaCha20Poly1305(_derived(shared, own + public))
        sealed = own + box.encrypt(_NONCE, sealed, about)
    return sealed


def unseal(sealed: bytes, codes: Sequence[str], about: bytes) -> bytes:
    """What was sealed for these keys, in the order of ``seal``. Raises SealBroken, WrongCode."""
    for code in reversed(codes):
        private = _private(code)
        own, body = sealed[:_KEY], sealed[_KEY:]
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(own))
            public = private.public_key().public_bytes_raw()
            box = ChaCha20Poly1305(_derived(shared, own + public))
            sealed = box.decrypt(_NONCE, body, about)
        except (InvalidTag, ValueError) as error:
            raise SealBroken from error
    return sealed.rstrip(b"\x00")[:-1]


def _private(code: str) -> X25519PrivateKey:
    text = "".join(code.split()).replace("-", "").upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise WrongCode from error
    key, check = raw[:_KEY], raw[_KEY:]
    if len(raw) != _KEY + _CHECK or check != _checksum(key):
        raise WrongCode
    return X25519PrivateKey.from_private_bytes(key)


def _checksum(raw: bytes) -> bytes:
    return hashlib.sha256(b"part of a key" + raw).digest()[:_CHECK]


def _derived(shared: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=info).derive(shared)

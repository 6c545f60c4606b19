"""Keys at rest: encrypted with a key that the settings hold, never the database."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@cache
def _box(secret: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=b"tiqiao signing keys")
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


def key_closed(key: PrivateKey) -> str:
    """The key, encrypted, as text for the database."""
    return _box(settings.SIGNING_KEY).encrypt(key_bytes(key)).decode()


def key_opened(text: str) -> PrivateKey:
    """The key again. Raises InvalidToken where the settings' key is another one."""
    opened = _box(settings.SIGNING_KEY).decrypt(text.encode())
    key = serialization.load_der_private_key(opened, password=None)
    assert isinstance(key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey))
    return key


def key_bytes(key: PrivateKey) -> bytes:
    """The key as PKCS #8 in DER."""
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

"""Keys and certificates as the PDF library takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509

from backend.signing.models import Credential

from .keys import PrivateKey, key_bytes

if TYPE_CHECKING:
    from pyhanko_certvalidator.registry import CertificateStore


def certificate(row: Credential) -> asn1_x509.Certificate:
    """The certificate of a row."""
    _kind, _headers, der = pem.unarmor(row.certificate.encode())
    return asn1_x509.Certificate.load(der)


def private_key(key: PrivateKey) -> asn1_keys.PrivateKeyInfo:
    """A key that was opened."""
    return asn1_keys.PrivateKeyInfo.load(key_bytes(key))


def store(rows: Iterable[Credential]) -> CertificateStore:
    """Certificates that go along with a signature."""
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleCertificateStore.from_certs([certificate(row) for row in rows])

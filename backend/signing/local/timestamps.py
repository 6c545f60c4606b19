"""Where the time of a signature comes from: an authority by RFC 3161, or our own where the settings say
so. There is no third way: without a time stamp nothing is signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from django.conf import settings

from backend.signing.gateway import SigningFailed
from backend.signing.models import Signature

from . import certificates, converting
from .keys import key_opened

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

LOCAL = "local"
SECONDS = 10


def time_stamper() -> TimeStamper:
    """What time-stamps a signature. Raises SigningFailed where none is set up."""
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    if not settings.TIMESTAMP:
        raise SigningFailed(Signature.Failure.NO_AUTHORITY)
    if settings.TIMESTAMP != LOCAL:
        return RequestsHTTPTimeStamper(settings.TIMESTAMP, timeout=SECONDS)
    own = certificates.timestamping()
    chain = [certificates.root(), own]
    return DummyTimeStamper(
        converting.certificate(own),
        converting.private_key(key_opened(own.private_key)),
        converting.store(chain),
    )


def timestamp_roots() -> list[asn1_x509.Certificate]:
    """The roots by which time stamps are trusted: ours, and those of the authority."""
    found = [converting.certificate(root) for root in certificates.roots()]
    if settings.TIMESTAMP_ROOTS:
        data = Path(settings.TIMESTAMP_ROOTS).read_bytes()
        for _kind, _headers, der in pem.unarmor(data, multiple=True):
            found.append(asn1_x509.Certificate.load(der))
    return found

"""What signs and validates: a Protocol, so that a licensed signing service can take the place of ours.

``SIGNATURE_GATEWAY`` in the settings names the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Box:
    """Where a party's signature is seen: on the last page, in points from its lower left corner."""

    party: str
    left: int
    bottom: int
    right: int
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, for whom."""

    user_id: int
    name: str
    organisation_id: int
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPdf:
    """A PDF with one more signature; ``signed_at`` is the time of the time stamp."""

    pdf: bytes
    signed_at: datetime
    serial: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFound:
    """A signature in a PDF. ``intact``: what it covers is unchanged; ``ours``: by a certificate of this
    platform; ``last``: nothing was added after it; ``signed_at``: of a valid time stamp, else None;
    ``revoked_at``: when the certificate was revoked, which the file itself does not tell."""

    party: str
    mark: str
    signer: str
    organisation: str
    serial: str
    intact: bool
    ours: bool
    last: bool
    signed_at: datetime | None
    revoked_at: datetime | None = None

    @property
    def too_late(self) -> bool:
        """Whether its certificate was revoked before it was made, as far as a time stamp tells."""
        if self.revoked_at is None:
            return False
        return self.signed_at is None or self.signed_at >= self.revoked_at


class SigningFailed(Exception):
    """Nothing was signed; ``code`` is one of models.Signature.Failure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotReadable(Exception):
    """The bytes are no PDF that can be read."""


class SignatureGateway(Protocol):
    """Signs PDFs for people and reads signatures."""

    def prepare(self, pdf: bytes, boxes: Sequence[Box]) -> bytes:
        """The PDF with an empty field for each party: these bytes are frozen."""

    def sign(self, pdf: bytes, *, party: str, signer: Signer, reason: str) -> SealedPdf:
        """The PDF with the party's signature added after its bytes. Raises SigningFailed."""

    def validate(self, pdf: bytes) -> Sequence[SignatureFound]:
        """The signatures in a PDF, oldest first. Raises NotReadable."""

    def trust(self) -> str:
        """The root certificates that readers may trust, as PEM."""


@cache
def _of(path: str) -> SignatureGateway:
    made: SignatureGateway = import_string(path)()
    return made


def gateway() -> SignatureGateway:
    """The gateway that the settings name."""
    return _of(settings.SIGNATURE_GATEWAY)

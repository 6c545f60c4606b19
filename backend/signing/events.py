"""What happens to documents that are signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfDocument(DomainEvent):
    subject: ClassVar[str] = "document"
    document_id: int
    hangs_on: str
    hangs_on_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentFrozen(_OfDocument):
    """Its bytes are fixed from now on."""

    name: ClassVar[str] = "document.frozen"
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DocumentVoided(_OfDocument):
    """It is not to be signed any more."""

    name: ClassVar[str] = "document.voided"


@dataclass(frozen=True, kw_only=True)
class SignatureMade(_OfDocument):
    """A party signed it; ``sha256`` is that of the bytes with the signature."""

    name: ClassVar[str] = "signature.made"
    party: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SignatureFailed(_OfDocument):
    """A party wanted to sign, and nothing was signed."""

    name: ClassVar[str] = "signature.failed"
    party: str
    failure: str


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(DomainEvent):
    """A person's certificate signs no more; what it signed before stands."""

    name: ClassVar[str] = "certificate.revoked"
    subject: ClassVar[str] = "certificate"
    certificate_id: int
    reason: str

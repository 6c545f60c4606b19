"""What the signatures in a PDF say, read without a network."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from backend.signing.gateway import NotReadable, SignatureFound

from . import certificates, converting
from .timestamps import timestamp_roots

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus

MAX_SIGNATURES = 20


def signatures_in(pdf: bytes) -> list[SignatureFound]:
    """The signatures, oldest first. Raises NotReadable where it is no PDF, is locked or damaged."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise NotReadable
        embedded = list(reader.embedded_regular_signatures)
        if len(embedded) > MAX_SIGNATURES:
            raise NotReadable
        trusted = [converting.certificate(row) for row in certificates.roots()]
        stamps = timestamp_roots()
        return [_found(one, trusted, stamps) for one in embedded]
    except NotReadable:
        raise
    except Exception as error:
        # A damaged or hostile file breaks the library in more ways than it names.
        raise NotReadable from error


def _found(
    one: EmbeddedPdfSignature, trusted: list[Certificate], stamps: list[Certificate]
) -> SignatureFound:
    from pyhanko.sign.validation import SignatureCoverageLevel

    status = _status(one, trusted, stamps, None)
    signed_at = _time(status)
    if status.intact and not status.trusted and signed_at is not None:
        # A certificate that has ended since was valid when the time stamp says it was used.
        status = _status(one, trusted, stamps, signed_at)
    subject: dict[str, Any] = one.signer_cert.subject.native
    return SignatureFound(
        party=one.field_name or "",
        mark=hashlib.sha256(one.pkcs7_content).hexdigest(),
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        serial=f"{one.signer_cert.serial_number:x}",
        intact=bool(status.intact and status.valid),
        ours=bool(status.trusted),
        last=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signed_at=signed_at,
    )


def _status(
    one: EmbeddedPdfSignature,
    trusted: list[Certificate],
    stamps: list[Certificate],
    moment: datetime | None,
) -> PdfSignatureStatus:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    return validate_pdf_signature(
        one,
        ValidationContext(trust_roots=trusted, allow_fetching=False, moment=moment),
        ts_validation_context=ValidationContext(
            trust_roots=stamps, allow_fetching=False, moment=moment
        ),
    )


def _time(status: PdfSignatureStatus) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid):
        return None
    found: datetime = stamp.timestamp
    return found

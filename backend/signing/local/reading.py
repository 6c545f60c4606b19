"""What the signatures in a PDF say, read without a network.

A stranger's file is read confined (core/confined): ``work`` is given a line of JSON with the
certificates to trust, then the file; it answers with a list, or null where the file is not readable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.x509 import Certificate

from backend.core.confined import Overrun, run_confined
from backend.signing.gateway import NotReadable, SignatureFound

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus

MAX_SIGNATURES = 20


def signatures_of_stranger(
    pdf: bytes, trusted: Sequence[Certificate], stamps: Sequence[Certificate]
) -> list[SignatureFound]:
    """``signatures_in``, where nobody knows what the bytes are. Raises NotReadable, also where reading
    takes too long."""
    asked = {
        "trusted": [c.dump().hex() for c in trusted],
        "stamps": [c.dump().hex() for c in stamps],
    }
    try:
        made = json.loads(run_confined(__name__, json.dumps(asked).encode() + b"\n" + pdf))
    except (Overrun, ValueError) as error:
        raise NotReadable from error
    if made is None:
        raise NotReadable
    return [SignatureFound(**row | {"signed_at": _moment(row["signed_at"])}) for row in made]


def signatures_in(
    pdf: bytes, trusted: Sequence[Certificate], stamps: Sequence[Certificate]
) -> list[SignatureFound]:
    """The signatures, oldest first; ``stamps`` are the roots of time stamps.

    Raises NotReadable where it is no PDF, is locked or damaged.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise NotReadable
        embedded = list(reader.embedded_regular_signatures)
        if len(embedded) > MAX_SIGNATURES:
            raise NotReadable
        return [_found(one, trusted, stamps) for one in embedded]
    except NotReadable:
        raise
    except Exception as error:
        # A damaged or hostile file breaks the library in more ways than it names.
        raise NotReadable from error


def _found(
    one: EmbeddedPdfSignature, trusted: Sequence[Certificate], stamps: Sequence[Certificate]
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
    trusted: Sequence[Certificate],
    stamps: Sequence[Certificate],
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


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def libraries() -> None:
    """Load what reading takes."""
    import pyhanko.pdf_utils.reader
    import pyhanko.sign.validation  # noqa: F401


def work(given: bytes) -> bytes:
    """Answer to a line of JSON and the file after it."""
    head, _newline, pdf = given.partition(b"\n")
    asked = json.loads(head)
    trusted, stamps = (
        [Certificate.load(bytes.fromhex(der)) for der in asked[name]]
        for name in ("trusted", "stamps")
    )
    try:
        found = signatures_in(pdf, trusted, stamps)
    except NotReadable:
        return b"null"
    rows = [asdict(one) for one in found]
    return json.dumps(rows, default=lambda moment: moment.isoformat()).encode()

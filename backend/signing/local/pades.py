"""PAdES signatures in PDFs: each is added after the bytes before it, with a time stamp."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from backend.core.typesetting import pdf_of
from backend.signing.gateway import (
    Box,
    NotReadable,
    SealedPdf,
    SignatureFound,
    Signer,
    SigningFailed,
)
from backend.signing.models import Credential, Signature

from . import certificates, converting, reading
from .keys import key_opened
from .timestamps import time_stamper, timestamp_roots

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.stamp import StaticStampStyle

# The library is loaded where it works: it takes half a second, and few requests sign.


class LocalGateway:
    """Signs with certificates of the platform's own root."""

    def prepare(self, pdf: bytes, boxes: Sequence[Box]) -> bytes:
        """The PDF with an empty field for each party."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import SigFieldSpec, append_signature_field

        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        for box in boxes:
            place = (box.left, box.bottom, box.right, box.top)
            append_signature_field(writer, SigFieldSpec(box.party, on_page=-1, box=place))
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    def sign(self, pdf: bytes, *, party: str, signer: Signer, reason: str) -> SealedPdf:
        """The PDF with the party's signature. Raises SigningFailed: then nothing was signed."""
        stamper = time_stamper()
        credential = certificates.person(signer)
        signed = _signed(pdf, party, signer, credential, stamper, reason)
        try:
            made = reading.signatures_in(signed, *_roots())[-1]
        except NotReadable as error:
            raise SigningFailed(Signature.Failure.SEALING) from error
        # What was just made is read as anybody will read it, before it counts.
        if made.party != party or not (made.intact and made.ours and made.last):
            raise SigningFailed(Signature.Failure.SEALING)
        if made.signed_at is None:
            raise SigningFailed(Signature.Failure.TIMESTAMP)
        return SealedPdf(
            pdf=signed, signed_at=made.signed_at, serial=credential.serial, mark=made.mark
        )

    def validate(self, pdf: bytes) -> Sequence[SignatureFound]:
        """The signatures in a PDF. Raises NotReadable."""
        return reading.signatures_of_stranger(pdf, *_roots())

    def trust(self) -> str:
        """The roots as PEM."""
        certificates.root()
        return "".join(row.certificate for row in certificates.roots())


def _roots() -> tuple[list[Certificate], list[Certificate]]:
    """By which signatures are trusted, and by which time stamps."""
    return [converting.certificate(row) for row in certificates.roots()], timestamp_roots()


def _signed(
    pdf: bytes, party: str, signer: Signer, credential: Credential, stamper: Any, reason: str
) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps import TimestampRequestError

    metadata = signers.PdfSignatureMetadata(
        field_name=party,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=f"{signer.name} · {signer.organisation}",
        reason=reason,
    )
    key = signers.SimpleSigner(
        converting.certificate(credential),
        converting.private_key(key_opened(credential.private_key)),
        converting.store([certificates.root()]),
    )
    out = BytesIO()
    try:
        with _block(signer, credential) as style:
            worker = signers.PdfSigner(metadata, signer=key, timestamper=stamper, stamp_style=style)
            worker.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
    except TimestampRequestError as error:
        raise SigningFailed(Signature.Failure.TIMESTAMP) from error
    except (SigningError, PdfError, OSError) as error:
        raise SigningFailed(Signature.Failure.SEALING) from error
    return out.getvalue()


@contextmanager
def _block(signer: Signer, credential: Credential) -> Iterator[StaticStampStyle]:
    """What is seen of the signature: set by typst, since the library's own text knows no Chinese. The
    library reads it from a file while it signs."""
    from pyhanko.pdf_utils import layout
    from pyhanko.stamp import StaticStampStyle

    drawn = pdf_of(
        "signing/typst/block.typ",
        {
            "name": signer.name,
            "organisation": signer.organisation,
            "serial": credential.serial[-12:].upper(),
        },
    )
    rule = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN, y_align=layout.AxisAlignment.ALIGN_MID
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(drawn)
        file.flush()
        yield StaticStampStyle.from_pdf_file(file.name, border_width=0, background_layout=rule)

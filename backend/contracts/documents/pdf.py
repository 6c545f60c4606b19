"""The PDF of a contract, with room for both signatures on its last page."""

from __future__ import annotations

from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse

from backend.contracts.models import Contract
from backend.core.typesetting import pdf_of
from backend.signing.gateway import Box

from .content import contract_document
from .glyphs import glyphs_check

# Where typst draws the frames: 82 by 30 mm, 60 mm below the upper edge of an A4 page.
SIGNATURE_BOXES = (Box("buyer", 57, 587, 289, 671), Box("seller", 306, 587, 538, 671))


def contract_pdf(contract: Contract) -> bytes:
    """The contract as it is now. Raises ValidationError where a character cannot be printed."""
    content = contract_document(contract)
    glyphs_check(content)
    address = settings.PUBLIC_URL + reverse("signing_validate")
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return pdf_of(
        "contracts/typst/contract.typ",
        {**content, "address": address, "qr": drawn.getvalue().decode()},
        made_at=contract.updated_at,
    )

"""The certificate of a prize as PDF."""

from __future__ import annotations

from django.utils.translation import override

from backend.core import dates
from backend.core.typesetting import pdf_of

from .models import Entry


def certificate_pdf(entry: Entry) -> bytes:
    """The certificate of an awarded entry, in Chinese; the same entry gives the same bytes."""
    call = entry.call
    assert call.awarded_at is not None
    with override("zh-hans"):
        data = {
            "number": entry.certificate,
            "holder": str(entry),
            "project": entry.title,
            "contest": call.title,
            "level": str(call.level_words),
            "prize": str(entry.prize_words),
            "poster": call.poster.name,
            "date": dates.day(call.awarded_at),
        }
    return pdf_of("challenges/typst/certificate.typ", data, made_at=call.awarded_at)

"""How bytes leave: always as a download, whatever they are."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from backend.core.characters import legible

from .models import Attachment
from .storage import bytes_of


def download(found: Attachment) -> HttpResponse:
    """The file's bytes."""
    return download_bytes(bytes_of(found.key), found.name, found.media_type)


def download_bytes(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes with all that keeps a browser from showing or running them."""
    disposition = content_disposition_header(as_attachment=True, filename=legible(name))
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=media_type, headers=headers)

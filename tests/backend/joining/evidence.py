"""A licence as an applicant sends it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.backend.attachments.samples import upload


def licence() -> SimpleUploadedFile:
    """A small PDF."""
    return upload("营业执照.pdf")

"""Small real files, and files that are not what they say."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(form: str = "PNG", size: tuple[int, int] = (8, 6), **options: object) -> bytes:
    """A picture in one colour."""
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **options)
    return written.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP with these members."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return written.getvalue()


def document(**more: bytes) -> bytes:
    """A Word document, as far as its members tell."""
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return archive(members | more)


def upload(name: str = "report.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, data)

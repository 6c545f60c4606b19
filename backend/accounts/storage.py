"""Photos of people: drawn anew as a small square, and kept in the private storage of files."""

from __future__ import annotations

import uuid
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

SIDE = 256  # pixels
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMS = ["JPEG", "PNG", "WEBP"]
MEDIA_TYPE = "image/jpeg"


def _storage() -> Storage:
    return storages["attachments"]


def photo_keep(upload: File[bytes]) -> str:
    """Draw the picture anew, without what hides beside it, and keep it; its key.

    Raises ValidationError for ``photo`` where it is too large or no picture.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError({"photo": _("The picture is larger than 5 MB; make it smaller.")})
    try:
        with Image.open(BytesIO(upload.read()), formats=FORMS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            square = ImageOps.fit(upright, (SIDE, SIDE))
    except Exception as error:
        # Decoders raise almost anything over damaged data; whatever it was, it is no picture.
        raise ValidationError(
            {"photo": _("The picture cannot be read. Send JPEG, PNG or WebP.")}
        ) from error
    bare = Image.new("RGB", square.size)
    bare.paste(square)
    written = BytesIO()
    bare.save(written, "JPEG", quality=88)
    return _storage().save(f"photos/{uuid.uuid4().hex}", ContentFile(written.getvalue()))


def photo_read(key: str) -> bytes:
    """The picture. Raises FileNotFoundError where it is gone."""
    with _storage().open(key, "rb") as file:
        data: bytes = file.read()
    return data


def photo_drop(key: str) -> None:
    """Forget it."""
    _storage().delete(key)

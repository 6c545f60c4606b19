"""Images are drawn anew: what hides beside the picture (place, camera, a second file) stays behind."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_PIXELS = 50_000_000
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"},
    "WEBP": {"RGB", "RGBA"},
}


def image_rewritten(data: bytes, form: str) -> bytes:
    """The picture alone, upright, in the same format (PNG, JPEG or WEBP).

    Raises ValidationError for ``file`` where it cannot be drawn or has more than MAX_PIXELS.
    """
    try:
        with Image.open(BytesIO(data), formats=[form]) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValidationError(
                    {"file": [_("The picture has more than 50 million points; make it smaller.")]}
                )
            return _drawn(opened, form)
    except ValidationError:
        raise
    except Exception as error:
        # Decoders raise almost anything over damaged data; whatever it was, it is no picture.
        raise ValidationError(
            {"file": [_("The picture cannot be read; save it anew and try again.")]}
        ) from error


def _drawn(opened: Image.Image, form: str) -> bytes:
    picture = ImageOps.exif_transpose(opened)
    if picture.mode not in _MODES[form]:
        clear = form != "JPEG" and picture.has_transparency_data
        picture = picture.convert("RGBA" if clear else "RGB")
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and picture.palette is not None:
        bare.putpalette(picture.palette)
    bare.paste(picture)
    if picture.mode == "P" and "transparency" in picture.info:
        bare.info["transparency"] = picture.info["transparency"]
    written = BytesIO()
    bare.save(written, form, **({"quality": 92} if form != "PNG" else {"optimize": False}))
    return written.getvalue()

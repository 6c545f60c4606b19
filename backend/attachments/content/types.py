"""The types that are taken, each recognised by its content and held against the file's name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .images import image_rewritten

MAX_MEMBERS = 5_000  # of a document that is a ZIP inside
MAX_UNPACKED = 200 * 1024 * 1024  # bytes
_MARKUP = re.compile(rb"<(?:!doctype|\?xml|html|svg|script|iframe|body|head|meta)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OFFICE = "application/vnd.openxmlformats-officedocument."

NOT_TAKEN = _(
    "Files of this kind are not taken. Send PDF, Word, Excel, PowerPoint, PNG, JPEG, WebP, text or CSV."
)
DAMAGED = _("The file is damaged, or not what its name says; save it anew and try again.")
AMBIGUOUS = _("The file is two kinds of file at once; save it anew and try again.")
MACROS = _("The file contains macros; save it without them.")
UNPACKS = _("The file unpacks to too much; make it smaller.")
ENCRYPTED = _("The file is protected by a password; save it without one.")


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken. ``clean`` checks the bytes and returns those to keep."""

    media_type: str
    extensions: tuple[str, ...]
    clean: Callable[[bytes], bytes]


def refused(message: object) -> ValidationError:
    """The error of the file's field."""
    return ValidationError({"file": [message]})


def _pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise refused(DAMAGED)
    if zipfile.is_zipfile(BytesIO(data)):
        raise refused(AMBIGUOUS)
    return data


def _office(required: str) -> Callable[[bytes], bytes]:
    def clean(data: bytes) -> bytes:
        if data.count(b"PK\x01\x02") > MAX_MEMBERS:
            # Before the table is read: a small file may list a great many members.
            raise refused(UNPACKS)
        try:
            members = zipfile.ZipFile(BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise refused(DAMAGED) from error
        names = {member.filename for member in members}
        if required not in names or "[Content_Types].xml" not in names:
            raise refused(DAMAGED)
        # Nothing is unpacked here; whoever opens the file would.
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED:
            raise refused(UNPACKS)
        if any(member.flag_bits & 1 for member in members):
            raise refused(ENCRYPTED)
        if any(".." in name.split("/") or name.startswith("/") for name in names):
            raise refused(DAMAGED)
        if any("vbaproject" in name.lower() or "macrosheets" in name.lower() for name in names):
            raise refused(MACROS)
        return data

    return clean


def _text(data: bytes) -> bytes:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise refused(NOT_TAKEN)
    if _CONTROLS.search(text) or _MARKUP.search(data):
        raise refused(NOT_TAKEN)
    return data


PDF = FileType("application/pdf", ("pdf",), _pdf)
PNG = FileType("image/png", ("png",), lambda data: image_rewritten(data, "PNG"))
JPEG = FileType("image/jpeg", ("jpg", "jpeg"), lambda data: image_rewritten(data, "JPEG"))
WEBP = FileType("image/webp", ("webp",), lambda data: image_rewritten(data, "WEBP"))
OFFICE = (
    FileType(f"{_OFFICE}wordprocessingml.document", ("docx",), _office("word/document.xml")),
    FileType(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), _office("xl/workbook.xml")),
    FileType(f"{_OFFICE}presentationml.presentation", ("pptx",), _office("ppt/presentation.xml")),
)
TEXT = FileType("text/plain", ("txt", "csv"), _text)
TYPES = (PDF, PNG, JPEG, WEBP, *OFFICE, TEXT)
EXTENSIONS = tuple(extension for one in TYPES for extension in one.extensions)
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)  # for the file chooser


def cleaned(name: str, data: bytes) -> tuple[FileType, bytes]:
    """The file's type and the bytes to keep.

    Raises ValidationError for ``file`` where the content is of no type that is taken, is damaged, or is
    not what the name's extension says.
    """
    if not data:
        raise refused(_("The file is empty; choose another."))
    extension = name.rpartition(".")[2].lower()
    if extension not in EXTENSIONS:
        raise refused(NOT_TAKEN)
    named = next(one for one in TYPES if extension in one.extensions)
    if named not in _seen_in(data):
        raise refused(DAMAGED)
    return named, named.clean(data)


def _seen_in(data: bytes) -> tuple[FileType, ...]:
    """The types whose signature the content bears; text is what bears none."""
    if data.startswith(b"%PDF-"):
        return (PDF,)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return (PNG,)
    if data.startswith(b"\xff\xd8\xff"):
        return (JPEG,)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return (WEBP,)
    if data.startswith(b"PK\x03\x04"):
        return OFFICE
    return (TEXT,)

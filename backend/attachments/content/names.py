"""Names of files, as they are shown and offered for saving."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 120  # characters, extension included
_LONGEST = 1_000  # characters that are looked at: normalising more would cost time
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def safe_name(raw: str) -> str:
    """The name without folders, control and direction marks, or what file systems forbid.

    Marks that turn the reading direction could make ``tnemyap\u202efdp.exe`` look like a PDF.
    """
    name = unicodedata.normalize("NFC", raw[-_LONGEST:]).replace("\\", "/").rsplit("/", 1)[-1]
    # Cc and Cf are controls, direction marks and zero-width signs; Cs, Co, Cn are no characters.
    name = "".join(sign for sign in name if not unicodedata.category(sign).startswith("C"))
    name = " ".join(_FORBIDDEN.sub("_", name).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    kept = stem[: MAX_NAME - len(extension) - 1].strip(". ")
    return f"{kept or 'file'}.{extension.lower()}" if extension else (kept or "file")

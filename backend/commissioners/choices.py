"""Forms of service, posts and kinds of stations as data (``kinds_data/``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_FILE = Path(__file__).parent / "kinds_data" / "forms.toml"
FORMS, POSTS, STATIONS = "forms", "posts", "stations"


def choices_of(what: str) -> list[tuple[str, str]]:
    """Codes with their names in the reader's language, in the file's order."""
    english = not (get_language() or "").startswith("zh")
    return [(row["code"], row["en" if english else "zh"]) for row in _data()[what]]


def choice_words(what: str, code: str) -> str:
    """The name of a code; the code itself where there is none."""
    return dict(choices_of(what)).get(code, code)


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = tomllib.loads(_FILE.read_text("utf-8"))
    return found
